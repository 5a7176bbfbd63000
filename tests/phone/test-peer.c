/* SPDX-License-Identifier: GPL-3.0-or-later
 * Peer connections between two ends of one phone, over loopback. */
#include "config.h"
#include "peer-ends.h"
#include <string.h>

/* Starting one takes most of a test's time. */
static CorPhone *shared;

static CorPhone *
shared_phone (void)
{
  if (shared == NULL)
    shared = start_phone ("127.0.0.1");
  begin_wait ();
  return shared;
}

static void
drop_shared_phone (void)
{
  stop_phone (shared);
  g_assert_finalize_object (g_steal_pointer (&shared));
}

static void
test_connect (void)
{
  CorPhone *phone = shared_phone ();
  End a, b;
  CorCallStats stats;

  connect_ends (phone, &a, &b);
  g_assert_true (cor_call_is_secure (a.call) && cor_call_is_secure (b.call));
  wait_packets (phone, &a, 25);
  wait_packets (phone, &b, 25);
  g_assert_true (get_stats (phone, a.call, &stats));
  g_assert_cmpstr (stats.codec, ==, "opus/48000");
  g_assert_null (a.failed);
  g_assert_null (b.failed);
  end_close (&a);
  g_assert_false (get_stats (phone, a.call, &stats));
  end_clear (&a);
  end_clear (&b);
}

static void
test_described (void)
{
  CorPhone *phone = shared_phone ();
  End a, b;

  end_open (&a, phone, TRUE, NULL);
  wait_text (&a.described);
  end_open (&b, phone, FALSE, NULL);
  cor_peer_set_remote (b.peer, a.described);
  wait_text (&b.described);
  g_assert_nonnull (strstr (a.described, "\r\na=setup:actpass\r\n"));
  g_assert_nonnull (strstr (a.described, "\r\na=group:BUNDLE 0\r\n"));
  g_assert_nonnull (strstr (a.described, "\r\na=mid:0\r\n"));
  g_assert_nonnull (strstr (a.described, "\r\na=rtcp-mux\r\n"));
  g_assert_nonnull (strstr (a.described, "\r\na=sendrecv\r\n"));
  g_assert_nonnull (strstr (b.described, "\r\na=setup:passive\r\n"));
  g_assert_nonnull (strstr (b.described, "\r\na=sendrecv\r\n"));
  /* Bound to loopback, so there is one candidate and it is loopback's. */
  g_assert_cmpuint (count (a.described, "a=candidate:"), ==, 1);
  g_assert_nonnull (strstr (a.described, " 127.0.0.1 "));
  end_clear (&a);
  end_clear (&b);
}

/* The machine's own addresses, or none at all in a bare namespace; loopback never. */
static void
test_not_bound (void)
{
  g_autoptr (CorPhone) phone = start_phone (NULL);
  End a;

  end_open (&a, phone, TRUE, NULL);
  while (a.described == NULL && a.failed == NULL)
    turn ();
  if (a.described != NULL) {
    g_assert_cmpuint (count (a.described, "a=candidate:"), >, 0);
    g_assert_null (strstr (strstr (a.described, "a=candidate:"), " 127.0.0.1 "));
  } else {
    g_assert_nonnull (strstr (a.failed, "network"));
  }
  end_clear (&a);
  stop_phone (phone);
}

static void
test_hold (void)
{
  CorPhone *phone = shared_phone ();
  CorCallStats before, after;
  End a, b;

  connect_ends (phone, &a, &b);
  wait_packets (phone, &a, 5);
  cor_peer_set_hold (a.peer, TRUE);
  g_assert_true (get_stats (phone, a.call, &before));
  /* The other side goes on for a second, unheard. */
  wait_sent (phone, &b, 50);
  g_assert_true (get_stats (phone, a.call, &after));
  g_assert_cmpuint (after.tx_packets, ==, before.tx_packets);
  g_assert_cmpuint (after.rx_packets, ==, before.rx_packets);
  cor_peer_set_hold (a.peer, FALSE);
  wait_packets (phone, &a, 25);
  wait_packets (phone, &b, 25);
  end_clear (&a);
  end_clear (&b);
}

