/* SPDX-License-Identifier: GPL-3.0-or-later
 * The pure parsers: recorded answers, every value of them turned into every
 * other type, and what no server should send. */
#include "client-config.h"
#include "common.h"
#include "cti-private.h"
#include "desk-call.h"
#include "engineio.h"
#include "event.h"
#include "history.h"
#include "net/backoff.h"
#include "phonebook.h"
#include "profile.h"
#include "token.h"
#include <string.h>

/* Whatever it is, nothing may come of it but an object or none. */
static void
feed_profile (const char *text, gsize len)
{
  g_autoptr (JsonObject) object = cor_json_parse_object (text, len, NULL);
  g_autoptr (CorCtiProfile) profile = object != NULL ? cor_profile_parse (object) : NULL;

  g_assert_true (profile == NULL || *profile->username != '\0');
}

static void
feed_page (const char *text, gsize len, CorRowParser parser)
{
  g_autoptr (JsonObject) object = cor_json_parse_object (text, len, NULL);
  g_autoptr (GHashTable) own = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) rows = NULL;
  guint total = 0;

  g_hash_table_add (own, (gpointer) "201");
  if (object != NULL)
    rows = cor_page_parse (object, parser, own, &total);
}

static void
feed_contacts (const char *text, gsize len)
{
  feed_page (text, len, cor_phonebook_parse_row);
}

static void
feed_history (const char *text, gsize len)
{
  feed_page (text, len, cor_history_parse_row);
}

static void
feed_event (const char *text, gsize len)
{
  g_autoptr (CorEvent) event = cor_event_parse (text, len);

  g_assert_true (event->kind != COR_EVENT_EXTENSION || *event->exten->exten != '\0');
}

static void
feed_exten (const char *text, gsize len)
{
  g_autofree char *event = g_strdup_printf ("[\"extenUpdate\",%.*s]", (int)len, text);

  feed_event (event, strlen (event));
}

typedef struct {
  const char *fixture;
  void (*feed) (const char *text, gsize len);
} Subject;

static const Subject subjects[] = {
  { "middleware/010-user-me.json", feed_profile },
  { "extra/004-me-after-foreign-default-device.json", feed_profile },
  { "middleware/031-pb-getall.json", feed_contacts },
  { "middleware/026-pb-search-company.json", feed_contacts },
  { "middleware/057-history-calls.json", feed_history },
  { "middleware/059-history-calls-lost.json", feed_history },
  { "extra/005-ext-202-ringing.json", feed_exten },
  { "extra/009-ext-202-atxfer.json", feed_exten },
};

/* In place of one value: every JSON type, and the ugly ends of some. */
static const char *const replacements[] = {
  "null",
  "true",
  "false",
  "0",
  "-1",
  "9223372036854775807",
  "-9223372036854775808",
  "1e308",
  "1.5",
  "\"\"",
  "\"x\"",
  "\"\\ud800\"",
  "\"\\u0000\"",
  "[]",
  "{}",
  "[[{}]]",
  "{\"id\":{}}",
  "[null,1,\"a\",{\"id\":[]}]",
};

/* The document as text, with something else in one place. */
static void
write_node (GString *text, JsonNode *node, JsonNode *place, const char *replacement)
{
  if (node == place) {
    g_string_append (text, replacement);
  } else if (JSON_NODE_HOLDS_OBJECT (node)) {
    g_autoptr (GList) names = json_object_get_members (json_node_get_object (node));

    g_string_append_c (text, '{');
    for (GList *name = names; name != NULL; name = name->next) {
      g_string_append_printf (text, "%s\"%s\":", name == names ? "" : ",", (char *)name->data);
      write_node (text, json_object_get_member (json_node_get_object (node), name->data), place,
                  replacement);
    }
    g_string_append_c (text, '}');
  } else if (JSON_NODE_HOLDS_ARRAY (node)) {
    JsonArray *array = json_node_get_array (node);

    g_string_append_c (text, '[');
    for (guint i = 0; i < json_array_get_length (array); i++) {
      g_string_append (text, i == 0 ? "" : ",");
      write_node (text, json_array_get_element (array, i), place, replacement);
    }
    g_string_append_c (text, ']');
  } else {
    g_autofree char *value = json_to_string (node, FALSE);

    g_string_append (text, value);
  }
}

