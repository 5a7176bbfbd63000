/* SPDX-License-Identifier: GPL-3.0-or-later
 * What our patches promise of the SIP stack's parts, where no call shows it. */
#include "config.h"
#include "fuzz-sip.h"
#include <re.h>

#define RTP_SIZE 40

/* In the stack's own header. */
int rtcp_rr_encode (struct mbuf *packet, const struct rtcp_rr *report);
int rtcp_rr_decode (struct mbuf *packet, struct rtcp_rr *report);

static const uint8_t keys[46] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 };

typedef struct {
  struct srtp *ours;
  struct srtp *theirs;
  uint32_t ssrc;
} Secure;

static void
secure_init (Secure *self, enum srtp_suite suite, size_t length)
{
  g_assert_cmpint (srtp_alloc (&self->theirs, suite, keys, length, 0), ==, 0);
  g_assert_cmpint (srtp_alloc (&self->ours, suite, keys, length, 0), ==, 0);
  self->ssrc = 1;
}

static void
secure_clear (Secure *self)
{
  mem_deref (self->theirs);
  mem_deref (self->ours);
}

static struct mbuf *
plain (const Secure *self, uint16_t sequence)
{
  struct mbuf *packet = mbuf_alloc (128);
  const struct rtp_header header = { .ver = RTP_VERSION, .seq = sequence, .ssrc = self->ssrc };

  rtp_hdr_encode (packet, &header);
  while (packet->pos < RTP_SIZE)
    mbuf_write_u8 (packet, 0x55);
  packet->pos = 0;
  return packet;
}

static struct mbuf *
encrypted (const Secure *self, uint16_t sequence)
{
  struct mbuf *packet = plain (self, sequence);

  g_assert_cmpint (srtp_encrypt (self->theirs, packet), ==, 0);
  packet->pos = 0;
  return packet;
}

/* What the stack says of the packet, which is used up. */
static int
hear (const Secure *self, struct mbuf *packet)
{
  int err = srtp_decrypt (self->ours, packet);

  if (err == 0)
    g_assert_cmpuint (packet->buf[RTP_SIZE - 1], ==, 0x55);
  mem_deref (packet);
  return err;
}

static void
test_forged_sequence (void)
{
  Secure secure;
  struct mbuf *forged;

  secure_init (&secure, SRTP_AES_CM_128_HMAC_SHA1_80, 30);
  g_assert_cmpint (hear (&secure, encrypted (&secure, 60000)), ==, 0);
  /* As if the counter had rolled over, but without the key. */
  forged = plain (&secure, 100);
  mbuf_set_pos (forged, RTP_SIZE);
  mbuf_fill (forged, 0, 10);
  forged->pos = 0;
  g_assert_cmpint (hear (&secure, forged), ==, EAUTH);
  g_assert_cmpint (hear (&secure, encrypted (&secure, 60001)), ==, 0);
  secure_clear (&secure);
}

static void
test_forged_first_packet (void)
{
  Secure secure;
  struct mbuf *forged;

  secure_init (&secure, SRTP_AES_CM_128_HMAC_SHA1_80, 30);
  forged = plain (&secure, 65000);
  mbuf_set_pos (forged, RTP_SIZE);
  mbuf_fill (forged, 0, 10);
  forged->pos = 0;
  g_assert_cmpint (hear (&secure, forged), ==, EAUTH);
  g_assert_cmpint (hear (&secure, encrypted (&secure, 10)), ==, 0);
  secure_clear (&secure);
}

static void
test_forged_sources_take_no_room (void)
{
  Secure secure;

  secure_init (&secure, SRTP_AES_CM_128_HMAC_SHA1_80, 30);
  for (uint32_t i = 100; i < 200; i++) {
    Secure stranger = { .ssrc = i };
    struct mbuf *forged = plain (&stranger, 1);

    mbuf_set_pos (forged, RTP_SIZE);
    mbuf_fill (forged, 0, 10);
    forged->pos = 0;
    g_assert_cmpint (hear (&secure, forged), ==, EAUTH);
  }
  g_assert_cmpint (hear (&secure, encrypted (&secure, 10)), ==, 0);
  secure_clear (&secure);
}

/* A PBX has a source of its own for each announcement and music on hold. */
static void
test_many_genuine_sources (void)
{
  Secure secure;

  secure_init (&secure, SRTP_AES_CM_128_HMAC_SHA1_80, 30);
  for (uint32_t i = 1; i <= 50; i++) {
    struct srtp *other = NULL;
    Secure part = secure;

    g_assert_cmpint (srtp_alloc (&other, SRTP_AES_CM_128_HMAC_SHA1_80, keys, 30, 0), ==, 0);
    part.theirs = other;
    part.ssrc = i;
    g_assert_cmpint (hear (&part, encrypted (&part, 10)), ==, 0);
    mem_deref (other);
  }
  secure_clear (&secure);
}

