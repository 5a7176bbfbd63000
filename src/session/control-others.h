/* SPDX-License-Identifier: GPL-3.0-or-later
 * FilterHistory of the control interface, of other people's calls. */
#pragma once
#include "session/others.h"

G_BEGIN_DECLS

typedef struct {
  CorHistoryFilter filter;
  const char *query;
  guint limit; /* 0: 50 */
} CorOthersWish;

/* Answers when the server has. */
void cor_control_others (CorSession *session,
                         CorHistoryWhose whose,
                         const CorOthersWish *wish,
                         GDBusMethodInvocation *invocation);

G_END_DECLS
