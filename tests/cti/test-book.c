/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the client writes into the phonebook, beside what a real server took,
 * and pages as real and as odd ones send them. */
#include "cti/book.h"
#include "common.h"
#include "phonebook.h"
#include "profile.h"
#include <string.h>

typedef struct {
  SoupServer *server;
  CorCti *cti;
  char *body; /* of the answer */
  guint status;
  char *path, *query, *sent; /* what was asked last */
} Fixture;

static void
on_request (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  Fixture *f = user_data;
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  g_free (f->path);
  g_free (f->query);
  g_free (f->sent);
  f->path = g_strdup (path);
  f->query = g_strdup (g_uri_get_query (soup_server_message_get_uri (message)));
  f->sent = g_strndup (body->data, (gsize)body->length);
  server_reply (message, f->status, "application/json", f->body);
}

static void
setup (Fixture *f, gconstpointer data)
{
  g_autofree char *host = NULL;
  g_autoptr (GError) error = NULL;
  guint16 port;

  f->server = server_new (NULL, &port);
  soup_server_add_handler (f->server, NULL, on_request, f, NULL);
  host = g_strdup_printf ("http://127.0.0.1:%u/", port);
  f->cti = cor_cti_new (host, NULL, &error);
  g_assert_no_error (error);
  cor_cti_set_token (f->cti, "alice", "a.b.c");
  f->status = 200;
  f->body = g_strdup ("");
}

static void
teardown (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->cti);
  soup_server_disconnect (f->server);
  g_object_unref (f->server);
  g_free (f->body);
  g_free (f->path);
  g_free (f->query);
  g_free (f->sent);
}

static void
answer (Fixture *f, char *body)
{
  g_free (f->body);
  f->body = body;
}

/* What was sent has exactly what the recorded request has. */
static void
assert_as_recorded (Fixture *f, const char *name)
{
  g_autoptr (JsonObject) exchange = fixture_load (name);
  JsonObject *request = json_object_get_object_member (exchange, "request");
  JsonObject *recorded = json_object_get_object_member (request, "body");
  g_autoptr (JsonObject) sent = cor_json_parse_object (f->sent, strlen (f->sent), NULL);
  g_autoptr (GList) members = json_object_get_members (recorded);

  g_assert_nonnull (sent);
  g_assert_cmpstr (json_object_get_string_member (request, "path"), ==, f->path);
  for (GList *l = members; l != NULL; l = l->next)
    g_assert_cmpstr (cor_json_get_string (sent, l->data, 1000), ==,
                     json_object_get_string_member (recorded, l->data));
  g_assert_cmpuint (json_object_get_size (sent), ==, json_object_get_size (recorded));
}

static CorCard *
card_of (const char *type, const char *const *pairs)
{
  CorCard *card = cor_card_new ();

  cor_card_set_type (card, type);
  for (guint i = 0; pairs[i] != NULL; i += 2) {
    CorCardField field;

    g_assert_true (cor_card_field_from_name (pairs[i], &field));
    cor_card_set (card, field, pairs[i + 1]);
  }
  return card;
}

static gboolean
create (Fixture *f, const CorCard *card, GError **error)
{
  g_auto (Waiter) waiter = { 0 };

  cor_cti_create_contact_async (f->cti, card, NULL, on_waited, &waiter);
  return cor_cti_write_contact_finish (f->cti, wait_result (&waiter), error);
}

static void
test_create (Fixture *f, gconstpointer data)
{
  static const char *const pairs[] = { "name",      "MW Probe",   "company",    "Probe Srl",
                                       "workphone", "0721999111", "cellphone",  "3339991112",
                                       "firstname", "MW",         "lastname",   "Probe",
                                       "job",       "tester",     "workphone2", "0721999222",
                                       NULL };
  g_autoptr (CorCard) card = card_of ("private", pairs);
  g_autoptr (GError) error = NULL;

  f->status = 201;
  g_assert_true (create (f, card, &error));
  assert_as_recorded (f, "middleware/036-pb-create.json");
  f->status = 403;
  answer (f, g_strdup ("{\"message\":\"forbidden\"}"));
  g_assert_false (create (f, card, &error));
  g_assert_error (error, COR_CTI_ERROR, COR_CTI_ERROR_FORBIDDEN);
}

/* Only what was changed, and what was emptied as "". */
static void
test_modify (Fixture *f, gconstpointer data)
{
  static const char *const old_pairs[] = { "name", "MW Público", "homephone", "0721999112", NULL };
  static const char *const new_pairs[] = { "name",       "MW Probe Modified", "workphone",
                                           "0721999111", "homephone",         "0721999112",
                                           NULL };
  g_autoptr (CorCard) old = card_of ("public", old_pairs);
  g_autoptr (CorCard) card = card_of ("private", new_pairs);
  const CorContactFields fields = { .id = 152, .source = "cti", .type = "public", .card = old };
  g_autoptr (CorContact) before = cor_contact_new (&fields);
  g_autoptr (JsonObject) sent = NULL;

  for (guint i = 0; i < 2; i++) {
    g_auto (Waiter) waiter = { 0 };
    g_autoptr (GError) error = NULL;

    if (i == 1)
      cor_card_set (card, COR_CARD_HOMEPHONE, "");
    cor_cti_modify_contact_async (f->cti, before, card, NULL, on_waited, &waiter);
    g_assert_true (cor_cti_write_contact_finish (f->cti, wait_result (&waiter), &error));
    g_assert_no_error (error);
    if (i == 0)
      assert_as_recorded (f, "middleware/041-pb-modify.json");
  }
  sent = cor_json_parse_object (f->sent, strlen (f->sent), NULL);
  g_assert_cmpstr (cor_json_get_string (sent, "homephone", 10), ==, "");
}

