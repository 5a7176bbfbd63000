/* SPDX-License-Identifier: GPL-3.0-or-later
 * The queues that the user answers: how many wait, what each member does, and the
 * user's own place. The server keeps all of it: what it tells is what is shown. */
#include "config.h"
#include "session-reception.h"
#include "cti/queues.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define REASON_MAX 64

GListModel *
cor_session_get_queues (CorSession *self)
{
  return G_LIST_MODEL (self->reception->queues);
}

static gboolean
may (CorSession *self)
{
  return self->cti != NULL && self->profile != NULL && self->profile->queues;
}

/* By the main extension, or another one of the user's. */
CorQueueMember *
cor_session_get_own_member (CorSession *self, CorQueue *queue)
{
  const CorCtiProfile *profile = self->profile;
  CorQueueMember *member = NULL;

  if (profile == NULL)
    return NULL;
  if (profile->main_extension != NULL)
    member = cor_queue_find_member (queue, profile->main_extension);
  for (guint i = 0; member == NULL && i < profile->endpoints->len; i++) {
    const CorCtiEndpoint *endpoint = profile->endpoints->pdata[i];

    member = cor_queue_find_member (queue, endpoint->id);
  }
  return member;
}

/* Transfer full, or NULL. */
static CorQueue *
find (CorSession *self, const char *id, guint *ret_position)
{
  GListModel *queues = G_LIST_MODEL (self->reception->queues);

  for (guint i = 0; i < g_list_model_get_n_items (queues); i++) {
    g_autoptr (CorQueue) queue = g_list_model_get_item (queues, i);

    if (!g_str_equal (cor_queue_get_id (queue), id))
      continue;
    if (ret_position != NULL)
      *ret_position = i;
    return g_steal_pointer (&queue);
  }
  return NULL;
}

/* --- What the server tells. --- */

static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  return strcmp (cor_queue_get_id ((CorQueue *)a), cor_queue_get_id ((CorQueue *)b));
}

static void
take (CorSession *self, CorQueue *newer)
{
  guint position;
  g_autoptr (CorQueue) queue = find (self, cor_queue_get_id (newer), &position);
  gboolean own = cor_session_get_own_member (self, newer) != NULL;

  if (queue == NULL && own)
    g_list_store_insert_sorted (self->reception->queues, newer, compare, NULL);
  else if (queue != NULL && own)
    cor_queue_follow (queue, newer);
  else if (queue != NULL)
    g_list_store_remove (self->reception->queues, position);
}

static void
on_queue (CorSession *self, CorQueue *newer)
{
  if (may (self))
    take (self, newer);
}

static void
on_member (CorSession *self, CorQueueMember *member)
{
  g_autoptr (CorQueue) queue = find (self, cor_queue_member_get_queue (member), NULL);

  if (queue != NULL)
    cor_queue_put_member (queue, member);
}

void
cor_session_watch_queues (CorSession *self)
{
  g_signal_connect_object (self->cti, "queue", G_CALLBACK (on_queue), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->cti, "queue-member", G_CALLBACK (on_member), self,
                           G_CONNECT_SWAPPED);
}

/* One that is no longer there goes; the others stay the same objects. */
static void
drop_missing (CorSession *self, GPtrArray *all)
{
  GListStore *queues = self->reception->queues;

  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (queues)); i > 0; i--) {
    g_autoptr (CorQueue) queue = g_list_model_get_item (G_LIST_MODEL (queues), i - 1);
    gboolean there = FALSE;

    for (guint k = 0; k < all->len; k++)
      there |= g_str_equal (cor_queue_get_id (queue), cor_queue_get_id (all->pdata[k]));
    if (!there)
      g_list_store_remove (queues, i - 1);
  }
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CorSession) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = cor_cti_fetch_queues_finish (COR_CTI (source), result, &error);

  if (all == NULL)
    g_debug ("session: queues: %s", error->message);
  if (all == NULL || self->cti != COR_CTI (source))
    return;
  drop_missing (self, all);
  for (guint i = 0; i < all->len; i++)
    take (self, all->pdata[i]);
}

void
cor_session_fetch_queues (CorSession *self)
{
  if (may (self))
    cor_cti_fetch_queues_async (self->cti, self->account_cancellable, on_fetched,
                                g_object_ref (self));
  else
    cor_session_forget_queues (self);
}

void
cor_session_forget_queues (CorSession *self)
{
  g_list_store_remove_all (self->reception->queues);
}

/* --- What the user does. --- */

static void
on_ordered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (cor_cti_order_queue_finish (COR_CTI (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static const char *
why_not (CorSession *self, CorQueueAct act, CorQueueMember *own, const char *reason)
{
  if (!may (self))
    return _ ("Your account may not do that.");
  if (own == NULL)
    return _ ("You answer no such queue.");
  if ((act == COR_QUEUE_LOG_IN || act == COR_QUEUE_LOG_OUT) && !cor_queue_member_is_dynamic (own))
    return _ ("Your administrator has put you into this queue for good.");
  if (act == COR_QUEUE_PAUSE && reason != NULL && strlen (reason) > REASON_MAX)
    return _ ("Give a reason of up to 64 letters.");
  return NULL;
}

void
cor_session_act_on_queue_async (CorSession *self,
                                CorQueueAct act,
                                const char *id,
                                const char *reason,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task =
    g_task_new (self, NULL, callback != NULL ? callback : cor_session_tell_refusal, user_data);
  g_autoptr (CorQueue) queue = find (self, id, NULL);
  CorQueueMember *own = queue != NULL ? cor_session_get_own_member (self, queue) : NULL;
  const char *why = why_not (self, act, own, reason);
  CorCtiQueueOrder order = { .act = (CorCtiQueueAct)act, .queue = id };

  g_task_set_source_tag (task, cor_session_act_on_queue_async);
  if (why != NULL) {
    cor_session_return_refusal (task, why);
    return;
  }
  order.exten = cor_queue_member_get_exten (own);
  order.reason = reason != NULL && *reason != '\0' ? reason : NULL;
  cor_cti_order_queue_async (self->cti, &order, self->account_cancellable, on_ordered, task);
}

static const struct {
  const char *name;
  CorQueueAct act;
} acts[] = {
  { "queue-log-in", COR_QUEUE_LOG_IN },
  { "queue-log-out", COR_QUEUE_LOG_OUT },
  { "queue-pause", COR_QUEUE_PAUSE },
  { "queue-go-on", COR_QUEUE_GO_ON },
};

static void
on_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *queue, *reason = NULL;

  if (g_variant_is_of_type (parameter, G_VARIANT_TYPE ("(ss)")))
    g_variant_get (parameter, "(&s&s)", &queue, &reason);
  else
    queue = g_variant_get_string (parameter, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    if (g_str_equal (g_action_get_name (G_ACTION (action)), acts[i].name))
      cor_session_act_on_queue_async (user_data, acts[i].act, queue, reason, NULL, NULL);
}

void
cor_session_add_queue_actions (CorSession *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++) {
    gboolean pause = acts[i].act == COR_QUEUE_PAUSE;
    g_autoptr (GSimpleAction) action =
      g_simple_action_new (acts[i].name, pause ? G_VARIANT_TYPE ("(ss)") : G_VARIANT_TYPE_STRING);

    g_signal_connect (action, "activate", G_CALLBACK (on_activated), self);
    g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
  }
}

void
cor_session_update_queue_actions (CorSession *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++) {
    GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), acts[i].name);

    g_simple_action_set_enabled (G_SIMPLE_ACTION (action), may (self));
  }
}
