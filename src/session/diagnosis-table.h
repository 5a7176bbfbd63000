/* SPDX-License-Identifier: GPL-3.0-or-later
 * The checks there are, and how facts become verdicts. Pure. */
#pragma once
#include "diagnosis-facts.h"

G_BEGIN_DECLS

/* ret: zeroed. */
typedef void (*CorJudge) (const CorFacts *facts, CorVerdict *ret);

typedef struct {
  const char *id;
  const char *group; /* "webphone", "links", "deskphone", "audio" */
  const char *title; /* not translated yet */
  CorLook look;      /* without whose end the check fails */
  guint also;        /* bits of those that it waits for too */
  CorJudge judge;
} CorCheckRow;

#define COR_N_CHECKS 23
extern const CorCheckRow cor_check_rows[COR_N_CHECKS];
/* Ids and titles (not translated yet) of the steps to the server. */
extern const char *const cor_step_ids[COR_N_STEPS];
extern const char *const cor_step_titles[COR_N_STEPS];
/* Not translated yet; NULL: there is no such group. */
const char *cor_check_group_title (const char *group);

guint cor_check_row_looks (const CorCheckRow *row);
/* As of a check whose looks have ended. */
void cor_check_row_judge (const CorCheckRow *row, const CorFacts *facts, CorVerdict *ret);
/* How long a look may take. */
guint cor_look_limit_ms (CorLook look);

/* The judges' words. */
void cor_verdict_pass (CorVerdict *ret, const char *reason);
void cor_verdict_skip (CorVerdict *ret, const char *reason);
void cor_verdict_fail (CorVerdict *ret, const char *reason);
/* action: copied, whole. */
void cor_verdict_offer (CorVerdict *ret, const char *fix, const char *action);

void cor_judge_token (const CorFacts *facts, CorVerdict *ret);
void cor_judge_softphone (const CorFacts *facts, CorVerdict *ret);
void cor_judge_mirror (const CorFacts *facts, CorVerdict *ret);
void cor_judge_browsers (const CorFacts *facts, CorVerdict *ret);
void cor_judge_service (const CorFacts *facts, CorVerdict *ret);
void cor_judge_registered (const CorFacts *facts, CorVerdict *ret);
void cor_judge_default (const CorFacts *facts, CorVerdict *ret);
void cor_judge_nethlink (const CorFacts *facts, CorVerdict *ret);
void cor_judge_server (const CorFacts *facts, CorVerdict *ret);
void cor_judge_desk_registered (const CorFacts *facts, CorVerdict *ret);
void cor_judge_desk_assigned (const CorFacts *facts, CorVerdict *ret);
void cor_judge_desk_route (const CorFacts *facts, CorVerdict *ret);
void cor_judge_desk_power (const CorFacts *facts, CorVerdict *ret);
void cor_judge_desk_test (const CorFacts *facts, CorVerdict *ret);
void cor_judge_desk_ping (const CorFacts *facts, CorVerdict *ret);
void cor_judge_desk_firewall (const CorFacts *facts, CorVerdict *ret);
void cor_judge_mic_access (const CorFacts *facts, CorVerdict *ret);
void cor_judge_mic_muted (const CorFacts *facts, CorVerdict *ret);
void cor_judge_devices (const CorFacts *facts, CorVerdict *ret);
void cor_judge_mic_level (const CorFacts *facts, CorVerdict *ret);
void cor_judge_permission (const CorFacts *facts, CorVerdict *ret);
void cor_judge_noise (const CorFacts *facts, CorVerdict *ret);
void cor_judge_engine (const CorFacts *facts, CorVerdict *ret);

G_END_DECLS
