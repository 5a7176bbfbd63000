/* SPDX-License-Identifier: GPL-3.0-or-later
 * The pure parts: what is asked, what is read, what becomes words. */
#include "common.h"
#include "outbox.h"
#include "sdp.h"
#include "words.h"
#include <string.h>

#define OURS                                                                          \
  "v=0\r\no=- 1 1 IN IP4 192.0.2.2\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0\r\n"           \
  "m=audio 40000 UDP/TLS/RTP/SAVPF 8\r\na=mid:0\r\na=setup:actpass\r\na=sendrecv\r\n" \
  "a=rtpmap:8 PCMA/8000\r\n"
#define THEIRS "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 8\r\na=setup:active\r\n"

static void
test_transactions (void)
{
  for (guint ask = COR_ASK_CREATE; ask <= COR_ASK_AGAIN; ask++) {
    g_autofree char *text = cor_ask_to_transaction ((CorAsk)ask, 17);

    g_assert_cmpint (cor_ask_from_transaction (text), ==, ask);
  }
  g_assert_cmpint (cor_ask_from_transaction (NULL), ==, COR_ASK_NOTHING);
  g_assert_cmpint (cor_ask_from_transaction (""), ==, COR_ASK_NOTHING);
  g_assert_cmpint (cor_ask_from_transaction ("-1"), ==, COR_ASK_NOTHING);
  g_assert_cmpint (cor_ask_from_transaction ("call"), ==, COR_ASK_NOTHING);
  g_assert_cmpint (cor_ask_from_transaction ("calls-1"), ==, COR_ASK_NOTHING);
}

static void
assert_number (const char *address, const char *expected)
{
  g_autofree char *number = cor_janus_read_number (address);

  g_assert_cmpstr (number, ==, expected);
}

static void
test_numbers (void)
{
  g_autofree char *long_one = g_strnfill (2000, '7');
  g_autofree char *address = g_strdup_printf ("sip:%s@h", long_one);
  g_autofree char *number = cor_janus_read_number (address);

  assert_number ("sip:204@127.0.0.1", "204");
  assert_number ("sips:%2B39721@127.0.0.1:5060;transport=udp", "+39721");
  assert_number ("sip:Anonymous@anonymous.invalid", "");
  assert_number ("sip:127.0.0.1", "");
  assert_number ("sip:%zz@h", "");
  assert_number ("sip:%ff%fe@h", "");
  assert_number ("sip:2%0a04@h", "204");
  assert_number ("", "");
  assert_number (NULL, "");
  g_assert_cmpuint (strlen (number), ==, 128);
}

static void
assert_name (const char *name, const char *expected)
{
  g_autofree char *shown = cor_janus_read_name (name);

  g_assert_cmpstr (shown, ==, expected);
}

static void
test_names (void)
{
  assert_name ("\"Bea Bo\"", "Bea Bo");
  assert_name ("Bea", "Bea");
  assert_name ("\"Bea \\\"Bo\\\" \\\\\"", "Bea \"Bo\" \\");
  assert_name ("\"\"", NULL);
  assert_name ("  ", NULL);
  assert_name (NULL, NULL);
  assert_name ("Be\na\t", "Bea");
}

static JsonObject *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonObject *object = cor_json_parse_object (text, strlen (text), &error);

  g_assert_no_error (error);
  return object;
}

static void
assert_elsewhere (const char *header, gboolean expected)
{
  g_autofree char *text = g_strdup_printf (
    "{\"janus\":\"event\",\"sender\":5,\"plugindata\":{\"data\":{\"result\":{\"event\":\"hangup\","
    "\"code\":487%s}}}}",
    header);
  g_autoptr (JsonObject) object = parse (text);
  CorJanusEvent event;

  cor_janus_event_read (&event, object);
  g_assert_cmpint (event.telling, ==, COR_SIP_HANGUP);
  g_assert_cmpuint (event.sender, ==, 5);
  g_assert_cmpuint (event.code, ==, 487);
  g_assert_cmpint (event.elsewhere, ==, expected);
}

static void
test_elsewhere (void)
{
  assert_elsewhere ("", FALSE);
  assert_elsewhere (",\"reason_header_protocol\":\"SIP\",\"reason_header_cause\":\"200\"", TRUE);
  assert_elsewhere (",\"reason_header_cause\":200", TRUE);
  assert_elsewhere (",\"reason_header_protocol\":\"Q.850\",\"reason_header_cause\":\"26\"", TRUE);
  assert_elsewhere (",\"reason_header_protocol\":\"Q.850\",\"reason_header_cause\":\"16\"", FALSE);
  assert_elsewhere (",\"reason_header_protocol\":\"Q.850\",\"reason_header_cause\":\"200\"", FALSE);
  assert_elsewhere (",\"reason_header_cause\":{}", FALSE);
}

