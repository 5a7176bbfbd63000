/* SPDX-License-Identifier: GPL-3.0-or-later
 * The pure parsers, and the coalescer of realtime news: what is known of the
 * server's odd ways. */
#include "client-config.h"
#include "common.h"
#include "cti-private.h"
#include "desk-call.h"
#include "engineio.h"
#include "event.h"
#include "history.h"
#include "phonebook.h"
#include "profile.h"
#include "token.h"
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
  g_assert_null (entry_of ("{\"time\":1795367640}"));
#undef IDS
}

/* A time that is none, or beyond all days, is not known; one in the future is as it is told. */
static void
test_history_time (void)
{
  static const struct {
    const char *told;
    gint64 time;
  } cases[] = { { "0", 0 },
                { "-5", 0 },
                { "null", 0 },
                { "\"soon\"", 0 },
                { "999999999999999", 0 },
                { "4102444800", 4102444800 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *row = g_strdup_printf ("{\"uniqueid\":\"1.2\",\"time\":%s}", cases[i].told);
    g_autoptr (CorHistoryEntry) entry = entry_of (row);

    g_assert_cmpint (cor_history_entry_get_time (entry), ==, cases[i].time);
  }
}

/* One phone rang in vain, another answered: one call. */
static void
test_history_id (void)
{
#define ROW "{\"uniqueid\":\"1.2\",\"linkedid\":\"1.1\",\"time\":1795367640,\"disposition\":"
  g_autoptr (CorHistoryEntry) first = entry_of (ROW "\"ANSWERED\"}");
  g_autoptr (CorHistoryEntry) second = entry_of (ROW "\"NO ANSWER\"}");
#undef ROW

  g_assert_cmpstr (cor_history_entry_get_id (first), ==, cor_history_entry_get_id (second));
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
test_conference (void)
{
  static const struct {
    const char *event;
    int users; /* -1: no news */
  } rows[] = {
    { "[\"confBridgeUpdate\",{\"id\":\"201\",\"users\":{\"202\":{\"id\":\"1\",\"name\":\"Ada\","
      "\"owner\":false,\"muted\":true,\"extenId\":\"202\"}}}]",
      1 },
    { "[\"meetmeConfUpdate\",{\"id\":201,\"users\":{\"202\":{\"id\":1,\"muted\":true}}}]", 1 },
    { "[\"confBridgeEnd\",{\"id\":\"201\"}]", 0 },
    { "[\"meetmeConfEnd\",{\"id\":\"201\"}]", 0 },
    { "[\"confBridgeUpdate\",{\"id\":\"201\",\"users\":{}}]", 0 },
    { "[\"confBridgeUpdate\",{\"id\":\"201\",\"users\":{\"202\":7,\"203\":{}}}]", 0 },
    { "[\"confBridgeUpdate\",{\"id\":\"201\"}]", -1 },
    { "[\"confBridgeUpdate\",{\"id\":\"201\",\"users\":[]}]", -1 },
    { "[\"confBridgeUpdate\",{\"users\":{}}]", -1 },
    { "[\"confBridgeEnd\",{\"id\":\"\"}]", -1 },
    { "[\"confBridgeEnd\"]", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CorEvent) event = cor_event_parse (rows[i].event, strlen (rows[i].event));
    const CorCtiConferenceUser *user;

    g_assert_cmpint (event->kind, ==, rows[i].users < 0 ? COR_EVENT_OTHER : COR_EVENT_CONFERENCE);
    if (rows[i].users < 0)
      continue;
    g_assert_cmpstr (event->conference->id, ==, "201");
    g_assert_cmpint (event->conference->users->len, ==, rows[i].users);
    if (rows[i].users == 0)
      continue;
    user = event->conference->users->pdata[0];
    g_assert_cmpstr (user->id, ==, "1");
    g_assert_cmpstr (user->number, ==, "202");
    g_assert_true (user->muted);
  }
}

static void
test_conference_limits (void)
{
  g_autoptr (GString) text = g_string_new ("[\"confBridgeUpdate\",{\"id\":\"201\",\"users\":{");
  g_autoptr (CorEvent) event = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (text, "%s\"%u\":{\"id\":\"%u\"}", i > 0 ? "," : "", i, i);
  g_string_append (text, "}}]");
  event = cor_event_parse (text->str, text->len);
  g_assert_cmpuint (event->conference->users->len, ==, 64);
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

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cti/parse/token", test_token);
  g_test_add_func ("/cti/parse/permissions", test_permissions);
  g_test_add_func ("/cti/parse/bad-default-device", test_bad_default_device);
  g_test_add_func ("/cti/parse/contact", test_contact);
  g_test_add_func ("/cti/parse/history", test_history);
  g_test_add_func ("/cti/parse/history-id", test_history_id);
  g_test_add_func ("/cti/parse/history-time", test_history_time);
  g_test_add_func ("/cti/parse/config", test_client_config);
  g_test_add_func ("/cti/parse/config-odd", test_client_config_odd);
  g_test_add_func ("/cti/parse/engineio", test_engineio);
  g_test_add_func ("/cti/parse/login-frame", test_login_frame);
  g_test_add_func ("/cti/parse/recorded-events", test_recorded_events);
  g_test_add_func ("/cti/parse/exten-limits", test_exten_limits);
  g_test_add_func ("/cti/parse/desk-number", test_desk_number);
  g_test_add_func ("/cti/parse/conference", test_conference);
  g_test_add_func ("/cti/parse/conference-limits", test_conference_limits);
  g_test_add_func ("/cti/coalesce/burst", test_coalesce);
  g_test_add_func ("/cti/coalesce/limit", test_coalesce_limit);
  return g_test_run ();
}
