/* SPDX-License-Identifier: GPL-3.0-or-later
 * What notifications of calls say, and what their buttons do: M66, M67. */
#include "notifier-fixture.h"

static void
assert_actions (const FakeNote *note, const char *keys)
{
  g_autoptr (GString) got = g_string_new (NULL);

  for (guint i = 0; note->actions[i] != NULL && note->actions[i + 1] != NULL; i += 2) {
    g_assert_cmpstr (note->actions[i + 1], !=, "");
    if (!g_str_equal (note->actions[i], "default"))
      g_string_append_printf (got, "%s=%s ", note->actions[i], note->actions[i + 1]);
  }
  g_assert_cmpstr (got->str, ==, keys);
}

static void
assert_hint (const FakeNote *note, const char *name, GVariant *value)
{
  g_autoptr (GVariant) wanted = g_variant_ref_sink (value);
  g_autoptr (GVariant) got = g_variant_lookup_value (note->hints, name, NULL);

  g_assert_nonnull (got);
  g_assert_cmpvariant (got, wanted);
}

static void
test_incoming (Fixture *f, gconstpointer caps)
{
  g_autoptr (CorCall) call = ring_with (f, "0721405516", "Anna Rossi");
  const FakeNote *note = wait_note (f, 1);

  g_assert_cmpstr (note->summary, ==, "Anna Rossi");
  g_assert_cmpstr (note->body, ==, "Incoming call from 0721405516");
  g_assert_cmpstr (note->app_name, ==, "Cornetta");
  g_assert_cmpint (note->timeout, ==, 0);
  g_assert_true (g_strv_contains ((const char *const *)note->actions, "default"));
  assert_actions (note, "answer=Answer decline=Decline silence=Silence ");
  assert_hint (note, "urgency", g_variant_new_byte (2));
  assert_hint (note, "category", g_variant_new_string ("call.incoming"));
  assert_hint (note, "resident", g_variant_new_boolean (TRUE));
  assert_hint (note, "suppress-sound", g_variant_new_boolean (TRUE));
  assert_hint (note, "desktop-entry", g_variant_new_string ("org.cornetta.Cornetta"));
}

static void
test_answer (Fixture *f, gconstpointer caps)
{
  g_autoptr (CorCall) call = ring (f, "201");
  guint id = wait_note (f, 1)->id;

  fake_daemon_press (f->daemon, id, "answer", NULL);
  fake_daemon_wait_empty (f->daemon);
  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_ACTIVE);
  g_assert_cmpuint (f->line->answered, ==, 1);
  g_assert_cmpuint (f->line->declined, ==, 0);
}

/* M42: beside a call that is talked in the buttons say what becomes of it, and follow it. */
static void
test_second (Fixture *f, gconstpointer caps)
{
  g_autoptr (CorCall) first = cor_call_new (COR_CALL_CONTROL (f->line), FALSE, "202", "here", TRUE);
  g_autoptr (CorCall) second = NULL;
  const FakeNote *note;

  cor_call_list_add (f->calls, first);
  second = ring (f, "203");
  assert_actions (wait_note (f, 1), "answer=Answer answer-ending=End and answer decline=Decline ");
  cor_call_set_state (first, COR_CALL_ACTIVE);
  note = wait_note (f, 2);
  assert_actions (note, "answer=Hold and answer answer-ending=End and answer decline=Decline ");
  fake_daemon_press (f->daemon, note->id, "answer-ending", NULL);
  wait_said (f, "answer-ending 203\n");
  cor_call_set_held (first, TRUE);
  assert_actions (wait_note (f, 3), "answer=Answer decline=Decline silence=Silence ");
  cor_call_set_held (first, FALSE);
  wait_note (f, 4);
  cor_call_set_ended (first, COR_CALL_END_REMOTE, NULL);
  assert_actions (wait_note (f, 5), "answer=Answer decline=Decline silence=Silence ");
  g_assert_cmpuint (fake_daemon_count_on_screen (f->daemon), ==, 1);
}

