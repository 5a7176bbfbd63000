/* SPDX-License-Identifier: GPL-3.0-or-later
 * A call of the past in the history's list: which way, who, when, how long,
 * and one button that calls back. Owner: the list view. */
#include "config.h"
#include "history-row.h"
#include "bidi.h"
#include "format.h"
#include "caller.h"
#include "list-row.h"
#include "menu-source.h"
#include "number-label.h"
#include "play-button.h"
#include "session/company.h"
#include "session/summary.h"
#include "undo.h"
#include <glib/gi18n-lib.h>

struct _CorHistoryRow {
  GtkBox parent;
  GtkLabel *day;
  GtkImage *direction;
  GtkLabel *name;
  CorNumberLabel *number;
  GtkLabel *number_text;
  GtkLabel *queue;
  GtkLabel *note;
  GtkImage *summary;
  GtkLabel *when;
  GtkLabel *duration;
  CorPlayButton *play;
  GtkButton *call;
  CorHistoryEntry *entry;    /* the call, where it is of a history; or NULL */
  CorHistoryEntry *own;      /* the call, where it is of the user's history; or NULL */
  CorHistoryEntry *recorded; /* the call, where it can be heard; or NULL */
  gboolean chooses;          /* and calls nobody */
  gboolean in_days;          /* the day stands over its calls */
  gint64 time;               /* unix s; 0 while blank, or not known */
  CorHistoryDirection way;
};

static void menu_source_init (CorMenuSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CorHistoryRow,
                               cor_history_row,
                               GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (COR_TYPE_MENU_SOURCE, menu_source_init))

static const char *
direction_text (CorHistoryDirection direction)
{
  switch (direction) {
  case COR_HISTORY_OUT:
    return _ ("Outgoing call");
  case COR_HISTORY_MISSED:
    return _ ("Missed call");
  case COR_HISTORY_INTERNAL:
    return _ ("Internal call");
  case COR_HISTORY_IN:
  default:
    return _ ("Incoming call");
  }
}

static const char *
direction_icon (CorHistoryDirection direction)
{
  switch (direction) {
  case COR_HISTORY_OUT:
    return "call-outgoing-symbolic";
  case COR_HISTORY_MISSED:
    return "call-missed-symbolic";
  case COR_HISTORY_INTERNAL:
    return "system-users-symbolic";
  case COR_HISTORY_IN:
  default:
    return "call-incoming-symbolic";
  }
}

static gboolean
is_callable (CorHistoryRow *self, CorHistoryEntry *entry)
{
  return !self->chooses && *cor_history_entry_get_number (entry) != '\0' &&
         !cor_history_entry_is_masked (entry);
}

/* Of a call that is listed only to be called nothing is heard. */
static void
set_recorded (CorHistoryRow *self, CorHistoryEntry *entry)
{
  if (entry == NULL || !self->in_days || !cor_history_entry_is_recorded (entry)) {
    g_clear_object (&self->recorded);
    cor_play_button_set (self->play, COR_PLAYABLE_RECORDING, NULL, NULL);
    return;
  }
  g_set_object (&self->recorded, entry);
  cor_play_button_set (self->play, COR_PLAYABLE_RECORDING, cor_history_entry_get_id (entry),
                       cor_history_entry_get_shown (entry));
}

/* Other people's calls have no notes, and neither has a call that is listed only to be called. */
static void
set_note (CorHistoryRow *self, CorHistoryEntry *entry)
{
  gboolean own = entry != NULL && self->in_days && cor_history_entry_get_colleague (entry) == NULL;
  const char *note = own ? cor_history_entry_get_note (entry) : NULL;
  g_autofree char *line = g_strdup (note != NULL ? note : "");

  if (own)
    g_set_object (&self->own, entry);
  else
    g_clear_object (&self->own);
  g_strdelimit (line, "\n\t", ' ');
  cor_bidi_set_label (self->note, line);
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
}

/* What is not known yet is asked for; the list comes again then. */
static CorSummaryFlags
look_at_summary (CorHistoryRow *self)
{
  CorCaller *caller = cor_caller_of (GTK_WIDGET (self));
  CorSession *session = caller != NULL ? cor_caller_get_session (caller) : NULL;

  if (session == NULL || self->own == NULL || !cor_history_entry_is_answered (self->own) ||
      !cor_session_may_read_summaries (session))
    return COR_SUMMARY_KNOWN;
  return cor_session_look_at_summary (session, cor_history_entry_get_id (self->own));
}

