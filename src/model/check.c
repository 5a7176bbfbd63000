/* SPDX-License-Identifier: GPL-3.0-or-later
 * One thing of a diagnosis that works or does not. */
#include "model/check.h"

struct _CorCheck {
  GObject parent;
  const char *id;
  const char *group;
  const char *title;
  CorVerdict verdict;
  GListStore *steps;
};

G_DEFINE_FINAL_TYPE (CorCheck, cor_check, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

void
cor_verdict_clear (CorVerdict *verdict)
{
  g_clear_pointer (&verdict->reason, g_free);
  g_clear_pointer (&verdict->action, g_free);
}

static void
finalize (GObject *object)
{
  CorCheck *self = COR_CHECK (object);

  cor_verdict_clear (&self->verdict);
  g_object_unref (self->steps);
  G_OBJECT_CLASS (cor_check_parent_class)->finalize (object);
}

static void
cor_check_class_init (CorCheckClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signals[CHANGED] = g_signal_new ("changed", COR_TYPE_CHECK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
cor_check_init (CorCheck *self)
{
  self->steps = g_list_store_new (COR_TYPE_CHECK);
}

CorCheck *
cor_check_new (const char *id, const char *group, const char *title)
{
  CorCheck *self = g_object_new (COR_TYPE_CHECK, NULL);

  self->id = id;
  self->group = group;
  self->title = title;
  return self;
}

const char *
cor_check_get_id (CorCheck *self)
{
  return self->id;
}

const char *
cor_check_get_group (CorCheck *self)
{
  return self->group;
}

const char *
cor_check_get_title (CorCheck *self)
{
  return self->title;
}

CorCheckResult
cor_check_get_result (CorCheck *self)
{
  return self->verdict.result;
}

const char *
cor_check_get_reason (CorCheck *self)
{
  return self->verdict.reason != NULL ? self->verdict.reason : "";
}

const char *
cor_check_get_fix (CorCheck *self)
{
  return self->verdict.fix;
}

const char *
cor_check_get_action (CorCheck *self)
{
  return self->verdict.action;
}

static gboolean
is_same (const CorVerdict *a, const CorVerdict *b)
{
  return a->result == b->result && g_strcmp0 (a->reason, b->reason) == 0 &&
         g_strcmp0 (a->fix, b->fix) == 0 && g_strcmp0 (a->action, b->action) == 0;
}

void
cor_check_take_verdict (CorCheck *self, const CorVerdict *verdict)
{
  if (is_same (&self->verdict, verdict))
    return;
  cor_verdict_clear (&self->verdict);
  self->verdict = (CorVerdict){ verdict->result, g_strdup (verdict->reason), verdict->fix,
                                g_strdup (verdict->action) };
  g_signal_emit (self, signals[CHANGED], 0);
}

GListModel *
cor_check_get_steps (CorCheck *self)
{
  return G_LIST_MODEL (self->steps);
}

void
cor_check_add_step (CorCheck *self, CorCheck *step)
{
  g_list_store_append (self->steps, step);
}

const char *
cor_check_result_to_word (CorCheckResult result)
{
  static const char *const words[] = { [COR_CHECK_WAITING] = "waiting",
                                       [COR_CHECK_PASS] = "pass",
                                       [COR_CHECK_FAIL] = "fail",
                                       [COR_CHECK_SKIP] = "skip" };

  return words[result];
}