/* Where else it rings takes the place of Silence, while it does. */
static void
test_also_at (Fixture *f, gconstpointer caps)
{
  g_autoptr (CorCall) call = ring (f, "203");
  const FakeNote *note;

  wait_note (f, 1);
  cor_call_set_also_at (call, "Yealink T46U");
  note = wait_note (f, 2);
  assert_actions (note, "answer=Answer answer-there=Answer on Yealink T46U decline=Decline ");
  fake_daemon_press (f->daemon, note->id, "answer-there", NULL);
  while (f->line->answered_there == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (f->line->answered, ==, 0);
  cor_call_set_also_at (call, cor_call_get_place (call));
  assert_actions (wait_note (f, 3), "answer=Answer answer-there=Answer Here decline=Decline ");
  cor_call_set_also_at (call, NULL);
  assert_actions (wait_note (f, 4), "answer=Answer decline=Decline silence=Silence ");
}

static void
test_decline (Fixture *f, gconstpointer caps)
{
  g_autoptr (CorCall) call = ring (f, "201");
  g_autoptr (CorCall) last = NULL;
  guint id = wait_note (f, 1)->id;

  fake_daemon_press (f->daemon, id, "decline", NULL);
  fake_daemon_wait_empty (f->daemon);
  g_assert_cmpuint (f->line->declined, ==, 1);
  /* Declined is not missed. */
  last = settle (f);
  g_assert_cmpuint (fake_daemon_count_on_screen (f->daemon), ==, 1);
}

/* Silence leaves Answer and Decline, also where the daemon closes what was pressed. */
static void
test_silence (Fixture *f, gconstpointer caps)
{
  g_autoptr (CorCall) call = ring (f, "201");
  guint id = wait_note (f, 1)->id;

  fake_daemon_press (f->daemon, id, "silence", NULL);
  wait_said (f, "silenced 201\n");
  assert_actions (wait_note (f, 2), "answer=Answer decline=Decline ");
  g_assert_cmpuint (fake_daemon_get_note (f->daemon, 0)->id, ==, id);
  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_INCOMING);
  fake_daemon_press (f->daemon, id, "answer", NULL);
  fake_daemon_wait_empty (f->daemon);
  g_assert_cmpuint (f->line->answered, ==, 1);
}

static void
test_silence_closes (Fixture *f, gconstpointer caps)
{
  g_autoptr (CorCall) call = ring (f, "201");
  guint id = wait_note (f, 1)->id;

  fake_daemon_press (f->daemon, id, "silence", NULL);
  fake_daemon_dismiss (f->daemon, id);
  wait_said (f, "silenced 201\n");
  assert_actions (wait_note (f, 2), "answer=Answer decline=Decline ");
}

static void
test_click (Fixture *f, gconstpointer caps)
{
  g_autoptr (CorCall) call = ring (f, "201");
  guint id = wait_note (f, 1)->id;

  fake_daemon_press (f->daemon, id, "default", "token-7");
  wait_said (f, "show token-7\n");
  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_INCOMING);
}

static void
test_name_in_place (Fixture *f, gconstpointer caps)
{
  g_autoptr (CorCall) call = ring (f, "0721405516");
  guint id = wait_note (f, 1)->id;

  g_assert_cmpstr (fake_daemon_get_note (f->daemon, 0)->summary, ==, "0721405516");
  cor_call_set_name (call, "Anna Rossi");
  g_assert_cmpstr (wait_note (f, 2)->summary, ==, "Anna Rossi");
  g_assert_cmpuint (fake_daemon_get_note (f->daemon, 0)->replaces, ==, id);
  g_assert_cmpuint (fake_daemon_count_on_screen (f->daemon), ==, 1);
}

/* The user waved it away: the name must not bring it back. */
static void
test_dismissed_stays (Fixture *f, gconstpointer caps)
{
  g_autoptr (CorCall) call = ring (f, "0721405516");
  g_autoptr (CorCall) other = NULL;
  guint id = wait_note (f, 1)->id;

  fake_daemon_dismiss (f->daemon, id);
  /* An action that follows on the same connection says that the first was dealt with. */
  other = settle (f);
  fake_daemon_press (f->daemon, fake_daemon_get_note (f->daemon, 0)->id, "default", NULL);
  wait_said (f, "show -\n");
  cor_call_set_name (call, "Anna Rossi");
  cor_call_set_ended (other, COR_CALL_END_ELSEWHERE, NULL);
  fake_daemon_wait_empty (f->daemon);
  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_INCOMING);
  g_assert_cmpstr (fake_daemon_get_note (f->daemon, 0)->summary, ==, "99");
}