static void
set_summary (CorHistoryRow *self)
{
  CorSummaryFlags flags = look_at_summary (self);

  gtk_widget_set_visible (GTK_WIDGET (self->summary),
                          (flags & (COR_SUMMARY_THERE | COR_SUMMARY_TRANSCRIPT)) != 0);
}

static void
set_blank (CorHistoryRow *self)
{
  g_clear_object (&self->entry);
  gtk_widget_hide (GTK_WIDGET (self->day));
  gtk_image_clear (self->direction);
  gtk_label_set_label (self->name, "");
  cor_number_label_set (self->number, "", NULL);
  gtk_label_set_label (self->queue, "");
  gtk_label_set_label (self->when, "");
  gtk_label_set_label (self->duration, "");
  gtk_widget_hide (GTK_WIDGET (self->call));
  set_recorded (self, NULL);
  set_note (self, NULL);
  gtk_widget_hide (GTK_WIDGET (self->summary));
  self->time = 0;
  cor_list_row_set_label (GTK_WIDGET (self), "");
}

static void
set_direction (CorHistoryRow *self, CorHistoryDirection direction)
{
  const char *text = direction_text (direction);

  gtk_image_set_from_icon_name (self->direction, direction_icon (direction));
  self->way = direction;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->direction), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text, -1);
  if (direction == COR_HISTORY_MISSED)
    gtk_widget_add_css_class (GTK_WIDGET (self), "missed");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "missed");
}

static void
set_class (GtkLabel *label, const char *name, gboolean is_set)
{
  if (is_set)
    gtk_widget_add_css_class (GTK_WIDGET (label), name);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (label), name);
}

/* The name with the number under it; without one the number is what the row begins with. */
static void
set_who (CorHistoryRow *self, CorHistoryEntry *entry)
{
  const char *shown = cor_history_entry_get_shown (entry);
  const char *number = cor_history_entry_get_number (entry);
  const char *text = cor_history_entry_get_shown_number (entry);
  gboolean named = g_strcmp0 (shown, text) != 0;

  cor_bidi_set_label (self->name, shown);
  gtk_widget_set_visible (GTK_WIDGET (self->name), named);
  cor_number_label_set (self->number, text, is_callable (self, entry) ? number : NULL);
  set_class (self->number_text, "name", !named);
  set_class (self->number_text, "caption", named);
  set_class (self->number_text, "dim-label", named);
}

static void
set_queue (CorHistoryRow *self, CorHistoryEntry *entry)
{
  const char *queue = cor_history_entry_get_queue (entry);
  const char *colleague = cor_history_entry_get_colleague (entry);
  CorHistoryDirection direction = cor_history_entry_get_direction (entry);
  gboolean incoming = direction == COR_HISTORY_IN || direction == COR_HISTORY_MISSED;
  g_autofree char *text = NULL;

  if (colleague != NULL && incoming)
    /* Translators: who of the company was called. */
    text = g_strdup_printf (C_ ("a colleague's call", "To %s"), colleague);
  else if (colleague != NULL)
    /* Translators: who of the company called. */
    text = g_strdup_printf (C_ ("a colleague's call", "From %s"), colleague);
  else if (queue != NULL && *queue != '\0')
    /* Translators: the queue that the call came by. */
    text = g_strdup_printf (_ ("Queue %s"), queue);
  cor_bidi_set_label (self->queue, text);
  gtk_widget_set_visible (GTK_WIDGET (self->queue), text != NULL);
}

static void
set_day (CorHistoryRow *self, CorHistoryEntry *entry)
{
  gboolean heads = self->in_days && cor_history_entry_heads_day (entry);
  g_autofree char *day = NULL;

  if (heads)
    day = cor_format_day (cor_history_entry_get_time (entry), g_get_real_time () / G_USEC_PER_SEC);
  gtk_label_set_label (self->day, day != NULL ? day : "");
  gtk_widget_set_visible (GTK_WIDGET (self->day), heads);
}

static char *
format_when (CorHistoryRow *self, gint64 time)
{
  if (self->in_days || time == 0)
    return cor_format_time (time);
  return cor_format_when (time, g_get_real_time () / G_USEC_PER_SEC);
}