static void
test_delete (Fixture *f, gconstpointer data)
{
  g_auto (Waiter) waiter = { 0 };

  cor_cti_delete_contact_async (f->cti, 152, NULL, on_waited, &waiter);
  g_assert_true (cor_cti_write_contact_finish (f->cti, wait_result (&waiter), NULL));
  assert_as_recorded (f, "middleware/044-pb-delete.json");
}

/* A piece of it is searched that a path can carry, and the newest row comes first. */
static void
test_find (Fixture *f, gconstpointer data)
{
  static const char *const numbered[] = { "name", "A/B", "homephone", "0721999112", NULL };
  static const char *const named[] = { "name", "A?B#%/C", NULL };
  static const char *const *const cases[] = { numbered, named };
  static const char *const paths[] = { "/api/phonebook/search/0721999112",
                                       "/api/phonebook/search/A" };

  answer (f, fixture_body ("middleware/039-pb-search-created.json"));
  for (guint i = 0; i < 2; i++) {
    g_autoptr (CorCard) card = card_of ("private", cases[i]);
    g_autoptr (GPtrArray) rows = NULL;
    g_auto (Waiter) waiter = { 0 };

    cor_cti_find_card_async (f->cti, card, NULL, on_waited, &waiter);
    rows = cor_cti_find_card_finish (f->cti, wait_result (&waiter), NULL);
    g_assert_cmpstr (f->path, ==, paths[i]);
    g_assert_cmpuint (rows->len, ==, 2);
    g_assert_cmpint (cor_contact_get_id (rows->pdata[0]), ==, 152);
    g_assert_cmpint (cor_contact_get_id (rows->pdata[1]), ==, 151);
  }
}

static void
test_one (Fixture *f, gconstpointer data)
{
  static const char *const bodies[] = { "middleware/040-pb-cticontact.json",
                                        "middleware/035-pb-contact-missing.json" };

  for (guint i = 0; i < 2; i++) {
    g_auto (Waiter) waiter = { 0 };
    g_autoptr (GError) error = NULL;
    g_autoptr (CorContact) contact = NULL;

    answer (f, fixture_body (bodies[i]));
    cor_cti_fetch_contact_async (f->cti, 152, NULL, on_waited, &waiter);
    contact = cor_cti_fetch_contact_finish (f->cti, wait_result (&waiter), &error);
    g_assert_no_error (error);
    g_assert_cmpstr (f->path, ==, "/api/phonebook/cticontact/152");
    g_assert_cmpint (contact != NULL, ==, i == 0);
    if (contact != NULL) {
      g_assert_cmpstr (cor_contact_get_owner (contact), ==, "demo");
      g_assert_cmpstr (cor_contact_get_card (contact)->fields[COR_CARD_HOMEPHONE], ==,
                       "0721999112");
    }
  }
}

static void
test_groups (Fixture *f, gconstpointer data)
{
  g_auto (Waiter) waiter = { 0 };
  g_auto (GStrv) groups = NULL;

  answer (
    f, g_strdup ("{\"Support\":{\"users\":[\"carla\"]},\"Zeta\":{\"users\":[\"bob\",\"alice\"]},"
                 "\"A,B\":{\"users\":[\"alice\"]},\"odd\":7,\"Sales\":{\"users\":[\"alice\"]}}"));
  cor_cti_fetch_groups_async (f->cti, NULL, on_waited, &waiter);
  groups = cor_cti_fetch_groups_finish (f->cti, wait_result (&waiter), NULL);
  g_assert_cmpuint (g_strv_length (groups), ==, 2);
  g_assert_cmpstr (groups[0], ==, "Sales");
  g_assert_cmpstr (groups[1], ==, "Zeta");
}

static CorCtiBookPage *
fetch_page (Fixture *f)
{
  g_auto (Waiter) waiter = { 0 };
  g_autoptr (GError) error = NULL;
  CorCtiBookPage *page;

  cor_cti_fetch_book_async (f->cti, 5, 10, NULL, on_waited, &waiter);
  page = cor_cti_fetch_book_finish (f->cti, wait_result (&waiter), &error);
  g_assert_no_error (error);
  return page;
}

