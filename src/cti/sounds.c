/* SPDX-License-Identifier: GPL-3.0-or-later
 * The sound of messages and recordings. The server would also lay a copy of it where anybody may
 * fetch it who knows the name, which is never asked for: what is heard is what is saved. */
#include "config.h"
#include "sounds.h"
#include "cti-private.h"
#include "errors.h"
#include "request.h"
#include <string.h>

/* Base64 makes four bytes of three. */
#define MOST_PACKED (COR_CTI_SOUND_MAX / 3 * 4 + 4096)
/* On a slow line a long recording takes its time. */
#define TIMEOUT_MS (5 * 60 * 1000)

/* --- What it comes in. --- */

static gboolean
is_sound (const guint8 *bytes, gsize len)
{
  static const char *const kinds[] = { "RIFF", "OggS", "fLaC" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (len > 4 && memcmp (bytes, kinds[i], 4) == 0)
      return TRUE;
  return FALSE;
}

/* left: how much of it there is still to come. */
static gboolean
is_base64 (char c, gsize left)
{
  return g_ascii_isalnum (c) || c == '+' || c == '/' || (c == '=' && left <= 2);
}

/* What stands between the quotes, without the backslashes that some put before a slash; NULL where
 * there is anything that base64 has not. */
static char *
dup_packed (const char *text, gsize len)
{
  static const char start[] = "base64,";
  const char *comma;
  char *packed, *to;

  while (len > 0 && g_ascii_isspace (text[len - 1]))
    len--;
  for (; len > 0 && g_ascii_isspace (*text); len--)
    text++;
  if (len < 2 || text[0] != '"' || text[len - 1] != '"')
    return NULL;
  comma = len > 5 && memcmp (text, "\"data:", 6) == 0 ? g_strstr_len (text, 128, start) : NULL;
  comma = comma != NULL ? comma + strlen (start) : text + 1;
  packed = to = g_malloc (len);
  for (const char *from = comma; from < text + len - 1; from++) {
    if (*from == '\\' && from[1] == '/')
      continue;
    if (!is_base64 (*from, (gsize)(text + len - 1 - from))) {
      g_free (packed);
      return NULL;
    }
    *to++ = *from;
  }
  *to = '\0';
  return packed;
}

GBytes *
cor_sound_unpack (GBytes *body)
{
  gsize len;
  const char *text = g_bytes_get_data (body, &len);
  g_autofree char *packed = NULL;

  if (is_sound ((const guint8 *)text, len) && len <= COR_CTI_SOUND_MAX)
    return g_bytes_ref (body);
  packed = len > 0 && len <= MOST_PACKED ? dup_packed (text, len) : NULL;
  if (packed == NULL || strlen (packed) < 4)
    return NULL;
  g_base64_decode_inplace (packed, &len);
  if (len == 0 || len > COR_CTI_SOUND_MAX)
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&packed), len);
}

/* --- Asking for it. --- */

/* Of a past call the server knows only the first part of what it is known by here. */
static char *
dup_path (CorPlayableKind kind, const char *id)
{
  g_autofree char *own = g_strndup (id, strcspn (id, "/"));
  g_autofree char *escaped =
    g_uri_escape_string (kind == COR_PLAYABLE_RECORDING ? own : id, NULL, FALSE);

  return g_strconcat (kind == COR_PLAYABLE_RECORDING ? "/historycall/listen_callrec/"
                                                     : "/voicemail/listen/",
                      escaped, NULL);
}

/* In a thread of its own: an hour takes a tenth of a second. */
static void
unpack (GTask *task, gpointer source, gpointer body, GCancellable *cancellable)
{
  g_task_return_pointer (task, cor_sound_unpack (body), (GDestroyNotify)g_bytes_unref);
}

static void
on_unpacked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CorCti *self = g_task_get_source_object (task);
  GBytes *sound = g_task_propagate_pointer (G_TASK (result), NULL);

  if (sound != NULL)
    g_task_return_pointer (task, sound, (GDestroyNotify)g_bytes_unref);
  else
    g_task_return_error (task, cor_error_bad_data (self->host->shown));
}

static void
on_body (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GTask) unpacking = NULL;
  GError *error = NULL;
  GBytes *body = cor_request_send_finish (COR_CTI (source), result, &error);

  if (body == NULL) {
    g_task_return_error (task, error);
    return;
  }
  unpacking = g_task_new (NULL, NULL, on_unpacked, g_steal_pointer (&task));
  g_task_set_task_data (unpacking, body, (GDestroyNotify)g_bytes_unref);
  g_task_run_in_thread (unpacking, unpack);
}

void
cor_cti_fetch_sound_async (CorCti *self,
                           CorPlayableKind kind,
                           const char *id,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *path = dup_path (kind, id);
  const CorRequest request = {
    .method = "GET", .path = path, .timeout_ms = TIMEOUT_MS, .max_body = MOST_PACKED
  };

  g_task_set_source_tag (task, cor_cti_fetch_sound_async);
  cor_request_send_async (self, &request, cancellable, on_body, task);
}

GBytes *
cor_cti_fetch_sound_finish (CorCti *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
cor_cti_delete_sound_async (CorCti *self,
                            CorPlayableKind kind,
                            const char *id,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  gboolean recording = kind == COR_PLAYABLE_RECORDING;
  g_autofree char *own = g_strndup (id, recording ? strcspn (id, "/") : strlen (id));
  g_autofree char *body = cor_json_build ("id", own, NULL);
  const CorRequest request = { .method = "POST",
                               .path =
                                 recording ? "/historycall/delete_callrec" : "/voicemail/delete",
                               .body = body };

  g_task_set_source_tag (task, cor_cti_delete_sound_async);
  cor_request_send_async (self, &request, cancellable, (GAsyncReadyCallback)cor_request_return_done,
                          task);
}

gboolean
cor_cti_delete_sound_finish (CorCti *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
