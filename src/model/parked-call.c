/* SPDX-License-Identifier: GPL-3.0-or-later
 * Somebody who waits in a parking of the exchange.
 * Owner: the session's list. Thread: main context. Observed by rows. */
#include "config.h"
#include "model/parked-call.h"
#include "model/contact.h"
#include <glib/gi18n-lib.h>

struct _CorParkedCall {
  GObject parent;
  char *lot, *number, *name, *by;
  char *shown_number; /* or NULL */
  gboolean taken;
  guint seconds;
  gint64 until; /* monotonic us; 0: it does not count yet */
};

G_DEFINE_FINAL_TYPE (CorParkedCall, cor_parked_call, G_TYPE_OBJECT)

enum { PROP_0, PROP_SECONDS, PROP_SHOWN, N_PROPS };
static GParamSpec *props[N_PROPS];

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SECONDS)
    g_value_set_uint (value, COR_PARKED_CALL (object)->seconds);
  else if (id == PROP_SHOWN)
    g_value_set_string (value, cor_parked_call_get_shown (COR_PARKED_CALL (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
finalize (GObject *object)
{
  CorParkedCall *self = COR_PARKED_CALL (object);

  g_free (self->lot);
  g_free (self->number);
  g_free (self->name);
  g_free (self->by);
  g_free (self->shown_number);
  G_OBJECT_CLASS (cor_parked_call_parent_class)->finalize (object);
}

static void
cor_parked_call_class_init (CorParkedCallClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = get_property;
  object_class->finalize = finalize;
  props[PROP_SECONDS] =
    g_param_spec_uint ("seconds", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  props[PROP_SHOWN] = g_param_spec_string (
    "shown", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
cor_parked_call_init (CorParkedCall *self)
{
}

static const char *
filled (const char *text)
{
  return text != NULL && *text != '\0' ? text : NULL;
}

/* Of a number that the profile hides, the name that comes with it is none either. */
CorParkedCall *
cor_parked_call_new (const CorParkedFields *fields)
{
  CorParkedCall *self = g_object_new (COR_TYPE_PARKED_CALL, NULL);
  gboolean masked = fields->number != NULL && cor_phone_is_masked (fields->number);
  gboolean by_masked = fields->by != NULL && cor_phone_is_masked (fields->by);
  const char *by_name = by_masked ? NULL : filled (fields->by_name);

  self->lot = g_strdup (fields->lot);
  self->taken = fields->taken;
  self->number = g_strdup (filled (fields->number));
  self->name = g_strdup (masked ? NULL : filled (fields->name));
  self->by = g_strdup (by_name != NULL ? by_name : filled (fields->by));
  self->seconds = fields->seconds;
  return self;
}

const char *
cor_parked_call_get_lot (CorParkedCall *self)
{
  return self->lot;
}

const char *
cor_parked_call_get_number (CorParkedCall *self)
{
  return self->number;
}

const char *
cor_parked_call_get_name (CorParkedCall *self)
{
  return self->name;
}

gboolean
cor_parked_call_is_taken (CorParkedCall *self)
{
  return self->taken;
}

const char *
cor_parked_call_get_shown (CorParkedCall *self)
{
  if (self->name != NULL)
    return self->name;
  if (self->shown_number != NULL)
    return self->shown_number;
  return self->number != NULL ? self->number : _ ("Unknown caller");
}

void
cor_parked_call_set_shown_number (CorParkedCall *self, const char *shown_number)
{
  if (g_strcmp0 (self->shown_number, shown_number) == 0)
    return;
  g_free (self->shown_number);
  self->shown_number = g_strdup (shown_number);
  if (self->name == NULL)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SHOWN]);
}

const char *
cor_parked_call_get_by (CorParkedCall *self)
{
  return self->by;
}

guint
cor_parked_call_get_seconds (CorParkedCall *self)
{
  return self->seconds;
}

void
cor_parked_call_begin (CorParkedCall *self, gint64 now)
{
  self->until = now + (gint64)self->seconds * G_USEC_PER_SEC;
}

/* A second that has begun counts. */
void
cor_parked_call_tick (CorParkedCall *self, gint64 now)
{
  gint64 left = MAX (self->until - now, 0);
  guint seconds = (guint)((left + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);

  if (self->until == 0 || seconds == self->seconds)
    return;
  self->seconds = seconds;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SECONDS]);
}

gboolean
cor_parked_call_equal (CorParkedCall *a, CorParkedCall *b)
{
  return a->taken == b->taken && g_str_equal (a->lot, b->lot) &&
         g_strcmp0 (a->number, b->number) == 0 && g_strcmp0 (a->name, b->name) == 0 &&
         g_strcmp0 (a->by, b->by) == 0 && a->seconds == b->seconds;
}
