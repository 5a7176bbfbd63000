/* SPDX-License-Identifier: GPL-3.0-or-later
 * Notifications on the screen as libnotify shows them, off the main thread. */
#include "config.h"
#include "popups.h"
#include "model/hand-over.h"
#include <gio/gio.h>
#include <libnotify/notify.h>

#define DAEMON "org.freedesktop.Notifications"
#define GOODBYE_US (500 * G_TIME_SPAN_MILLISECOND)

/* One notification, by the caller's id. */
typedef struct {
  guint id;
  CorPopup *wanted; /* under the lock; NULL: not to be on the screen */
  gboolean changed; /* under the lock; the id is in the queue */
  /* The rest is the thread's alone. */
  NotifyNotification *shown;
  gboolean updated;    /* shown more than once under one id */
  gboolean acted;      /* a button was pressed since it was shown last */
  gboolean was_closed; /* by the user, the daemon or its time */
} Slot;

/* Shared by the owner and the thread; whoever goes last frees it. */
struct _CorPopups {
  gatomicrefcount refs;
  GMutex lock;
  GCond cond;
  GHashTable *slots; /* id -> Slot; under the lock */
  GQueue changed;    /* Slot, in order of change; under the lock */
  gboolean poked;    /* under the lock: the thread was told of them */
  gboolean ended;    /* under the lock: the thread has no more to close */
  GMainContext *context;
  GMainContext *owner;
  GMainLoop *loop;
  /* The owner's alone. */
  CorPopupFunc func;
  gpointer user_data;
  gboolean stopped;
  /* The thread's alone. */
  guint watch;
  GCancellable *cancellable;
  GDBusConnection *bus;
  gboolean known;   /* whether there is a daemon */
  gboolean present; /* there is */
  gboolean asked;   /* the bus was asked to start one since it went */
  gboolean has_caps;
  gboolean has_actions;
  gboolean has_markup;
};

typedef struct {
  CorPopups *popups;
  guint id;
  const char *action;
  char *token;
} Event;

/* libnotify keeps its proxy in a static variable, tied to the context of the thread that made
 * it: a second thread waits until the first has let go. */
static GMutex libnotify_lock;

static void
slot_free (Slot *slot)
{
  g_clear_pointer (&slot->wanted, cor_popup_free);
  g_assert (slot->shown == NULL);
  g_free (slot);
}

static CorPopups *
popups_ref (CorPopups *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

static void
popups_unref (CorPopups *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_queue_clear (&self->changed);
  g_hash_table_unref (self->slots);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_main_context_unref (self->owner);
  g_object_unref (self->cancellable);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->cond);
  g_free (self);
}

/* ---- Events, from the thread to the owner ---- */

static void
event_free (Event *event)
{
  popups_unref (event->popups);
  g_free (event->token);
  g_free (event);
}

static gboolean
on_event (gpointer data)
{
  Event *event = data;
  CorPopupEvent out = { event->id, event->action, event->token };

  if (!event->popups->stopped)
    event->popups->func (&out, event->popups->user_data);
  return G_SOURCE_REMOVE;
}

static void
send_event (CorPopups *self, guint id, const char *action, const char *token)
{
  Event *event = g_new0 (Event, 1);

  event->popups = popups_ref (self);
  event->id = id;
  event->action = g_intern_string (action);
  event->token = g_strdup (token);
  cor_hand_over (self->owner, on_event, event, (GDestroyNotify)event_free);
}

/* ---- The thread ---- */

static Slot *
slot_of (CorPopups *self, NotifyNotification *notification)
{
  guint id = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (notification), "cornetta-id"));
  Slot *slot;

  g_mutex_lock (&self->lock);
  slot = g_hash_table_lookup (self->slots, GUINT_TO_POINTER (id));
  g_mutex_unlock (&self->lock);
  return slot != NULL && slot->shown == notification ? slot : NULL;
}

static void
on_action (NotifyNotification *notification, char *action, gpointer user_data)
{
  CorPopups *self = user_data;
  Slot *slot = slot_of (self, notification);

  if (slot == NULL)
    return;
  slot->acted = TRUE;
  send_event (self, slot->id, action, notify_notification_get_activation_token (notification));
}

static void
forget (CorPopups *self, Slot *slot)
{
  g_signal_handlers_disconnect_by_data (slot->shown, self);
  g_clear_object (&slot->shown);
}

