/* SPDX-License-Identifier: GPL-3.0-or-later
 * The control interface's AnswerEnding. */
#include "config.h"
#include "control-second.h"
#include "session-second.h"
#include <glib/gi18n-lib.h>

void
cor_control_answer_ending (CorSession *session,
                           GVariant *parameters,
                           GDBusMethodInvocation *invocation)
{
  CorCall *call;
  guint id;

  g_variant_get (parameters, "(u)", &id);
  call =
    id != 0 ? cor_call_list_find (session->calls, id) : cor_call_list_get_ringing (session->calls);
  if (call == NULL || cor_call_get_state (call) != COR_CALL_INCOMING) {
    g_dbus_method_invocation_return_error_literal (
      invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS, _ ("There is no such call."));
    return;
  }
  cor_session_answer_ending (session, call);
  g_dbus_method_invocation_return_value (invocation, NULL);
}
