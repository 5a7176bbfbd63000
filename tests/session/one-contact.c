/* SPDX-License-Identifier: GPL-3.0-or-later
 * A mirror that knows one contact: Anna Rossi of Rossi, 0721405516. */
#include "one-contact.h"

typedef struct {
  GMainLoop *loop;
  CorStore *store;
} Opened;

static void
on_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  Opened *opened = data;

  opened->store = cor_store_open_finish (result, NULL);
  g_main_loop_quit (opened->loop);
}

static void
on_put (GObject *source, GAsyncResult *result, gpointer data)
{
  g_assert_true (cor_store_end_contacts_finish (COR_STORE (source), result, NULL));
  g_main_loop_quit (data);
}

CorStore *
one_contact_open (void)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GPtrArray) contacts = g_ptr_array_new_with_free_func (g_object_unref);
  CorContactPhone phone = { COR_PHONE_WORK, "0721405516", FALSE };
  CorContactFields fields = { .id = 1,
                              .source = "cti",
                              .name = "Anna Rossi",
                              .company = "Rossi",
                              .phones = &phone,
                              .n_phones = 1 };
  Opened opened = { loop, NULL };

  cor_store_open_async (NULL, on_opened, &opened);
  g_main_loop_run (loop);
  g_ptr_array_add (contacts, cor_contact_new (&fields));
  cor_store_begin_contacts (opened.store);
  cor_store_put_contacts (opened.store, contacts);
  cor_store_end_contacts_async (opened.store, on_put, loop);
  g_main_loop_run (loop);
  return opened.store;
}

static void
on_closed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_assert_true (cor_store_close_finish (COR_STORE (source), result, NULL));
  g_main_loop_quit (data);
}

void
one_contact_close (CorStore *store)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  cor_store_close_async (store, on_closed, loop);
  g_main_loop_run (loop);
  g_object_unref (store);
}
