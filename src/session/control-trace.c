/* SPDX-License-Identifier: GPL-3.0-or-later
 * The trace and the log's level on D-Bus. */
#include "config.h"
#include "control-trace.h"
#include "model/trace.h"
#include "session/trace.h"
#include <glib/gi18n-lib.h>

static void
on_made (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  GError *error = NULL;
  g_autofree char *text = cor_session_make_trace_finish (COR_SESSION (source), result, &error);

  if (text == NULL)
    g_dbus_method_invocation_take_error (invocation, error);
  else
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(s)", text));
}

void
cor_control_trace (CorSession *session, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  gboolean numbers;

  g_variant_get (parameters, "(b)", &numbers);
  cor_session_make_trace_async (session, numbers, on_made, invocation);
}

/* "" only asks. */
void
cor_control_log_level (CorSession *session, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  const char *word;

  g_variant_get (parameters, "(&s)", &word);
  if (*word == '\0' || cor_trace_set_log_level (word))
    g_dbus_method_invocation_return_value (invocation,
                                           g_variant_new ("(s)", cor_trace_get_log_level ()));
  else
    g_dbus_method_invocation_return_error (
      invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS,
      _ ("“%s” is no level of the log. There are: default, error, critical, warning, message, "
         "info, debug."),
      word);
}
