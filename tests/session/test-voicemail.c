/* SPDX-License-Identifier: GPL-3.0-or-later
 * The mailbox of the session: fetched with the news of it and not more often, what fails is said,
 * a message is had back or deleted, what is not there is not heard. M63 */
#include "session-sounds.h"
#include "session/book.h"
#include "common.h"

typedef struct {
  SoupServer *soup;
  CorSession *session;
  FakeClock *clock;
  guint status;
  guint lists;
  GString *posted;
  char *refused;
} Fixture;

static const char rows[] = "{\"count\":2,\"rows\":["
                           "{\"id\":2,\"type\":\"inbox\",\"callerid\":\"<203>\"},"
                           "{\"id\":1,\"type\":\"old\",\"callerid\":\"<202>\"}]}";

static void
on_request (SoupServer *soup,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  Fixture *f = user_data;
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  gboolean list = g_str_has_prefix (path, "/api/voicemail/list");

  if (list)
    f->lists++;
  else
    g_string_append_printf (f->posted, "%s %.*s;", path, (int)body->length, body->data);
  server_reply (message, f->status, "application/json", list ? rows : "{}");
}

static void
on_refused (CorSession *session, const char *reason, Fixture *f)
{
  g_free (f->refused);
  f->refused = g_strdup (reason);
}

static CorVoicemailList *
list_of (Fixture *f)
{
  return cor_session_get_voicemail (f->session);
}

static void
wait_loaded (Fixture *f)
{
  gboolean loading = TRUE;

  while (loading) {
    run_for (5);
    g_object_get (list_of (f), "loading", &loading, NULL);
  }
}

static void
setup (Fixture *f, gconstpointer data)
{
  g_autofree char *host = NULL;
  guint16 port;

  f->soup = server_new (NULL, &port);
  soup_server_add_handler (f->soup, NULL, on_request, f, NULL);
  f->posted = g_string_new (NULL);
  f->status = 200;
  f->session = cor_session_new ();
  f->clock = fake_clock_new ();
  f->session->clock = &f->clock->clock;
  g_signal_connect (f->session, "refused", G_CALLBACK (on_refused), f);
  host = g_strdup_printf ("http://127.0.0.1:%u", port);
  f->session->cti = cor_cti_new (host, NULL, NULL);
  f->session->account_cancellable = g_cancellable_new ();
  f->session->profile = g_new0 (CorCtiProfile, 1);
  f->session->profile->mailbox = g_strdup ("201");
  cor_session_watch_voicemail (f->session);
  cor_session_fetch_voicemail (f->session);
  wait_loaded (f);
}

static void
teardown (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->session);
  g_assert_cmpuint (fake_clock_count_timers (f->clock), ==, 0);
  fake_clock_free (f->clock);
  soup_server_disconnect (f->soup);
  g_object_unref (f->soup);
  g_string_free (f->posted, TRUE);
  g_free (f->refused);
}

static guint
count (Fixture *f)
{
  return g_list_model_get_n_items (G_LIST_MODEL (list_of (f)));
}

static guint
new_count (Fixture *f)
{
  guint n;

  g_object_get (f->session, "voicemail-new", &n, NULL);
  return n;
}

static void
test_fetched (Fixture *f, gconstpointer data)
{
  g_assert_cmpuint (f->lists, ==, 1);
  g_assert_cmpuint (count (f), ==, 2);
  g_assert_cmpuint (new_count (f), ==, 1);
}

/* Two events tell of one change, and of several the last counts. */
static void
test_news (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < 5; i++)
    g_signal_emit_by_name (f->session->cti, "voicemail");
  fake_clock_advance (f->clock, 299);
  run_ready ();
  g_assert_cmpuint (f->lists, ==, 1);
  fake_clock_advance (f->clock, 1);
  run_until_count (&f->lists, 2);
  wait_loaded (f);
  g_assert_cmpuint (fake_clock_count_timers (f->clock), ==, 0);
  g_assert_cmpuint (f->lists, ==, 2);
  /* What comes while the list is on its way is not missed. */
  cor_session_refresh_voicemail (f->session);
  cor_session_refresh_voicemail (f->session);
  run_until_count (&f->lists, 4);
  wait_loaded (f);
  g_assert_cmpuint (f->lists, ==, 4);
}