static void
test_foreign_ids (Fixture *f, gconstpointer caps)
{
  g_autoptr (CorCall) call = ring (f, "201");
  guint id = wait_note (f, 1)->id;

  fake_daemon_press (f->daemon, id + 1000, "answer", NULL);
  fake_daemon_press (f->daemon, 0, "decline", NULL);
  fake_daemon_dismiss (f->daemon, id + 1000);
  fake_daemon_press (f->daemon, id, "default", NULL);
  wait_said (f, "show -\n");
  g_assert_cmpuint (f->line->answered + f->line->declined, ==, 0);
  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_INCOMING);
}

/* The summary is plain text by the specification, the body is markup where the daemon says so. */
static void
test_hostile_name (Fixture *f, gconstpointer caps)
{
  gboolean markup = g_str_equal (caps, CAPS);
  g_autoptr (CorCall) call = ring_with (f, "201", "<b>x</b> & \x01\n\xff\xe2\x80\xaey");

  g_assert_cmpstr (wait_note (f, 1)->summary, ==, "<b>x</b> & \xef\xbf\xbdy");
  cor_call_set_ended (call, COR_CALL_END_MISSED, NULL);
  g_assert_cmpstr (wait_note (f, 2)->body, ==,
                   markup ? "&lt;b&gt;x&lt;/b&gt; &amp; \xef\xbf\xbdy\n201"
                          : "<b>x</b> & \xef\xbf\xbdy\n201");
}

/* Nothing visible in the name, nothing in the number. */
static void
test_no_caller (Fixture *f, gconstpointer caps)
{
  g_autoptr (CorCall) call = ring_with (f, "", "\x01\x02 ");

  g_assert_cmpstr (wait_note (f, 1)->summary, ==, "Unknown");
  g_assert_cmpstr (fake_daemon_get_note (f->daemon, 0)->body, ==, "Incoming call");
  cor_call_set_ended (call, COR_CALL_END_MISSED, NULL);
  assert_actions (wait_note (f, 2), "");
}

static void
test_no_actions (Fixture *f, gconstpointer caps)
{
  g_autoptr (CorCall) call = ring (f, "201");

  g_assert_cmpuint (g_strv_length (wait_note (f, 1)->actions), ==, 0);
}

static void
test_missed (Fixture *f, gconstpointer caps)
{
  guint watchdog;
  const FakeNote *note;

  miss (f, "202");
  watchdog = g_timeout_add_seconds (60, on_watchdog, (gpointer) "missed");
  while (fake_daemon_count_notes (f->daemon) == 0 ||
         !g_str_equal (fake_daemon_get_note (f->daemon, 0)->summary, "Missed call"))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (watchdog);
  note = fake_daemon_get_note (f->daemon, 0);
  g_assert_cmpstr (note->body, ==, "202");
  g_assert_cmpint (note->timeout, ==, -1);
  assert_actions (note, "call-back=Call back ");
  assert_hint (note, "urgency", g_variant_new_byte (1));
  assert_hint (note, "category", g_variant_new_string ("call.unanswered"));
  g_assert_null (g_variant_lookup_value (note->hints, "transient", NULL));
  g_assert_null (g_variant_lookup_value (note->hints, "resident", NULL));
  fake_daemon_press (f->daemon, note->id, "call-back", "token-9");
  wait_said (f, "call-back 202 token-9\n");
  fake_daemon_wait_empty (f->daemon);
}

