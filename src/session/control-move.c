/* SPDX-License-Identifier: GPL-3.0-or-later
 * The control interface's Transfer, Park, and what follows when
 * somebody is asked before a transfer. */
#include "config.h"
#include "control-move.h"
#include "session-consult.h"
#include "session-move.h"
#include "session-switch.h"
#include <glib/gi18n-lib.h>

static void
on_moved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  g_autoptr (GError) error = NULL;

  if (cor_session_move_finish (COR_SESSION (source), result, &error))
    g_dbus_method_invocation_return_value (invocation, NULL);
  else
    g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR, G_DBUS_ERROR_FAILED,
                                                   error->message);
}

/* NULL: it was told so. */
static CorCall *
find_call (CorSession *session, guint id, GDBusMethodInvocation *invocation)
{
  CorCall *call =
    id != 0 ? cor_call_list_find (session->calls, id) : cor_call_list_get_current (session->calls);

  if (call == NULL)
    g_dbus_method_invocation_return_error_literal (
      invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS, _ ("There is no such call."));
  return call;
}

void
cor_control_move (CorSession *session,
                  guint id,
                  const CorMove *wanted,
                  GDBusMethodInvocation *invocation)
{
  CorCall *call = find_call (session, id, invocation);

  if (call != NULL)
    cor_session_move_async (session, call, wanted, on_moved, invocation);
}

void
cor_control_transfer (CorSession *session, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CorNumber) number = NULL;
  CorMove wanted = { .kind = COR_CTI_TRANSFER };
  const char *to;
  gboolean ask_first;
  guint id;

  g_variant_get (parameters, "(u&sb)", &id, &to, &ask_first);
  number = cor_session_read_target (session, to, COR_NUMBER_FROM_LINK, &error);
  if (number == NULL) {
    g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR,
                                                   G_DBUS_ERROR_INVALID_ARGS, error->message);
    return;
  }
  wanted.to = number->canonical;
  if (ask_first)
    wanted.kind = COR_CTI_CONSULT;
  cor_control_move (session, id, &wanted, invocation);
}

void
cor_control_park (CorSession *session, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  const CorMove wanted = { .kind = COR_CTI_PARK };
  guint id;

  g_variant_get (parameters, "(u)", &id);
  cor_control_move (session, id, &wanted, invocation);
}

void
cor_control_switch (CorSession *session, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  g_autoptr (GError) error = NULL;
  const char *device;
  CorCall *call;
  guint id;

  g_variant_get (parameters, "(u&s)", &id, &device);
  call = find_call (session, id, invocation);
  if (call == NULL)
    return;
  if (cor_session_switch (session, call, device, &error))
    g_dbus_method_invocation_return_value (invocation, NULL);
  else
    g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR, G_DBUS_ERROR_FAILED,
                                                   error->message);
}

typedef gboolean (*Consulted) (CorSession *session, CorCall *call, GError **error);

static void
consult (CorSession *session,
         GVariant *parameters,
         GDBusMethodInvocation *invocation,
         Consulted act)
{
  g_autoptr (GError) error = NULL;
  CorCall *call;
  guint id;

  g_variant_get (parameters, "(u)", &id);
  call = find_call (session, id, invocation);
  if (call == NULL)
    return;
  if (act (session, call, &error))
    g_dbus_method_invocation_return_value (invocation, NULL);
  else
    g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR, G_DBUS_ERROR_FAILED,
                                                   error->message);
}

void
cor_control_swap (CorSession *session, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  consult (session, parameters, invocation, cor_session_swap);
}

void
cor_control_complete (CorSession *session, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  consult (session, parameters, invocation, cor_session_complete);
}

void
cor_control_go_back (CorSession *session, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  consult (session, parameters, invocation, cor_session_go_back);
}
