/* SPDX-License-Identifier: GPL-3.0-or-later
 * Notifications of calls against a fake daemon: M66, M67, M47. */
#include "desktop/notifier.h"
#include "fake-daemon.h"

#define CAPS "actions body body-markup icon-static persistence"

/* A line that carries out nothing but what a test wants to see. */
#define FAKE_TYPE_LINE (fake_line_get_type ())
G_DECLARE_FINAL_TYPE (FakeLine, fake_line, FAKE, LINE, GObject)

struct _FakeLine {
  GObject parent;
  guint answered, declined;
};

static void
line_answer (CorCallControl *control, CorCall *call)
{
  FAKE_LINE (control)->answered++;
  cor_call_set_state (call, COR_CALL_ACTIVE);
}

static void
line_decline (CorCallControl *control, CorCall *call)
{
  FAKE_LINE (control)->declined++;
  cor_call_set_ended (call, COR_CALL_END_DECLINED, NULL);
}

static void
line_control_init (CorCallControlInterface *iface)
{
  iface->answer = line_answer;
  iface->decline = line_decline;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeLine,
                               fake_line,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (COR_TYPE_CALL_CONTROL, line_control_init))

static void
fake_line_class_init (FakeLineClass *klass)
{
}

static void
fake_line_init (FakeLine *self)
{
}

static GTestDBus *bus;

typedef struct {
  FakeDaemon *daemon;
  FakeLine *line;
  CorCallList *calls;
  CorNotifier *notifier;
  GString *said; /* what the notifier's signals said, a line each */
} Fixture;

static void
on_silenced (CorNotifier *notifier, CorCall *call, Fixture *f)
{
  g_string_append_printf (f->said, "silenced %s\n", cor_call_get_number (call));
}

static void
on_call_back (CorNotifier *notifier, const char *number, const char *token, Fixture *f)
{
  g_string_append_printf (f->said, "call-back %s %s\n", number, token != NULL ? token : "-");
}

static void
on_show (CorNotifier *notifier, const char *token, Fixture *f)
{
  g_string_append_printf (f->said, "show %s\n", token != NULL ? token : "-");
}

static void
start_daemon (Fixture *f, const char *caps)
{
  f->daemon = fake_daemon_new (g_test_dbus_get_bus_address (bus), caps);
}

static void
start_notifier (Fixture *f)
{
  f->notifier = cor_notifier_new (f->calls);
  g_signal_connect (f->notifier, "silenced", G_CALLBACK (on_silenced), f);
  g_signal_connect (f->notifier, "call-back", G_CALLBACK (on_call_back), f);
  g_signal_connect (f->notifier, "show", G_CALLBACK (on_show), f);
}

static void
set_up (Fixture *f, gconstpointer caps)
{
  f->line = g_object_new (FAKE_TYPE_LINE, NULL);
  f->calls = cor_call_list_new ();
  f->said = g_string_new (NULL);
  if (caps != NULL)
    start_daemon (f, caps);
  start_notifier (f);
}

static void
tear_down (Fixture *f, gconstpointer caps)
{
  g_object_add_weak_pointer (G_OBJECT (f->notifier), (gpointer *)&f->notifier);
  g_object_unref (f->notifier);
  g_assert_null (f->notifier);
  g_clear_pointer (&f->daemon, fake_daemon_free);
  g_object_unref (f->calls);
  g_object_unref (f->line);
  g_string_free (f->said, TRUE);
}

/* Transfer full; `add` it to the list is what makes it ring. */
static CorCall *
ring_with (Fixture *f, const char *number, const char *name)
{
  CorCall *call = cor_call_new (COR_CALL_CONTROL (f->line), TRUE, number, "This computer", TRUE);

  cor_call_set_name (call, name);
  cor_call_list_add (f->calls, call);
  return call;
}

static CorCall *
ring (Fixture *f, const char *number)
{
  return ring_with (f, number, NULL);
}

