/* SPDX-License-Identifier: GPL-3.0-or-later
 * The mirror becomes like a server's phonebook, also one that pages wrongly or
 * is written while it is read. */
#include "book-sync.h"
#include "common.h"
#include <string.h>

typedef struct _Server Server;

/* What is wrong with a server; each is called before a page is answered. */
typedef void (*Mischief) (Server *server, guint *offset, guint *limit);

struct _Server {
  SoupServer *soup;
  GArray *ids;   /* of the rows, in order */
  guint texts;   /* of their names: another is a change */
  guint changed; /* id of the one row that has another name; or 0 */
  char *stamp;
  int lie; /* added to the count */
  gboolean uncounted;
  Mischief mischief;
  guint pages, rows; /* asked for, sent */
};

typedef struct {
  Server server;
  CorCti *cti;
  CorStore *store;
  CorBookSync *sync;
  double fraction;
} Fixture;

static guint
number_of (GHashTable *query, const char *name)
{
  return (guint)g_ascii_strtoull (g_hash_table_lookup (query, name), NULL, 10);
}

static void
append_row (Server *server, GString *json, guint id, gboolean first)
{
  if (id == 13) /* one that says nothing */
    g_string_append_printf (json, "%s{\"id\":13,\"source\":\"cti\"}", first ? "" : ",");
  else
    g_string_append_printf (json, "%s{\"id\":%u,\"source\":\"cti\",\"name\":\"%s %u\"}",
                            first ? "" : ",", id, id == server->changed ? "Other" : "Person", id);
}

static void
on_request (SoupServer *soup,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  Server *server = user_data;
  guint offset = number_of (query, "offset"), limit = number_of (query, "limit");
  g_autoptr (GString) json = g_string_new ("{");

  if (server->mischief != NULL)
    server->mischief (server, &offset, &limit);
  server->pages++;
  if (!server->uncounted)
    g_string_append_printf (json, "\"count\":%d,", (int)server->ids->len + server->lie);
  if (server->stamp != NULL)
    g_string_append_printf (json, "\"last_sync_at\":\"%s\",", server->stamp);
  g_string_append (json, "\"rows\":[");
  for (guint i = offset; i < server->ids->len && i - offset < limit; i++, server->rows++)
    append_row (server, json, g_array_index (server->ids, guint, i), i == offset);
  g_string_append (json, "]}");
  server_reply (message, 200, "application/json", json->str);
}

static void
add_rows (Server *server, guint n)
{
  for (guint i = 0; i < n; i++) {
    guint id = ++server->texts;

    g_array_append_val (server->ids, id);
  }
}

static void
on_progress (double fraction, gpointer user_data)
{
  ((Fixture *)user_data)->fraction = fraction;
}

static void
setup (Fixture *f, gconstpointer data)
{
  g_auto (Waiter) waiter = { 0 };
  g_autofree char *host = NULL;
  guint16 port;

  f->server.soup = server_new (NULL, &port);
  f->server.ids = g_array_new (FALSE, FALSE, sizeof (guint));
  soup_server_add_handler (f->server.soup, NULL, on_request, &f->server, NULL);
  host = g_strdup_printf ("http://127.0.0.1:%u/", port);
  f->cti = cor_cti_new (host, NULL, NULL);
  cor_cti_set_token (f->cti, "alice", "a.b.c");
  cor_store_open_async (NULL, on_waited, &waiter);
  f->store = cor_store_open_finish (wait_result (&waiter), NULL);
  f->sync = cor_book_sync_new (f->cti, f->store, on_progress, f);
  add_rows (&f->server, 2600);
}

static void
teardown (Fixture *f, gconstpointer data)
{
  g_auto (Waiter) waiter = { 0 };

  cor_book_sync_free (f->sync);
  cor_store_close_async (f->store, on_waited, &waiter);
  cor_store_close_finish (f->store, wait_result (&waiter), NULL);
  waiter_clear (&waiter);
  g_object_unref (f->store);
  g_object_unref (f->cti);
  soup_server_disconnect (f->server.soup);
  g_object_unref (f->server.soup);
  g_array_unref (f->server.ids);
  g_free (f->server.stamp);
}