static void
mutate (JsonNode *root, JsonNode *place, const Subject *subject, guint *count)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (replacements); i++) {
    g_string_truncate (text, 0);
    write_node (text, root, place, replacements[i]);
    subject->feed (text->str, text->len);
    (*count)++;
  }
}

static void
mutate_all (JsonNode *root, JsonNode *place, const Subject *subject, guint *count)
{
  if (JSON_NODE_HOLDS_OBJECT (place)) {
    g_autoptr (GList) values = json_object_get_values (json_node_get_object (place));

    for (GList *value = values; value != NULL; value = value->next)
      mutate_all (root, value->data, subject, count);
  } else if (JSON_NODE_HOLDS_ARRAY (place)) {
    /* The rows of a page are alike. */
    guint n = MIN (json_array_get_length (json_node_get_array (place)), 2);

    for (guint i = 0; i < n; i++)
      mutate_all (root, json_array_get_element (json_node_get_array (place), i), subject, count);
  }
  mutate (root, place, subject, count);
}

static void
test_wrong_types (gconstpointer data)
{
  const Subject *subject = data;
  g_autofree char *text = fixture_body (subject->fixture);
  g_autoptr (JsonNode) root = json_from_string (text, NULL);
  g_autoptr (GString) after = g_string_new (NULL);
  guint count = 0;

  subject->feed (text, strlen (text));
  mutate_all (root, root, subject, &count);
  g_test_message ("%s: %u mutants", subject->fixture, count);
  g_assert_cmpuint (count, >, 300);
  write_node (after, root, NULL, NULL);
  g_assert_cmpstr (after->str, ==, text); /* a mutant differs in one place alone */
}

