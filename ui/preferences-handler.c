/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which program opens phone links. Owner: the preferences. */
#include "config.h"
#include "preferences-handler.h"
#include "handler-row.h"

struct _CorPreferencesHandler {
  AdwPreferencesGroup parent;
};

G_DEFINE_FINAL_TYPE (CorPreferencesHandler, cor_preferences_handler, ADW_TYPE_PREFERENCES_GROUP)

void
cor_preferences_handler_set_session (CorPreferencesHandler *self, CorSession *session)
{
  GListModel *handlers = cor_session_get_link_handlers (session);

  for (guint i = 0; i < g_list_model_get_n_items (handlers); i++) {
    g_autoptr (CorLinkHandler) handler = g_list_model_get_item (handlers, i);

    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self),
                               cor_handler_row_new (session, handler));
  }
}

static void
cor_preferences_handler_class_init (CorPreferencesHandlerClass *klass)
{
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
                                               "/org/cornetta/Cornetta/preferences-handler.ui");
}

static void
cor_preferences_handler_init (CorPreferencesHandler *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
