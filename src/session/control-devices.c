/* SPDX-License-Identifier: GPL-3.0-or-later
 * The control interface's Devices and SetDevice. */
#include "config.h"
#include "control-devices.h"
#include "control-values.h"
#include "session-private.h"
#include <glib/gi18n-lib.h>

void
cor_control_list_devices (CorSession *session,
                          GVariant *parameters,
                          GDBusMethodInvocation *invocation)
{
  g_dbus_method_invocation_return_value (
    invocation, g_variant_new ("(@aa{sv})", cor_control_devices (session)));
}

void
cor_control_set_device (CorSession *session,
                        GVariant *parameters,
                        GDBusMethodInvocation *invocation)
{
  const char *id;

  g_variant_get (parameters, "(&s)", &id);
  if (cor_session_find_device (session, id) == NULL) {
    g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS,
                                           _ ("“%s” is none of your devices."), id);
    return;
  }
  cor_session_choose_device (session, id);
  g_dbus_method_invocation_return_value (invocation, NULL);
}
