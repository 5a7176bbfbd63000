/* SPDX-License-Identifier: GPL-3.0-or-later
 * One thing of a diagnosis that works or does not, as its user reads it. Passive. */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  COR_CHECK_WAITING, /* not known yet */
  COR_CHECK_PASS,
  COR_CHECK_FAIL,
  COR_CHECK_SKIP, /* not looked at, or of no matter here; the reason says why */
} CorCheckResult;

/* What came of one, without an object; all texts are for the user. */
typedef struct {
  CorCheckResult result;
  char *reason;    /* what was seen and what to do, whole sentences */
  const char *fix; /* static: a button's label; or NULL */
  char *action;    /* a detailed action name behind it: "app.mend::link.default"; or NULL */
} CorVerdict;

void cor_verdict_clear (CorVerdict *verdict);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CorVerdict, cor_verdict_clear)

#define COR_TYPE_CHECK (cor_check_get_type ())
G_DECLARE_FINAL_TYPE (CorCheck, cor_check, COR, CHECK, GObject)

/* Signal: "changed" (). id, group: stable words, static; title: for people, static. */
CorCheck *cor_check_new (const char *id, const char *group, const char *title);
const char *cor_check_get_id (CorCheck *self);
const char *cor_check_get_group (CorCheck *self);
const char *cor_check_get_title (CorCheck *self);
CorCheckResult cor_check_get_result (CorCheck *self);
const char *cor_check_get_reason (CorCheck *self); /* "" while it is waiting */
const char *cor_check_get_fix (CorCheck *self);    /* or NULL, with the next */
const char *cor_check_get_action (CorCheck *self);
/* verdict: copied. */
void cor_check_take_verdict (CorCheck *self, const CorVerdict *verdict);
/* Of what it consists, in order: CorCheck, or empty. Transfer none. */
GListModel *cor_check_get_steps (CorCheck *self);
void cor_check_add_step (CorCheck *self, CorCheck *step);

/* "waiting", "pass", "fail", "skip": the same everywhere, for programs. */
const char *cor_check_result_to_word (CorCheckResult result);

G_END_DECLS
