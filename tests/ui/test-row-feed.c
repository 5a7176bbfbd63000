/* SPDX-License-Identifier: GPL-3.0-or-later
 * A list view is told of a model's first rows at once and of the rest by and by,
 * and what it is told is always what there is. */
#include "config.h"
#include "ui-test.h"
#include "row-feed.h"

#define AT_ONCE 40 /* no more than this */

typedef struct {
  GListStore *model;
  GtkWidget *window;
  GtkListView *list;
  CorRowFeed *feed;
  GPtrArray *told; /* what somebody knows who only listens */
} Fixture;

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, gtk_label_new ("A row"));
}

static void
assert_told (Fixture *fixture)
{
  GListModel *feed = G_LIST_MODEL (fixture->feed);

  g_assert_cmpuint (g_list_model_get_n_items (feed), ==, fixture->told->len);
  for (guint i = 0; i < fixture->told->len; i++) {
    g_autoptr (GObject) item = g_list_model_get_item (feed, i);
    g_autoptr (GObject) same = g_list_model_get_item (G_LIST_MODEL (fixture->model), i);

    g_assert_true (item == fixture->told->pdata[i]);
    g_assert_true (item == same);
  }
  g_assert_null (g_list_model_get_item (feed, fixture->told->len));
}

static void
on_told (GListModel *feed, guint position, guint removed, guint added, Fixture *fixture)
{
  g_assert_cmpuint (position + removed, <=, fixture->told->len);
  if (removed > 0)
    g_ptr_array_remove_range (fixture->told, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (fixture->told, (int)(position + i),
                        g_list_model_get_item (feed, position + i));
  assert_told (fixture);
}

static void
splice (Fixture *fixture, guint position, guint removed, guint added)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < added; i++)
    g_ptr_array_add (items, gtk_string_object_new ("x"));
  g_list_store_splice (fixture->model, position, removed, items->pdata, added);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkNoSelection) selection = NULL;
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  fixture->model = g_list_store_new (GTK_TYPE_STRING_OBJECT);
  splice (fixture, 0, 0, GPOINTER_TO_UINT (data));
  fixture->told = g_ptr_array_new_with_free_func (g_object_unref);
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 300, 400);
  fixture->list = GTK_LIST_VIEW (gtk_list_view_new (NULL, g_steal_pointer (&factory)));
  fixture->feed = cor_row_feed_new (G_LIST_MODEL (fixture->model), fixture->list);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (fixture->feed)); i++)
    g_ptr_array_add (fixture->told, g_list_model_get_item (G_LIST_MODEL (fixture->feed), i));
  g_signal_connect (fixture->feed, "items-changed", G_CALLBACK (on_told), fixture);
  selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (fixture->feed)));
  gtk_list_view_set_model (fixture->list, GTK_SELECTION_MODEL (selection));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (fixture->list));
  gtk_widget_set_vexpand (scroller, TRUE);
  /* As in the window: the focus is in what stands above the list. */
  gtk_box_append (GTK_BOX (box), gtk_entry_new ());
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_window_set_child (GTK_WINDOW (fixture->window), box);
  gtk_window_present (GTK_WINDOW (fixture->window));
  ui_draw (GTK_WIDGET (fixture->list));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_signal_handlers_disconnect_by_data (fixture->feed, fixture);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_ptr_array_unref (fixture->told);
  g_assert_finalize_object (fixture->feed);
  g_assert_finalize_object (fixture->model);
}

static guint
count_rows (Fixture *fixture)
{
  guint n = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (fixture->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    n++;
  return n;
}

static void
test_few_first (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (fixture->told->len, <=, AT_ONCE);
  g_assert_cmpuint (count_rows (fixture), ==, fixture->told->len);
  ui_wait_until (fixture->told->len == 1000);
  g_assert_cmpuint (count_rows (fixture), >, AT_ONCE);
}

static void
test_all_new (Fixture *fixture, gconstpointer data)
{
  ui_wait_until (fixture->told->len == 1000);
  splice (fixture, 0, 1000, 900);
  g_assert_cmpuint (fixture->told->len, <=, AT_ONCE);
  ui_wait_until (fixture->told->len == 900);
  /* One row that is another now is no reason. */
  splice (fixture, 3, 1, 1);
  g_assert_cmpuint (fixture->told->len, ==, 900);
  splice (fixture, 500, 400, 0);
  g_assert_cmpuint (fixture->told->len, ==, 500);
}

/* Nor is it one when somebody is in the list by the keyboard. */
static void
test_focused (Fixture *fixture, gconstpointer data)
{
  ui_wait_until (fixture->told->len == 1000);
  gtk_widget_child_focus (GTK_WIDGET (fixture->list), GTK_DIR_TAB_FORWARD);
  splice (fixture, 0, 1000, 900);
  g_assert_cmpuint (fixture->told->len, ==, 900);
}

/* Who has scrolled stays where they are. */
static void
test_scrolled (Fixture *fixture, gconstpointer data)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (fixture->list));
  double value;

  ui_wait_until (fixture->told->len == 1000);
  ui_draw (GTK_WIDGET (fixture->list));
  gtk_adjustment_set_value (adjustment, 2000);
  ui_draw (GTK_WIDGET (fixture->list));
  value = gtk_adjustment_get_value (adjustment);
  splice (fixture, 0, 1000, 1000);
  g_assert_cmpuint (fixture->told->len, ==, 1000);
  ui_draw (GTK_WIDGET (fixture->list));
  g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_value (adjustment), value, 1);
}

static void
test_short (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (fixture->told->len, ==, 0);
  splice (fixture, 0, 0, 5);
  g_assert_cmpuint (fixture->told->len, ==, 5);
  splice (fixture, 5, 0, 995);
  g_assert_cmpuint (fixture->told->len, <=, AT_ONCE);
  splice (fixture, 0, 1000, 0);
  g_assert_cmpuint (fixture->told->len, ==, 0);
}

/* on_told looks at everything each time. */
static void
test_any_change (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 400; i++) {
    guint total = g_list_model_get_n_items (G_LIST_MODEL (fixture->model));
    guint position = (guint)g_test_rand_int_range (0, (int)total + 1);
    guint removed = (guint)g_test_rand_int_range (0, (int)(total - position) + 1);
    guint most = total > 600 ? 10 : 300;

    if (g_test_rand_bit ())
      removed = MIN (removed, 3);
    splice (fixture, position, removed, (guint)g_test_rand_int_range (0, (int)most));
    assert_told (fixture);
    if (i % 8 == 0)
      ui_draw (GTK_WIDGET (fixture->list));
  }
  ui_wait_until (fixture->told->len == g_list_model_get_n_items (G_LIST_MODEL (fixture->model)));
}

#define ADD(name, n, test) \
  g_test_add ("/ui/row-feed/" name, Fixture, GUINT_TO_POINTER (n), set_up, test, tear_down)

void
add_row_feed_tests (void)
{
  ADD ("few-first", 1000, test_few_first);
  ADD ("all-new", 1000, test_all_new);
  ADD ("focused", 1000, test_focused);
  ADD ("scrolled", 1000, test_scrolled);
  ADD ("short", 0, test_short);
  ADD ("any-change", 100, test_any_change);
}
