/* SPDX-License-Identifier: GPL-3.0-or-later
 * The control interface's Codecs and SetCodecs: the setting of the preferences. */
#include "config.h"
#include "control-codecs.h"
#include "model/codec.h"
#include <glib/gi18n-lib.h>

void
cor_control_codecs (CorSession *session, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  g_auto (GStrv) names = g_settings_get_strv (session->settings, "codecs");
  g_auto (GStrv) used = cor_codecs_read ((const char *const *)names);

  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(^as)", used));
}

/* The first name that is none, or NULL. */
static const char *
find_unknown (const char *const *names)
{
  for (; *names != NULL; names++) {
    if (cor_codec_find (*names) == NULL)
      return *names;
  }
  return NULL;
}

void
cor_control_set_codecs (CorSession *session,
                        GVariant *parameters,
                        GDBusMethodInvocation *invocation)
{
  g_autofree const char **names = NULL;
  g_auto (GStrv) used = NULL;
  const char *unknown;

  g_variant_get (parameters, "(^a&s)", &names);
  unknown = find_unknown (names);
  if (unknown != NULL) {
    g_dbus_method_invocation_return_error (
      invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS,
      _ ("“%s” is no codec of Cornetta's: opus, G722, PCMA, PCMU."), unknown);
    return;
  }
  if (names[0] == NULL) {
    g_dbus_method_invocation_return_error_literal (
      invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS, _ ("Calls need at least one codec."));
    return;
  }
  used = cor_codecs_read (names);
  g_settings_set_strv (session->settings, "codecs", (const char *const *)used);
  g_dbus_method_invocation_return_value (invocation, NULL);
}
