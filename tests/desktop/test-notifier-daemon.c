/* SPDX-License-Identifier: GPL-3.0-or-later
 * Notifications where calls are quicker than the daemon, and where the daemon is
 * slow, hangs, goes, comes or is not there: M47. */
#include "notifier-fixture.h"

static void
test_ends_before_answer (Fixture *f, gconstpointer caps)
{
  g_autoptr (CorCall) call = NULL;
  guint id;

  fake_daemon_hold (f->daemon, TRUE);
  call = ring (f, "201");
  id = wait_note (f, 1)->id;
  cor_call_set_ended (call, COR_CALL_END_ELSEWHERE, NULL);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpuint (fake_daemon_count_closes (f->daemon), ==, 0);
  g_assert_true (fake_daemon_release (f->daemon));
  fake_daemon_wait (f->daemon, fake_daemon_count_closes, 1);
  g_assert_false (fake_daemon_is_on_screen (f->daemon, id));
}

static void
test_ends_in_same_turn (Fixture *f, gconstpointer caps)
{
  g_autoptr (CorCall) last = NULL;

  for (guint i = 0; i < 50; i++) {
    g_autoptr (CorCall) call = ring (f, "201");

    cor_call_set_ended (call, COR_CALL_END_ELSEWHERE, NULL);
  }
  last = settle (f);
  g_assert_cmpuint (fake_daemon_count_on_screen (f->daemon), ==, 1);
}

/* The user closes one while the daemon is about to get an update of it, which puts it back. The
 * first call's notification is kept from hearing of it by the second's, which the daemon holds. */
static void
test_closed_before_update (Fixture *f, gconstpointer caps)
{
  g_autoptr (CorCall) call = ring (f, "201");
  g_autoptr (CorCall) other = NULL;
  guint id = wait_note (f, 1)->id;

  fake_daemon_wait (f->daemon, fake_daemon_count_answers, 1);
  fake_daemon_hold (f->daemon, TRUE);
  other = ring (f, "202");
  wait_note (f, 2);
  fake_daemon_dismiss (f->daemon, id);
  g_assert_false (fake_daemon_is_on_screen (f->daemon, id));
  cor_call_set_name (call, "Anna");
  g_assert_true (fake_daemon_release (f->daemon));
  g_assert_cmpuint (wait_note (f, 3)->replaces, ==, id);
  g_assert_true (fake_daemon_is_on_screen (f->daemon, id));
  fake_daemon_hold (f->daemon, FALSE);
  fake_daemon_wait (f->daemon, fake_daemon_count_closes, 1);
  g_assert_false (fake_daemon_is_on_screen (f->daemon, id));
}

static void
test_daemon_late (Fixture *f, gconstpointer caps)
{
  g_autoptr (CorCall) call = ring (f, "201");
  g_autoptr (CorCall) gone = ring (f, "202");

  while (g_main_context_iteration (NULL, FALSE))
    continue;
  cor_call_set_ended (gone, COR_CALL_END_ELSEWHERE, NULL);
  start_daemon (f, CAPS);
  g_assert_cmpstr (wait_note (f, 1)->summary, ==, "201");
}

/* A daemon that crashed and came back shows the call that still rings, as one of its own. */
static void
test_daemon_restart (Fixture *f, gconstpointer caps)
{
  g_autoptr (CorCall) call = ring (f, "201");

  wait_note (f, 1);
  fake_daemon_free (f->daemon);
  start_daemon (f, CAPS);
  g_assert_cmpuint (wait_note (f, 1)->replaces, ==, 0);
  fake_daemon_press (f->daemon, fake_daemon_get_note (f->daemon, 0)->id, "answer", NULL);
  fake_daemon_wait_empty (f->daemon);
  g_assert_cmpuint (f->line->answered, ==, 1);
}

/* Without a session bus at all: nothing is shown, nothing breaks, nothing is logged. */
static void
test_no_bus (void)
{
  Fixture f = { NULL };

  if (!g_test_subprocess ()) {
    g_test_trap_subprocess (NULL, 60 * G_USEC_PER_SEC, G_TEST_SUBPROCESS_DEFAULT);
    g_test_trap_assert_passed ();
    return;
  }
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  for (guint i = 0; i < 3; i++) {
    g_autoptr (CorCall) call = NULL;

    set_up (&f, NULL);
    call = ring (&f, "201");
    cor_call_set_name (call, "Anna");
    miss (&f, "202");
    cor_call_answer (call);
    g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_ACTIVE);
    tear_down (&f, NULL);
  }
}

static gboolean
on_tick (gpointer data)
{
  g_atomic_int_inc ((int *)data);
  return G_SOURCE_CONTINUE;
}

/* The main loop goes on ticking while the daemon sits on a call for five seconds; it would tick
 * 5,000 times undisturbed, and not at all if it waited too. */
