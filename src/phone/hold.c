/* SPDX-License-Identifier: GPL-3.0-or-later
 * One call is spoken in at a time: the others wait. Main context. */
#include "config.h"
#include "phone-private.h"
#include "peer.h"

static void
hold_all (GPtrArray *calls)
{
  g_autoptr (GPtrArray) talking = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < calls->len; i++) {
    CorCall *call = ((CorLineCall *)calls->pdata[i])->call;

    if (cor_call_get_state (call) == COR_CALL_ACTIVE && !cor_call_is_held (call))
      g_ptr_array_add (talking, g_object_ref (call));
  }
  for (guint i = 0; i < talking->len; i++)
    cor_call_hold (talking->pdata[i], TRUE);
}

void
cor_phone_hold_sip_calls (CorPhone *self)
{
  g_autoptr (GList) lines = cor_phone_list_lines (self);

  for (GList *l = lines; l != NULL; l = l->next)
    hold_all (cor_sip_line_get_calls (l->data));
}

void
cor_phone_hold_peer_calls (CorPhone *self)
{
  hold_all (cor_peers_get_calls (cor_phone_get_peers (self)));
}
