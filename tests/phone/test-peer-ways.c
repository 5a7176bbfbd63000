/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where the packets of a peer connection go: to nobody whom ICE did not agree
 * on, whatever a description says. */
#include "config.h"
#include "peer-ends.h"
#include <string.h>

/* Somebody whom a description names, but who never agreed to anything. */
static GSocket *
stranger_new (guint16 *ret_port)
{
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) here = NULL;
  GSocket *self =
    g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, NULL);

  g_assert_true (g_socket_bind (self, any, FALSE, NULL));
  here = g_socket_get_local_address (self, NULL);
  *ret_port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (here));
  g_socket_set_blocking (self, FALSE);
  return self;
}

/* How many packets came that are not a question whether one may send (STUN), and of those how
 * many. */
static guint
stranger_count (GSocket *self, guint *ret_questions)
{
  static const guint8 cookie[] = { 0x21, 0x12, 0xa4, 0x42 };
  guint8 packet[2048];
  guint others = 0;
  gssize length;

  *ret_questions = 0;
  while ((length = g_socket_receive (self, (char *)packet, sizeof packet, NULL, NULL)) >= 0) {
    if (length >= 20 && packet[0] == 0 && memcmp (packet + 4, cookie, sizeof cookie) == 0)
      (*ret_questions)++;
    else
      others++;
  }
  return others;
}

/* The description with an address of its own in every line but those of the candidates. */
static char *
lead_astray (const char *text, guint16 port, const char *more)
{
  g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);
  g_autoptr (GString) out = g_string_new (NULL);

  for (char **line = lines; *line != NULL && **line != '\0'; line++) {
    if (g_str_has_prefix (*line, "m=audio "))
      g_string_append_printf (out,
                              "m=audio %u%s\r\nc=IN IP4 127.0.0.1\r\n"
                              "a=rtcp:%u IN IP4 127.0.0.1\r\n%s",
                              port, strchr (*line + strlen ("m=audio "), ' '), port, more);
    else if (!g_str_has_prefix (*line, "c=") && !g_str_has_prefix (*line, "a=rtcp:"))
      g_string_append_printf (out, "%s\r\n", *line);
  }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
test_stranger (gconstpointer data)
{
  CorPhone *phone = (CorPhone *)data;
  guint16 port;
  guint questions;
  g_autoptr (GSocket) stranger = stranger_new (&port);
  g_autofree char *offer = NULL;
  g_autofree char *answer = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *narrow = NULL;
  g_autofree char *late = NULL;
  CorCallStats stats;
  End a, b;

  begin_wait ();
  end_open (&a, phone, TRUE, NULL);
  end_open (&b, phone, FALSE, NULL);
  wait_text (&a.described);
  offer = lead_astray (a.described, port, "");
  cor_peer_set_remote (b.peer, offer);
  wait_text (&b.described);
  answer = lead_astray (b.described, port, "");
  cor_peer_set_remote (a.peer, answer);
  wait_true (&a.flowing);
  wait_true (&b.flowing);
  wait_packets (phone, &a, 25);
  wait_packets (phone, &b, 25);
  /* Told in the middle of the call, with another codec. */
  parts = g_strsplit (b.described, "SAVPF 96 ", -1);
  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  narrow = g_strjoinv ("SAVPF ", parts);
  late = lead_astray (narrow, port, "");
  cor_peer_set_remote (a.peer, late);
  do
    g_assert_true (get_stats (phone, a.call, &stats));
  while (g_str_equal (stats.codec, "opus/48000"));
  wait_packets (phone, &a, 50);
  wait_packets (phone, &b, 50);
  g_assert_cmpuint (stranger_count (stranger, &questions), ==, 0);
  g_assert_cmpuint (questions, ==, 0);
  end_clear (&a);
  end_clear (&b);
}

/* As a candidate it is asked, and gets nothing more without an answer; so before a way is found,
 * and when none ever is. */
