/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl sign-in` and `code`: what is secret is read from standard
 * input. */
#include "config.h"
#include "login.h"
#include "input.h"
#include "show.h"
#include "model/secret.h"
#include <glib/gi18n-lib.h>

/* Signed in, but not to call from here: said once, with what mends it. */
static CorExit
tell_missing (const CorContext *context)
{
  CorExit code = COR_EXIT_OK;
  g_autoptr (GVariant) status = cor_context_ask_method (context, "Status", NULL, "(a{sv})", &code);
  const char *to_ask;

  if (status == NULL || !g_variant_lookup (status, "ask-administrator", "&s", &to_ask))
    return code;
  g_printerr ("cornetta: %s\n\n%s\n",
              _ ("You are signed in, but “Phone Link” is not enabled for you, so this computer is "
                 "no phone. Ask your administrator, for example so:"),
              to_ask);
  return COR_EXIT_NO_PHONE_LINK;
}

static CorExit
order (const CorContext *context, GVariant *arguments)
{
  CorExit code = cor_context_order (context, arguments);

  return code == COR_EXIT_OK ? tell_missing (context) : code;
}

CorExit
cor_login_run_sign_in (const CorContext *context)
{
  g_autoptr (GError) error = NULL;
  char *password = cor_input_read_password (&error);
  CorExit code;

  if (password == NULL)
    return cor_bus_fail (error);
  code = order (context, g_variant_new ("(sss)", cor_context_arg (context, 0),
                                        cor_context_arg (context, 1), password));
  cor_secret_free (password);
  return code;
}

CorExit
cor_login_run_code (const CorContext *context)
{
  g_autoptr (GError) error = NULL;
  char *otp = cor_input_read_password (&error);
  CorExit code;

  if (otp == NULL)
    return cor_bus_fail (error);
  code = order (context, g_variant_new ("(s)", otp));
  cor_secret_free (otp);
  return code;
}

CorExit
cor_login_run_accounts (const CorContext *context)
{
  static const char *const keys[] = { "host", "user", "used", NULL };
  CorExit code = COR_EXIT_OK;
  g_autoptr (GVariant) rows = cor_context_ask (context, NULL, "(aa{sv})", &code);

  if (rows == NULL)
    return code;
  if (context->json)
    cor_show_json (rows);
  else
    cor_show_rows (rows, keys);
  return COR_EXIT_OK;
}

CorExit
cor_login_run_account (const CorContext *context)
{
  const char *act = cor_context_arg (context, 0), *method = NULL;
  CorExit code = COR_EXIT_OK;
  g_autoptr (GVariant) answer = NULL;

  if (g_str_equal (act, "use"))
    method = "UseAccount";
  else if (g_str_equal (act, "forget"))
    method = "ForgetAccount";
  else
    return cor_context_bad_usage (context);
  answer = cor_context_ask_method (
    context, method,
    g_variant_new ("(ss)", cor_context_arg (context, 1), cor_context_arg (context, 2)), "()",
    &code);
  return code;
}
