/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the user does with their conference.
 *
 * Who talks to the user is put there by the server, which ends the user's own
 * side of that call; then who is to be added is called like anybody, and put
 * there too; then the exchange calls the user, who is answered for. A step that
 * fails leaves what was there before: a call goes on, and who is in the
 * conference can be joined. */
#include "config.h"
#include "session-conference.h"
#include "session-move.h"
#include "cti/conference.h"
#include <glib/gi18n-lib.h>

/* The exchange lets the phone ring for 15 s. */
#define JOIN_MS 20000
/* The server ends a call whose other side it has taken; else this side does. */
#define LEAVE_MS 3000

static void
fail_with (CorSession *self, GTask *task, GError *error)
{
  if (task == NULL) {
    cor_conference_set_trouble (self->conference, error->message);
    cor_session_emit_refused (self, error->message);
    g_error_free (error);
    return;
  }
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
fail (CorSession *self, GTask *task, const char *why)
{
  fail_with (self, task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, why));
}

static void
succeed (GTask *task)
{
  if (task == NULL)
    return;
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/* One request to the server. */
typedef struct {
  CorSession *session;
  GTask *task; /* or NULL */
  char *who;
  gboolean mute;
} Order;

static Order *
order_new (CorSession *self, GTask *task, const char *who)
{
  Order *order = g_new0 (Order, 1);

  order->session = g_object_ref (self);
  order->task = task;
  order->who = g_strdup (who);
  return order;
}

static void
order_free (Order *order)
{
  g_object_unref (order->session);
  g_free (order->who);
  g_free (order);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Order, order_free)

/* NULL: it has worked. The conference may have ended meanwhile. */
static GError *
finish (GObject *source, GAsyncResult *result)
{
  GError *error = NULL;

  cor_cti_order_conference_finish (COR_CTI (source), result, &error);
  return error;
}

/* --- The user goes there. --- */

static void
stop_joining (CorSession *self)
{
  self->meet->joining = FALSE;
  self->meet->awaits = FALSE;
  cor_clock_stop (self->clock, &self->meet->timer);
  cor_session_update_meet (self);
}

static gboolean
on_not_called (gpointer data)
{
  CorSession *self = data;

  self->meet->timer = 0;
  cor_conference_set_trouble (self->conference, _ ("Your phone was not called. Try again."));
  stop_joining (self);
  cor_session_refresh_meet (self, FALSE);
  return G_SOURCE_REMOVE;
}

static void
on_joined (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Order) order = user_data;
  CorSession *self = order->session;
  GError *error = finish (source, result);

  if (error == NULL) {
    succeed (order->task);
    return;
  }
  if (self->meet != NULL && self->meet->inside == NULL && self->meet->joining) {
    stop_joining (self);
    cor_conference_set_trouble (self->conference, error->message);
    cor_session_refresh_meet (self, FALSE);
  }
  fail_with (self, order->task, error);
}

void
cor_session_join_meet (CorSession *self, GTask *task)
{
  CorMeet *meet = self->meet;
  const CorCtiConferenceOrder join = { .kind = COR_CTI_CONFERENCE_JOIN, .id = meet->id };

  meet->joining = TRUE;
  meet->awaits = TRUE;
  meet->since = cor_clock_now (self->clock);
  cor_clock_stop (self->clock, &meet->timer);
  meet->timer = cor_clock_start (self->clock, JOIN_MS, on_not_called, self);
  cor_session_update_meet (self);
  cor_cti_order_conference_async (self->cti, &join, self->account_cancellable, on_joined,
                                  order_new (self, task, NULL));
}

/* --- Who is to be added is called. --- */

static CorCall *
dial (CorSession *self, const char *number)
{
  CorMeet *meet = self->meet;
  g_autoptr (CorNumber) parsed = cor_number_parse (number, COR_NUMBER_FROM_PERSON, NULL);
  CorDevice *device = meet->here ? NULL : cor_session_find_device (self, meet->id);

  if (parsed == NULL || (meet->here ? self->line == NULL : device == NULL))
    return NULL;
  if (meet->here)
    return cor_line_dial (self->line, parsed);
  return cor_cti_originate (self->cti, parsed->canonical, meet->id, cor_device_get_name (device));
}

static void
ask (CorSession *self)
{
  g_autofree char *number = g_steal_pointer (&self->meet->next);
  g_autoptr (CorCall) call = dial (self, number);

  if (call == NULL) {
    fail (self, NULL, _ ("This computer is not connected as a phone: see the line's state."));
    cor_session_join_meet (self, NULL);
    return;
  }
  cor_conference_set_trouble (self->conference, NULL);
  self->meet->asked = g_object_ref (call);
  cor_call_list_add (self->calls, call);
  cor_session_emit_show_call (self, call);
}

