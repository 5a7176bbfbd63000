/* SPDX-License-Identifier: GPL-3.0-or-later
 * Descriptions as Janus 1.1.2 and browsers write them, each thing left out of
 * them in turn, and ten thousand mutants. */
#include "config.h"
#include "fuzz-peer-sdp.h"
#include "peer-sdp.h"
#include <string.h>

#define OURS                                                                       \
  "v=0\r\no=- 7 7 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n"      \
  "a=setup:actpass\r\na=ice-ufrag:ours\r\n"                                        \
  "m=audio 20000 UDP/TLS/RTP/SAVPF 96 8 101\r\nc=IN IP4 192.0.2.1\r\na=rtpmap:96 " \
  "opus/48000/2\r\na=sendrecv\r\na=label:1\r\na=rtcp-mux\r\n"

/* Under AddressSanitizer a mutant takes ten times as long. */
#ifdef __SANITIZE_ADDRESS__
#define MUTANTS 2000
#else
#define MUTANTS 10000
#endif

static char *
fixture (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "seeds", name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static CorPeerSdp *
read_text (const char *text, gboolean offer)
{
  g_autoptr (GError) error = NULL;
  CorPeerSdp *sdp = cor_peer_sdp_read (text, offer, &error);

  g_assert_no_error (error);
  return sdp;
}

static CorPeerSdp *
read_fixture (const char *name, gboolean offer)
{
  g_autofree char *text = fixture (name);

  return read_text (text, offer);
}

static char *
with (const char *text, const char *what, const char *instead)
{
  g_auto (GStrv) parts = g_strsplit (text, what, -1);

  g_assert_nonnull (strstr (text, what));
  return g_strjoinv (instead, parts);
}

static gboolean
has_line (const char *text, const char *line)
{
  g_autofree char *whole = g_strdup_printf ("\r\n%s\r\n", line);

  return strstr (text, whole) != NULL;
}

static void
test_answer (void)
{
  g_autoptr (CorPeerSdp) sdp = read_fixture ("janus-answer.sdp", FALSE);

  g_assert_cmpstr (sdp->text, ==,
                   "v=0\r\no=- 1 1 IN IP4 10.99.0.2\r\ns=-\r\nt=0 0\r\n"
                   "m=audio 52470 UDP/TLS/RTP/SAVPF 8\r\nc=IN IP4 10.99.0.2\r\n"
                   "a=rtpmap:8 PCMA/8000\r\na=sendrecv\r\na=rtcp-mux\r\na=setup:active\r\n"
                   "a=fingerprint:sha-256 ED:5C:E0:6D:9C:93:B8:FF:67:F5:74:C3:D7:C2:75:F8:F5:73:FF:"
                   "47:FE:22:B0:71:76:8D:AB:88:C0:25:60:A1\r\n"
                   "a=ice-ufrag:YGiH\r\na=ice-pwd:WdMdb3070aUzVnhq/BrvFV\r\n"
                   "a=candidate:1 1 UDP 2015363327 10.99.0.2 52470 typ host\r\n");
  g_assert_cmpstr (sdp->mid, ==, "0");
  g_assert_false (sdp->we_start);
  g_assert_cmpuint (sdp->refused->len, ==, 0);
}

static void
test_answer_variants (void)
{
  g_autoptr (CorPeerSdp) lite = read_fixture ("janus-answer-lite.sdp", FALSE);
  g_autoptr (CorPeerSdp) no_mid = read_fixture ("janus-answer-no-mid.sdp", FALSE);
  g_autoptr (CorPeerSdp) video = read_fixture ("janus-answer-video.sdp", FALSE);

  g_assert_true (has_line (lite->text, "a=ice-lite"));
  g_assert_true (strstr (lite->text, "a=ice-lite") < strstr (lite->text, "m=audio"));
  g_assert_null (no_mid->mid);
  g_assert_cmpuint (video->refused->len, ==, 1);
  g_assert_cmpstr (video->refused->pdata[0], ==, "m=video 0 UDP/TLS/RTP/SAVPF 96");
}

static void
test_offer (void)
{
  g_autoptr (CorPeerSdp) sdp = read_fixture ("janus-offer.sdp", TRUE);
  g_autofree char *answer = cor_peer_sdp_complete (OURS, sdp);

  g_assert_true (has_line (sdp->text, "a=setup:active"));
  g_assert_true (has_line (sdp->text, "m=audio 53075 UDP/TLS/RTP/SAVPF 8 0 111 101"));
  g_assert_true (has_line (sdp->text, "a=fmtp:111 useinbandfec=1"));
  g_assert_true (has_line (answer, "a=group:BUNDLE 0"));
  g_assert_true (has_line (answer, "a=mid:0"));
  g_assert_true (has_line (answer, "a=setup:passive"));
  g_assert_false (has_line (answer, "a=setup:actpass"));
  g_assert_false (has_line (answer, "a=label:1"));
}

static void
test_our_offer (void)
{
  g_autofree char *offer = cor_peer_sdp_complete (OURS, NULL);

  g_assert_cmpstr (offer, ==,
                   "v=0\r\no=- 7 7 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n"
                   "a=ice-ufrag:ours\r\na=group:BUNDLE 0\r\n"
                   "m=audio 20000 UDP/TLS/RTP/SAVPF 96 8 101\r\nc=IN IP4 192.0.2.1\r\n"
                   "a=rtpmap:96 opus/48000/2\r\na=sendrecv\r\na=rtcp-mux\r\n"
                   "a=mid:0\r\na=setup:actpass\r\na=end-of-candidates\r\n");
}

/* Names, TCP, IPv6 and a second component are passed over; other sections refused in their place.
 */
static void
test_browser (void)
{
  g_autoptr (CorPeerSdp) sdp = read_fixture ("browser-offer.sdp", TRUE);
  g_autofree char *answer = cor_peer_sdp_complete (OURS, sdp);
  const char *video = strstr (answer, "\r\nm=video 0 UDP/TLS/RTP/SAVPF 120\r\n");
  const char *audio = strstr (answer, "\r\nm=audio 20000 UDP/TLS/RTP/SAVPF 96 8 101\r\n");
  const char *data = strstr (answer, "\r\nm=application 0 UDP/DTLS/SCTP webrtc-datachannel\r\n");
  const char *second = strstr (answer, "\r\nm=audio 0 UDP/TLS/RTP/SAVPF 0\r\n");

  g_assert_true (has_line (sdp->text, "c=IN IP4 198.51.100.7"));
  g_assert_true (
    has_line (sdp->text, "a=candidate:4 1 UDP 1686052863 198.51.100.7 51002 typ srflx"));
  g_assert_true (has_line (sdp->text, "a=candidate:5 1 UDP 92217343 203.0.113.5 49200 typ relay"));
  g_assert_null (strstr (sdp->text, "local"));
  g_assert_null (strstr (sdp->text, "2001:"));
  g_assert_null (strstr (sdp->text, "51003"));
  g_assert_null (strstr (sdp->text, "extmap"));
  g_assert_true (video != NULL && audio != NULL && data != NULL && second != NULL);
  g_assert_true (video < audio && audio < data && data < second);
  g_assert_true (has_line (answer, "a=group:BUNDLE 1"));
}

/* Candidates that came later are appended by whoever gathers them, after whatever section. */
static void
test_late_candidates (void)
{
  static const char *const names[] = { "janus-answer-trickle.sdp", "janus-answer-video.sdp" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *text = fixture (names[i]);
    g_autofree char *more =
      g_strconcat (text,
                   "a=candidate:7 1 udp 2015363327 192.0.2.70 4000 typ host\r\n"
                   "a=candidate:8 1 udp 1015363327 192.0.2.71 4001 typ host\n",
                   NULL);
    g_autoptr (CorPeerSdp) sdp = read_text (more, FALSE);

    g_assert_nonnull (strstr (sdp->text, " 192.0.2.70 4000 "));
    g_assert_nonnull (strstr (sdp->text, " 192.0.2.71 4001 "));
  }
}

static void
test_roles (void)
{
  static const struct {
    const char *line;
    gboolean we_start;
  } cases[] = { { "a=setup:actpass\n", FALSE },
                { "a=setup:active\n", FALSE },
                { "a=setup:holdconn\n", FALSE },
                { "", FALSE },
                { "a=setup:passive\n", TRUE } };
  g_autofree char *text = fixture ("janus-offer.sdp");

  for (guint i = 0; i < 2 * G_N_ELEMENTS (cases); i++) {
    g_autofree char *changed = with (text, "a=setup:actpass\n", cases[i / 2].line);
    g_autoptr (CorPeerSdp) sdp = read_text (changed, i % 2 == 0);
    g_autofree char *answer = cor_peer_sdp_complete (OURS, sdp);

    g_assert_true (sdp->we_start == cases[i / 2].we_start);
    g_assert_true (has_line (answer, sdp->we_start ? "a=setup:active" : "a=setup:passive"));
    g_assert_true (has_line (sdp->text, sdp->we_start ? "a=setup:passive" : "a=setup:active"));
  }
}

static void
check_error (const char *text, gboolean offer, const char *word)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CorPeerSdp) sdp = cor_peer_sdp_read (text, offer, &error);

  g_assert_null (sdp);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_nonnull (strstr (error->message, word));
}