static gboolean
turn (Fixture *f)
{
  g_auto (Waiter) waiter = { 0 };

  f->server.pages = f->server.rows = 0;
  cor_book_sync_turn_async (f->sync, NULL, on_waited, &waiter);
  return cor_book_sync_turn_finish (wait_result (&waiter), NULL);
}

/* id -> name of all that the mirror has. */
static GHashTable *
read_mirror (Fixture *f)
{
  GHashTable *names = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  gint64 after = 0;

  do {
    g_auto (Waiter) waiter = { 0 };
    g_autoptr (GPtrArray) rows = NULL;

    cor_store_read_contacts_async (f->store, after, on_waited, &waiter);
    rows = cor_store_read_contacts_finish (f->store, wait_result (&waiter), &after, NULL);
    for (guint i = 0; i < rows->len; i++)
      g_assert_true (g_hash_table_insert (names,
                                          GINT_TO_POINTER (cor_contact_get_id (rows->pdata[i])),
                                          g_strdup (cor_contact_get_name (rows->pdata[i]))));
  } while (after != 0);
  return names;
}

static void
assert_same (Fixture *f)
{
  g_autoptr (GHashTable) mirror = read_mirror (f);
  guint n = 0;

  for (guint i = 0; i < f->server.ids->len; i++) {
    guint id = g_array_index (f->server.ids, guint, i);

    if (id == 13)
      continue;
    n++;
    g_assert_true (g_hash_table_contains (mirror, GUINT_TO_POINTER (id)));
  }
  g_assert_cmpuint (g_hash_table_size (mirror), ==, n);
}

/* Afterwards a turn costs a page. */
static void
test_cheap (Fixture *f, gconstpointer data)
{
  g_assert_true (turn (f));
  g_assert_cmpuint (f->server.pages, ==, 6);
  g_assert_cmpfloat (f->fraction, ==, 1);
  assert_same (f);
  for (guint i = 0; i < 8; i++) {
    g_assert_true (turn (f));
    g_assert_cmpuint (f->server.pages, ==, 1);
    g_assert_cmpuint (f->server.rows, <=, COR_BOOK_PAGE);
  }
}

/* Whatever says that there is something new has everything read. */
static void
test_noticed (Fixture *f, gconstpointer data)
{
  g_assert_true (turn (f));
  add_rows (&f->server, 1);
  g_assert_true (turn (f));
  assert_same (f);
  g_array_remove_index (f->server.ids, 700);
  g_assert_true (turn (f));
  assert_same (f);
  f->server.stamp = g_strdup ("2026-11-22T10:00:00Z");
  g_assert_true (turn (f));
  g_assert_cmpuint (f->server.pages, >, 1);
  g_assert_true (turn (f));
  g_assert_cmpuint (f->server.pages, ==, 1);
}

/* A row that somebody else has changed is found after at most as many turns as there are pages. */
static void
test_changed_row (Fixture *f, gconstpointer data)
{
  gboolean found = FALSE;

  g_assert_true (turn (f));
  f->server.changed = 1900;
  for (guint i = 0; i < 6 && !found; i++) {
    g_autoptr (GHashTable) mirror = NULL;

    g_assert_true (turn (f));
    mirror = read_mirror (f);
    found = g_strcmp0 (g_hash_table_lookup (mirror, GUINT_TO_POINTER (1900)), "Other 1900") == 0;
  }
  g_assert_true (found);
  assert_same (f);
}

/* Of all that may happen between two pages. */
static void
delete_before (Server *server, guint *offset, guint *limit)
{
  if (server->pages == 2)
    g_array_remove_index (server->ids, 3);
}

static void
insert_before (Server *server, guint *offset, guint *limit)
{
  guint id = 90001;

  if (server->pages == 2)
    g_array_insert_val (server->ids, 3, id);
}

/* The number of rows stays as it was. */
static void
delete_and_append (Server *server, guint *offset, guint *limit)
{
  guint id = 90002;

  if (server->pages == 2) {
    g_array_remove_index (server->ids, 3);
    g_array_append_val (server->ids, id);
  }
}