void
cor_session_proceed_meet (CorSession *self)
{
  cor_clock_stop (self->clock, &self->meet->timer);
  if (self->meet->next != NULL)
    ask (self);
  else
    cor_session_join_meet (self, NULL);
  if (self->meet != NULL)
    cor_session_update_meet (self);
}

/* --- Who talks to the user is put there. --- */

static gboolean
on_not_left (gpointer data)
{
  CorSession *self = data;

  self->meet->timer = 0;
  if (self->meet->leaving != NULL)
    cor_call_hang_up (self->meet->leaving);
  return G_SOURCE_REMOVE;
}

static void
on_put_failed (CorSession *self, CorCall *call, GTask *task, GError *error)
{
  CorMeet *meet = self->meet;

  cor_call_set_parting (call, NULL);
  if (meet != NULL) {
    g_clear_object (&meet->leaving);
    g_clear_pointer (&meet->next, g_free);
    if (g_list_model_get_n_items (G_LIST_MODEL (self->conference)) == 0 && meet->asked == NULL)
      cor_session_end_meet (self);
    else
      cor_session_update_meet (self);
  }
  if (task == NULL)
    cor_call_set_trouble (call, error->message);
  fail_with (self, task, error);
}

typedef struct {
  Order *order;
  CorCall *call;
} Put;

static void
put_free (Put *put)
{
  order_free (put->order);
  g_object_unref (put->call);
  g_free (put);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Put, put_free)

static void
on_put (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Put) put = user_data;
  CorSession *self = put->order->session;
  GError *error = finish (source, result);

  if (self->meet != NULL)
    self->meet->putting = FALSE;
  if (error != NULL) {
    on_put_failed (self, put->call, put->order->task, error);
    return;
  }
  succeed (put->order->task);
  if (self->meet == NULL)
    return;
  self->meet->since = cor_clock_now (self->clock);
  if (self->meet->leaving == NULL)
    cor_session_proceed_meet (self);
  else
    self->meet->timer = cor_clock_start (self->clock, LEAVE_MS, on_not_left, self);
  if (self->meet != NULL)
    cor_session_update_meet (self);
}

/* next: who is called then; NULL: the conference is joined. */
static void
put (CorSession *self, CorCall *call, const char *next, GTask *task)
{
  g_autoptr (GPtrArray) all = cor_cti_list_conversations (self->cti, call);
  const CorCtiConversation *conversation = cor_session_find_conversation (self, all, call);
  const CorCtiConferenceOrder order = { .kind = COR_CTI_CONFERENCE_PUT,
                                        .conversation = conversation };
  CorMeet *meet = self->meet;
  Put *what;

  if (conversation == NULL) {
    fail (self, task, _ ("The server does not know this call. Try again in a moment."));
    return;
  }
  if (meet != NULL && !g_str_equal (meet->id, conversation->device)) {
    fail (self, task, _ ("Your conference is held at another of your phones."));
    return;
  }
  if (meet == NULL)
    meet = cor_session_begin_meet (self, conversation->device, cor_call_is_on_this_computer (call));
  meet->putting = TRUE;
  g_set_object (&meet->leaving, call);
  g_free (meet->next);
  meet->next = g_strdup (next);
  cor_call_set_parting (call, _ ("The call goes on in your conference."));
  cor_session_update_meet (self);
  what = g_new0 (Put, 1);
  what->order = order_new (self, task, NULL);
  what->call = g_object_ref (call);
  cor_cti_order_conference_async (self->cti, &order, self->account_cancellable, on_put, what);
}

/* --- The wishes. --- */

static const char *
why_not_add (CorSession *self, CorCall *call)
{
  const CorMeet *meet = self->meet;

  if (self->profile == NULL)
    return _ ("This needs an account on a CTI server.");
  if (!self->profile->conference)
    return _ ("Your account may not hold conferences. Ask your administrator.");
  if (meet != NULL && (meet->putting || meet->joining || meet->leaving != NULL ||
                       meet->asked != NULL || meet->next != NULL))
    return _ ("Somebody is being added already.");
  if (call == NULL || cor_call_get_state (call) != COR_CALL_ACTIVE)
    return _ ("Nobody is talked with in this call yet.");
  if (cor_call_get_waiting (call) != NULL)
    return _ ("Somebody is asked in this call already.");
  return NULL;
}

static CorNumber *
read_number (CorSession *self, const char *text, GError **error)
{
  g_autoptr (CorNumber) number = cor_number_parse (text, COR_NUMBER_FROM_PERSON, error);

  if (number == NULL)
    return NULL;
  if (cor_session_classify (number, self) == COR_NUMBER_ORDINARY)
    return cor_session_rewrite (self, number);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                       _ ("Only an ordinary number can be added to a conference."));
  return NULL;
}

