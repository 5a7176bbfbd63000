/* SPDX-License-Identifier: GPL-3.0-or-later
 * What must not be in a trace is planted in every form that it may come in. */
#include "model/redact.h"
#include <string.h>

#define SECRET "hunTer2xyzQ"

/* Each holds SECRET once or more; what stands before the bar has to stay. */
static const char *const planted[] = {
  "Authorization: Digest username=\"201\", realm=\"asterisk\", response=\"" SECRET "\"",
  "Proxy-Authorization: Digest username=\"201\",\r\n response=\"" SECRET "\",\r\n nc=1\r\nVia: SIP",
  "authorization:Bearer " SECRET,
  "  Authorization: Basic " SECRET "==",
  "\"Authorization\": \"Bearer " SECRET "\"",
  "curl -H 'Authorization: Bearer " SECRET "'",
  "bearer " SECRET,
  "WWW-Authenticate: Digest nonce=\"" SECRET "\"",
  "Set-Cookie: session=" SECRET "; Path=/",
  "Cookie: lang=it; sid=" SECRET,
  "> Cookie: lang=it; sid=" SECRET,
  "{\"cookie\":\"sid=" SECRET "\"}",
  "https://cti.example.org/page?user=demo&token=" SECRET "&lang=it",
  "wss://cti.example.org/socket?EIO=4&access_token=" SECRET,
  "curl -u me:" SECRET " https://hook.example.org",
  "token eyJhbGciOiJIUzI1NiJ9." SECRET ".AbC_-" SECRET,
  "{\"username\":\"demo\",\"password\":\"" SECRET "\"}",
  "{\"password\": \"a\\\"" SECRET "\"}",
  "{'password': '" SECRET "'}",
  "password=" SECRET "&user=demo",
  "Password: " SECRET,
  "old_password = " SECRET,
  "sip_password:" SECRET,
  "secret=" SECRET ";x=1",
  "\"secret\" : \"" SECRET "\"",
  "\"ha1_secret\":\"" SECRET "\"",
  "token=" SECRET,
  "access_token: " SECRET,
  "\"accessKeyId\":\"demo\",\"token\":\"" SECRET "\"",
  "42[\"login\",{\"token\":\"" SECRET "\"}]",
  "otp=" SECRET,
  "{\"otp\":\"" SECRET "\"}",
  "api_key=" SECRET,
  "api-key: " SECRET,
  "response=\"" SECRET "\", cnonce=\"" SECRET "\"",
  "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" SECRET "|2^20|1:4",
  " a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" SECRET,
  "{\"sdp\":\"v=0\\r\\na=ice-pwd:" SECRET "\\r\\na=sendrecv\"}",
  "a=ice-pwd:" SECRET,
  "a=key-mgmt:mikey " SECRET,
  "k=clear:" SECRET,
  "inline:" SECRET,
  "https://demo:" SECRET "@cti.example.org/",
  "http://admin:" SECRET "@192.168.1.20/servlet?key=1",
  "sip:201:" SECRET "@cti.example.org",
  "<sips:201:" SECRET "@cti.example.org;transport=tls>",
  "turn://user:" SECRET "@turn.example.org",
};

static void
test_secrets (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (planted); i++) {
    g_autofree char *alone = cor_redact_secrets (planted[i]);
    g_autofree char *among = g_strdup_printf ("one line\n%s\nlast line\n", planted[i]);
    g_autofree char *safe = cor_redact_secrets (among);

    g_test_message ("%s -> %s", planted[i], alone);
    g_assert_null (strstr (alone, SECRET));
    g_assert_nonnull (strstr (alone, "***"));
    g_assert_null (strstr (safe, SECRET));
    g_assert_true (g_str_has_prefix (safe, "one line\n"));
    g_assert_true (g_str_has_suffix (safe, "\nlast line\n"));
  }
}

static void
test_digits (void)
{
  static const char *const digits[] = {
    "Content-Type: application/dtmf-relay\r\n\r\nSignal=7351\r\nDuration=160\r\n",
    "Content-Type: application/dtmf\r\nContent-Length: 4\r\n\r\n7351\r\n",
    "{\"request\":\"dtmf_info\",\"digit\":\"7351\"}",
    "{\"digits\": 7351}",
    "\"tones\":\"7351\"",
    "tone=7351",
    "dtmf 7351#",
    "digits 7351",
    "tel:204;postd=7351",
    "Signal: 7351",
  };

  for (guint i = 0; i < G_N_ELEMENTS (digits); i++) {
    g_autofree char *safe = cor_redact_secrets (digits[i]);

    g_test_message ("%s -> %s", digits[i], safe);
    g_assert_null (strstr (safe, "7351"));
  }
}