static void
test_failed (Fixture *f, gconstpointer data)
{
  g_autofree char *error = NULL;

  f->status = 503;
  cor_session_refresh_voicemail (f->session);
  wait_loaded (f);
  g_object_get (list_of (f), "error", &error, NULL);
  g_assert_nonnull (error);
  g_assert_cmpuint (count (f), ==, 2); /* what was known is still true */
}

static void
test_no_mailbox (Fixture *f, gconstpointer data)
{
  g_clear_pointer (&f->session->profile->mailbox, g_free);
  cor_session_fetch_voicemail (f->session);
  g_assert_false (cor_voicemail_list_is_available (list_of (f)));
  run_for (50);
  g_assert_cmpuint (f->lists, ==, 1);
}

static void
test_undone (Fixture *f, gconstpointer data)
{
  guint id = cor_session_delete_voicemail (f->session, cor_voicemail_list_find (list_of (f), "2"));

  g_assert_cmpuint (count (f), ==, 1);
  g_assert_cmpuint (new_count (f), ==, 0);
  cor_session_undo_delete (f->session, id);
  g_assert_cmpuint (count (f), ==, 2);
  g_assert_cmpuint (new_count (f), ==, 1);
  g_assert_cmpstr (f->posted->str, ==, "");
}

static void
test_deleted (Fixture *f, gconstpointer data)
{
  guint id = cor_session_delete_voicemail (f->session, cor_voicemail_list_find (list_of (f), "2"));

  cor_session_commit_delete (f->session, id);
  run_until_count (&f->lists, 2); /* the server tells of it to nobody */
  wait_loaded (f);
  g_assert_cmpstr (f->posted->str, ==, "/api/voicemail/delete {\"id\":\"2\"};");
}

static void
test_not_deleted (Fixture *f, gconstpointer data)
{
  guint id = cor_session_delete_voicemail (f->session, cor_voicemail_list_find (list_of (f), "2"));

  f->status = 403;
  cor_session_commit_delete (f->session, id);
  while (f->refused == NULL)
    run_for (5);
  g_assert_true (g_str_has_prefix (f->refused, "The message of “203” is not deleted."));
  g_assert_cmpuint (count (f), ==, 2);
}

/* {} is no sound: that is told, and nothing is left of it. */
static void
test_no_sound (Fixture *f, gconstpointer data)
{
  CorPlayer *player = cor_session_get_player (f->session);

  cor_session_play_async (f->session, COR_PLAYABLE_VOICEMAIL, "2", "Carla", NULL, NULL);
  g_assert_cmpint (cor_player_get_state (player), ==, COR_PLAYER_FETCHING);
  while (f->refused == NULL)
    run_for (5);
  g_assert_cmpint (cor_player_get_state (player), ==, COR_PLAYER_EMPTY);
  g_assert_cmpuint (new_count (f), ==, 1);
}

/* Stopped while it was on its way: nobody is told of that. */
static void
test_stopped (Fixture *f, gconstpointer data)
{
  cor_session_play_async (f->session, COR_PLAYABLE_VOICEMAIL, "2", "Carla", NULL, NULL);
  cor_session_stop_player (f->session);
  run_for (100);
  g_assert_null (f->refused);
  g_assert_cmpint (cor_player_get_state (cor_session_get_player (f->session)), ==,
                   COR_PLAYER_EMPTY);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*run) (Fixture *f, gconstpointer data);
  } tests[] = {
    { "/session/voicemail/fetched", test_fetched },
    { "/session/voicemail/news", test_news },
    { "/session/voicemail/failed", test_failed },
    { "/session/voicemail/no-mailbox", test_no_mailbox },
    { "/session/voicemail/undone", test_undone },
    { "/session/voicemail/deleted", test_deleted },
    { "/session/voicemail/not-deleted", test_not_deleted },
    { "/session/voicemail/no-sound", test_no_sound },
    { "/session/voicemail/stopped", test_stopped },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, setup, tests[i].run, teardown);
  return g_test_run ();
}
