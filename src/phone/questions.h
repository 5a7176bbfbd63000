/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the engine was asked and has not answered yet. Main context. */
#pragma once
#include "engine.h"

G_BEGIN_DECLS

typedef struct _CorQuestions CorQuestions;

CorQuestions *cor_questions_new (void);
/* Those that were not answered are dropped. */
void cor_questions_free (CorQuestions *self);
/* Takes the task over. Returns the tag that the answer is to have. */
guint cor_questions_ask (CorQuestions *self, GTask *task);
/* COR_EVENT_STATS: the task's result is a CorCallStats. */
void cor_questions_answer (CorQuestions *self, const CorEvent *event);

G_END_DECLS
