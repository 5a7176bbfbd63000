/* SPDX-License-Identifier: GPL-3.0-or-later
 * The control interface's CheckMicrophone and TestEcho. */
#include "config.h"
#include "control-voice.h"
#include "session/voice.h"

static void
answer (GDBusMethodInvocation *invocation, GVariant *found, GError *error)
{
  if (found != NULL) {
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(@a{sv})", found));
    return;
  }
  g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR, G_DBUS_ERROR_FAILED,
                                                 error->message);
  g_error_free (error);
}

static void
on_microphone_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  g_autoptr (GVariant) found =
    cor_session_check_microphone_finish (COR_SESSION (source), result, &error);

  answer (user_data, found, error);
}

void
cor_control_check_microphone (CorSession *session,
                              GVariant *parameters,
                              GDBusMethodInvocation *invocation)
{
  gboolean plays;

  g_variant_get (parameters, "(b)", &plays);
  cor_session_check_microphone_async (session, plays, on_microphone_checked, invocation);
}

static void
on_echo_tested (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  g_autoptr (GVariant) found = cor_session_test_echo_finish (COR_SESSION (source), result, &error);

  answer (user_data, found, error);
}

void
cor_control_test_echo (CorSession *session, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  const char *number;

  g_variant_get (parameters, "(&s)", &number);
  cor_session_test_echo_async (session, number, on_echo_tested, invocation);
}
