/* SPDX-License-Identifier: GPL-3.0-or-later
 * Notes on calls: they outlive the mirror, are found, and go with the calls that are not kept. */
#define _GNU_SOURCE /* memmem() */
#include "common.h"
#include "store/history.h"
#include "store/notes.h"
#include <glib/gstdio.h>
#include <string.h>

#define NOON 1700000000

typedef struct {
  TestFolder *folder;
  char *notes;
  CorStore *store;
} Fixture;

static void
on_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

static gboolean
open_notes (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  fixture->store = test_open (fixture->folder->path);
  cor_store_open_notes_async (fixture->store, fixture->notes, on_result, &result);
  WAIT_FOR (result != NULL);
  return cor_store_open_notes_finish (fixture->store, result, error);
}

static void
put_calls (Fixture *fixture)
{
  g_autoptr (GPtrArray) rows =
    test_array (test_entry ("1.1/1.1", NOON, "0721550199", "Mario Rossi"),
                test_entry ("2.1/2.1", NOON + 60, "0721550198", "Anna Bianchi"), NULL);

  g_assert_true (test_put_history (fixture->store, rows, NULL));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = test_folder_new ();
  fixture->notes = g_build_filename (fixture->folder->folder, "notes.db", NULL);
  g_assert_true (open_notes (fixture, &error));
  g_assert_no_error (error);
  put_calls (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->store != NULL)
    test_close (fixture->store);
  test_folder_free (fixture->folder);
  g_free (fixture->notes);
}

static gboolean
set_note (Fixture *fixture, const char *id, const char *text, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cor_store_set_note_async (fixture->store, id, text, on_result, &result);
  WAIT_FOR (result != NULL);
  return cor_store_set_note_finish (fixture->store, result, error);
}

static char *
get_note (Fixture *fixture, const char *id)
{
  g_autoptr (GAsyncResult) result = NULL;

  cor_store_fetch_note_async (fixture->store, id, on_result, &result);
  WAIT_FOR (result != NULL);
  return cor_store_fetch_note_finish (fixture->store, result, NULL);
}

static void
assert_note (Fixture *fixture, const char *id, const char *expected)
{
  g_autofree char *note = get_note (fixture, id);

  g_assert_cmpstr (note, ==, expected);
}

static guint
count (Fixture *fixture, const char *query)
{
  g_autoptr (GListModel) list = cor_store_list_history (fixture->store, query, FALSE);

  test_wait_loaded (list);
  return g_list_model_get_n_items (list);
}

static gboolean
has_text (const char *path, const char *text)
{
  g_autofree char *bytes = NULL;
  gsize len = 0;

  return g_file_get_contents (path, &bytes, &len, NULL) &&
         memmem (bytes, len, text, strlen (text)) != NULL;
}

