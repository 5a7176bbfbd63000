/* SPDX-License-Identifier: GPL-3.0-or-later
 * A registration: how this computer gets to be a phone. Owner: session.
 * Observers: session, diagnosis. */
#include "model/line.h"

typedef struct {
  CorLineState state;
  char *reason;
  const char *kind; /* static */
  char *label;
} CorLinePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CorLine, cor_line, G_TYPE_OBJECT)

enum { PROP_0, PROP_STATE, PROP_LABEL, PROP_KIND, PROP_REASON, N_PROPS };
static GParamSpec *props[N_PROPS];

static CorLinePrivate *
private_of (CorLine *self)
{
  return cor_line_get_instance_private (self);
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CorLinePrivate *self = private_of (COR_LINE (object));

  switch (id) {
  case PROP_STATE:
    g_value_set_int (value, self->state);
    break;
  case PROP_LABEL:
    g_value_set_string (value, self->label);
    break;
  case PROP_KIND:
    g_value_set_static_string (value, self->kind);
    break;
  case PROP_REASON:
    g_value_set_string (value, self->reason);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
finalize (GObject *object)
{
  CorLinePrivate *self = private_of (COR_LINE (object));

  g_free (self->label);
  g_free (self->reason);
  G_OBJECT_CLASS (cor_line_parent_class)->finalize (object);
}

static void
cor_line_class_init (CorLineClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = get_property;
  object_class->finalize = finalize;
  props[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, COR_LINE_FAILED, 0, flags);
  props[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, "", flags);
  props[PROP_KIND] = g_param_spec_string ("kind", NULL, NULL, "", flags);
  props[PROP_REASON] = g_param_spec_string ("reason", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  g_signal_new ("incoming", COR_TYPE_LINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                COR_TYPE_CALL);
  g_signal_new ("referred", COR_TYPE_LINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                COR_TYPE_CALL, G_TYPE_STRING, G_TYPE_UINT);
}

static void
cor_line_init (CorLine *self)
{
}

void
cor_line_connect (CorLine *self)
{
  COR_LINE_GET_CLASS (self)->connect (self);
}

void
cor_line_disconnect (CorLine *self)
{
  COR_LINE_GET_CLASS (self)->disconnect (self);
}

CorCall *
cor_line_dial (CorLine *self, const CorNumber *number)
{
  return COR_LINE_GET_CLASS (self)->dial (self, number);
}

CorCall *
cor_line_follow (CorLine *self, const CorNumber *number, guint referral)
{
  CorLineClass *klass = COR_LINE_GET_CLASS (self);

  return klass->follow != NULL ? klass->follow (self, number, referral) : NULL;
}

void
cor_line_refuse (CorLine *self, guint referral)
{
  CorLineClass *klass = COR_LINE_GET_CLASS (self);

  if (klass->refuse != NULL)
    klass->refuse (self, referral);
}

CorLineState
cor_line_get_state (CorLine *self)
{
  return private_of (self)->state;
}

char *
cor_line_dup_label (CorLine *self)
{
  return g_strdup (private_of (self)->label);
}

char *
cor_line_dup_reason (CorLine *self)
{
  return g_strdup (private_of (self)->reason);
}

void
cor_line_set_state (CorLine *line, CorLineState state, const char *reason)
{
  CorLinePrivate *self = private_of (line);

  g_object_freeze_notify (G_OBJECT (line));
  if (g_strcmp0 (self->reason, reason) != 0) {
    g_free (self->reason);
    self->reason = g_strdup (reason);
    g_object_notify_by_pspec (G_OBJECT (line), props[PROP_REASON]);
  }
  if (self->state != state) {
    self->state = state;
    g_object_notify_by_pspec (G_OBJECT (line), props[PROP_STATE]);
  }
  g_object_thaw_notify (G_OBJECT (line));
}

void
cor_line_set_label (CorLine *line, const char *kind, const char *label)
{
  CorLinePrivate *self = private_of (line);

  g_object_freeze_notify (G_OBJECT (line));
  if (g_strcmp0 (self->kind, kind) != 0) {
    self->kind = kind;
    g_object_notify_by_pspec (G_OBJECT (line), props[PROP_KIND]);
  }
  if (g_strcmp0 (self->label, label) != 0) {
    g_free (self->label);
    self->label = g_strdup (label);
    g_object_notify_by_pspec (G_OBJECT (line), props[PROP_LABEL]);
  }
  g_object_thaw_notify (G_OBJECT (line));
}
