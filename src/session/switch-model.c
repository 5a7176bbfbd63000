/* SPDX-License-Identifier: GPL-3.0-or-later
 * A list that a window can hold before there is anything to list. */
#include "switch-model.h"

struct _CorSwitchModel {
  GObject parent;
  GType item_type;
  GListModel *inner;
  char *query;
  CorHistoryFilter filter;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CorSwitchModel,
                               cor_switch_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum { PROP_0, PROP_LOADING, N_PROPS };
static GParamSpec *props[N_PROPS];

static GType
get_item_type (GListModel *model)
{
  return COR_SWITCH_MODEL (model)->item_type;
}

static guint
get_n_items (GListModel *model)
{
  CorSwitchModel *self = COR_SWITCH_MODEL (model);

  return self->inner != NULL ? g_list_model_get_n_items (self->inner) : 0;
}

static gpointer
get_item (GListModel *model, guint position)
{
  CorSwitchModel *self = COR_SWITCH_MODEL (model);

  return self->inner != NULL ? g_list_model_get_item (self->inner, position) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
on_inner_loading (CorSwitchModel *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LOADING]);
}

static gboolean
has_loading (GListModel *model)
{
  return g_object_class_find_property (G_OBJECT_GET_CLASS (model), "loading") != NULL;
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CorSwitchModel *self = COR_SWITCH_MODEL (object);

  g_assert (id == PROP_LOADING);
  if (self->inner != NULL && has_loading (self->inner))
    g_object_get_property (G_OBJECT (self->inner), "loading", value);
  else
    g_value_set_boolean (value, FALSE);
}

static void
dispose (GObject *object)
{
  CorSwitchModel *self = COR_SWITCH_MODEL (object);

  if (self->inner != NULL)
    g_signal_handlers_disconnect_by_data (self->inner, self);
  g_clear_object (&self->inner);
  G_OBJECT_CLASS (cor_switch_model_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_free (COR_SWITCH_MODEL (object)->query);
  G_OBJECT_CLASS (cor_switch_model_parent_class)->finalize (object);
}

static void
cor_switch_model_class_init (CorSwitchModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = get_property;
  object_class->dispose = dispose;
  object_class->finalize = finalize;
  props[PROP_LOADING] =
    g_param_spec_boolean ("loading", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
cor_switch_model_init (CorSwitchModel *self)
{
}

CorSwitchModel *
cor_switch_model_new (GType item_type)
{
  CorSwitchModel *self = g_object_new (COR_TYPE_SWITCH_MODEL, NULL);

  self->item_type = item_type;
  return self;
}

void
cor_switch_model_set_inner (CorSwitchModel *self, GListModel *inner)
{
  guint before = get_n_items (G_LIST_MODEL (self));

  if (self->inner == inner)
    return;
  if (self->inner != NULL)
    g_signal_handlers_disconnect_by_data (self->inner, self);
  g_set_object (&self->inner, inner);
  if (inner != NULL) {
    g_signal_connect_swapped (inner, "items-changed", G_CALLBACK (g_list_model_items_changed),
                              self);
    if (has_loading (inner))
      g_signal_connect_swapped (inner, "notify::loading", G_CALLBACK (on_inner_loading), self);
  }
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, get_n_items (G_LIST_MODEL (self)));
  on_inner_loading (self);
}

GListModel *
cor_switch_model_get_inner (CorSwitchModel *self)
{
  return self->inner;
}

void
cor_switch_model_set_query (CorSwitchModel *self, const char *query)
{
  char *copy = g_strdup (query);

  g_free (self->query);
  self->query = copy;
}

const char *
cor_switch_model_get_query (CorSwitchModel *self)
{
  return self->query;
}

void
cor_switch_model_set_filter (CorSwitchModel *self, const CorHistoryFilter *filter)
{
  self->filter = *filter;
}

const CorHistoryFilter *
cor_switch_model_get_filter (CorSwitchModel *self)
{
  return &self->filter;
}
