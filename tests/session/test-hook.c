/* SPDX-License-Identifier: GPL-3.0-or-later
 * The user's own command: what of a call reaches it, and for how long it runs. M65 */
#include "fake-line.h"
#include "session-company.h"
#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

typedef struct {
  CorSession *session;
  FakeLine *line;
  char *folder, *script, *log;
  guint refused;
} Hook;

static void
on_refused (Hook *f)
{
  f->refused++;
}

/* Each argument in a line of its own, in one piece. */
static void
write_script (Hook *f)
{
  g_autofree char *text =
    g_strdup_printf ("#!/bin/sh\n{ for a in \"$@\"; do printf '[%%s]' \"$a\"; "
                     "done; echo; } >> '%s'\n",
                     f->log);

  g_assert_true (g_file_set_contents (f->script, text, -1, NULL));
  g_assert_cmpint (g_chmod (f->script, 0700), ==, 0);
}

static void
set_up (Hook *f, gconstpointer data)
{
  f->folder = g_dir_make_tmp ("hook-XXXXXX", NULL);
  f->script = g_build_filename (f->folder, "hook", NULL);
  f->log = g_build_filename (f->folder, "log", NULL);
  write_script (f);
  f->line = g_object_new (FAKE_TYPE_LINE, NULL);
  f->session = fake_line_new_session (f->line);
  g_signal_connect_swapped (f->session, "refused", G_CALLBACK (on_refused), f);
}

static void
tear_down (Hook *f, gconstpointer data)
{
  g_settings_reset (f->session->settings, "call-command");
  g_settings_reset (f->session->settings, "call-command-on");
  g_assert_finalize_object (f->session);
  g_assert_finalize_object (f->line);
  g_unlink (f->script);
  g_unlink (f->log);
  g_rmdir (f->folder);
  g_free (f->folder);
  g_free (f->script);
  g_free (f->log);
}

static void
set_command (Hook *f, const char *arguments, const char *events)
{
  g_autofree char *quoted = g_shell_quote (f->script);
  g_autofree char *command = g_strjoin (" ", quoted, arguments, NULL);
  g_auto (GStrv) list = g_strsplit (events, " ", -1);

  g_settings_set_string (f->session->settings, "call-command", command);
  g_settings_set_strv (f->session->settings, "call-command-on", (const char *const *)list);
}

/* Transfer full. */
static CorCall *
ring (Hook *f, const char *number)
{
  CorCall *call = cor_call_new (NULL, TRUE, number, "This computer", TRUE);

  cor_call_list_add (f->session->calls, call);
  return call;
}

