/* SPDX-License-Identifier: GPL-3.0-or-later
 * Every call of this user: the one truth that all others observe. */
#include "model/call-list.h"

struct _CorCallList {
  GObject parent;
  GPtrArray *calls;
  guint announcing; /* how many "added" are being told of */
  gboolean ringing;
  gboolean busy;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CorCallList,
                               cor_call_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum { PROP_0, PROP_RINGING, PROP_BUSY, N_PROPS };
static GParamSpec *props[N_PROPS];
enum { ADDED, CHANGED, ENDED, N_SIGNALS };
static guint signals[N_SIGNALS];

static GType
get_item_type (GListModel *model)
{
  return COR_TYPE_CALL;
}

static guint
get_n_items (GListModel *model)
{
  return COR_CALL_LIST (model)->calls->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  GPtrArray *calls = COR_CALL_LIST (model)->calls;

  return position < calls->len ? g_object_ref (calls->pdata[position]) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
update_flags (CorCallList *self)
{
  gboolean was_ringing = self->ringing, was_busy = self->busy;
  gboolean ringing = FALSE, busy = FALSE;

  for (guint i = 0; i < self->calls->len; i++) {
    CorCallState state = cor_call_get_state (self->calls->pdata[i]);

    ringing |= state == COR_CALL_INCOMING;
    busy |= state != COR_CALL_INCOMING && state != COR_CALL_ENDED;
  }
  /* Nobody sees a moment of neither when a call is answered. */
  self->ringing = ringing;
  self->busy = busy;
  if (ringing != was_ringing)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RINGING]);
  if (busy != was_busy)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_BUSY]);
}

static void
remove_ended (CorCallList *self, CorCall *call)
{
  guint index;

  if (!g_ptr_array_find (self->calls, call, &index))
    return;
  g_object_ref (call);
  g_signal_handlers_disconnect_by_data (call, self);
  g_ptr_array_remove_index (self->calls, index);
  g_list_model_items_changed (G_LIST_MODEL (self), index, 1, 0);
  update_flags (self);
  g_signal_emit (self, signals[ENDED], 0, call);
  g_object_unref (call);
}

/* Those that ended before everyone had been told of them. */
static void
remove_all_ended (CorCallList *self)
{
  guint i = 0;

  while (i < self->calls->len) {
    CorCall *call = self->calls->pdata[i++];

    if (cor_call_get_state (call) == COR_CALL_ENDED) {
      remove_ended (self, call);
      i = 0; /* a handler may have changed the list */
    }
  }
}

static void
on_notify (CorCall *call, GParamSpec *pspec, CorCallList *self)
{
  gboolean is_state = g_str_equal (pspec->name, "state");

  if (is_state && cor_call_get_state (call) == COR_CALL_ENDED && self->announcing == 0) {
    remove_ended (self, call);
    return;
  }
  if (is_state)
    update_flags (self);
  if (is_state && cor_call_get_state (call) == COR_CALL_ENDED)
    return; /* cor_call_list_add() tells of it */
  g_signal_emit (self, signals[CHANGED], 0, call, pspec->name);
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CorCallList *self = COR_CALL_LIST (object);

  switch (id) {
  case PROP_RINGING:
    g_value_set_boolean (value, self->ringing);
    break;
  case PROP_BUSY:
    g_value_set_boolean (value, self->busy);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
dispose (GObject *object)
{
  CorCallList *self = COR_CALL_LIST (object);

  for (guint i = 0; i < self->calls->len; i++)
    g_signal_handlers_disconnect_by_data (self->calls->pdata[i], self);
  g_ptr_array_set_size (self->calls, 0);
  G_OBJECT_CLASS (cor_call_list_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_ptr_array_unref (COR_CALL_LIST (object)->calls);
  G_OBJECT_CLASS (cor_call_list_parent_class)->finalize (object);
}

static void
cor_call_list_class_init (CorCallListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = get_property;
  object_class->dispose = dispose;
  object_class->finalize = finalize;
  props[PROP_RINGING] = g_param_spec_boolean ("ringing", NULL, NULL, FALSE, flags);
  props[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[ADDED] = g_signal_new ("added", COR_TYPE_CALL_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, COR_TYPE_CALL);
  signals[CHANGED] = g_signal_new ("changed", COR_TYPE_CALL_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 2, COR_TYPE_CALL, G_TYPE_STRING);
  signals[ENDED] = g_signal_new ("ended", COR_TYPE_CALL_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, COR_TYPE_CALL);
}

static void
cor_call_list_init (CorCallList *self)
{
  self->calls = g_ptr_array_new_with_free_func (g_object_unref);
}

CorCallList *
cor_call_list_new (void)
{
  return g_object_new (COR_TYPE_CALL_LIST, NULL);
}

void
cor_call_list_add (CorCallList *self, CorCall *call)
{
  g_return_if_fail (!g_ptr_array_find (self->calls, call, NULL));

  g_object_ref (self);
  self->announcing++;
  g_ptr_array_add (self->calls, g_object_ref (call));
  g_signal_connect (call, "notify", G_CALLBACK (on_notify), self);
  g_list_model_items_changed (G_LIST_MODEL (self), self->calls->len - 1, 0, 1);
  update_flags (self);
  g_signal_emit (self, signals[ADDED], 0, call);
  /* One that failed before it got here, or that an observer declined, goes when all know of it:
   * none hears of its end first. */
  if (--self->announcing == 0)
    remove_all_ended (self);
  g_object_unref (self);
}

CorCall *
cor_call_list_find (CorCallList *self, guint id)
{
  for (guint i = 0; i < self->calls->len; i++)
    if (cor_call_get_id (self->calls->pdata[i]) == id)
      return self->calls->pdata[i];
  return NULL;
}

CorCall *
cor_call_list_get_ringing (CorCallList *self)
{
  for (guint i = 0; i < self->calls->len; i++)
    if (cor_call_get_state (self->calls->pdata[i]) == COR_CALL_INCOMING)
      return self->calls->pdata[i];
  return NULL;
}

/* Greater is nearer to being the one that is talked in. */
static int
nearness (CorCall *call)
{
  switch (cor_call_get_state (call)) {
  case COR_CALL_ACTIVE:
    return cor_call_is_held (call) ? 1 : 3;
  case COR_CALL_DIALING:
  case COR_CALL_RINGING:
    return 2;
  case COR_CALL_INCOMING:
  case COR_CALL_ENDED:
  default:
    return 0;
  }
}

CorCall *
cor_call_list_get_current (CorCallList *self)
{
  CorCall *current = NULL;
  int best = 0;

  for (guint i = 0; i < self->calls->len; i++)
    if (nearness (self->calls->pdata[i]) > best) {
      current = self->calls->pdata[i];
      best = nearness (current);
    }
  return current;
}

CorCall *
cor_call_list_get_talked (CorCallList *self)
{
  CorCall *current = cor_call_list_get_current (self);

  return current != NULL && nearness (current) > 1 ? current : NULL;
}

gboolean
cor_call_list_is_ringing (CorCallList *self)
{
  return self->ringing;
}

gboolean
cor_call_list_is_busy (CorCallList *self)
{
  return self->busy;
}
