/* SPDX-License-Identifier: GPL-3.0-or-later
 * A message that somebody left. Owner: the list. Thread: main context, but for
 * its making. Observed by the row that shows it. */
#include "config.h"
#include "model/voicemail.h"
#include "model/contact.h"
#include <glib/gi18n-lib.h>

struct _CorVoicemail {
  GObject parent;
  char *id;
  char *number;
  char *shown_number;
  char *told_name; /* by the exchange, or NULL */
  char *name;      /* by the phonebook, or NULL */
  gint64 time;
  gint64 duration;
  gboolean is_new;
};

G_DEFINE_FINAL_TYPE (CorVoicemail, cor_voicemail, G_TYPE_OBJECT)

enum { PROP_0, PROP_SHOWN, PROP_SHOWN_NUMBER, PROP_NEW, N_PROPS };
static GParamSpec *props[N_PROPS];

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CorVoicemail *self = COR_VOICEMAIL (object);

  switch (id) {
  case PROP_SHOWN:
    g_value_set_string (value, cor_voicemail_get_shown (self));
    break;
  case PROP_SHOWN_NUMBER:
    g_value_set_string (value, self->shown_number);
    break;
  case PROP_NEW:
    g_value_set_boolean (value, self->is_new);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
finalize (GObject *object)
{
  CorVoicemail *self = COR_VOICEMAIL (object);

  g_free (self->id);
  g_free (self->number);
  g_free (self->shown_number);
  g_free (self->told_name);
  g_free (self->name);
  G_OBJECT_CLASS (cor_voicemail_parent_class)->finalize (object);
}

static void
cor_voicemail_class_init (CorVoicemailClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = get_property;
  object_class->finalize = finalize;
  props[PROP_SHOWN] = g_param_spec_string ("shown", NULL, NULL, NULL, flags);
  props[PROP_SHOWN_NUMBER] = g_param_spec_string ("shown-number", NULL, NULL, NULL, flags);
  props[PROP_NEW] = g_param_spec_boolean ("new", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
cor_voicemail_init (CorVoicemail *self)
{
}

CorVoicemail *
cor_voicemail_new (const CorVoicemailFields *fields)
{
  CorVoicemail *self = g_object_new (COR_TYPE_VOICEMAIL, NULL);

  self->id = g_strdup (fields->id);
  self->number = g_strdup (fields->number != NULL ? fields->number : "");
  self->shown_number = g_strdup (self->number);
  self->told_name = g_strdup (fields->name);
  self->time = fields->time;
  self->duration = fields->duration;
  self->is_new = fields->is_new;
  return self;
}

const char *
cor_voicemail_get_id (CorVoicemail *self)
{
  return self->id;
}

const char *
cor_voicemail_get_number (CorVoicemail *self)
{
  return self->number;
}

const char *
cor_voicemail_get_shown (CorVoicemail *self)
{
  if (self->name != NULL)
    return self->name;
  if (self->told_name != NULL)
    return self->told_name;
  return *self->number != '\0' ? self->shown_number : _ ("Unknown");
}

const char *
cor_voicemail_get_shown_number (CorVoicemail *self)
{
  return self->shown_number;
}

gint64
cor_voicemail_get_time (CorVoicemail *self)
{
  return self->time;
}

gint64
cor_voicemail_get_duration (CorVoicemail *self)
{
  return self->duration;
}

gboolean
cor_voicemail_is_new (CorVoicemail *self)
{
  return self->is_new;
}

gboolean
cor_voicemail_is_callable (CorVoicemail *self)
{
  return *self->number != '\0' && !cor_phone_is_masked (self->number);
}

void
cor_voicemail_set_new (CorVoicemail *self, gboolean is_new)
{
  if (self->is_new == is_new)
    return;
  self->is_new = is_new;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_NEW]);
}

void
cor_voicemail_set_name (CorVoicemail *self, const char *name)
{
  if (g_strcmp0 (self->name, name) == 0)
    return;
  g_free (self->name);
  self->name = g_strdup (name);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SHOWN]);
}

void
cor_voicemail_set_shown_number (CorVoicemail *self, const char *shown)
{
  if (g_str_equal (self->shown_number, shown))
    return;
  g_free (self->shown_number);
  self->shown_number = g_strdup (shown);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SHOWN_NUMBER]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SHOWN]);
}
