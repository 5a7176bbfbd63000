/* SPDX-License-Identifier: GPL-3.0-or-later
 * A notifier, its calls and a fake daemon, for the tests of notifications. */
#include "notifier-fixture.h"

static void
line_answer (CorCallControl *control, CorCall *call)
{
  FAKE_LINE (control)->answered++;
  cor_call_set_state (call, COR_CALL_ACTIVE);
}

static void
answer_there (CorCallControl *control, CorCall *call)
{
  FAKE_LINE (control)->answered_there++;
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
  iface->answer_there = answer_there;
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

static void
on_silenced (CorNotifier *notifier, CorCall *call, Fixture *f)
{
  g_string_append_printf (f->said, "silenced %s\n", cor_call_get_number (call));
}

static void
on_answer_ending (CorNotifier *notifier, CorCall *call, Fixture *f)
{
  g_string_append_printf (f->said, "answer-ending %s\n", cor_call_get_number (call));
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

void
start_daemon (Fixture *f, const char *caps)
{
  f->daemon = fake_daemon_new (g_test_dbus_get_bus_address (bus), caps);
}

void
start_notifier (Fixture *f)
{
  f->notifier = cor_notifier_new (f->calls);
  g_signal_connect (f->notifier, "silenced", G_CALLBACK (on_silenced), f);
  g_signal_connect (f->notifier, "answer-ending", G_CALLBACK (on_answer_ending), f);
  g_signal_connect (f->notifier, "call-back", G_CALLBACK (on_call_back), f);
  g_signal_connect (f->notifier, "show", G_CALLBACK (on_show), f);
}

void
set_up (Fixture *f, gconstpointer caps)
{
  f->line = g_object_new (FAKE_TYPE_LINE, NULL);
  f->calls = cor_call_list_new ();
  f->said = g_string_new (NULL);
  if (caps != NULL)
    start_daemon (f, caps);
  start_notifier (f);
}

void
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

CorCall *
ring_with (Fixture *f, const char *number, const char *name)
{
  CorCall *call = cor_call_new (COR_CALL_CONTROL (f->line), TRUE, number, "This computer", TRUE);

  cor_call_set_name (call, name);
  cor_call_list_add (f->calls, call);
  return call;
}

CorCall *
ring (Fixture *f, const char *number)
{
  return ring_with (f, number, NULL);
}

void
miss (Fixture *f, const char *number)
{
  g_autoptr (CorCall) call = ring (f, number);

  cor_call_set_ended (call, COR_CALL_END_MISSED, NULL);
}

const FakeNote *
wait_note (Fixture *f, guint n)
{
  fake_daemon_wait (f->daemon, fake_daemon_count_notes, n);
  return fake_daemon_get_note (f->daemon, 0);
}

gboolean
on_watchdog (gpointer data)
{
  g_error ("waited a minute for the notifier to say \"%s\"", (char *)data);
  return G_SOURCE_REMOVE;
}

void
wait_said (Fixture *f, const char *said)
{
  guint watchdog = g_timeout_add_seconds (60, on_watchdog, (gpointer)said);

  while (!g_str_equal (f->said->str, said))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (watchdog);
}

CorCall *
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

int
run_tests (int argc, char *argv[], void (*add_tests) (void))
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
