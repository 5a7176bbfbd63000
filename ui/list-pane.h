/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the phonebook's and the history's panes share: a list view over a lazy
 * model, and what is said in its place when there is nothing to list. */
#pragma once
#include <adwaita.h>

G_BEGIN_DECLS

#define COR_TYPE_LIST_PANE (cor_list_pane_get_type ())
G_DECLARE_FINAL_TYPE (CorListPane, cor_list_pane, COR, LIST_PANE, AdwBin)

typedef GtkWidget *(*CorRowNew) (void);
/* item: NULL when the row is let go. */
typedef void (*CorRowSetItem) (GtkWidget *row, gpointer item);

/* Signals: "activated" (GObject *item); "near-end" (): the last rows are in sight, or will soon be.
 */
void cor_list_pane_set_rows (CorListPane *self,
                             CorRowNew row_new,
                             CorRowSetItem set_item,
                             gboolean single_click);
/* Replaces every row in sight, for when what they say has grown old. */
void cor_list_pane_refresh (CorListPane *self);
/* What the list shows; NULL for nothing. Referenced. */
void cor_list_pane_set_model (CorListPane *self, GListModel *model);
/* What is said when the model is empty. Plain text. */
void cor_list_pane_set_empty (CorListPane *self,
                              const char *icon,
                              const char *title,
                              const char *description);
gboolean cor_list_pane_is_near_end (CorListPane *self);
/* For a new query: what matches best is at the top. */
void cor_list_pane_scroll_to_top (CorListPane *self);
/* For a short list that is made anew with each key: while none of its rows has the focus the first
 * one is in sight. */
void cor_list_pane_set_stays_at_top (CorListPane *self, gboolean stays);
/* FALSE when there is no row to take it. */
gboolean cor_list_pane_focus_first (CorListPane *self);
/* Whether the first row that there is a widget for has the focus: for short lists, all of whose
 * rows are realized, that is the list's first. */
gboolean cor_list_pane_is_first_focused (CorListPane *self);

G_END_DECLS
