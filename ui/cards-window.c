/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the company knows of a past call's number. Owns itself. Its numbers are
 * called as everywhere; a contact is shown by the window that it was opened from. */
#include "config.h"
#include "cards-window.h"
#include "caller.h"
#include "customer-cards.h"

struct _CorCardsWindow {
  AdwWindow parent;
  AdwWindowTitle *title;
  AdwToastOverlay *toasts;
  CorCustomerCards *cards;
  CorSession *session;
  char *number;
};

static void caller_init (CorCallerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CorCardsWindow,
                               cor_cards_window,
                               ADW_TYPE_WINDOW,
                               G_IMPLEMENT_INTERFACE (COR_TYPE_CALLER, caller_init))

static CorSession *
get_session (CorCaller *caller)
{
  return COR_CARDS_WINDOW (caller)->session;
}

static void
say (CorCaller *caller, const char *text)
{
  g_autofree char *safe = g_markup_escape_text (text, -1);

  adw_toast_overlay_add_toast (COR_CARDS_WINDOW (caller)->toasts, adw_toast_new (safe));
}

static void
show_contact (CorCaller *caller, CorContact *contact)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (caller));

  if (parent == NULL || !COR_IS_CALLER (parent))
    return;
  cor_caller_show_contact (COR_CALLER (parent), contact);
  gtk_window_present (parent);
}

static void
caller_init (CorCallerInterface *iface)
{
  iface->get_session = get_session;
  iface->say = say;
  iface->show_contact = show_contact;
}

static void
dispose (GObject *object)
{
  g_clear_object (&COR_CARDS_WINDOW (object)->session);
  G_OBJECT_CLASS (cor_cards_window_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_free (COR_CARDS_WINDOW (object)->number);
  G_OBJECT_CLASS (cor_cards_window_parent_class)->finalize (object);
}

static void
cor_cards_window_class_init (CorCardsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  g_type_ensure (COR_TYPE_CUSTOMER_CARDS);
  cor_caller_install_actions (widget_class);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/cards-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CorCardsWindow, title);
  gtk_widget_class_bind_template_child (widget_class, CorCardsWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, CorCardsWindow, cards);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cor_cards_window_init (CorCardsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  cor_customer_cards_set_tells (self->cards, TRUE);
}

GtkWindow *
cor_cards_window_new (GtkWindow *parent, CorSession *session, const char *number, const char *who)
{
  CorCardsWindow *self = g_object_new (COR_TYPE_CARDS_WINDOW, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  self->number = g_strdup (number);
  adw_window_title_set_subtitle (self->title, who);
  cor_customer_cards_set_number (self->cards, number);
  return GTK_WINDOW (self);
}

const char *
cor_cards_window_get_number (CorCardsWindow *self)
{
  return self->number;
}
