/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the company keeps for who talks to its customers: pages that strangers
 * wrote become text, and the page for callers is asked for. M65 */
#include "cti/company.h"
#include "cards.h"
#include "common.h"
#include "history.h"
#include "html.h"
#include "param-url.h"
#include "profile.h"
#include <string.h>

static void
assert_text (const char *html, const char *expected)
{
  g_autofree char *text = cor_html_to_text (html, strlen (html));

  g_assert_cmpstr (text, ==, expected);
}

static void
test_text (void)
{
  assert_text ("", "");
  assert_text ("Anna", "Anna");
  assert_text ("<!-- color: red --><div id='cc'><h1>Anna &amp; Co.</h1>\n <p>Tel.  0721\n405516",
               "Anna & Co.\nTel. 0721 405516");
  assert_text ("<table><tr><th>Phone</th><td>0721 405516</td></tr><tr><td>Mail<td>a@b.it</table>",
               "Phone · 0721 405516\nMail · a@b.it");
  assert_text ("one<br>two<br/><br><hr>three<ul><li>four<li>five</ul>",
               "one\ntwo\nthree\nfour\nfive");
  assert_text ("Citt\xc3\xa0 &egrave; &#8364; 5 &lt;b&gt;", "Città è € 5 <b>");
  assert_text ("a<b>b</b>c <i>d</i>", "abc d");
}

/* What no person reads, and what would run or be fetched. */
static void
test_nothing_runs (void)
{
  assert_text ("<head><title>t</title><style>p { color: red }</style></head><body>seen", "seen");
  assert_text ("<script>alert('0721 405516')</script>seen<script src='http://127.0.0.1:1/x'>",
               "seen");
  assert_text ("<iframe src='file:///etc/passwd'>no</iframe><object>no</object>seen", "seen");
  assert_text ("<img src='http://127.0.0.1:1/x' alt='no' onerror='x()'>seen", "seen");
  assert_text ("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><p>&e; seen", "]>\n&e; seen");
  assert_text ("</script></style></p>seen", "seen");
}

/* Bytes that are no text, marks that turn it round, and more than anybody reads. */
static void
test_bad_pages (void)
{
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autofree char *text = NULL, *many = NULL, *nul = NULL;
  g_auto (GStrv) split = NULL;

  assert_text ("<p>a\xff"
               "b</p>",
               "a\xef\xbf\xbd"
               "b");
  assert_text ("0721\xe2\x80\xae"
               "615504\xe2\x80\xac!",
               "0721615504!");
  for (guint i = 0; i < 100000; i++)
    g_string_append (deep, "<div><b>x");
  text = cor_html_to_text (deep->str, deep->len);
  g_assert_cmpuint (strlen (text), <=, COR_HTML_TEXT_MAX + 8);
  for (guint i = 0; i < 1000; i++)
    g_string_append (lines, "<p>x");
  many = cor_html_to_text (lines->str, lines->len);
  split = g_strsplit (many, "\n", -1);
  g_assert_cmpuint (g_strv_length (split), ==, COR_HTML_LINES_MAX);
  nul = cor_html_to_text ("<p>a\0b</p>", 10);
  g_assert_true (g_str_has_prefix (nul, "a"));
}

static char *
card (const char *html)
{
  g_autofree char *data = g_base64_encode ((const guchar *)html, strlen (html));

  return g_strdup_printf ("{\"descr\":\"Customer Identity\",\"data\":\"%s\",\"number\":\"1\"}",
                          data);
}

static GPtrArray *
parse (const char *text)
{
  g_autoptr (JsonObject) body = cor_json_parse_object (text, strlen (text), NULL);

  g_assert_nonnull (body);
  return cor_cards_parse (body);
}