static void
test_roll_over (gconstpointer data)
{
  gboolean gcm = GPOINTER_TO_INT (data);
  Secure secure;
  struct mbuf *late;

  if (gcm)
    secure_init (&secure, SRTP_AES_128_GCM, 28);
  else
    secure_init (&secure, SRTP_AES_CM_128_HMAC_SHA1_80, 30);
  for (guint i = 65000; i < 65534; i++)
    g_assert_cmpint (hear (&secure, encrypted (&secure, (uint16_t)i)), ==, 0);
  late = encrypted (&secure, 65534);
  g_assert_cmpint (hear (&secure, encrypted (&secure, 65535)), ==, 0);
  g_assert_cmpint (hear (&secure, encrypted (&secure, 0)), ==, 0);
  g_assert_cmpint (hear (&secure, late), ==, 0);
  g_assert_cmpint (hear (&secure, encrypted (&secure, 1)), ==, 0);
  for (guint i = 2; i < 4 * 65536; i += 1000)
    g_assert_cmpint (hear (&secure, encrypted (&secure, (uint16_t)i)), ==, 0);
  secure_clear (&secure);
}

static void
test_replay (void)
{
  Secure secure;
  struct mbuf *packet;
  struct mbuf *again = mbuf_alloc (128);

  secure_init (&secure, SRTP_AES_CM_128_HMAC_SHA1_80, 30);
  packet = encrypted (&secure, 5);
  mbuf_write_mem (again, packet->buf, packet->end);
  again->pos = 0;
  g_assert_cmpint (hear (&secure, packet), ==, 0);
  g_assert_cmpint (hear (&secure, again), ==, EALREADY);
  secure_clear (&secure);
}

/* An RTCP packet that says that it is not encrypted has no tag with GCM. */
static void
test_plain_rtcp_beside_gcm (void)
{
  Secure secure;
  struct mbuf *packet = mbuf_alloc (64);

  secure_init (&secure, SRTP_AES_128_GCM, 28);
  g_assert_cmpint (rtcp_encode (packet, RTCP_BYE, 1, (uint32_t[]){ 1 }, NULL), ==, 0);
  mbuf_write_u32 (packet, htonl (1)); /* no E bit, index 1 */
  packet->pos = 0;
  g_assert_cmpint (srtcp_decrypt (secure.ours, packet), !=, 0);
  mem_deref (packet);
  secure_clear (&secure);
}

static gpointer
hold_and_let_go (gpointer data)
{
  for (guint i = 0; i < 2000000; i++)
    mem_deref (mem_ref (data));
  return NULL;
}

/* A packet is let go of by the thread that received it and the one that plays it. */
static void
test_references_of_two_threads (void)
{
  void *data = mem_alloc (16, NULL);
  GThread *thread;

  mem_ref (data);
  thread = g_thread_new ("other", hold_and_let_go, data);
  hold_and_let_go (data);
  g_thread_join (thread);
  g_assert_cmpuint (mem_nrefs (data), ==, 2);
  mem_deref (data);
  mem_deref (data);
}

/* The peer writes what it likes into its packets: with UBSan no sum may overflow. */
static void
test_wild_time_stamps (void)
{
  static const uint32_t stamps[] = { 0, 160, 320, 0x80000000, 0x7fffffff, 0xffffffff, 5, 1 };
  struct jbuf *buffer = NULL;

  g_assert_cmpint (jbuf_alloc (&buffer, 1, 20), ==, 0);
  jbuf_set_type (buffer, JBUF_ADAPTIVE);
  jbuf_set_wish (buffer, 2);
  for (guint i = 0; i < 2000; i++) {
    uint8_t *sound = mem_alloc (1, NULL);
    struct rtp_header header = { .seq = (uint16_t)i, .ts = stamps[i * 7 % 8], .ssrc = 1 };
    struct rtp_header out;
    void *got = NULL;

    g_assert_cmpint (jbuf_put (buffer, &header, sound), ==, 0);
    mem_deref (sound);
    jbuf_get (buffer, &out, &got);
    mem_deref (got);
  }
  mem_deref (buffer);
}

static void
test_reports_of_all_losses (void)
{
  struct mbuf *packet = mbuf_alloc (64);
  struct rtcp_rr report = { .fraction = 255, .lost = -1 };
  struct rtcp_rr read;

  g_assert_cmpint (rtcp_rr_encode (packet, &report), ==, 0);
  packet->pos = 0;
  g_assert_cmpint (rtcp_rr_decode (packet, &read), ==, 0);
  g_assert_cmpint (read.fraction, ==, 255);
  g_assert_cmpint (read.lost, ==, -1);
  mem_deref (packet);
}

static int
decode (const char *text)
{
  struct mbuf *buffer = mbuf_alloc (512);
  struct sip_msg *message = NULL;
  int err;

  mbuf_write_str (buffer, text);
  buffer->pos = 0;
  err = sip_msg_decode (&message, buffer);
  mem_deref (message);
  mem_deref (buffer);
  return err;
}

