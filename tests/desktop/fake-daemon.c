/* SPDX-License-Identifier: GPL-3.0-or-later
 * A notification daemon for tests. */
#include "fake-daemon.h"

#define PATH "/org/freedesktop/Notifications"
#define IFACE "org.freedesktop.Notifications"

static const char xml[] =
  "<node><interface name='" IFACE "'>"
  "<method name='GetCapabilities'><arg direction='out' type='as'/></method>"
  "<method name='GetServerInformation'><arg direction='out' type='s'/>"
  "<arg direction='out' type='s'/><arg direction='out' type='s'/><arg direction='out' type='s'/>"
  "</method>"
  "<method name='Notify'><arg direction='in' type='s'/><arg direction='in' type='u'/>"
  "<arg direction='in' type='s'/><arg direction='in' type='s'/><arg direction='in' type='s'/>"
  "<arg direction='in' type='as'/><arg direction='in' type='a{sv}'/><arg direction='in' type='i'/>"
  "<arg direction='out' type='u'/></method>"
  "<method name='CloseNotification'><arg direction='in' type='u'/></method>"
  "</interface></node>";

struct _FakeDaemon {
  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  GDBusConnection *bus;
  GDBusNodeInfo *info;
  char *address;
  char **caps;
  GMutex lock; /* over all that follows */
  GCond cond;
  gboolean ready;
  GPtrArray *notes;
  GArray *screen;    /* guint, ids */
  GQueue unanswered; /* GDBusMethodInvocation; their ids in `unanswered_ids` */
  GQueue unanswered_ids;
  gboolean hold;
  guint last_id, n_closes, n_answers, hang_s;
  int *ticks;
  int ticks_passed;
};

static void
note_free (FakeNote *note)
{
  g_free (note->app_name);
  g_free (note->icon);
  g_free (note->summary);
  g_free (note->body);
  g_strfreev (note->actions);
  g_variant_unref (note->hints);
  g_free (note);
}

static gboolean
find_on_screen (FakeDaemon *self, guint id, guint *ret_index)
{
  for (guint i = 0; i < self->screen->len; i++)
    if (g_array_index (self->screen, guint, i) == id) {
      *ret_index = i;
      return TRUE;
    }
  return FALSE;
}

static void
answer_oldest (FakeDaemon *self)
{
  guint id = GPOINTER_TO_UINT (g_queue_pop_head (&self->unanswered_ids));

  g_dbus_method_invocation_return_value (g_queue_pop_head (&self->unanswered),
                                         g_variant_new ("(u)", id));
  self->n_answers++;
}

static void
hang (FakeDaemon *self)
{
  guint seconds = self->hang_s;
  int before = g_atomic_int_get (self->ticks);

  self->hang_s = 0;
  g_mutex_unlock (&self->lock);
  g_usleep (seconds * G_USEC_PER_SEC);
  g_mutex_lock (&self->lock);
  self->ticks_passed = g_atomic_int_get (self->ticks) - before;
}

static void
notify (FakeDaemon *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  FakeNote *note = g_new0 (FakeNote, 1);
  guint index;

  g_variant_get (parameters, "(susss^as@a{sv}i)", &note->app_name, &note->replaces, &note->icon,
                 &note->summary, &note->body, &note->actions, &note->hints, &note->timeout);
  note->id = note->replaces != 0 ? note->replaces : ++self->last_id;
  g_ptr_array_add (self->notes, note);
  if (!find_on_screen (self, note->id, &index))
    g_array_append_val (self->screen, note->id);
  g_queue_push_tail (&self->unanswered, invocation);
  g_queue_push_tail (&self->unanswered_ids, GUINT_TO_POINTER (note->id));
  if (self->hang_s > 0)
    hang (self);
  if (!self->hold)
    answer_oldest (self);
}

static void
closed (FakeDaemon *self, guint id, guint reason)
{
  guint index;

  if (find_on_screen (self, id, &index))
    g_array_remove_index (self->screen, index);
  g_dbus_connection_emit_signal (self->bus, NULL, PATH, IFACE, "NotificationClosed",
                                 g_variant_new ("(uu)", id, reason), NULL);
}

static void
on_call (GDBusConnection *bus,
         const char *sender,
         const char *path,
         const char *interface,
         const char *method,
         GVariant *parameters,
         GDBusMethodInvocation *invocation,
         gpointer user_data)
{
  FakeDaemon *self = user_data;
  guint id;

  g_mutex_lock (&self->lock);
  if (g_str_equal (method, "Notify"))
    notify (self, parameters, invocation);
  else if (g_str_equal (method, "CloseNotification")) {
    g_variant_get (parameters, "(u)", &id);
    self->n_closes++;
    closed (self, id, 3);
    g_dbus_method_invocation_return_value (invocation, NULL);
  } else if (g_str_equal (method, "GetCapabilities"))
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(^as)", self->caps));
  else
    g_dbus_method_invocation_return_value (invocation,
                                           g_variant_new ("(ssss)", "fake", "x", "1", "1.2"));
  g_mutex_unlock (&self->lock);
  g_main_context_wakeup (NULL);
}

static void
call_bus (FakeDaemon *self, const char *method, GVariant *parameters)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_sync (
    self->bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", method,
    parameters, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);

  g_assert_no_error (error);
}

