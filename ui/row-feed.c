/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a list view is told of a model. Owner: the list view's selection.
 *
 * A list view makes widgets for two hundred rows, whatever is in sight, and in
 * one go: for a third of a second nothing else is drawn or answered. So it is
 * told of as many as a screen shows, and of the others a few with each frame
 * once the model has been quiet. When what is at the top changes as a whole, as
 * by a new query, that begins anew. */
#include "config.h"
#include "row-feed.h"

#define FEW 24   /* more than fit on most screens */
#define STEP 6   /* with each frame */
#define MANY 240 /* beyond these a list view only counts */
#define QUIET_MS 300
#define AHEAD 60

struct _CorRowFeed {
  GObject parent;
  GListModel *model;
  GtkListView *list; /* weak */
  guint limit;       /* of the rows that are told; G_MAXUINT: all */
  guint n_items;     /* told */
  guint quiet_id;
  guint tick_id; /* of the list's */
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CorRowFeed,
                               cor_row_feed,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
stop_growing (CorRowFeed *self)
{
  g_clear_handle_id (&self->quiet_id, g_source_remove);
  if (self->tick_id != 0 && self->list != NULL)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->list), self->tick_id);
  self->tick_id = 0;
}

static gboolean
grow (GtkWidget *list, GdkFrameClock *clock, gpointer user_data)
{
  CorRowFeed *self = user_data;
  guint total = g_list_model_get_n_items (self->model);
  guint before = self->n_items;
  /* A lazy model reads meanwhile what comes next; else each row would be made twice. */
  g_autoptr (GObject) next = g_list_model_get_item (self->model, before + AHEAD);

  self->limit = self->limit + STEP < MIN (MANY, total) ? self->limit + STEP : G_MAXUINT;
  self->n_items = MIN (total, self->limit);
  if (self->limit == G_MAXUINT)
    self->tick_id = 0;
  if (self->n_items > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, self->n_items - before);
  return self->tick_id != 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static gboolean
on_quiet (gpointer user_data)
{
  CorRowFeed *self = user_data;

  self->quiet_id = 0;
  if (self->list != NULL)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self->list), grow, self, NULL);
  return G_SOURCE_REMOVE;
}

static void
begin_anew (CorRowFeed *self)
{
  stop_growing (self);
  self->limit = FEW;
  self->quiet_id = g_timeout_add (QUIET_MS, on_quiet, self);
}

/* Nobody misses the rows that are not told of for a while: nobody has scrolled or gone there. */
static gboolean
shows_top (CorRowFeed *self)
{
  GtkAdjustment *adjustment;

  if (self->list == NULL ||
      gtk_widget_get_state_flags (GTK_WIDGET (self->list)) & GTK_STATE_FLAG_FOCUS_WITHIN)
    return FALSE;
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list));
  return gtk_adjustment_get_value (adjustment) <= gtk_adjustment_get_lower (adjustment);
}

static void
on_items_changed (CorRowFeed *self, guint position, guint removed, guint added)
{
  guint total = g_list_model_get_n_items (self->model);
  guint before = self->n_items;

  if (position < FEW && MAX (removed, added) > FEW && shows_top (self))
    begin_anew (self);
  self->n_items = MIN (total, self->limit);
  if (before == total + removed - added && self->n_items == total)
    g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
  else if (position < MAX (before, self->n_items))
    g_list_model_items_changed (G_LIST_MODEL (self), MIN (position, before),
                                before - MIN (position, before),
                                self->n_items - MIN (position, before));
}

static GType
get_item_type (GListModel *model)
{
  return g_list_model_get_item_type (COR_ROW_FEED (model)->model);
}

static guint
get_n_items (GListModel *model)
{
  return COR_ROW_FEED (model)->n_items;
}

static gpointer
get_item (GListModel *model, guint position)
{
  CorRowFeed *self = COR_ROW_FEED (model);

  return position < self->n_items ? g_list_model_get_item (self->model, position) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
dispose (GObject *object)
{
  CorRowFeed *self = COR_ROW_FEED (object);

  stop_growing (self);
  g_clear_weak_pointer (&self->list);
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_clear_object (&self->model);
  self->n_items = 0;
  G_OBJECT_CLASS (cor_row_feed_parent_class)->dispose (object);
}

static void
cor_row_feed_class_init (CorRowFeedClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
}

static void
cor_row_feed_init (CorRowFeed *self)
{
}

CorRowFeed *
cor_row_feed_new (GListModel *model, GtkListView *list)
{
  CorRowFeed *self = g_object_new (COR_TYPE_ROW_FEED, NULL);

  self->model = g_object_ref (model);
  g_set_weak_pointer (&self->list, list);
  begin_anew (self);
  self->n_items = MIN (g_list_model_get_n_items (model), self->limit);
  g_signal_connect_swapped (model, "items-changed", G_CALLBACK (on_items_changed), self);
  return self;
}
