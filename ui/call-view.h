/* SPDX-License-Identifier: GPL-3.0-or-later
 * The call that is talked in, and the list of calls when there are several. */
#pragma once
#include <adwaita.h>
#include "session/session.h"

G_BEGIN_DECLS

#define COR_TYPE_CALL_VIEW (cor_call_view_get_type ())
G_DECLARE_FINAL_TYPE (CorCallView, cor_call_view, COR, CALL_VIEW, AdwBin)

/* Property call (CorCall or NULL): the one shown; one that ended stays for 3 s with the reason.
 * Activates app.answer, app.decline, app.hang-up, app.hold, app.mute (u) and app.digits ((us)). */
void cor_call_view_set_calls (CorCallView *self, CorCallList *calls);
void cor_call_view_show_call (CorCallView *self, CorCall *call);
CorCall *cor_call_view_get_call (CorCallView *self);
/* Whose quality of sound is shown. */
void cor_call_view_set_session (CorCallView *self, CorSession *session);

G_END_DECLS