static void
test_wrong_types (void)
{
  static const char *const texts[] = {
    "{}",
    "{\"janus\":7}",
    "{\"janus\":\"event\"}",
    "{\"janus\":\"event\",\"plugindata\":[]}",
    "{\"janus\":\"event\",\"plugindata\":{\"data\":{\"result\":\"hangup\"}}}",
    "{\"janus\":\"event\",\"plugindata\":{\"data\":{\"error_code\":{}}},\"jsep\":7}",
    "{\"janus\":\"event\",\"sender\":-1,\"jsep\":{\"type\":\"pranswer\",\"sdp\":\"v=0\"}}",
    "{\"janus\":\"trickle\",\"candidate\":\"candidate:\"}",
    "{\"janus\":\"error\",\"error\":458}",
    "{\"janus\":\"success\",\"data\":{\"id\":-3}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (JsonObject) object = parse (texts[i]);
    CorJanusEvent event;

    cor_janus_event_read (&event, object);
    g_assert_cmpuint (event.sender, ==, 0);
    g_assert_cmpuint (event.id, ==, 0);
    g_assert_cmpuint (event.code, ==, 0);
    g_assert_null (event.sdp);
    g_assert_null (event.candidate);
  }
}

static void
test_wrong_password (void)
{
  g_autoptr (JsonObject) object = parse (
    "{\"janus\":\"event\",\"plugindata\":{\"data\":{\"result\":{\"event\":\"registration_failed\","
    "\"code\":904,\"reason\":\"Operation has no matching challenge \"}}}}");
  CorJanusEvent event;

  cor_janus_event_read (&event, object);
  g_assert_cmpuint (event.code, ==, 401);
}

static void
test_words (void)
{
  static const guint codes[] = { 0, 403, 446, 450, 460, 465, 999 };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++) {
    const CorJanusEvent event = { .code = codes[i], .text = i % 2 == 0 ? "Some\nthing" : NULL };
    g_autofree char *text = cor_gateway_error_to_text (&event);
    g_autofree char *status = cor_gateway_status_to_text (codes[i]);

    g_assert_cmpuint (strlen (text), >, 20);
    g_assert_cmpuint (strlen (status), >, 20);
    g_assert_null (strchr (text, '\n'));
  }
}

static void
assert_has (const char *text, const char *part, gboolean expected)
{
  if ((strstr (text, part) != NULL) != expected)
    g_error ("%s in %s", part, text);
}

static void
test_candidates (void)
{
  g_autoptr (GPtrArray) candidates = g_ptr_array_new ();
  g_autofree char *sdp = NULL;

  g_ptr_array_add (candidates, (char *)"candidate:1 1 udp 1 192.0.2.9 9 typ host");
  g_ptr_array_add (candidates, (char *)"candidate:1 1 udp 1 192.0.2.9 9 typ host");
  g_ptr_array_add (candidates, (char *)"candidate:2\r\na=evil");
  g_ptr_array_add (candidates, (char *)"m=video 9");
  g_ptr_array_add (candidates, (char *)"");
  sdp = cor_sdp_add_candidates ("v=0\r\nm=audio 9 RTP/AVP 8", candidates);
  g_assert_cmpstr (sdp, ==,
                   "v=0\r\nm=audio 9 RTP/AVP 8\r\na=candidate:1 1 udp 1 192.0.2.9 9 typ host\r\n");
  g_assert_true (cor_sdp_has_candidates (sdp));
  g_assert_false (cor_sdp_has_candidates ("v=0\r\nm=audio 9 RTP/AVP 8\r\n"));
}

static void
test_hold (void)
{
  g_assert_false (cor_sdp_is_hold (OURS));
  g_assert_false (cor_sdp_is_hold (""));
  g_assert_false (cor_sdp_is_hold ("v=0\nm=video 9 RTP/AVP 8\na=sendonly\n"));
  g_assert_true (cor_sdp_is_hold ("v=0\nm=audio 9 RTP/AVP 8\na=sendonly\n"));
  g_assert_true (cor_sdp_is_hold ("v=0\r\na=inactive\r\nm=audio 9 RTP/AVP 8\r\n"));
  g_assert_false (cor_sdp_is_hold ("v=0\nm=audio 9 RTP/AVP 8\na=recvonly\n"));
  g_assert_false (
    cor_sdp_is_hold ("v=0\nm=audio 9 RTP/AVP 8\na=sendrecv\nm=video 9 RTP/AVP 9\na=sendonly\n"));
}