static void
miss (Fixture *f, const char *number)
{
  g_autoptr (CorCall) call = ring (f, number);

  cor_call_set_ended (call, COR_CALL_END_MISSED, NULL);
}

/* The newest note, once there are so many. */
static const FakeNote *
wait_note (Fixture *f, guint n)
{
  fake_daemon_wait (f->daemon, fake_daemon_count_notes, n);
  return fake_daemon_get_note (f->daemon, 0);
}

static gboolean
on_watchdog (gpointer data)
{
  g_error ("waited a minute for the notifier to say \"%s\"", (char *)data);
  return G_SOURCE_REMOVE;
}

static void
wait_said (Fixture *f, const char *said)
{
  guint watchdog = g_timeout_add_seconds (60, on_watchdog, (gpointer)said);

  while (!g_str_equal (f->said->str, said))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (watchdog);
}

/* All that was said to the daemon before has been carried out when a call that rings after it is
 * on the screen. Leaves it there. */
static CorCall *
settle (Fixture *f)
{
  guint before = fake_daemon_count_notes (f->daemon);
  CorCall *call = ring (f, "99");
  guint watchdog = g_timeout_add_seconds (60, on_watchdog, (gpointer) "99");

  while (fake_daemon_count_notes (f->daemon) == before ||
         !g_str_equal (fake_daemon_get_note (f->daemon, 0)->summary, "99") ||
         fake_daemon_count_answers (f->daemon) < fake_daemon_count_notes (f->daemon))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (watchdog);
  return call;
}

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
    guint on_screen;

    fake_daemon_hold (f->daemon, g_rand_boolean (rand));
    for (guint i = 0; i < 24; i++)
      storm_step (f, rand, calls);
    for (guint i = 0; i < calls->len; i++)
      cor_call_set_ended (calls->pdata[i], COR_CALL_END_ELSEWHERE, NULL);
    fake_daemon_hold (f->daemon, FALSE);
    last = settle (f);
    on_screen = fake_daemon_count_on_screen (f->daemon);
    if (on_screen != 1)
      g_error ("seed %u leaves %u notifications on the screen", seed, on_screen);
    cor_call_set_ended (last, COR_CALL_END_ELSEWHERE, NULL);
    fake_daemon_wait_empty (f->daemon);
  }
}

#define ADD(name, caps, func) \
  g_test_add ("/desktop/notifier/" name, Fixture, caps, set_up, func, tear_down)

static void
add_tests (void)
{
  ADD ("incoming", CAPS, test_incoming);
  ADD ("answer", CAPS, test_answer);
  ADD ("decline", CAPS, test_decline);
  ADD ("silence", CAPS, test_silence);
  ADD ("silence-where-pressed-is-closed", CAPS, test_silence_closes);
  ADD ("click", CAPS, test_click);
  ADD ("name-in-place", CAPS, test_name_in_place);
  ADD ("dismissed-stays", CAPS, test_dismissed_stays);
  ADD ("ends-before-answer", CAPS, test_ends_before_answer);
  ADD ("ends-in-same-turn", CAPS, test_ends_in_same_turn);
  ADD ("foreign-ids", CAPS, test_foreign_ids);
  ADD ("hostile-name", CAPS, test_hostile_name);
  ADD ("hostile-name-without-markup", "actions body", test_hostile_name);
  ADD ("no-caller", CAPS, test_no_caller);
  ADD ("no-actions", "body", test_no_actions);
  ADD ("missed", CAPS, test_missed);
  ADD ("missed-counts", CAPS, test_missed_counts);
  ADD ("missed-limit", CAPS, test_missed_limit);
  ADD ("not-missed", CAPS, test_not_missed);
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
  int rc;

  g_test_init (&argc, &argv, NULL);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  add_tests ();
  rc = g_test_run ();
  g_test_dbus_down (bus);
  g_object_unref (bus);
  return rc;
}
