/* SPDX-License-Identifier: GPL-3.0-or-later
 * Signing in and out: password, second factor, token. */
#include "config.h"
#include "cti-private.h"
#include "sign-in.h"
#include "errors.h"
#include "renew.h"
#include "model/secret.h"
#include "request.h"
#include "token.h"
#include <glib/gi18n-lib.h>
#include <string.h>

static void
set_token (CorCti *self, const char *token)
{
  cor_secret_free (g_steal_pointer (&self->token));
  self->token = g_strdup (token);
  self->otp_pending = token != NULL && cor_token_awaits_otp (token);
  cor_renew_watch (self);
}

static char *
normalise_user (const char *user)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (user));

  return g_utf8_validate (trimmed, -1, NULL) ? g_utf8_strdown (trimmed, -1) : g_strdup ("");
}

GError *
cor_sign_in_take_token (CorCti *self, JsonObject *object)
{
  const char *token = cor_json_get_string (object, "token", COR_CTI_MAX_TOKEN);

  if (!cor_token_is_plausible (token))
    return cor_error_bad_data (self->host->shown);
  set_token (self, token);
  if (self->otp_pending)
    return g_error_new_literal (COR_CTI_ERROR, COR_CTI_ERROR_OTP,
                                _ ("Enter the code of your authenticator app."));
  return NULL;
}

static void
return_error_or_true (GTask *task, GError *error)
{
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CorCti *self = COR_CTI (source);
  GError *error = NULL;
  g_autoptr (JsonObject) body = cor_request_send_finish_object (self, result, &error);

  if (body != NULL)
    error = cor_sign_in_take_token (self, body);
  return_error_or_true (task, error);
}

void
cor_cti_sign_in_async (CorCti *self,
                       const char *user,
                       const char *password,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  CorRequest request = { .method = "POST", .path = "/login", .flags = COR_REQUEST_SIGN_IN };
  char *body;

  g_task_set_source_tag (task, cor_cti_sign_in_async);
  g_free (self->user);
  self->user = normalise_user (user);
  set_token (self, NULL);
  body = cor_json_build ("username", self->user, "password", password, NULL);
  request.body = body;
  cor_request_send_async (self, &request, cancellable, on_signed_in, task);
  cor_secret_free (body);
}

gboolean
cor_cti_sign_in_finish (CorCti *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* The middleware answers a wrong code with 400 {"message":"invalid_otp"}. */
static GError *
explain_otp (GError *error)
{
  if (!g_error_matches (error, COR_CTI_ERROR, COR_CTI_ERROR_SERVER) ||
      strstr (error->message, "invalid_otp") == NULL)
    return error;
  g_error_free (error);
  return g_error_new_literal (COR_CTI_ERROR, COR_CTI_ERROR_OTP,
                              _ ("That code is wrong or too old. Enter the one shown now."));
}

static void
on_verified (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CorCti *self = COR_CTI (source);
  GError *error = NULL;
  g_autoptr (JsonObject) body = cor_request_send_finish_object (self, result, &error);

  if (body != NULL)
    error = cor_sign_in_take_token (self, cor_json_get_object (body, "data"));
  else
    error = explain_otp (error);
  return_error_or_true (task, error);
}

void
cor_cti_verify_otp_async (CorCti *self,
                          const char *otp,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *code = g_strstrip (g_strdup (otp));
  g_autofree char *body = cor_json_build ("username", self->user, "otp", code, NULL);
  const CorRequest request = { .method = "POST", .path = "/2fa/verify-otp", .body = body };

  g_task_set_source_tag (task, cor_cti_verify_otp_async);
  cor_request_send_async (self, &request, cancellable, on_verified, task);
}

gboolean
cor_cti_verify_otp_finish (CorCti *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
cor_cti_set_token (CorCti *self, const char *user, const char *token)
{
  g_free (self->user);
  self->user = normalise_user (user);
  set_token (self, cor_token_is_plausible (token) ? token : NULL);
}

const char *
cor_cti_get_token (CorCti *self)
{
  return self->otp_pending ? NULL : self->token;
}

static void
on_signed_out (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CorCti *self = COR_CTI (source);
  GError *error = NULL;
  g_autoptr (GBytes) body = cor_request_send_finish (self, result, &error);

  /* Unless somebody has signed in meanwhile. */
  if (g_strcmp0 (self->token, g_task_get_task_data (task)) == 0)
    set_token (self, NULL);
  return_error_or_true (task, body == NULL ? error : NULL);
}

/* Whether there was one or not. */
static void
on_lasting_gone (GObject *source, GAsyncResult *result, gpointer user_data)
{
  const CorRequest request = {
    .method = "POST", .path = "/logout", .body = "{}", .flags = COR_REQUEST_ONCE
  };
  g_autoptr (GBytes) body = cor_request_send_finish (COR_CTI (source), result, NULL);

  cor_request_send_async (COR_CTI (source), &request, NULL, on_signed_out, user_data);
}

void
cor_cti_sign_out_async (CorCti *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  const CorRequest request = { .method = "DELETE",
                               .path = "/tokens/persistent/nethlink",
                               .flags = COR_REQUEST_ONCE };

  g_task_set_source_tag (task, cor_cti_sign_out_async);
  g_task_set_task_data (task, g_strdup (self->token), (GDestroyNotify)cor_secret_free);
  cor_cti_stop_realtime (self);
  cor_request_send_async (self, &request, NULL, on_lasting_gone, task);
}

gboolean
cor_cti_sign_out_finish (CorCti *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
