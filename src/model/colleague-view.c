/* SPDX-License-Identifier: GPL-3.0-or-later
 * Some of the colleagues. Owner: what shows them. */
#include "config.h"
#include "model/colleague-view.h"
#include "rows.h"

struct _CorColleagueView {
  GObject parent;
  CorColleagueList *list;
  GPtrArray *rows; /* CorColleague, in the list's order */
  char *query, *group;
  gboolean favourites;
  CorColleagueDoing doing;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CorColleagueView,
                               cor_colleague_view,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum { PROP_0, PROP_LOADING, N_PROPS };
static GParamSpec *props[N_PROPS];

COR_DEFINE_ROWS_MODEL (CorColleagueView, COR_TYPE_COLLEAGUE)

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_object_get_property (G_OBJECT (COR_COLLEAGUE_VIEW (object)->list), "loading", value);
}

static void
on_loading (CorColleagueView *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LOADING]);
}

static gboolean
does (CorColleagueView *self, CorColleague *colleague)
{
  CorPresence presence = cor_colleague_get_now (colleague)->presence;

  if (self->doing == COR_COLLEAGUES_FREE)
    return cor_colleague_is_free (colleague);
  return self->doing == COR_COLLEAGUES_ALL || presence == COR_PRESENCE_BUSY ||
         presence == COR_PRESENCE_RINGING;
}

static gboolean
matches (CorColleagueView *self, CorColleague *colleague)
{
  return (!self->favourites || cor_colleague_get_favourite (colleague) != 0) &&
         does (self, colleague) &&
         (self->group == NULL ||
          g_strv_contains (cor_colleague_get_groups (colleague), self->group)) &&
         cor_colleague_matches (colleague, self->query);
}

static void
fill (CorColleagueView *self)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));

  for (guint i = 0; i < n; i++) {
    g_autoptr (CorColleague) colleague = g_list_model_get_item (G_LIST_MODEL (self->list), i);

    if (matches (self, colleague))
      g_ptr_array_add (rows, g_steal_pointer (&colleague));
  }
  cor_rows_replace (G_LIST_MODEL (self), &self->rows, rows);
}

/* Where they are, or are to be. */
static gboolean
locate (CorColleagueView *self, CorColleague *colleague, guint *ret_position)
{
  guint low = 0, high = self->rows->len;

  while (low < high) {
    guint middle = (low + high) / 2;

    if (cor_colleague_compare (self->rows->pdata[middle], colleague) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  *ret_position = low;
  return low < self->rows->len && self->rows->pdata[low] == colleague;
}

static void
on_updated (CorColleagueView *self, GPtrArray *changed)
{
  for (guint i = 0; i < changed->len; i++) {
    CorColleague *colleague = changed->pdata[i];
    guint position;
    gboolean was = locate (self, colleague, &position);

    if (was == matches (self, colleague))
      continue;
    if (was)
      g_ptr_array_remove_index (self->rows, position);
    else
      g_ptr_array_insert (self->rows, (int)position, g_object_ref (colleague));
    g_list_model_items_changed (G_LIST_MODEL (self), position, was, !was);
  }
}

void
cor_colleague_view_set_filter (CorColleagueView *self, const CorColleagueFilter *filter)
{
  g_free (self->query);
  g_free (self->group);
  self->query = g_strdup (filter->query);
  self->group = g_strdup (filter->group);
  self->favourites = filter->favourites;
  self->doing = filter->doing;
  fill (self);
}

static void
finalize (GObject *object)
{
  CorColleagueView *self = COR_COLLEAGUE_VIEW (object);

  g_clear_object (&self->list);
  g_ptr_array_unref (self->rows);
  g_free (self->query);
  g_free (self->group);
  G_OBJECT_CLASS (cor_colleague_view_parent_class)->finalize (object);
}

static void
cor_colleague_view_class_init (CorColleagueViewClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = get_property;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  props[PROP_LOADING] =
    g_param_spec_boolean ("loading", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, props);
}

static void
cor_colleague_view_init (CorColleagueView *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
}

CorColleagueView *
cor_colleague_view_new (CorColleagueList *list)
{
  CorColleagueView *self = g_object_new (COR_TYPE_COLLEAGUE_VIEW, NULL);

  self->list = g_object_ref (list);
  g_signal_connect_object (list, "items-changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "notify::loading", G_CALLBACK (on_loading), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "updated", G_CALLBACK (on_updated), self, G_CONNECT_SWAPPED);
  fill (self);
  return self;
}
