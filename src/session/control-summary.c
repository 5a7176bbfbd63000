/* SPDX-License-Identifier: GPL-3.0-or-later
 * The control interface's acts on what was written of past calls. */
#include "config.h"
#include "control-summary.h"
#include "session/notes.h"
#include "session/summary.h"
#include <glib/gi18n-lib.h>

static void
return_error (GDBusMethodInvocation *invocation, const GError *error)
{
  g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR, G_DBUS_ERROR_FAILED,
                                                 error->message);
}

static void
return_done (GDBusMethodInvocation *invocation, gboolean done, const GError *error)
{
  if (done)
    g_dbus_method_invocation_return_value (invocation, NULL);
  else
    return_error (invocation, error);
}

static void
on_note (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = cor_session_fetch_note_finish (COR_SESSION (source), result, &error);

  if (text != NULL)
    g_dbus_method_invocation_return_value (user_data, g_variant_new ("(s)", text));
  else
    return_error (user_data, error);
}

static void
on_note_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean done = cor_session_set_note_finish (COR_SESSION (source), result, &error);

  return_done (user_data, done, error);
}

static void
on_summary (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean comes = FALSE;
  g_autofree char *text =
    cor_session_fetch_summary_finish (COR_SESSION (source), result, &comes, &error);

  if (error != NULL)
    return_error (user_data, error);
  else if (text != NULL)
    g_dbus_method_invocation_return_value (user_data, g_variant_new ("(s)", text));
  else
    g_dbus_method_invocation_return_error_literal (
      user_data, G_DBUS_ERROR, G_DBUS_ERROR_FAILED,
      comes ? _ ("The summary of this call is not ready yet.")
            : _ ("There is no summary of this call."));
}

static void
on_transcript (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text =
    cor_session_fetch_transcript_finish (COR_SESSION (source), result, &error);

  if (error != NULL)
    return_error (user_data, error);
  else if (text != NULL)
    g_dbus_method_invocation_return_value (user_data, g_variant_new ("(s)", text));
  else
    g_dbus_method_invocation_return_error_literal (user_data, G_DBUS_ERROR, G_DBUS_ERROR_FAILED,
                                                   _ ("There is no transcript of this call."));
}

static void
on_summary_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean done = cor_session_put_summary_finish (COR_SESSION (source), result, &error);

  return_done (user_data, done, error);
}

static void
refuse (GDBusMethodInvocation *invocation, const char *text)
{
  g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR,
                                                 G_DBUS_ERROR_INVALID_ARGS, text);
}

void
cor_control_written (CorSession *session, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  const char *what, *id;

  g_variant_get (parameters, "(&s&s)", &what, &id);
  if (g_str_equal (what, "note"))
    cor_session_fetch_note_async (session, id, on_note, invocation);
  else if (g_str_equal (what, "summary"))
    cor_session_fetch_summary_async (session, id, NULL, on_summary, invocation);
  else if (g_str_equal (what, "transcript"))
    cor_session_fetch_transcript_async (session, id, NULL, on_transcript, invocation);
  else
    refuse (invocation, _ ("Say note, summary or transcript."));
}

void
cor_control_write (CorSession *session, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  const char *what, *id, *text;

  g_variant_get (parameters, "(&s&s&s)", &what, &id, &text);
  if (g_str_equal (what, "note"))
    cor_session_set_note_async (session, id, text, on_note_set, invocation);
  else if (g_str_equal (what, "summary"))
    cor_session_put_summary_async (session, id, text, on_summary_set, invocation);
  else
    refuse (invocation, _ ("Say note or summary."));
}
