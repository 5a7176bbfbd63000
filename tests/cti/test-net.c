/* SPDX-License-Identifier: GPL-3.0-or-later
 * Checked JSON, hosts as people type them, back-off and pace. */
#include "common.h"
#include "net/backoff.h"
#include "net/host.h"
#include "net/pace.h"
#include <string.h>

static JsonObject *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonObject *object = cor_json_parse_object (text, strlen (text), &error);

  g_assert_no_error (error);
  return object;
}

static void
test_json_getters (void)
{
  g_autoptr (JsonObject) o =
    parse ("{\"s\":\"text\",\"i\":7,\"d\":2.0,\"big\":1e300,\"si\":\"42\",\"sx\":\"4x\","
           "\"b\":true,\"n\":null,\"a\":[1],\"o\":{\"k\":\"v\"}}");
  g_autofree char *i = cor_json_dup_text (o, "i", 9);

  g_assert_cmpstr (cor_json_get_string (o, "s", 4), ==, "text");
  g_assert_null (cor_json_get_string (o, "s", 3));
  g_assert_null (cor_json_get_string (o, "i", 99));
  g_assert_null (cor_json_get_string (o, "none", 99));
  g_assert_null (cor_json_get_string (NULL, "s", 99));
  g_assert_cmpstr (i, ==, "7");
  g_assert_cmpint (cor_json_get_int (o, "i", -1), ==, 7);
  g_assert_cmpint (cor_json_get_int (o, "d", -1), ==, 2);
  g_assert_cmpint (cor_json_get_int (o, "big", -1), ==, -1);
  g_assert_cmpint (cor_json_get_int (o, "si", -1), ==, 42);
  g_assert_cmpint (cor_json_get_int (o, "sx", -1), ==, -1);
  g_assert_cmpint (cor_json_get_int (o, "n", -1), ==, -1);
  g_assert_true (cor_json_get_bool (o, "b"));
  g_assert_false (cor_json_get_bool (o, "s"));
  g_assert_cmpuint (cor_json_array_length (cor_json_get_array (o, "a")), ==, 1);
  g_assert_null (cor_json_get_array (o, "o"));
  g_assert_cmpstr (cor_json_get_string (cor_json_get_object (o, "o"), "k", 9), ==, "v");
  g_assert_null (cor_json_get_object (o, "a"));
  g_assert_null (cor_json_array_get_object (cor_json_get_array (o, "a"), 0));
  g_assert_null (cor_json_array_get_string (cor_json_get_array (o, "a"), 5, 9));
}

/* Halves of a character beyond the first 65,536, as a cut in the middle leaves them. */
static void
test_json_surrogates (void)
{
  static const char *const texts[][2] = {
    { "x\\ud83d", "x\uFFFD" },
    { "\\uDE00y", "\uFFFDy" },
    { "\\ud83d\\ude00", "\xF0\x9F\x98\x80" },
    { "\\ud83d\\uD83D\\uDe00", "\uFFFD\xF0\x9F\x98\x80" },
    { "\\ude00\\ud83d", "\uFFFD\uFFFD" },
    { "\\ud83d\\n", "\uFFFD\n" },
    { "\\\\ud83d", "\\ud83d" },
    { "\\\\\\ud83d", "\\\uFFFD" },
    { "\\u00e8", "\u00E8" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autofree char *json = g_strdup_printf ("{\"a\":\"%s\",\"b\":\"whole\"}", texts[i][0]);
    g_autoptr (JsonObject) object = parse (json);

    g_assert_cmpstr (cor_json_get_string (object, "a", 99), ==, texts[i][1]);
    g_assert_cmpstr (cor_json_get_string (object, "b", 99), ==, "whole");
  }
}

static void
test_json_depth (void)
{
  static const char *const refused[] = {
    "",       " ",        "{",        "[1,2", "{'a':1}",    "/* x */ {}",
    "\"open", "{\"a\":1", "[\"\\\"]", "\xff", "var x = 1;", "#{}",
  };
  g_autoptr (GString) deep = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (JsonNode) node = cor_json_parse (refused[i], strlen (refused[i]), &error);

    g_assert_null (node);
    g_assert_error (error, COR_NET_ERROR, COR_NET_ERROR_DATA);
  }
  for (guint i = 0; i < 100000; i++)
    g_string_append (deep, "[");
  g_assert_null (cor_json_parse (deep->str, deep->len, NULL));
  for (guint i = 0; i < 100000; i++)
    g_string_append (deep, "]");
  g_assert_null (cor_json_parse (deep->str, deep->len, NULL));
}

/* Not JSON; what libraries make of it differs, but none may end the program. */
static void
test_json_two_values (void)
{
  static const char *const texts[] = { "[] []", "{} {}", "{}{\"a\":1}", "1 []", "\"a\"{}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (JsonNode) node = cor_json_parse (texts[i], strlen (texts[i]), NULL);

    if (node != NULL)
      g_assert_true (json_node_is_immutable (node));
  }
}

