/* SPDX-License-Identifier: GPL-3.0-or-later
 * The control interface's SpeedDials, and what is done with them. */
#include "config.h"
#include "control-reception.h"
#include "session-reception.h"
#include <glib/gi18n-lib.h>

static GVariant *
describe (CorSpeedDial *dial)
{
  const char *number = cor_speed_dial_get_number (dial), *shown = cor_speed_dial_get_shown (dial);
  gboolean named = !g_str_equal (shown, cor_speed_dial_get_shown_number (dial));
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&dict, "position", "u", cor_speed_dial_get_position (dial));
  g_variant_dict_insert (&dict, "id", "x", cor_speed_dial_get_id (dial));
  g_variant_dict_insert (&dict, "name", "s", named ? shown : number);
  g_variant_dict_insert (&dict, "number", "s", number);
  g_variant_dict_insert (&dict, "favourite", "b", cor_speed_dial_is_favourite (dial));
  return g_variant_dict_end (&dict);
}

void
cor_control_speed_dials (CorSession *session,
                         GVariant *parameters,
                         GDBusMethodInvocation *invocation)
{
  GListModel *dials = cor_session_get_speed_dials (session);
  GVariantBuilder rows;

  g_variant_builder_init (&rows, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < g_list_model_get_n_items (dials); i++) {
    g_autoptr (CorSpeedDial) dial = g_list_model_get_item (dials, i);

    g_variant_builder_add_value (&rows, describe (dial));
  }
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(aa{sv})", &rows));
}

static void
answer (GDBusMethodInvocation *invocation, gboolean done)
{
  if (done)
    g_dbus_method_invocation_return_value (invocation, NULL);
  else
    g_dbus_method_invocation_return_error_literal (
      invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS, _ ("There is no such speed dial."));
}

void
cor_control_call_speed_dial (CorSession *session,
                             GVariant *parameters,
                             GDBusMethodInvocation *invocation)
{
  guint position;

  g_variant_get (parameters, "(u)", &position);
  answer (invocation, cor_session_call_speed_dial (session, position));
}

void
cor_control_write_speed_dial (CorSession *session,
                              GVariant *parameters,
                              GDBusMethodInvocation *invocation)
{
  g_autoptr (CorSpeedDial) before = NULL;
  const char *name, *number;
  gint64 id;

  g_variant_get (parameters, "(x&s&s)", &id, &name, &number);
  before = id != 0 ? cor_session_find_speed_dial (session, id) : NULL;
  if (id != 0 && before == NULL)
    answer (invocation, FALSE);
  else
    cor_session_write_speed_dial_async (session, before, name, number, cor_control_return_done,
                                        invocation);
}

void
cor_control_delete_speed_dial (CorSession *session,
                               GVariant *parameters,
                               GDBusMethodInvocation *invocation)
{
  gint64 id;

  g_variant_get (parameters, "(x)", &id);
  cor_session_drop_speed_dial_async (session, id, cor_control_return_done, invocation);
}

void
cor_control_move_speed_dial (CorSession *session,
                             GVariant *parameters,
                             GDBusMethodInvocation *invocation)
{
  gint64 id;
  guint position;

  g_variant_get (parameters, "(xu)", &id, &position);
  answer (invocation, cor_session_move_speed_dial (session, id, position));
}