static gboolean
on_tick (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Until the file has so many lines; free with g_free(). */
static char *
read_lines (const char *path, guint wanted)
{
  gint64 deadline = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;
  guint tick = g_timeout_add (10, on_tick, NULL);
  char *text = NULL;
  guint lines = 0;

  while (lines < wanted) {
    g_assert_cmpint (g_get_monotonic_time (), <, deadline);
    g_main_context_iteration (NULL, TRUE);
    g_clear_pointer (&text, g_free);
    lines = 0;
    if (g_file_get_contents (path, &text, NULL, NULL))
      for (const char *at = text; *at != '\0'; at++)
        lines += *at == '\n';
  }
  g_source_remove (tick);
  return text;
}

static void
test_events (Hook *f, gconstpointer data)
{
  g_autoptr (CorCall) call = NULL;
  g_autofree char *first = NULL, *second = NULL, *third = NULL;

  set_command (f, "$EVENT $DIRECTION $CALLER_NUMBER", "ringing answered ended");
  call = ring (f, "0721405516");
  first = read_lines (f->log, 1);
  g_assert_cmpstr (first, ==, "[ringing][in][0721405516]\n");
  cor_call_set_state (call, COR_CALL_ACTIVE);
  second = read_lines (f->log, 2);
  cor_call_set_ended (call, COR_CALL_END_REMOTE, NULL);
  third = read_lines (f->log, 3);
  g_assert_cmpstr (third, ==,
                   "[ringing][in][0721405516]\n[answered][in][0721405516]\n"
                   "[ended][in][0721405516]\n");
  g_assert_cmpuint (f->refused, ==, 0);
}

static void
test_only_these (Hook *f, gconstpointer data)
{
  g_autoptr (CorCall) call = NULL;
  g_autofree char *text = NULL;

  set_command (f, "$EVENT", "ended");
  call = ring (f, "0721405516");
  cor_call_set_state (call, COR_CALL_ACTIVE);
  cor_call_set_ended (call, COR_CALL_END_REMOTE, NULL);
  text = read_lines (f->log, 1);
  g_assert_cmpstr (text, ==, "[ended]\n");
}

/* What a stranger calls themselves is one argument, and nothing else. */
static void
test_literal (Hook *f, gconstpointer data)
{
  g_autofree char *touched = g_build_filename (f->folder, "touched", NULL);
  g_autofree char *name = g_strdup_printf (";touch %s", touched);
  g_autofree char *expected = g_strdup_printf ("[%s][0721405516][end]\n", name);
  g_autoptr (CorCall) call = NULL;
  g_autofree char *text = NULL;

  set_command (f, "$CALLER_NAME {phone} end", "answered");
  call = ring (f, "0721405516");
  cor_call_set_name (call, name);
  cor_call_set_state (call, COR_CALL_ACTIVE);
  text = read_lines (f->log, 1);
  g_assert_cmpstr (text, ==, expected);
  g_assert_false (g_file_test (touched, G_FILE_TEST_EXISTS));
  cor_call_set_ended (call, COR_CALL_END_REMOTE, NULL);
}

/* The phonebook's name comes a moment after the call, and none in a moment more. */
static void
test_waits_for_name (Hook *f, gconstpointer data)
{
  g_autoptr (CorCall) known = NULL, unknown = NULL;
  g_autofree char *first = NULL, *second = NULL;

  set_command (f, "$EVENT $CALLER_NAME", "ringing");
  known = ring (f, "0721405516");
  g_assert_cmpint (fake_clock_next (f->line->clock), ==, COR_CALL_NAME_MS);
  cor_call_set_name (known, "Anna Rossi");
  first = read_lines (f->log, 1);
  g_assert_cmpstr (first, ==, "[ringing][Anna Rossi]\n");
  unknown = ring (f, "0721405517");
  fake_clock_advance (f->line->clock, COR_CALL_NAME_MS - 1);
  g_assert_cmpint (fake_clock_next (f->line->clock), ==, 1);
  fake_clock_advance (f->line->clock, 1);
  second = read_lines (f->log, 2);
  g_assert_cmpstr (second, ==, "[ringing][Anna Rossi]\n[ringing][]\n");
  cor_call_set_ended (known, COR_CALL_END_REMOTE, NULL);
  cor_call_set_ended (unknown, COR_CALL_END_REMOTE, NULL);
}

static void
test_masked (Hook *f, gconstpointer data)
{
  g_autoptr (CorCall) call = NULL;
  g_autofree char *text = NULL;

  set_command (f, "$CALLER_NUMBER", "ringing");
  call = ring (f, "0721405xxx");
  text = read_lines (f->log, 1);
  g_assert_cmpstr (text, ==, "[]\n");
  cor_call_set_ended (call, COR_CALL_END_REMOTE, NULL);
}

static void
test_wrong_command (Hook *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (cor_session_check_command ("/nowhere/x $CALLER_NAME", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_false (cor_session_check_command ("'x", NULL));
  g_assert_false (cor_session_check_command ("$CALLER_NAME", NULL));
  g_assert_true (cor_session_check_command ("", NULL));
  g_assert_true (cor_session_check_command (f->script, NULL));
  g_settings_set_string (f->session->settings, "call-command", "/nowhere/x");
  for (guint i = 0; i < 3; i++) {
    g_autoptr (CorCall) call = ring (f, "0721405516");
    cor_call_set_ended (call, COR_CALL_END_REMOTE, NULL);
  }
  g_assert_cmpuint (f->refused, ==, 1);
}

/* With what it has started. A process that is gone can't be asked. */
static void
test_ends_in_time (Hook *f, gconstpointer data)
{
  g_autofree char *text =
    g_strdup_printf ("#!/bin/sh\nsleep 1000 &\necho $! >> '%s'\nwait\n", f->log);
  g_autoptr (CorCall) call = NULL;
  g_autofree char *pid = NULL;
  gint64 deadline = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  g_assert_true (g_file_set_contents (f->script, text, -1, NULL));
  g_assert_cmpint (g_chmod (f->script, 0700), ==, 0);
  set_command (f, "", "ringing");
  call = ring (f, "0721405516");
  pid = read_lines (f->log, 1);
  fake_clock_turn (f->line->clock, 59 * G_USEC_PER_SEC);
  g_assert_cmpint (kill (atoi (pid), 0), ==, 0);
  fake_clock_turn (f->line->clock, 2 * G_USEC_PER_SEC);
  while (kill (atoi (pid), 0) == 0) {
    g_autofree char *path = g_strdup_printf ("/proc/%d/stat", atoi (pid));
    g_autofree char *stat = NULL;

    if (g_file_get_contents (path, &stat, NULL, NULL) && strstr (stat, ") Z ") != NULL)
      break; /* ended; whose child it became has not looked yet */
    g_assert_cmpint (g_get_monotonic_time (), <, deadline);
    g_usleep (10000);
  }
  cor_call_set_ended (call, COR_CALL_END_REMOTE, NULL);
}

static void
test_few_at_once (Hook *f, gconstpointer data)
{
  g_autofree char *fifo = g_build_filename (f->folder, "fifo", NULL);
  g_autofree char *text =
    g_strdup_printf ("#!/bin/sh\necho run >> '%s'\nread x < '%s'\n", f->log, fifo);
  g_autofree char *lines = NULL;

  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  g_assert_true (g_file_set_contents (f->script, text, -1, NULL));
  g_assert_cmpint (g_chmod (f->script, 0700), ==, 0);
  set_command (f, "", "ringing");
  for (guint i = 0; i < 12; i++) {
    g_autoptr (CorCall) call = ring (f, "0721405516");
    cor_call_set_ended (call, COR_CALL_END_REMOTE, NULL);
  }
  lines = read_lines (f->log, 4);
  for (guint i = 0; i < 50; i++) {
    g_main_context_iteration (NULL, FALSE);
    g_usleep (2000);
  }
  g_clear_pointer (&lines, g_free);
  lines = read_lines (f->log, 4);
  g_assert_cmpstr (lines, ==, "run\nrun\nrun\nrun\n");
  g_unlink (fifo);
}

#define ADD(name, func) g_test_add ("/session/hook/" name, Hook, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("events", test_events);
  ADD ("only-these", test_only_these);
  ADD ("literal", test_literal);
  ADD ("waits-for-name", test_waits_for_name);
  ADD ("masked", test_masked);
  ADD ("wrong-command", test_wrong_command);
  ADD ("ends-in-time", test_ends_in_time);
  ADD ("few-at-once", test_few_at_once);
  return g_test_run ();
}
