/* SPDX-License-Identifier: GPL-3.0-or-later
 * One call of the past. */
#include "config.h"
#include "model/history-entry.h"
#include "model/contact.h"
#include <glib/gi18n-lib.h>

struct _CorHistoryEntry {
  GObject parent;
  char *id;
  CorHistoryDirection direction;
  gint64 time;     /* unix s */
  gint64 duration; /* s */
  char *number;
  char *shown_number;
  char *name;
  char *company;
  char *queue;
  char *colleague;
  char *note;
  gboolean answered;
  gboolean recorded;
  gboolean heads_day;
};

G_DEFINE_FINAL_TYPE (CorHistoryEntry, cor_history_entry, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_DIRECTION,
  PROP_TIME,
  PROP_DURATION,
  PROP_ANSWERED,
  PROP_MASKED,
  PROP_ID,
  PROP_NUMBER,
  PROP_SHOWN_NUMBER,
  PROP_NAME,
  PROP_COMPANY,
  PROP_QUEUE,
  PROP_SHOWN,
  N_PROPS
};
static GParamSpec *props[N_PROPS];

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CorHistoryEntry *self = COR_HISTORY_ENTRY (object);
  const char *const texts[N_PROPS] = {
    [PROP_ID] = self->id,
    [PROP_NUMBER] = self->number,
    [PROP_NAME] = self->name,
    [PROP_COMPANY] = self->company,
    [PROP_QUEUE] = self->queue,
    [PROP_SHOWN] = cor_history_entry_get_shown (self),
    [PROP_SHOWN_NUMBER] = self->shown_number,
  };

  switch (id) {
  case PROP_DIRECTION:
    g_value_set_int (value, self->direction);
    break;
  case PROP_TIME:
    g_value_set_int64 (value, self->time);
    break;
  case PROP_DURATION:
    g_value_set_int64 (value, self->duration);
    break;
  case PROP_ANSWERED:
    g_value_set_boolean (value, self->answered);
    break;
  case PROP_MASKED:
    g_value_set_boolean (value, cor_history_entry_is_masked (self));
    break;
  default:
    g_value_set_string (value, texts[id]);
  }
}

static void
finalize (GObject *object)
{
  CorHistoryEntry *self = COR_HISTORY_ENTRY (object);

  g_free (self->id);
  g_free (self->number);
  g_free (self->shown_number);
  g_free (self->name);
  g_free (self->company);
  g_free (self->queue);
  g_free (self->colleague);
  g_free (self->note);
  G_OBJECT_CLASS (cor_history_entry_parent_class)->finalize (object);
}

static void
cor_history_entry_class_init (CorHistoryEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  static const char *const names[N_PROPS] = {
    [PROP_ID] = "id",
    [PROP_NUMBER] = "number",
    [PROP_NAME] = "name",
    [PROP_COMPANY] = "company",
    [PROP_QUEUE] = "queue",
    [PROP_SHOWN] = "shown",
    [PROP_SHOWN_NUMBER] = "shown-number",
  };

  object_class->get_property = get_property;
  object_class->finalize = finalize;
  props[PROP_DIRECTION] =
    g_param_spec_int ("direction", NULL, NULL, 0, COR_HISTORY_INTERNAL, 0, flags);
  props[PROP_TIME] = g_param_spec_int64 ("time", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  props[PROP_DURATION] = g_param_spec_int64 ("duration", NULL, NULL, 0, G_MAXINT64, 0, flags);
  props[PROP_ANSWERED] = g_param_spec_boolean ("answered", NULL, NULL, FALSE, flags);
  props[PROP_MASKED] = g_param_spec_boolean ("masked", NULL, NULL, FALSE, flags);
  for (guint i = PROP_ID; i < N_PROPS; i++)
    props[i] = g_param_spec_string (names[i], NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
cor_history_entry_init (CorHistoryEntry *self)
{
}

static char *
dup_text (const char *text)
{
  return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

CorHistoryEntry *
cor_history_entry_new (const CorHistoryFields *fields)
{
  CorHistoryEntry *self = g_object_new (COR_TYPE_HISTORY_ENTRY, NULL);

  self->id = g_strdup (fields->id);
  self->direction = fields->direction;
  self->time = fields->time;
  self->duration = MAX (fields->duration, 0);
  self->number = g_strdup (fields->number != NULL ? fields->number : "");
  self->shown_number =
    g_strdup (fields->shown_number != NULL ? fields->shown_number : self->number);
  self->name = dup_text (fields->name);
  self->company = dup_text (fields->company);
  self->queue = dup_text (fields->queue);
  self->colleague = dup_text (fields->colleague);
  self->note = dup_text (fields->note);
  self->answered = fields->answered;
  self->recorded = fields->recorded;
  self->heads_day = fields->heads_day;
  return self;
}

const char *
cor_history_entry_get_id (CorHistoryEntry *self)
{
  return self->id;
}

CorHistoryDirection
cor_history_entry_get_direction (CorHistoryEntry *self)
{
  return self->direction;
}

gint64
cor_history_entry_get_time (CorHistoryEntry *self)
{
  return self->time;
}

gint64
cor_history_entry_get_duration (CorHistoryEntry *self)
{
  return self->duration;
}

const char *
cor_history_entry_get_number (CorHistoryEntry *self)
{
  return self->number;
}

const char *
cor_history_entry_get_shown_number (CorHistoryEntry *self)
{
  return self->shown_number;
}

const char *
cor_history_entry_get_name (CorHistoryEntry *self)
{
  return self->name;
}

const char *
cor_history_entry_get_company (CorHistoryEntry *self)
{
  return self->company;
}

const char *
cor_history_entry_get_queue (CorHistoryEntry *self)
{
  return self->queue;
}

const char *
cor_history_entry_get_shown (CorHistoryEntry *self)
{
  if (self->name != NULL)
    return self->name;
  if (self->company != NULL)
    return self->company;
  return *self->number != '\0' ? self->shown_number : _ ("Unknown");
}

const char *
cor_history_entry_get_colleague (CorHistoryEntry *self)
{
  return self->colleague;
}

const char *
cor_history_entry_get_note (CorHistoryEntry *self)
{
  return self->note;
}

CorHistoryEntry *
cor_history_entry_copy_shown (CorHistoryEntry *self, const char *shown_number, gboolean heads_day)
{
  return cor_history_entry_new (&(CorHistoryFields){
    .id = self->id,
    .direction = self->direction,
    .time = self->time,
    .duration = self->duration,
    .number = self->number,
    .name = self->name,
    .company = self->company,
    .queue = self->queue,
    .answered = self->answered,
    .recorded = self->recorded,
    .heads_day = heads_day,
    .shown_number = shown_number,
    .colleague = self->colleague,
    .note = self->note,
  });
}

gboolean
cor_history_entry_is_answered (CorHistoryEntry *self)
{
  return self->answered;
}

gboolean
cor_history_entry_is_masked (CorHistoryEntry *self)
{
  return cor_phone_is_masked (self->number);
}

gboolean
cor_history_entry_is_recorded (CorHistoryEntry *self)
{
  return self->recorded;
}

gboolean
cor_history_entry_heads_day (CorHistoryEntry *self)
{
  return self->heads_day;
}

gboolean
cor_history_entry_is_placeholder (CorHistoryEntry *self)
{
  return self->id == NULL || *self->id == '\0';
}
