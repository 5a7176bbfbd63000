/* SPDX-License-Identifier: GPL-3.0-or-later
 * A person of the phonebook. Owner: the panel. Contacts are immutable, so it is
 * filled once for each; the calls come afterwards. */
#include "config.h"
#include "contact-page.h"
#include "bidi.h"
#include "contact-facts.h"
#include "customer-cards.h"
#include "number-button.h"
#include "session/book.h"
#include "session/company.h"
#include <glib/gi18n-lib.h>

struct _CorContactPage {
  AdwBin parent;
  AdwAvatar *avatar;
  GtkLabel *name;
  GtkLabel *detail;
  GtkListBox *phones;
  GtkListBox *facts;
  GtkListBox *calls;
  GtkWidget *calls_box;
  GtkWidget *cards_box;
  CorCustomerCards *cards;
  GtkWidget *acts;
  CorSession *session;
  CorContact *contact;
};

G_DEFINE_FINAL_TYPE (CorContactPage, cor_contact_page, ADW_TYPE_BIN)

static void
clear (GtkListBox *box)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_list_box_remove (box, row);
}

/* Strings are the server's: never markup. */
static GtkWidget *
new_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  return row;
}

static GtkWidget *
new_button (const char *icon, const char *label, const char *action, const char *target)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

/* Above its kind, as a row's title stands above its subtitle. */
static GtkWidget *
new_number (const CorContactPhone *phone, const char *kind)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *button = cor_number_button_new (COR_ORIGIN_CONTACT);
  GtkWidget *number = gtk_label_new (NULL), *caption = gtk_label_new (kind);

  cor_bidi_set_label (GTK_LABEL (number), phone->shown);
  gtk_label_set_ellipsize (GTK_LABEL (number), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (caption), 0);
  gtk_widget_add_css_class (number, "numeric");
  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_add_css_class (caption, "dim-label");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  adw_bin_set_child (ADW_BIN (button), number);
  cor_number_button_set (COR_NUMBER_BUTTON (button), phone->number, phone->shown);
  cor_number_button_set_offers_contact (COR_NUMBER_BUTTON (button), FALSE);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), button);
  gtk_box_append (GTK_BOX (box), caption);
  return box;
}

static void
add_phone (CorContactPage *self, const CorContactPhone *phone)
{
  const char *kind = cor_phone_kind_to_text (phone->kind);
  g_autofree char *hidden = NULL, *label = NULL;
  g_autofree char *call = NULL, *copy = NULL;
  GtkWidget *row, *button;

  if (phone->masked) {
    /* Translators: %s is the kind of number, "Work" or "Mobile". */
    hidden = g_strdup_printf (_ ("%s, digits hidden by your administrator"), kind);
    row = new_row (phone->shown, hidden);
    gtk_list_box_append (self->phones, row);
    return;
  }
  row = new_row ("", NULL);
  label = g_strjoin (", ", phone->shown, kind, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), new_number (phone, kind));
  call = g_strdup_printf (_ ("Call %s"), phone->shown);
  copy = g_strdup_printf (_ ("Copy %s"), phone->shown);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             new_button ("edit-copy-symbolic", copy, "win.copy", phone->number));
  button = new_button ("call-start-symbolic", call, "win.dial-contact", phone->number);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  gtk_list_box_append (self->phones, row);
}

typedef struct {
  CorContactPage *page;
  CorContact *contact;
} Asked;

static void
on_calls_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Asked *asked = user_data;
  g_autoptr (CorContactPage) self = asked->page;
  g_autoptr (CorContact) contact = asked->contact;
  g_autoptr (GPtrArray) calls = cor_session_find_calls_finish (COR_SESSION (source), result, NULL);

  /* Another contact is looked at meanwhile. */
  if (calls == NULL || contact != self->contact)
    return;
  clear (self->calls);
  for (guint i = 0; i < calls->len; i++)
    gtk_list_box_append (self->calls, cor_contact_call_row_new (calls->pdata[i]));
  gtk_widget_set_visible (self->calls_box, calls->len > 0);
}

