/* SPDX-License-Identifier: GPL-3.0-or-later
 * The control interface's methods on accounts. */
#include "config.h"
#include "control-accounts.h"
#include "session/accounts.h"

static void
answer (GDBusMethodInvocation *invocation, gboolean done, GError *error)
{
  if (done)
    g_dbus_method_invocation_return_value (invocation, NULL);
  else
    g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR, G_DBUS_ERROR_FAILED,
                                                   error->message);
}

void
cor_control_accounts (CorSession *session, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  g_autoptr (GVariant) all = cor_session_dup_accounts (session);
  GVariantBuilder builder;
  GVariantIter iter;
  const char *host, *user;
  gboolean used;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aa{sv}"));
  g_variant_iter_init (&iter, all);
  while (g_variant_iter_next (&iter, "(&s&sb)", &host, &user, &used)) {
    GVariantDict dict;

    g_variant_dict_init (&dict, NULL);
    g_variant_dict_insert (&dict, "host", "s", host);
    g_variant_dict_insert (&dict, "user", "s", user);
    g_variant_dict_insert (&dict, "used", "b", used);
    g_variant_builder_add_value (&builder, g_variant_dict_end (&dict));
  }
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(aa{sv})", &builder));
}

void
cor_control_use_account (CorSession *session,
                         GVariant *parameters,
                         GDBusMethodInvocation *invocation)
{
  g_autoptr (GError) error = NULL;
  const char *host, *user;
  gboolean done;

  g_variant_get (parameters, "(&s&s)", &host, &user);
  done = cor_session_use_account (session, host, user, &error);
  answer (invocation, done, error);
}

void
cor_control_forget_account (CorSession *session,
                            GVariant *parameters,
                            GDBusMethodInvocation *invocation)
{
  g_autoptr (GError) error = NULL;
  const char *host, *user;
  gboolean done;

  g_variant_get (parameters, "(&s&s)", &host, &user);
  done = cor_session_forget_account (session, host, user, &error);
  answer (invocation, done, error);
}

void
cor_control_add_account (CorSession *session,
                         GVariant *parameters,
                         GDBusMethodInvocation *invocation)
{
  g_autoptr (GError) error = NULL;
  gboolean done = cor_session_add_account (session, &error);

  answer (invocation, done, error);
}