static void
set_times (CorHistoryRow *self, CorHistoryEntry *entry)
{
  gint64 time = cor_history_entry_get_time (entry);
  g_autofree char *when = format_when (self, time);
  g_autofree char *full = time != 0 ? cor_format_when_full (time) : g_strdup (_ ("Date Unknown"));
  g_autofree char *duration = NULL;
  g_autofree char *label = NULL;

  gtk_label_set_label (self->when, when);
  self->time = time;
  if (cor_history_entry_is_answered (entry))
    duration = cor_format_duration (cor_history_entry_get_duration (entry));
  gtk_label_set_label (self->duration, duration != NULL ? duration : "");
  gtk_widget_set_visible (GTK_WIDGET (self->duration), duration != NULL);
  label = g_strjoin (", ", direction_text (cor_history_entry_get_direction (entry)),
                     cor_history_entry_get_shown (entry), full,
                     duration != NULL ? duration : cor_history_entry_get_note (entry),
                     duration != NULL ? cor_history_entry_get_note (entry) : NULL, NULL);
  cor_list_row_set_label (GTK_WIDGET (self), label);
}

static void
set_call (CorHistoryRow *self, CorHistoryEntry *entry)
{
  const char *number = cor_history_entry_get_number (entry);
  g_autofree char *label = NULL;

  if (!is_callable (self, entry)) {
    gtk_widget_hide (GTK_WIDGET (self->call));
    return;
  }
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->call), "s", number);
  label = g_strdup_printf (_ ("Call %s"), cor_history_entry_get_shown (entry));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->call), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_widget_show (GTK_WIDGET (self->call));
}

void
cor_history_row_set_item (CorHistoryRow *self, CorHistoryEntry *entry)
{
  if (entry == NULL || cor_history_entry_is_placeholder (entry)) {
    set_blank (self);
    return;
  }
  if (self->in_days)
    g_set_object (&self->entry, entry);
  set_day (self, entry);
  set_direction (self, cor_history_entry_get_direction (entry));
  set_who (self, entry);
  set_queue (self, entry);
  set_times (self, entry);
  set_call (self, entry);
  set_recorded (self, entry);
  set_note (self, entry);
  set_summary (self);
}

/* --- The recording. --- */

static void
on_play (GtkWidget *widget, const char *action, GVariant *parameter)
{
  cor_play_button_toggle (COR_HISTORY_ROW (widget)->play);
}

static void
on_save (GtkWidget *widget, const char *action, GVariant *parameter)
{
  cor_play_button_save (COR_HISTORY_ROW (widget)->play, COR_HISTORY_ROW (widget)->time);
}

static void
on_delete (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CorHistoryRow *self = COR_HISTORY_ROW (widget);
  CorCaller *caller = cor_caller_of (widget);
  AdwToastOverlay *place = cor_undo_find_place (widget);
  CorSession *session;
  guint id;
  g_autoptr (CorHistoryEntry) entry = NULL;
  g_autofree char *text = NULL;

  if (self->recorded == NULL || caller == NULL)
    return;
  session = cor_caller_get_session (caller);
  entry = g_object_ref (self->recorded);
  /* Translators: %s is who the call was with. */
  text = g_strdup_printf (_ ("Recording of “%s” deleted"), cor_history_entry_get_shown (entry));
  id = cor_session_delete_recording (session, entry);
  cor_undo_offer (place, session, id, text);
}

static void
add_item (CorHistoryRow *self, GMenu *items, const char *label, const char *action)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "(ss)", cor_history_entry_get_id (self->own),
                                     cor_history_entry_get_shown (self->own));
  g_menu_append_item (items, item);
}

static void
add_written (CorHistoryRow *self, GMenu *menu)
{
  g_autoptr (GMenu) items = g_menu_new ();
  CorSummaryFlags flags = look_at_summary (self);
  gboolean known = (flags & COR_SUMMARY_KNOWN) != 0;

  add_item (self, items, _ ("_Note…"), "app.call-note");
  if (!known || (flags & (COR_SUMMARY_THERE | COR_SUMMARY_COMES)) != 0)
    add_item (self, items, _ ("Call S_ummary…"), "app.call-summary");
  if (!known || (flags & COR_SUMMARY_TRANSCRIPT) != 0)
    add_item (self, items, _ ("_Transcript…"), "app.call-transcript");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (items));
}

