/* SPDX-License-Identifier: GPL-3.0-or-later
 * A list view over a lazy model, or what to say in its place. Owner: a pane.
 * It follows the model's count and its "loading" property; the scroll position
 * is the list view's own and is moved by a new query alone. */
#include "config.h"
#include "list-pane.h"
#include "bidi.h"
#include "number-button.h"
#include "row-feed.h"

struct _CorListPane {
  AdwBin parent;
  GtkStack *stack;
  GtkScrolledWindow *scroller;
  GtkListView *list;
  GtkSpinner *spinner;
  AdwStatusPage *empty;
  GListModel *model;
  CorRowNew row_new;
  CorRowSetItem set_item;
  gboolean was_seen; /* since it was made */
  gboolean stays_at_top;
};

G_DEFINE_FINAL_TYPE (CorListPane, cor_list_pane, ADW_TYPE_BIN)

enum { ACTIVATED, NEAR_END, N_SIGNALS };
static guint signals[N_SIGNALS];

static gboolean
is_loading (GListModel *model)
{
  gboolean loading = FALSE;

  if (g_object_class_find_property (G_OBJECT_GET_CLASS (model), "loading") != NULL)
    g_object_get (model, "loading", &loading, NULL);
  return loading;
}

static void
update_page (CorListPane *self)
{
  const char *page = "empty";

  if (self->model != NULL && g_list_model_get_n_items (self->model) > 0)
    page = "list";
  else if (self->model != NULL && is_loading (self->model))
    page = "loading";
  gtk_spinner_set_spinning (self->spinner, g_str_equal (page, "loading"));
  gtk_stack_set_visible_child_name (self->stack, page);
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, CorListPane *self)
{
  gtk_list_item_set_child (item, self->row_new ());
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, CorListPane *self)
{
  self->set_item (gtk_list_item_get_child (item), gtk_list_item_get_item (item));
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *item, CorListPane *self)
{
  self->set_item (gtk_list_item_get_child (item), NULL);
}

static void
on_activate (GtkListView *list, guint position, CorListPane *self)
{
  g_autoptr (GObject) item = g_list_model_get_item (self->model, position);

  if (item != NULL)
    g_signal_emit (self, signals[ACTIVATED], 0, item);
}

static GtkListItemFactory *
new_factory (CorListPane *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (on_unbind), self, 0);
  return factory;
}

void
cor_list_pane_refresh (CorListPane *self)
{
  g_autoptr (GtkListItemFactory) factory = new_factory (self);

  gtk_list_view_set_factory (self->list, factory);
}

void
cor_list_pane_set_rows (CorListPane *self,
                        CorRowNew row_new,
                        CorRowSetItem set_item,
                        gboolean single_click)
{
  self->row_new = row_new;
  self->set_item = set_item;
  gtk_list_view_set_single_click_activate (self->list, single_click);
  cor_list_pane_refresh (self);
}

static gboolean
has_focus (CorListPane *self)
{
  return gtk_widget_get_focus_child (GTK_WIDGET (self->list)) != NULL;
}

/* After the list view has heard of it: rows that come in above those in sight push them down. */
static void
on_rows_changed (CorListPane *self)
{
  if (self->stays_at_top && !has_focus (self))
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", 0);
}

