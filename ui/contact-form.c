/* SPDX-License-Identifier: GPL-3.0-or-later
 * A contact to be written. Owner: the panel. The entries are the truth while it
 * is open; the session says whether the server took it. */
#include "config.h"
#include "contact-form.h"
#include "contact-facts.h"
#include "number-entry.h"
#include "session/book.h"
#include "stack.h"
#include <glib/gi18n-lib.h>

struct _CorContactForm {
  AdwBin parent;
  GtkBox *groups;
  GtkLabel *title;
  GtkLabel *error;
  GtkWidget *save;
  AdwEntryRow *entries[COR_N_CARD_FIELDS]; /* NULL: not in the form, left as it is */
  GtkTextBuffer *notes;
  GtkTextView *notes_view;
  AdwComboRow *kind;
  GPtrArray *kinds; /* what its rows mean */
  CorSession *session;
  CorContact *before;
  CorCard *initial; /* as it was begun */
  gboolean saving;
};

G_DEFINE_FINAL_TYPE (CorContactForm, cor_contact_form, ADW_TYPE_BIN)

enum { SAVED, CANCELLED, N_SIGNALS };
static guint signals[N_SIGNALS];

#define END COR_N_CARD_FIELDS

/* A group of rows; those of one with a title of its own are folded away. */
static const struct {
  const char *folded;
  CorCardField fields[10];
} sections[] = {
  { NULL, { COR_CARD_NAME, COR_CARD_COMPANY, COR_CARD_JOB, END } },
  { NULL, { COR_CARD_WORKPHONE, COR_CARD_CELLPHONE, COR_CARD_HOMEPHONE, COR_CARD_EXTENSION, END } },
  { N_ ("More Numbers"),
    { COR_CARD_WORKPHONE2, COR_CARD_CELLPHONE2, COR_CARD_OTHERPHONE, COR_CARD_FAX, END } },
  { NULL, { COR_CARD_WORKEMAIL, COR_CARD_URL, END } },
  { N_ ("Work Address"),
    { COR_CARD_WORKSTREET, COR_CARD_WORKPOSTALCODE, COR_CARD_WORKCITY, COR_CARD_WORKPROVINCE,
      COR_CARD_WORKCOUNTRY, COR_CARD_WORKPOB, END } },
  { N_ ("Home Address"),
    { COR_CARD_HOMESTREET, COR_CARD_HOMEPOSTALCODE, COR_CARD_HOMECITY, COR_CARD_HOMEPROVINCE,
      COR_CARD_HOMECOUNTRY, COR_CARD_HOMEPOB, END } },
  { N_ ("More About This Contact"),
    { COR_CARD_TITLE, COR_CARD_FIRSTNAME, COR_CARD_LASTNAME, COR_CARD_HOMEEMAIL,
      COR_CARD_OTHEREMAIL, COR_CARD_LINKEDIN, COR_CARD_FACEBOOK, COR_CARD_INSTAGRAM, END } },
};

/* --- Reading and writing. --- */

static char *
dup_notes (CorContactForm *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->notes, &start, &end);
  return gtk_text_buffer_get_text (self->notes, &start, &end, FALSE);
}

static CorCard *
read_card (CorContactForm *self)
{
  CorCard *card = cor_card_copy (self->initial);
  g_autofree char *notes = dup_notes (self);
  guint kind = adw_combo_row_get_selected (self->kind);

  for (guint i = 0; i < COR_N_CARD_FIELDS; i++)
    if (self->entries[i] != NULL) {
      g_autofree char *text =
        g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entries[i]))));

      cor_card_set (card, i, text);
    }
  cor_card_set (card, COR_CARD_NOTES, notes);
  if (kind < self->kinds->len)
    cor_card_set_type (card, self->kinds->pdata[kind]);
  return card;
}

gboolean
cor_contact_form_is_dirty (CorContactForm *self)
{
  g_autoptr (CorCard) card = self->initial != NULL ? read_card (self) : NULL;

  return card != NULL && (!cor_card_equal (card, self->initial) ||
                          g_strcmp0 (card->type, self->initial->type) != 0);
}

CorContact *
cor_contact_form_get_before (CorContactForm *self)
{
  return self->before;
}

static void
set_error (CorContactForm *self, const char *text)
{
  gtk_label_set_label (self->error, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), text != NULL);
}

