/* SPDX-License-Identifier: GPL-3.0-or-later
 * Everybody at the company, as far as the profile lets them be seen, and what
 * can be done about them. Thread: main context. */
#pragma once
#include "cti/cti.h"
#include "model/colleague-list.h"

G_BEGIN_DECLS

/* CorColleague, without the user themselves; transfer full. What they do is told by the signals
 * "phone" (CorColleaguePhone, borrowed) and "presence" of CorCti. */
void cor_cti_fetch_colleagues_async (CorCti *self,
                                     const CorCtiProfile *profile,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GPtrArray *cor_cti_fetch_colleagues_finish (CorCti *self, GAsyncResult *result, GError **error);

/* A favourite, which is one of the user's speed dials at the server, or no longer. */
void cor_cti_star_async (CorCti *self,
                         CorColleague *colleague,
                         gboolean star,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
/* ret_favourite: what the server keeps it by; 0 for none. */
gboolean
cor_cti_star_finish (CorCti *self, GAsyncResult *result, gint64 *ret_favourite, GError **error);

/* The call that rings at `exten` rings at the user's `device` instead. */
void cor_cti_pick_up_async (CorCti *self,
                            const char *exten,
                            const char *device,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
/* Once `called` is free the exchange calls `caller`, the user's main extension, and puts the two
 * through. */
void cor_cti_recall_async (CorCti *self,
                           const char *caller,
                           const char *called,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
/* Of the last two. */
gboolean cor_cti_colleague_act_finish (CorCti *self, GAsyncResult *result, GError **error);

G_END_DECLS
