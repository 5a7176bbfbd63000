/* SPDX-License-Identifier: GPL-3.0-or-later
 * Players give way to a call: those of org.mpris.MediaPlayer2.* that play. One
 * is known by its connection, since it may have several names, and since a name
 * may be another's by the end of the call. */
#include "config.h"
#include "desktop/music.h"

#define PREFIX "org.mpris.MediaPlayer2."
#define PATH "/org/mpris/MediaPlayer2"
#define PLAYER "org.mpris.MediaPlayer2.Player"
#define PROPERTIES "org.freedesktop.DBus.Properties"
#define PLAYERS_MAX 16

/* One that played when the call began. */
typedef struct {
  char *owner;
  gboolean paused; /* it has obeyed: what it does next is somebody's wish */
} Player;

struct _CorMusic {
  GObject parent;
  GDBusConnection *bus; /* NULL until it is there */
  GCancellable *connecting;
  GCancellable *looking; /* for players, while a call lasts; or NULL */
  GPtrArray *players;    /* Player */
  guint subscription;
  gboolean wanted;
};

G_DEFINE_FINAL_TYPE (CorMusic, cor_music, G_TYPE_OBJECT)

static void
player_free (gpointer data)
{
  Player *player = data;

  g_free (player->owner);
  g_free (player);
}

static Player *
find (CorMusic *self, const char *owner)
{
  for (guint i = 0; i < self->players->len; i++) {
    Player *player = self->players->pdata[i];

    if (g_str_equal (player->owner, owner))
      return player;
  }
  return NULL;
}

static void
call (CorMusic *self, const char *owner, const char *method, GAsyncReadyCallback callback)
{
  g_dbus_connection_call (self->bus, owner, PATH, PLAYER, method, NULL, NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1,
                          callback != NULL ? self->looking : NULL, callback, self);
}

/* --- While the call lasts. --- */

/* Somebody has let it play, or stopped it: it is not ours any more. */
static void
on_changed (GDBusConnection *bus,
            const char *sender,
            const char *path,
            const char *interface,
            const char *name,
            GVariant *arguments,
            gpointer user_data)
{
  CorMusic *self = user_data;
  Player *player = find (self, sender);
  g_autoptr (GVariant) changed = NULL;
  const char *whose, *status;

  if (player == NULL || !g_variant_is_of_type (arguments, G_VARIANT_TYPE ("(sa{sv}as)")))
    return;
  g_variant_get (arguments, "(&s@a{sv}@as)", &whose, &changed, NULL);
  if (!g_str_equal (whose, PLAYER) || !g_variant_lookup (changed, "PlaybackStatus", "&s", &status))
    return;
  if (g_str_equal (status, "Paused"))
    player->paused = TRUE;
  else if (player->paused || g_str_equal (status, "Stopped"))
    g_ptr_array_remove (self->players, player);
}

static void
on_paused (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer =
    g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (answer == NULL)
    g_debug ("music: a player doesn't pause: %s", error->message);
}

typedef struct {
  CorMusic *music; /* gone when cancelled */
  char *owner;
} Asked;

static void
asked_free (Asked *asked)
{
  g_free (asked->owner);
  g_free (asked);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asked, asked_free)

static void
on_status (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Asked) asked = user_data;
  g_autoptr (GVariant) answer =
    g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  g_autoptr (GVariant) status = NULL;
  CorMusic *self = asked->music;
  Player *player;

  if (answer == NULL)
    return;
  g_variant_get (answer, "(v)", &status);
  if (!g_variant_is_of_type (status, G_VARIANT_TYPE_STRING) ||
      !g_str_equal (g_variant_get_string (status, NULL), "Playing") ||
      find (self, asked->owner) != NULL || self->players->len >= PLAYERS_MAX)
    return;
  player = g_new0 (Player, 1);
  player->owner = g_strdup (asked->owner);
  g_ptr_array_add (self->players, player);
  call (self, player->owner, "Pause", on_paused);
}

