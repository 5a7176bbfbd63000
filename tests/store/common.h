/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the tests of the store share: its calls in the form that waits, and made-up rows. */
#pragma once
#include "store/store.h"

G_BEGIN_DECLS

/* Waits for what `condition` says, four minutes at most. It is looked at again now and then: what
 * makes it true may have happened without an event of this thread's. */
#define WAIT_FOR(condition)                                                              \
  G_STMT_START                                                                           \
  {                                                                                      \
    gboolean late = FALSE;                                                               \
    guint watchdog = g_timeout_add_seconds (test_get_patience (), test_set_flag, &late); \
    guint tick = g_timeout_add (20, test_tick, NULL);                                    \
    while (!(condition) && !late)                                                        \
      g_main_context_iteration (NULL, TRUE);                                             \
    g_assert_false (late);                                                               \
    g_source_remove (watchdog);                                                          \
    g_source_remove (tick);                                                              \
  }                                                                                      \
  G_STMT_END
/* Seconds; more for whoever writes that many rows. */
guint test_get_patience (void);
void test_set_patience_for (guint rows);
gboolean test_set_flag (gpointer flag);
gboolean test_tick (gpointer unused);

/* A private folder, and a name in it; test_folder_free() takes all of it away. */
typedef struct {
  char *folder;
  char *path;
} TestFolder;
TestFolder *test_folder_new (void);
void test_folder_free (TestFolder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestFolder, test_folder_free)

CorStore *test_open (const char *path);
CorStore *test_open_fails (const char *path, GError **error);
/* Closes and makes sure that nothing keeps the store. */
void test_close (CorStore *store);
/* A whole sync. */
gboolean test_sync (CorStore *store, GPtrArray *contacts, GError **error);
gboolean test_put_history (CorStore *store, GPtrArray *entries, GError **error);
char *test_lookup (CorStore *store, const char *number);
void test_wait_loaded (GListModel *model);
/* The item, once it is no placeholder. */
gpointer test_get (GListModel *model, guint position);
guint test_count_contacts (CorStore *store, const char *query);

CorContact *test_contact (gint64 id, const char *name, const char *company, const char *number);
CorHistoryEntry *test_entry (const char *id, gint64 time, const char *number, const char *name);
GPtrArray *test_array (gpointer first, ...) G_GNUC_NULL_TERMINATED; /* takes the objects */
/* `n` contacts, the same for the same seed. */
GPtrArray *test_many_contacts (guint n, guint32 seed);

G_END_DECLS