static void
test_cards (void)
{
  g_autofree char *first = card ("<b>Anna</b>"), *second = card ("<p>Calls: 3");
  g_autofree char *text = g_strdup_printf ("{\"cc_identity\":%s,\"cc_calls\":%s}", first, second);
  g_autoptr (GPtrArray) cards = parse (text);
  const CorCustomerCard *one;

  g_assert_cmpuint (cards->len, ==, 2);
  one = g_ptr_array_index (cards, 0);
  g_assert_cmpstr (one->id, ==, "cc_identity");
  g_assert_cmpstr (one->title, ==, "Customer Identity");
  g_assert_cmpstr (one->text, ==, "Anna");
}

static void
test_bad_cards (void)
{
  static const char *const bad[] = { "{}",
                                     "{\"a\":null,\"b\":7,\"c\":[],\"d\":\"x\"}",
                                     "{\"a\":{}}",
                                     "{\"a\":{\"descr\":\"x\",\"data\":7}}",
                                     "{\"a\":{\"descr\":\"x\",\"data\":\"\"}}",
                                     "{\"a\":{\"descr\":\"x\",\"data\":\"%%%%\"}}",
                                     "{\"a\":{\"data\":\"PHNjcmlwdD54PC9zY3JpcHQ+\"}}" };
  g_autoptr (GString) many = g_string_new ("{");
  g_autofree char *one = card ("x");
  g_autoptr (GPtrArray) cards = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GPtrArray) none = parse (bad[i]);
    g_assert_cmpuint (none->len, ==, 0);
  }
  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (many, "%s\"c%u\":%s", i > 0 ? "," : "", i, one);
  g_string_append_c (many, '}');
  cards = parse (many->str);
  g_assert_cmpuint (cards->len, ==, COR_CARDS_MAX);
}

static CorCtiParamUrl *
parse_url (const char *text)
{
  g_autoptr (JsonObject) body = cor_json_parse_object (text, strlen (text), NULL);

  return cor_param_url_parse (body);
}

static void
test_param_url (void)
{
  static const char *const none[] = { "{}", "{\"url\":null}", "{\"url\":\"\"}", "{\"url\":7}" };
  g_autoptr (CorCtiParamUrl) url = parse_url ("{\"url\":\"https://crm/?n=$CALLER_NUMBER\"}");
  g_autoptr (CorCtiParamUrl) flag = parse_url ("{\"url\":\"x\",\"only_queues\":true}");
  g_autoptr (CorCtiParamUrl) number = parse_url ("{\"url\":\"x\",\"only_queues\":\"1\"}");
  g_autofree char *endless = g_strnfill (COR_PARAM_URL_MAX + 1, 'x');
  g_autofree char *text = g_strdup_printf ("{\"url\":\"%s\"}", endless);
  g_autoptr (CorCtiParamUrl) longer = parse_url (text);

  g_assert_cmpstr (url->url, ==, "https://crm/?n=$CALLER_NUMBER");
  g_assert_false (url->only_queues);
  g_assert_true (flag->only_queues);
  g_assert_true (number->only_queues);
  g_assert_null (longer->url);
  for (guint i = 0; i < G_N_ELEMENTS (none); i++) {
    g_autoptr (CorCtiParamUrl) empty = parse_url (none[i]);
    g_assert_null (empty->url);
  }
}

static CorCtiProfile *
parse_profile (const char *more)
{
  g_autofree char *text = g_strdup_printf ("{\"username\":\"demo\",%s}", more);
  g_autoptr (JsonObject) body = cor_json_parse_object (text, strlen (text), NULL);

  return cor_profile_parse (body);
}

static void
test_rights (void)
{
  g_autoptr (CorCtiProfile) none = parse_profile ("\"settings\":{\"open_param_url\":\"later\"}");
  g_autoptr (CorCtiProfile) some = parse_profile (
    "\"settings\":{\"open_param_url\":\"answered\"},\"profile\":{\"macro_permissions\":{"
    "\"customer_card\":{\"value\":true},\"cdr\":{\"value\":true,\"permissions\":{"
    "\"group_cdr\":{\"value\":true},\"ad_cdr\":{\"value\":false}}}}}");

  g_assert_false (none->customer_cards || none->group_cdr || none->every_cdr);
  g_assert_cmpint (none->open_url, ==, COR_CTI_OPEN_NEVER);
  g_assert_true (some->customer_cards && some->group_cdr && !some->every_cdr);
  g_assert_cmpint (some->open_url, ==, COR_CTI_OPEN_ANSWERED);
}