static void
test_json_build (void)
{
  g_autofree char *text = cor_json_build ("a", "x\"\n", "left-out", NULL, "b", "", NULL);

  g_assert_cmpstr (text, ==, "{\"a\":\"x\\\"\\n\",\"b\":\"\"}");
}

static void
test_host (void)
{
  static const char *const hosts[][3] = {
    { "cti.example.org", "cti.example.org", "https://cti.example.org" },
    { "  CTI.Example.ORG. ", "cti.example.org", "https://cti.example.org" },
    { "https://cti.example.org/login?x#y", "cti.example.org", "https://cti.example.org" },
    { "https://user:pw@cti.example.org:443/", "cti.example.org", "https://cti.example.org" },
    { "cti.example.org:8443", "cti.example.org:8443", "https://cti.example.org:8443" },
    { "192.0.2.7", "192.0.2.7", "https://192.0.2.7" },
    { "2001:db8::1", "[2001:db8::1]", "https://[2001:db8::1]" },
    { "[2001:DB8::1]:8443", "[2001:db8::1]:8443", "https://[2001:db8::1]:8443" },
    { "http://localhost:8080", "localhost:8080", "http://localhost:8080" },
    { "http://127.3.2.1/", "127.3.2.1", "http://127.3.2.1" },
    { "http://[::1]:80", "[::1]", "http://[::1]" },
    { "büro.example.org", "xn--bro-hoa.example.org", "https://xn--bro-hoa.example.org" },
  };
  static const char *const refused[] = {
    "",
    " ",
    "a b",
    "http://example.org",
    "http://[2001:db8::1]",
    "cti.example.org:0",
    "cti.example.org:x",
    "[::1",
    "[cti.example.org]",
    "..",
    "-x",
    "a..b",
    "ftp://example.org",
    "http://localhost.example.org",
    "http://127.0.0.1.example.org",
    "http://localhost@example.org",
    "exa\nmple.org",
    "\xff\xfe",
  };

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CorHost) host = cor_host_parse (hosts[i][0], &error);

    g_assert_no_error (error);
    g_assert_cmpstr (host->shown, ==, hosts[i][1]);
    g_assert_cmpstr (host->origin, ==, hosts[i][2]);
  }
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CorHost) host = cor_host_parse (refused[i], &error);

    g_assert_null (host);
    g_assert_error (error, COR_NET_ERROR, COR_NET_ERROR_HOST);
    g_assert_true (g_utf8_validate (error->message, -1, NULL));
  }
}

static void
test_url (void)
{
  g_assert_true (cor_host_check_url ("https://example.org/x", NULL));
  g_assert_true (cor_host_check_url ("wss://example.org/x", NULL));
  g_assert_true (cor_host_check_url ("http://127.0.0.1:8080/x", NULL));
  g_assert_true (cor_host_check_url ("ws://[::1]:8080/x", NULL));
  g_assert_false (cor_host_check_url ("http://example.org/x", NULL));
  g_assert_false (cor_host_check_url ("ws://example.org/x", NULL));
  g_assert_false (cor_host_check_url ("file:///etc/passwd", NULL));
  g_assert_false (cor_host_check_url ("nonsense", NULL));
}

static void
test_backoff (void)
{
  static const guint ceilings[] = { 1000, 2000, 4000, 8000, 10000, 10000, 10000 };
  g_autoptr (FakeClock) clock = fake_clock_new ();
  CorBackoff backoff = { .clock = &clock->clock };

  clock->chance = 0.999999;
  for (guint i = 0; i < G_N_ELEMENTS (ceilings); i++)
    g_assert_cmpuint (cor_backoff_next (&backoff), ==, ceilings[i] - 1);
  cor_backoff_reset (&backoff);
  clock->chance = 0;
  for (guint i = 0; i < G_N_ELEMENTS (ceilings); i++)
    g_assert_cmpuint (cor_backoff_next (&backoff), ==, ceilings[i] / 2);
}

static void
test_pace (void)
{
  CorPace pace;

  cor_pace_init (&pace, 10, 3, 0);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (cor_pace_take (&pace, 0), ==, 0);
  g_assert_cmpint (cor_pace_take (&pace, 0), ==, 100001);
  g_assert_cmpint (cor_pace_take (&pace, 50000), ==, 50001);
  g_assert_cmpint (cor_pace_take (&pace, 100002), ==, 0);
  g_assert_cmpint (cor_pace_take (&pace, 100002), >, 0);
  g_assert_cmpint (cor_pace_take (&pace, G_MAXINT64 / 2), ==, 0); /* never more than it holds */
  g_assert_cmpfloat (pace.tokens, <=, 2.0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/json/getters", test_json_getters);
  g_test_add_func ("/net/json/surrogates", test_json_surrogates);
  g_test_add_func ("/net/json/depth", test_json_depth);
  g_test_add_func ("/net/json/two-values", test_json_two_values);
  g_test_add_func ("/net/json/build", test_json_build);
  g_test_add_func ("/net/host", test_host);
  g_test_add_func ("/net/url", test_url);
  g_test_add_func ("/net/backoff", test_backoff);
  g_test_add_func ("/net/pace", test_pace);
  return g_test_run ();
}
