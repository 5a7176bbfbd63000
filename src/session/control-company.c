/* SPDX-License-Identifier: GPL-3.0-or-later
 * The control interface's acts on what the company keeps for callers. */
#include "config.h"
#include "control-company.h"
#include "session/company.h"
#include "model/contact.h"
#include <glib/gi18n-lib.h>

static void
return_error (GDBusMethodInvocation *invocation, int code, const char *text)
{
  g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR, code, text);
}

static CorCall *
find_call (CorSession *session, guint id)
{
  CorCall *call;

  if (id != 0)
    return cor_call_list_find (session->calls, id);
  call = cor_call_list_get_ringing (session->calls);
  return call != NULL ? call : cor_call_list_get_current (session->calls);
}

void
cor_control_open_url (CorSession *session, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  g_autoptr (GError) error = NULL;
  CorCall *call;
  guint id;

  g_variant_get (parameters, "(u)", &id);
  call = find_call (session, id);
  if (call == NULL)
    return_error (invocation, G_DBUS_ERROR_INVALID_ARGS, _ ("There is no such call."));
  else if (cor_session_open_url (session, call, &error))
    g_dbus_method_invocation_return_value (invocation, NULL);
  else
    return_error (invocation, G_DBUS_ERROR_FAILED, error->message);
}

static void
add_numbers (GVariantBuilder *numbers, const CorCustomerCard *card)
{
  for (guint i = 0; i < card->lines->len; i++) {
    const CorCardLine *line = g_ptr_array_index (card->lines, i);

    for (guint j = 0; line->numbers[j] != NULL; j++)
      g_variant_builder_add (numbers, "s", line->numbers[j]);
  }
}

static GVariant *
describe (const CorCustomerCard *card)
{
  GVariantBuilder builder, numbers;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_init (&numbers, G_VARIANT_TYPE_STRING_ARRAY);
  add_numbers (&numbers, card);
  g_variant_builder_add (&builder, "{sv}", "id", g_variant_new_string (card->id));
  g_variant_builder_add (&builder, "{sv}", "title", g_variant_new_string (card->title));
  g_variant_builder_add (&builder, "{sv}", "text", g_variant_new_string (card->text));
  g_variant_builder_add (&builder, "{sv}", "numbers", g_variant_builder_end (&numbers));
  return g_variant_builder_end (&builder);
}

static void
on_cards (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) cards =
    cor_session_fetch_cards_finish (COR_SESSION (source), result, &error);
  GVariantBuilder builder;

  if (cards == NULL) {
    return_error (user_data, G_DBUS_ERROR_FAILED, error->message);
    return;
  }
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < cards->len; i++)
    g_variant_builder_add_value (&builder, describe (g_ptr_array_index (cards, i)));
  g_dbus_method_invocation_return_value (user_data, g_variant_new ("(aa{sv})", &builder));
}

void
cor_control_customer_cards (CorSession *session,
                            GVariant *parameters,
                            GDBusMethodInvocation *invocation)
{
  const char *number;
  CorCall *call;

  g_variant_get (parameters, "(&s)", &number);
  call = *number == '\0' ? find_call (session, 0) : NULL;
  if (*number == '\0' && call == NULL)
    return_error (invocation, G_DBUS_ERROR_INVALID_ARGS, _ ("There is no call: give a number."));
  else if (cor_phone_is_masked (call != NULL ? cor_call_get_number (call) : number))
    return_error (invocation, G_DBUS_ERROR_INVALID_ARGS,
                  _ ("Digits of this number are hidden: nothing can be looked up for it."));
  else
    cor_session_fetch_cards_async (session, call != NULL ? cor_call_get_number (call) : number,
                                   NULL, on_cards, invocation);
}
