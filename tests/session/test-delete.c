/* SPDX-License-Identifier: GPL-3.0-or-later
 * A deleted contact is gone from the lists at once, and from the server when
 * its user has looked elsewhere; until then it can be had back. */
#include "session-book.h"
#include "cti/book.h"
#include "store/book.h"
#include "common.h"

typedef struct {
  SoupServer *soup;
  CorSession *session;
  FakeClock *clock;
  CorContact *contact;
  guint status;
  gboolean is_silent;
  SoupServerMessage *held;
  GString *asked;
  guint n_asked;
  char *refused;
} Fixture;

static void
on_request (SoupServer *soup,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  Fixture *f = user_data;
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  f->n_asked++;
  g_string_append_printf (f->asked, "%s %.*s;", path, (int)body->length, body->data);
  if (f->is_silent) {
    f->held = g_object_ref (message);
    soup_server_message_pause (message);
    return;
  }
  server_reply (message, f->status, "application/json", "{\"message\":\"forbidden\"}");
}

static void
on_refused (CorSession *session, const char *reason, Fixture *f)
{
  g_free (f->refused);
  f->refused = g_strdup (reason);
}

static CorContact *
new_contact (const char *owner, const char *type)
{
  const CorContactPhone phone = { COR_PHONE_WORK, "203", FALSE };
  const CorContactFields fields = { .id = 7,
                                    .source = "cti",
                                    .type = type,
                                    .owner = owner,
                                    .name = "Anna Rossi",
                                    .phones = &phone,
                                    .n_phones = 1 };

  return cor_contact_new (&fields);
}

static void
setup (Fixture *f, gconstpointer data)
{
  g_auto (Waiter) waiter = { 0 };
  g_auto (Waiter) put = { 0 };
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_autofree char *host = NULL;
  gboolean changed;
  guint16 port;

  f->soup = server_new (NULL, &port);
  f->status = 200;
  f->asked = g_string_new (NULL);
  soup_server_add_handler (f->soup, NULL, on_request, f, NULL);
  host = g_strdup_printf ("http://127.0.0.1:%u/", port);
  f->session = cor_session_new ();
  f->clock = fake_clock_new ();
  f->session->clock = &f->clock->clock;
  f->session->cti = cor_cti_new (host, NULL, NULL);
  cor_cti_set_token (f->session->cti, "alice", "a.b.c");
  cor_session_set_text (f->session, PROP_USER_NAME, "alice");
  g_signal_connect (f->session, "refused", G_CALLBACK (on_refused), f);
  cor_store_open_async (NULL, on_waited, &waiter);
  f->session->store = cor_store_open_finish (wait_result (&waiter), NULL);
  cor_session_attach_store (f->session);
  f->contact = new_contact ("alice", "private");
  g_ptr_array_add (rows, f->contact);
  cor_store_check_contacts_async (f->session->store, rows, on_waited, &put);
  g_assert_true (
    cor_store_check_contacts_finish (f->session->store, wait_result (&put), &changed, NULL));
}

static void
teardown (Fixture *f, gconstpointer data)
{
  g_object_unref (f->contact);
  g_object_run_dispose (G_OBJECT (f->session));
  g_object_unref (f->session);
  g_assert_cmpuint (fake_clock_count_timers (f->clock), ==, 0);
  fake_clock_free (f->clock);
  soup_server_disconnect (f->soup);
  g_object_unref (f->soup);
  g_string_free (f->asked, TRUE);
  g_free (f->refused);
  g_clear_object (&f->held);
}

static guint
count (Fixture *f)
{
  gint64 after = 0;
  g_auto (Waiter) waiter = { 0 };
  g_autoptr (GPtrArray) rows = NULL;

  cor_store_read_contacts_async (f->session->store, 0, on_waited, &waiter);
  rows = cor_store_read_contacts_finish (f->session->store, wait_result (&waiter), &after, NULL);
  return rows->len;
}

/* Reads overtake writes. */
static void
wait_count (Fixture *f, guint wanted)
{
  gint64 deadline = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  while (count (f) != wanted)
    g_assert_cmpint (g_get_monotonic_time (), <, deadline);
}

static void
test_undo (Fixture *f, gconstpointer data)
{
  guint id = cor_session_delete_contact (f->session, f->contact);

  wait_count (f, 0);
  g_action_group_activate_action (cor_session_get_actions (f->session), "undo-delete",
                                  g_variant_new_uint32 (id));
  cor_session_commit_delete (f->session, id);
  wait_count (f, 1);
  run_for (50);
  g_assert_cmpstr (f->asked->str, ==, "");
}