static void
test_in_row (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GListModel) list = cor_store_list_history (fixture->store, "", FALSE);
  g_autoptr (CorHistoryEntry) before = NULL;
  g_autoptr (CorHistoryEntry) after = NULL;
  GStatBuf status;

  test_wait_loaded (list);
  before = test_get (list, 1);
  g_assert_null (cor_history_entry_get_note (before));
  g_assert_true (set_note (fixture, "1.1/1.1", " Preventivo\r\nda \x01mandare\xff \n", NULL));
  while (after == NULL || cor_history_entry_get_note (after) == NULL) {
    g_clear_object (&after);
    g_main_context_iteration (NULL, TRUE);
    after = test_get (list, 1);
  }
  g_assert_cmpstr (cor_history_entry_get_note (after), ==, "Preventivo\nda mandare\xef\xbf\xbd");
  g_assert_cmpstr (cor_history_entry_get_name (after), ==, "Mario Rossi");
  g_assert_cmpint (g_stat (fixture->notes, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
}

static void
test_found (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (count (fixture, "preventivo"), ==, 0);
  g_assert_true (set_note (fixture, "1.1/1.1", "Preventivo: è urgente", NULL));
  g_assert_cmpuint (count (fixture, "preven"), ==, 1);
  g_assert_cmpuint (count (fixture, "urgente rossi"), ==, 1);
  g_assert_cmpuint (count (fixture, "urgente bianchi"), ==, 0);
  /* What the server tells again is the same call with the same note. */
  put_calls (fixture);
  g_assert_cmpuint (count (fixture, "preven"), ==, 1);
  g_assert_true (set_note (fixture, "1.1/1.1", "Fatto", NULL));
  g_assert_cmpuint (count (fixture, "preven"), ==, 0);
  g_assert_cmpuint (count (fixture, "fatto"), ==, 1);
  g_assert_true (set_note (fixture, "1.1/1.1", "  \n", NULL));
  g_assert_cmpuint (count (fixture, "fatto"), ==, 0);
  assert_note (fixture, "1.1/1.1", "");
  g_assert_cmpuint (count (fixture, "rossi"), ==, 1);
}

static void
test_outlives_mirror (Fixture *fixture, gconstpointer data)
{
  g_assert_true (set_note (fixture, "2.1/2.1", "Richiamare lunedì", NULL));
  test_close (fixture->store);
  g_assert_cmpint (g_remove (fixture->folder->path), ==, 0);
  g_assert_true (open_notes (fixture, NULL));
  g_assert_null (get_note (fixture, "2.1/2.1"));
  put_calls (fixture);
  assert_note (fixture, "2.1/2.1", "Richiamare lunedì");
  g_assert_cmpuint (count (fixture, "lunedi"), ==, 1);
}

/* A damaged mirror is begun anew; the notes are not its. */
static void
test_outlives_damage (Fixture *fixture, gconstpointer data)
{
  g_assert_true (set_note (fixture, "2.1/2.1", "Richiamare", NULL));
  test_close (fixture->store);
  g_assert_true (g_file_set_contents (fixture->folder->path, "no database at all", -1, NULL));
  g_assert_true (open_notes (fixture, NULL));
  put_calls (fixture);
  assert_note (fixture, "2.1/2.1", "Richiamare");
}

/* Rows that were there before the notes are found by them all the same. */
static void
test_indexed_later (Fixture *fixture, gconstpointer data)
{
  g_autofree char *away = g_strconcat (fixture->notes, ".away", NULL);

  g_assert_true (set_note (fixture, "1.1/1.1", "Contratto", NULL));
  test_close (fixture->store);
  g_assert_cmpint (g_rename (fixture->notes, away), ==, 0);
  g_assert_true (open_notes (fixture, NULL));
  g_assert_true (set_note (fixture, "1.1/1.1", "Altro", NULL));
  test_close (fixture->store);
  g_assert_cmpint (g_rename (away, fixture->notes), ==, 0);
  g_assert_true (open_notes (fixture, NULL));
  g_assert_cmpuint (count (fixture, "contratto"), ==, 1);
  g_assert_cmpuint (count (fixture, "altro"), ==, 0);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) unknown = NULL;
  g_autoptr (GError) longer = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_false (set_note (fixture, "9.9/9.9", "Nobody", &unknown));
  g_assert_error (unknown, COR_STORE_ERROR, COR_STORE_ERROR_NOTE);
  for (guint i = 0; i < COR_NOTE_MAX; i++)
    g_string_append (text, "è");
  g_assert_true (set_note (fixture, "1.1/1.1", text->str, NULL));
  assert_note (fixture, "1.1/1.1", text->str);
  g_string_append (text, "è");
  g_assert_false (set_note (fixture, "1.1/1.1", text->str, &longer));
  g_assert_error (longer, COR_STORE_ERROR, COR_STORE_ERROR_NOTE);
}

static void
set_floor (Fixture *fixture, gint64 floor)
{
  g_autoptr (GAsyncResult) result = NULL;

  cor_store_set_history_floor_async (fixture->store, floor, on_result, &result);
  WAIT_FOR (result != NULL);
  g_assert_true (cor_store_set_history_floor_finish (fixture->store, result, NULL));
}