static void
test_missing (void)
{
  static const struct {
    const char *what;
    const char *instead;
    const char *word;
  } cases[] = {
    { "a=ice-ufrag:", "a=x:", "credentials" },
    { "a=ice-pwd:", "a=x:", "credentials" },
    { "a=ice-pwd:", "a=ice-pwd:a b", "credentials" },
    { "a=fingerprint:", "a=x:", "encrypted" },
    { "a=fingerprint:sha-256 ", "a=fingerprint:sha-1 ", "key" },
    { "a=fingerprint:sha-256 ", "a=fingerprint:sha-256 00:", "encrypted" },
    { "a=candidate:", "a=x:", "address" },
    { " udp ", " tcp ", "address" },
    { " 10.99.0.2 ", " host.local ", "address" },
    { " 10.99.0.2 ", " 2001:db8::1 ", "address" },
    { " 10.99.0.2 ", " 0.0.0.0 ", "address" },
    { " 10.99.0.2 ", " 224.0.0.1 ", "address" },
    { " 10.99.0.2 ", " 255.255.255.255 ", "address" },
    { " 10.99.0.2 53075", " 10.99.0.2 0", "address" },
    { " 10.99.0.2 53075", " 10.99.0.2 65536", "address" },
    { "m=audio 9 ", "m=audio 0 ", "sound" },
    { "m=audio 9 ", "m=video 9 ", "sound" },
    { "UDP/TLS/RTP/SAVPF", "RTP/AVP", "encrypted" },
    { "SAVPF 8 0 111 101", "SAVPF x", "sound" },
    { "SAVPF 8 0 111 101", "SAVPF", "read" },
  };
  g_autofree char *text = fixture ("janus-offer.sdp");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *changed = with (text, cases[i].what, cases[i].instead);

    check_error (changed, TRUE, cases[i].word);
  }
  check_error ("", TRUE, "sound");
  check_error ("hello", FALSE, "read");
}

