/* SPDX-License-Identifier: GPL-3.0-or-later
 * A command of the user's own, run when a call rings, is answered or ends. Only
 * the settings say which; what a caller says of themselves reaches it as an
 * argument. No shell is between, and nothing of it is written down. */
#include "config.h"
#include "session-company.h"
#include "model/contact.h"
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <unistd.h>

/* One command for each call of a machine that calls again and again would be too many. */
#define RUNNING_MAX 4
#define RUN_MS 60000

struct _CorHooks {
  GPtrArray *running; /* Run */
  GPtrArray *waiting; /* Waiting */
  char *failed;       /* the command that the user was told of, or NULL */
};

typedef struct {
  CorHooks *hooks; /* NULL: nobody waits for it any more */
  GSubprocess *process;
  const CorClock *clock;
  guint timeout;
} Run;

/* A call that rings, whose name the phonebook may have. */
typedef struct {
  CorSession *session; /* not referenced: it owns this */
  CorCall *call;
  guint timeout;
} Waiting;

static void
waiting_free (gpointer data)
{
  Waiting *waiting = data;

  cor_clock_stop (waiting->session->clock, &waiting->timeout);
  g_object_unref (waiting->call);
  g_free (waiting);
}

/* A group of its own: what it has started goes with it. */
static void
lead_group (gpointer data)
{
  setpgid (0, 0);
}

static void
kill_group (Run *run)
{
  const char *id = g_subprocess_get_identifier (run->process);

  if (id != NULL)
    kill (-(pid_t)g_ascii_strtoll (id, NULL, 10), SIGKILL);
}

static void
run_free (Run *run)
{
  cor_clock_stop (run->clock, &run->timeout);
  g_object_unref (run->process);
  g_free (run);
}

static void
on_exited (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;

  g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL);
  if (run->hooks != NULL)
    g_ptr_array_remove (run->hooks->running, run);
  run_free (run);
}

static gboolean
on_timeout (gpointer user_data)
{
  Run *run = user_data;

  run->timeout = 0;
  g_debug ("hook: killed after its time");
  kill_group (run);
  return G_SOURCE_REMOVE;
}

static gboolean
start (CorSession *self, GStrv arguments, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
    G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  GSubprocess *process;
  Run *run;

  g_subprocess_launcher_set_child_setup (launcher, lead_group, NULL, NULL);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *)arguments, error);
  if (process == NULL)
    return FALSE;
  run = g_new0 (Run, 1);
  run->hooks = self->hooks;
  run->process = process;
  run->clock = self->clock;
  run->timeout = cor_clock_start (self->clock, RUN_MS, on_timeout, run);
  g_ptr_array_add (self->hooks->running, run);
  g_subprocess_wait_async (process, NULL, on_exited, run);
  return TRUE;
}

/* Once for each command: a wrong one would tell with every call. */
static void
tell_failed (CorSession *self, const char *command, const char *why)
{
  g_autofree char *text = NULL;

  if (g_strcmp0 (self->hooks->failed, command) == 0)
    return;
  g_free (self->hooks->failed);
  self->hooks->failed = g_strdup (command);
  /* Translators: %s says why. */
  text = g_strdup_printf (_ ("The command of your preferences could not be run: %s"), why);
  cor_session_emit_refused (self, text);
}

static void
run (CorSession *self, CorCall *call, const char *event)
{
  g_autofree char *command = g_settings_get_string (self->settings, "call-command");
  g_auto (GStrv) events = g_settings_get_strv (self->settings, "call-command-on");
  g_autofree char *unique = NULL;
  g_auto (GStrv) arguments = NULL;
  g_autoptr (GError) error = NULL;
  CorFill fill;

  if (self->hooks == NULL || *command == '\0' ||
      !g_strv_contains ((const char *const *)events, event))
    return;
  if (self->hooks->running->len >= RUNNING_MAX) {
    g_debug ("hook: not for call %u, %u run", cor_call_get_id (call), RUNNING_MAX);
    return;
  }
  fill = cor_session_describe_call (self, call, &unique);
  fill.event = event;
  if (cor_phone_is_masked (fill.number))
    fill.number = "";
  arguments = cor_fill_command (command, &fill, &error);
  g_debug ("hook: call %u, %s", cor_call_get_id (call), event);
  if (arguments == NULL || !start (self, arguments, &error))
    tell_failed (self, command, error->message);
}