static void
find_calls (CorContactPage *self)
{
  Asked *asked;

  gtk_widget_set_visible (self->calls_box, FALSE);
  if (self->session == NULL)
    return;
  asked = g_new (Asked, 1);
  asked->page = g_object_ref (self);
  asked->contact = g_object_ref (self->contact);
  cor_session_find_calls_async (self->session, self->contact, on_calls_found, asked);
}

/* Of the first number with all its digits, better none of the company's own: its sources know
 * customers by one. */
static void
find_cards (CorContactPage *self)
{
  guint n;
  const CorContactPhone *phones = cor_contact_get_phones (self->contact, &n);
  const char *number = NULL;

  for (guint i = n; i > 0; i--)
    if (!phones[i - 1].masked && phones[i - 1].kind == COR_PHONE_EXTENSION)
      number = phones[i - 1].number;
  for (guint i = n; i > 0; i--)
    if (!phones[i - 1].masked && phones[i - 1].kind != COR_PHONE_EXTENSION)
      number = phones[i - 1].number;
  if (number != NULL && *number == '\0')
    number = NULL;
  if (self->session == NULL || !cor_session_may_see_cards (self->session))
    number = NULL;
  gtk_widget_set_visible (self->cards_box, number != NULL);
  cor_customer_cards_set_number (self->cards, number);
}

static void
set_head (CorContactPage *self, CorContact *contact)
{
  const char *shown = cor_contact_get_shown (contact);
  const char *detail = cor_contact_get_detail (contact);

  adw_avatar_set_text (self->avatar, shown);
  cor_bidi_set_label (self->name, shown);
  gtk_label_set_label (self->detail, detail != NULL ? detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail), detail != NULL && *detail != '\0');
}

void
cor_contact_page_set_contact (CorContactPage *self, CorContact *contact)
{
  guint n;
  const CorContactPhone *phones = cor_contact_get_phones (contact, &n);

  g_set_object (&self->contact, contact);
  set_head (self, contact);
  clear (self->phones);
  clear (self->facts);
  for (guint i = 0; i < n; i++)
    add_phone (self, &phones[i]);
  cor_contact_facts_fill (self->facts, contact);
  gtk_widget_set_visible (GTK_WIDGET (self->phones), n > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->facts),
                          gtk_widget_get_first_child (GTK_WIDGET (self->facts)) != NULL);
  gtk_widget_set_visible (self->acts, self->session != NULL &&
                                        cor_session_may_edit_contact (self->session, contact));
  find_calls (self);
  find_cards (self);
}

void
cor_contact_page_set_session (CorContactPage *self, CorSession *session)
{
  g_set_object (&self->session, session);
}

CorContact *
cor_contact_page_get_contact (CorContactPage *self)
{
  return self->contact;
}

static void
dispose (GObject *object)
{
  CorContactPage *self = COR_CONTACT_PAGE (object);

  g_clear_object (&self->session);
  g_clear_object (&self->contact);
  G_OBJECT_CLASS (cor_contact_page_parent_class)->dispose (object);
}

static void
cor_contact_page_class_init (CorContactPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  cor_contact_facts_install_actions (widget_class);
  g_type_ensure (COR_TYPE_CUSTOMER_CARDS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/contact-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CorContactPage, avatar);
  gtk_widget_class_bind_template_child (widget_class, CorContactPage, name);
  gtk_widget_class_bind_template_child (widget_class, CorContactPage, detail);
  gtk_widget_class_bind_template_child (widget_class, CorContactPage, phones);
  gtk_widget_class_bind_template_child (widget_class, CorContactPage, facts);
  gtk_widget_class_bind_template_child (widget_class, CorContactPage, calls);
  gtk_widget_class_bind_template_child (widget_class, CorContactPage, calls_box);
  gtk_widget_class_bind_template_child (widget_class, CorContactPage, cards_box);
  gtk_widget_class_bind_template_child (widget_class, CorContactPage, cards);
  gtk_widget_class_bind_template_child (widget_class, CorContactPage, acts);
}

static void
cor_contact_page_init (CorContactPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  cor_customer_cards_set_tells (self->cards, TRUE);
  cor_number_button_attach_to_rows (GTK_WIDGET (self->phones));
}
