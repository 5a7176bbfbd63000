/* SPDX-License-Identifier: GPL-3.0-or-later
 * Somebody in the user's conference. */
#include "model/conference.h"

struct _CorParticipant {
  GObject parent;
  char *id, *number, *name;
  gboolean own, muted;
};

G_DEFINE_FINAL_TYPE (CorParticipant, cor_participant, G_TYPE_OBJECT)

enum { PROP_0, PROP_ID, PROP_NUMBER, PROP_NAME, PROP_OWN, PROP_MUTED, N_PROPS };
static GParamSpec *props[N_PROPS];

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CorParticipant *self = COR_PARTICIPANT (object);

  switch (id) {
  case PROP_ID:
    g_value_set_string (value, self->id);
    break;
  case PROP_NUMBER:
    g_value_set_string (value, self->number);
    break;
  case PROP_NAME:
    g_value_set_string (value, self->name);
    break;
  case PROP_OWN:
    g_value_set_boolean (value, self->own);
    break;
  case PROP_MUTED:
    g_value_set_boolean (value, self->muted);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
finalize (GObject *object)
{
  CorParticipant *self = COR_PARTICIPANT (object);

  g_free (self->id);
  g_free (self->number);
  g_free (self->name);
  G_OBJECT_CLASS (cor_participant_parent_class)->finalize (object);
}

static void
cor_participant_class_init (CorParticipantClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = get_property;
  object_class->finalize = finalize;
  props[PROP_ID] = g_param_spec_string ("id", NULL, NULL, "", flags);
  props[PROP_NUMBER] = g_param_spec_string ("number", NULL, NULL, "", flags);
  props[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  props[PROP_OWN] = g_param_spec_boolean ("own", NULL, NULL, FALSE, flags);
  props[PROP_MUTED] = g_param_spec_boolean ("muted", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
cor_participant_init (CorParticipant *self)
{
}

CorParticipant *
cor_participant_new (const char *id, const char *number, const char *name, gboolean own)
{
  CorParticipant *self = g_object_new (COR_TYPE_PARTICIPANT, NULL);

  self->id = g_strdup (id);
  self->number = g_strdup (number);
  self->name = name != NULL && *name != '\0' ? g_strdup (name) : NULL;
  self->own = own;
  return self;
}

const char *
cor_participant_get_id (CorParticipant *self)
{
  return self->id;
}

const char *
cor_participant_get_number (CorParticipant *self)
{
  return self->number;
}

const char *
cor_participant_get_shown (CorParticipant *self)
{
  return self->name != NULL ? self->name : self->number;
}

gboolean
cor_participant_is_own (CorParticipant *self)
{
  return self->own;
}

gboolean
cor_participant_is_muted (CorParticipant *self)
{
  return self->muted;
}

void
cor_participant_set_muted (CorParticipant *self, gboolean muted)
{
  if (self->muted == muted)
    return;
  self->muted = muted;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_MUTED]);
}
