/* SPDX-License-Identifier: GPL-3.0-or-later
 * The control interface's SignIn and SendCode: the answer comes when the
 * session has settled. */
#include "config.h"
#include "control-sign-in.h"
#include "session-account.h"
#include <glib/gi18n-lib.h>

#define KEY "cor-control-sign-in"
#define LOCKED "org.cornetta.Cornetta.Error.Locked"
#define CODE_NEEDED "org.cornetta.Cornetta.Error.CodeNeeded"

/* Who waits. */
typedef struct {
  GDBusMethodInvocation *invocation;
  gboolean code; /* was sent, so that the question for one is no answer */
} Waiting;

static void
free_waiting (gpointer data)
{
  Waiting *waiting = data;

  if (waiting->invocation != NULL)
    g_dbus_method_invocation_return_error_literal (waiting->invocation, G_DBUS_ERROR,
                                                   G_DBUS_ERROR_FAILED, _ ("Cornetta has ended."));
  g_free (waiting);
}

static gboolean
has_settled (CorSession *session, const Waiting *waiting)
{
  switch (session->state) {
  case COR_SESSION_SIGNING_IN:
    return FALSE;
  case COR_SESSION_NEEDS_OTP:
    return !waiting->code || session->texts[PROP_SIGN_IN_ERROR] != NULL;
  case COR_SESSION_SIGNED_OUT:
  case COR_SESSION_READY:
  default:
    return TRUE;
  }
}

static void
answer (CorSession *session, GDBusMethodInvocation *invocation)
{
  const char *wrong = session->texts[PROP_SIGN_IN_ERROR];

  if (session->state == COR_SESSION_READY)
    g_dbus_method_invocation_return_value (invocation, NULL);
  else if (session->state == COR_SESSION_NEEDS_OTP)
    g_dbus_method_invocation_return_dbus_error (
      invocation, CODE_NEEDED,
      wrong != NULL ? wrong
                    : _ ("A second factor is needed: give its code to “cornetta ctl code”, or in "
                         "the window."));
  else
    g_dbus_method_invocation_return_error_literal (
      invocation, G_DBUS_ERROR, G_DBUS_ERROR_AUTH_FAILED,
      wrong != NULL ? wrong : _ ("The sign-in was given up."));
}

static void
on_notify (CorSession *session)
{
  Waiting *waiting = g_object_get_data (G_OBJECT (session), KEY);

  if (waiting == NULL || !has_settled (session, waiting))
    return;
  answer (session, g_steal_pointer (&waiting->invocation));
  g_signal_handlers_disconnect_by_func (session, on_notify, NULL);
  g_object_set_data (G_OBJECT (session), KEY, NULL);
}

static gboolean
begin (CorSession *session, GDBusMethodInvocation *invocation, gboolean code)
{
  Waiting *waiting;

  if (g_object_get_data (G_OBJECT (session), KEY) != NULL) {
    g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR,
                                                   G_DBUS_ERROR_LIMITS_EXCEEDED,
                                                   _ ("A sign-in is already under way."));
    return FALSE;
  }
  waiting = g_new (Waiting, 1);
  *waiting = (Waiting){ invocation, code };
  g_object_set_data_full (G_OBJECT (session), KEY, waiting, free_waiting);
  return TRUE;
}

/* Only now: what was there before is no answer. */
static void
follow (CorSession *session)
{
  g_signal_connect (session, "notify::state", G_CALLBACK (on_notify), NULL);
  g_signal_connect (session, "notify::sign-in-error", G_CALLBACK (on_notify), NULL);
  on_notify (session);
}

void
cor_control_sign_in (CorSession *session, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  const char *host, *user, *password;
  g_autoptr (GError) error = NULL;

  g_variant_get (parameters, "(&s&s&s)", &host, &user, &password);
  if (!cor_session_check_host (session, host, &error)) {
    g_dbus_method_invocation_return_dbus_error (invocation, LOCKED, error->message);
    return;
  }
  if (!begin (session, invocation, FALSE))
    return;
  cor_session_sign_in (session, host, user, password);
  follow (session);
}

void
cor_control_send_code (CorSession *session, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  const char *code;

  if (session->state != COR_SESSION_NEEDS_OTP) {
    g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR, G_DBUS_ERROR_FAILED,
                                                   _ ("Nobody asks for a code now."));
    return;
  }
  if (!begin (session, invocation, TRUE))
    return;
  g_variant_get (parameters, "(&s)", &code);
  cor_session_send_otp (session, code);
  follow (session);
}