static gint64
count_packets (CorPhone *phone, End *end, gboolean sent)
{
  CorCallStats stats;

  g_assert_true (get_stats (phone, end->call, &stats));
  return sent ? stats.tx_packets : stats.rx_packets;
}

/* Both ends are served by one clock, so that they send as many packets of sound; what one sends
 * more are its keys. While the two are asked the clock goes on, for long on a busy machine: who is
 * asked later has more. */
static gint64
surplus_at_least (CorPhone *phone, End *more, End *less, gboolean sent)
{
  gint64 n = count_packets (phone, more, sent);

  return n - count_packets (phone, less, sent);
}

static gint64
surplus_at_most (CorPhone *phone, End *more, End *less, gboolean sent)
{
  gint64 n = count_packets (phone, less, sent);

  return count_packets (phone, more, sent) - n;
}

static void
test_digits (void)
{
  CorPhone *phone = shared_phone ();
  gint64 sent, got, begun;
  End a, b;

  connect_ends (phone, &a, &b);
  wait_packets (phone, &a, 25);
  wait_packets (phone, &b, 25);
  sent = surplus_at_most (phone, &a, &b, TRUE);
  got = surplus_at_most (phone, &b, &a, FALSE);
  begun = g_get_monotonic_time ();
  cor_peer_send_digits (a.peer, "1,9#");
  /* At least five packets to a key of 120 ms. */
  while (surplus_at_least (phone, &a, &b, TRUE) < sent + 15 ||
         surplus_at_least (phone, &b, &a, FALSE) < got + 13)
    turn ();
  g_assert_cmpint (g_get_monotonic_time () - begun, >, 2 * G_USEC_PER_SEC);
  end_clear (&a);
  end_clear (&b);
}

static void
test_early_digits (void)
{
  CorPhone *phone = shared_phone ();
  End a, b;

  end_open (&a, phone, TRUE, NULL);
  cor_peer_send_digits (a.peer, "12");
  cor_peer_send_digits (a.peer, "34");
  end_open (&b, phone, FALSE, NULL);
  join (&a, &b);
  while (surplus_at_least (phone, &a, &b, TRUE) < 16)
    turn ();
  end_clear (&a);
  end_clear (&b);
}

static void
test_two_calls (void)
{
  CorPhone *phone = shared_phone ();
  End a, b, c, d;

  connect_ends (phone, &a, &b);
  connect_ends (phone, &c, &d);
  wait_packets (phone, &a, 25);
  wait_packets (phone, &d, 25);
  end_clear (&a);
  end_clear (&b);
  wait_packets (phone, &c, 50);
  wait_packets (phone, &d, 50);
  end_clear (&c);
  end_clear (&d);
}

static char *
with (const char *text, const char *what, const char *instead)
{
  g_auto (GStrv) parts = g_strsplit (text, what, -1);

  g_assert_nonnull (strstr (text, what));
  return g_strjoinv (instead, parts);
}

/* What is told twice and equal changes nothing; nor does what is of another connection. */
static void
test_told_again (void)
{
  CorPhone *phone = shared_phone ();
  g_autofree char *other = NULL;
  g_autofree char *narrow = NULL;
  CorCallStats stats;
  End a, b;

  connect_ends (phone, &a, &b);
  wait_packets (phone, &a, 5);
  cor_peer_set_remote (a.peer, b.described);
  other = with (b.described, "a=ice-pwd:", "a=ice-pwd:x");
  cor_peer_set_remote (a.peer, other);
  cor_peer_set_remote (a.peer, "nonsense");
  cor_peer_set_remote (b.peer, "nonsense");
  wait_packets (phone, &a, 25);
  wait_packets (phone, &b, 25);
  narrow = with (b.described, "SAVPF 96 ", "SAVPF ");
  cor_peer_set_remote (a.peer, narrow);
  do
    g_assert_true (get_stats (phone, a.call, &stats));
  while (g_str_equal (stats.codec, "opus/48000"));
  wait_packets (phone, &a, 25);
  wait_packets (phone, &b, 25);
  end_clear (&a);
  end_clear (&b);
}

