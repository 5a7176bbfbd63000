/* SPDX-License-Identifier: GPL-3.0-or-later
 * After the computer has slept: no timer ran meanwhile, and nobody told the
 * far ends of our connections. */
#include "config.h"
#include "session-private.h"

static void
on_woke (CorSession *self)
{
  if (self->stopping)
    return;
  if (self->phone != NULL)
    cor_phone_wake (self->phone);
  cor_session_check_gateway (self);
  /* Not when another program of the same user's is online: that would take over from it. */
  if (self->cti != NULL && cor_cti_renew (self->cti) && self->profile != NULL)
    cor_session_refresh_account (self);
}

void
cor_session_watch_suspend (CorSession *self)
{
  self->suspend = cor_suspend_new ();
  g_signal_connect_object (self->suspend, "woke", G_CALLBACK (on_woke), self, G_CONNECT_SWAPPED);
}