static void
assert_answer (const char *offered, gboolean held, const char *expected)
{
  const CorSdpAgreed agreed = { OURS, THEIRS, held };
  g_autofree char *offer = g_strdup_printf (
    "v=0\r\na=group:BUNDLE x\r\nm=audio 9 UDP/TLS/RTP/SAVPF 8\r\na=mid:x\r\na=%s\r\n"
    "a=setup:actpass\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:y\r\n",
    offered);
  g_autofree char *line = g_strdup_printf ("\r\na=%s\r\nm=video 0 ", expected);
  g_autofree char *answer = cor_sdp_answer_again (&agreed, offer);

  assert_has (answer, line, TRUE);
  assert_has (answer, "a=setup:passive\r\n", TRUE);
  assert_has (answer, "actpass", FALSE);
  assert_has (answer, "a=mid:x\r\n", TRUE);
  assert_has (answer, "a=group:BUNDLE x\r\n", TRUE);
  assert_has (answer, "m=audio 40000 UDP/TLS/RTP/SAVPF 8\r\n", TRUE);
}

static void
test_answer_again (void)
{
  const CorSdpAgreed agreed = { OURS, "v=0\r\nm=audio 9 X 8\r\na=setup:passive\r\n", FALSE };
  g_autofree char *other = cor_sdp_answer_again (&agreed, "v=0\nm=audio 9 X 8\n");
  g_autofree char *offer = cor_sdp_offer_again (&agreed);

  assert_answer ("sendrecv", FALSE, "sendrecv");
  assert_answer ("sendonly", FALSE, "recvonly");
  assert_answer ("recvonly", FALSE, "sendonly");
  assert_answer ("inactive", FALSE, "inactive");
  assert_answer ("sendrecv", TRUE, "sendonly");
  assert_answer ("sendonly", TRUE, "inactive");
  assert_has (other, "a=setup:active\r\n", TRUE);
  assert_has (offer, "a=setup:actpass\r\n", TRUE);
  assert_has (offer, "a=sendrecv\r\n", TRUE);
  g_assert_null (cor_sdp_answer_again (&agreed, "v=0\nm=video 9 X 8\n"));
  g_assert_null (cor_sdp_answer_again (&agreed, ""));
}

static void
add (CorOutbox *outbox, CorAsk ask, guint tag)
{
  const CorPost post = { .ask = ask, .tag = tag, .request = json_object_new () };

  g_assert_true (cor_outbox_add (outbox, &post));
}

static void
test_outbox (void)
{
  CorOutbox outbox = { 0 };
  CorPost *post;
  const CorPost more = { .ask = COR_ASK_HOLD, .request = json_object_new () };

  add (&outbox, COR_ASK_CALL, 1);
  add (&outbox, COR_ASK_HOLD, 1);
  add (&outbox, COR_ASK_HANGUP, 2);
  post = cor_outbox_start (&outbox);
  g_assert_cmpint (post->ask, ==, COR_ASK_CALL);
  g_assert_null (cor_outbox_start (&outbox));
  cor_outbox_forget (&outbox, 1); /* the one under way stays */
  for (guint i = 1; i < COR_OUTBOX_TRIES; i++) {
    g_assert_null (cor_outbox_fail (&outbox));
    g_assert_true (cor_outbox_start (&outbox) == post);
  }
  g_assert_true (cor_outbox_fail (&outbox) == post);
  cor_post_free (post);
  post = cor_outbox_start (&outbox);
  g_assert_cmpint (post->ask, ==, COR_ASK_HANGUP);
  g_assert_true (cor_outbox_finish (&outbox) == post);
  cor_post_free (post);
  add (&outbox, COR_ASK_TRANSFER, 3);
  cor_outbox_start (&outbox);
  post = cor_outbox_fail (&outbox); /* not twice */
  g_assert_cmpint (post->ask, ==, COR_ASK_TRANSFER);
  cor_post_free (post);
  for (guint i = 0; i < COR_OUTBOX_MAX; i++)
    add (&outbox, COR_ASK_HOLD, i);
  g_assert_false (cor_outbox_add (&outbox, &more));
  cor_outbox_clear (&outbox);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gateway/words/transactions", test_transactions);
  g_test_add_func ("/gateway/words/numbers", test_numbers);
  g_test_add_func ("/gateway/words/names", test_names);
  g_test_add_func ("/gateway/words/elsewhere", test_elsewhere);
  g_test_add_func ("/gateway/words/wrong-types", test_wrong_types);
  g_test_add_func ("/gateway/words/wrong-password", test_wrong_password);
  g_test_add_func ("/gateway/words/texts", test_words);
  g_test_add_func ("/gateway/sdp/candidates", test_candidates);
  g_test_add_func ("/gateway/sdp/hold", test_hold);
  g_test_add_func ("/gateway/sdp/answer-again", test_answer_again);
  g_test_add_func ("/gateway/outbox", test_outbox);
  return g_test_run ();
}
