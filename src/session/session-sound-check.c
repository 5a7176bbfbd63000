/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whether the sound works: the microphone alone, and a call to a number that sends everything
 * back. */
#include "config.h"
#include "session/voice.h"
#include "session-private.h"
#include "phone/sound-check.h"
#include "route/rewrite.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define CODE_DIGITS 4 /* behind the * of a code that could be an echo's */

void
cor_session_get_loudness (CorSession *self, double *ret_microphone, double *ret_speaker)
{
  *ret_microphone = *ret_speaker = -96;
  if (self->phone != NULL)
    cor_phone_get_loudness (self->phone, ret_microphone, ret_speaker);
}

gboolean
cor_session_listen (CorSession *self, gboolean on)
{
  if (on && self->phone == NULL && !cor_session_ensure_phone (self, FALSE, NULL))
    return FALSE;
  if (self->phone != NULL)
    cor_phone_listen (self->phone, on);
  return TRUE;
}

/* --- The microphone --- */

static void
on_microphone_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CorMicrophoneCheck check;
  GVariantDict dict;
  GError *error = NULL;

  if (!cor_phone_check_microphone_finish (COR_PHONE (source), result, &check, &error)) {
    g_task_return_error (task, error);
    return;
  }
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "peak", "d", check.peak);
  g_variant_dict_insert (&dict, "level", "d", check.level);
  g_variant_dict_insert (&dict, "silent", "b", check.silent);
  g_task_return_pointer (task, g_variant_ref_sink (g_variant_dict_end (&dict)),
                         (GDestroyNotify)g_variant_unref);
}

void
cor_session_check_microphone_async (CorSession *self,
                                    gboolean plays,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  GError *error = NULL;

  g_task_set_source_tag (task, cor_session_check_microphone_async);
  if (self->phone == NULL && !cor_session_ensure_phone (self, FALSE, &error)) {
    g_task_return_error (task, error);
    return;
  }
  cor_phone_check_microphone_async (self->phone, plays, on_microphone_checked,
                                    g_steal_pointer (&task));
}

GVariant *
cor_session_check_microphone_finish (CorSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- The echo --- */

static void
on_echo_tested (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CorEchoTest test;
  GVariantDict dict;
  GError *error = NULL;

  if (!cor_phone_test_echo_finish (COR_PHONE (source), result, &test, &error)) {
    g_task_return_error (task, error);
    return;
  }
  cor_call_hang_up (g_task_get_task_data (task));
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "sent", "u", test.sent);
  g_variant_dict_insert (&dict, "returned", "u", test.returned);
  if (test.returned > 0) {
    g_variant_dict_insert (&dict, "lost", "d", 100.0 * (test.sent - test.returned) / test.sent);
    g_variant_dict_insert (&dict, "delay", "d", test.delay);
    g_variant_dict_insert (&dict, "level", "d", test.level);
  }
  g_task_return_pointer (task, g_variant_ref_sink (g_variant_dict_end (&dict)),
                         (GDestroyNotify)g_variant_unref);
}

/* The task is the handler's data, and its reference is let go with the handler. */
static void
on_call_changed (CorCall *call, GParamSpec *pspec, GTask *task)
{
  g_autoptr (GTask) held = g_object_ref (task);
  CorSession *self = g_task_get_source_object (task);
  CorCallState state = cor_call_get_state (call);
  const char *text = cor_call_get_end_text (call);

  if (state != COR_CALL_ACTIVE && state != COR_CALL_ENDED)
    return;
  g_signal_handlers_disconnect_by_data (call, task);
  if (state == COR_CALL_ENDED)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "%s",
                             text != NULL ? text : _ ("The call ended before the test did."));
  else
    cor_phone_test_echo_async (self->phone, call, on_echo_tested, g_steal_pointer (&held));
}

static void
release_task (gpointer data, GClosure *closure)
{
  g_object_unref (data);
}

/* Whoever asks by D-Bus makes a call that nobody is asked about: none that costs or changes
 * anything. */
static CorNumber *
read_echo_number (CorSession *self, const char *text, GError **error)
{
  g_autoptr (CorNumber) number = cor_number_parse (text, COR_NUMBER_FROM_PERSON, error);
  const CorRewriteRules rules = {
    .internal_digits = g_settings_get_uint (self->settings, "internal-digits"),
  };
  const char *canonical;
  gboolean code;

  if (number == NULL)
    return NULL;
  canonical = number->canonical;
  code = cor_session_classify (number, self) == COR_NUMBER_FEATURE && *canonical == '*' &&
         strlen (canonical) <= 1 + CODE_DIGITS &&
         strspn (canonical + 1, "0123456789") == strlen (canonical + 1);
  if (number->post_dial == NULL && (code || (number->kind == COR_NUMBER_ORDINARY &&
                                             cor_rewrite_is_internal (&rules, canonical))))
    return g_steal_pointer (&number);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                       _ ("An echo test calls a number of the exchange's own, as *43 or 600."));
  return NULL;
}

static const char *
hindrance (CorSession *self)
{
  if (self->line == NULL || cor_line_get_state (self->line) != COR_LINE_READY)
    return _ ("The line of this computer is not ready.");
  if (g_list_model_get_n_items (G_LIST_MODEL (self->calls)) > 0)
    return _ ("An echo test has to wait for the end of the calls.");
  return NULL;
}

/* By the one road, with its user's Yes given. */
static CorCall *
call_echo (CorSession *self, const CorNumber *number)
{
  g_autoptr (CorDialRequest) request =
    cor_dial_request_new (number->canonical, COR_ORIGIN_TYPED, COR_DEVICE_ID_THIS_COMPUTER, NULL);

  cor_session_confirm (self, request);
  return cor_call_list_get_current (self->calls);
}

void
cor_session_test_echo_async (CorSession *self,
                             const char *text,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  const char *reason = hindrance (self);
  g_autoptr (CorNumber) number = NULL;
  GError *error = NULL;
  CorCall *call;

  g_task_set_source_tag (task, cor_session_test_echo_async);
  number = read_echo_number (self, text, &error);
  if (number == NULL) {
    g_task_return_error (task, error);
    return;
  }
  call = reason == NULL ? call_echo (self, number) : NULL;
  if (call == NULL) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s",
                             reason != NULL ? reason : _ ("The call could not be made."));
    return;
  }
  g_task_set_task_data (task, g_object_ref (call), g_object_unref);
  g_signal_connect_data (call, "notify::state", G_CALLBACK (on_call_changed),
                         g_steal_pointer (&task), release_task, 0);
}

GVariant *
cor_session_test_echo_finish (CorSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
