/* SPDX-License-Identifier: GPL-3.0-or-later
 * Runs the checks: looks side by side, each within its time, and judges a check
 * as soon as its looks have ended. Owner: session. Thread: main context. */
#pragma once
#include "diagnosis-facts.h"
#include "model/clock.h"

G_BEGIN_DECLS

#define COR_TYPE_DIAGNOSIS (cor_diagnosis_get_type ())
G_DECLARE_FINAL_TYPE (CorDiagnosis, cor_diagnosis, COR, DIAGNOSIS, GObject)

/* One run. Who looks holds a reference until it has told the end. */
typedef struct _CorRun CorRun;
CorRun *cor_run_ref (CorRun *run);
void cor_run_unref (CorRun *run);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CorRun, cor_run_unref)
CorFacts *cor_run_get_facts (CorRun *run);
GCancellable *cor_run_get_cancellable (CorRun *run);
gboolean cor_run_may_call (CorRun *run);
/* A step is known: whoever shows it hears at once. */
void cor_run_note_step (CorRun *run, CorStep step, CorCheckResult result, const char *reason);
/* The look has ended; once, also after its time. */
void cor_run_end_look (CorRun *run, CorLook look);

/* Begins to look; may end it at once. */
typedef void (*CorLookFunc) (CorRun *run, CorLook look, gpointer data);

CorDiagnosis *cor_diagnosis_new (CorLookFunc look, gpointer data, const CorClock *clock);

/* All of them, in their order, whatever is run; transfer none. CorCheck. */
GListModel *cor_diagnosis_get_checks (CorDiagnosis *self);
/* Of the connection; transfer none. CorCheck. */
GListModel *cor_diagnosis_get_steps (CorDiagnosis *self);
/* Properties: running (boolean). */
gboolean cor_diagnosis_is_running (CorDiagnosis *self);

/* only: a group; "connection" for the steps alone; or "" for all. One that is under way goes over
 * into this one, whose waiters wait for it too. may_call: the last step may call an echo. FALSE:
 * there is no such group. */
gboolean cor_diagnosis_run (CorDiagnosis *self, const char *only, gboolean may_call);
void cor_diagnosis_cancel (CorDiagnosis *self);

G_END_DECLS
