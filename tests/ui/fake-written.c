/* SPDX-License-Identifier: GPL-3.0-or-later
 * What was written of past calls, as the tests want it. */
#include "config.h"
#include "fake-session.h"
#include "session/notes.h"
#include "session/summary.h"

#define NOTE "fake-note"
#define SUMMARY "fake-summary"
#define TRANSCRIPT "fake-transcript"
#define TROUBLE "fake-trouble"
#define DENIED "fake-denied"
#define COMES "fake-comes"
#define MAY "fake-may"

static void
set (CorSession *self, const char *key, const char *text)
{
  g_object_set_data_full (G_OBJECT (self), key, g_strdup (text), g_free);
}

void
fake_session_set_written (CorSession *self, const FakeWritten *written)
{
  set (self, NOTE, written->note);
  set (self, SUMMARY, written->summary);
  set (self, TRANSCRIPT, written->transcript);
  set (self, TROUBLE, written->trouble);
  set (self, COMES, written->comes ? "" : NULL);
  set (self, DENIED, written->denied ? "" : NULL);
  set (self, MAY, "");
}

const char *
fake_session_get_note (CorSession *self)
{
  return g_object_get_data (G_OBJECT (self), NOTE);
}

const char *
fake_session_get_summary (CorSession *self)
{
  return g_object_get_data (G_OBJECT (self), SUMMARY);
}

/* Keeps no session alive that its test is done with. */
static void
answer (CorSession *self, const char *key, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  const char *trouble = g_object_get_data (G_OBJECT (self), TROUBLE);

  g_object_set_data (G_OBJECT (task), COMES, g_object_get_data (G_OBJECT (self), COMES));
  if (trouble != NULL)
    g_task_return_new_error (task, G_IO_ERROR,
                             g_object_get_data (G_OBJECT (self), DENIED) != NULL
                               ? G_IO_ERROR_PERMISSION_DENIED
                               : G_IO_ERROR_FAILED,
                             "%s", trouble);
  else
    g_task_return_pointer (task, g_strdup (g_object_get_data (G_OBJECT (self), key)), g_free);
}

static void
take (CorSession *self,
      const char *key,
      const char *text,
      GAsyncReadyCallback callback,
      gpointer user_data)
{
  if (g_object_get_data (G_OBJECT (self), TROUBLE) == NULL)
    set (self, key, text);
  answer (self, key, callback, user_data);
}

static gboolean
finish (GAsyncResult *result, GError **error)
{
  g_autofree char *text = g_task_propagate_pointer (G_TASK (result), error);

  return text != NULL;
}

void
cor_session_set_note_async (CorSession *self,
                            const char *id,
                            const char *text,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  take (self, NOTE, text, callback, user_data);
}

gboolean
cor_session_set_note_finish (CorSession *self, GAsyncResult *result, GError **error)
{
  return finish (result, error);
}

void
cor_session_fetch_note_async (CorSession *self,
                              const char *id,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  if (g_object_get_data (G_OBJECT (self), NOTE) == NULL)
    set (self, NOTE, "");
  answer (self, NOTE, callback, user_data);
}

char *
cor_session_fetch_note_finish (CorSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
cor_session_may_read_summaries (CorSession *self)
{
  return g_object_get_data (G_OBJECT (self), MAY) != NULL;
}

CorSummaryFlags
cor_session_look_at_summary (CorSession *self, const char *id)
{
  return COR_SUMMARY_KNOWN |
         (g_object_get_data (G_OBJECT (self), SUMMARY) != NULL ? COR_SUMMARY_THERE : 0) |
         (g_object_get_data (G_OBJECT (self), TRANSCRIPT) != NULL ? COR_SUMMARY_TRANSCRIPT : 0);
}

void
cor_session_fetch_summary_async (CorSession *self,
                                 const char *id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  answer (self, SUMMARY, callback, user_data);
}

char *
cor_session_fetch_summary_finish (CorSession *self,
                                  GAsyncResult *result,
                                  gboolean *ret_comes,
                                  GError **error)
{
  *ret_comes = g_object_get_data (G_OBJECT (result), COMES) != NULL;
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
cor_session_fetch_transcript_async (CorSession *self,
                                    const char *id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  answer (self, TRANSCRIPT, callback, user_data);
}

char *
cor_session_fetch_transcript_finish (CorSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
cor_session_put_summary_async (CorSession *self,
                               const char *id,
                               const char *text,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  take (self, SUMMARY, text, callback, user_data);
}

gboolean
cor_session_put_summary_finish (CorSession *self, GAsyncResult *result, GError **error)
{
  return finish (result, error);
}
