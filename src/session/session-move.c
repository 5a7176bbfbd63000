/* SPDX-License-Identifier: GPL-3.0-or-later
 * A call goes elsewhere: transferred, transferred once somebody was asked, or
 * parked.
 *
 * The server does it where it knows which of its conversations the call is;
 * by the line alone a call can only be transferred. Who is asked first is called
 * from here where the call is here, and by the server where it is on a desk
 * phone. Each act takes one road: a
 * road that was refused is not followed by the other one, or a call might be
 * sent away twice. */
#include "config.h"
#include "model/party.h"
#include "session-move.h"
#include "session-consult.h"
#include <glib/gi18n-lib.h>

static guint
count_calls_here (CorSession *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->calls)), here = 0;

  for (guint i = 0; i < n; i++) {
    g_autoptr (CorCall) call = g_list_model_get_item (G_LIST_MODEL (self->calls), i);

    here +=
      cor_call_is_on_this_computer (call) && cor_call_get_state (call) == COR_CALL_ACTIVE ? 1 : 0;
  }
  return here;
}

/* By the number of the other side. The server may write it otherwise, or hide it, and while its
 * user consults it is somebody else's: then the only conversation is that of the only call. */
const CorCtiConversation *
cor_session_pick_conversation (GPtrArray *all, CorCall *call, gboolean only_call)
{
  const CorCtiConversation *found = NULL;
  guint same = 0;

  for (guint i = 0; i < all->len; i++) {
    const CorCtiConversation *conversation = all->pdata[i];

    if (!cor_party_is_same (conversation->number, cor_call_get_number (call)))
      continue;
    found = conversation;
    same++;
  }
  if (same == 0 && all->len == 1 && only_call)
    return all->pdata[0];
  return same == 1 ? found : NULL;
}

const CorCtiConversation *
cor_session_find_conversation (CorSession *self, GPtrArray *all, CorCall *call)
{
  gboolean only = !cor_call_is_on_this_computer (call) || count_calls_here (self) == 1;

  return cor_session_pick_conversation (all, call, only);
}

/* --- The server's road. --- */

typedef struct {
  CorCall *call;
  GTask *task;
} Move;

static void
move_free (Move *move)
{
  g_object_unref (move->call);
  g_object_unref (move->task);
  g_free (move);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Move, move_free)

static void
on_moved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Move) move = user_data;
  GError *error = NULL;

  if (cor_cti_move_finish (COR_CTI (source), result, &error)) {
    cor_call_set_trouble (move->call, NULL);
    g_task_return_boolean (move->task, TRUE);
    return;
  }
  cor_call_set_parting (move->call, NULL);
  cor_call_set_trouble (move->call, error->message);
  g_task_return_error (move->task, error);
}

/* What the user reads when the call is gone, which may be before the server's answer. */
static const char *
parting_of (CorCtiMoveKind kind)
{
  if (kind == COR_CTI_PARK)
    return _ ("The call was parked.");
  return kind == COR_CTI_TRANSFER ? _ ("The call was transferred.") : NULL;
}

/* FALSE: the server knows nothing of the call. Takes the task otherwise. */
static gboolean
move_by_server (CorSession *self, CorCall *call, const CorMove *wanted, GTask *task)
{
  CorCtiMove order = { .kind = wanted->kind, .to = wanted->to };
  g_autoptr (GPtrArray) all = NULL;
  Move *move;

  if (self->cti == NULL)
    return FALSE;
  all = cor_cti_list_conversations (self->cti, call);
  order.conversation = cor_session_find_conversation (self, all, call);
  if (order.conversation == NULL)
    return FALSE;
  move = g_new0 (Move, 1);
  move->call = g_object_ref (call);
  move->task = task;
  cor_call_set_parting (call, parting_of (wanted->kind));
  cor_cti_move_async (self->cti, &order, self->account_cancellable, on_moved, move);
  return TRUE;
}

/* --- Which one. --- */

static const char *
why_not_ask (CorSession *self, CorCall *call)
{
  if (cor_call_get_waiting (call) != NULL)
    return _ ("Somebody is asked in this call already.");
  if (cor_call_is_on_this_computer (call) && self->line == NULL)
    return _ ("This computer is not connected as a phone: see the line's state.");
  return NULL;
}

/* NULL: it may go. */
static const char *
why_not (CorSession *self, CorCall *call, const CorMove *wanted)
{
  if (cor_call_get_state (call) != COR_CALL_ACTIVE)
    return _ ("Nobody is talked with in this call yet.");
  if (wanted->kind == COR_CTI_CONSULT)
    return why_not_ask (self, call);
  if (wanted->kind == COR_CTI_TRANSFER)
    return NULL;
  if (self->profile == NULL)
    return _ ("This needs an account on a CTI server.");
  if (wanted->kind != COR_CTI_PARK)
    return self->profile->recording
             ? NULL
             : _ ("Your account may not record calls. Ask your administrator.");
  return self->profile->parkings ? NULL
                                 : _ ("Your account may not park calls. Ask your administrator.");
}

static void
fail (CorCall *call, GTask *task, const char *why)
{
  cor_call_set_trouble (call, why);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", why);
  g_object_unref (task);
}

void
cor_session_move_async (CorSession *self,
                        CorCall *call,
                        const CorMove *wanted,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  const char *why = why_not (self, call, wanted);
  gboolean by_line;

  g_task_set_source_tag (task, cor_session_move_async);
  if (why != NULL) {
    fail (call, task, why);
    return;
  }
  /* A desk phone's blind transfer is the server's road already. */
  by_line = wanted->kind == COR_CTI_TRANSFER && !cor_call_is_on_this_computer (call);
  if (wanted->kind == COR_CTI_CONSULT && cor_call_is_on_this_computer (call)) {
    cor_session_ask_first (self, call, wanted->to);
    g_task_return_boolean (task, TRUE);
    g_object_unref (task);
    return;
  }
  if (!by_line && move_by_server (self, call, wanted, task))
    return;
  if (wanted->kind != COR_CTI_TRANSFER) {
    fail (call, task, _ ("The server does not know this call. Try again in a moment."));
    return;
  }
  cor_call_transfer (call, wanted->to);
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

gboolean
cor_session_move_finish (CorSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- Where to. --- */

CorNumber *
cor_session_read_target (CorSession *self, const char *text, CorNumberSource source, GError **error)
{
  g_autoptr (CorNumber) number = cor_number_parse (text, source, error);

  if (number == NULL)
    return NULL;
  if (cor_session_classify (number, self) == COR_NUMBER_ORDINARY)
    return cor_session_rewrite (self, number);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                       _ ("A call can be transferred to an ordinary number only."));
  return NULL;
}

void
cor_session_transfer (CorSession *self, CorCall *call, CorCtiMoveKind kind, const char *to)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CorNumber) number = cor_session_read_target (self, to, COR_NUMBER_FROM_PERSON, &error);
  CorMove wanted = { .kind = kind };

  if (number == NULL) {
    cor_call_set_trouble (call, error->message);
    return;
  }
  wanted.to = number->canonical;
  cor_session_move_async (self, call, &wanted, NULL, NULL);
}

gboolean
cor_session_can_transfer (CorSession *self)
{
  CorCall *call = cor_call_list_get_current (self->calls);

  return call != NULL && cor_call_get_state (call) == COR_CALL_ACTIVE;
}

gboolean
cor_session_can_park (CorSession *self)
{
  return self->profile != NULL && self->profile->parkings && cor_session_can_transfer (self);
}