static void
test_huge (void)
{
  g_autofree char *text = fixture ("janus-offer.sdp");
  g_autofree char *padding = g_strnfill (70000, 'x');
  g_autofree char *long_text = g_strconcat (text, padding, NULL);
  g_autofree char *long_line = g_strdup_printf ("%sa=%.2000s\n", text, padding);
  g_autoptr (GString) sections = g_string_new (text);
  g_autoptr (GString) candidates = g_string_new (text);
  g_autoptr (CorPeerSdp) sdp = NULL;

  check_error (long_text, TRUE, "long");
  check_error (long_line, TRUE, "read");
  for (guint i = 0; i < 20; i++)
    g_string_append (sections, "m=audio 9 UDP/TLS/RTP/SAVPF 0\n");
  check_error (sections->str, TRUE, "read");
  for (guint i = 0; i < 500; i++)
    g_string_append_printf (candidates, "a=candidate:1 1 udp 1 192.0.2.1 %u typ host\n", i + 1);
  sdp = read_text (candidates->str, TRUE);
  g_assert_cmpuint (strlen (sdp->text), <, 4000);
}

/* Nothing that a stranger writes becomes a line of its own. */
static void
test_smuggled (void)
{
  static const char *const lines[] = {
    "a=mid:0\r a=x",        "a=rtpmap:8 PCMA/8000\ra=candidate:1",
    "a=fmtp:8 a\x01z",      "a=mid:a b",
    "a=ice-ufrag:abcd\x7f", "a=candidate:1 1 udp 1 192.0.2.1 1 typ x",
  };
  g_autofree char *text = fixture ("janus-offer.sdp");
  g_autoptr (CorPeerSdp) plain = read_text (text, TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++) {
    g_autofree char *more = g_strdup_printf ("%s%s\n", text, lines[i]);
    g_autoptr (CorPeerSdp) sdp = read_text (more, TRUE);

    g_assert_cmpstr (sdp->text, ==, plain->text);
    g_assert_cmpstr (sdp->mid, ==, plain->mid);
  }
}

