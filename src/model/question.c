/* SPDX-License-Identifier: GPL-3.0-or-later
 * A question to the user before a call is made. */
#include "model/question.h"

enum {
  PROP_0,
  PROP_CANONICAL, /* texts first: their ids are the indexes of `texts` */
  PROP_REASON,
  PROP_SHOWN,
  PROP_DIALLED,
  PROP_NAME,
  PROP_COMPANY,
  PROP_WHERE_FROM,
  PROP_DEVICE,
  PROP_REMEMBER,
  N_TEXTS,
  PROP_REQUEST = N_TEXTS,
  PROP_OTHER,
  PROP_KIND,
  PROP_ANSWERED,
  N_PROPS,
};

struct _CorQuestion {
  GObject parent;
  CorDialRequest *request;
  CorQuestion *other;
  CorQuestionKind kind;
  gboolean answered;
  char *texts[N_TEXTS];
};

G_DEFINE_FINAL_TYPE (CorQuestion, cor_question, G_TYPE_OBJECT)

static GParamSpec *props[N_PROPS];

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CorQuestion *self = COR_QUESTION (object);

  switch (id) {
  case PROP_REQUEST:
    g_value_set_object (value, self->request);
    break;
  case PROP_OTHER:
    g_value_set_object (value, self->other);
    break;
  case PROP_KIND:
    g_value_set_int (value, self->kind);
    break;
  case PROP_ANSWERED:
    g_value_set_boolean (value, self->answered);
    break;
  default:
    g_value_set_string (value, self->texts[id]);
  }
}

static void
finalize (GObject *object)
{
  CorQuestion *self = COR_QUESTION (object);

  g_clear_object (&self->request);
  g_clear_object (&self->other);
  for (guint i = 0; i < N_TEXTS; i++)
    g_free (self->texts[i]);
  G_OBJECT_CLASS (cor_question_parent_class)->finalize (object);
}

static void
cor_question_class_init (CorQuestionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  static const char *const texts[N_TEXTS] = {
    NULL,   "canonical", "reason",     "shown",  "dialled",
    "name", "company",   "where-from", "device", "remember",
  };

  object_class->get_property = get_property;
  object_class->finalize = finalize;
  for (guint i = PROP_0 + 1; i < N_TEXTS; i++)
    props[i] = g_param_spec_string (texts[i], NULL, NULL, NULL, flags);
  props[PROP_REQUEST] = g_param_spec_object ("request", NULL, NULL, COR_TYPE_DIAL_REQUEST, flags);
  props[PROP_OTHER] = g_param_spec_object ("other", NULL, NULL, COR_TYPE_QUESTION, flags);
  props[PROP_KIND] =
    g_param_spec_int ("kind", NULL, NULL, 0, COR_QUESTION_INTRUDE, COR_QUESTION_CALL, flags);
  props[PROP_ANSWERED] = g_param_spec_boolean ("answered", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
cor_question_init (CorQuestion *self)
{
}

static void
set_text (CorQuestion *self, guint prop, const char *value)
{
  if (g_strcmp0 (self->texts[prop], value) == 0)
    return;
  g_free (self->texts[prop]);
  self->texts[prop] = g_strdup (value);
  g_object_notify_by_pspec (G_OBJECT (self), props[prop]);
}

CorQuestion *
cor_question_new (CorDialRequest *request, const char *canonical, const char *reason)
{
  CorQuestion *self = g_object_new (COR_TYPE_QUESTION, NULL);

  self->request = g_object_ref (request);
  self->texts[PROP_CANONICAL] = g_strdup (canonical);
  self->texts[PROP_SHOWN] = g_strdup (canonical);
  self->texts[PROP_DIALLED] = g_strdup (canonical);
  self->texts[PROP_REASON] = g_strdup (reason);
  return self;
}

CorQuestionKind
cor_question_get_kind (CorQuestion *self)
{
  return self->kind;
}

CorDialRequest *
cor_question_get_request (CorQuestion *self)
{
  return self->request;
}

const char *
cor_question_get_canonical (CorQuestion *self)
{
  return self->texts[PROP_CANONICAL];
}

const char *
cor_question_get_reason (CorQuestion *self)
{
  return self->texts[PROP_REASON];
}

const char *
cor_question_get_shown (CorQuestion *self)
{
  return self->texts[PROP_SHOWN];
}

const char *
cor_question_get_dialled (CorQuestion *self)
{
  return self->texts[PROP_DIALLED];
}

const char *
cor_question_get_name (CorQuestion *self)
{
  return self->texts[PROP_NAME];
}

const char *
cor_question_get_company (CorQuestion *self)
{
  return self->texts[PROP_COMPANY];
}

const char *
cor_question_get_where_from (CorQuestion *self)
{
  return self->texts[PROP_WHERE_FROM];
}

const char *
cor_question_get_device (CorQuestion *self)
{
  return self->texts[PROP_DEVICE];
}

const char *
cor_question_get_remember (CorQuestion *self)
{
  return self->texts[PROP_REMEMBER];
}

CorQuestion *
cor_question_get_other (CorQuestion *self)
{
  return self->other;
}

void
cor_question_set_kind (CorQuestion *self, CorQuestionKind kind)
{
  if (self->kind == kind)
    return;
  self->kind = kind;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_KIND]);
}

void
cor_question_set_shown (CorQuestion *self, const char *shown)
{
  set_text (self, PROP_SHOWN, shown != NULL ? shown : self->texts[PROP_CANONICAL]);
}

void
cor_question_set_dialled (CorQuestion *self, const char *dialled)
{
  set_text (self, PROP_DIALLED, dialled != NULL ? dialled : self->texts[PROP_CANONICAL]);
}

void
cor_question_set_name (CorQuestion *self, const char *name)
{
  set_text (self, PROP_NAME, name);
}

void
cor_question_set_company (CorQuestion *self, const char *company)
{
  set_text (self, PROP_COMPANY, company);
}

void
cor_question_set_where_from (CorQuestion *self, const char *where_from)
{
  set_text (self, PROP_WHERE_FROM, where_from);
}

void
cor_question_set_device (CorQuestion *self, const char *device)
{
  set_text (self, PROP_DEVICE, device);
}

void
cor_question_set_remember (CorQuestion *self, const char *remember)
{
  set_text (self, PROP_REMEMBER, remember);
}

void
cor_question_set_other (CorQuestion *self, CorQuestion *other)
{
  g_return_if_fail (other != self);
  if (g_set_object (&self->other, other))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_OTHER]);
}

gboolean
cor_question_is_answered (CorQuestion *self)
{
  return self->answered;
}

void
cor_question_set_answered (CorQuestion *self)
{
  if (self->answered)
    return;
  self->answered = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ANSWERED]);
}
