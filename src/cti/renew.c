/* SPDX-License-Identifier: GPL-3.0-or-later
 * Signing in once more, with nobody noticing. */
#include "config.h"
#include "renew.h"
#include "model/secret.h"
#include "request.h"
#include "sign-in.h"
#include "token.h"

#define PAUSE_US (60 * G_USEC_PER_SEC)
/* How long before its end a token is replaced: a tenth of its life, a day at most. */
#define AHEAD_MAX_S (24 * 3600)
#define LOOK_MIN_S 60
#define LOOK_MAX_S (6 * 3600)

/* Those who wait go on; error: copied for each, or NULL. */
static void
tell_waiting (CorCti *self, gboolean renewed, const GError *error)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->renewing);

  for (guint i = 0; i < waiting->len; i++) {
    if (error != NULL)
      g_task_return_error (waiting->pdata[i], g_error_copy (error));
    else
      g_task_return_boolean (waiting->pdata[i], renewed);
  }
}

/* A token that waits for its second factor is no better than one that still holds. */
static gboolean
is_worse (CorCti *self, const char *token)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  return cor_token_awaits_otp (token) && self->token != NULL && self->renewing_ahead &&
         cor_token_get_expiry (self->token) > now;
}

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CorCti *self = COR_CTI (source);
  GError *failure = NULL;
  g_autoptr (JsonObject) body = cor_request_send_finish_object (self, result, &failure);
  const char *token = cor_json_get_string (body, "token", COR_CTI_MAX_TOKEN);
  g_autoptr (GError) error = NULL;

  if (body != NULL && !(cor_token_is_plausible (token) && is_worse (self, token)))
    failure = cor_sign_in_take_token (self, body);
  error = failure;
  if (error != NULL)
    g_debug ("cti: the token was not renewed: %s", error->message);
  else
    cor_cti_note_renewed (self);
  tell_waiting (self, TRUE, error);
}

static void
sign_in (CorCti *self)
{
  CorRequest request = { .method = "POST", .path = "/login", .flags = COR_REQUEST_SIGN_IN };
  char *body = cor_json_build ("username", self->user, "password", self->password, NULL);

  request.body = body;
  self->renewed_at = MAX (cor_clock_now (self->clock), 1);
  cor_request_send_async (self, &request, NULL, on_signed_in, NULL);
  cor_secret_free (body);
}

static gboolean
may_sign_in (CorCti *self)
{
  return self->password != NULL && self->user != NULL &&
         (self->renewed_at == 0 || cor_clock_now (self->clock) - self->renewed_at >= PAUSE_US);
}

void
cor_renew_async (CorCti *self, const char *stale, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  gboolean replaced = self->token != NULL && g_strcmp0 (self->token, stale) != 0;

  g_task_set_source_tag (task, cor_renew_async);
  if (self->renewing != NULL) {
    g_ptr_array_add (self->renewing, g_object_ref (task));
  } else if (replaced || !may_sign_in (self)) {
    g_task_return_boolean (task, replaced);
  } else {
    self->renewing = g_ptr_array_new_with_free_func (g_object_unref);
    self->renewing_ahead = FALSE;
    g_ptr_array_add (self->renewing, g_object_ref (task));
    sign_in (self);
  }
}

gboolean
cor_renew_finish (CorCti *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
on_look (gpointer user_data)
{
  CorCti *self = user_data;

  self->renew_timer = 0;
  cor_renew_watch (self);
  return G_SOURCE_REMOVE;
}

/* By the calendar, which goes on while the computer sleeps. */
void
cor_renew_watch (CorCti *self)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC, end, begun, left;

  cor_clock_stop (self->clock, &self->renew_timer);
  if (self->token == NULL || self->password == NULL || self->otp_pending ||
      cor_token_has_otp (self->token))
    return;
  end = cor_token_get_expiry (self->token);
  begun = cor_token_get_begin (self->token);
  if (end <= 0 || begun <= 0 || begun >= end)
    return;
  left = end - MIN ((end - begun) / 10, AHEAD_MAX_S) - now;
  if (left <= 0 && self->renewing == NULL && may_sign_in (self)) {
    self->renewing = g_ptr_array_new_with_free_func (g_object_unref);
    self->renewing_ahead = TRUE;
    sign_in (self);
  }
  self->renew_timer = cor_clock_start (
    self->clock, (guint)CLAMP (left, LOOK_MIN_S, LOOK_MAX_S) * 1000, on_look, self);
}

void
cor_renew_stop (CorCti *self)
{
  cor_clock_stop (self->clock, &self->renew_timer);
}

void
cor_cti_set_password (CorCti *self, const char *password)
{
  cor_secret_free (self->password);
  self->password = g_strdup (password);
  cor_renew_watch (self);
}
