/* SPDX-License-Identifier: GPL-3.0-or-later
 * What D-Bus is told of what works and what does not. */
#include "config.h"
#include "control-diagnose.h"

static void
on_diagnosed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  GError *error = NULL;
  g_autoptr (GVariant) answer = cor_session_diagnose_finish (COR_SESSION (source), result, &error);

  if (answer == NULL)
    g_dbus_method_invocation_take_error (invocation, error);
  else
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(@a{sv})", answer));
}

void
cor_control_diagnose (CorSession *session, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  const char *only;

  g_variant_get (parameters, "(&s)", &only);
  cor_session_diagnose_async (session, only, on_diagnosed, invocation);
}
