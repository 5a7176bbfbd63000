/* SPDX-License-Identifier: GPL-3.0-or-later
 * One call: it moves forward only, ends once, and passes a command on once or not at all. */
#include "fake-control.h"

#define ALL_COMMANDS 8

static CorCall *
call_in (CorCallState state, gboolean incoming, FakeControl *control)
{
  CorCallControl *who = control != NULL ? COR_CALL_CONTROL (control) : NULL;
  CorCall *call = cor_call_new (who, incoming, "202", "This computer", TRUE);

  if (state == COR_CALL_ENDED)
    cor_call_set_ended (call, COR_CALL_END_REMOTE, NULL);
  else
    cor_call_set_state (call, state);
  g_assert_cmpint (cor_call_get_state (call), ==, state);
  return call;
}

static void
on_notify (CorCall *call, GParamSpec *pspec, GString *names)
{
  g_string_append_printf (names, "%s;", pspec->name);
}

static void
assert_told (GString *names, const char *expected)
{
  g_assert_cmpstr (names->str, ==, expected);
  g_string_truncate (names, 0);
}

static void
test_new (void)
{
  gint64 before = g_get_real_time ();
  g_autoptr (CorCall) out = cor_call_new (NULL, FALSE, "202", "This computer", TRUE);
  g_autoptr (CorCall) in = cor_call_new (NULL, TRUE, NULL, "Desk", FALSE);

  g_assert_cmpint (cor_call_get_state (out), ==, COR_CALL_DIALING);
  g_assert_cmpint (cor_call_get_state (in), ==, COR_CALL_INCOMING);
  g_assert_false (cor_call_is_incoming (out));
  g_assert_true (cor_call_is_incoming (in));
  g_assert_true (cor_call_is_on_this_computer (out));
  g_assert_false (cor_call_is_on_this_computer (in));
  g_assert_cmpuint (cor_call_get_id (out), !=, cor_call_get_id (in));
  g_assert_cmpstr (cor_call_get_number (in), ==, "");
  g_assert_cmpstr (cor_call_get_shown (in), ==, "Unknown");
  g_assert_cmpstr (cor_call_get_place (in), ==, "Desk");
  g_assert_cmpint (cor_call_get_started_at (out), >=, before);
  g_assert_cmpint (cor_call_get_answered_at (out), ==, 0);
  g_assert_cmpint (cor_call_get_ended_at (out), ==, 0);
  g_assert_cmpint (cor_call_get_end (out), ==, COR_CALL_END_NONE);
}

/* From every state to every other; a row is what a call comes to, asked for each of the four. */
static void
test_forward_only (void)
{
  const CorCallState D = COR_CALL_DIALING, R = COR_CALL_RINGING, I = COR_CALL_INCOMING;
  const CorCallState A = COR_CALL_ACTIVE, E = COR_CALL_ENDED;
  const struct {
    gboolean incoming;
    CorCallState from, after[4];
  } rows[] = {
    { FALSE, D, { D, R, D, A } }, { FALSE, R, { R, R, R, A } }, { FALSE, A, { A, A, A, A } },
    { FALSE, E, { E, E, E, E } }, { TRUE, I, { I, I, I, A } },  { TRUE, A, { A, A, A, A } },
    { TRUE, E, { E, E, E, E } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (CorCallState to = COR_CALL_DIALING; to < COR_CALL_ENDED; to++) {
      g_autoptr (CorCall) call = call_in (rows[i].from, rows[i].incoming, NULL);
      g_autoptr (GString) told = g_string_new (NULL);
      gint64 answered_at = cor_call_get_answered_at (call);

      g_signal_connect (call, "notify", G_CALLBACK (on_notify), told);
      cor_call_set_state (call, to);
      g_assert_cmpint (cor_call_get_state (call), ==, rows[i].after[to]);
      if (rows[i].after[to] == rows[i].from) {
        assert_told (told, "");
        g_assert_cmpint (cor_call_get_answered_at (call), ==, answered_at);
      } else {
        assert_told (told, to == COR_CALL_ACTIVE ? "answered-at;state;" : "state;");
        g_assert_true ((cor_call_get_answered_at (call) > 0) == (to == COR_CALL_ACTIVE));
      }
    }
}

static void
test_first_end_wins (void)
{
  g_autoptr (CorCall) call = call_in (COR_CALL_ACTIVE, FALSE, NULL);
  g_autoptr (GString) told = g_string_new (NULL);
  gint64 ended_at;

  g_signal_connect (call, "notify", G_CALLBACK (on_notify), told);
  cor_call_set_hint (call, COR_CALL_HINT_MUTED);
  assert_told (told, "hint;");
  cor_call_set_ended (call, COR_CALL_END_LOCAL, "first");
  g_assert_cmpint (cor_call_get_hint (call), ==, COR_CALL_HINT_NONE);
  assert_told (told, "hint;end-text;ended-at;end;state;");
  ended_at = cor_call_get_ended_at (call);
  g_assert_cmpint (ended_at, >=, cor_call_get_answered_at (call));
  cor_call_set_ended (call, COR_CALL_END_REMOTE, "second");
  cor_call_set_state (call, COR_CALL_ACTIVE);
  assert_told (told, "");
  g_assert_cmpint (cor_call_get_end (call), ==, COR_CALL_END_LOCAL);
  g_assert_cmpstr (cor_call_get_end_text (call), ==, "first");
  g_assert_cmpint (cor_call_get_ended_at (call), ==, ended_at);
}

static void
give_command (CorCall *call, guint command)
{
  switch (command) {
  case 0:
    cor_call_answer (call);
    break;
  case 1:
    cor_call_decline (call);
    break;
  case 2:
    cor_call_hang_up (call);
    break;
  case 3:
  case 4:
    cor_call_hold (call, command == 3);
    break;
  case 5:
  case 6:
    cor_call_mute (call, command == 5);
    break;
  default:
    cor_call_send_digits (call, "5#");
  }
}

/* Each command in each state: what reaches the control, or NULL for nothing. */
static void
test_commands (void)
{
  static const struct {
    CorCallState state;
    const char *told[ALL_COMMANDS];
  } rows[] = {
    { COR_CALL_DIALING, { NULL, NULL, "hang-up" } },
    { COR_CALL_RINGING, { NULL, NULL, "hang-up", NULL, NULL, NULL, NULL, "digits 5#" } },
    { COR_CALL_INCOMING, { "answer", "decline", "decline" } },
    { COR_CALL_ACTIVE, { NULL, NULL, "hang-up", "hold", "resume", "mute", "unmute", "digits 5#" } },
    { COR_CALL_ENDED, { NULL } },
  };
  g_autoptr (FakeControl) control = fake_control_new ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint command = 0; command < ALL_COMMANDS; command++) {
      gboolean incoming = rows[i].state == COR_CALL_INCOMING;
      g_autoptr (CorCall) call = call_in (rows[i].state, incoming, control);
      const char *what = rows[i].told[command];
      g_autofree char *expected =
        what != NULL ? g_strdup_printf ("%s %u;", what, cor_call_get_id (call)) : g_strdup ("");
      g_autofree char *told = NULL;

      give_command (call, command);
      told = fake_control_take (control);
      g_assert_cmpstr (told, ==, expected);
      /* The control decides what comes of it. */
      g_assert_cmpint (cor_call_get_state (call), ==, rows[i].state);
    }
}

/* A control that went before its call: nobody is told, nothing breaks. */
static void
test_control_gone (void)
{
  FakeControl *control = fake_control_new ();
  g_autoptr (CorCall) call = call_in (COR_CALL_ACTIVE, FALSE, control);

  cor_call_set_control (call, NULL);
  g_assert_finalize_object (control);
  for (guint command = 0; command < ALL_COMMANDS; command++)
    give_command (call, command);
  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_ACTIVE);
}