static void
test_cut_text (gconstpointer data)
{
  const Subject *subject = data;
  g_autofree char *text = fixture_body (subject->fixture);
  gsize len = strlen (text);

  for (gsize i = 0; i < len; i += 1 + len / 400)
    subject->feed (text, i);
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

static void
test_token (void)
{
  g_autoptr (JsonObject) plain = fixture_load ("middleware/007-login-demo.json");
  g_autoptr (JsonObject) pending = fixture_load ("middleware/101-2fa-login-again.json");
  const char *name = "body";
  const char *first = cor_json_get_string (
    cor_json_get_object (cor_json_get_object (plain, "response"), name), "token", 9999);
  const char *second = cor_json_get_string (
    cor_json_get_object (cor_json_get_object (pending, "response"), name), "token", 9999);

  g_assert_true (cor_token_is_plausible (first));
  g_assert_false (cor_token_awaits_otp (first));
  g_assert_true (cor_token_is_plausible (second));
  g_assert_true (cor_token_awaits_otp (second));
  g_assert_false (cor_token_is_plausible (NULL));
  g_assert_false (cor_token_is_plausible (""));
  g_assert_false (cor_token_is_plausible ("a.b"));
  g_assert_false (cor_token_is_plausible ("a.b.c\r\nX: y"));
  g_assert_false (cor_token_is_plausible ("a.b.\"c"));
  g_assert_false (cor_token_awaits_otp ("a.b.c"));
  g_assert_false (cor_token_awaits_otp ("..."));
}

static void
test_permissions (void)
{
  g_autoptr (JsonObject) body =
    parse ("{\"profile\":{\"macro_permissions\":{"
           "\"on\":{\"value\":true,\"permissions\":{\"yes\":{\"value\":true},"
           "\"no\":{\"value\":false},\"odd\":true}},"
           "\"off\":{\"value\":false,\"permissions\":{\"yes\":{\"value\":true}}},"
           "\"text\":{\"value\":\"true\"}}}}");

  g_assert_true (cor_profile_permits (body, "on", NULL));
  g_assert_true (cor_profile_permits (body, "on", "yes"));
  g_assert_false (cor_profile_permits (body, "on", "no"));
  g_assert_false (cor_profile_permits (body, "on", "odd"));
  g_assert_false (cor_profile_permits (body, "on", "missing"));
  g_assert_false (cor_profile_permits (body, "off", "yes"));
  g_assert_false (cor_profile_permits (body, "off", NULL));
  g_assert_false (cor_profile_permits (body, "text", NULL));
  g_assert_false (cor_profile_permits (body, "missing", NULL));
}

/* The server keeps any text as the default device and then leaves the key out, or names another
 * user's phone. */
static void
test_bad_default_device (void)
{
  static const char *const names[] = { "extra/004-me-after-foreign-default-device.json",
                                       "extra/006-me-after-garbage.json" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *text = fixture_body (names[i]);
    g_autoptr (JsonObject) body = parse (text);
    g_autoptr (CorCtiProfile) profile = cor_profile_parse (body);

    g_assert_null (profile->default_device);
    g_assert_cmpuint (profile->endpoints->len, ==, 3);
  }
}

static CorContact *
contact_of (const char *text)
{
  g_autoptr (JsonObject) row = parse (text);
  GObject *object = cor_phonebook_parse_row (row, NULL);

  return object != NULL ? COR_CONTACT (object) : NULL;
}

static void
test_contact (void)
{
  g_autoptr (CorContact) contact =
    contact_of ("{\"id\":null,\"source\":\"cti\",\"type\":\"private\",\"name\":\"\","
                "\"firstname\":\"Ada\",\"lastname\":\"Rossi\",\"workphone\":\"021234xxx\","
                "\"cellphone\":\"\",\"cellphone2\":\"3331234567\",\"extension\":204,"
                "\"fax\":\"06 99\",\"job\":\"Sales\",\"otheremail\":\"a@example.org\"}");
  const CorContactPhone *phones;
  guint n;

  g_assert_cmpint (cor_contact_get_id (contact), ==, 0);
  g_assert_cmpstr (cor_contact_get_name (contact), ==, "Ada Rossi");
  g_assert_cmpstr (cor_contact_get_email (contact), ==, "a@example.org");
  g_assert_cmpstr (cor_contact_get_best_phone (contact)->number, ==, "3331234567");
  phones = cor_contact_get_phones (contact, &n);
  g_assert_cmpuint (n, ==, 3);
  for (guint i = 0; i < n; i++)
    g_assert_true (phones[i].masked == (phones[i].kind == COR_PHONE_WORK));
  g_assert_null (contact_of ("{\"id\":5,\"source\":\"cti\",\"name\":\"\",\"notes\":\"empty\"}"));
}

static CorHistoryEntry *
entry_of (const char *text)
{
  g_autoptr (GHashTable) own = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (JsonObject) row = parse (text);
  GObject *object;

  g_hash_table_add (own, (gpointer) "201");
  g_hash_table_add (own, (gpointer) "92201");
  object = cor_history_parse_row (row, own);
  return object != NULL ? COR_HISTORY_ENTRY (object) : NULL;
}

typedef struct {
  const char *row;
  CorHistoryDirection direction;
  const char *number, *name;
} HistoryCase;

static void
test_history (void)
{
#define IDS "{\"uniqueid\":\"1.2\",\"linkedid\":\"1.1\",\"time\":\"1795367640\","
  static const HistoryCase cases[] = {
    { IDS "\"direction\":\"in\",\"disposition\":\"ANSWERED\",\"cnum\":\"021\",\"cnam\":\"021\","
          "\"dst\":\"201\",\"dst_cnam\":\"Me\"}",
      COR_HISTORY_IN, "021", NULL },
    { IDS "\"direction\":\"in\",\"disposition\":\"BUSY\",\"cnum\":\"\",\"src\":\"022\","
          "\"cnam\":\"Ada\",\"dst\":\"201\"}",
      COR_HISTORY_MISSED, "022", "Ada" },
    { IDS "\"direction\":\"in\",\"disposition\":\"NO ANSWER\",\"cnum\":\"Anonymous\"}",
      COR_HISTORY_MISSED, "", NULL },
    { IDS "\"direction\":\"out\",\"disposition\":\"NO ANSWER\",\"cnum\":\"201\","
          "\"dst\":\"39348xxx\",\"dst_cnam\":\"Bob\"}",
      COR_HISTORY_OUT, "39348xxx", "Bob" },
    { IDS "\"direction\":\"\",\"disposition\":\"ANSWERED\",\"cnum\":\"201\",\"dst\":\"92201\"}",
      COR_HISTORY_INTERNAL, "92201", NULL },
    { IDS "\"disposition\":\"ANSWERED\",\"cnum\":\"201\",\"dst\":203}", COR_HISTORY_OUT, "203",
      NULL },
    { IDS "\"disposition\":\"ANSWERED\",\"cnum\":\"203\",\"dst\":\"201\"}", COR_HISTORY_IN, "203",
      NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CorHistoryEntry) entry = entry_of (cases[i].row);

    g_assert_cmpint (cor_history_entry_get_direction (entry), ==, cases[i].direction);
    g_assert_cmpstr (cor_history_entry_get_number (entry), ==, cases[i].number);
    g_assert_cmpstr (cor_history_entry_get_name (entry), ==, cases[i].name);
    g_assert_cmpint (cor_history_entry_get_time (entry), ==, 1795367640);
  }
  g_assert_null (entry_of (IDS "\"time\":0}"));
  g_assert_null (entry_of (IDS "\"time\":999999999999999}"));
  g_assert_null (entry_of ("{\"time\":1795367640}"));
#undef IDS
}

/* One phone rang in vain, another answered: the same ids, and two rows to keep. */
static void
test_history_id (void)
{
#define ROW "{\"uniqueid\":\"1.2\",\"linkedid\":\"1.1\",\"time\":1795367640,\"disposition\":"
  g_autoptr (CorHistoryEntry) first = entry_of (ROW "\"ANSWERED\"}");
  g_autoptr (CorHistoryEntry) second = entry_of (ROW "\"NO ANSWER\"}");
#undef ROW

  g_assert_cmpstr (cor_history_entry_get_id (first), !=, cor_history_entry_get_id (second));
}

static void
test_client_config (void)
{
  static const char text[] = "// made by the entry point: { SIP_HOST: 'wrong' }\n"
                             "window.CONFIG = {\n"
                             "  PRODUCT_NAME: 'CTI', COMPANY_NAME: 'O\\'Neil, Rossi & C.',\n"
                             "  /* , SIP_HOST: 'wrong', */\n"
                             "  VOICE_ENDPOINT : \"voice.example.org\" ,\n"
                             "  API_ENDPOINT: window.location.hostname + '/x',\n"
                             "  'SIP_HOST': '127.0.0.1',\n"
                             "  SIP_PORT: '20139',\n"
                             "  TIMEZONE: 'Europe/Rome',\n"
                             "}\n";
  g_autoptr (CorCtiConfig) config = cor_client_config_parse (text, sizeof text - 1);

  g_assert_cmpstr (config->company_name, ==, "O'Neil, Rossi & C.");
  g_assert_cmpstr (config->voice_endpoint, ==, "voice.example.org");
  g_assert_cmpstr (config->sip_host, ==, "127.0.0.1");
  g_assert_cmpuint (config->sip_port, ==, 20139);
  for (gsize i = 0; i < sizeof text; i++)
    cor_cti_config_free (cor_client_config_parse (text, i));
}

static void
test_client_config_odd (void)
{
  static const char *const texts[] = {
    "",
    "<!doctype html><html><style>a{b:c}</style>",
    "{",
    "{:",
    "{A:'",
    "{A:'\\",
    "window.CONFIG",
    "{VOICE_ENDPOINT: window.location.hostname, SIP_PORT: 5060, SIP_HOST: ''}",
    "{VOICE_ENDPOINT: 'a' + 'b', SIP_PORT: '99999'}",
    "{VOICE_ENDPOINT: '\xff'}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (CorCtiConfig) config = cor_client_config_parse (texts[i], strlen (texts[i]));

    g_assert_null (config->voice_endpoint);
    g_assert_null (config->sip_host);
    g_assert_cmpuint (config->sip_port, ==, 0);
  }
}

static void
test_engineio (void)
{
  static const struct {
    const char *text;
    CorFrameKind kind;
    const char *payload;
  } frames[] = {
    { "0{\"sid\":\"x\"}", COR_FRAME_OPEN, "{\"sid\":\"x\"}" },
    { "1", COR_FRAME_CLOSE, "" },
    { "2", COR_FRAME_PING, "" },
    { "40{\"sid\":\"y\"}", COR_FRAME_CONNECT, "{\"sid\":\"y\"}" },
    { "40", COR_FRAME_CONNECT, "" },
    { "41", COR_FRAME_DISCONNECT, "" },
    { "42[\"a\",1]", COR_FRAME_EVENT, "[\"a\",1]" },
    { "4213[\"a\"]", COR_FRAME_EVENT, "[\"a\"]" },
    { "42/admin,[\"a\"]", COR_FRAME_OTHER, NULL },
    { "42", COR_FRAME_OTHER, NULL },
    { "43[]", COR_FRAME_OTHER, NULL },
    { "44{\"message\":\"no\"}", COR_FRAME_REFUSED, NULL },
    { "4", COR_FRAME_OTHER, NULL },
    { "", COR_FRAME_OTHER, NULL },
    { "hello", COR_FRAME_OTHER, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (frames); i++) {
    CorFrame frame = cor_engineio_parse (frames[i].text, strlen (frames[i].text));

    g_assert_cmpint (frame.kind, ==, frames[i].kind);
    g_assert_true (frame.payload + frame.payload_len == frames[i].text + strlen (frames[i].text) ||
                   frame.kind == COR_FRAME_OTHER);
    if (frames[i].payload != NULL)
      g_assert_cmpstr (frame.payload, ==, frames[i].payload);
  }
}

static void
test_login_frame (void)
{
  g_autofree char *frame = cor_engineio_build_login ("o\"neil", "a.b.c");

  g_assert_cmpstr (frame, ==,
                   "42[\"login\",{\"accessKeyId\":\"o\\\"neil\",\"token\":\"a.b.c\","
                   "\"uaType\":\"mobile\"}]");
}

static void
test_recorded_events (void)
{
  static const char *const names[] = { "middleware/ws-demo.json", "ns8/ws-demo2.json",
                                       "extra/ws-takeover.json", "ns8/ws-bad-token.json" };
  guint seen[COR_EVENT_RELOADED + 1] = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (JsonObject) session = fixture_load (names[i]);
    JsonArray *frames = cor_json_get_array (session, "frames");

    for (guint j = 0; j < cor_json_array_length (frames); j++) {
      JsonArray *entry = json_array_get_array_element (frames, j);
      const char *text = cor_json_array_get_string (entry, 2, 1 << 20);
      CorFrame frame = cor_engineio_parse (text, strlen (text));
      g_autoptr (CorEvent) event = NULL;

      if (g_str_equal (json_array_get_string_element (entry, 1), "out"))
        continue;
      g_assert_cmpint (frame.kind, !=, COR_FRAME_OTHER);
      if (frame.kind != COR_FRAME_EVENT)
        continue;
      event = cor_event_parse (frame.payload, frame.payload_len);
      seen[event->kind]++;
    }
  }
  g_assert_cmpuint (seen[COR_EVENT_AUTHORIZED], ==, 3);
  g_assert_cmpuint (seen[COR_EVENT_UNAUTHORIZED], ==, 1);
  g_assert_cmpuint (seen[COR_EVENT_EXTENSION], >, 20);
  g_assert_cmpuint (seen[COR_EVENT_PRESENCE], >, 10);
  g_assert_cmpuint (seen[COR_EVENT_HANGUP], >, 0);
}

static void
test_exten_limits (void)
{
  g_autoptr (GString) text =
    g_string_new ("[\"extenUpdate\",{\"exten\":\"201\",\"conversations\":{");
  g_autoptr (CorEvent) event = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (text, "%s\"%u\":{\"id\":\"%u>\",\"linkedId\":\"%u\"}", i > 0 ? "," : "",
                            i, i, i);
  g_string_append (text, "}}]");
  event = cor_event_parse (text->str, text->len);
  g_assert_cmpint (event->kind, ==, COR_EVENT_EXTENSION);
  g_assert_cmpuint (event->exten->conversations->len, ==, 16);
}

static void
test_desk_number (void)
{
  static const char *const numbers[][2] = {
    { "+390721405516", "00390721405516" },
    { "203", "203" },
    { "*43#", "*43#" },
    { "0721 405-516", "0721405516" },
    { "39+1", "391" },
    { "", "" },
    { "12\r\n34", "1234" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++) {
    g_autofree char *formatted = cor_desk_format_number (numbers[i][0]);

    g_assert_cmpstr (formatted, ==, numbers[i][1]);
  }
}

static void
count_told (const char *key, gpointer value, gpointer user_data)
{
  g_string_append_printf (user_data, "%s=%d ", key, GPOINTER_TO_INT (value));
}

static void
free_nothing (gpointer value)
{
}

static void
test_coalesce (void)
{
  g_autoptr (FakeClock) clock = fake_clock_new ();
  g_autoptr (GString) told = g_string_new (NULL);
  const CorCoalesceFuncs funcs = { g_direct_equal, free_nothing, count_told };
  CorCoalesce *coalesce = cor_coalesce_new (&clock->clock, &funcs, told);

  for (guint i = 0; i < 260; i++)
    cor_coalesce_push (coalesce, "201", GINT_TO_POINTER (1));
  g_assert_cmpstr (told->str, ==, ""); /* not in the same turn */
  fake_clock_advance (clock, 0);
  g_assert_cmpstr (told->str, ==, "201=1 ");
  cor_coalesce_push (coalesce, "201", GINT_TO_POINTER (1));
  g_assert_cmpuint (fake_clock_count_timers (clock), ==, 0); /* a repeat wakes nobody */

  cor_coalesce_push (coalesce, "201", GINT_TO_POINTER (2));
  cor_coalesce_push (coalesce, "202", GINT_TO_POINTER (7));
  cor_coalesce_push (coalesce, "201", GINT_TO_POINTER (3));
  fake_clock_advance (clock, 0);
  g_assert_cmpstr (told->str, ==, "201=1 202=7 "); /* 201 has had its turn */
  fake_clock_advance (clock, 99);
  g_assert_cmpstr (told->str, ==, "201=1 202=7 ");
  fake_clock_advance (clock, 1);
  g_assert_cmpstr (told->str, ==, "201=1 202=7 201=3 ");
  cor_coalesce_push (coalesce, "203", GINT_TO_POINTER (1));
  cor_coalesce_free (coalesce);
  g_assert_cmpuint (fake_clock_count_timers (clock), ==, 0);
}

static void
test_coalesce_limit (void)
{
  g_autoptr (FakeClock) clock = fake_clock_new ();
  g_autoptr (GString) told = g_string_new (NULL);
  const CorCoalesceFuncs funcs = { g_direct_equal, free_nothing, count_told };
  CorCoalesce *coalesce = cor_coalesce_new (&clock->clock, &funcs, told);

  for (guint i = 0; i < 3 * COR_COALESCE_MAX_KEYS; i++) {
    g_autofree char *key = g_strdup_printf ("%u", i);

    cor_coalesce_push (coalesce, key, GINT_TO_POINTER (1));
  }
  fake_clock_advance (clock, 1000);
  g_string_truncate (told, 0);
  cor_coalesce_push (coalesce, "new", GINT_TO_POINTER (1)); /* there is room again */
  fake_clock_advance (clock, 1000);
  g_assert_cmpstr (told->str, ==, "new=1 ");
  cor_coalesce_free (coalesce);
}

static void
add_subjects (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++) {
    g_autofree char *wrong = g_strconcat ("/cti/parse/wrong-types/", subjects[i].fixture, NULL);
    g_autofree char *cut = g_strconcat ("/cti/parse/cut/", subjects[i].fixture, NULL);

    g_test_add_data_func (wrong, &subjects[i], test_wrong_types);
    g_test_add_data_func (cut, &subjects[i], test_cut_text);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/json/getters", test_json_getters);
  g_test_add_func ("/net/json/depth", test_json_depth);
  g_test_add_func ("/net/json/build", test_json_build);
  g_test_add_func ("/net/host", test_host);
  g_test_add_func ("/net/url", test_url);
  g_test_add_func ("/net/backoff", test_backoff);
  g_test_add_func ("/net/pace", test_pace);
  g_test_add_func ("/cti/parse/token", test_token);
  g_test_add_func ("/cti/parse/permissions", test_permissions);
  g_test_add_func ("/cti/parse/bad-default-device", test_bad_default_device);
  g_test_add_func ("/cti/parse/contact", test_contact);
  g_test_add_func ("/cti/parse/history", test_history);
  g_test_add_func ("/cti/parse/history-id", test_history_id);
  g_test_add_func ("/cti/parse/config", test_client_config);
  g_test_add_func ("/cti/parse/config-odd", test_client_config_odd);
  g_test_add_func ("/cti/parse/engineio", test_engineio);
  g_test_add_func ("/cti/parse/login-frame", test_login_frame);
  g_test_add_func ("/cti/parse/recorded-events", test_recorded_events);
  g_test_add_func ("/cti/parse/exten-limits", test_exten_limits);
  g_test_add_func ("/cti/parse/desk-number", test_desk_number);
  g_test_add_func ("/cti/coalesce/burst", test_coalesce);
  g_test_add_func ("/cti/coalesce/limit", test_coalesce_limit);
  add_subjects ();
  return g_test_run ();
}