gboolean
cor_session_check_command (const char *command, GError **error)
{
  const CorFill fill = { 0 };
  g_auto (GStrv) arguments = NULL;
  g_autofree char *program = NULL;

  if (*command == '\0')
    return TRUE;
  arguments = cor_fill_command (command, &fill, error);
  if (arguments == NULL)
    return FALSE;
  program = g_find_program_in_path (arguments[0]);
  if (program == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("There is no program “%s”."),
                 arguments[0]);
  return program != NULL;
}

/* Enough was waited for the name of that call. */
static void
run_waiting (CorSession *self, CorCall *call)
{
  GPtrArray *waiting = self->hooks != NULL ? self->hooks->waiting : NULL;

  for (guint i = 0; waiting != NULL && i < waiting->len; i++)
    if (((Waiting *)g_ptr_array_index (waiting, i))->call == call) {
      g_autoptr (CorCall) kept = g_object_ref (call);

      g_ptr_array_remove_index (waiting, i);
      run (self, kept, "ringing");
      return;
    }
}

static gboolean
on_waited (gpointer user_data)
{
  Waiting *waiting = user_data;

  waiting->timeout = 0;
  run_waiting (waiting->session, waiting->call);
  return G_SOURCE_REMOVE;
}

/* A name that the phonebook has for the number comes a moment after the call. */
static void
on_added (CorSession *self, CorCall *call)
{
  g_autofree char *command = g_settings_get_string (self->settings, "call-command");
  Waiting *waiting;

  if (cor_call_get_state (call) != COR_CALL_INCOMING || *command == '\0')
    return;
  if (cor_session_knows_name (call) || !cor_fill_uses (command, "$CALLER_NAME")) {
    run (self, call, "ringing");
    return;
  }
  waiting = g_new0 (Waiting, 1);
  waiting->session = self;
  waiting->call = g_object_ref (call);
  waiting->timeout = cor_clock_start (self->clock, COR_CALL_NAME_MS, on_waited, waiting);
  g_ptr_array_add (self->hooks->waiting, waiting);
}

static void
on_changed (CorSession *self, CorCall *call, const char *property)
{
  if (g_str_equal (property, "name") || g_str_equal (property, "state"))
    run_waiting (self, call);
  if (g_str_equal (property, "state") && cor_call_get_state (call) == COR_CALL_ACTIVE)
    run (self, call, "answered");
}

static void
on_ended (CorSession *self, CorCall *call)
{
  run_waiting (self, call);
  run (self, call, "ended");
}

CorHooks *
cor_session_new_hooks (CorSession *self)
{
  CorHooks *hooks = g_new0 (CorHooks, 1);

  hooks->running = g_ptr_array_new ();
  hooks->waiting = g_ptr_array_new_with_free_func (waiting_free);
  g_signal_connect_object (self->calls, "added", G_CALLBACK (on_added), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->calls, "changed", G_CALLBACK (on_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->calls, "ended", G_CALLBACK (on_ended), self, G_CONNECT_SWAPPED);
  return hooks;
}

void
cor_session_free_hooks (CorHooks *hooks)
{
  for (guint i = 0; i < hooks->running->len; i++) {
    Run *left = g_ptr_array_index (hooks->running, i);

    kill_group (left);
    cor_clock_stop (left->clock, &left->timeout);
    left->hooks = NULL;
  }
  g_ptr_array_unref (hooks->running);
  g_ptr_array_unref (hooks->waiting);
  g_free (hooks->failed);
  g_free (hooks);
}
