/* SPDX-License-Identifier: GPL-3.0-or-later
 * The rows of a list model that is made anew as a whole. */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/* The model's rows become these; both own their objects. Where the rows before end and the others
 * begin is told as one change, and nothing around it. */
void cor_rows_replace (GListModel *model, GPtrArray **rows, GPtrArray *others);

/* get_n_items() and the rest of a GListModel whose instance has its objects in `rows`, and the
 * list_model_init() that its type is defined with. */
#define COR_DEFINE_ROWS_MODEL(Type, item_type)                                 \
  static GType get_item_type (GListModel *model)                               \
  {                                                                            \
    return item_type;                                                          \
  }                                                                            \
                                                                               \
  static guint get_n_items (GListModel *model)                                 \
  {                                                                            \
    return ((Type *)model)->rows->len;                                         \
  }                                                                            \
                                                                               \
  static gpointer get_item (GListModel *model, guint position)                 \
  {                                                                            \
    GPtrArray *rows = ((Type *)model)->rows;                                   \
                                                                               \
    return position < rows->len ? g_object_ref (rows->pdata[position]) : NULL; \
  }                                                                            \
                                                                               \
  static void list_model_init (GListModelInterface *iface)                     \
  {                                                                            \
    iface->get_item_type = get_item_type;                                      \
    iface->get_n_items = get_n_items;                                          \
    iface->get_item = get_item;                                                \
  }

G_END_DECLS
