/* SPDX-License-Identifier: GPL-3.0-or-later
 * A trace to be passed on: what was said between Cornetta and its servers, the
 * diagnosis and the log, without secrets. */
#pragma once
#include "session/session.h"

G_BEGIN_DECLS

/* What a part of the program that the session doesn't know is made of: "GTK", "4.8.3". */
void cor_session_note_version (CorSession *self, const char *part, const char *version);

/* The checks are run, then all is written. numbers: phone numbers whole, instead of their last two
 * digits. Transfer full. */
void cor_session_make_trace_async (CorSession *self,
                                   gboolean numbers,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
char *cor_session_make_trace_finish (CorSession *self, GAsyncResult *result, GError **error);
/* The same, into a file that its user alone may read. */
void cor_session_save_trace_async (CorSession *self,
                                   GFile *file,
                                   gboolean numbers,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean cor_session_save_trace_finish (CorSession *self, GAsyncResult *result, GError **error);

G_END_DECLS
