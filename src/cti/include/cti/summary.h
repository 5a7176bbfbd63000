/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the server's machines wrote of calls: a summary, which the user may change, and what was
 * said, word for word. Only where the profile has `summaries`. A call is named as its entry in the
 * history is; the part after the slash may be missing. Texts are plain, whatever is in them.
 *
 * Signals of CorCti: "talked" (const char *id): a call of the user's that was talked in is over;
 * "summary" (const char *id, const char *who): there is one now. */
#pragma once
#include "cti/cti.h"

G_BEGIN_DECLS

/* Bytes; what is longer is no text. */
#define COR_CTI_SUMMARY_MAX (64 * 1024)
#define COR_CTI_TRANSCRIPT_MAX (1024 * 1024)
/* Calls of one question. */
#define COR_CTI_STATUSES_MAX 50

typedef enum {
  COR_CTI_HAS_SUMMARY = 1 << 0,
  COR_CTI_HAS_TRANSCRIPT = 1 << 1,
  COR_CTI_SUMMARY_COMES = 1 << 2, /* the machines are at it */
} CorCtiSummaryFlags;

/* Never blank. Fails with COR_CTI_ERROR_NOT_FOUND where there is none, or none yet. */
void cor_cti_fetch_summary_async (CorCti *self,
                                  const char *id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
char *cor_cti_fetch_summary_finish (CorCti *self, GAsyncResult *result, GError **error);
void cor_cti_fetch_transcript_async (CorCti *self,
                                     const char *id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
char *cor_cti_fetch_transcript_finish (CorCti *self, GAsyncResult *result, GError **error);
void cor_cti_put_summary_async (CorCti *self,
                                const char *id,
                                const char *text,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean cor_cti_put_summary_finish (CorCti *self, GAsyncResult *result, GError **error);

/* ids: at most COR_CTI_STATUSES_MAX. Answers with a table: what a call is known by before the slash
 * -> CorCtiSummaryFlags; without those that the server does not know. */
void cor_cti_fetch_statuses_async (CorCti *self,
                                   const char *const *ids,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GHashTable *cor_cti_fetch_statuses_finish (CorCti *self, GAsyncResult *result, GError **error);

/* "summary" is to come for this call; best effort. */
void cor_cti_watch_summary (CorCti *self, const char *id);

G_END_DECLS
