/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the tests of the store share. */
#include "common.h"
#include <glib/gstdio.h>

gboolean
test_tick (gpointer unused)
{
  return G_SOURCE_CONTINUE;
}

gboolean
test_set_flag (gpointer flag)
{
  *(gboolean *)flag = TRUE;
  return G_SOURCE_CONTINUE;
}

static void
on_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

TestFolder *
test_folder_new (void)
{
  TestFolder *self = g_new0 (TestFolder, 1);

  self->folder = g_dir_make_tmp ("cornetta-store-XXXXXX", NULL);
  g_assert_nonnull (self->folder);
  self->path = g_build_filename (self->folder, "mirror.db", NULL);
  return self;
}

void
test_folder_free (TestFolder *self)
{
  GDir *dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (self->folder, name, NULL);

    g_remove (path);
  }
  g_dir_close (dir);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
  g_free (self->path);
  g_free (self);
}

static CorStore *
open_store (const char *path, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cor_store_open_async (path, on_result, &result);
  WAIT_FOR (result != NULL);
  return cor_store_open_finish (result, error);
}

CorStore *
test_open (const char *path)
{
  g_autoptr (GError) error = NULL;
  CorStore *store = open_store (path, &error);

  g_assert_no_error (error);
  g_assert_nonnull (store);
  return store;
}

CorStore *
test_open_fails (const char *path, GError **error)
{
  CorStore *store = open_store (path, error);

  g_assert_null (store);
  return store;
}

void
test_close (CorStore *store)
{
  GAsyncResult *result = NULL;
  g_autoptr (GError) error = NULL;

  cor_store_close_async (store, on_result, &result);
  WAIT_FOR (result != NULL);
  g_assert_true (cor_store_close_finish (store, result, &error));
  g_assert_no_error (error);
  g_object_unref (result);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (store);
}

static guint patience_s = 240;

guint
test_get_patience (void)
{
  return patience_s;
}

/* Two hundred rows a second are a machine that does ten other things. */
void
test_set_patience_for (guint rows)
{
  patience_s = MAX (patience_s, rows / 200);
}

gboolean
test_sync (CorStore *store, GPtrArray *contacts, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cor_store_begin_contacts (store);
  cor_store_put_contacts (store, contacts);
  cor_store_end_contacts_async (store, on_result, &result);
  WAIT_FOR (result != NULL);
  return cor_store_end_contacts_finish (store, result, error);
}

gboolean
test_put_history (CorStore *store, GPtrArray *entries, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cor_store_put_history_async (store, entries, on_result, &result);
  WAIT_FOR (result != NULL);
  return cor_store_put_history_finish (store, result, error);
}

char *
test_lookup (CorStore *store, const char *number)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *name;

  cor_store_lookup_name_async (store, number, NULL, on_result, &result);
  WAIT_FOR (result != NULL);
  name = cor_store_lookup_name_finish (store, result, &error);
  g_assert_no_error (error);
  return name;
}

static gboolean
is_loading (GListModel *model)
{
  gboolean loading;

  g_object_get (model, "loading", &loading, NULL);
  return loading;
}

void
test_wait_loaded (GListModel *model)
{
  WAIT_FOR (!is_loading (model));
}

static gboolean
is_placeholder (gpointer item)
{
  guint n = 0;

  if (COR_IS_HISTORY_ENTRY (item))
    return *cor_history_entry_get_id (item) == '\0';
  cor_contact_get_phones (item, &n);
  return *cor_contact_get_shown (item) == '\0' && n == 0;
}

gpointer
test_get (GListModel *model, guint position)
{
  gpointer item = g_list_model_get_item (model, position);

  g_assert_nonnull (item);
  while (is_placeholder (item)) {
    g_main_context_iteration (NULL, TRUE);
    g_object_unref (item);
    item = g_list_model_get_item (model, position);
  }
  return item;
}

guint
test_count_contacts (CorStore *store, const char *query)
{
  g_autoptr (GListModel) model = cor_store_list_contacts (store, query);

  test_wait_loaded (model);
  return g_list_model_get_n_items (model);
}

CorContact *
test_contact (gint64 id, const char *name, const char *company, const char *number)
{
  const CorContactPhone phone = { COR_PHONE_WORK, number, cor_phone_is_masked (number) };
  const CorContactFields fields = { .id = id,
                                    .source = "cti",
                                    .name = name,
                                    .company = company,
                                    .phones = &phone,
                                    .n_phones = number != NULL };

  return cor_contact_new (&fields);
}

CorHistoryEntry *
test_entry (const char *id, gint64 time, const char *number, const char *name)
{
  const CorHistoryFields fields = { .id = id, .time = time, .number = number, .name = name };

  return cor_history_entry_new (&fields);
}

GPtrArray *
test_array (gpointer first, ...)
{
  GPtrArray *array = g_ptr_array_new_with_free_func (g_object_unref);
  va_list args;

  va_start (args, first);
  for (gpointer object = first; object != NULL; object = va_arg (args, gpointer))
    g_ptr_array_add (array, object);
  va_end (args);
  return array;
}

GPtrArray *
test_many_contacts (guint n, guint32 seed)
{
  static const char *const first[] = { "Mario", "Nicolò", "Åsa",   "Jürgen", "Chloé", "Anna",
                                       "Zoë",   "Łukasz", "Marta", "Omar",   "Ines",  "Björn" };
  static const char *const last[] = { "Rossi", "D'Angelo", "Müller", "García",  "Bianchi",
                                      "Čapek", "Esposito", "Straße", "De Luca", "Marini" };
  static const char *const firm[] = { "Acme S.p.A.", "Studio 54", "Nethesis", "Caffè Nero", NULL };
  GPtrArray *array = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  for (guint i = 0; i < n; i++) {
    g_autofree char *name = g_strdup_printf ("%s %s %u", first[g_rand_int_range (rand, 0, 12)],
                                             last[g_rand_int_range (rand, 0, 10)],
                                             (guint)g_rand_int_range (rand, 0, 1000));
    g_autofree char *number =
      g_strdup_printf ("+39 0%u %07u", (guint)g_rand_int_range (rand, 1, 999),
                       (guint)g_rand_int_range (rand, 0, 10000000));

    g_ptr_array_add (array,
                     test_contact (i + 1, name, firm[g_rand_int_range (rand, 0, 5)], number));
  }
  return array;
}
