/* SPDX-License-Identifier: GPL-3.0-or-later
 * The question to the user before a call. It is asked at once: a page that
 * opened a link must see its window lose the focus. Who the number belongs to
 * is looked up meanwhile. */
#include "config.h"
#include "session-private.h"

static void
on_name_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CorQuestion) question = user_data;
  g_autofree char *name = cor_store_lookup_name_finish (COR_STORE (source), result, NULL);

  cor_question_set_name (question, name);
}

void
cor_session_ask (CorSession *self,
                 CorDialRequest *request,
                 const CorNumber *number,
                 const char *reason)
{
  g_autoptr (CorQuestion) question = cor_question_new (request, number->canonical, reason);

  g_set_object (&self->asking, question);
  cor_session_emit_ask (self, question);
  if (self->store != NULL)
    cor_store_lookup_name_async (self->store, number->canonical, self->account_cancellable,
                                 on_name_found, g_object_ref (question));
}

void
cor_session_close_question (CorSession *self)
{
  g_clear_object (&self->asking);
}
