/* SPDX-License-Identifier: GPL-3.0-or-later
 * A call that its desk phone does not make, made from this computer instead:
 * offered while the call is stuck, and after its end until the next one. */
#include "config.h"
#include "session-private.h"

static void
set_stuck (CorSession *self, CorCall *call)
{
  if (g_set_object (&self->stuck, call))
    cor_session_update_actions (self);
}

static void
on_changed (CorSession *self, CorCall *call, const char *property)
{
  if (!g_str_equal (property, "stuck"))
    return;
  if (cor_call_is_stuck (call))
    set_stuck (self, call);
  else if (self->stuck == call)
    set_stuck (self, NULL);
}

/* Whoever calls again has seen the offer. */
static void
on_added (CorSession *self, CorCall *call)
{
  set_stuck (self, cor_call_is_stuck (call) ? call : NULL);
}

void
cor_session_watch_stuck (CorSession *self)
{
  g_signal_connect_object (self->calls, "changed", G_CALLBACK (on_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->calls, "added", G_CALLBACK (on_added), self, G_CONNECT_SWAPPED);
}

gboolean
cor_session_can_call_here (CorSession *self)
{
  return self->stuck != NULL && cor_session_find_device (self, COR_DEVICE_ID_THIS_COMPUTER) != NULL;
}

gboolean
cor_session_call_here (CorSession *self, guint id)
{
  g_autoptr (CorCall) call = NULL;
  g_autoptr (CorDialRequest) request = NULL;

  if (!cor_session_can_call_here (self) || (id != 0 && cor_call_get_id (self->stuck) != id))
    return FALSE;
  call = g_object_ref (self->stuck);
  request = cor_dial_request_new (cor_call_get_number (call), COR_ORIGIN_TYPED,
                                  COR_DEVICE_ID_THIS_COMPUTER, NULL);
  set_stuck (self, NULL);
  cor_call_hang_up (call);
  cor_session_confirm (self, request);
  return TRUE;
}
