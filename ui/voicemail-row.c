/* SPDX-License-Identifier: GPL-3.0-or-later
 * A message in the list: new or heard, who, when, how long, and buttons that
 * play it and call back. Owner: the list view. */
#include "config.h"
#include "voicemail-row.h"
#include "caller.h"
#include "format.h"
#include "list-row.h"
#include "menu-source.h"
#include "number-label.h"
#include "play-button.h"
#include "undo.h"
#include <glib/gi18n-lib.h>

struct _CorVoicemailRow {
  GtkBox parent;
  GtkImage *mark;
  GtkLabel *name;
  CorNumberLabel *number;
  GtkLabel *number_text;
  GtkLabel *when;
  GtkLabel *duration;
  CorPlayButton *play;
  GtkButton *call;
  CorVoicemail *message; /* or NULL */
  gulong notify_id;
};

static void menu_source_init (CorMenuSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CorVoicemailRow,
                               cor_voicemail_row,
                               GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (COR_TYPE_MENU_SOURCE, menu_source_init))

static void
set_class (GtkLabel *label, const char *name, gboolean is_set)
{
  if (is_set)
    gtk_widget_add_css_class (GTK_WIDGET (label), name);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (label), name);
}

static void
update_mark (CorVoicemailRow *self, gboolean is_new)
{
  const char *text = is_new ? _ ("New message") : _ ("Heard message");

  gtk_image_set_from_icon_name (self->mark, is_new ? "mail-unread-symbolic" : "mail-read-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->mark), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->mark), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  -1);
  if (is_new)
    gtk_widget_add_css_class (GTK_WIDGET (self), "new");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "new");
}

/* The name with the number under it; without one the number is what the row begins with. */
static void
update_who (CorVoicemailRow *self)
{
  const char *shown = cor_voicemail_get_shown (self->message);
  const char *text = cor_voicemail_get_shown_number (self->message);
  gboolean named = g_strcmp0 (shown, text) != 0;
  gboolean callable = cor_voicemail_is_callable (self->message);

  gtk_label_set_label (self->name, shown);
  gtk_widget_set_visible (GTK_WIDGET (self->name), named);
  cor_number_label_set (self->number, text,
                        callable ? cor_voicemail_get_number (self->message) : NULL);
  set_class (self->number_text, "name", !named);
  set_class (self->number_text, "caption", named);
  set_class (self->number_text, "dim-label", named);
}

static void
update_call (CorVoicemailRow *self)
{
  gboolean callable = cor_voicemail_is_callable (self->message);
  g_autofree char *label = g_strdup_printf (_ ("Call %s"), cor_voicemail_get_shown (self->message));

  gtk_widget_set_visible (GTK_WIDGET (self->call), callable);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->call), "s",
                                    cor_voicemail_get_number (self->message));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->call), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}

static void
update (CorVoicemailRow *self)
{
  gint64 time = cor_voicemail_get_time (self->message);
  gboolean is_new = cor_voicemail_is_new (self->message);
  const char *shown = cor_voicemail_get_shown (self->message);
  g_autofree char *when = NULL;
  g_autofree char *duration = cor_format_duration (cor_voicemail_get_duration (self->message));
  g_autofree char *label = NULL;

  when = time != 0 ? cor_format_when (time, g_get_real_time () / G_USEC_PER_SEC)
                   : g_strdup (_ ("Date Unknown"));
  update_who (self);
  update_mark (self, is_new);
  update_call (self);
  cor_play_button_set (self->play, COR_PLAYABLE_VOICEMAIL, cor_voicemail_get_id (self->message),
                       shown);
  gtk_label_set_label (self->when, when);
  gtk_label_set_label (self->duration, duration);
  label =
    g_strjoin (", ", is_new ? _ ("New message") : _ ("Heard message"), shown, when, duration, NULL);
  cor_list_row_set_label (GTK_WIDGET (self), label);
}

static void
let_go (CorVoicemailRow *self)
{
  if (self->message != NULL)
    g_clear_signal_handler (&self->notify_id, self->message);
  g_clear_object (&self->message);
}

