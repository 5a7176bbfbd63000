/* SPDX-License-Identifier: GPL-3.0-or-later
 * A locked screen: colleagues see Do Not Disturb after a minute, and what was before comes back.
 * Q25. */
#include "session-around.h"
#include "session-presence.h"
#include "common.h"
#include "fake-logind.h"

/* One for all: a process knows one system bus. */
static GTestDBus *bus;

typedef struct {
  FakeLogind *logind;
  SoupServer *soup;
  CorSession *session;
  FakeClock *clock;
  GString *posted;
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

  g_assert_cmpstr (path, ==, "/api/user/presence");
  g_string_append_printf (f->posted, "%.*s;", (int)body->length, body->data);
  server_reply (message, 200, "application/json", "{}");
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *host = NULL;
  guint16 port;

  f->logind = fake_logind_new (bus);
  f->soup = server_new (NULL, &port);
  soup_server_add_handler (f->soup, NULL, on_request, f, NULL);
  f->posted = g_string_new (NULL);
  f->session = cor_session_new ();
  f->clock = fake_clock_new ();
  f->session->clock = &f->clock->clock;
  host = g_strdup_printf ("http://127.0.0.1:%u", port);
  f->session->cti = cor_cti_new (host, NULL, NULL);
  f->session->account_cancellable = g_cancellable_new ();
  f->session->profile = g_new0 (CorCtiProfile, 1);
  f->session->profile->username = g_strdup ("demo");
  f->session->profile->dnd = TRUE;
  f->session->profile->chosen[COR_CTI_ALWAYS] = COR_PRESENCE_ONLINE;
  g_settings_set_boolean (f->session->settings, "do-not-disturb-when-locked", TRUE);
  cor_session_announce_calls (f->session);
  cor_session_follow_away (f->session);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_settings_reset (f->session->settings, "do-not-disturb-when-locked");
  g_assert_finalize_object (f->session);
  g_assert_cmpuint (fake_clock_count_timers (f->clock), ==, 0);
  fake_clock_free (f->clock);
  fake_logind_free (f->logind);
  soup_server_disconnect (f->soup);
  g_object_unref (f->soup);
  g_string_free (f->posted, TRUE);
}

static void
lock (Fixture *f, gboolean locked)
{
  CorScreenLock *screen = f->session->around->lock;

  /* Until it knows of logind, every change is new to it. */
  while (cor_screen_lock_is_locked (screen) != locked) {
    fake_logind_set_locked (f->logind, locked);
    run_for (5);
  }
}

static void
wait_chosen (Fixture *f, CorPresence presence)
{
  while (f->session->profile->chosen[COR_CTI_ALWAYS] != presence)
    run_for (5);
}

static void
test_a_minute (Fixture *f, gconstpointer data)
{
  lock (f, TRUE);
  fake_clock_advance (f->clock, 59999);
  run_ready ();
  g_assert_cmpuint (f->posted->len, ==, 0);
  fake_clock_advance (f->clock, 1);
  wait_chosen (f, COR_PRESENCE_DND);
  g_assert_cmpstr (f->posted->str, ==, "{\"status\":\"dnd\"};");
  lock (f, FALSE);
  wait_chosen (f, COR_PRESENCE_ONLINE);
  g_assert_cmpstr (f->posted->str, ==, "{\"status\":\"dnd\"};{\"status\":\"online\"};");
}

static void
test_a_moment (Fixture *f, gconstpointer data)
{
  lock (f, TRUE);
  fake_clock_advance (f->clock, 59999);
  lock (f, FALSE);
  fake_clock_advance (f->clock, 60000);
  run_ready ();
  g_assert_cmpuint (f->posted->len, ==, 0);
}

/* Back before the server has agreed. */
static void
test_overtaken (Fixture *f, gconstpointer data)
{
  lock (f, TRUE);
  fake_clock_advance (f->clock, 60000);
  lock (f, FALSE);
  while (!g_str_has_suffix (f->posted->str, "{\"status\":\"online\"};"))
    run_for (5);
  wait_chosen (f, COR_PRESENCE_ONLINE);
}

/* Calls that go elsewhere go on going there; and who is not to be disturbed anyway stays so. */
static void
test_chosen_before (Fixture *f, gconstpointer data)
{
  static const CorPresence before[] = { COR_PRESENCE_CALLFORWARD, COR_PRESENCE_DND };

  for (guint i = 0; i < G_N_ELEMENTS (before); i++) {
    f->session->profile->chosen[COR_CTI_ALWAYS] = before[i];
    lock (f, TRUE);
    fake_clock_advance (f->clock, 60000);
    lock (f, FALSE);
    run_ready ();
    g_assert_cmpuint (f->posted->len, ==, 0);
  }
}

/* Not switched on. */
static void
test_off (Fixture *f, gconstpointer data)
{
  g_settings_set_boolean (f->session->settings, "do-not-disturb-when-locked", FALSE);
  lock (f, TRUE);
  fake_clock_advance (f->clock, 60000);
  run_ready ();
  g_assert_cmpuint (f->posted->len, ==, 0);
}

/* Somebody has chosen otherwise from elsewhere meanwhile. */
static void
test_chosen_since (Fixture *f, gconstpointer data)
{
  lock (f, TRUE);
  fake_clock_advance (f->clock, 60000);
  wait_chosen (f, COR_PRESENCE_DND);
  f->session->profile->chosen[COR_CTI_ALWAYS] = COR_PRESENCE_VOICEMAIL;
  cor_session_update_presence_actions (f->session);
  lock (f, FALSE);
  run_ready ();
  g_assert_cmpstr (f->posted->str, ==, "{\"status\":\"dnd\"};");
}

int
main (int argc, char **argv)
{
  int failed;

  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/away/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("a-minute", test_a_minute);
  ADD ("a-moment", test_a_moment);
  ADD ("overtaken", test_overtaken);
  ADD ("chosen-before", test_chosen_before);
  ADD ("chosen-since", test_chosen_since);
  ADD ("off", test_off);
#undef ADD
  bus = fake_service_bus_up ();
  failed = g_test_run ();
  g_test_dbus_down (bus);
  g_object_unref (bus);
  return failed;
}
