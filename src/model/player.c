/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is listened to. Owner: the session, which moves it; windows show it.
 * Thread: main context. */
#include "config.h"
#include "model/player.h"

struct _CorPlayer {
  GObject parent;
  CorPlayerState state;
  CorPlayableKind kind;
  char *id;
  char *title;
  double position, duration;
};

G_DEFINE_FINAL_TYPE (CorPlayer, cor_player, G_TYPE_OBJECT)

enum { PROP_0, PROP_STATE, PROP_TITLE, PROP_POSITION, PROP_DURATION, N_PROPS };
static GParamSpec *props[N_PROPS];

static void
notify (CorPlayer *self, guint prop)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[prop]);
}

void
cor_player_set_place (CorPlayer *self, double position, double duration)
{
  if (self->duration != duration) {
    self->duration = duration;
    notify (self, PROP_DURATION);
  }
  if (self->position != position) {
    self->position = position;
    notify (self, PROP_POSITION);
  }
}

static void
set_what (CorPlayer *self, CorPlayableKind kind, const char *id, const char *title)
{
  g_free (self->id);
  g_free (self->title);
  self->kind = kind;
  self->id = g_strdup (id);
  self->title = g_strdup (title);
  notify (self, PROP_TITLE);
  cor_player_set_place (self, 0, 0);
}

void
cor_player_begin (CorPlayer *self, CorPlayableKind kind, const char *id, const char *title)
{
  set_what (self, kind, id, title);
  cor_player_set_state (self, COR_PLAYER_FETCHING);
}

void
cor_player_set_state (CorPlayer *self, CorPlayerState state)
{
  if (self->state == state)
    return;
  self->state = state;
  if (state == COR_PLAYER_EMPTY)
    set_what (self, self->kind, NULL, NULL);
  notify (self, PROP_STATE);
}

CorPlayerState
cor_player_get_state (CorPlayer *self)
{
  return self->state;
}

const char *
cor_player_get_title (CorPlayer *self)
{
  return self->title;
}

double
cor_player_get_position (CorPlayer *self)
{
  return self->position;
}

double
cor_player_get_duration (CorPlayer *self)
{
  return self->duration;
}

CorPlayableKind
cor_player_get_kind (CorPlayer *self)
{
  return self->kind;
}

const char *
cor_player_get_id (CorPlayer *self)
{
  return self->id;
}

gboolean
cor_player_has (CorPlayer *self, CorPlayableKind kind, const char *id)
{
  return self->id != NULL && self->kind == kind && g_strcmp0 (self->id, id) == 0;
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CorPlayer *self = COR_PLAYER (object);

  switch (id) {
  case PROP_STATE:
    g_value_set_int (value, self->state);
    break;
  case PROP_TITLE:
    g_value_set_string (value, self->title);
    break;
  case PROP_POSITION:
    g_value_set_double (value, self->position);
    break;
  case PROP_DURATION:
    g_value_set_double (value, self->duration);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
finalize (GObject *object)
{
  CorPlayer *self = COR_PLAYER (object);

  g_free (self->id);
  g_free (self->title);
  G_OBJECT_CLASS (cor_player_parent_class)->finalize (object);
}

static void
cor_player_class_init (CorPlayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = get_property;
  object_class->finalize = finalize;
  props[PROP_STATE] =
    g_param_spec_int ("state", NULL, NULL, 0, COR_PLAYER_PAUSED, COR_PLAYER_EMPTY, flags);
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  props[PROP_POSITION] = g_param_spec_double ("position", NULL, NULL, 0, G_MAXDOUBLE, 0, flags);
  props[PROP_DURATION] = g_param_spec_double ("duration", NULL, NULL, 0, G_MAXDOUBLE, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
cor_player_init (CorPlayer *self)
{
}

CorPlayer *
cor_player_new (void)
{
  return g_object_new (COR_TYPE_PLAYER, NULL);
}
