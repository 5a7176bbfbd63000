/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a window says above everything else: the session's trouble, and the call
 * that waits. */
#include "config.h"
#include "notices.h"

void
cor_notices_bind (CorSession *session, CorBanner *banner, CorWaitingRow *waiting)
{
  g_object_bind_property (session, "trouble", banner, "text", G_BINDING_SYNC_CREATE);
  g_object_bind_property (session, "trouble-action", banner, "action", G_BINDING_SYNC_CREATE);
  g_object_bind_property (session, "trouble-button", banner, "button", G_BINDING_SYNC_CREATE);
  g_object_bind_property (session, "waiting", waiting, "request", G_BINDING_SYNC_CREATE);
}