static void
on_owner (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GVariant) answer =
    g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  CorMusic *self = user_data; /* gone when cancelled */
  const char *owner;
  Asked *asked;

  if (answer == NULL)
    return;
  g_variant_get (answer, "(&s)", &owner);
  asked = g_new0 (Asked, 1);
  asked->music = self;
  asked->owner = g_strdup (owner);
  g_dbus_connection_call (self->bus, owner, PATH, PROPERTIES, "Get",
                          g_variant_new ("(ss)", PLAYER, "PlaybackStatus"), G_VARIANT_TYPE ("(v)"),
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, self->looking, on_status, asked);
}

static void
ask_bus (CorMusic *self,
         const char *method,
         GVariant *arguments,
         const char *type,
         GAsyncReadyCallback callback)
{
  g_dbus_connection_call (self->bus, "org.freedesktop.DBus", "/", "org.freedesktop.DBus", method,
                          arguments, G_VARIANT_TYPE (type), G_DBUS_CALL_FLAGS_NONE, -1,
                          self->looking, callback, self);
}

static void
on_names (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GVariant) answer =
    g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  g_autofree const char **names = NULL;
  guint n = 0;

  if (answer == NULL)
    return;
  g_variant_get (answer, "(^a&s)", &names);
  for (guint i = 0; names[i] != NULL && n < PLAYERS_MAX; i++)
    if (g_str_has_prefix (names[i], PREFIX)) {
      ask_bus (user_data, "GetNameOwner", g_variant_new ("(s)", names[i]), "(s)", on_owner);
      n++;
    }
}

/* --- Its beginning and end. --- */

static void
begin (CorMusic *self)
{
  self->looking = g_cancellable_new ();
  self->subscription =
    g_dbus_connection_signal_subscribe (self->bus, NULL, PROPERTIES, "PropertiesChanged", PATH,
                                        PLAYER, G_DBUS_SIGNAL_FLAGS_NONE, on_changed, self, NULL);
  ask_bus (self, "ListNames", NULL, "(as)", on_names);
}

static void
go_on (CorMusic *self)
{
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  g_dbus_connection_signal_unsubscribe (self->bus, self->subscription);
  self->subscription = 0;
  for (guint i = 0; i < self->players->len; i++)
    call (self, ((Player *)self->players->pdata[i])->owner, "Play", NULL);
  g_ptr_array_set_size (self->players, 0);
}

static void
update (CorMusic *self)
{
  if (self->bus == NULL || self->wanted == (self->looking != NULL))
    return;
  if (self->wanted)
    begin (self);
  else
    go_on (self);
}

void
cor_music_set_paused (CorMusic *self, gboolean paused)
{
  self->wanted = paused;
  update (self);
}

static void
on_bus (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, NULL);
  CorMusic *self = user_data; /* gone when cancelled */

  if (bus == NULL)
    return;
  self->bus = g_steal_pointer (&bus);
  update (self);
}

static void
dispose (GObject *object)
{
  CorMusic *self = COR_MUSIC (object);

  g_cancellable_cancel (self->connecting);
  g_clear_object (&self->connecting);
  cor_music_set_paused (self, FALSE);
  /* The players hear of it even when nobody else keeps the connection. */
  if (self->bus != NULL)
    g_dbus_connection_flush (self->bus, NULL, NULL, NULL);
  g_clear_object (&self->bus);
  G_OBJECT_CLASS (cor_music_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_ptr_array_unref (COR_MUSIC (object)->players);
  G_OBJECT_CLASS (cor_music_parent_class)->finalize (object);
}

static void
cor_music_class_init (CorMusicClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
}

static void
cor_music_init (CorMusic *self)
{
  self->players = g_ptr_array_new_with_free_func (player_free);
  self->connecting = g_cancellable_new ();
  g_bus_get (G_BUS_TYPE_SESSION, self->connecting, on_bus, self);
}

CorMusic *
cor_music_new (void)
{
  return g_object_new (COR_TYPE_MUSIC, NULL);
}
