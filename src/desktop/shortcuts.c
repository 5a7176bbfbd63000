/* SPDX-License-Identifier: GPL-3.0-or-later
 * Keys that work in every program: org.freedesktop.portal.GlobalShortcuts.
 * CreateSession, then BindShortcuts; each answers by a signal of its request. */
#include "config.h"
#include "desktop/shortcuts.h"
#include "portal-request.h"
#include <glib/gi18n-lib.h>

#define INTERFACE "org.freedesktop.portal.GlobalShortcuts"

struct _CorShortcuts {
  GObject parent;
  GDBusConnection *bus;
  GCancellable *cancellable;
  CorPortalRequest *request; /* whose answer is waited for, or NULL */
  char *session;             /* the portal's handle, NULL until it has one */
  guint activated;           /* subscription to the keys */
};

G_DEFINE_FINAL_TYPE (CorShortcuts, cor_shortcuts, G_TYPE_OBJECT)

enum { ACTIVATED, FAILED, N_SIGNALS };
static guint signals[N_SIGNALS];

static const struct {
  const char *id;
  const char *description;
} shortcuts[] = {
  { "dial-selection", N_ ("Call the selected number") }, { "bar", N_ ("Open the command bar") },
  { "answer", N_ ("Answer the ringing call") },          { "hang-up", N_ ("Hang up") },
  { "mute", N_ ("Mute or unmute the microphone") },
};

static void
fail (CorShortcuts *self, const char *reason)
{
  g_signal_emit (self, signals[FAILED], 0, reason);
}

/* A portal that isn't there, or has no shortcuts. */
static void
fail_without_service (CorShortcuts *self, const GError *error)
{
  g_debug ("shortcuts: %s", error->message);
  fail (self,
        _ ("This desktop has no service for shortcuts that work everywhere. Add a shortcut of "
           "its own instead."));
}

/* Tells of it, and returns FALSE, where the portal did not do as it was asked. */
static gboolean
check_answer (CorShortcuts *self, guint code, const GError *error)
{
  g_clear_pointer (&self->request, cor_portal_request_free);
  if (error != NULL)
    fail_without_service (self, error);
  else if (code != 0)
    fail (self, _ ("The desktop didn't allow the shortcuts. Switch them off and on to be asked "
                   "again."));
  return error == NULL && code == 0;
}

static void
on_activated (GDBusConnection *bus,
              const char *sender,
              const char *path,
              const char *interface,
              const char *name,
              GVariant *arguments,
              gpointer data)
{
  CorShortcuts *self = data;
  g_autoptr (GVariant) options = NULL;
  const char *session, *id, *token = NULL;

  if (!g_variant_is_of_type (arguments, G_VARIANT_TYPE ("(osta{sv})")))
    return;
  g_variant_get (arguments, "(&o&st@a{sv})", &session, &id, NULL, &options);
  g_variant_lookup (options, "activation_token", "&s", &token);
  if (g_strcmp0 (session, self->session) != 0)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    if (g_str_equal (shortcuts[i].id, id))
      g_signal_emit (self, signals[ACTIVATED], 0, id, token);
}

static void
on_bound (guint code, GVariant *results, const GError *error, gpointer data)
{
  check_answer (data, code, error);
}

static void
bind (CorShortcuts *self)
{
  g_auto (GVariantDict) options = G_VARIANT_DICT_INIT (NULL);
  CorPortalQuestion question = { INTERFACE, "BindShortcuts", .options = &options };
  GVariantBuilder list;

  g_variant_builder_init (&list, G_VARIANT_TYPE ("a(sa{sv})"));
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++) {
    GVariantDict about = G_VARIANT_DICT_INIT (NULL);

    g_variant_dict_insert (&about, "description", "s", _ (shortcuts[i].description));
    g_variant_builder_add (&list, "(s@a{sv})", shortcuts[i].id, g_variant_dict_end (&about));
  }
  self->activated = g_dbus_connection_signal_subscribe (
    self->bus, COR_PORTAL_NAME, INTERFACE, "Activated", COR_PORTAL_PATH, NULL,
    G_DBUS_SIGNAL_FLAGS_NONE, on_activated, self, NULL);
  question.head =
    g_variant_new ("(o@a(sa{sv})s)", self->session, g_variant_builder_end (&list), "");
  self->request = cor_portal_request_new (self->bus, &question, on_bound, self);
}

static void
on_created (guint code, GVariant *results, const GError *error, gpointer data)
{
  CorShortcuts *self = data;
  const char *session = NULL;

  if (!check_answer (self, code, error))
    return;
  if (g_variant_lookup (results, "session_handle", "&s", &session) &&
      g_variant_is_object_path (session)) {
    self->session = g_strdup (session);
    bind (self);
  } else
    fail (self, _ ("The desktop's service for shortcuts gave an answer that can't be read."));
}

static void
on_bus_ready (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CorShortcuts) self = data;
  g_auto (GVariantDict) options = G_VARIANT_DICT_INIT (NULL);
  g_autofree char *token = g_strdup_printf ("cornetta%u", g_random_int ());
  CorPortalQuestion question = { INTERFACE, "CreateSession", g_variant_new ("()"), &options };

  self->bus = g_bus_get_finish (result, NULL);
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (self->bus == NULL) {
    fail (self, _ ("Shortcuts that work everywhere need a session bus."));
    return;
  }
  g_variant_dict_insert (&options, "session_handle_token", "s", token);
  self->request = cor_portal_request_new (self->bus, &question, on_created, self);
}

void
cor_shortcuts_close (CorShortcuts *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->request, cor_portal_request_free);
  if (self->activated != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, self->activated);
  self->activated = 0;
  if (self->session != NULL)
    g_dbus_connection_call (self->bus, COR_PORTAL_NAME, self->session,
                            "org.freedesktop.portal.Session", "Close", NULL, NULL,
                            G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
  g_clear_pointer (&self->session, g_free);
}

static void
dispose (GObject *object)
{
  CorShortcuts *self = COR_SHORTCUTS (object);

  cor_shortcuts_close (self);
  g_clear_object (&self->bus);
  G_OBJECT_CLASS (cor_shortcuts_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_object_unref (COR_SHORTCUTS (object)->cancellable);
  G_OBJECT_CLASS (cor_shortcuts_parent_class)->finalize (object);
}

static void
cor_shortcuts_class_init (CorShortcutsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signals[ACTIVATED] = g_signal_new ("activated", COR_TYPE_SHORTCUTS, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[FAILED] = g_signal_new ("failed", COR_TYPE_SHORTCUTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
cor_shortcuts_init (CorShortcuts *self)
{
  self->cancellable = g_cancellable_new ();
}

CorShortcuts *
cor_shortcuts_new (void)
{
  CorShortcuts *self = g_object_new (COR_TYPE_SHORTCUTS, NULL);

  g_bus_get (G_BUS_TYPE_SESSION, self->cancellable, on_bus_ready, g_object_ref (self));
  return self;
}
