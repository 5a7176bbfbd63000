/* SPDX-License-Identifier: GPL-3.0-or-later
 * The control interface's SetPresence and SetPresenceWhen. */
#include "config.h"
#include "control-presence.h"
#include "session-presence.h"
#include <glib/gi18n-lib.h>

static void
on_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  g_autoptr (GError) error = NULL;

  if (cor_session_choose_presence_finish (COR_SESSION (source), result, &error))
    g_dbus_method_invocation_return_value (invocation, NULL);
  else
    g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR, G_DBUS_ERROR_FAILED,
                                                   error->message);
}

void
cor_control_set_presence (CorSession *session,
                          GVariant *parameters,
                          GDBusMethodInvocation *invocation)
{
  const char *word, *to;

  g_variant_get (parameters, "(&s&s)", &word, &to);
  cor_session_choose_presence_async (session, COR_CTI_ALWAYS, cor_presence_from_word (word), to,
                                     on_chosen, invocation);
}

void
cor_control_set_presence_when (CorSession *session,
                               GVariant *parameters,
                               GDBusMethodInvocation *invocation)
{
  static const char *const whens[COR_CTI_N_WHENS] = {
    [COR_CTI_ALWAYS] = "always",
    [COR_CTI_ON_BUSY] = "busy",
    [COR_CTI_ON_UNAVAILABLE] = "unavailable",
  };
  const char *when, *word, *to;

  g_variant_get (parameters, "(&s&s&s)", &when, &word, &to);
  for (guint i = 0; i < COR_CTI_N_WHENS; i++)
    if (g_str_equal (when, whens[i])) {
      cor_session_choose_presence_async (session, (CorCtiWhen)i, cor_presence_from_word (word), to,
                                         on_chosen, invocation);
      return;
    }
  g_dbus_method_invocation_return_error_literal (
    invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS, _ ("Say always, busy or unavailable."));
}