static void
test_garbage (void)
{
  static const char *const texts[] = { "", "garbage", "v=0\r\n",
                                       "m=audio 9 UDP/TLS/RTP/SAVPF 0\r\n" };
  CorPhone *phone = shared_phone ();

  for (guint i = 0; i < 2 * G_N_ELEMENTS (texts); i++) {
    End a;

    end_open (&a, phone, i % 2 == 0, NULL);
    if (i % 2 == 0)
      wait_text (&a.described);
    cor_peer_set_remote (a.peer, texts[i / 2]);
    wait_text (&a.failed);
    g_assert_cmpuint (strlen (a.failed), >, 20);
    end_clear (&a);
  }
}

static void
test_no_codec (void)
{
  CorPhone *phone = shared_phone ();
  g_auto (GStrv) lines = NULL;
  g_autofree char *text = NULL;
  End a, b;

  end_open (&a, phone, TRUE, NULL);
  wait_text (&a.described);
  lines = g_strsplit (a.described, "\r\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    if (g_str_has_prefix (*line, "m=audio")) {
      g_free (*line);
      *line = g_strdup ("m=audio 9 UDP/TLS/RTP/SAVPF 126");
    }
  }
  text = g_strjoinv ("\r\n", lines);
  end_open (&b, phone, FALSE, NULL);
  cor_peer_set_remote (b.peer, text);
  wait_text (&b.failed);
  g_assert_nonnull (strstr (b.failed, "codec"));
  end_clear (&a);
  end_clear (&b);
}

static void
test_nobody_there (void)
{
  CorPhone *phone = shared_phone ();
  End a, b;

  set_patience (phone, 400);
  end_open (&a, phone, TRUE, NULL);
  end_open (&b, phone, FALSE, NULL);
  wait_text (&a.described);
  cor_peer_set_remote (b.peer, a.described);
  wait_text (&b.described);
  /* It has left before the answer comes. */
  end_close (&b);
  cor_peer_set_remote (a.peer, b.described);
  wait_text (&a.failed);
  g_assert_nonnull (strstr (a.failed, "firewall"));
  g_assert_false (a.secured);
  g_assert_false (a.flowing);
  end_clear (&a);
  end_clear (&b);
  set_patience (phone, 20000);
}

/* The other side is gone in the middle of a call and says nothing. */
static void
test_lost (void)
{
  CorPhone *phone = shared_phone ();
  gint64 begun;
  End a, b;

  set_silence (phone, 400);
  connect_ends (phone, &a, &b);
  wait_packets (phone, &a, 50);
  g_assert_null (a.failed);
  begun = g_get_monotonic_time ();
  end_close (&b);
  wait_text (&a.failed);
  g_assert_cmpint (g_get_monotonic_time () - begun, >, 300 * 1000);
  g_assert_nonnull (strstr (a.failed, "lost"));
  end_clear (&a);
  end_clear (&b);
  set_silence (phone, 30000);
}

/* Reports go on when both hold and no sound comes: every 5 s. */
static void
test_hold_is_no_loss (void)
{
  CorPhone *phone = shared_phone ();
  CorCallStats before, after;
  gint64 held;
  End a, b;

  set_silence (phone, 8000);
  connect_ends (phone, &a, &b);
  cor_peer_set_hold (a.peer, TRUE);
  cor_peer_set_hold (b.peer, TRUE);
  g_assert_true (get_stats (phone, a.call, &before));
  held = g_get_monotonic_time ();
  while (g_get_monotonic_time () - held < 10 * G_USEC_PER_SEC)
    turn ();
  g_assert_true (get_stats (phone, a.call, &after));
  g_assert_cmpuint (after.rx_packets, ==, before.rx_packets);
  g_assert_null (a.failed);
  g_assert_null (b.failed);
  end_clear (&a);
  end_clear (&b);
  set_silence (phone, 30000);
}

