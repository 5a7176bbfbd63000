/* SPDX-License-Identifier: GPL-3.0-or-later
 * A contact beside the lists. Owner: the window. It keeps one thing: whether
 * the contact is looked at or written. */
#include "config.h"
#include "contact-panel.h"
#include "contact-files.h"
#include "contact-form.h"
#include "contact-page.h"
#include "session/book.h"
#include "stack.h"
#include "undo.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define KEY "cor-contact-panel"

struct _CorContactPanel {
  AdwBin parent;
  GtkStack *stack;
  CorContactPage *page;
  CorContactForm *form; /* NULL until somebody writes */
  CorCaller *window;    /* borrowed: the panel is inside it */
  CorSession *session;  /* borrowed: the window's */
};

G_DEFINE_FINAL_TYPE (CorContactPanel, cor_contact_panel, ADW_TYPE_BIN)

static void
close_side (CorContactPanel *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.close-side", NULL);
}

static void
show_form (CorContactPanel *self)
{
  cor_stack_show (self->stack, "form");
  cor_caller_show_contact (self->window, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->form));
}

gboolean
cor_contact_panel_is_writing (CorContactPanel *self)
{
  return self->form != NULL &&
         g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "form") == 0 &&
         cor_contact_form_is_dirty (self->form);
}

void
cor_contact_panel_show (CorContactPanel *self, CorContact *contact)
{
  if (contact == NULL)
    return;
  cor_contact_page_set_contact (self->page, contact);
  cor_stack_show (self->stack, "page");
}

static void
on_saved (CorContactForm *form, CorContact *contact, CorContactPanel *self)
{
  if (contact == NULL) {
    close_side (self);
    return;
  }
  cor_contact_panel_show (self, contact);
  gtk_widget_child_focus (GTK_WIDGET (self->page), GTK_DIR_TAB_FORWARD);
}

static void
on_cancelled (CorContactForm *form, CorContactPanel *self)
{
  if (cor_contact_form_get_before (form) != NULL)
    cor_stack_show (self->stack, "page");
  else
    close_side (self);
}

/* It is large, and most days nobody writes. */
static void
ensure_form (CorContactPanel *self)
{
  if (self->form != NULL)
    return;
  self->form = g_object_new (COR_TYPE_CONTACT_FORM, NULL);
  cor_contact_form_set_session (self->form, self->session);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->form), "form");
  g_signal_connect_object (self->form, "saved", G_CALLBACK (on_saved), self, 0);
  g_signal_connect_object (self->form, "cancelled", G_CALLBACK (on_cancelled), self, 0);
}

static void
on_edit (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CorContactPanel *self = COR_CONTACT_PANEL (widget);
  CorContact *contact = cor_contact_page_get_contact (self->page);

  ensure_form (self);
  /* What was typed into the form of the same contact is still there. */
  if (cor_contact_form_get_before (self->form) != contact ||
      !cor_contact_form_is_dirty (self->form))
    cor_contact_form_begin (self->form, contact, cor_contact_get_card (contact));
  show_form (self);
}

static void
on_delete (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CorContactPanel *self = COR_CONTACT_PANEL (widget);
  g_autoptr (CorContact) contact = g_object_ref (cor_contact_page_get_contact (self->page));
  g_autofree char *text = g_strdup_printf (_ ("“%s” deleted"), cor_contact_get_shown (contact));

  cor_undo_offer (cor_undo_find_place (widget), self->session,
                  cor_session_delete_contact (self->session, contact), text);
  close_side (self);
}

/* --- The window's actions. --- */

static void
on_new (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CorContactPanel *self = user_data;
  g_autoptr (CorCard) card = cor_card_new ();
  const char *number = parameter != NULL ? g_variant_get_string (parameter, NULL) : NULL;

  ensure_form (self);
  if (number != NULL)
    cor_card_set (card, strlen (number) <= 5 ? COR_CARD_EXTENSION : COR_CARD_WORKPHONE, number);
  /* One that was begun before is still there, unless another number is to be written down. */
  if (number != NULL || cor_contact_form_get_before (self->form) != NULL ||
      !cor_contact_form_is_dirty (self->form))
    cor_contact_form_begin (self->form, NULL, card);
  show_form (self);
}

gboolean
cor_contact_panel_can_create (CorCaller *window)
{
  CorContactPanel *self = g_object_get_data (G_OBJECT (window), KEY);

  return self != NULL && cor_session_may_create_contacts (self->session);
}

void
cor_contact_panel_attach (CorContactPanel *self, CorCaller *window)
{
  static const GActionEntry entries[] = {
    { .name = "new", .activate = on_new },
    { .name = "new-with", .activate = on_new, .parameter_type = "s" },
  };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  self->window = window;
  self->session = cor_caller_get_session (window);
  cor_contact_page_set_session (self->page, self->session);
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  cor_contact_files_add_actions (G_ACTION_MAP (actions), window);
  gtk_widget_insert_action_group (GTK_WIDGET (window), "contacts", G_ACTION_GROUP (actions));
  g_object_set_data (G_OBJECT (window), KEY, self);
}

static void
cor_contact_panel_class_init (CorContactPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_install_action (widget_class, "panel.edit", NULL, on_edit);
  gtk_widget_class_install_action (widget_class, "panel.delete", NULL, on_delete);
}

static void
cor_contact_panel_init (CorContactPanel *self)
{
  self->stack = GTK_STACK (gtk_stack_new ());
  self->page = g_object_new (COR_TYPE_CONTACT_PAGE, NULL);
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->page), "page");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}