static void
test_goes_with_calls (Fixture *fixture, gconstpointer data)
{
  g_autofree char *wal = g_strconcat (fixture->folder->path, "-wal", NULL);

  g_assert_true (set_note (fixture, "1.1/1.1", "Zaffiro", NULL));
  g_assert_true (set_note (fixture, "2.1/2.1", "Smeraldo", NULL));
  g_assert_true (has_text (fixture->notes, "Zaffiro"));
  set_floor (fixture, NOON + 30);
  g_assert_false (has_text (fixture->notes, "Zaffiro"));
  g_assert_true (has_text (fixture->notes, "Smeraldo"));
  g_assert_false (has_text (fixture->folder->path, "zaffiro"));
  set_floor (fixture, 0);
  put_calls (fixture);
  assert_note (fixture, "1.1/1.1", "");
  assert_note (fixture, "2.1/2.1", "Smeraldo");
  set_floor (fixture, COR_STORE_KEEP_NOTHING);
  g_assert_false (has_text (fixture->notes, "Smeraldo"));
  g_assert_false (has_text (fixture->folder->path, "smeraldo"));
  g_assert_false (has_text (wal, "smeraldo"));
}

static void
test_cleared (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_true (set_note (fixture, "2.1/2.1", "Smeraldo", NULL));
  cor_store_clear_history_async (fixture->store, on_result, &result);
  WAIT_FOR (result != NULL);
  g_assert_true (cor_store_clear_history_finish (fixture->store, result, NULL));
  g_assert_false (has_text (fixture->notes, "Smeraldo"));
}

static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_autofree char *kept = g_strconcat (fixture->notes, ".corrupt-1", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (set_note (fixture, "2.1/2.1", "Smeraldo", NULL));
  test_close (fixture->store);
  g_assert_true (g_file_set_contents (fixture->notes, "no database at all", -1, NULL));
  g_assert_false (open_notes (fixture, &error));
  g_assert_error (error, COR_STORE_ERROR, COR_STORE_ERROR_NOTES);
  g_assert_nonnull (strstr (error->message, kept));
  g_assert_true (has_text (kept, "no database at all"));
  g_assert_true (set_note (fixture, "2.1/2.1", "Rubino", NULL));
  assert_note (fixture, "2.1/2.1", "Rubino");
  g_assert_true (has_text (fixture->notes, "Rubino"));
}

/* Calls are shown all the same; what can't be kept is not taken. */
static void
test_no_place (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) opening = NULL;
  g_autoptr (GError) writing = NULL;

  test_close (fixture->store);
  g_remove (fixture->notes);
  g_assert_cmpint (g_mkdir (fixture->notes, 0700), ==, 0);
  g_assert_false (open_notes (fixture, &opening));
  g_assert_error (opening, COR_STORE_ERROR, COR_STORE_ERROR_NOTES);
  g_assert_cmpuint (count (fixture, "rossi"), ==, 1);
  g_assert_false (set_note (fixture, "2.1/2.1", "Rubino", &writing));
  g_assert_error (writing, COR_STORE_ERROR, COR_STORE_ERROR_NOTES);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*run) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "in-row", test_in_row },
    { "found", test_found },
    { "outlives-mirror", test_outlives_mirror },
    { "outlives-damage", test_outlives_damage },
    { "indexed-later", test_indexed_later },
    { "refused", test_refused },
    { "goes-with-calls", test_goes_with_calls },
    { "cleared", test_cleared },
    { "damaged", test_damaged },
    { "no-place", test_no_place },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++) {
    g_autofree char *path = g_strconcat ("/notes/", tests[i].name, NULL);

    g_test_add (path, Fixture, NULL, set_up, tests[i].run, tear_down);
  }
  return g_test_run ();
}