/* One that could not even ring: who it was, and why. */
static void
test_missed_unheard (Fixture *f, gconstpointer caps)
{
  g_autoptr (CorCall) call = cor_call_new (NULL, TRUE, "202", "This computer", TRUE);
  const FakeNote *note;

  cor_call_set_name (call, "Anna");
  cor_call_set_ended (call, COR_CALL_END_FAILED, "No codec in common.");
  cor_call_list_add (f->calls, call);
  note = wait_note (f, 1);
  g_assert_cmpstr (note->summary, ==, "Missed call");
  g_assert_cmpstr (note->body, ==, "Anna\n202\nNo codec in common.");
  assert_actions (note, "call-back=Call back ");
}

static void
test_missed_counts (Fixture *f, gconstpointer caps)
{
  g_autoptr (CorCall) last = NULL;
  const FakeNote *note;

  miss (f, "202");
  miss (f, "203");
  miss (f, "202");
  miss (f, "202");
  last = settle (f);
  g_assert_cmpuint (fake_daemon_count_on_screen (f->daemon), ==, 3);
  miss (f, "202");
  do
    g_main_context_iteration (NULL, TRUE);
  while (!g_str_equal (fake_daemon_get_note (f->daemon, 0)->summary, "4 missed calls"));
  note = fake_daemon_get_note (f->daemon, 0);
  g_assert_cmpuint (note->replaces, !=, 0);
  g_assert_cmpstr (note->body, ==, "202");
  fake_daemon_press (f->daemon, note->id, "default", NULL);
  wait_said (f, "show -\n");
}

/* Every number a stranger invents has a notification, up to a limit. */
static void
test_missed_limit (Fixture *f, gconstpointer caps)
{
  g_autoptr (CorCall) last = NULL;

  for (guint i = 0; i < 200; i++) {
    g_autofree char *number = g_strdup_printf ("07%u", i);

    miss (f, number);
  }
  last = settle (f);
  g_assert_cmpuint (fake_daemon_count_on_screen (f->daemon), ==, 17);
}

static void
test_not_missed (Fixture *f, gconstpointer caps)
{
  static const CorCallEnd ends[] = { COR_CALL_END_LOCAL, COR_CALL_END_REMOTE, COR_CALL_END_DECLINED,
                                     COR_CALL_END_ELSEWHERE, COR_CALL_END_FAILED };
  g_autoptr (CorCall) ours =
    cor_call_new (COR_CALL_CONTROL (f->line), FALSE, "204", "This computer", TRUE);
  g_autoptr (CorCall) last = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++) {
    g_autoptr (CorCall) call = ring (f, "201");

    wait_note (f, i + 1);
    cor_call_set_ended (call, ends[i], NULL);
    fake_daemon_wait_empty (f->daemon);
  }
  cor_call_list_add (f->calls, ours);
  cor_call_set_ended (ours, COR_CALL_END_NO_ANSWER, NULL);
  last = settle (f);
  g_assert_cmpuint (fake_daemon_count_notes (f->daemon), ==, G_N_ELEMENTS (ends) + 1);
}

static void
add_tests (void)
{
  ADD ("incoming", CAPS, test_incoming);
  ADD ("answer", CAPS, test_answer);
  ADD ("second", CAPS, test_second);
  ADD ("also-at", CAPS, test_also_at);
  ADD ("decline", CAPS, test_decline);
  ADD ("silence", CAPS, test_silence);
  ADD ("silence-where-pressed-is-closed", CAPS, test_silence_closes);
  ADD ("click", CAPS, test_click);
  ADD ("name-in-place", CAPS, test_name_in_place);
  ADD ("dismissed-stays", CAPS, test_dismissed_stays);
  ADD ("foreign-ids", CAPS, test_foreign_ids);
  ADD ("hostile-name", CAPS, test_hostile_name);
  ADD ("hostile-name-without-markup", "actions body", test_hostile_name);
  ADD ("no-caller", CAPS, test_no_caller);
  ADD ("no-actions", "body", test_no_actions);
  ADD ("missed", CAPS, test_missed);
  ADD ("missed-counts", CAPS, test_missed_counts);
  ADD ("missed-unheard", CAPS, test_missed_unheard);
  ADD ("missed-limit", CAPS, test_missed_limit);
  ADD ("not-missed", CAPS, test_not_missed);
}

int
main (int argc, char *argv[])
{
  return run_tests (argc, argv, add_tests);
}
