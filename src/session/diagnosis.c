/* SPDX-License-Identifier: GPL-3.0-or-later
 * Runs the checks. */
#include "config.h"
#include "diagnosis.h"
#include "diagnosis-table.h"
#include <glib/gi18n-lib.h>

typedef struct {
  CorRun *run;
  CorLook look;
  guint timer;
} Limit;

struct _CorRun {
  guint refs;
  CorDiagnosis *diagnosis; /* NULL once it is over */
  CorFacts *facts;
  GCancellable *cancellable;
  gboolean may_call;
  gboolean wanted[COR_N_CHECKS];
  guint open;  /* bits of looks that have not ended */
  guint ended; /* and of those that have, in time or not */
  Limit limits[COR_N_LOOKS];
};

struct _CorDiagnosis {
  GObject parent;
  CorLookFunc look;
  gpointer data;
  const CorClock *clock;
  GListStore *checks;
  GListModel *steps; /* the server's check's */
  CorRun *run;       /* NULL when none is under way */
};

G_DEFINE_FINAL_TYPE (CorDiagnosis, cor_diagnosis, G_TYPE_OBJECT)

enum { PROP_0, PROP_RUNNING, N_PROPS };
static GParamSpec *props[N_PROPS];

/* --- A run --- */

CorRun *
cor_run_ref (CorRun *run)
{
  run->refs++;
  return run;
}

void
cor_run_unref (CorRun *run)
{
  if (--run->refs > 0)
    return;
  cor_facts_free (run->facts);
  g_object_unref (run->cancellable);
  g_free (run);
}

CorFacts *
cor_run_get_facts (CorRun *run)
{
  return run->facts;
}

GCancellable *
cor_run_get_cancellable (CorRun *run)
{
  return run->cancellable;
}

gboolean
cor_run_may_call (CorRun *run)
{
  return run->may_call;
}

static CorCheck *
get_check (GListModel *checks, guint i)
{
  g_autoptr (CorCheck) check = g_list_model_get_item (checks, i);

  return check; /* the list keeps it */
}

static void
reset (CorCheck *check)
{
  const CorVerdict waiting = { .result = COR_CHECK_WAITING };

  cor_check_take_verdict (check, &waiting);
}

void
cor_run_note_step (CorRun *run, CorStep step, CorCheckResult result, const char *reason)
{
  cor_facts_note_step (run->facts, step, result, reason);
  if (run->diagnosis != NULL)
    cor_check_take_verdict (get_check (run->diagnosis->steps, step), &run->facts->steps[step]);
}

static void
judge_ended (CorDiagnosis *self, CorRun *run, guint before)
{
  for (guint i = 0; i < COR_N_CHECKS; i++) {
    guint looks = cor_check_row_looks (&cor_check_rows[i]);
    g_auto (CorVerdict) verdict = { .result = COR_CHECK_WAITING };

    if (!run->wanted[i] || (looks & ~run->ended) != 0 || (looks & ~before) == 0)
      continue;
    cor_check_row_judge (&cor_check_rows[i], run->facts, &verdict);
    cor_check_take_verdict (get_check (G_LIST_MODEL (self->checks), i), &verdict);
  }
}

static void
finish (CorDiagnosis *self)
{
  CorRun *run = g_steal_pointer (&self->run);

  for (guint i = 0; i < COR_N_LOOKS; i++)
    cor_clock_stop (self->clock, &run->limits[i].timer);
  run->diagnosis = NULL;
  /* Who is late looks for nobody any more. */
  g_cancellable_cancel (run->cancellable);
  cor_run_unref (run);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RUNNING]);
}

/* Of a connection whose look was too long: those that were not reached. */
static void
close_steps (CorRun *run)
{
  for (guint i = 0; i < COR_N_STEPS; i++)
    if (run->facts->steps[i].result == COR_CHECK_WAITING)
      cor_run_note_step (run, (CorStep)i, COR_CHECK_SKIP, _ ("It was not reached."));
}

void
cor_run_end_look (CorRun *run, CorLook look)
{
  CorDiagnosis *self = run->diagnosis;
  guint before = run->ended;

  if (self == NULL || (run->open & 1u << look) == 0)
    return;
  cor_clock_stop (self->clock, &run->limits[look].timer);
  run->open &= ~(1u << look);
  run->ended |= 1u << look;
  if (look == COR_LOOK_CONNECTION)
    close_steps (run);
  judge_ended (self, run, before);
  if (run->open == 0 && self->run == run)
    finish (self);
}

static gboolean
on_limit (gpointer data)
{
  Limit *limit = data;

  limit->timer = 0;
  limit->run->facts->late |= 1u << limit->look;
  cor_run_end_look (limit->run, limit->look);
  return G_SOURCE_REMOVE;
}

static void
begin_look (CorDiagnosis *self, CorRun *run, CorLook look)
{
  Limit *limit = &run->limits[look];

  limit->run = run;
  limit->look = look;
  limit->timer = cor_clock_start (self->clock, cor_look_limit_ms (look), on_limit, limit);
}

/* --- The diagnosis --- */

static gboolean
is_wanted (const CorCheckRow *row, const char *only)
{
  return *only == '\0' || g_str_equal (row->group, only);
}

