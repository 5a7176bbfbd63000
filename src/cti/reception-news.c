/* SPDX-License-Identifier: GPL-3.0-or-later
 * News of what the company shares, coalesced. */
#include "config.h"
#include "reception-news.h"
#include "model/parked-call.h"
#include "model/queue.h"

static gboolean
parked_equal (gconstpointer a, gconstpointer b)
{
  return cor_parked_call_equal ((CorParkedCall *)a, (CorParkedCall *)b);
}

static void
deliver_parking (const char *key, gpointer value, gpointer user_data)
{
  g_autoptr (CorCti) self = g_object_ref (user_data);
  g_autoptr (GObject) parked = g_object_ref (value);

  g_signal_emit_by_name (self, "parking", parked);
}

static gboolean
queue_equal (gconstpointer a, gconstpointer b)
{
  return cor_queue_equal ((CorQueue *)a, (CorQueue *)b);
}

static gboolean
member_equal (gconstpointer a, gconstpointer b)
{
  return cor_queue_member_equal ((CorQueueMember *)a, (CorQueueMember *)b);
}

static void
deliver_queue (const char *key, gpointer value, gpointer user_data)
{
  g_autoptr (CorCti) self = g_object_ref (user_data);
  g_autoptr (GObject) queue = g_object_ref (value);

  g_signal_emit_by_name (self, "queue", queue);
}

static void
deliver_member (const char *key, gpointer value, gpointer user_data)
{
  g_autoptr (CorCti) self = g_object_ref (user_data);
  g_autoptr (GObject) member = g_object_ref (value);

  g_signal_emit_by_name (self, "queue-member", member);
}

void
cor_reception_news_open (CorCti *self)
{
  const CorCoalesceFuncs parkings = { parked_equal, g_object_unref, deliver_parking };
  const CorCoalesceFuncs queues = { queue_equal, g_object_unref, deliver_queue };
  const CorCoalesceFuncs members = { member_equal, g_object_unref, deliver_member };

  self->parkings = cor_coalesce_new (self->clock, &parkings, self);
  self->queues = cor_coalesce_new (self->clock, &queues, self);
  self->members = cor_coalesce_new (self->clock, &members, self);
}

void
cor_reception_news_close (CorCti *self)
{
  g_clear_pointer (&self->parkings, cor_coalesce_free);
  g_clear_pointer (&self->queues, cor_coalesce_free);
  g_clear_pointer (&self->members, cor_coalesce_free);
}

gboolean
cor_reception_news_take (CorCti *self, const CorEvent *event)
{
  CorCoalesce *news = NULL;

  if (event->kind == COR_EVENT_PARKING)
    news = self->parkings;
  else if (event->kind == COR_EVENT_QUEUE)
    news = self->queues;
  else if (event->kind == COR_EVENT_QUEUE_MEMBER)
    news = self->members;
  if (news == NULL)
    return FALSE;
  cor_coalesce_push (news, event->subject, g_object_ref (event->thing));
  return TRUE;
}