static void
set_saving (CorContactForm *self, gboolean saving)
{
  self->saving = saving;
  if (saving)
    cor_stack_let_go (GTK_WIDGET (self->groups));
  gtk_widget_set_sensitive (GTK_WIDGET (self->groups), !saving);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "form.save", !saving);
}

/* --- Who sees it. --- */

static void
add_kind (CorContactForm *self, GtkStringList *names, const char *kind)
{
  g_autofree char *text = cor_contact_kind_to_text (kind);

  for (guint i = 0; i < self->kinds->len; i++)
    if (g_str_equal (self->kinds->pdata[i], kind))
      return;
  g_ptr_array_add (self->kinds, g_strdup (kind));
  gtk_string_list_append (names, text);
}

/* What it is now stays possible, whatever the user may. */
static void
fill_kinds (CorContactForm *self, const char *now)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  const char *const *groups = cor_session_get_contact_groups (self->session);

  g_ptr_array_set_size (self->kinds, 0);
  add_kind (self, names, "private");
  if (cor_session_may_share_contacts (self->session)) {
    add_kind (self, names, "public");
    for (guint i = 0; groups[i] != NULL; i++) {
      g_autofree char *kind = g_strconcat ("group:", groups[i], NULL);

      add_kind (self, names, kind);
    }
  }
  add_kind (self, names, now);
  adw_combo_row_set_model (self->kind, G_LIST_MODEL (names));
  for (guint i = 0; i < self->kinds->len; i++)
    if (g_str_equal (self->kinds->pdata[i], now))
      adw_combo_row_set_selected (self->kind, i);
}

void
cor_contact_form_begin (CorContactForm *self, CorContact *before, const CorCard *card)
{
  g_autoptr (CorCard) copy = cor_card_copy (card);

  g_set_object (&self->before, before);
  cor_card_free (self->initial);
  self->initial = g_steal_pointer (&copy);
  if (self->initial->type == NULL)
    cor_card_set_type (self->initial, "private");
  for (guint i = 0; i < COR_N_CARD_FIELDS; i++)
    if (self->entries[i] != NULL)
      gtk_editable_set_text (GTK_EDITABLE (self->entries[i]),
                             card->fields[i] != NULL ? card->fields[i] : "");
  gtk_text_buffer_set_text (
    self->notes, card->fields[COR_CARD_NOTES] != NULL ? card->fields[COR_CARD_NOTES] : "", -1);
  fill_kinds (self, self->initial->type);
  gtk_label_set_label (self->title, before != NULL ? _ ("Edit Contact") : _ ("New Contact"));
  set_error (self, NULL);
  set_saving (self, FALSE);
  /* What was given beyond what there was before is what one may lose. */
  if (before == NULL) {
    g_autoptr (CorCard) empty = cor_card_new ();

    cor_card_set_type (empty, self->initial->type);
    cor_card_free (self->initial);
    self->initial = g_steal_pointer (&empty);
  }
}

/* --- Saving. --- */

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CorContactForm) self = user_data;
  g_autoptr (CorContact) contact = NULL;
  g_autoptr (GError) error = NULL;

  set_saving (self, FALSE);
  if (!cor_session_write_contact_finish (COR_SESSION (source), result, &contact, &error)) {
    set_error (self, error->message);
    gtk_widget_grab_focus (GTK_WIDGET (self));
    return;
  }
  g_clear_pointer (&self->initial, cor_card_free);
  g_signal_emit (self, signals[SAVED], 0, contact);
}

static void
on_save (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CorContactForm *self = COR_CONTACT_FORM (widget);
  g_autoptr (CorCard) card = NULL;

  if (self->saving || self->initial == NULL)
    return;
  card = read_card (self);
  set_error (self, NULL);
  set_saving (self, TRUE);
  cor_session_write_contact_async (self->session, self->before, card, on_written,
                                   g_object_ref (self));
}

static void
on_cancel (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CorContactForm *self = COR_CONTACT_FORM (widget);

  g_clear_pointer (&self->initial, cor_card_free);
  g_signal_emit (self, signals[CANCELLED], 0);
}

static void
on_entry_activated (AdwEntryRow *entry, CorContactForm *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "form.save", NULL);
}

/* --- The rows. --- */