static void
test_daemon_hangs (Fixture *f, gconstpointer caps)
{
  int ticks = 0;
  guint ticker = g_timeout_add (1, on_tick, &ticks);
  g_autoptr (CorCall) call = NULL;

  fake_daemon_hang_once (f->daemon, 5, &ticks);
  call = ring (f, "201");
  while (fake_daemon_get_ticks (f->daemon) < 0) {
    g_autofree char *name = g_strdup_printf ("Anna %d", ticks);

    cor_call_set_name (call, name);
    g_main_context_iteration (NULL, TRUE);
  }
  g_assert_cmpint (fake_daemon_get_ticks (f->daemon), >, 500);
  cor_call_set_ended (call, COR_CALL_END_ELSEWHERE, NULL);
  fake_daemon_wait_empty (f->daemon);
  /* What came meanwhile was gathered: one update, not thousands. */
  g_assert_cmpuint (fake_daemon_count_notes (f->daemon), <=, 3);
  g_source_remove (ticker);
}

/* Quitting takes its notifications along; a daemon that hangs does not keep it. */
static void
test_quit (Fixture *f, gconstpointer caps)
{
  g_autoptr (CorCall) call = ring (f, "201");

  miss (f, "202");
  g_object_unref (settle (f));
  g_assert_cmpuint (fake_daemon_count_on_screen (f->daemon), ==, 3);
  g_object_unref (f->notifier);
  g_assert_cmpuint (fake_daemon_count_on_screen (f->daemon), ==, 0);
  start_notifier (f);
  /* The two that still ring in the list. */
  fake_daemon_wait (f->daemon, fake_daemon_count_on_screen, 2);
  fake_daemon_hold (f->daemon, TRUE);
  cor_call_set_name (call, "Anna");
  g_assert_cmpstr (wait_note (f, 6)->summary, ==, "Anna");
  g_object_unref (f->notifier);
  g_assert_true (fake_daemon_release (f->daemon));
  fake_daemon_wait_empty (f->daemon);
  start_notifier (f);
}

/* One round of a storm: calls ring, get names, are answered, cancelled, missed and pressed at,
 * while the daemon answers when it likes. */
static void
storm_step (Fixture *f, GRand *rand, GPtrArray *calls)
{
  CorCall *call = calls->len > 0 ? calls->pdata[g_rand_int_range (rand, 0, (int)calls->len)] : NULL;
  guint n = fake_daemon_count_notes (f->daemon);

  switch (g_rand_int_range (rand, 0, 8)) {
  case 0:
    g_ptr_array_add (calls, ring (f, "201"));
    break;
  case 1:
    if (call != NULL)
      cor_call_set_name (call, g_rand_boolean (rand) ? "Anna" : "Bruno");
    break;
  case 2:
    if (call != NULL)
      cor_call_set_ended (call, COR_CALL_END_ELSEWHERE, NULL);
    break;
  case 3:
    if (call != NULL)
      cor_call_answer (call);
    break;
  case 4:
    if (n > 0)
      fake_daemon_press (f->daemon, fake_daemon_get_note (f->daemon, 0)->id,
                         g_rand_boolean (rand) ? "decline" : "silence", NULL);
    break;
  case 5:
    if (n > 0)
      fake_daemon_dismiss (f->daemon, fake_daemon_get_note (f->daemon, 0)->id);
    break;
  case 6:
    fake_daemon_release (f->daemon);
    break;
  default:
    g_main_context_iteration (NULL, FALSE);
  }
}

static void
test_storm (Fixture *f, gconstpointer caps)
{
  for (guint32 seed = 1; seed <= 1000; seed++) {
    g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
    g_autoptr (GPtrArray) calls = g_ptr_array_new_with_free_func (g_object_unref);
    g_autoptr (CorCall) last = NULL;

    fake_daemon_hold (f->daemon, g_rand_boolean (rand));
    for (guint i = 0; i < 24; i++)
      storm_step (f, rand, calls);
    for (guint i = 0; i < calls->len; i++)
      cor_call_set_ended (calls->pdata[i], COR_CALL_END_ELSEWHERE, NULL);
    fake_daemon_hold (f->daemon, FALSE);
    g_test_message ("seed %u", seed);
    last = settle (f);
    g_assert_cmpuint (fake_daemon_count_on_screen (f->daemon), >=, 1);
    cor_call_set_ended (last, COR_CALL_END_ELSEWHERE, NULL);
    fake_daemon_wait_empty (f->daemon);
  }
}

static void
add_tests (void)
{
  ADD ("ends-before-answer", CAPS, test_ends_before_answer);
  ADD ("ends-in-same-turn", CAPS, test_ends_in_same_turn);
  ADD ("closed-before-update", CAPS, test_closed_before_update);
  g_test_add_func ("/desktop/notifier/no-bus", test_no_bus);
  ADD ("daemon-late", NULL, test_daemon_late);
  ADD ("daemon-restart", CAPS, test_daemon_restart);
  ADD ("daemon-hangs", CAPS, test_daemon_hangs);
  ADD ("quit", CAPS, test_quit);
  ADD ("storm", CAPS, test_storm);
}

int
main (int argc, char *argv[])
{
  return run_tests (argc, argv, add_tests);
}