/* Two screens before the last row; but not while the list has been told of few rows only. */
gboolean
cor_list_pane_is_near_end (CorListPane *self)
{
  GtkAdjustment *position = gtk_scrolled_window_get_vadjustment (self->scroller);
  GtkSelectionModel *told = gtk_list_view_get_model (self->list);
  guint n_items = self->model != NULL ? g_list_model_get_n_items (self->model) : 0;

  if (self->model == NULL || is_loading (self->model) || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return FALSE;
  if (n_items == 0)
    return TRUE;
  return told != NULL && g_list_model_get_n_items (G_LIST_MODEL (told)) == n_items &&
         gtk_adjustment_get_value (position) + 3 * gtk_adjustment_get_page_size (position) >=
           gtk_adjustment_get_upper (position);
}

static void
on_scrolled (CorListPane *self)
{
  if (cor_list_pane_is_near_end (self))
    g_signal_emit (self, signals[NEAR_END], 0);
}

static void
show_model (CorListPane *self)
{
  g_autoptr (GtkSelectionModel) selection = NULL;

  if (self->model != NULL)
    selection = GTK_SELECTION_MODEL (
      gtk_no_selection_new (G_LIST_MODEL (cor_row_feed_new (self->model, self->list))));
  gtk_list_view_set_model (self->list, selection);
  if (selection != NULL)
    g_signal_connect_object (selection, "items-changed", G_CALLBACK (on_rows_changed), self,
                             G_CONNECT_SWAPPED);
}

/* A list view fills two hundred rows with every change of its model, seen or not. While a mirror
 * is being filled that is most of the work, so it waits until somebody looks. */
static void
map (GtkWidget *widget)
{
  CorListPane *self = COR_LIST_PANE (widget);

  if (!self->was_seen) {
    self->was_seen = TRUE;
    show_model (self);
  }
  GTK_WIDGET_CLASS (cor_list_pane_parent_class)->map (widget);
}

static void
drop_model (CorListPane *self)
{
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_clear_object (&self->model);
}

void
cor_list_pane_set_model (CorListPane *self, GListModel *model)
{
  if (self->model == model)
    return;
  drop_model (self);
  if (model != NULL) {
    self->model = g_object_ref (model);
    g_signal_connect_swapped (model, "items-changed", G_CALLBACK (update_page), self);
    g_signal_connect_swapped (model, "notify::loading", G_CALLBACK (update_page), self);
  }
  if (self->was_seen)
    show_model (self);
  update_page (self);
}

void
cor_list_pane_set_empty (CorListPane *self,
                         const char *icon,
                         const char *title,
                         const char *description)
{
  g_autofree char *marked = cor_bidi_mark (description);
  g_autofree char *safe = g_markup_escape_text (marked, -1);

  adw_status_page_set_icon_name (self->empty, icon);
  adw_status_page_set_title (self->empty, title);
  adw_status_page_set_description (self->empty, safe);
}

void
cor_list_pane_scroll_to_top (CorListPane *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_lower (adjustment));
}

void
cor_list_pane_set_stays_at_top (CorListPane *self, gboolean stays)
{
  self->stays_at_top = stays;
}

gboolean
cor_list_pane_focus_first (CorListPane *self)
{
  if (self->model == NULL || g_list_model_get_n_items (self->model) == 0)
    return FALSE;
  cor_list_pane_scroll_to_top (self);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", 0);
  return gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

gboolean
cor_list_pane_is_first_focused (CorListPane *self)
{
  GtkWidget *row = gtk_widget_get_focus_child (GTK_WIDGET (self->list));

  return row != NULL && row == gtk_widget_get_first_child (GTK_WIDGET (self->list));
}

static void
dispose (GObject *object)
{
  CorListPane *self = COR_LIST_PANE (object);

  drop_model (self);
  G_OBJECT_CLASS (cor_list_pane_parent_class)->dispose (object);
}

static void
cor_list_pane_class_init (CorListPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  widget_class->map = map;
  signals[ACTIVATED] = g_signal_new ("activated", COR_TYPE_LIST_PANE, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 1, G_TYPE_OBJECT);
  signals[NEAR_END] = g_signal_new ("near-end", COR_TYPE_LIST_PANE, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/cornetta/Cornetta/list-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CorListPane, stack);
  gtk_widget_class_bind_template_child (widget_class, CorListPane, scroller);
  gtk_widget_class_bind_template_child (widget_class, CorListPane, list);
  gtk_widget_class_bind_template_child (widget_class, CorListPane, spinner);
  gtk_widget_class_bind_template_child (widget_class, CorListPane, empty);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
}

static void
cor_list_pane_init (CorListPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  cor_number_button_attach_to_rows (GTK_WIDGET (self->list));
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller), "value-changed",
                           G_CALLBACK (on_scrolled), self, G_CONNECT_SWAPPED);
  update_page (self);
}
