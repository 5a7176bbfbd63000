/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the engine was asked and has not answered yet. */
#include "config.h"
#include "questions.h"
#include <glib/gi18n-lib.h>

struct _CorQuestions {
  GHashTable *tasks; /* tag -> GTask */
  guint last;
};

CorQuestions *
cor_questions_new (void)
{
  CorQuestions *self = g_new0 (CorQuestions, 1);

  self->tasks = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  return self;
}

void
cor_questions_free (CorQuestions *self)
{
  g_hash_table_unref (self->tasks);
  g_free (self);
}

guint
cor_questions_ask (CorQuestions *self, GTask *task)
{
  g_hash_table_insert (self->tasks, GUINT_TO_POINTER (++self->last), task);
  return self->last;
}

void
cor_questions_answer (CorQuestions *self, const CorEvent *event)
{
  gpointer task = NULL;

  if (!g_hash_table_steal_extended (self->tasks, GUINT_TO_POINTER (event->code), NULL, &task))
    return;
  if (event->on)
    g_task_return_pointer (task, g_memdup2 (&event->stats, sizeof event->stats), g_free);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                             _ ("The call has no sound connection any more."));
  g_object_unref (task);
}