static gpointer
run (gpointer data)
{
  static const GDBusInterfaceVTable vtable = { .method_call = on_call };
  FakeDaemon *self = data;
  g_autoptr (GError) error = NULL;

  g_main_context_push_thread_default (self->context);
  self->bus = g_dbus_connection_new_for_address_sync (
    self->address,
    G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
    NULL, NULL, &error);
  g_assert_no_error (error);
  self->info = g_dbus_node_info_new_for_xml (xml, NULL);
  g_dbus_connection_register_object (self->bus, PATH, self->info->interfaces[0], &vtable, self,
                                     NULL, &error);
  g_assert_no_error (error);
  call_bus (self, "RequestName", g_variant_new ("(su)", IFACE, 4));
  g_mutex_lock (&self->lock);
  self->ready = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->lock);
  g_main_loop_run (self->loop);
  call_bus (self, "ReleaseName", g_variant_new ("(s)", IFACE));
  while (!g_queue_is_empty (&self->unanswered))
    answer_oldest (self);
  g_dbus_connection_close_sync (self->bus, NULL, NULL);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

FakeDaemon *
fake_daemon_new (const char *address, const char *caps)
{
  FakeDaemon *self = g_new0 (FakeDaemon, 1);

  self->address = g_strdup (address);
  self->caps = g_strsplit (caps, " ", 0);
  self->notes = g_ptr_array_new_with_free_func ((GDestroyNotify)note_free);
  self->screen = g_array_new (FALSE, FALSE, sizeof (guint));
  self->ticks_passed = -1;
  g_mutex_init (&self->lock);
  g_cond_init (&self->cond);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->thread = g_thread_new ("daemon", run, self);
  g_mutex_lock (&self->lock);
  while (!self->ready)
    g_cond_wait (&self->cond, &self->lock);
  g_mutex_unlock (&self->lock);
  return self;
}

static gboolean
on_quit (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

void
fake_daemon_free (FakeDaemon *self)
{
  g_main_context_invoke (self->context, on_quit, self->loop);
  g_thread_join (self->thread);
  g_object_unref (self->bus);
  g_dbus_node_info_unref (self->info);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_ptr_array_unref (self->notes);
  g_array_unref (self->screen);
  g_strfreev (self->caps);
  g_free (self->address);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->cond);
  g_free (self);
}

void
fake_daemon_hold (FakeDaemon *self, gboolean hold)
{
  g_mutex_lock (&self->lock);
  self->hold = hold;
  while (!hold && !g_queue_is_empty (&self->unanswered))
    answer_oldest (self);
  g_mutex_unlock (&self->lock);
}

gboolean
fake_daemon_release (FakeDaemon *self)
{
  gboolean some;

  g_mutex_lock (&self->lock);
  some = !g_queue_is_empty (&self->unanswered);
  if (some)
    answer_oldest (self);
  g_mutex_unlock (&self->lock);
  return some;
}

void
fake_daemon_hang_once (FakeDaemon *self, guint seconds, int *ticks)
{
  g_mutex_lock (&self->lock);
  self->hang_s = seconds;
  self->ticks = ticks;
  g_mutex_unlock (&self->lock);
}

static guint
read_count (FakeDaemon *self, const guint *count)
{
  guint value;

  g_mutex_lock (&self->lock);
  value = *count;
  g_mutex_unlock (&self->lock);
  return value;
}

guint
fake_daemon_count_notes (FakeDaemon *self)
{
  return read_count (self, &self->notes->len);
}

guint
fake_daemon_count_closes (FakeDaemon *self)
{
  return read_count (self, &self->n_closes);
}

guint
fake_daemon_count_answers (FakeDaemon *self)
{
  return read_count (self, &self->n_answers);
}

guint
fake_daemon_count_on_screen (FakeDaemon *self)
{
  return read_count (self, &self->screen->len);
}

gboolean
fake_daemon_is_on_screen (FakeDaemon *self, guint id)
{
  guint index;
  gboolean found;

  g_mutex_lock (&self->lock);
  found = find_on_screen (self, id, &index);
  g_mutex_unlock (&self->lock);
  return found;
}

int
fake_daemon_get_ticks (FakeDaemon *self)
{
  return (int)read_count (self, (guint *)&self->ticks_passed);
}

const FakeNote *
fake_daemon_get_note (FakeDaemon *self, guint from_end)
{
  const FakeNote *note;

  g_mutex_lock (&self->lock);
  g_assert_cmpuint (from_end, <, self->notes->len);
  note = self->notes->pdata[self->notes->len - 1 - from_end];
  g_mutex_unlock (&self->lock);
  return note;
}

void
fake_daemon_press (FakeDaemon *self, guint id, const char *action, const char *token)
{
  if (token != NULL)
    g_dbus_connection_emit_signal (self->bus, NULL, PATH, IFACE, "ActivationToken",
                                   g_variant_new ("(us)", id, token), NULL);
  g_dbus_connection_emit_signal (self->bus, NULL, PATH, IFACE, "ActionInvoked",
                                 g_variant_new ("(us)", id, action), NULL);
}

void
fake_daemon_dismiss (FakeDaemon *self, guint id)
{
  g_mutex_lock (&self->lock);
  closed (self, id, 2);
  g_mutex_unlock (&self->lock);
}

static gboolean
on_watchdog (gpointer data)
{
  g_error ("waited a minute for the notification daemon");
  return G_SOURCE_REMOVE;
}

void
fake_daemon_wait (FakeDaemon *self, FakeDaemonCount count, guint at_least)
{
  guint watchdog = g_timeout_add_seconds (60, on_watchdog, NULL);

  while (count (self) < at_least)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (watchdog);
}

void
fake_daemon_wait_empty (FakeDaemon *self)
{
  guint watchdog = g_timeout_add_seconds (60, on_watchdog, NULL);

  while (fake_daemon_count_on_screen (self) > 0)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (watchdog);
}
