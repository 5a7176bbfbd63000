/* SPDX-License-Identifier: GPL-3.0-or-later
 * The question to the user before a call. It is asked at once: a page that
 * opened a link must see its window lose the focus. Who the number belongs to
 * is looked up meanwhile. There is one question at a time; a link that comes
 * while it is open is one more number of it, so that none is dropped and no
 * page can put another number under a finger that is about to press Enter. */
#include "config.h"
#include "session-private.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define PROGRAM_MAX 32

static void
on_name_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CorQuestion) question = user_data;
  g_autofree char *company = NULL;
  g_autofree char *name = NULL;

  name = cor_store_lookup_who_finish (COR_STORE (source), result, &company, NULL);
  cor_question_set_company (question, company);
  cor_question_set_name (question, name);
}

static gboolean
is_about_link (CorDialRequest *request)
{
  return cor_dial_request_get_origin (request) == COR_ORIGIN_LINK;
}

/* Not the user's own doing. */
static gboolean
is_strangers (CorDialRequest *request)
{
  return is_about_link (request) || cor_dial_request_get_origin (request) == COR_ORIGIN_PEER;
}

/* A launcher of the X11 kind tells its name: PROGRAM-PID-HOST-..._TIMEn. It is the word of
 * whoever opened the link, and said as such. */
static char *
program_of (const char *token)
{
  const char *end = token != NULL && strstr (token, "_TIME") != NULL ? strchr (token, '-') : NULL;
  gsize length = end != NULL ? (gsize)(end - token) : 0;

  if (length == 0 || length > PROGRAM_MAX || !g_ascii_isdigit (end[1]))
    return NULL;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (token[i]) && strchr ("._ ", token[i]) == NULL)
      return NULL;
  return g_strndup (token, length);
}

static char *
where_from (CorDialRequest *request)
{
  g_autofree char *program = NULL;

  switch (cor_dial_request_get_origin (request)) {
  case COR_ORIGIN_LINK:
    program = program_of (cor_dial_request_get_activation_token (request));
    return program != NULL ? g_strdup_printf (_ ("From a link in “%s”"), program)
                           : g_strdup (_ ("From a link"));
  case COR_ORIGIN_CONTROL:
    return g_strdup (_ ("From another program"));
  case COR_ORIGIN_CONTACT:
    return g_strdup (_ ("From the phonebook"));
  case COR_ORIGIN_HISTORY:
    return g_strdup (_ ("From the history"));
  case COR_ORIGIN_NOTIFICATION:
    return g_strdup (_ ("From a missed call"));
  case COR_ORIGIN_PEER:
    return g_strdup (_ ("From the other side of a call"));
  case COR_ORIGIN_TYPED:
  default:
    return NULL;
  }
}

static CorQuestion *
new_question (CorSession *self, CorDialRequest *request, const CorRouteDecision *decision)
{
  CorQuestion *question = cor_question_new (request, decision->number->canonical, decision->reason);
  g_autofree char *from = where_from (request);

  cor_question_set_where_from (question, from);
  cor_session_write_question (self, question, decision->number);
  cor_question_set_kind (question, decision->asks);
  cor_question_set_device (question, decision->device);
  if (is_about_link (request) && decision->remember != COR_CLASS_ANY)
    cor_question_set_remember (question, cor_class_to_word (decision->remember));
  return question;
}

static gboolean
is_about (CorQuestion *question, const CorNumber *number)
{
  return g_str_equal (cor_question_get_canonical (question), number->canonical);
}

static gboolean
is_about_any (CorQuestion *first, const CorNumber *number)
{
  for (CorQuestion *each = first; each != NULL; each = cor_question_get_other (each))
    if (is_about (each, number))
      return TRUE;
  return FALSE;
}

/* The last of its numbers, the `max`th at the latest; which one that is. */
static CorQuestion *
last_of (CorQuestion *first, guint max, guint *ret_n)
{
  CorQuestion *last = first;
  guint n = 1;

  for (; n < max && cor_question_get_other (last) != NULL; n++)
    last = cor_question_get_other (last);
  *ret_n = n;
  return last;
}

/* Only numbers to call can be chosen from; any other question stays alone. */
static gboolean
can_join (CorQuestion *open, const CorRouteDecision *decision)
{
  CorQuestionKind kind = cor_question_get_kind (open);

  return kind == decision->asks && (kind == COR_QUESTION_CALL || is_about (open, decision->number));
}

/* The open question comes to the front, and says no more than before. */
static void
refuse_another (CorSession *self, const char *number)
{
  g_autofree char *words = g_strdup_printf (_ ("“%s”: answer the open question first."), number);

  cor_session_emit_ask (self, self->asking);
  cor_session_emit_refused (self, words);
}

static void
open_question (CorSession *self, CorQuestion *question)
{
  g_autoptr (CorQuestion) before = g_steal_pointer (&self->asking);
  guint n;

  if (before != NULL && cor_question_get_kind (before) == COR_QUESTION_CALL) {
    cor_question_set_other (last_of (before, COR_QUESTION_NUMBERS_MAX - 1, &n), NULL);
    cor_question_set_other (question, before);
  } else if (before != NULL) {
    cor_question_set_answered (before);
  }
  self->asking = g_object_ref (question);
}

/* One more to choose from; FALSE when there are enough. */
static gboolean
join_question (CorSession *self, CorQuestion *question)
{
  guint n;
  CorQuestion *last = last_of (self->asking, COR_QUESTION_NUMBERS_MAX, &n);

  if (n == COR_QUESTION_NUMBERS_MAX)
    return FALSE;
  cor_question_set_other (last, question);
  return TRUE;
}

void
cor_session_ask (CorSession *self, CorDialRequest *request, const CorRouteDecision *decision)
{
  gboolean open = self->asking != NULL;
  g_autoptr (CorQuestion) question = NULL;

  if (open && decision->number->kind != COR_NUMBER_EMERGENCY &&
      !can_join (self->asking, decision)) {
    refuse_another (self, decision->number->canonical);
    return;
  }
  if (is_about_any (self->asking, decision->number)) {
    cor_session_emit_ask (self, self->asking);
    return;
  }
  question = new_question (self, request, decision);
  if (!open || !is_strangers (request) || decision->number->kind == COR_NUMBER_EMERGENCY) {
    open_question (self, question);
  } else if (!join_question (self, question)) {
    refuse_another (self, decision->number->canonical);
    return;
  }
  cor_session_emit_ask (self, self->asking);
  if (self->store != NULL)
    cor_store_lookup_name_async (self->store, decision->number->canonical,
                                 self->account_cancellable, on_name_found, g_object_ref (question));
}

gboolean
cor_session_is_asking (CorSession *self, CorDialRequest *request)
{
  for (CorQuestion *each = self->asking; each != NULL; each = cor_question_get_other (each))
    if (cor_question_get_request (each) == request)
      return TRUE;
  return FALSE;
}

void
cor_session_close_question (CorSession *self)
{
  g_autoptr (CorQuestion) question = g_steal_pointer (&self->asking);

  if (question != NULL)
    cor_question_set_answered (question);
}