static GtkInputPurpose
purpose_of (CorCardField field)
{
  if (cor_card_field_is_phone (field, NULL))
    return GTK_INPUT_PURPOSE_PHONE;
  if (field >= COR_CARD_WORKEMAIL && field <= COR_CARD_OTHEREMAIL)
    return GTK_INPUT_PURPOSE_EMAIL;
  if (field == COR_CARD_URL || field >= COR_CARD_FACEBOOK)
    return GTK_INPUT_PURPOSE_URL;
  return GTK_INPUT_PURPOSE_FREE_FORM;
}

static GtkWidget *
new_entry (CorContactForm *self, CorCardField field)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), cor_card_field_to_text (field));
  adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (row), purpose_of (field));
  g_signal_connect_object (row, "entry-activated", G_CALLBACK (on_entry_activated), self, 0);
  if (cor_card_field_is_phone (field, NULL))
    cor_number_entry_keep_order (GTK_EDITABLE (row));
  self->entries[field] = ADW_ENTRY_ROW (row);
  return row;
}

static void
add_section (CorContactForm *self, const char *folded, const CorCardField *fields)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *expander = folded != NULL ? adw_expander_row_new () : NULL;

  if (expander != NULL) {
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), _ (folded));
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), expander);
  }
  for (guint i = 0; fields[i] != END; i++) {
    GtkWidget *row = new_entry (self, fields[i]);

    if (expander != NULL)
      adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), row);
    else
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  }
  gtk_box_append (self->groups, group);
}

static void
add_notes (CorContactForm *self)
{
  GtkWidget *group = adw_preferences_group_new (), *frame = gtk_scrolled_window_new ();

  self->notes_view = GTK_TEXT_VIEW (gtk_text_view_new ());
  self->notes = gtk_text_view_get_buffer (self->notes_view);
  gtk_text_view_set_wrap_mode (self->notes_view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (self->notes_view, FALSE);
  g_object_set (self->notes_view, "left-margin", 12, "right-margin", 12, "top-margin", 12,
                "bottom-margin", 12, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->notes_view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  cor_card_field_to_text (COR_CARD_NOTES), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (frame), GTK_WIDGET (self->notes_view));
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (frame), 80);
  gtk_widget_add_css_class (frame, "card");
  gtk_widget_set_overflow (frame, GTK_OVERFLOW_HIDDEN);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group),
                                   cor_card_field_to_text (COR_CARD_NOTES));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), frame);
  gtk_box_append (self->groups, group);
}

static void
add_kind_row (CorContactForm *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  self->kind = ADW_COMBO_ROW (adw_combo_row_new ());
  self->kinds = g_ptr_array_new_with_free_func (g_free);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->kind), _ ("Seen by"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->kind));
  gtk_box_append (self->groups, group);
}

void
cor_contact_form_set_session (CorContactForm *self, CorSession *session)
{
  g_set_object (&self->session, session);
}

static gboolean
grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (COR_CONTACT_FORM (widget)->entries[COR_CARD_NAME]));
}

static void
dispose (GObject *object)
{
  CorContactForm *self = COR_CONTACT_FORM (object);

  g_clear_object (&self->session);
  g_clear_object (&self->before);
  G_OBJECT_CLASS (cor_contact_form_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  CorContactForm *self = COR_CONTACT_FORM (object);

  cor_card_free (self->initial);
  g_ptr_array_unref (self->kinds);
  G_OBJECT_CLASS (cor_contact_form_parent_class)->finalize (object);
}

static void
cor_contact_form_class_init (CorContactFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = dispose;
  object_class->finalize = finalize;
  widget_class->grab_focus = grab_focus;
  signals[SAVED] = g_signal_new ("saved", COR_TYPE_CONTACT_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, COR_TYPE_CONTACT);
  signals[CANCELLED] = g_signal_new ("cancelled", COR_TYPE_CONTACT_FORM, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (widget_class, "form.save", NULL, on_save);
  gtk_widget_class_install_action (widget_class, "form.cancel", NULL, on_cancel);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "form.save",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "form.cancel", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/contact-form.ui");
  gtk_widget_class_bind_template_child (widget_class, CorContactForm, groups);
  gtk_widget_class_bind_template_child (widget_class, CorContactForm, title);
  gtk_widget_class_bind_template_child (widget_class, CorContactForm, error);
  gtk_widget_class_bind_template_child (widget_class, CorContactForm, save);
}

static void
cor_contact_form_init (CorContactForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    add_section (self, sections[i].folded, sections[i].fields);
  add_notes (self);
  add_kind_row (self);
}