/* The company's sources know the number, whoever it was that talked to it. */
static void
add_cards (CorHistoryRow *self, GMenu *menu)
{
  CorCaller *caller = cor_caller_of (GTK_WIDGET (self));
  g_autoptr (GMenu) items = g_menu_new ();
  g_autoptr (GMenuItem) item = g_menu_item_new (_ ("Custome_r Cards…"), NULL);

  if (self->entry == NULL || !is_callable (self, self->entry) || caller == NULL ||
      !cor_session_may_see_cards (cor_caller_get_session (caller)))
    return;
  g_menu_item_set_action_and_target (item, "app.call-cards", "(ss)",
                                     cor_history_entry_get_number (self->entry),
                                     cor_history_entry_get_shown (self->entry));
  g_menu_append_item (items, item);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (items));
}

static void
add_items (CorMenuSource *source, GMenu *menu)
{
  CorHistoryRow *self = COR_HISTORY_ROW (source);
  g_autoptr (GMenu) items = g_menu_new ();

  if (self->own != NULL)
    add_written (self, menu);
  add_cards (self, menu);
  if (self->recorded == NULL)
    return;
  g_menu_append (items,
                 cor_play_button_is_playing (self->play) ? _ ("_Pause the Recording")
                                                         : _ ("_Play the Recording"),
                 "row.play");
  g_menu_append (items, _ ("_Save the Recording…"), "row.save");
  g_menu_append (items, _ ("_Delete the Recording"), "row.delete");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (items));
}

static void
menu_source_init (CorMenuSourceInterface *iface)
{
  iface->add_items = add_items;
}

static void
dispose (GObject *object)
{
  g_clear_object (&COR_HISTORY_ROW (object)->entry);
  g_clear_object (&COR_HISTORY_ROW (object)->own);
  g_clear_object (&COR_HISTORY_ROW (object)->recorded);
  G_OBJECT_CLASS (cor_history_row_parent_class)->dispose (object);
}

/* Tooltips are made when somebody looks for one: setting their text asks the X server where the
 * pointer is, twice for each of the two hundred rows of a list. */
static gboolean
on_when_tooltip (CorHistoryRow *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  g_autofree char *full = cor_format_when_full (self->time);

  gtk_tooltip_set_text (tooltip, full);
  return self->time != 0;
}

static gboolean
on_direction_tooltip (CorHistoryRow *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  gtk_tooltip_set_text (tooltip, direction_text (self->way));
  return self->time != 0;
}

static void
cor_history_row_class_init (CorHistoryRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  cor_list_row_class_init (widget_class);
  g_type_ensure (COR_TYPE_NUMBER_LABEL);
  g_type_ensure (COR_TYPE_PLAY_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/history-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CorHistoryRow, direction);
  gtk_widget_class_bind_template_child (widget_class, CorHistoryRow, day);
  gtk_widget_class_bind_template_child (widget_class, CorHistoryRow, name);
  gtk_widget_class_bind_template_child (widget_class, CorHistoryRow, number);
  gtk_widget_class_bind_template_child (widget_class, CorHistoryRow, number_text);
  gtk_widget_class_bind_template_child (widget_class, CorHistoryRow, queue);
  gtk_widget_class_bind_template_child (widget_class, CorHistoryRow, note);
  gtk_widget_class_bind_template_child (widget_class, CorHistoryRow, summary);
  gtk_widget_class_bind_template_child (widget_class, CorHistoryRow, when);
  gtk_widget_class_bind_template_child (widget_class, CorHistoryRow, duration);
  gtk_widget_class_bind_template_child (widget_class, CorHistoryRow, play);
  gtk_widget_class_bind_template_child (widget_class, CorHistoryRow, call);
  gtk_widget_class_install_action (widget_class, "row.play", NULL, on_play);
  gtk_widget_class_install_action (widget_class, "row.save", NULL, on_save);
  gtk_widget_class_install_action (widget_class, "row.delete", NULL, on_delete);
  gtk_widget_class_bind_template_callback (widget_class, on_when_tooltip);
  gtk_widget_class_bind_template_callback (widget_class, on_direction_tooltip);
}

static void
cor_history_row_init (CorHistoryRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
cor_history_row_set_calls (CorHistoryRow *self, gboolean calls)
{
  self->chooses = !calls;
}

GtkWidget *
cor_history_row_new (void)
{
  return g_object_new (COR_TYPE_HISTORY_ROW, NULL);
}

GtkWidget *
cor_history_row_new_in_days (void)
{
  GtkWidget *row = cor_history_row_new ();

  COR_HISTORY_ROW (row)->in_days = TRUE;
  return row;
}
