/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a list view is told of a model: few rows at first, the rest by and by. */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define COR_TYPE_ROW_FEED (cor_row_feed_get_type ())
G_DECLARE_FINAL_TYPE (CorRowFeed, cor_row_feed, COR, ROW_FEED, GObject)

/* A GListModel of the first rows of `model`, soon of all. `list` is who shows it. */
CorRowFeed *cor_row_feed_new (GListModel *model, GtkListView *list);

G_END_DECLS