static void
test_notify_on_change (void)
{
  static const struct {
    void (*set) (CorCall *, gboolean);
    gboolean (*get) (CorCall *);
    const char *told;
  } flags[] = {
    { cor_call_set_held, cor_call_is_held, "held;" },
    { cor_call_set_held_by_peer, cor_call_is_held_by_peer, "held-by-peer;" },
    { cor_call_set_muted, cor_call_is_muted, "muted;" },
    { cor_call_set_secure, cor_call_is_secure, "secure;" },
  };
  g_autoptr (CorCall) call = call_in (COR_CALL_ACTIVE, FALSE, NULL);
  g_autoptr (GString) told = g_string_new (NULL);

  g_signal_connect (call, "notify", G_CALLBACK (on_notify), told);
  for (guint i = 0; i < G_N_ELEMENTS (flags); i++) {
    flags[i].set (call, FALSE);
    assert_told (told, "");
    flags[i].set (call, TRUE);
    assert_told (told, flags[i].told);
    flags[i].set (call, 2);
    assert_told (told, "");
    g_assert_cmpint (flags[i].get (call), ==, TRUE);
  }
  cor_call_set_hint (call, COR_CALL_HINT_SILENT);
  assert_told (told, "hint;");
  cor_call_set_hint (call, COR_CALL_HINT_SILENT);
  assert_told (told, "");
  cor_call_set_trouble (call, "no");
  assert_told (told, "trouble;");
  cor_call_set_trouble (call, "no");
  assert_told (told, "");
  cor_call_set_trouble (call, NULL);
  assert_told (told, "trouble;");
}

static void
test_shown (void)
{
  g_autoptr (CorCall) call = call_in (COR_CALL_DIALING, FALSE, NULL);
  g_autoptr (GString) told = g_string_new (NULL);

  g_signal_connect (call, "notify", G_CALLBACK (on_notify), told);
  g_assert_cmpstr (cor_call_get_shown (call), ==, "202");
  cor_call_set_name (call, "Ada");
  assert_told (told, "name;shown;");
  g_assert_cmpstr (cor_call_get_shown (call), ==, "Ada");
  cor_call_set_name (call, "Ada");
  assert_told (told, "");
  cor_call_set_name (call, "");
  assert_told (told, "name;shown;");
  g_assert_cmpstr (cor_call_get_shown (call), ==, "202");
  /* The words on the screen stay: only the name is news. */
  cor_call_set_name (call, NULL);
  assert_told (told, "name;");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/call/new", test_new);
  g_test_add_func ("/call/forward-only", test_forward_only);
  g_test_add_func ("/call/first-end-wins", test_first_end_wins);
  g_test_add_func ("/call/commands", test_commands);
  g_test_add_func ("/call/control-gone", test_control_gone);
  g_test_add_func ("/call/notify-on-change", test_notify_on_change);
  g_test_add_func ("/call/shown", test_shown);
  return g_test_run ();
}
