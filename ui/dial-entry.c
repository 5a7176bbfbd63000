/* SPDX-License-Identifier: GPL-3.0-or-later
 * The one entry: takes names and numbers. Owner: the window. Its hint always
 * says what Enter will do, so that nobody is called by surprise: the lists
 * follow the text a moment later, and a first row that does not match what is
 * written now is not offered. */
#include "config.h"
#include "dial-entry.h"
#include "bidi.h"
#include "caller.h"
#include "format.h"
#include <glib/gi18n-lib.h>
#include "model/colleague.h"
#include "model/number.h"
#include "number-entry.h"

struct _CorDialEntry {
  AdwBin parent;
  GtkSearchEntry *entry;
  GtkRevealer *revealer;
  GtkButton *hint;
  GtkLabel *hint_label;
  GListModel *contacts, *colleagues; /* each or NULL */
  gboolean colleagues_first;
  CorDialPurpose purpose;
};

G_DEFINE_FINAL_TYPE (CorDialEntry, cor_dial_entry, ADW_TYPE_BIN)

enum { QUERY_CHANGED, LEAVE, N_SIGNALS };
static guint signals[N_SIGNALS];

const char *
cor_dial_entry_get_text (CorDialEntry *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

static gboolean
matches (CorContact *contact, const char *text)
{
  const char *fields[] = { cor_contact_get_shown (contact), cor_contact_get_company (contact),
                           cor_contact_get_job (contact), cor_contact_get_email (contact) };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (fields[i] != NULL && g_str_match_string (text, fields[i], TRUE))
      return TRUE;
  return FALSE;
}

/* Who Enter is about. */
typedef struct {
  char *name, *number, *shown; /* name NULL: nobody */
} Match;

static void
match_clear (Match *match)
{
  g_free (match->name);
  g_free (match->number);
  g_free (match->shown);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Match, match_clear)

/* Nobody when the first row is not there yet, does not match, or has no number. */
static gboolean
match_contact (CorDialEntry *self, const char *text, Match *ret_match)
{
  g_autoptr (CorContact) contact = NULL;
  const CorContactPhone *phone;

  if (self->contacts != NULL && *text != '\0')
    contact = g_list_model_get_item (self->contacts, 0);
  phone = contact != NULL ? cor_contact_get_best_phone (contact) : NULL;
  if (phone == NULL || !matches (contact, text))
    return FALSE;
  *ret_match = (Match){ .name = g_strdup (cor_contact_get_shown (contact)),
                        .number = g_strdup (phone->number),
                        .shown = g_strdup (phone->shown) };
  return TRUE;
}

static gboolean
match_colleague (CorDialEntry *self, const char *text, Match *ret_match)
{
  g_autoptr (CorColleague) colleague = NULL;
  const char *number;

  if (self->colleagues != NULL && *text != '\0')
    colleague = g_list_model_get_item (self->colleagues, 0);
  if (colleague == NULL || !cor_colleague_matches (colleague, text))
    return FALSE;
  number = cor_colleague_get_extension (colleague);
  *ret_match = (Match){ .name = g_strdup (cor_colleague_get_name (colleague)),
                        .number = g_strdup (number),
                        .shown = g_strdup (number) };
  return TRUE;
}

static gboolean
best_match (CorDialEntry *self, const char *text, Match *ret_match)
{
  if (self->colleagues_first)
    return match_colleague (self, text, ret_match) || match_contact (self, text, ret_match);
  return match_contact (self, text, ret_match) || match_colleague (self, text, ret_match);
}

static char *
describe_number (CorDialEntry *self, const char *number)
{
  switch (self->purpose) {
  case COR_DIAL_TRANSFERS:
    return g_strdup_printf (_ ("Transfer to %s"), number);
  case COR_DIAL_ASKS:
    /* Translators: %s is called first, before a call is transferred there. */
    return g_strdup_printf (_ ("Ask %s first"), number);
  case COR_DIAL_ADDS:
    return g_strdup_printf (_ ("Add %s"), number);
  case COR_DIAL_CALLS:
  default:
    return g_strdup_printf (_ ("Call %s"), number);
  }
}

static char *
describe_match (CorDialEntry *self, const Match *match)
{
  const char *name = match->name, *number = match->shown;

  /* Translators: a name, then a number; both of them. */
  switch (self->purpose) {
  case COR_DIAL_TRANSFERS:
    return g_strdup_printf (_ ("Transfer to %s, %s"), name, number);
  case COR_DIAL_ASKS:
    return g_strdup_printf (_ ("Ask %s, %s first"), name, number);
  case COR_DIAL_ADDS:
    return g_strdup_printf (_ ("Add %s, %s"), name, number);
  case COR_DIAL_CALLS:
  default:
    return g_strdup_printf (_ ("Call %s, %s"), name, number);
  }
}

/* What Enter will do, or NULL when that is nothing. */
static char *
describe_enter (CorDialEntry *self)
{
  const char *text = cor_dial_entry_get_text (self);
  g_autoptr (CorNumber) number = NULL;
  g_auto (Match) match = { 0 };

  if (cor_format_is_number (text)) {
    number = cor_number_parse (text, COR_NUMBER_FROM_PERSON, NULL);
    return describe_number (self, number != NULL ? number->canonical : text);
  }
  return best_match (self, text, &match) ? describe_match (self, &match) : NULL;
}

static void
update_hint (CorDialEntry *self)
{
  g_autofree char *hint = describe_enter (self);

  gtk_revealer_set_reveal_child (self->revealer, hint != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->revealer), hint != NULL);
  if (hint == NULL)
    return;
  cor_bidi_set_label (self->hint_label, hint);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->hint), GTK_ACCESSIBLE_PROPERTY_LABEL, hint,
                                  -1);
}