static void
add_somebody (CorSession *self, const CorWish *wish, GTask *task)
{
  const char *why = why_not_add (self, wish->call);
  g_autoptr (CorNumber) number = NULL;
  GError *error = NULL;

  if (why != NULL) {
    fail (self, task, why);
    return;
  }
  number = read_number (self, wish->who, &error);
  if (number == NULL) {
    fail_with (self, task, error);
  } else if (self->meet != NULL && wish->call == self->meet->inside) {
    self->meet->next = g_strdup (number->canonical);
    cor_session_update_meet (self);
    cor_call_hang_up (wish->call);
    succeed (task);
  } else {
    put (self, wish->call, number->canonical, task);
  }
}

static void
join (CorSession *self, GTask *task)
{
  switch (cor_conference_get_state (self->conference)) {
  case COR_CONFERENCE_ASKED:
    put (self, self->meet->asked, NULL, task);
    return;
  case COR_CONFERENCE_WAITING:
    cor_session_join_meet (self, task);
    return;
  case COR_CONFERENCE_JOINING:
  case COR_CONFERENCE_INSIDE:
    succeed (task);
    return;
  case COR_CONFERENCE_ASKING:
  case COR_CONFERENCE_BEGINNING:
    fail (self, task, _ ("Nobody is talked with in this call yet."));
    return;
  case COR_CONFERENCE_NONE:
  default:
    fail (self, task, _ ("You have no conference."));
  }
}

static void
on_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Order) order = user_data;
  CorSession *self = order->session;
  GError *error = finish (source, result);

  if (error == NULL) {
    cor_session_end_meet (self);
    succeed (order->task);
    return;
  }
  cor_session_refresh_meet (self, TRUE);
  fail_with (self, order->task, error);
}

static void
on_muted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Order) order = user_data;
  CorSession *self = order->session;
  CorParticipant *participant = cor_conference_find (self->conference, order->who);
  GError *error = finish (source, result);

  if (error != NULL) {
    fail_with (self, order->task, error);
    return;
  }
  if (participant != NULL)
    cor_participant_set_muted (participant, order->mute);
  succeed (order->task);
}

static void
on_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Order) order = user_data;
  GError *error = finish (source, result);

  cor_session_refresh_meet (order->session, FALSE);
  if (error != NULL)
    fail_with (order->session, order->task, error);
  else
    succeed (order->task);
}

static void
order_it (CorSession *self,
          CorCtiConferenceOrder *order,
          GAsyncReadyCallback callback,
          gpointer data)
{
  order->id = self->meet->id;
  cor_cti_order_conference_async (self->cti, order, self->account_cancellable, callback, data);
}

static void
change (CorSession *self, const CorWish *wish, GTask *task)
{
  CorParticipant *who =
    wish->who != NULL ? cor_conference_find (self->conference, wish->who) : NULL;
  CorCtiConferenceOrder order = { .kind = wish->kind == COR_WISH_MUTE ? COR_CTI_CONFERENCE_MUTE
                                                                      : COR_CTI_CONFERENCE_UNMUTE };
  Order *data;

  if (self->meet == NULL || who == NULL) {
    fail (self, task, _ ("Nobody of this number is in your conference."));
    return;
  }
  data = order_new (self, task, wish->who);
  data->mute = wish->kind == COR_WISH_MUTE;
  order.user = cor_participant_get_id (who);
  if (wish->kind == COR_WISH_REMOVE) {
    order.kind = COR_CTI_CONFERENCE_REMOVE;
    order.user = cor_participant_get_number (who);
  }
  order_it (self, &order, wish->kind == COR_WISH_REMOVE ? on_removed : on_muted, data);
}

static void
end (CorSession *self, GTask *task)
{
  CorCtiConferenceOrder order = { .kind = COR_CTI_CONFERENCE_END };

  if (self->meet == NULL)
    fail (self, task, _ ("You have no conference."));
  else
    order_it (self, &order, on_ended, order_new (self, task, NULL));
}

void
cor_session_confer_async (CorSession *self,
                          const CorWish *wish,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = callback != NULL ? g_task_new (self, NULL, callback, user_data) : NULL;

  switch (wish->kind) {
  case COR_WISH_ADD:
    add_somebody (self, wish, task);
    break;
  case COR_WISH_JOIN:
    join (self, task);
    break;
  case COR_WISH_END:
    end (self, task);
    break;
  case COR_WISH_MUTE:
  case COR_WISH_UNMUTE:
  case COR_WISH_REMOVE:
  default:
    change (self, wish, task);
  }
}

gboolean
cor_session_confer_finish (CorSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
cor_session_can_add (CorSession *self)
{
  return why_not_add (self, cor_call_list_get_current (self->calls)) == NULL;
}

gboolean
cor_session_can_join (CorSession *self)
{
  CorConferenceState state = cor_conference_get_state (self->conference);

  return state == COR_CONFERENCE_WAITING || state == COR_CONFERENCE_ASKED;
}