static void
test_commit (Fixture *f, gconstpointer data)
{
  guint id = cor_session_delete_contact (f->session, f->contact);

  wait_count (f, 0);
  g_assert_cmpuint (f->n_asked, ==, 0);
  cor_session_commit_delete (f->session, id);
  cor_session_commit_delete (f->session, id);
  cor_session_undo_delete (f->session, id);
  run_until_count (&f->n_asked, 1);
  run_for (50);
  g_assert_cmpstr (f->asked->str, ==, "/api/phonebook/delete_cticontact {\"id\":\"7\"};");
  wait_count (f, 0);
  g_assert_false (cor_session_has_deletions (f->session));
}

/* Nobody has said anything: after its time it is meant. */
static void
test_by_itself (Fixture *f, gconstpointer data)
{
  cor_session_delete_contact (f->session, f->contact);
  fake_clock_advance (f->clock, 19999);
  run_ready ();
  g_assert_cmpuint (f->n_asked, ==, 0);
  g_assert_cmpint (fake_clock_next (f->clock), ==, 1);
  fake_clock_advance (f->clock, 1);
  run_until_count (&f->n_asked, 1);
  g_assert_cmpstr (f->asked->str, ==, "/api/phonebook/delete_cticontact {\"id\":\"7\"};");
}

/* It is back, and its user hears why. */
static void
test_refused (Fixture *f, gconstpointer data)
{
  f->status = 403;
  cor_session_commit_delete (f->session, cor_session_delete_contact (f->session, f->contact));
  while (f->refused == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (g_str_has_prefix (f->refused, "“Anna Rossi” is not deleted."));
  wait_count (f, 1);
}

/* Who quits has not changed their mind. */
static void
test_quit (Fixture *f, gconstpointer data)
{
  g_auto (Waiter) waiter = { 0 };

  cor_session_delete_contact (f->session, f->contact);
  cor_session_stop_async (f->session, on_waited, &waiter);
  g_assert_true (cor_session_stop_finish (f->session, wait_result (&waiter), NULL));
  g_assert_true (g_str_has_prefix (f->asked->str, "/api/phonebook/delete_cticontact"));
}

/* A server that says nothing does not keep anybody. */
static void
test_quit_late (Fixture *f, gconstpointer data)
{
  g_auto (Waiter) waiter = { 0 };

  f->is_silent = TRUE;
  cor_session_delete_contact (f->session, f->contact);
  cor_session_flush_deletions_async (f->session, on_waited, &waiter);
  run_until_count (&f->n_asked, 1);
  g_assert_true (cor_session_has_deletions (f->session));
  fake_clock_advance (f->clock, 3000);
  g_assert_false (g_task_propagate_boolean (G_TASK (wait_result (&waiter)), NULL));
  g_assert_false (cor_session_has_deletions (f->session));
  server_reply (f->held, 200, "application/json", "{}");
  soup_server_message_unpause (f->held);
}

static void
test_rights (Fixture *f, gconstpointer data)
{
  static const struct {
    gboolean own, every;
    const char *owner, *type;
    gboolean may;
  } cases[] = {
    { TRUE, FALSE, "alice", "private", TRUE }, { TRUE, FALSE, "alice", "public", FALSE },
    { TRUE, FALSE, "bob", "private", FALSE },  { TRUE, TRUE, "bob", "public", TRUE },
    { TRUE, TRUE, "bob", "private", FALSE },   { FALSE, FALSE, "alice", "private", FALSE },
    { TRUE, TRUE, "bob", "group:A", TRUE },
  };
  CorCtiProfile *profile = g_new0 (CorCtiProfile, 1);

  f->session->profile = profile;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CorContact) contact = new_contact (cases[i].owner, cases[i].type);

    profile->writes_own = cases[i].own;
    profile->writes_every = cases[i].every;
    g_test_message ("%u", i);
    g_assert_cmpint (cor_session_may_edit_contact (f->session, contact), ==, cases[i].may);
  }
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, setup, test, teardown);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/session/delete/undo", test_undo);
  add ("/session/delete/commit", test_commit);
  add ("/session/delete/by-itself", test_by_itself);
  add ("/session/delete/refused", test_refused);
  add ("/session/delete/quit", test_quit);
  add ("/session/delete/quit-late", test_quit_late);
  add ("/session/delete/rights", test_rights);
  return g_test_run ();
}
