/* SPDX-License-Identifier: GPL-3.0-or-later
 * A peer connection for a line that is not SIP, and the calls that have one.
 * Owner of a peer: that line. Thread: main context. */
#include "config.h"
#include "peer.h"
#include "ice-server.h"
#include <glib/gi18n-lib.h>

#define PATIENCE_MS 20000
#define SILENCE_MS 30000 /* as consent to be sent to lasts by RFC 7675 */

#define COR_TYPE_PHONE_PEER (cor_phone_peer_get_type ())
G_DECLARE_FINAL_TYPE (CorPhonePeer, cor_phone_peer, COR, PHONE_PEER, GObject)

struct _CorPhonePeer {
  GObject parent;
  CorPeers *peers; /* NULL once it has failed or the phone has stopped */
  guint wire;
  gboolean offers;
  GCancellable *cancellable; /* of the search for a server */
  GQueue *waiting;           /* CorCommand, until the server is found; NULL afterwards */
};

struct _CorPeers {
  CorPhone *phone;
  GHashTable *peers; /* wire number -> CorPhonePeer, not referenced */
  GPtrArray *calls;  /* CorLineCall, until they have ended */
  guint patience;
  guint silence;
  gboolean ended;
};

static void peer_init (CorPeerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CorPhonePeer,
                               cor_phone_peer,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (COR_TYPE_PEER, peer_init))

/* --- The calls --- */

/* The line that signals the call moves it; the tones follow. */
static void
on_call_changed (CorCall *call, GParamSpec *pspec, CorPeers *self)
{
  if (cor_call_get_state (call) == COR_CALL_ENDED) {
    g_signal_handlers_disconnect_by_data (call, self);
    g_ptr_array_remove (self->calls, cor_line_calls_find (self->calls, call));
    cor_phone_play_end (self->phone, call);
  } else if (cor_call_get_state (call) == COR_CALL_ACTIVE && !cor_call_is_held (call)) {
    cor_phone_hold_sip_calls (self->phone);
  }
  cor_phone_update_tones (self->phone);
}

static void
serve (CorPeers *self, CorCall *call, guint wire)
{
  CorLineCall *entry = cor_line_calls_find (self->calls, call);

  if (entry == NULL) {
    entry = cor_line_calls_add (self->calls, call, wire);
    g_signal_connect (call, "notify::state", G_CALLBACK (on_call_changed), self);
    g_signal_connect (call, "notify::held", G_CALLBACK (on_call_changed), self);
  }
  entry->wire = wire;
  entry->early_media = FALSE;
  cor_phone_update_tones (self->phone);
}

/* --- A peer --- */

static void
post (CorPhonePeer *self, CorCommand *command)
{
  if (self->waiting != NULL)
    g_queue_push_tail (self->waiting, command);
  else if (self->peers != NULL)
    cor_phone_post (self->peers->phone, command);
  else
    cor_command_free (command);
}

static void
post_new (CorPhonePeer *self, CorCommandKind kind, gboolean on, const char *text)
{
  CorCommand *command = cor_command_new (kind, 0, self->wire);

  command->on = on;
  command->text = g_strdup (text);
  post (self, command);
}

static void
open_wire (CorPhonePeer *self, CorIceSetup *ice)
{
  GQueue *waiting = g_steal_pointer (&self->waiting);
  CorCommand *command = cor_command_new (COR_COMMAND_PEER_OPEN, 0, self->wire);

  command->on = self->offers;
  command->number = self->peers->patience;
  command->silence = self->peers->silence;
  command->ice = ice;
  post (self, command);
  while ((command = g_queue_pop_head (waiting)) != NULL)
    post (self, command);
  g_queue_free (waiting);
}

static void
on_server_found (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CorPhonePeer) self = data;
  CorIceSetup *ice = cor_ice_server_find_finish (result);

  if (self->peers != NULL)
    open_wire (self, ice);
  else
    cor_ice_setup_free (ice);
}

static void
detach (CorPhonePeer *self)
{
  CorPeers *peers = g_steal_pointer (&self->peers);
  CorLineCall *entry;

  g_cancellable_cancel (self->cancellable);
  if (peers == NULL)
    return;
  g_hash_table_remove (peers->peers, GUINT_TO_POINTER (self->wire));
  entry = cor_line_calls_find_wire (peers->calls, self->wire);
  if (entry != NULL) {
    entry->wire = 0;
    entry->early_media = FALSE;
  }
  cor_phone_post (peers->phone, cor_command_new (COR_COMMAND_PEER_CLOSE, 0, self->wire));
  cor_phone_update_tones (peers->phone);
}

static void
fail (CorPhonePeer *self, const char *reason)
{
  detach (self);
  g_signal_emit_by_name (self, "failed", reason);
}

static void
on_media (CorPhonePeer *self, gboolean secured)
{
  CorLineCall *entry = cor_line_calls_find_wire (self->peers->calls, self->wire);

  if (entry != NULL) {
    entry->early_media = TRUE;
    cor_phone_update_tones (self->peers->phone);
    if (secured)
      cor_call_set_secure (entry->call, TRUE);
  }
  /* Whoever watches the call may have ended it. */
  if (self->peers != NULL)
    g_signal_emit_by_name (self, secured ? "secured" : "flowing");
}

