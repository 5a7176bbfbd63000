/* SPDX-License-Identifier: GPL-3.0-or-later
 * The control interface's Parked and PickUpParked. */
#include "config.h"
#include "control-reception.h"
#include "control-values.h"
#include "session-reception.h"

static GVariant *
describe (CorParkedCall *call)
{
  const char *name = cor_parked_call_get_name (call), *number = cor_parked_call_get_number (call);
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&dict, "parking", "s", cor_parked_call_get_lot (call));
  g_variant_dict_insert (&dict, "text", "s",
                         name != NULL     ? name
                         : number != NULL ? number
                                          : cor_parked_call_get_shown (call));
  cor_control_add_text (&dict, "number", number);
  cor_control_add_text (&dict, "name", name);
  cor_control_add_text (&dict, "by", cor_parked_call_get_by (call));
  g_variant_dict_insert (&dict, "seconds", "u", cor_parked_call_get_seconds (call));
  return g_variant_dict_end (&dict);
}

void
cor_control_parked (CorSession *session, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  GListModel *parked = cor_session_get_parked (session);
  GVariantBuilder rows;

  g_variant_builder_init (&rows, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < g_list_model_get_n_items (parked); i++) {
    g_autoptr (CorParkedCall) call = g_list_model_get_item (parked, i);

    g_variant_builder_add_value (&rows, describe (call));
  }
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(aa{sv})", &rows));
}

void
cor_control_return_done (GObject *session, GAsyncResult *result, gpointer user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  g_autoptr (GError) error = NULL;

  if (cor_session_reception_finish (COR_SESSION (session), result, &error))
    g_dbus_method_invocation_return_value (invocation, NULL);
  else
    g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR, G_DBUS_ERROR_FAILED,
                                                   error->message);
}

void
cor_control_pick_up_parked (CorSession *session,
                            GVariant *parameters,
                            GDBusMethodInvocation *invocation)
{
  const char *lot;

  g_variant_get (parameters, "(&s)", &lot);
  cor_session_pick_up_parked_async (session, lot, cor_control_return_done, invocation);
}
