/* SPDX-License-Identifier: GPL-3.0-or-later
 * Something that can make the user's calls. */
#include "model/device.h"

struct _CorDevice {
  GObject parent;
  char *id;
  CorDeviceKind kind;
  char *name;
  gboolean online;
  gboolean away;
  char *detail;
};

G_DEFINE_FINAL_TYPE (CorDevice, cor_device, G_TYPE_OBJECT)

enum { PROP_0, PROP_ID, PROP_KIND, PROP_NAME, PROP_ONLINE, PROP_AWAY, PROP_DETAIL, N_PROPS };
static GParamSpec *props[N_PROPS];

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CorDevice *self = COR_DEVICE (object);

  switch (id) {
  case PROP_ID:
    g_value_set_string (value, self->id);
    break;
  case PROP_KIND:
    g_value_set_int (value, self->kind);
    break;
  case PROP_NAME:
    g_value_set_string (value, self->name);
    break;
  case PROP_ONLINE:
    g_value_set_boolean (value, self->online);
    break;
  case PROP_AWAY:
    g_value_set_boolean (value, self->away);
    break;
  case PROP_DETAIL:
    g_value_set_string (value, self->detail);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
finalize (GObject *object)
{
  CorDevice *self = COR_DEVICE (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->detail);
  G_OBJECT_CLASS (cor_device_parent_class)->finalize (object);
}

static void
cor_device_class_init (CorDeviceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = get_property;
  object_class->finalize = finalize;
  props[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  props[PROP_KIND] = g_param_spec_int ("kind", NULL, NULL, 0, COR_DEVICE_OTHER, 0, flags);
  props[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  props[PROP_ONLINE] = g_param_spec_boolean ("online", NULL, NULL, FALSE, flags);
  props[PROP_AWAY] = g_param_spec_boolean ("away", NULL, NULL, FALSE, flags);
  props[PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
cor_device_init (CorDevice *self)
{
}

static void
set_text (CorDevice *self, char **text, const char *value, guint prop)
{
  if (g_strcmp0 (*text, value) == 0)
    return;
  g_free (*text);
  *text = g_strdup (value);
  g_object_notify_by_pspec (G_OBJECT (self), props[prop]);
}

CorDevice *
cor_device_new (const char *id, CorDeviceKind kind, const char *name)
{
  CorDevice *self = g_object_new (COR_TYPE_DEVICE, NULL);

  self->id = g_strdup (id);
  self->kind = kind;
  self->name = g_strdup (name);
  return self;
}

const char *
cor_device_get_id (CorDevice *self)
{
  return self->id;
}

CorDeviceKind
cor_device_get_kind (CorDevice *self)
{
  return self->kind;
}

const char *
cor_device_get_name (CorDevice *self)
{
  return self->name;
}

gboolean
cor_device_is_online (CorDevice *self)
{
  return self->online;
}

gboolean
cor_device_is_away (CorDevice *self)
{
  return self->away;
}

const char *
cor_device_get_detail (CorDevice *self)
{
  return self->detail;
}

void
cor_device_set_name (CorDevice *self, const char *name)
{
  set_text (self, &self->name, name, PROP_NAME);
}

static void
set_flag (CorDevice *self, gboolean *flag, gboolean value, guint prop)
{
  if (*flag == value)
    return;
  *flag = value;
  g_object_notify_by_pspec (G_OBJECT (self), props[prop]);
}

/* All at once: an observer of the one reads the others. */
static void
set_state (CorDevice *self, gboolean online, gboolean away, const char *detail)
{
  g_object_freeze_notify (G_OBJECT (self));
  set_flag (self, &self->online, online, PROP_ONLINE);
  set_flag (self, &self->away, away, PROP_AWAY);
  set_text (self, &self->detail, detail, PROP_DETAIL);
  g_object_thaw_notify (G_OBJECT (self));
}

void
cor_device_set_online (CorDevice *self, gboolean online, const char *detail)
{
  set_state (self, !!online, FALSE, detail);
}

void
cor_device_set_away (CorDevice *self, const char *detail)
{
  set_state (self, TRUE, TRUE, detail);
}