static void
test_stranger_asked (gconstpointer data)
{
  CorPhone *phone = (CorPhone *)data;
  guint16 port;
  guint questions;
  g_autoptr (GSocket) stranger = stranger_new (&port);
  g_autofree char *candidate =
    g_strdup_printf ("a=candidate:9 1 UDP 2130706430 127.0.0.1 %u typ host\r\n", port);
  g_autofree char *answer = NULL;
  End a, b;

  begin_wait ();
  for (guint there = 0; there < 2; there++) {
    set_patience (phone, there ? 20000 : 400);
    end_open (&a, phone, TRUE, NULL);
    end_open (&b, phone, FALSE, NULL);
    wait_text (&a.described);
    cor_peer_set_remote (b.peer, a.described);
    wait_text (&b.described);
    g_free (answer);
    answer = lead_astray (b.described, port, candidate);
    if (!there)
      end_close (&b);
    cor_peer_set_remote (a.peer, answer);
    if (there) {
      wait_true (&a.flowing);
      wait_packets (phone, &a, 25);
      wait_packets (phone, &b, 25);
    } else {
      wait_text (&a.failed);
    }
    g_assert_cmpuint (stranger_count (stranger, &questions), ==, 0);
    g_assert_true (there || questions > 0);
    end_clear (&a);
    end_clear (&b);
  }
}

#define SILENT 6

/* Addresses that don't answer, of a server's containers say, are named first: sound does not wait
 * for any of them, which takes 2.3 s each. */
static void
test_silent_candidates (gconstpointer data)
{
  CorPhone *phone = (CorPhone *)data;
  GSocket *silent[SILENT];
  g_autoptr (GString) candidates = g_string_new (NULL);
  g_autofree char *offer = NULL;
  g_autofree char *answer = NULL;
  End a, b;

  for (guint i = 0; i < SILENT; i++) {
    guint16 port;

    silent[i] = stranger_new (&port);
    g_string_append_printf (candidates, "a=candidate:9%u 1 UDP %u 127.0.0.1 %u typ host\r\n", i,
                            2130706430 - i, port);
  }
  begin_wait ();
  set_patience (phone, 2000);
  end_open (&a, phone, TRUE, NULL);
  end_open (&b, phone, FALSE, NULL);
  wait_text (&a.described);
  offer = lead_astray (a.described, 9, candidates->str);
  cor_peer_set_remote (b.peer, offer);
  wait_text (&b.described);
  answer = lead_astray (b.described, 9, candidates->str);
  cor_peer_set_remote (a.peer, answer);
  while (!a.flowing || !b.flowing) {
    g_assert_null (a.failed);
    g_assert_null (b.failed);
    turn ();
  }
  set_patience (phone, 20000);
  wait_packets (phone, &a, 25);
  wait_packets (phone, &b, 25);
  end_clear (&a);
  end_clear (&b);
  for (guint i = 0; i < SILENT; i++) {
    guint questions;

    g_assert_cmpuint (stranger_count (silent[i], &questions), ==, 0);
    g_assert_cmpuint (questions, >, 0);
    g_object_unref (silent[i]);
  }
}

/* Where no candidate is named nobody can agree. */
static void
test_stranger_alone (gconstpointer data)
{
  CorPhone *phone = (CorPhone *)data;
  guint16 port;
  guint questions;
  g_autoptr (GSocket) stranger = stranger_new (&port);
  g_autofree char *astray = NULL;
  g_autoptr (GString) answer = g_string_new (NULL);
  g_auto (GStrv) lines = NULL;
  End a, b;

  begin_wait ();
  set_patience (phone, 400);
  end_open (&a, phone, TRUE, NULL);
  end_open (&b, phone, FALSE, NULL);
  wait_text (&a.described);
  cor_peer_set_remote (b.peer, a.described);
  wait_text (&b.described);
  astray = lead_astray (b.described, port, "");
  lines = g_strsplit (astray, "\r\n", -1);
  for (char **line = lines; *line != NULL && **line != '\0'; line++) {
    if (!g_str_has_prefix (*line, "a=candidate:"))
      g_string_append_printf (answer, "%s\r\n", *line);
  }
  cor_peer_set_remote (a.peer, answer->str);
  wait_text (&a.failed);
  g_assert_cmpuint (stranger_count (stranger, &questions), ==, 0);
  g_assert_cmpuint (questions, ==, 0);
  g_assert_false (a.secured);
  end_clear (&a);
  end_clear (&b);
  set_patience (phone, 20000);
}

int
main (int argc, char **argv)
{
  CorPhone *phone;
  int code;

  g_test_init (&argc, &argv, NULL);
  phone = start_phone ("127.0.0.1");
  g_test_add_data_func ("/phone/peer-ways/stranger", phone, test_stranger);
  g_test_add_data_func ("/phone/peer-ways/stranger-asked", phone, test_stranger_asked);
  g_test_add_data_func ("/phone/peer-ways/silent-candidates", phone, test_silent_candidates);
  g_test_add_data_func ("/phone/peer-ways/stranger-alone", phone, test_stranger_alone);
  code = g_test_run ();
  stop_phone (phone);
  g_assert_finalize_object (phone);
  return code;
}