static const char *const fixtures[] = { "janus-offer.sdp", "janus-answer.sdp",
                                        "janus-answer-lite.sdp", "browser-offer.sdp" };

/* One change: another byte, a piece cut out, doubled, or moved from another description. */
static void
mutate (GRand *rand, GString *text, const char *other)
{
  static const char bytes[] = "\r\n\t :=/,;.09afAFzm\x01\x7f\xff";
  gsize at = (gsize)g_rand_int_range (rand, 0, (gint32)text->len);
  gsize wanted = (gsize)g_rand_int_range (rand, 1, 60);
  gsize length = MIN (wanted, text->len - at);
  g_autofree char *piece = g_strndup (text->str + at, length);
  gsize from = (gsize)g_rand_int_range (rand, 0, (gint32)strlen (other));

  switch (g_rand_int_range (rand, 0, 5)) {
  case 0:
    text->str[at] = bytes[g_rand_int_range (rand, 0, sizeof bytes - 1)];
    break;
  case 1:
    g_string_erase (text, (gssize)at, (gssize)length);
    break;
  case 2:
    g_string_insert (text, (gssize)at, piece);
    break;
  case 3:
    g_string_insert_len (text, (gssize)at, other + from, (gssize)MIN (80, strlen (other + from)));
    break;
  default:
    g_string_insert_c (text, (gssize)at, bytes[g_rand_int_range (rand, 0, sizeof bytes - 1)]);
    break;
  }
  if (text->len == 0)
    g_string_append_c (text, 'v');
}

static void
test_mutants (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);
  g_autofree char *texts[G_N_ELEMENTS (fixtures)] = { 0 };
  guint good = 0;

  for (guint i = 0; i < G_N_ELEMENTS (fixtures); i++)
    texts[i] = fixture (fixtures[i]);
  for (guint i = 0; i < MUTANTS; i++) {
    g_autoptr (GString) text = g_string_new (texts[i % G_N_ELEMENTS (fixtures)]);
    g_autoptr (CorPeerSdp) sdp = NULL;
    guint changes = (guint)g_rand_int_range (rand, 1, 6);

    while (changes-- > 0)
      mutate (rand, text, texts[g_rand_int_range (rand, 0, G_N_ELEMENTS (fixtures))]);
    LLVMFuzzerTestOneInput ((const guint8 *)text->str, text->len);
    sdp = cor_peer_sdp_read (text->str, FALSE, NULL);
    good += sdp != NULL;
  }
  /* Most lines are not needed: a test in which every mutant failed would show nothing. */
  g_test_message ("%u of %u were usable", good, MUTANTS);
  g_assert_cmpuint (good, >, MUTANTS / 5);
  g_assert_cmpuint (good, <, MUTANTS);
  for (guint i = 0; i < G_N_ELEMENTS (fixtures); i++)
    g_free (g_steal_pointer (&texts[i]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/phone/peer-sdp/answer", test_answer);
  g_test_add_func ("/phone/peer-sdp/answer-variants", test_answer_variants);
  g_test_add_func ("/phone/peer-sdp/offer", test_offer);
  g_test_add_func ("/phone/peer-sdp/our-offer", test_our_offer);
  g_test_add_func ("/phone/peer-sdp/browser", test_browser);
  g_test_add_func ("/phone/peer-sdp/late-candidates", test_late_candidates);
  g_test_add_func ("/phone/peer-sdp/roles", test_roles);
  g_test_add_func ("/phone/peer-sdp/missing", test_missing);
  g_test_add_func ("/phone/peer-sdp/huge", test_huge);
  g_test_add_func ("/phone/peer-sdp/smuggled", test_smuggled);
  g_test_add_func ("/phone/peer-sdp/mutants", test_mutants);
  return g_test_run ();
}
