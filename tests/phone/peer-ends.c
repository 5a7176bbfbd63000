/* SPDX-License-Identifier: GPL-3.0-or-later
 * Ends of peer connections, as the tests see them. */
#include "config.h"
#include "peer-ends.h"
#include "peer.h"
#include <stdlib.h>
#include <string.h>

#define WATCHDOG_S 60

static gint64 deadline;

void
begin_wait (void)
{
  deadline = g_get_monotonic_time () + WATCHDOG_S * G_USEC_PER_SEC;
}

void
turn (void)
{
  if (g_get_monotonic_time () > deadline)
    g_error ("nothing came for %d s", WATCHDOG_S);
  g_main_context_iteration (NULL, TRUE);
}

static gboolean
on_tick (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static void
on_stopped (GObject *source, GAsyncResult *result, gpointer data)
{
  g_assert_true (cor_phone_stop_finish (COR_PHONE (source), result, NULL));
  *(gboolean *)data = TRUE;
}

CorPhone *
start_phone (const char *interface)
{
  static guint ticks = 0;
  const CorPhoneConfig config = { .interface = interface };
  g_autoptr (GError) error = NULL;
  CorPhone *phone = cor_phone_new (&config, &error);

  g_assert_no_error (error);
  begin_wait ();
  /* The watchdog is looked at even when nothing comes. */
  if (ticks == 0)
    ticks = g_timeout_add_seconds (1, on_tick, NULL);
  return phone;
}

void
stop_phone (CorPhone *phone)
{
  gboolean stopped = FALSE;

  cor_phone_stop_async (phone, on_stopped, &stopped);
  wait_true (&stopped);
}

void
set_patience (CorPhone *phone, guint ms)
{
  cor_peers_set_patience (cor_phone_get_peers (phone), ms);
}

void
set_silence (CorPhone *phone, guint ms)
{
  cor_peers_set_silence (cor_phone_get_peers (phone), ms);
}

static void
on_described (CorPeer *peer, const char *sdp, End *self)
{
  g_assert_null (self->described);
  g_assert_null (self->failed);
  self->described = g_strdup (sdp);
}

static void
on_secured (CorPeer *peer, End *self)
{
  g_assert_false (self->secured);
  g_assert_null (self->failed);
  self->secured = TRUE;
}

static void
on_flowing (CorPeer *peer, End *self)
{
  g_assert_true (self->secured && !self->flowing);
  g_assert_null (self->failed);
  self->flowing = TRUE;
}

static void
on_failed (CorPeer *peer, const char *reason, End *self)
{
  g_assert_null (self->failed);
  self->failed = g_strdup (reason);
}

void
end_open (End *self, CorPhone *phone, gboolean offers, const CorIceServer *servers)
{
  *self = (End){ .call = cor_call_new (NULL, !offers, "600", "This computer", TRUE) };
  self->peer = cor_peer_source_open (COR_PEER_SOURCE (phone), self->call, offers, servers);
  g_signal_connect (self->peer, "described", G_CALLBACK (on_described), self);
  g_signal_connect (self->peer, "secured", G_CALLBACK (on_secured), self);
  g_signal_connect (self->peer, "flowing", G_CALLBACK (on_flowing), self);
  g_signal_connect (self->peer, "failed", G_CALLBACK (on_failed), self);
}

void
end_close (End *self)
{
  if (self->peer != NULL)
    g_signal_handlers_disconnect_by_data (self->peer, self);
  g_clear_object (&self->peer);
}

void
end_clear (End *self)
{
  end_close (self);
  if (cor_call_get_state (self->call) != COR_CALL_ENDED)
    cor_call_set_ended (self->call, COR_CALL_END_LOCAL, NULL);
  g_object_unref (self->call);
  g_clear_pointer (&self->described, g_free);
  g_clear_pointer (&self->failed, g_free);
}

void
join (End *offerer, End *answerer)
{
  wait_text (&offerer->described);
  cor_peer_set_remote (answerer->peer, offerer->described);
  wait_text (&answerer->described);
  cor_peer_set_remote (offerer->peer, answerer->described);
  wait_true (&offerer->secured);
  wait_true (&answerer->secured);
  wait_true (&offerer->flowing);
  wait_true (&answerer->flowing);
}

void
connect_ends (CorPhone *phone, End *offerer, End *answerer)
{
  end_open (offerer, phone, TRUE, NULL);
  end_open (answerer, phone, FALSE, NULL);
  join (offerer, answerer);
}

void
wait_text (char **text)
{
  while (*text == NULL)
    turn ();
}

void
wait_true (gboolean *flag)
{
  while (!*flag)
    turn ();
}

typedef struct {
  gboolean done;
  gboolean good;
  CorCallStats stats;
} Answer;

static void
on_stats_ready (GObject *source, GAsyncResult *result, gpointer data)
{
  Answer *answer = data;

  answer->good = cor_phone_get_stats_finish (COR_PHONE (source), result, &answer->stats, NULL);
  answer->done = TRUE;
}

gboolean
get_stats (CorPhone *phone, CorCall *call, CorCallStats *ret_stats)
{
  Answer answer = { 0 };

  cor_phone_get_stats_async (phone, call, on_stats_ready, &answer);
  wait_true (&answer.done);
  if (answer.good)
    *ret_stats = answer.stats;
  return answer.good;
}

static void
wait_more (CorPhone *phone, End *end, guint more, gboolean sent)
{
  CorCallStats first, now;

  g_assert_true (get_stats (phone, end->call, &first));
  do
    g_assert_true (get_stats (phone, end->call, &now));
  while (sent ? now.tx_packets < first.tx_packets + more
              : now.rx_packets < first.rx_packets + more);
}

void
wait_packets (CorPhone *phone, End *end, guint more)
{
  wait_more (phone, end, more, FALSE);
}

void
wait_sent (CorPhone *phone, End *end, guint more)
{
  wait_more (phone, end, more, TRUE);
}

guint
count (const char *text, const char *what)
{
  guint n = 0;

  while ((text = strstr (text, what)) != NULL) {
    n++;
    text += strlen (what);
  }
  return n;
}

void
send_to_candidate (const char *described, const guint8 *packet, gsize length)
{
  g_auto (GStrv) words = g_strsplit (strstr (described, "a=candidate:"), " ", 7);
  g_autoptr (GSocketAddress) to =
    g_inet_socket_address_new_from_string (words[4], (guint)strtoul (words[5], NULL, 10));
  g_autoptr (GSocket) socket =
    g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, NULL);

  g_assert_cmpint (g_socket_send_to (socket, to, (const char *)packet, length, NULL, NULL), ==,
                   (gssize)length);
}
