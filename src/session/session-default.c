/* SPDX-License-Identifier: GPL-3.0-or-later
 * The user's default device as the server has it, where this computer is one
 * among others.
 *
 * A desk phone that is chosen stays so, whoever quits. Where this computer is
 * the one, calls would go to a phone that is no more: when it quits it gives
 * back what was chosen before it, else the web phone in the browser, and takes
 * its place again at the next start, unless somebody has chosen otherwise in
 * between. */
#include "config.h"
#include "session-private.h"

/* A server that does not answer must not keep the program. */
#define GIVE_BACK_MS 2000

static const CorCtiEndpoint *
find_endpoint (CorSession *self, const char *id, const char *type)
{
  GPtrArray *endpoints = self->profile != NULL ? self->profile->endpoints : NULL;

  for (guint i = 0; endpoints != NULL && i < endpoints->len; i++) {
    const CorCtiEndpoint *endpoint = endpoints->pdata[i];

    if ((id == NULL || g_str_equal (endpoint->id, id)) &&
        (type == NULL || g_str_equal (endpoint->type, type)))
      return endpoint;
  }
  return NULL;
}

/* The extension that this computer is registered as, when it is the kind that can be a default;
 * or NULL. */
static const char *
find_own (CorSession *self)
{
  g_autofree char *label = NULL;
  const CorCtiEndpoint *endpoint;

  if (self->line == NULL || cor_line_get_state (self->line) != COR_LINE_READY)
    return NULL;
  label = cor_line_dup_label (self->line);
  endpoint = label != NULL ? find_endpoint (self, label, "nethlink") : NULL;
  return endpoint != NULL ? endpoint->id : NULL;
}

/* "host user device", of the last time that this computer gave it back. */
static char *
build_given (CorSession *self, const char *device)
{
  return g_strjoin (" ", self->texts[PROP_HOST], self->texts[PROP_USER_NAME], device, NULL);
}

void
cor_session_set_server_default (CorSession *self, const char *endpoint)
{
  const char *before = self->profile->default_device;
  g_autofree char *now = g_strdup (endpoint);

  if (before != NULL && find_endpoint (self, endpoint, "nethlink") != NULL &&
      find_endpoint (self, before, "nethlink") == NULL) {
    g_free (self->default_before);
    self->default_before = g_strdup (before);
  }
  g_free (self->profile->default_device);
  self->profile->default_device = g_steal_pointer (&now);
}

static void
on_taken (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!cor_cti_set_default_device_finish (COR_CTI (source), result, &error))
    g_debug ("session: the default device was not taken: %s", error->message);
}

/* What the browser has, this computer has: the chooser shows both as one. */
static void
take_default (CorSession *self)
{
  const char *own = find_own (self);
  const char *now = self->profile != NULL ? self->profile->default_device : NULL;
  g_autofree char *left = NULL;
  g_autofree char *given = NULL;

  if (own == NULL || now == NULL || self->default_taken)
    return;
  self->default_taken = TRUE;
  left = g_settings_get_string (self->settings, "device-given-back");
  given = build_given (self, now);
  g_settings_reset (self->settings, "device-given-back");
  if (find_endpoint (self, now, "webrtc") == NULL && !g_str_equal (left, given))
    return;
  cor_session_set_server_default (self, own);
  cor_session_note_default_device (self, own);
  cor_cti_set_default_device_async (self->cti, own, self->account_cancellable, on_taken, NULL);
}

/* An open page of the server's in a browser makes its own phone the default as soon as this
 * computer goes, and not always gives it back when it comes: so this computer looks again then. */
static void
leave_default (CorSession *self)
{
  const char *now = self->profile != NULL ? self->profile->default_device : NULL;

  if (now != NULL && find_endpoint (self, now, "nethlink") != NULL)
    self->default_taken = FALSE;
}

void
cor_session_follow_default (CorSession *self)
{
  gboolean ready = self->line != NULL && cor_line_get_state (self->line) == COR_LINE_READY;

  if (ready)
    take_default (self);
  else if (self->line_was_ready)
    leave_default (self);
  self->line_was_ready = ready;
}

static const char *
find_successor (CorSession *self)
{
  const CorCtiEndpoint *endpoint = NULL;

  if (self->default_before != NULL)
    endpoint = find_endpoint (self, self->default_before, NULL);
  if (endpoint == NULL)
    endpoint = find_endpoint (self, NULL, "webrtc");
  return endpoint != NULL ? endpoint->id : NULL;
}

typedef struct {
  GTask *task;
  GCancellable *cancellable;
  guint limit;
} GiveBack;

static void
on_given_back (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GiveBack *give_back = user_data;
  g_autoptr (GError) error = NULL;

  if (!cor_cti_set_default_device_finish (COR_CTI (source), result, &error))
    g_debug ("session: the default device was not given back: %s", error->message);
  g_clear_handle_id (&give_back->limit, g_source_remove);
  g_task_return_boolean (give_back->task, TRUE);
  g_object_unref (give_back->task);
  g_object_unref (give_back->cancellable);
  g_free (give_back);
}

static gboolean
on_limit (gpointer user_data)
{
  GiveBack *give_back = user_data;

  give_back->limit = 0;
  g_cancellable_cancel (give_back->cancellable);
  return G_SOURCE_REMOVE;
}

static void
give_back_to (CorSession *self, const char *device, GTask *task)
{
  GiveBack *give_back = g_new0 (GiveBack, 1);
  g_autofree char *given = build_given (self, device);

  give_back->task = task;
  give_back->cancellable = g_cancellable_new ();
  give_back->limit = g_timeout_add (GIVE_BACK_MS, on_limit, give_back);
  g_settings_set_string (self->settings, "device-given-back", given);
  cor_cti_set_default_device_async (self->cti, device, give_back->cancellable, on_given_back,
                                    give_back);
}

void
cor_session_give_back_async (CorSession *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  const char *own = find_own (self);
  const char *now = self->profile != NULL ? self->profile->default_device : NULL;
  const char *successor = NULL;

  g_task_set_source_tag (task, cor_session_give_back_async);
  /* The demo's server goes too. */
  if (own != NULL && now != NULL && g_str_equal (own, now) && self->demo == NULL)
    successor = find_successor (self);
  if (successor != NULL) {
    give_back_to (self, successor, task);
    return;
  }
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}
