/* SPDX-License-Identifier: GPL-3.0-or-later
 * A number that the user calls often, by a digit.
 * Owner: the session's list. Thread: main context. Observed by rows. */
#include "config.h"
#include "model/speed-dial.h"

struct _CorSpeedDial {
  GObject parent;
  gint64 id;
  char *name, *company, *number, *shown_number;
  gboolean favourite;
  guint position;
};

G_DEFINE_FINAL_TYPE (CorSpeedDial, cor_speed_dial, G_TYPE_OBJECT)

enum { PROP_0, PROP_POSITION, PROP_SHOWN_NUMBER, N_PROPS };
static GParamSpec *props[N_PROPS];

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_POSITION)
    g_value_set_uint (value, COR_SPEED_DIAL (object)->position);
  else if (id == PROP_SHOWN_NUMBER)
    g_value_set_string (value, COR_SPEED_DIAL (object)->shown_number);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
finalize (GObject *object)
{
  CorSpeedDial *self = COR_SPEED_DIAL (object);

  g_free (self->name);
  g_free (self->company);
  g_free (self->number);
  g_free (self->shown_number);
  G_OBJECT_CLASS (cor_speed_dial_parent_class)->finalize (object);
}

static void
cor_speed_dial_class_init (CorSpeedDialClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = get_property;
  object_class->finalize = finalize;
  props[PROP_POSITION] =
    g_param_spec_uint ("position", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  props[PROP_SHOWN_NUMBER] =
    g_param_spec_string ("shown-number", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
cor_speed_dial_init (CorSpeedDial *self)
{
}

CorSpeedDial *
cor_speed_dial_new (const CorSpeedDialFields *fields)
{
  CorSpeedDial *self = g_object_new (COR_TYPE_SPEED_DIAL, NULL);
  gboolean company = fields->company != NULL && *fields->company != '\0';

  self->id = fields->id;
  self->name = g_strdup (fields->name != NULL ? fields->name : "");
  self->company = g_strdup (company ? fields->company : NULL);
  self->number = g_strdup (fields->number);
  self->shown_number = g_strdup (fields->number);
  self->favourite = fields->favourite;
  return self;
}

gint64
cor_speed_dial_get_id (CorSpeedDial *self)
{
  return self->id;
}

const char *
cor_speed_dial_get_name (CorSpeedDial *self)
{
  return self->name;
}

const char *
cor_speed_dial_get_company (CorSpeedDial *self)
{
  return self->company;
}

const char *
cor_speed_dial_get_number (CorSpeedDial *self)
{
  return self->number;
}

const char *
cor_speed_dial_get_shown (CorSpeedDial *self)
{
  if (self->company != NULL && (self->favourite || *self->name == '\0'))
    return self->company;
  return *self->name != '\0' ? self->name : self->shown_number;
}

const char *
cor_speed_dial_get_shown_number (CorSpeedDial *self)
{
  return self->shown_number;
}

void
cor_speed_dial_set_shown_number (CorSpeedDial *self, const char *shown_number)
{
  if (g_str_equal (self->shown_number, shown_number))
    return;
  g_free (self->shown_number);
  self->shown_number = g_strdup (shown_number);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SHOWN_NUMBER]);
}

gboolean
cor_speed_dial_is_favourite (CorSpeedDial *self)
{
  return self->favourite;
}

guint
cor_speed_dial_get_position (CorSpeedDial *self)
{
  return self->position;
}

void
cor_speed_dial_set_position (CorSpeedDial *self, guint position)
{
  if (self->position == position)
    return;
  self->position = position;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_POSITION]);
}

gboolean
cor_speed_dial_equal (CorSpeedDial *a, CorSpeedDial *b)
{
  return a->id == b->id && a->favourite == b->favourite && g_str_equal (a->name, b->name) &&
         g_str_equal (a->number, b->number) && g_strcmp0 (a->company, b->company) == 0;
}