/* Closed just before the newest update reached the daemon, which then put it back on the screen
 * under its old id: what libnotify tells us can't be told from one that is gone. Closing what is
 * gone does no harm. */
static void
close_again (CorPopups *self, NotifyNotification *notification)
{
  int id = 0;

  g_object_get (notification, "id", &id, NULL);
  g_dbus_connection_call (self->bus, DAEMON, "/org/freedesktop/Notifications", DAEMON,
                          "CloseNotification", g_variant_new ("(u)", (guint32)id), NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
}

static void
on_closed (NotifyNotification *notification, CorPopups *self)
{
  Slot *slot = slot_of (self, notification);
  int reason = notify_notification_get_closed_reason (notification);

  if (slot == NULL)
    return;
  slot->was_closed = TRUE;
  if (slot->updated)
    close_again (self, notification);
  forget (self, slot);
  /* Some daemons close a resident notification too when a button is pressed. */
  if (reason == NOTIFY_CLOSED_REASON_DISMISSED && !slot->acted)
    send_event (self, slot->id, NULL, NULL);
}

/* No answer at all is taken for yes: a button too many and an escape too many do no harm. */
static gboolean
has_cap (GList *caps, const char *cap)
{
  return caps == NULL || g_list_find_custom (caps, cap, (GCompareFunc)g_strcmp0) != NULL;
}

/* What the daemon can do, asked once for each daemon. */
static void
learn_caps (CorPopups *self)
{
  GList *caps;

  if (self->has_caps)
    return;
  caps = notify_get_server_caps ();
  self->has_caps = caps != NULL;
  self->has_actions = has_cap (caps, "actions");
  self->has_markup = has_cap (caps, "body-markup");
  g_list_free_full (caps, g_free);
}

static NotifyNotification *
notification_new (CorPopups *self, guint id, const CorPopup *popup)
{
  NotifyNotification *notification = notify_notification_new (popup->summary, NULL, COR_APP_ID);

  g_object_set_data (G_OBJECT (notification), "cornetta-id", GUINT_TO_POINTER (id));
  g_signal_connect (notification, "closed", G_CALLBACK (on_closed), self);
  notify_notification_set_category (notification, popup->category);
  notify_notification_set_hint (notification, "desktop-entry", g_variant_new_string (COR_APP_ID));
  notify_notification_set_urgency (notification, popup->ringing ? NOTIFY_URGENCY_CRITICAL
                                                                : NOTIFY_URGENCY_NORMAL);
  if (popup->ringing) {
    /* Our own ring tone rings; buttons may be pressed more than once (Silence, then Answer). */
    notify_notification_set_hint (notification, "suppress-sound", g_variant_new_boolean (TRUE));
    notify_notification_set_hint (notification, "resident", g_variant_new_boolean (TRUE));
    notify_notification_set_timeout (notification, NOTIFY_EXPIRES_NEVER);
  }
  return notification;
}

static void
fill (CorPopups *self, NotifyNotification *notification, const CorPopup *popup)
{
  g_autofree char *escaped = NULL;

  if (popup->body != NULL && self->has_markup)
    escaped = g_markup_escape_text (popup->body, -1);
  notify_notification_update (notification, popup->summary, escaped != NULL ? escaped : popup->body,
                              COR_APP_ID);
  notify_notification_clear_actions (notification);
  if (!self->has_actions)
    return;
  if (popup->clickable)
    notify_notification_add_action (notification, "default", "-", on_action, self, NULL);
  for (guint i = 0; i < popup->n_actions; i++)
    notify_notification_add_action (notification, popup->actions[i].key, popup->actions[i].label,
                                    on_action, self, NULL);
}

static void
on_start_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer =
    g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (answer == NULL)
    g_debug ("notifications: no daemon, they wait for one: %s", error->message);
}

/* Desktops may start their daemon by need. Its name's appearance tells of success. */
static void
ask_for_daemon (CorPopups *self)
{
  if (self->asked || self->bus == NULL)
    return;
  self->asked = TRUE;
  g_dbus_connection_call (self->bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                          "org.freedesktop.DBus", "StartServiceByName",
                          g_variant_new ("(su)", DAEMON, 0), NULL, G_DBUS_CALL_FLAGS_NONE, -1,
                          self->cancellable, on_start_answered, NULL);
}

