/* SPDX-License-Identifier: GPL-3.0-or-later
 * Everybody who works here, and what can be done about them. Actions, each of a
 * colleague's user name: app.star (s): a favourite, or no longer; app.pick-up (s): the
 * call that rings there rings at the chosen device; app.recall (s): the exchange calls
 * once they are free; app.listen (s), app.intrude (s): into their call. All but the first
 * are enabled where the account may. */
#pragma once
#include "model/colleague-view.h"
#include "session/session.h"

G_BEGIN_DECLS

/* Transfer none, lives as long as the session; empty when signed out. */
CorColleagueList *cor_session_get_colleagues (CorSession *self);

G_END_DECLS
