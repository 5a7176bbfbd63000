/* SPDX-License-Identifier: GPL-3.0-or-later
 * A list that is there before its content: what its holder hears is what it holds. */
#include "switch-model.h"

static guint mirrored; /* what items-changed adds up to */

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added)
{
  g_assert_cmpuint (position + removed, <=, mirrored);
  mirrored = mirrored - removed + added;
  g_assert_cmpuint (mirrored, ==, g_list_model_get_n_items (model));
}

static GListModel *
new_inner (guint n)
{
  GListStore *store = g_list_store_new (G_TYPE_OBJECT);

  for (guint i = 0; i < n; i++) {
    g_autoptr (GObject) item = g_object_new (G_TYPE_OBJECT, NULL);
    g_list_store_append (store, item);
  }
  return G_LIST_MODEL (store);
}

static void
test_follows (void)
{
  g_autoptr (CorSwitchModel) model = cor_switch_model_new (G_TYPE_OBJECT);
  g_autoptr (GListModel) first = new_inner (3), second = new_inner (5);
  g_autoptr (GObject) item = NULL;

  mirrored = 0;
  g_signal_connect (model, "items-changed", G_CALLBACK (on_items_changed), NULL);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (model), 0));
  cor_switch_model_set_inner (model, first);
  g_assert_cmpuint (mirrored, ==, 3);
  g_list_store_remove (G_LIST_STORE (first), 1);
  g_assert_cmpuint (mirrored, ==, 2);
  cor_switch_model_set_inner (model, second);
  g_assert_cmpuint (mirrored, ==, 5);
  g_list_store_remove_all (G_LIST_STORE (first)); /* no longer its business */
  g_assert_cmpuint (mirrored, ==, 5);
  item = g_list_model_get_item (G_LIST_MODEL (model), 4);
  g_assert_nonnull (item);
  cor_switch_model_set_inner (model, NULL);
  g_assert_cmpuint (mirrored, ==, 0);
}

static void
test_keeps_query (void)
{
  CorSwitchModel *model = cor_switch_model_new (G_TYPE_OBJECT);
  char query[] = "rossi";

  g_assert_null (cor_switch_model_get_query (model));
  cor_switch_model_set_query (model, query);
  query[0] = 'x';
  g_assert_cmpstr (cor_switch_model_get_query (model), ==, "rossi");
  cor_switch_model_set_query (model, cor_switch_model_get_query (model));
  g_assert_cmpstr (cor_switch_model_get_query (model), ==, "rossi");
  g_assert_finalize_object (model);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/switch-model/follows", test_follows);
  g_test_add_func ("/switch-model/keeps-query", test_keeps_query);
  return g_test_run ();
}