static void
show (CorPopups *self, Slot *slot, const CorPopup *popup)
{
  g_autoptr (GError) error = NULL;
  gboolean is_new = slot->shown == NULL;

  if (!self->present) {
    ask_for_daemon (self);
    return;
  }
  learn_caps (self);
  if (is_new)
    slot->shown = notification_new (self, slot->id, popup);
  slot->was_closed = slot->acted = FALSE;
  slot->updated = !is_new;
  fill (self, slot->shown, popup);
  if (notify_notification_show (slot->shown, &error))
    return;
  g_debug ("notifications: not shown: %s", error->message);
  /* One that was there keeps its id, by which it can be closed. */
  if (is_new)
    forget (self, slot);
}

static void
hide (CorPopups *self, Slot *slot)
{
  g_autoptr (GError) error = NULL;

  if (slot->shown == NULL)
    return;
  if (self->present && !notify_notification_close (slot->shown, &error))
    g_debug ("notifications: not closed: %s", error->message);
  forget (self, slot);
}

/* The next slot to look at, and a copy of what is wanted of it; FALSE when all is as wanted. */
static gboolean
take_change (CorPopups *self, Slot **ret_slot, CorPopup **ret_popup)
{
  Slot *slot;

  g_mutex_lock (&self->lock);
  slot = g_queue_pop_head (&self->changed);
  if (slot != NULL) {
    slot->changed = FALSE;
    *ret_slot = slot;
    *ret_popup = slot->wanted != NULL ? cor_popup_copy (slot->wanted) : NULL;
  }
  g_mutex_unlock (&self->lock);
  return slot != NULL;
}

/* Frees a slot that nobody wants any more, unless it was wanted again meanwhile. */
static void
drop_unwanted (CorPopups *self, Slot *slot)
{
  g_mutex_lock (&self->lock);
  if (slot->wanted == NULL && !slot->changed)
    g_hash_table_remove (self->slots, GUINT_TO_POINTER (slot->id));
  g_mutex_unlock (&self->lock);
}

/* Brings the screen to what is wanted. Each call below waits for the daemon's answer, so that what
 * was taken back meanwhile is found in the queue afterwards, with the id it needs. */
static gboolean
on_changes (gpointer data)
{
  CorPopups *self = data;
  Slot *slot;
  CorPopup *popup;

  g_mutex_lock (&self->lock);
  self->poked = FALSE;
  g_mutex_unlock (&self->lock);
  while (take_change (self, &slot, &popup)) {
    if (popup != NULL) {
      show (self, slot, popup);
      cor_popup_free (popup);
    } else {
      hide (self, slot);
      drop_unwanted (self, slot);
    }
  }
  return G_SOURCE_REMOVE;
}

static void
queue_change (CorPopups *self, Slot *slot)
{
  if (slot->changed)
    return;
  slot->changed = TRUE;
  g_queue_push_tail (&self->changed, slot);
}

static int
compare_slots (gconstpointer a, gconstpointer b)
{
  const Slot *left = *(Slot *const *)a, *right = *(Slot *const *)b;

  return left->id < right->id ? -1 : left->id > right->id;
}

/* A daemon came or went, and with it what was shown, and the ids it gave. A new one shows all that
 * is wanted and was not closed already. */
static void
set_daemon (CorPopups *self, gboolean present)
{
  g_autoptr (GPtrArray) gone = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) again = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer each;

  self->known = TRUE;
  self->present = present;
  self->asked = self->has_caps = FALSE;
  g_mutex_lock (&self->lock);
  g_hash_table_iter_init (&iter, self->slots);
  while (g_hash_table_iter_next (&iter, NULL, &each)) {
    Slot *slot = each;

    if (slot->shown != NULL)
      g_ptr_array_add (gone, g_steal_pointer (&slot->shown));
    if (slot->wanted != NULL && !slot->was_closed)
      g_ptr_array_add (again, slot);
  }
  g_ptr_array_sort (again, compare_slots);
  for (guint i = 0; i < again->len; i++)
    queue_change (self, again->pdata[i]);
  g_mutex_unlock (&self->lock);
  for (guint i = 0; i < gone->len; i++)
    g_signal_handlers_disconnect_by_data (gone->pdata[i], self);
  on_changes (self);
}

static void
on_appeared (GDBusConnection *bus, const char *name, const char *owner, gpointer user_data)
{
  set_daemon (user_data, TRUE);
}

static void
on_vanished (GDBusConnection *bus, const char *name, gpointer user_data)
{
  set_daemon (user_data, FALSE);
}

