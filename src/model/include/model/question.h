/* SPDX-License-Identifier: GPL-3.0-or-later
 * A question to the user before a call is made. Owner: the session, which asks
 * at once and fills in what it learns later; the link sheet shows it.
 * Thread: main context. */
#pragma once
#include "model/dial-request.h"

G_BEGIN_DECLS

typedef enum {
  COR_QUESTION_CALL,
  COR_QUESTION_TRANSFER, /* the current call, to this number */
  COR_QUESTION_LISTEN,   /* into what this extension says, unheard */
  COR_QUESTION_INTRUDE,  /* into what this extension says, heard by it */
} CorQuestionKind;

#define COR_TYPE_QUESTION (cor_question_get_type ())
G_DECLARE_FINAL_TYPE (CorQuestion, cor_question, COR, QUESTION, GObject)

/* Of how many numbers one can be chosen. */
#define COR_QUESTION_NUMBERS_MAX 5

/* Properties, all readable, notify only on change:
 *   kind (int, CorQuestionKind: what a Yes does), request (CorDialRequest), canonical (string,
 * never NULL), reason (string or NULL: why it is asked, for the user): these stay as they were
 * made; shown (string: the number as people write it), dialled (string: as it will be sent); both
 * are the canonical one until somebody says better; name, company (string or NULL: who it is, as
 * far as is known by now); where-from (string or NULL: which program or page it came from, for the
 * user); device (string or NULL: id of the CorDevice that would call); remember (string or NULL:
 * the class of numbers, "internal" or "external", that the answer may be remembered for; NULL: it
 * must be asked again each time); other (CorQuestion or NULL: a second number of which one can be
 * chosen instead, and by its own other a third one); answered (boolean: it need not be shown any
 * more). */
CorQuestion *cor_question_new (CorDialRequest *request, const char *canonical, const char *reason);
CorQuestionKind cor_question_get_kind (CorQuestion *self);
CorDialRequest *cor_question_get_request (CorQuestion *self);
const char *cor_question_get_canonical (CorQuestion *self);
const char *cor_question_get_reason (CorQuestion *self);
const char *cor_question_get_shown (CorQuestion *self);
const char *cor_question_get_dialled (CorQuestion *self);
const char *cor_question_get_name (CorQuestion *self);
const char *cor_question_get_company (CorQuestion *self);
const char *cor_question_get_where_from (CorQuestion *self);
const char *cor_question_get_device (CorQuestion *self);
const char *cor_question_get_remember (CorQuestion *self);
CorQuestion *cor_question_get_other (CorQuestion *self);
gboolean cor_question_is_answered (CorQuestion *self);

/* For the session and nobody else. NULL for shown or dialled: the canonical number. */
void cor_question_set_kind (CorQuestion *self, CorQuestionKind kind); /* before it is asked */
void cor_question_set_shown (CorQuestion *self, const char *shown);
void cor_question_set_dialled (CorQuestion *self, const char *dialled);
void cor_question_set_name (CorQuestion *self, const char *name);
void cor_question_set_company (CorQuestion *self, const char *company);
void cor_question_set_where_from (CorQuestion *self, const char *where_from);
void cor_question_set_device (CorQuestion *self, const char *device);
void cor_question_set_remember (CorQuestion *self, const char *remember);
void cor_question_set_other (CorQuestion *self, CorQuestion *other);
void cor_question_set_answered (CorQuestion *self); /* for good */

G_END_DECLS