/* Who reads it still sees what happened. */
static void
test_rest_stays (void)
{
  static const char *const kept[] = {
    "INVITE sip:anna@cti.example.org SIP/2.0",
    "Via: SIP/2.0/TLS 192.168.1.10:5061;branch=z9hG4bK5f3a;rport",
    "a=rtpmap:8 PCMA/8000",
    "a=fingerprint:SHA-256 AB:CD:EF",
    "SIP/2.0 401 Unauthorized",
    "GET /user/me 200 34 ms",
    "The certificate of cti.example.org is not trusted.",
    "2026-11-24 10:11:12.123 connected to 10.0.0.1:443",
    "Cornetta 1.2.3, GTK 4.8.3, Debian GNU/Linux 12 (bookworm)",
    "rtt 12.5 ms, 500 of 600 packets",
  };

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++) {
    g_autofree char *same = cor_redact_text (kept[i]);

    g_assert_cmpstr (same, ==, kept[i]);
  }
}

static void
test_numbers (void)
{
  static const char *const pairs[][2] = {
    { "sip:201@cti.example.org", "sip:x01@cti.example.org" },
    { "<sip:+390721405516@pbx;user=phone>", "<sip:+xxxxxxxxxx16@pbx;user=phone>" },
    { "tel:0721405516", "tel:xxxxxxxx16" },
    { "tel:*43", "tel:*43" },
    { "callto:204", "callto:x04" },
    { "called 0721405516 now", "called xxxxxxxx16 now" },
    { "called +39 0721 40 55 16 now", "called +xx xxxx xx xx 16 now" },
    { "(0721) 405-516", "(xxxx) xxx-x16" },
    { "{\"number\":\"204\"}", "{\"number\":\"x04\"}" },
    { "{\"to\": \"0721405516\"}", "{\"to\": \"xxxxxxxx16\"}" },
    { "From: \"Anna Rossi\" <sip:204@pbx>;tag=1", "From: \"***\" <sip:x04@pbx>;tag=1" },
    { "To: Anna <sip:204@pbx>", "To: \"***\" <sip:x04@pbx>" },
    { "From: <sip:204@pbx>", "From: <sip:x04@pbx>" },
    { "sip:10.0.0.1:5060", "sip:10.0.0.1:5060" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++) {
    g_autofree char *masked = cor_redact_numbers (pairs[i][0]);

    g_assert_cmpstr (masked, ==, pairs[i][1]);
  }
}

static void
test_words (void)
{
  static const char *const words[] = { "opensesame", "abc", NULL };
  g_autofree char *safe = cor_redact_words ("say opensesame twice: opensesame, abc", words);

  g_assert_cmpstr (safe, ==, "say *** twice: ***, abc");
}

static void
test_paths (void)
{
  static const char *const pairs[][2] = {
    { "/user/me", "/user/me" },
    { "/astproxy/extensions", "/astproxy/extensions" },
    { "/phonebook/cticontact/1234", "/phonebook/cticontact/*" },
    { "/phonebook/getall/Anna%20Rossi", "/phonebook/getall/*" },
    { "/history/interval/user/demo/20260101/20261231?offset=0&limit=100",
      "/history/interval/user/demo/*/*?offset=*&limit=*" },
    { "/custcard/getbynum/0721405516?token=abc", "/custcard/getbynum/*?token=*" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++) {
    g_autofree char *safe = cor_redact_path (pairs[i][0]);

    g_assert_cmpstr (safe, ==, pairs[i][1]);
  }
}

/* Whatever a stranger sends: it ends, soon, and is text. */
static void
test_strangers (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *safe = NULL;
  g_autofree char *broken = cor_redact_text ("password=\xff\xfe" SECRET);

  g_assert_true (g_utf8_validate (broken, -1, NULL));
  g_assert_null (strstr (broken, SECRET));
  for (guint i = 0; i < 2000; i++)
    g_string_append (text, "Authorization: \" \\\" 1 2 3 4 (((((((((( password=\"\\\\\n ");
  safe = cor_redact_text (text->str);
  g_assert_true (g_utf8_validate (safe, -1, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/redact/secrets", test_secrets);
  g_test_add_func ("/redact/digits", test_digits);
  g_test_add_func ("/redact/rest-stays", test_rest_stays);
  g_test_add_func ("/redact/numbers", test_numbers);
  g_test_add_func ("/redact/words", test_words);
  g_test_add_func ("/redact/paths", test_paths);
  g_test_add_func ("/redact/strangers", test_strangers);
  return g_test_run ();
}