/* Without a session bus there is nobody to show anything, now or later. */
static void
start (CorPopups *self)
{
  g_autoptr (GError) error = NULL;

  notify_init ("Cornetta");
  self->bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  if (self->bus != NULL) {
    self->watch = g_bus_watch_name_on_connection (self->bus, DAEMON, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                                  on_appeared, on_vanished, self, NULL);
    return;
  }
  g_debug ("notifications: there are none: %s", error->message);
  self->known = TRUE;
}

/* Answers that are still on their way to this thread's context would hold the connection for
 * good, so they are waited for or called off. */
static void
finish (CorPopups *self)
{
  while (!self->known)
    g_main_context_iteration (self->context, TRUE);
  if (self->watch != 0)
    g_bus_unwatch_name (self->watch);
  notify_uninit ();
  g_cancellable_cancel (self->cancellable);
  while (g_main_context_iteration (self->context, FALSE))
    continue;
  g_clear_object (&self->bus);
}

static gpointer
run (gpointer data)
{
  CorPopups *self = data;

  g_mutex_lock (&libnotify_lock);
  g_main_context_push_thread_default (self->context);
  start (self);
  g_main_loop_run (self->loop);
  finish (self);
  g_main_context_pop_thread_default (self->context);
  g_mutex_unlock (&libnotify_lock);
  g_mutex_lock (&self->lock);
  self->ended = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->lock);
  popups_unref (self);
  return NULL;
}

static void
attach (CorPopups *self, GSourceFunc func)
{
  cor_hand_over (self->context, func, popups_ref (self), (GDestroyNotify)popups_unref);
}

/* Under the lock: notes the change, and tells the thread once for however many. */
static void
change (CorPopups *self, Slot *slot)
{
  queue_change (self, slot);
  if (!self->poked)
    attach (self, on_changes);
  self->poked = TRUE;
}

static gboolean
on_quit (gpointer data)
{
  CorPopups *self = data;

  on_changes (self);
  g_main_loop_quit (self->loop);
  return G_SOURCE_REMOVE;
}

CorPopups *
cor_popups_new (CorPopupFunc func, gpointer user_data)
{
  CorPopups *self = g_new0 (CorPopups, 1);

  g_atomic_ref_count_init (&self->refs);
  g_mutex_init (&self->lock);
  g_cond_init (&self->cond);
  self->slots = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)slot_free);
  g_queue_init (&self->changed);
  self->owner = g_main_context_ref_thread_default ();
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->cancellable = g_cancellable_new ();
  self->func = func;
  self->user_data = user_data;
  g_thread_unref (g_thread_new ("notify", run, popups_ref (self)));
  return self;
}

void
cor_popups_show (CorPopups *self, guint id, CorPopup *popup)
{
  Slot *slot;

  g_return_if_fail (popup->summary != NULL && *popup->summary != '\0');

  g_mutex_lock (&self->lock);
  slot = g_hash_table_lookup (self->slots, GUINT_TO_POINTER (id));
  if (slot == NULL) {
    slot = g_new0 (Slot, 1);
    slot->id = id;
    g_hash_table_insert (self->slots, GUINT_TO_POINTER (id), slot);
  }
  g_clear_pointer (&slot->wanted, cor_popup_free);
  slot->wanted = popup;
  change (self, slot);
  g_mutex_unlock (&self->lock);
}

void
cor_popups_close (CorPopups *self, guint id)
{
  Slot *slot;

  g_mutex_lock (&self->lock);
  slot = g_hash_table_lookup (self->slots, GUINT_TO_POINTER (id));
  if (slot != NULL) {
    g_clear_pointer (&slot->wanted, cor_popup_free);
    change (self, slot);
  }
  g_mutex_unlock (&self->lock);
}

void
cor_popups_free (CorPopups *self)
{
  gint64 until = g_get_monotonic_time () + GOODBYE_US;
  GHashTableIter iter;
  gpointer slot;

  self->stopped = TRUE;
  g_mutex_lock (&self->lock);
  g_hash_table_iter_init (&iter, self->slots);
  while (g_hash_table_iter_next (&iter, NULL, &slot)) {
    g_clear_pointer (&((Slot *)slot)->wanted, cor_popup_free);
    queue_change (self, slot);
  }
  g_mutex_unlock (&self->lock);
  attach (self, on_quit);
  g_mutex_lock (&self->lock);
  while (!self->ended && g_cond_wait_until (&self->cond, &self->lock, until))
    continue;
  g_mutex_unlock (&self->lock);
  popups_unref (self);
}