static void
reverse_now_and_then (Server *server, guint *offset, guint *limit)
{
  if (server->pages == 2)
    for (guint i = 0, k = server->ids->len - 1; i < k; i++, k--) {
      guint *ids = (guint *)server->ids->data, other = ids[i];

      ids[i] = ids[k];
      ids[k] = other;
    }
}

static void
ignore_limit (Server *server, guint *offset, guint *limit)
{
  *limit = G_MAXUINT;
}

static void
cap_limit (Server *server, guint *offset, guint *limit)
{
  *limit = MIN (*limit, 100);
}

static void
shrink_once (Server *server, guint *offset, guint *limit)
{
  if (server->pages == 3)
    *limit = 2;
}

static void
test_moving (Fixture *f, gconstpointer data)
{
  f->server.mischief = (Mischief)data;
  g_assert_true (turn (f));
  f->server.mischief = NULL;
  g_assert_true (turn (f));
  assert_same (f);
}

/* A row that moves to another page while they are read stays in the mirror all the while. */
static void
test_nothing_lost (Fixture *f, gconstpointer data)
{
  g_assert_true (turn (f));
  f->server.stamp = g_strdup ("anew");
  f->server.mischief = (Mischief)data;
  g_assert_true (turn (f));
  assert_same (f);
}

/* Servers whose pages never make a whole: what was there stays, and it ends. */
static void
always_first (Server *server, guint *offset, guint *limit)
{
  *offset = 0;
}

static void
end_early (Server *server, guint *offset, guint *limit)
{
  if (*offset > 900)
    *limit = 0;
}

static void
one_row (Server *server, guint *offset, guint *limit)
{
  *limit = 1;
}

static void
test_never_whole (Fixture *f, gconstpointer data)
{
  g_assert_true (turn (f));
  f->server.stamp = g_strdup ("anew");
  f->server.mischief = (Mischief)data;
  g_assert_true (turn (f));
  g_assert_cmpuint (f->server.pages, <, 100);
  if (data == (gconstpointer)end_early) {
    g_assert_true (turn (f));
    g_assert_cmpuint (f->server.pages, ==, 1);
  }
  f->server.mischief = NULL;
  assert_same (f);
}

static void
test_wrong_counts (Fixture *f, gconstpointer data)
{
  g_assert_true (turn (f));
  f->server.lie = 5;
  g_assert_true (turn (f));
  assert_same (f);
  f->server.lie = 0;
  f->server.uncounted = TRUE;
  g_array_remove_index (f->server.ids, 5);
  g_assert_true (turn (f));
  assert_same (f);
}

static void
test_emptied (Fixture *f, gconstpointer data)
{
  g_assert_true (turn (f));
  g_array_set_size (f->server.ids, 0);
  g_assert_true (turn (f));
  assert_same (f);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer), Mischief mischief)
{
  g_autofree char *full = g_strconcat ("/session/book-sync/", path, NULL);

  g_test_add (full, Fixture, (gconstpointer)mischief, setup, test, teardown);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("cheap", test_cheap, NULL);
  add ("noticed", test_noticed, NULL);
  add ("changed-row", test_changed_row, NULL);
  add ("moving/delete", test_moving, delete_before);
  add ("moving/insert", test_moving, insert_before);
  add ("moving/delete-and-append", test_moving, delete_and_append);
  add ("moving/reverse", test_moving, reverse_now_and_then);
  add ("moving/no-limit", test_moving, ignore_limit);
  add ("moving/smaller-pages", test_moving, cap_limit);
  add ("moving/short-page", test_moving, shrink_once);
  add ("nothing-lost/delete", test_nothing_lost, delete_before);
  add ("nothing-lost/delete-and-append", test_nothing_lost, delete_and_append);
  add ("nothing-lost/reverse", test_nothing_lost, reverse_now_and_then);
  add ("never-whole/first-page-always", test_never_whole, always_first);
  add ("never-whole/ends-early", test_never_whole, end_early);
  add ("never-whole/one-row", test_never_whole, one_row);
  add ("wrong-counts", test_wrong_counts, NULL);
  add ("emptied", test_emptied, NULL);
  return g_test_run ();
}
