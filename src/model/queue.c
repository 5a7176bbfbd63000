/* SPDX-License-Identifier: GPL-3.0-or-later
 * A queue of the exchange.
 * Owner: the session's list. Thread: main context. Observed by the queues' pane. */
#include "config.h"
#include "model/queue.h"

struct _CorQueue {
  GObject parent;
  char *id, *name;
  guint waiting;
  GListStore *members; /* CorQueueMember */
};

G_DEFINE_FINAL_TYPE (CorQueue, cor_queue, G_TYPE_OBJECT)

static guint changed_signal;

static void
finalize (GObject *object)
{
  CorQueue *self = COR_QUEUE (object);

  g_free (self->id);
  g_free (self->name);
  g_object_unref (self->members);
  G_OBJECT_CLASS (cor_queue_parent_class)->finalize (object);
}

static void
cor_queue_class_init (CorQueueClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
  changed_signal = g_signal_new ("changed", COR_TYPE_QUEUE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
cor_queue_init (CorQueue *self)
{
  self->members = g_list_store_new (COR_TYPE_QUEUE_MEMBER);
}

CorQueue *
cor_queue_new (const char *id, const char *name, guint waiting, GPtrArray *members)
{
  CorQueue *self = g_object_new (COR_TYPE_QUEUE, NULL);

  self->id = g_strdup (id);
  self->name = g_strdup (name != NULL && *name != '\0' ? name : id);
  self->waiting = waiting;
  g_list_store_splice (self->members, 0, 0, members->pdata, members->len);
  return self;
}

const char *
cor_queue_get_id (CorQueue *self)
{
  return self->id;
}

const char *
cor_queue_get_name (CorQueue *self)
{
  return self->name;
}

guint
cor_queue_get_waiting (CorQueue *self)
{
  return self->waiting;
}

GListModel *
cor_queue_get_members (CorQueue *self)
{
  return G_LIST_MODEL (self->members);
}

static CorQueueMember *
member_at (CorQueue *self, guint i)
{
  g_autoptr (CorQueueMember) member = g_list_model_get_item (G_LIST_MODEL (self->members), i);

  return member; /* the store holds it */
}

static guint
count_members (CorQueue *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->members));
}

CorQueueMember *
cor_queue_find_member (CorQueue *self, const char *exten)
{
  for (guint i = 0; i < count_members (self); i++)
    if (g_strcmp0 (cor_queue_member_get_exten (member_at (self, i)), exten) == 0)
      return member_at (self, i);
  return NULL;
}

/* FALSE: it is as it was. */
static gboolean
put (CorQueue *self, CorQueueMember *member)
{
  for (guint i = 0; i < count_members (self); i++) {
    CorQueueMember *old = member_at (self, i);

    if (!g_str_equal (cor_queue_member_get_exten (old), cor_queue_member_get_exten (member)))
      continue;
    if (cor_queue_member_equal (old, member))
      return FALSE;
    g_list_store_splice (self->members, i, 1, (gpointer *)&member, 1);
    return TRUE;
  }
  g_list_store_append (self->members, member);
  return TRUE;
}

void
cor_queue_put_member (CorQueue *self, CorQueueMember *member)
{
  if (put (self, member))
    g_signal_emit (self, changed_signal, 0);
}

void
cor_queue_follow (CorQueue *self, CorQueue *newer)
{
  gboolean changed = self->waiting != newer->waiting;

  self->waiting = newer->waiting;
  for (guint i = count_members (self); i > 0; i--)
    if (cor_queue_find_member (newer, cor_queue_member_get_exten (member_at (self, i - 1))) ==
        NULL) {
      g_list_store_remove (self->members, i - 1);
      changed = TRUE;
    }
  for (guint i = 0; i < count_members (newer); i++)
    changed |= put (self, member_at (newer, i));
  if (changed)
    g_signal_emit (self, changed_signal, 0);
}

gboolean
cor_queue_equal (CorQueue *a, CorQueue *b)
{
  if (a->waiting != b->waiting || !g_str_equal (a->id, b->id) || !g_str_equal (a->name, b->name) ||
      count_members (a) != count_members (b))
    return FALSE;
  for (guint i = 0; i < count_members (a); i++)
    if (!cor_queue_member_equal (member_at (a, i), member_at (b, i)))
      return FALSE;
  return TRUE;
}