static void
on_contacts_changed (GListModel *model, guint position, guint removed, guint added, gpointer data)
{
  if (position == 0)
    update_hint (data);
}

static void
on_changed (GtkEditable *editable, CorDialEntry *self)
{
  g_signal_emit (self, signals[QUERY_CHANGED], 0, cor_dial_entry_get_text (self));
  update_hint (self);
}

void
cor_dial_entry_enter (CorDialEntry *self)
{
  g_autofree char *text = g_strdup (cor_dial_entry_get_text (self));
  CorCaller *caller = cor_caller_of (GTK_WIDGET (self));
  g_auto (Match) match = { 0 };

  g_strstrip (text);
  if (cor_format_is_number (text)) {
    cor_caller_call (caller, text, COR_ORIGIN_TYPED, NULL);
  } else {
    if (!best_match (self, text, &match))
      return;
    cor_caller_call (caller, match.number, COR_ORIGIN_CONTACT, NULL);
  }
  cor_dial_entry_set_text (self, "");
}

static void
on_activate (GtkSearchEntry *entry, CorDialEntry *self)
{
  cor_dial_entry_enter (self);
}

static void
on_hint_clicked (GtkButton *button, CorDialEntry *self)
{
  cor_dial_entry_enter (self);
}

/* A key typed elsewhere was taken over: the next one, Enter above all, is the entry's too. */
static void
on_search_started (GtkSearchEntry *entry, CorDialEntry *self)
{
  cor_dial_entry_focus (self);
}

static void
on_stop_search (GtkSearchEntry *entry, CorDialEntry *self)
{
  cor_dial_entry_set_text (self, "");
}

static gboolean
on_key_pressed (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                CorDialEntry *self)
{
  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;
  g_signal_emit (self, signals[LEAVE], 0);
  return GDK_EVENT_STOP;
}

void
cor_dial_entry_set_capture (CorDialEntry *self, GtkWidget *widget)
{
  gtk_search_entry_set_key_capture_widget (self->entry, widget);
}

static void
follow (CorDialEntry *self, GListModel **where, GListModel *model)
{
  if (*where != NULL)
    g_signal_handlers_disconnect_by_data (*where, self);
  g_set_object (where, model);
  if (model != NULL)
    g_signal_connect (model, "items-changed", G_CALLBACK (on_contacts_changed), self);
}

void
cor_dial_entry_set_people (CorDialEntry *self,
                           GListModel *contacts,
                           GListModel *colleagues,
                           gboolean colleagues_first)
{
  follow (self, &self->contacts, contacts);
  follow (self, &self->colleagues, colleagues);
  self->colleagues_first = colleagues_first;
  update_hint (self);
}

void
cor_dial_entry_set_purpose (CorDialEntry *self, CorDialPurpose purpose)
{
  self->purpose = purpose;
  update_hint (self);
}

void
cor_dial_entry_focus (CorDialEntry *self)
{
  GtkEditable *text = gtk_editable_get_delegate (GTK_EDITABLE (self->entry));

  gtk_text_grab_focus_without_selecting (GTK_TEXT (text));
  gtk_editable_set_position (text, -1);
}

void
cor_dial_entry_set_text (CorDialEntry *self, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

static void
dispose (GObject *object)
{
  CorDialEntry *self = COR_DIAL_ENTRY (object);

  if (self->entry != NULL)
    cor_dial_entry_set_capture (self, NULL);
  self->entry = NULL;
  follow (self, &self->contacts, NULL);
  follow (self, &self->colleagues, NULL);
  G_OBJECT_CLASS (cor_dial_entry_parent_class)->dispose (object);
}

static void
cor_dial_entry_class_init (CorDialEntryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  signals[QUERY_CHANGED] = g_signal_new ("query-changed", COR_TYPE_DIAL_ENTRY, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[LEAVE] = g_signal_new ("leave", COR_TYPE_DIAL_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/dial-entry.ui");
  gtk_widget_class_bind_template_child (widget_class, CorDialEntry, entry);
  gtk_widget_class_bind_template_child (widget_class, CorDialEntry, revealer);
  gtk_widget_class_bind_template_child (widget_class, CorDialEntry, hint);
  gtk_widget_class_bind_template_child (widget_class, CorDialEntry, hint_label);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_search_started);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
  gtk_widget_class_bind_template_callback (widget_class, on_hint_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed);
}

static void
cor_dial_entry_init (CorDialEntry *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  cor_number_entry_keep_order (GTK_EDITABLE (self->entry));
  update_hint (self);
}