static CorHistoryEntry *
parse_other (const char *text)
{
  g_autoptr (JsonObject) row = cor_json_parse_object (text, strlen (text), NULL);

  return (CorHistoryEntry *)cor_history_parse_other_row (row, NULL);
}

/* Rows as a real server sent them, and as one that hides digits does. M62 */
static void
test_others (void)
{
  g_autoptr (CorHistoryEntry) in = parse_other (
    "{\"billsec\":143,\"ccompany\":\"Massive GmbH\",\"cnam\":\"Roberto\",\"cnum\":\"021075161\","
    "\"disposition\":\"ANSWERED\",\"dst\":\"201\",\"dst_cnam\":\"Alice "
    "Rossi\",\"linkedid\":\"1.1\","
    "\"src\":\"021075161\",\"time\":1795367640,\"type\":\"in\",\"uniqueid\":\"1.1\"}");
  g_autoptr (CorHistoryEntry) out = parse_other (
    "{\"cnam\":\"Bob Bianchi\",\"cnum\":\"202\",\"disposition\":\"NO "
    "ANSWER\",\"dst\":\"3252381401\","
    "\"dst_cnam\":\"Giulia\",\"time\":1795366980,\"type\":\"out\",\"uniqueid\":\"1.2\"}");
  g_autoptr (CorHistoryEntry) hidden = parse_other (
    "{\"cnam\":\"xxx\",\"cnum\":\"0721405xxx\",\"disposition\":\"NO ANSWER\",\"dst\":\"20xxx\","
    "\"dst_cnam\":\"\",\"time\":1,\"type\":\"in\",\"uniqueid\":\"1.3\"}");
  g_autoptr (CorHistoryEntry) internal = parse_other (
    "{\"cnam\":\"\",\"cnum\":\"202\",\"dst\":\"203\",\"type\":\"internal\",\"uniqueid\":\"1.4\"}");

  g_assert_cmpint (cor_history_entry_get_direction (in), ==, COR_HISTORY_IN);
  g_assert_cmpstr (cor_history_entry_get_number (in), ==, "021075161");
  g_assert_cmpstr (cor_history_entry_get_colleague (in), ==, "Alice Rossi");
  g_assert_cmpint (cor_history_entry_get_duration (in), ==, 143);
  g_assert_cmpint (cor_history_entry_get_direction (out), ==, COR_HISTORY_OUT);
  g_assert_cmpstr (cor_history_entry_get_number (out), ==, "3252381401");
  g_assert_cmpstr (cor_history_entry_get_colleague (out), ==, "Bob Bianchi");
  g_assert_cmpint (cor_history_entry_get_direction (hidden), ==, COR_HISTORY_MISSED);
  g_assert_true (cor_history_entry_is_masked (hidden));
  g_assert_cmpstr (cor_history_entry_get_colleague (hidden), ==, "20xxx");
  g_assert_cmpint (cor_history_entry_get_direction (internal), ==, COR_HISTORY_INTERNAL);
  g_assert_cmpstr (cor_history_entry_get_colleague (internal), ==, "202");
  g_assert_null (parse_other ("{}"));
  g_assert_null (parse_other ("{\"uniqueid\":7.5,\"type\":[]}"));
}

/* --- With a server. --- */

typedef struct {
  SoupServer *server;
  CorCti *cti;
  guint status;
  char *body;
  char *path; /* that was asked for, decoded */
} Fixture;

