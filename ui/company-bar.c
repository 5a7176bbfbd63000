/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the company keeps for who talks to this caller.
 * Owner: the call view. It follows its call; the page is the session's. */
#include "config.h"
#include "company-bar.h"
#include "customer-cards.h"

struct _CorCompanyBar {
  AdwBin parent;
  GtkButton *open;
  CorCustomerCards *cards;
  CorCall *call;
  gulong notify_id;
};

G_DEFINE_FINAL_TYPE (CorCompanyBar, cor_company_bar, ADW_TYPE_BIN)

static void
update (CorCompanyBar *self)
{
  cor_customer_cards_set_number (self->cards,
                                 self->call != NULL ? cor_call_get_number (self->call) : NULL);
}

void
cor_company_bar_set_call (CorCompanyBar *self, CorCall *call)
{
  if (self->call == call)
    return;
  if (self->call != NULL)
    g_clear_signal_handler (&self->notify_id, self->call);
  g_set_object (&self->call, call);
  if (call != NULL) {
    self->notify_id = g_signal_connect_swapped (call, "notify::number", G_CALLBACK (update), self);
    gtk_actionable_set_action_target (GTK_ACTIONABLE (self->open), "u", cor_call_get_id (call));
  }
  update (self);
}

static void
dispose (GObject *object)
{
  CorCompanyBar *self = COR_COMPANY_BAR (object);

  if (self->call != NULL)
    g_clear_signal_handler (&self->notify_id, self->call);
  g_clear_object (&self->call);
  G_OBJECT_CLASS (cor_company_bar_parent_class)->dispose (object);
}

static void
cor_company_bar_class_init (CorCompanyBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  g_type_ensure (COR_TYPE_CUSTOMER_CARDS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/company-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, CorCompanyBar, open);
  gtk_widget_class_bind_template_child (widget_class, CorCompanyBar, cards);
}

static void
cor_company_bar_init (CorCompanyBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
