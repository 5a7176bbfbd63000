/* SPDX-License-Identifier: GPL-3.0-or-later
 * What D-Bus is told of numbers. */
#include "config.h"
#include "control-numbers.h"
#include <glib/gi18n-lib.h>

#define NUMBERS_MAX 1000 /* of one call */

static const char *const kinds[] = {
  [COR_NUMBER_ORDINARY] = "ordinary", [COR_NUMBER_EMERGENCY] = "emergency",
  [COR_NUMBER_FEATURE] = "feature",   [COR_NUMBER_FORWARDING] = "forwarding",
  [COR_NUMBER_PREMIUM] = "premium",   [COR_NUMBER_SATELLITE] = "satellite",
};

static void
add_number (GVariantDict *dict, CorSession *session, CorNumber *number)
{
  g_autoptr (CorNumber) dialled = cor_session_rewrite (session, number);
  g_autofree char *shown = cor_session_format_number (session, number->canonical);

  if (number->kind == COR_NUMBER_ORDINARY)
    number->kind = cor_session_classify (number, session);
  g_variant_dict_insert (dict, "number", "s", number->canonical);
  g_variant_dict_insert (dict, "dialled", "s", dialled->canonical);
  g_variant_dict_insert (dict, "shown", "s", shown);
  g_variant_dict_insert (dict, "kind", "s", kinds[number->kind]);
}

/* For each number a dictionary; floating. */
static GVariant *
rewrite (CorSession *session, const char *const *numbers)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; numbers[i] != NULL && i < NUMBERS_MAX; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CorNumber) number = cor_number_parse (numbers[i], COR_NUMBER_FROM_LINK, &error);
    GVariantDict dict;

    g_variant_dict_init (&dict, NULL);
    if (number != NULL)
      add_number (&dict, session, number);
    else
      g_variant_dict_insert (&dict, "error", "s", error->message);
    g_variant_builder_add_value (&builder, g_variant_dict_end (&dict));
  }
  return g_variant_builder_end (&builder);
}

void
cor_control_rewrite (CorSession *session, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  g_autofree const char **numbers = NULL;

  g_variant_get (parameters, "(^a&s)", &numbers);
  if (g_strv_length ((char **)numbers) > NUMBERS_MAX)
    g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_LIMITS_EXCEEDED,
                                           _ ("At most %d numbers at once."), NUMBERS_MAX);
  else
    g_dbus_method_invocation_return_value (invocation,
                                           g_variant_new ("(@aa{sv})", rewrite (session, numbers)));
}