static void
on_request (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  Fixture *f = user_data;

  g_free (f->path);
  f->path = g_strdup (g_uri_get_path (soup_server_message_get_uri (message)));
  server_reply (message, f->status, "application/json", f->body);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  guint16 port;
  g_autofree char *host = NULL;

  f->server = server_new (NULL, &port);
  soup_server_add_handler (f->server, NULL, on_request, f, NULL);
  host = g_strdup_printf ("http://127.0.0.1:%u/", port);
  f->cti = cor_cti_new (host, NULL, NULL);
  f->status = 200;
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->cti);
  soup_server_disconnect (f->server);
  g_object_unref (f->server);
  g_free (f->body);
  g_free (f->path);
}

static GPtrArray *
fetch_cards (Fixture *f, const char *number, GError **error)
{
  g_auto (Waiter) waiter = { 0 };

  cor_cti_fetch_cards_async (f->cti, number, NULL, on_waited, &waiter);
  return cor_cti_fetch_cards_finish (f->cti, wait_result (&waiter), error);
}

static void
test_fetch_cards (Fixture *f, gconstpointer data)
{
  g_autofree char *one = card ("<p>Anna</p><p>0721 405516</p>");
  g_autoptr (GPtrArray) cards = NULL;
  g_autoptr (GError) error = NULL;

  f->body = g_strdup_printf ("{\"cc_identity\":%s}", one);
  cards = fetch_cards (f, "+39 0721/405516", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (f->path, ==, "/api/custcard/getbynum/+39 0721/405516/html");
  g_assert_cmpuint (cards->len, ==, 1);
  g_assert_cmpstr (((CorCustomerCard *)cards->pdata[0])->text, ==, "Anna\n0721 405516");
}

static void
test_fetch_fails (Fixture *f, gconstpointer data)
{
  static const struct {
    guint status;
    const char *body;
    int code;
  } answers[] = { { 200, "[]", COR_CTI_ERROR_BAD_DATA },
                  { 200, "{\"a\":", COR_CTI_ERROR_BAD_DATA },
                  { 403, "", COR_CTI_ERROR_FORBIDDEN },
                  { 500, "", COR_CTI_ERROR_SERVER } };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++) {
    g_autoptr (GError) error = NULL;

    f->status = answers[i].status;
    g_free (f->body);
    f->body = g_strdup (answers[i].body);
    g_assert_null (fetch_cards (f, "202", &error));
    g_assert_error (error, COR_CTI_ERROR, answers[i].code);
  }
}

static void
test_fetch_param_url (Fixture *f, gconstpointer data)
{
  g_auto (Waiter) waiter = { 0 };
  g_autoptr (CorCtiParamUrl) url = NULL;

  f->body = g_strdup ("{\"id\":1,\"profile_id\":3,\"url\":\"https://crm/\",\"only_queues\":1}");
  cor_cti_fetch_param_url_async (f->cti, NULL, on_waited, &waiter);
  url = cor_cti_fetch_param_url_finish (f->cti, wait_result (&waiter), NULL);
  g_assert_cmpstr (f->path, ==, "/api/user/paramurl");
  g_assert_cmpstr (url->url, ==, "https://crm/");
  g_assert_true (url->only_queues);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (cor_html_is_available ());
  g_test_add_func ("/company/text", test_text);
  g_test_add_func ("/company/nothing-runs", test_nothing_runs);
  g_test_add_func ("/company/bad-pages", test_bad_pages);
  g_test_add_func ("/company/cards", test_cards);
  g_test_add_func ("/company/bad-cards", test_bad_cards);
  g_test_add_func ("/company/param-url", test_param_url);
  g_test_add_func ("/company/rights", test_rights);
  g_test_add_func ("/company/others", test_others);
  ADD ("/company/fetch-cards", test_fetch_cards);
  ADD ("/company/fetch-fails", test_fetch_fails);
  ADD ("/company/fetch-param-url", test_fetch_param_url);
  return g_test_run ();
}
