/* SPDX-License-Identifier: GPL-3.0-or-later
 * Everybody who works here. */
#pragma once
#include "session-private.h"
#include "session/colleagues.h"

G_BEGIN_DECLS

typedef enum {
  COR_COLLEAGUE_STAR,
  COR_COLLEAGUE_UNSTAR,
  COR_COLLEAGUE_PICK_UP,
  COR_COLLEAGUE_RECALL,
  COR_COLLEAGUE_LISTEN,
  COR_COLLEAGUE_INTRUDE,
} CorColleagueAct;

void cor_session_watch_colleagues (CorSession *self); /* of a new account */
void cor_session_fetch_colleagues (CorSession *self);
void cor_session_forget_colleagues (CorSession *self);
void cor_session_add_colleague_actions (CorSession *self);
void cor_session_update_colleague_actions (CorSession *self);

/* who: a user name, or an extension of theirs. callback NULL: what goes wrong is told the user. */
void cor_session_act_on_colleague_async (CorSession *self,
                                         CorColleagueAct act,
                                         const char *who,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean
cor_session_act_on_colleague_finish (CorSession *self, GAsyncResult *result, GError **error);

G_END_DECLS
