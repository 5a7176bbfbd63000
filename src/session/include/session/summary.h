/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the server's machines wrote of calls: a summary, which the user may change, and what was
 * said, word for word. Texts are plain. Thread: main context.
 *
 * Signals of CorSession: "summaries-changed" (): of calls in the history it is known now whether
 * there is any; "show-summary" (const char *id, const char *activation_token or NULL): its
 * notification was opened. */
#pragma once
#include "session/session.h"

G_BEGIN_DECLS

/* Whether the server lets the user have them. */
gboolean cor_session_may_read_summaries (CorSession *self);

typedef enum {
  COR_SUMMARY_KNOWN = 1 << 0, /* the server was asked */
  COR_SUMMARY_THERE = 1 << 1,
  COR_SUMMARY_COMES = 1 << 2,
  COR_SUMMARY_TRANSCRIPT = 1 << 3,
} CorSummaryFlags;

/* id: of a CorHistoryEntry of the user's own. Of one that is not known the server is asked, soon,
 * together with others; "summaries-changed" follows. */
CorSummaryFlags cor_session_look_at_summary (CorSession *self, const char *id);

/* NULL without error: there is none; ret_comes: or none yet. */
void cor_session_fetch_summary_async (CorSession *self,
                                      const char *id,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
char *cor_session_fetch_summary_finish (CorSession *self,
                                        GAsyncResult *result,
                                        gboolean *ret_comes,
                                        GError **error);
/* NULL without error: there is none. */
void cor_session_fetch_transcript_async (CorSession *self,
                                         const char *id,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
char *cor_session_fetch_transcript_finish (CorSession *self, GAsyncResult *result, GError **error);

/* Bytes of a summary. */
#define COR_SUMMARY_MAX (64 * 1024)
void cor_session_put_summary_async (CorSession *self,
                                    const char *id,
                                    const char *text,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean cor_session_put_summary_finish (CorSession *self, GAsyncResult *result, GError **error);

G_END_DECLS