static void
test_numbers_that_wrap (void)
{
  g_assert_cmpint (decode ("SIP/2.0 200 OK\r\nCSeq: 1 INVITE\r\n\r\n"), ==, 0);
  g_assert_cmpint (decode ("SIP/2.0 4294967496 OK\r\nCSeq: 1 INVITE\r\n\r\n"), !=, 0);
  g_assert_cmpint (decode ("SIP/2.0 65736 OK\r\nCSeq: 1 INVITE\r\n\r\n"), !=, 0);
  g_assert_cmpint (decode ("SIP/2.0 700 OK\r\nCSeq: 1 INVITE\r\n\r\n"), !=, 0);
  g_assert_cmpint (decode ("SIP/2.0 200 OK\r\nCSeq: 4294967297 INVITE\r\n\r\n"), !=, 0);
  g_assert_cmpint (decode ("SIP/2.0 200 OK\r\nCSeq: 36893488147419103233 INVITE\r\n\r\n"), !=, 0);
}

#define HEAD                                                                   \
  "Via: SIP/2.0/UDP 192.0.2.9:5060;branch=z9hG4bK1;rport\r\n"                  \
  "From: \"Ada\" <sip:300@example.com>;tag=1\r\nTo: <sip:201@example.com>\r\n" \
  "Call-ID: 1@example.com\r\nContact: <sip:300@192.0.2.9;transport=tcp>;expires=60\r\n"
#define BODY                                                                                   \
  "Content-Type: application/sdp\r\n\r\nv=0\r\no=- 1 1 IN IP4 192.0.2.9\r\ns=-\r\n"            \
  "c=IN IP4 192.0.2.9\r\nt=0 0\r\nm=audio 4002 RTP/AVP 0 111 101\r\n"                          \
  "a=rtpmap:111 opus/48000/2\r\na=fmtp:111 useinbandfec=1\r\na=rtcp:4003 IN IP4 192.0.2.9\r\n" \
  "a=rtpmap:101 telephone-event/8000\r\na=ptime:20\r\nb=AS:64\r\na=sendonly\r\n"

/* Good ones, spoiled in the same ten thousand ways each time. */
static void
test_spoiled_messages (void)
{
  static const char *const goods[] = {
    "INVITE sip:201@192.0.2.1 SIP/2.0\r\nCSeq: 1 INVITE\r\n" HEAD BODY,
    "SIP/2.0 200 OK\r\nCSeq: 1 INVITE\r\nRecord-Route: <sip:192.0.2.9;lr>\r\n" HEAD BODY,
    "SIP/2.0 401 No\r\nCSeq: 1 REGISTER\r\nWWW-Authenticate: Digest realm=\"a\", nonce=\"b\", "
    "qop=\"auth\", algorithm=MD5, stale=true\r\n" HEAD "\r\n",
    "NOTIFY sip:201@192.0.2.1 SIP/2.0\r\nCSeq: 2 NOTIFY\r\nEvent: refer;id=1\r\n"
    "Subscription-State: active;expires=9\r\n" HEAD "\r\nSIP/2.0 200 OK",
  };
  static const char bytes[] = "\r\n\"<>;,:@%=[]/ \t\0\xff";
  g_autoptr (GRand) chance = g_rand_new_with_seed (4475);

  for (guint i = 0; i < 10000; i++) {
    g_autoptr (GString) text = g_string_new (goods[i % G_N_ELEMENTS (goods)]);

    for (gint n = g_rand_int_range (chance, 0, 6); n > 0 && text->len > 40; n--) {
      gssize at = g_rand_int_range (chance, 0, (gint32)text->len - 20);

      if (g_rand_boolean (chance))
        g_string_erase (text, at, g_rand_int_range (chance, 1, 20));
      else
        g_string_insert_c (text, at, bytes[g_rand_int_range (chance, 0, sizeof bytes - 1)]);
    }
    LLVMFuzzerTestOneInput ((const guint8 *)text->str, text->len);
  }
}

int
main (int argc, char **argv)
{
  int code;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (libre_init (), ==, 0);
  g_test_add_func ("/stack/srtp/forged-sequence", test_forged_sequence);
  g_test_add_func ("/stack/srtp/forged-first-packet", test_forged_first_packet);
  g_test_add_func ("/stack/srtp/forged-sources", test_forged_sources_take_no_room);
  g_test_add_func ("/stack/srtp/many-sources", test_many_genuine_sources);
  g_test_add_data_func ("/stack/srtp/roll-over", GINT_TO_POINTER (FALSE), test_roll_over);
  g_test_add_data_func ("/stack/srtp/roll-over-gcm", GINT_TO_POINTER (TRUE), test_roll_over);
  g_test_add_func ("/stack/srtp/replay", test_replay);
  g_test_add_func ("/stack/srtp/plain-rtcp-beside-gcm", test_plain_rtcp_beside_gcm);
  g_test_add_func ("/stack/mem/two-threads", test_references_of_two_threads);
  g_test_add_func ("/stack/rtp/wild-time-stamps", test_wild_time_stamps);
  g_test_add_func ("/stack/rtp/all-lost", test_reports_of_all_losses);
  g_test_add_func ("/stack/sip/spoiled-messages", test_spoiled_messages);
  g_test_add_func ("/stack/sip/numbers-that-wrap", test_numbers_that_wrap);
  code = g_test_run ();
  libre_close ();
  return code;
}
