/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is about to be deleted: gone from the lists at once, from the server
 * later, so that it can be had back. Main context. */
#pragma once
#include "session-private.h"

G_BEGIN_DECLS

/* What can be deleted so; each of them is told of the subject. */
typedef struct {
  void (*hide) (CorSession *session, GObject *subject);
  void (*show) (CorSession *session, GObject *subject);
  void (*send) (CorSession *session,
                GObject *subject,
                GAsyncReadyCallback callback,
                gpointer user_data);
  gboolean (*finish) (CorCti *cti, GAsyncResult *result, GError **error);
  /* What to tell when it could not be; why: a sentence. */
  char *(*explain) (GObject *subject, const char *why);
  void (*gone) (CorSession *session, GObject *subject); /* from the server; or NULL */
} CorDeletionKind;

/* Returns its id; cor_session_undo_delete() and cor_session_commit_delete() in session/book.h. */
guint cor_session_delete (CorSession *self, const CorDeletionKind *kind, GObject *subject);

G_END_DECLS
