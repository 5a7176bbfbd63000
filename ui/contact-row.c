/* SPDX-License-Identifier: GPL-3.0-or-later
 * A person in the phonebook's list: who, where, and one button that calls.
 * Owner: the list view, which hands it one contact after the other. */
#include "config.h"
#include "contact-row.h"
#include "bidi.h"
#include "list-row.h"
#include "number-label.h"
#include <glib/gi18n-lib.h>

struct _CorContactRow {
  GtkBox parent;
  AdwAvatar *avatar;
  GtkLabel *name;
  GtkLabel *detail;
  CorNumberLabel *number;
  GtkButton *call;
  gboolean chooses; /* and calls nobody */
};

G_DEFINE_FINAL_TYPE (CorContactRow, cor_contact_row, GTK_TYPE_BOX)

static void
set_names (CorContactRow *self, CorContact *contact, const char *number)
{
  const char *shown = contact != NULL ? cor_contact_get_shown (contact) : "";
  const char *detail = contact != NULL ? cor_contact_get_detail (contact) : NULL;
  g_autofree char *label = NULL;

  adw_avatar_set_text (self->avatar, *shown != '\0' ? shown : NULL);
  cor_bidi_set_label (self->name, shown);
  gtk_label_set_label (self->detail, detail != NULL ? detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail), detail != NULL && *detail != '\0');
  label = g_strjoin (", ", shown, *number != '\0' ? number : NULL, NULL);
  cor_list_row_set_label (GTK_WIDGET (self), label);
}

static void
set_call (CorContactRow *self, CorContact *contact, const char *number)
{
  g_autofree char *label = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->call), number != NULL);
  if (number == NULL)
    return;
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->call), "s", number);
  label = g_strdup_printf (_ ("Call %s"), cor_contact_get_shown (contact));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->call), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}

void
cor_contact_row_set_item (CorContactRow *self, CorContact *contact)
{
  const CorContactPhone *best = contact != NULL ? cor_contact_get_best_phone (contact) : NULL;
  const char *shown_number = best != NULL ? best->shown : "";
  guint n_phones = 0;

  if (contact != NULL && best == NULL) {
    const CorContactPhone *phones = cor_contact_get_phones (contact, &n_phones);

    if (n_phones > 0)
      shown_number = phones[0].shown;
  }
  gtk_widget_set_visible (GTK_WIDGET (self->avatar),
                          contact != NULL && *cor_contact_get_shown (contact) != '\0');
  set_names (self, contact, shown_number);
  if (self->chooses)
    best = NULL;
  cor_number_label_set (self->number, shown_number, best != NULL ? best->number : NULL);
  set_call (self, contact, best != NULL ? best->number : NULL);
}

static void
cor_contact_row_class_init (CorContactRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  cor_list_row_class_init (widget_class);
  g_type_ensure (COR_TYPE_NUMBER_LABEL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/contact-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CorContactRow, avatar);
  gtk_widget_class_bind_template_child (widget_class, CorContactRow, name);
  gtk_widget_class_bind_template_child (widget_class, CorContactRow, detail);
  gtk_widget_class_bind_template_child (widget_class, CorContactRow, number);
  gtk_widget_class_bind_template_child (widget_class, CorContactRow, call);
}

static void
cor_contact_row_init (CorContactRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
cor_contact_row_set_calls (CorContactRow *self, gboolean calls)
{
  self->chooses = !calls;
}

GtkWidget *
cor_contact_row_new (void)
{
  return g_object_new (COR_TYPE_CONTACT_ROW, NULL);
}
