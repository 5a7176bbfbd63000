/* SPDX-License-Identifier: GPL-3.0-or-later
 * Other people's calls: by pages, while they may be seen, and in memory alone. M62 */
#include "common.h"
#include "session-private.h"
#include "session/others.h"
#include <stdlib.h>
#include <string.h>

typedef struct {
  SoupServer *server;
  CorSession *session;
  GListModel *list;
  guint total;  /* calls that the server has */
  guint status; /* of its answers */
  guint asked;
  char *query;
  guint refused;
} Fixture;

static void
on_request (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  Fixture *f = user_data;
  guint page = atoi (g_hash_table_lookup (query, "pageNum"));
  guint size = atoi (g_hash_table_lookup (query, "pageSize"));
  g_autoptr (GString) body = g_string_new (NULL);

  f->asked++;
  g_free (f->query);
  f->query = g_strdup (g_uri_get_query (soup_server_message_get_uri (message)));
  g_string_printf (body, "{\"count\":%u,\"rows\":[", f->total);
  for (guint i = (page - 1) * size; i < MIN (page * size, f->total); i++)
    g_string_append_printf (body,
                            "%s{\"uniqueid\":\"%u.1\",\"time\":%u,\"type\":\"in\",\"cnum\":\"%s\","
                            "\"dst\":\"202\",\"dst_cnam\":\"Bob\"}",
                            i % size > 0 ? "," : "", i, 1795367640 - i * 60,
                            i == 0 ? "0721405xxx" : "0721405516");
  g_string_append (body, "]}");
  server_reply (message, f->status, "application/json", body->str);
}

static void
on_refused (Fixture *f)
{
  f->refused++;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  guint16 port;
  g_autofree char *host = NULL;

  f->server = server_new (NULL, &port);
  soup_server_add_handler (f->server, NULL, on_request, f, NULL);
  host = g_strdup_printf ("http://127.0.0.1:%u/", port);
  f->session = cor_session_new ();
  f->session->cti = cor_cti_new (host, NULL, NULL);
  cor_cti_set_token (f->session->cti, "demo", "t");
  f->session->profile = g_new0 (CorCtiProfile, 1);
  f->session->profile->endpoints = g_ptr_array_new ();
  f->session->profile->group_cdr = TRUE;
  f->total = 250;
  f->status = 200;
  g_signal_connect_swapped (f->session, "refused", G_CALLBACK (on_refused), f);
  f->list = cor_session_list_others (f->session, COR_HISTORY_OF_GROUPS);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->list);
  g_assert_finalize_object (f->session);
  soup_server_disconnect (f->server);
  g_object_unref (f->server);
  g_free (f->query);
}

static int
reach_of (Fixture *f)
{
  int reach;

  g_object_get (f->list, "reach", &reach, NULL);
  return reach;
}

static void
settle (Fixture *f)
{
  gint64 deadline = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  while (reach_of (f) == COR_HISTORY_FETCHING) {
    g_assert_cmpint (g_get_monotonic_time (), <, deadline);
    g_main_context_iteration (NULL, TRUE);
  }
}

static void
fill (Fixture *f, CorHistoryKind kind, const char *text)
{
  cor_session_fill_others (f->list, &(CorHistoryFilter){ .kind = kind }, text);
  settle (f);
}

static void
test_pages (Fixture *f, gconstpointer data)
{
  g_autoptr (CorHistoryEntry) first = NULL, second = NULL;

  fill (f, COR_HISTORY_ANY, "a&b");
  g_assert_cmpuint (g_list_model_get_n_items (f->list), ==, 100);
  g_assert_cmpint (reach_of (f), ==, COR_HISTORY_MORE);
  g_assert_nonnull (strstr (f->query, "callType=group&username=demo&"));
  g_assert_nonnull (strstr (f->query, "&direction=all&textSearch=a%26b"));
  cor_session_fetch_more_others (f->list);
  settle (f);
  cor_session_fetch_more_others (f->list);
  settle (f);
  g_assert_cmpuint (g_list_model_get_n_items (f->list), ==, 250);
  g_assert_cmpint (reach_of (f), ==, COR_HISTORY_ALL);
  cor_session_fetch_more_others (f->list);
  g_assert_cmpuint (f->asked, ==, 3);
  first = g_list_model_get_item (f->list, 0);
  second = g_list_model_get_item (f->list, 1);
  g_assert_true (cor_history_entry_heads_day (first));
  g_assert_false (cor_history_entry_heads_day (second));
  g_assert_cmpstr (cor_history_entry_get_shown_number (first), ==, "0721405xxx");
}

static void
test_filter (Fixture *f, gconstpointer data)
{
  fill (f, COR_HISTORY_ONLY_MISSED, NULL);
  g_assert_nonnull (strstr (f->query, "&direction=lost&"));
  fill (f, COR_HISTORY_ONLY_MADE, NULL);
  g_assert_nonnull (strstr (f->query, "&direction=out&"));
  g_assert_cmpuint (g_list_model_get_n_items (f->list), ==, 100);
  /* The server tells no queue of them. */
  fill (f, COR_HISTORY_ONLY_QUEUE, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (f->list), ==, 0);
  g_assert_cmpuint (f->asked, ==, 2);
}

static void
test_failure (Fixture *f, gconstpointer data)
{
  f->status = 502;
  fill (f, COR_HISTORY_ANY, NULL);
  g_assert_cmpint (reach_of (f), ==, COR_HISTORY_STUCK);
  g_assert_cmpuint (f->refused, ==, 1);
  f->status = 200;
  cor_session_fetch_more_others (f->list);
  settle (f);
  g_assert_cmpuint (g_list_model_get_n_items (f->list), ==, 100);
}

/* What is no longer permitted is gone, and nobody is asked for it. */
static void
test_permission (Fixture *f, gconstpointer data)
{
  g_autoptr (GListModel) every = cor_session_list_others (f->session, COR_HISTORY_OF_EVERYBODY);

  g_assert_false (cor_session_may_see_others (f->session, COR_HISTORY_OF_EVERYBODY));
  cor_session_fill_others (every, &(CorHistoryFilter){ 0 }, NULL);
  g_assert_cmpuint (f->asked, ==, 0);
  fill (f, COR_HISTORY_ANY, NULL);
  f->session->profile->group_cdr = FALSE;
  g_object_notify (G_OBJECT (f->session), "presence");
  g_assert_cmpuint (g_list_model_get_n_items (f->list), ==, 0);
}

#define ADD(name, func) g_test_add ("/session/others/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("pages", test_pages);
  ADD ("filter", test_filter);
  ADD ("failure", test_failure);
  ADD ("permission", test_permission);
  return g_test_run ();
}
