/* SPDX-License-Identifier: GPL-3.0-or-later
 * The driver's calls without SIP: a line whose signalling is on stdin and
 * stdout. What is told of a call and asked of it is as with any other line. */
#include "config.h"
#include "driver.h"
#include <string.h>

struct _DriverPeers {
  GObject parent;
  GHashTable *peers; /* CorCall -> CorPeer */
};

static void control_init (CorCallControlInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DriverPeers,
                               driver_peers,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (COR_TYPE_CALL_CONTROL, control_init))

static void
on_described (CorPeer *peer, const char *sdp, CorCall *call)
{
  g_autofree char *id = g_strdup_printf ("%u", cor_call_get_id (call));

  say ("described", "call", id, "sdp", sdp, NULL);
}

static void
on_secured (CorPeer *peer, CorCall *call)
{
  say_call ("secured", call);
}

static void
on_flowing (CorPeer *peer, CorCall *call)
{
  say_call ("flowing", call);
}

static void
end (DriverPeers *self, CorCall *call, CorCallEnd how, const char *text)
{
  g_hash_table_remove (self->peers, call);
  cor_call_set_ended (call, how, text);
}

static void
on_failed (CorPeer *peer, const char *reason, CorCall *call)
{
  DriverPeers *self = DRIVER_PEERS (cor_call_get_control (call));

  end (self, call, COR_CALL_END_FAILED, reason);
}

void
add_peer (Driver *self, char **words)
{
  gboolean offers = g_str_equal (words[1], "offers");
  g_autoptr (CorCall) call =
    cor_call_new (COR_CALL_CONTROL (self->peers), !offers, "600", "This computer", TRUE);
  CorIceServer servers[2] = { { 0 } };
  CorPeer *peer;

  if (words[2] != NULL)
    servers[0] = (CorIceServer){ words[2], words[3], words[3] != NULL ? words[4] : NULL };
  peer = cor_peer_source_open (COR_PEER_SOURCE (self->phone), call, offers, servers);
  g_hash_table_insert (self->peers->peers, g_object_ref (call), peer);
  g_signal_connect (peer, "described", G_CALLBACK (on_described), call);
  g_signal_connect (peer, "secured", G_CALLBACK (on_secured), call);
  g_signal_connect (peer, "flowing", G_CALLBACK (on_flowing), call);
  g_signal_connect (peer, "failed", G_CALLBACK (on_failed), call);
  watch (self, call);
  say_call ("peer", call);
}

static void
move (DriverPeers *self, CorCall *call, const char *to)
{
  if (g_str_equal (to, "ringing"))
    cor_call_set_state (call, COR_CALL_RINGING);
  else if (g_str_equal (to, "active"))
    cor_call_set_state (call, COR_CALL_ACTIVE);
  else if (g_str_equal (to, "busy"))
    end (self, call, COR_CALL_END_BUSY, "Busy");
  else
    g_error ("unknown state %s", to);
}

gboolean
run_peer (Driver *self, CorCall *call, const char *verb, char **words)
{
  CorPeer *peer = g_hash_table_lookup (self->peers->peers, call);
  g_autofree guchar *sdp = NULL;
  gsize length;

  if (g_str_equal (verb, "state")) {
    move (self->peers, call, words[2]);
    return TRUE;
  }
  if (!g_str_equal (verb, "remote") || peer == NULL)
    return FALSE;
  sdp = g_base64_decode (words[2], &length);
  sdp = g_realloc (sdp, length + 1);
  sdp[length] = '\0';
  cor_peer_set_remote (peer, (const char *)sdp);
  return TRUE;
}

/* --- Asked of a call --- */

static void
control_hang_up (CorCallControl *control, CorCall *call)
{
  end (DRIVER_PEERS (control), call, COR_CALL_END_LOCAL, NULL);
}

static void
control_decline (CorCallControl *control, CorCall *call)
{
  end (DRIVER_PEERS (control), call, COR_CALL_END_DECLINED, NULL);
}

static void
control_set_hold (CorCallControl *control, CorCall *call, gboolean hold)
{
  CorPeer *peer = g_hash_table_lookup (DRIVER_PEERS (control)->peers, call);

  cor_peer_set_hold (peer, hold);
  cor_call_set_held (call, hold);
}

static void
control_set_mute (CorCallControl *control, CorCall *call, gboolean mute)
{
  cor_peer_set_mute (g_hash_table_lookup (DRIVER_PEERS (control)->peers, call), mute);
  cor_call_set_muted (call, mute);
}

static void
control_send_digits (CorCallControl *control, CorCall *call, const char *digits)
{
  cor_peer_send_digits (g_hash_table_lookup (DRIVER_PEERS (control)->peers, call), digits);
}

static void
control_init (CorCallControlInterface *iface)
{
  iface->decline = control_decline;
  iface->hang_up = control_hang_up;
  iface->set_hold = control_set_hold;
  iface->set_mute = control_set_mute;
  iface->send_digits = control_send_digits;
}

static void
finalize (GObject *object)
{
  DriverPeers *self = DRIVER_PEERS (object);
  GHashTableIter iter;
  gpointer call;

  g_hash_table_iter_init (&iter, self->peers);
  while (g_hash_table_iter_next (&iter, &call, NULL))
    cor_call_set_control (call, NULL);
  g_hash_table_unref (self->peers);
  G_OBJECT_CLASS (driver_peers_parent_class)->finalize (object);
}

static void
driver_peers_class_init (DriverPeersClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
}

static void
driver_peers_init (DriverPeers *self)
{
  self->peers = g_hash_table_new_full (NULL, NULL, g_object_unref, g_object_unref);
}

DriverPeers *
driver_peers_new (void)
{
  return g_object_new (DRIVER_TYPE_PEERS, NULL);
}