void
cor_peers_take_event (CorPeers *self, const CorEvent *event)
{
  CorPhonePeer *found = g_hash_table_lookup (self->peers, GUINT_TO_POINTER (event->call));
  g_autoptr (CorPhonePeer) peer = found != NULL ? g_object_ref (found) : NULL;

  if (peer == NULL)
    return;
  if (event->kind == COR_EVENT_PEER_DESCRIBED)
    g_signal_emit_by_name (peer, "described", event->text);
  else if (event->kind == COR_EVENT_PEER_SECURED || event->kind == COR_EVENT_PEER_FLOWING)
    on_media (peer, event->kind == COR_EVENT_PEER_SECURED);
  else if (event->kind == COR_EVENT_PEER_FAILED)
    fail (peer, event->text);
}

static void
peer_set_remote (CorPeer *peer, const char *sdp)
{
  post_new (COR_PHONE_PEER (peer), COR_COMMAND_PEER_REMOTE, FALSE, sdp);
}

static void
peer_set_hold (CorPeer *peer, gboolean hold)
{
  post_new (COR_PHONE_PEER (peer), COR_COMMAND_HOLD, hold, NULL);
}

static void
peer_set_mute (CorPeer *peer, gboolean mute)
{
  post_new (COR_PHONE_PEER (peer), COR_COMMAND_MUTE, mute, NULL);
}

static void
peer_send_digits (CorPeer *peer, const char *digits)
{
  post_new (COR_PHONE_PEER (peer), COR_COMMAND_DIGITS, FALSE, digits);
}

static void
peer_init (CorPeerInterface *iface)
{
  iface->set_remote = peer_set_remote;
  iface->set_hold = peer_set_hold;
  iface->set_mute = peer_set_mute;
  iface->send_digits = peer_send_digits;
}

static void
dispose (GObject *object)
{
  CorPhonePeer *self = COR_PHONE_PEER (object);

  detach (self);
  G_OBJECT_CLASS (cor_phone_peer_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  CorPhonePeer *self = COR_PHONE_PEER (object);

  g_object_unref (self->cancellable);
  if (self->waiting != NULL)
    g_queue_free_full (self->waiting, (GDestroyNotify)cor_command_free);
  G_OBJECT_CLASS (cor_phone_peer_parent_class)->finalize (object);
}

static void
cor_phone_peer_class_init (CorPhonePeerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = dispose;
  object_class->finalize = finalize;
}

static void
cor_phone_peer_init (CorPhonePeer *self)
{
  self->cancellable = g_cancellable_new ();
  self->waiting = g_queue_new ();
}

/* --- All of them --- */

CorPeers *
cor_peers_new (CorPhone *phone)
{
  CorPeers *self = g_new0 (CorPeers, 1);

  self->phone = phone;
  self->peers = g_hash_table_new (NULL, NULL);
  self->calls = cor_line_calls_new ();
  self->patience = PATIENCE_MS;
  self->silence = SILENCE_MS;
  return self;
}

void
cor_peers_free (CorPeers *self)
{
  g_hash_table_unref (self->peers);
  g_ptr_array_unref (self->calls);
  g_free (self);
}

GPtrArray *
cor_peers_get_calls (CorPeers *self)
{
  return self->calls;
}

void
cor_peers_set_patience (CorPeers *self, guint ms)
{
  self->patience = ms;
}

void
cor_peers_set_silence (CorPeers *self, guint ms)
{
  self->silence = ms;
}

static gboolean
on_too_late (gpointer data)
{
  g_signal_emit_by_name (data, "failed", _ ("The telephone of this computer has been stopped."));
  return G_SOURCE_REMOVE;
}

CorPeer *
cor_peers_open (CorPeers *self, CorCall *call, gboolean offers, const CorIceServer *servers)
{
  CorPhonePeer *peer = g_object_new (COR_TYPE_PHONE_PEER, NULL);

  if (self->ended) {
    g_idle_add_full (G_PRIORITY_DEFAULT, on_too_late, g_object_ref (peer), g_object_unref);
    return COR_PEER (peer);
  }
  peer->peers = self;
  peer->offers = offers;
  peer->wire = cor_engine_next_call ();
  g_hash_table_insert (self->peers, GUINT_TO_POINTER (peer->wire), peer);
  serve (self, call, peer->wire);
  if (servers == NULL || servers->url == NULL)
    open_wire (peer, NULL);
  else
    cor_ice_server_find_async (servers, peer->cancellable, on_server_found, g_object_ref (peer));
  return COR_PEER (peer);
}

void
cor_peers_end (CorPeers *self)
{
  g_autoptr (GPtrArray) peers = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer peer;

  self->ended = TRUE;
  g_hash_table_iter_init (&iter, self->peers);
  while (g_hash_table_iter_next (&iter, NULL, &peer))
    g_ptr_array_add (peers, g_object_ref (peer));
  for (guint i = 0; i < peers->len; i++)
    fail (peers->pdata[i], _ ("The telephone of this computer has been stopped."));
  for (guint i = 0; i < self->calls->len; i++)
    g_signal_handlers_disconnect_by_data (((CorLineCall *)self->calls->pdata[i])->call, self);
  g_ptr_array_set_size (self->calls, 0);
}