static void
test_other_key (void)
{
  CorPhone *phone = shared_phone ();
  g_autofree char *text = NULL;
  char *digits;
  End a, b;

  end_open (&a, phone, TRUE, NULL);
  end_open (&b, phone, FALSE, NULL);
  wait_text (&a.described);
  cor_peer_set_remote (b.peer, a.described);
  wait_text (&b.described);
  text = g_strdup (b.described);
  digits = strstr (text, "a=fingerprint:") + strlen ("a=fingerprint:SHA-256 ");
  digits[0] = digits[0] == 'A' ? 'B' : 'A';
  cor_peer_set_remote (a.peer, text);
  wait_text (&a.failed);
  g_assert_nonnull (strstr (a.failed, "key"));
  g_assert_false (a.secured);
  g_assert_false (cor_call_is_secure (a.call));
  end_clear (&a);
  end_clear (&b);
}

/* Packets in clear that come before the keys are nobody's voice. */
static void
test_plain_packets (void)
{
  CorPhone *phone = shared_phone ();
  guint8 packet[12 + 160] = { 0x80, 0x00 };
  CorCallStats stats;
  End a, b;

  end_open (&a, phone, TRUE, NULL);
  wait_text (&a.described);
  for (guint i = 0; i < 100; i++) {
    packet[3] = (guint8)i;
    send_to_candidate (a.described, packet, sizeof packet);
  }
  end_open (&b, phone, FALSE, NULL);
  cor_peer_set_remote (b.peer, a.described);
  wait_text (&b.described);
  g_assert_true (get_stats (phone, a.call, &stats));
  g_assert_cmpuint (stats.rx_packets, ==, 0);
  g_assert_false (a.flowing);
  cor_peer_set_remote (a.peer, b.described);
  wait_true (&a.flowing);
  g_assert_true (a.secured);
  for (guint i = 0; i < 100; i++)
    send_to_candidate (a.described, packet, sizeof packet);
  cor_peer_set_hold (b.peer, TRUE);
  wait_sent (phone, &a, 10);
  g_assert_true (get_stats (phone, a.call, &stats));
  g_assert_cmpuint (stats.rx_packets, <, 100);
  end_clear (&a);
  end_clear (&b);
}

static void
test_phone_stops (void)
{
  g_autoptr (CorPhone) phone = start_phone ("127.0.0.1");
  End a, b, late;

  connect_ends (phone, &a, &b);
  stop_phone (phone);
  g_assert_nonnull (a.failed);
  g_assert_nonnull (b.failed);
  end_open (&late, phone, TRUE, NULL);
  wait_text (&late.failed);
  g_clear_object (&phone);
  cor_peer_set_hold (a.peer, TRUE);
  cor_peer_set_remote (b.peer, "late");
  end_clear (&late);
  end_clear (&a);
  end_clear (&b);
}

static void
test_phone_goes (void)
{
  CorPhone *phone = start_phone ("127.0.0.1");
  End a, b;

  connect_ends (phone, &a, &b);
  g_assert_finalize_object (phone);
  g_assert_nonnull (a.failed);
  end_clear (&a);
  end_clear (&b);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/phone/peer/connect", test_connect);
  g_test_add_func ("/phone/peer/described", test_described);
  g_test_add_func ("/phone/peer/hold", test_hold);
  g_test_add_func ("/phone/peer/digits", test_digits);
  g_test_add_func ("/phone/peer/early-digits", test_early_digits);
  g_test_add_func ("/phone/peer/two-calls", test_two_calls);
  g_test_add_func ("/phone/peer/told-again", test_told_again);
  g_test_add_func ("/phone/peer/garbage", test_garbage);
  g_test_add_func ("/phone/peer/no-codec", test_no_codec);
  g_test_add_func ("/phone/peer/nobody-there", test_nobody_there);
  g_test_add_func ("/phone/peer/lost", test_lost);
  g_test_add_func ("/phone/peer/hold-is-no-loss", test_hold_is_no_loss);
  g_test_add_func ("/phone/peer/other-key", test_other_key);
  g_test_add_func ("/phone/peer/plain-packets", test_plain_packets);
  g_test_add_func ("/phone/peer/all-gone", drop_shared_phone);
  g_test_add_func ("/phone/peer/not-bound", test_not_bound);
  g_test_add_func ("/phone/peer/phone-stops", test_phone_stops);
  g_test_add_func ("/phone/peer/phone-goes", test_phone_goes);
  return g_test_run ();
}
