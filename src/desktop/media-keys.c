/* SPDX-License-Identifier: GPL-3.0-or-later
 * The keys of a keyboard or headset for players, while they are wanted. */
#include "config.h"
#include "desktop/media-keys.h"

#define SERVICE "org.gnome.SettingsDaemon.MediaKeys"
#define PATH "/org/gnome/SettingsDaemon/MediaKeys"

struct _CorMediaKeys {
  GObject parent;
  GCancellable *connecting;
  GDBusConnection *bus; /* NULL until it is there */
  guint subscription;
  gboolean wanted;
};

G_DEFINE_FINAL_TYPE (CorMediaKeys, cor_media_keys, G_TYPE_OBJECT)

enum { PRESSED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
on_pressed (GDBusConnection *bus,
            const char *sender,
            const char *path,
            const char *interface,
            const char *name,
            GVariant *arguments,
            gpointer user_data)
{
  CorMediaKeys *self = user_data;
  const char *whose, *key;

  if (!self->wanted || !g_variant_is_of_type (arguments, G_VARIANT_TYPE ("(ss)")))
    return;
  g_variant_get (arguments, "(&s&s)", &whose, &key);
  if (!g_str_equal (whose, COR_APP_ID))
    return;
  if (g_str_equal (key, "Play") || g_str_equal (key, "Pause"))
    g_signal_emit (self, signals[PRESSED], 0, COR_MEDIA_KEY_PLAY);
  else if (g_str_equal (key, "Stop"))
    g_signal_emit (self, signals[PRESSED], 0, COR_MEDIA_KEY_STOP);
}

static void
call (CorMediaKeys *self, const char *method, GVariant *arguments)
{
  g_dbus_connection_call (self->bus, SERVICE, PATH, SERVICE, method, arguments, NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
}

/* Whoever asks last has them: time 0 stands for now. */
static void
grab (CorMediaKeys *self)
{
  self->subscription =
    g_dbus_connection_signal_subscribe (self->bus, SERVICE, SERVICE, "MediaPlayerKeyPressed", PATH,
                                        NULL, G_DBUS_SIGNAL_FLAGS_NONE, on_pressed, self, NULL);
  call (self, "GrabMediaPlayerKeys", g_variant_new ("(su)", COR_APP_ID, 0));
}

static void
release (CorMediaKeys *self)
{
  g_dbus_connection_signal_unsubscribe (self->bus, self->subscription);
  self->subscription = 0;
  call (self, "ReleaseMediaPlayerKeys", g_variant_new ("(s)", COR_APP_ID));
}

static void
update (CorMediaKeys *self)
{
  if (self->bus == NULL || self->wanted == (self->subscription != 0))
    return;
  if (self->wanted)
    grab (self);
  else
    release (self);
}

static void
on_bus_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CorMediaKeys *self = user_data; /* gone when cancelled */
  g_autoptr (GError) error = NULL;
  GDBusConnection *bus = g_bus_get_finish (result, &error);

  if (bus == NULL) {
    g_debug ("desktop: no keys for players: %s", error->message);
    return;
  }
  self->bus = bus;
  update (self);
}

void
cor_media_keys_set_wanted (CorMediaKeys *self, gboolean wanted)
{
  self->wanted = wanted;
  update (self);
}

static void
dispose (GObject *object)
{
  CorMediaKeys *self = COR_MEDIA_KEYS (object);

  cor_media_keys_set_wanted (self, FALSE);
  g_cancellable_cancel (self->connecting);
  g_clear_object (&self->bus);
  G_OBJECT_CLASS (cor_media_keys_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_object_unref (COR_MEDIA_KEYS (object)->connecting);
  G_OBJECT_CLASS (cor_media_keys_parent_class)->finalize (object);
}

static void
cor_media_keys_class_init (CorMediaKeysClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signals[PRESSED] = g_signal_new ("pressed", COR_TYPE_MEDIA_KEYS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
cor_media_keys_init (CorMediaKeys *self)
{
  self->connecting = g_cancellable_new ();
  g_bus_get (G_BUS_TYPE_SESSION, self->connecting, on_bus_ready, self);
}

CorMediaKeys *
cor_media_keys_new (void)
{
  return g_object_new (COR_TYPE_MEDIA_KEYS, NULL);
}