void
cor_voicemail_row_set_item (CorVoicemailRow *self, CorVoicemail *message)
{
  let_go (self);
  if (message == NULL) {
    cor_play_button_set (self->play, COR_PLAYABLE_VOICEMAIL, NULL, NULL);
    return;
  }
  self->message = g_object_ref (message);
  self->notify_id = g_signal_connect_swapped (message, "notify", G_CALLBACK (update), self);
  update (self);
}

/* --- What can be done. --- */

static void
on_play (GtkWidget *widget, const char *action, GVariant *parameter)
{
  cor_play_button_toggle (COR_VOICEMAIL_ROW (widget)->play);
}

static void
on_save (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CorVoicemailRow *self = COR_VOICEMAIL_ROW (widget);

  if (self->message != NULL)
    cor_play_button_save (self->play, cor_voicemail_get_time (self->message));
}

static void
on_delete (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CorVoicemailRow *self = COR_VOICEMAIL_ROW (widget);
  CorCaller *caller = cor_caller_of (widget);
  AdwToastOverlay *place = cor_undo_find_place (widget);
  CorSession *session;
  guint id;
  g_autoptr (CorVoicemail) message = NULL;
  g_autofree char *text = NULL;

  if (self->message == NULL || caller == NULL)
    return;
  session = cor_caller_get_session (caller);
  message = g_object_ref (self->message); /* the row may have another one next */
  /* Translators: %s is who left it. */
  text = g_strdup_printf (_ ("Message of “%s” deleted"), cor_voicemail_get_shown (message));
  id = cor_session_delete_voicemail (session, message);
  cor_undo_offer (place, session, id, text);
}

static void
add_items (CorMenuSource *source, GMenu *menu)
{
  CorVoicemailRow *self = COR_VOICEMAIL_ROW (source);
  g_autoptr (GMenu) items = g_menu_new ();

  if (self->message == NULL)
    return;
  g_menu_append (items, cor_play_button_is_playing (self->play) ? _ ("_Pause") : _ ("_Play"),
                 "row.play");
  g_menu_append (items, _ ("_Save…"), "row.save");
  g_menu_append (items, _ ("_Delete"), "row.delete");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (items));
}

static void
menu_source_init (CorMenuSourceInterface *iface)
{
  iface->add_items = add_items;
}

/* --- The object. --- */

static void
dispose (GObject *object)
{
  let_go (COR_VOICEMAIL_ROW (object));
  G_OBJECT_CLASS (cor_voicemail_row_parent_class)->dispose (object);
}

static void
cor_voicemail_row_class_init (CorVoicemailRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  cor_list_row_class_init (widget_class);
  g_type_ensure (COR_TYPE_NUMBER_LABEL);
  g_type_ensure (COR_TYPE_PLAY_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/voicemail-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CorVoicemailRow, mark);
  gtk_widget_class_bind_template_child (widget_class, CorVoicemailRow, name);
  gtk_widget_class_bind_template_child (widget_class, CorVoicemailRow, number);
  gtk_widget_class_bind_template_child (widget_class, CorVoicemailRow, number_text);
  gtk_widget_class_bind_template_child (widget_class, CorVoicemailRow, when);
  gtk_widget_class_bind_template_child (widget_class, CorVoicemailRow, duration);
  gtk_widget_class_bind_template_child (widget_class, CorVoicemailRow, play);
  gtk_widget_class_bind_template_child (widget_class, CorVoicemailRow, call);
  gtk_widget_class_install_action (widget_class, "row.play", NULL, on_play);
  gtk_widget_class_install_action (widget_class, "row.save", NULL, on_save);
  gtk_widget_class_install_action (widget_class, "row.delete", NULL, on_delete);
}

static void
cor_voicemail_row_init (CorVoicemailRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
cor_voicemail_row_new (void)
{
  return g_object_new (COR_TYPE_VOICEMAIL_ROW, NULL);
}