/* Rows that say nothing count, and stand at the ends of the page like the others. */
static void
test_page (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCtiBookPage) real = NULL;
  g_autoptr (CorCtiBookPage) odd = NULL;
  g_autoptr (CorCtiBookPage) uncounted = NULL;

  answer (f, fixture_body ("middleware/031-pb-getall.json"));
  real = fetch_page (f);
  g_assert_cmpstr (f->query, ==, "limit=10&offset=5");
  g_assert_cmpuint (real->n_rows, ==, 5);
  g_assert_cmpuint (real->total, ==, 2090);
  g_assert_null (real->stamp);
  g_assert_cmpstr (real->first, ==, "1175/centralized");
  answer (f,
          g_strdup ("{\"count\":9,\"last_sync_at\":\"2026-11-22\",\"rows\":[{\"id\":1,\"source\":"
                    "\"cti\"},{\"id\":2,\"source\":\"cti\",\"name\":\"A\"},7]}"));
  odd = fetch_page (f);
  g_assert_cmpuint (odd->n_rows, ==, 3);
  g_assert_cmpuint (odd->contacts->len, ==, 1);
  g_assert_cmpstr (odd->first, ==, "1/cti");
  g_assert_cmpstr (odd->last, ==, "0/");
  g_assert_cmpstr (odd->stamp, ==, "2026-11-22");
  g_assert_true (odd->counted);
  answer (f, g_strdup ("{\"rows\":[]}"));
  uncounted = fetch_page (f);
  g_assert_false (uncounted->counted);
  g_assert_null (uncounted->first);
}

/* Long, empty and hostile texts: what can be kept is. */
static void
test_texts (void)
{
  g_autofree char *longest = g_strnfill (10000, 'n');
  g_autofree char *row = g_strdup_printf (
    "{\"id\":1,\"source\":\"cti\",\"name\":\"%s\",\"company\":\"<b>A</b>\\u202e\\u0000B\","
    "\"url\":\"javascript:x\",\"otheremail\":\"o@x\",\"workpostalcode\":7}",
    longest);
  g_autoptr (JsonObject) object = cor_json_parse_object (row, strlen (row), NULL);
  g_autoptr (CorContact) contact = COR_CONTACT (cor_phonebook_parse_row (object, NULL));
  const CorCard *card = cor_contact_get_card (contact);
  static const struct {
    const char *text, *uri;
  } webs[] = {
    { "javascript:x", NULL },
    { "http://example.org", "http://example.org" },
    { "HTTPS://Example.org/a b", NULL },
    { " www.example.org/x ", "https://www.example.org/x" },
    { "example.org:8080", "https://example.org:8080" },
    { "file:///etc/passwd", NULL },
    { "mailto:a@b.c", NULL },
    { "ftp://a.b", NULL },
    { "//x", NULL },
    { "", NULL },
  };

  g_assert_cmpuint (strlen (cor_contact_get_name (contact)), ==, 10000);
  g_assert_true (g_str_has_prefix (cor_contact_get_company (contact), "<b>A</b>"));
  g_assert_cmpstr (cor_contact_get_email (contact), ==, "o@x");
  g_assert_null (card->fields[COR_CARD_WORKPOSTALCODE]);
  for (guint i = 0; i < G_N_ELEMENTS (webs); i++) {
    g_autofree char *uri = cor_card_dup_web_uri (webs[i].text);

    g_test_message ("«%s»", webs[i].text);
    if (i == 2) /* whatever becomes of the space, it is no other scheme */
      g_assert_true (uri == NULL || g_str_has_prefix (uri, "https://"));
    else
      g_assert_cmpstr (uri, ==, webs[i].uri);
  }
}

/* Who may write what: the levels of the newer server, and the older's one permission. */
static void
test_rights (void)
{
  static const struct {
    const char *permissions;
    gboolean own, every;
  } cases[] = {
    { "", TRUE, FALSE },
    { "\"ad_phonebook\":{\"value\":true}", TRUE, TRUE },
    { "\"ad_phonebook\":{\"value\":false}", TRUE, FALSE },
    { "\"phonebook_level_0\":{\"value\":true}", FALSE, FALSE },
    { "\"phonebook_level_1\":{\"value\":true}", TRUE, FALSE },
    { "\"phonebook_level_2\":{\"value\":true}", TRUE, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text =
      g_strdup_printf ("{\"username\":\"a\",\"profile\":{\"macro_permissions\":{\"phonebook\":{"
                       "\"value\":true,\"permissions\":{%s}}}}}",
                       cases[i].permissions);
    g_autoptr (JsonObject) body = cor_json_parse_object (text, strlen (text), NULL);
    g_autoptr (CorCtiProfile) profile = cor_profile_parse (body);

    g_test_message ("{%s}", cases[i].permissions);
    g_assert_cmpint (profile->writes_own, ==, cases[i].own);
    g_assert_cmpint (profile->writes_every, ==, cases[i].every);
  }
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, setup, test, teardown);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("/cti/book/create", test_create);
  add ("/cti/book/modify", test_modify);
  add ("/cti/book/delete", test_delete);
  add ("/cti/book/find", test_find);
  add ("/cti/book/one", test_one);
  add ("/cti/book/groups", test_groups);
  add ("/cti/book/page", test_page);
  g_test_add_func ("/cti/book/texts", test_texts);
  g_test_add_func ("/cti/book/rights", test_rights);
  return g_test_run ();
}