static CorRun *
run_new (CorDiagnosis *self, const char *only, gboolean may_call)
{
  CorRun *run = g_new0 (CorRun, 1);

  run->refs = 1;
  run->diagnosis = self;
  run->facts = cor_facts_new ();
  run->cancellable = g_cancellable_new ();
  run->may_call = may_call;
  for (guint i = 0; i < COR_N_CHECKS; i++) {
    run->wanted[i] = is_wanted (&cor_check_rows[i], only);
    if (run->wanted[i])
      run->open |= cor_check_row_looks (&cor_check_rows[i]);
  }
  if (g_str_equal (only, "connection"))
    run->open = 1u << COR_LOOK_CONNECTION;
  return run;
}

/* What is asked again is not known meanwhile. */
static void
forget (CorDiagnosis *self, CorRun *run)
{
  for (guint i = 0; i < COR_N_CHECKS; i++)
    if (run->wanted[i])
      reset (get_check (G_LIST_MODEL (self->checks), i));
  if ((run->open & 1u << COR_LOOK_CONNECTION) != 0)
    for (guint i = 0; i < COR_N_STEPS; i++)
      reset (get_check (self->steps, i));
}

/* The one under way is dropped; what it has not come to is asked by this one. */
static void
take_over (CorDiagnosis *self, CorRun *run)
{
  CorRun *old = self->run;

  for (guint i = 0; i < COR_N_CHECKS; i++) {
    if (!old->wanted[i] ||
        cor_check_get_result (get_check (G_LIST_MODEL (self->checks), i)) != COR_CHECK_WAITING)
      continue;
    run->wanted[i] = TRUE;
    run->open |= cor_check_row_looks (&cor_check_rows[i]);
  }
  run->may_call = run->may_call || old->may_call;
  for (guint i = 0; i < COR_N_LOOKS; i++)
    cor_clock_stop (self->clock, &old->limits[i].timer);
  old->diagnosis = NULL;
  g_cancellable_cancel (old->cancellable);
  g_clear_pointer (&self->run, cor_run_unref);
}

gboolean
cor_diagnosis_run (CorDiagnosis *self, const char *only, gboolean may_call)
{
  g_autoptr (CorRun) run = NULL;
  gboolean was_running = self->run != NULL;
  guint looks;

  if (*only != '\0' && !g_str_equal (only, "connection") && cor_check_group_title (only) == NULL)
    return FALSE;
  run = run_new (self, only, may_call);
  if (was_running)
    take_over (self, run);
  self->run = cor_run_ref (run);
  looks = run->open;
  forget (self, run);
  if (!was_running)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RUNNING]);
  for (guint i = 0; i < COR_N_LOOKS; i++)
    if ((looks & 1u << i) != 0)
      begin_look (self, run, (CorLook)i);
  for (guint i = 0; i < COR_N_LOOKS; i++)
    if ((looks & 1u << i) != 0)
      self->look (run, (CorLook)i, self->data);
  return TRUE;
}

void
cor_diagnosis_cancel (CorDiagnosis *self)
{
  CorRun *run = self->run;
  const CorVerdict cancelled = { COR_CHECK_SKIP, (char *)_ ("You stopped the diagnosis."), NULL,
                                 NULL };

  if (run == NULL)
    return;
  for (guint i = 0; i < COR_N_CHECKS; i++) {
    CorCheck *check = get_check (G_LIST_MODEL (self->checks), i);

    if (run->wanted[i] && cor_check_get_result (check) == COR_CHECK_WAITING)
      cor_check_take_verdict (check, &cancelled);
  }
  close_steps (run);
  finish (self);
}

GListModel *
cor_diagnosis_get_checks (CorDiagnosis *self)
{
  return G_LIST_MODEL (self->checks);
}

GListModel *
cor_diagnosis_get_steps (CorDiagnosis *self)
{
  return self->steps;
}

gboolean
cor_diagnosis_is_running (CorDiagnosis *self)
{
  return self->run != NULL;
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_RUNNING)
    g_value_set_boolean (value, COR_DIAGNOSIS (object)->run != NULL);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dispose (GObject *object)
{
  CorDiagnosis *self = COR_DIAGNOSIS (object);

  if (self->run != NULL)
    finish (self);
  G_OBJECT_CLASS (cor_diagnosis_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_object_unref (COR_DIAGNOSIS (object)->checks);
  G_OBJECT_CLASS (cor_diagnosis_parent_class)->finalize (object);
}

static void
cor_diagnosis_class_init (CorDiagnosisClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = get_property;
  object_class->dispose = dispose;
  object_class->finalize = finalize;
  props[PROP_RUNNING] =
    g_param_spec_boolean ("running", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
add_steps (CorDiagnosis *self, CorCheck *server)
{
  for (guint i = 0; i < COR_N_STEPS; i++) {
    g_autoptr (CorCheck) step =
      cor_check_new (cor_step_ids[i], "connection", _ (cor_step_titles[i]));

    cor_check_add_step (server, step);
  }
  self->steps = cor_check_get_steps (server);
}

static void
cor_diagnosis_init (CorDiagnosis *self)
{
  self->checks = g_list_store_new (COR_TYPE_CHECK);
  for (guint i = 0; i < COR_N_CHECKS; i++) {
    const CorCheckRow *row = &cor_check_rows[i];
    g_autoptr (CorCheck) check = cor_check_new (row->id, row->group, _ (row->title));

    if (g_str_equal (row->id, "net.server"))
      add_steps (self, check);
    g_list_store_append (self->checks, check);
  }
}

CorDiagnosis *
cor_diagnosis_new (CorLookFunc look, gpointer data, const CorClock *clock)
{
  CorDiagnosis *self = g_object_new (COR_TYPE_DIAGNOSIS, NULL);

  self->look = look;
  self->data = data;
  self->clock = clock;
  return self;
}
