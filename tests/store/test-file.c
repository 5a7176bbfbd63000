/* SPDX-License-Identifier: GPL-3.0-or-later
 * The file of the mirror: private, closed whole, set aside when corrupt, left alone when newer. */
#define _GNU_SOURCE /* eaccess() */
#include "common.h"
#include <glib/gstdio.h>
#include <errno.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define NOBODY 65534

static void
on_recovered (CorStore *store, const char *kept_as, char **ret_kept_as)
{
  g_free (*ret_kept_as);
  *ret_kept_as = g_strdup (kept_as);
}

/* A mirror with `n` contacts in the file. */
static void
make_file (const char *path, guint n)
{
  g_autoptr (GPtrArray) rows = test_many_contacts (n, 7);
  CorStore *store = test_open (path);

  g_assert_true (test_sync (store, rows, NULL));
  test_close (store);
}

static guint
mode_of (const char *path)
{
  GStatBuf status;

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  return status.st_mode & 0777;
}

static void
exec (const char *path, const char *text)
{
  sqlite3 *sql = NULL;

  g_assert_cmpint (sqlite3_open (path, &sql), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (sql, text, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (sql);
}

static void
test_private_and_whole (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *below = g_build_filename (folder->folder, "new", NULL);
  g_autofree char *path = g_build_filename (below, "mirror.db", NULL);
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autofree char *shm = g_strconcat (path, "-shm", NULL);
  g_autoptr (GPtrArray) rows = test_many_contacts (10, 7);
  CorStore *store = test_open (path);

  g_assert_true (test_sync (store, rows, NULL));
  g_assert_cmpuint (mode_of (below), ==, 0700);
  g_assert_cmpuint (mode_of (path), ==, 0600);
  g_assert_cmpuint (mode_of (wal), ==, 0600);
  test_close (store);
  g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (shm, G_FILE_TEST_EXISTS));
  g_chmod (path, 0644);
  store = test_open (path);
  g_assert_cmpuint (mode_of (path), ==, 0600);
  g_assert_cmpuint (test_count_contacts (store, NULL), ==, 10);
  test_close (store);
  g_remove (path);
  g_rmdir (below);
}

/* Dropped without being closed, it closes by itself. */
static void
test_dropped (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *wal = g_strconcat (folder->path, "-wal", NULL);
  g_autoptr (GPtrArray) rows = test_many_contacts (10, 7);
  CorStore *store = test_open (folder->path);

  g_assert_true (test_sync (store, rows, NULL));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (store);
  g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));
}

typedef enum { RANDOM, TRUNCATED, GARBAGE, FOREIGN } Damage;

static void
damage (const char *path, Damage how)
{
  g_autofree char *contents = NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (how);
  gsize length;

  if (how == FOREIGN) {
    g_remove (path);
    exec (path, "CREATE TABLE theirs (x)");
    return;
  }
  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  for (gsize i = how == RANDOM ? 0 : 4096; i < length && how != TRUNCATED; i++)
    contents[i] = g_rand_int (rand);
  if (how == TRUNCATED)
    length = length / 2 + 100;
  g_assert_true (g_file_set_contents (path, contents, length, NULL));
}

/* Each is found, set aside under a name of its own, and a new file is filled. */
static void
test_corrupt (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (GPtrArray) rows = test_many_contacts (20, 3);

  for (Damage how = RANDOM; how <= FOREIGN; how++) {
    g_autofree char *kept_as = NULL;
    g_autofree char *expected = g_strdup_printf ("%s.corrupt-%u", folder->path, how + 1);
    CorStore *store;

    make_file (folder->path, 500);
    damage (folder->path, how);
    store = test_open (folder->path);
    g_signal_connect (store, "recovered", G_CALLBACK (on_recovered), &kept_as);
    WAIT_FOR (kept_as != NULL);
    g_assert_cmpstr (kept_as, ==, expected);
    g_assert_true (g_file_test (expected, G_FILE_TEST_IS_REGULAR));
    g_assert_cmpuint (test_count_contacts (store, NULL), ==, 0);
    g_assert_true (test_sync (store, rows, NULL));
    g_assert_cmpuint (test_count_contacts (store, NULL), ==, 20);
    test_close (store);
    g_remove (folder->path);
  }
}

/* Too big to be checked at the start, it is found out by the first read that meets the damage. */
static void
test_corrupt_big (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *kept_as = NULL;
  g_autoptr (GPtrArray) rows = test_many_contacts (20, 3);
  g_autoptr (GListModel) model = NULL;
  g_autofree char *contents = NULL;
  gsize length;
  CorStore *store;

  make_file (folder->path, 18000);
  g_assert_true (g_file_get_contents (folder->path, &contents, &length, NULL));
  g_assert_cmpuint (length, >, 9 * 1024 * 1024);
  memset (contents + 64 * 4096, 0xa5, length - 64 * 4096);
  g_assert_true (g_file_set_contents (folder->path, contents, length, NULL));
  store = test_open (folder->path);
  g_signal_connect (store, "recovered", G_CALLBACK (on_recovered), &kept_as);
  model = cor_store_list_contacts (store, "rossi");
  WAIT_FOR (kept_as != NULL);
  g_assert_true (test_sync (store, rows, NULL));
  g_assert_cmpuint (test_count_contacts (store, NULL), ==, 20);
  g_clear_object (&model);
  test_close (store);
}

static void
test_newer (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  gsize length_before, length_after;

  make_file (folder->path, 10);
  exec (folder->path, "PRAGMA user_version=99; CREATE TABLE later (x)");
  g_assert_true (g_file_get_contents (folder->path, &before, &length_before, NULL));
  test_open_fails (folder->path, &error);
  g_assert_error (error, COR_STORE_ERROR, COR_STORE_ERROR_NEWER);
  g_assert_nonnull (strstr (error->message, folder->path));
  g_assert_true (g_file_get_contents (folder->path, &after, &length_after, NULL));
  g_assert_cmpmem (before, length_before, after, length_after);
}

static void
test_cannot_open (void)
{
  g_autoptr (GError) error = NULL;

  test_open_fails ("/dev/null/mirror.db", &error);
  g_assert_error (error, COR_STORE_ERROR, COR_STORE_ERROR_OPEN);
  g_assert_nonnull (strstr (error->message, "/dev/null/mirror.db"));
}

/* Root may write everywhere: with the folder his, the case is run as nobody. */
static void
become_plain (const char *folder)
{
  if (geteuid () != 0)
    return;
  g_assert_cmpint (chown (folder, NOBODY, (gid_t)-1), ==, 0);
  g_assert_cmpint (seteuid (NOBODY), ==, 0);
}

static void
become_oneself (void)
{
  g_assert_cmpint (seteuid (getuid ()), ==, 0);
}

static void
test_read_only_folder (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (GPtrArray) rows = test_many_contacts (20, 3);
  g_autoptr (GError) error = NULL;
  CorStore *store;

  become_plain (folder->folder);
  make_file (folder->path, 10);
  g_assert_cmpint (g_chmod (folder->folder, 0500), ==, 0);
  g_assert_cmpint (eaccess (folder->folder, W_OK), ==, -1);
  store = test_open (folder->path);
  g_assert_cmpuint (test_count_contacts (store, NULL), ==, 10);
  g_assert_false (test_sync (store, rows, &error));
  g_assert_error (error, COR_STORE_ERROR, COR_STORE_ERROR_WRITE);
  g_assert_cmpuint (test_count_contacts (store, NULL), ==, 10);
  test_close (store);
  g_chmod (folder->folder, 0700);
  become_oneself ();
}

/* No file of this process grows any more: no room, as a quota may leave it. */
static void
limit_files (gboolean limited)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = limited ? MIN (512 * 1024, limit.rlim_max) : limit.rlim_max;
  signal (SIGXFSZ, limited ? SIG_IGN : SIG_DFL);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static ssize_t
write_nothing (int fd, const void *data, size_t length, off_t offset)
{
  errno = ENOSPC;
  return -1;
}

/* What SQLite calls to write says what a kernel says of a full disk. */
static void
fill_disk (gboolean full)
{
  static const char *const calls[] = { "pwrite", "pwrite64" };
  sqlite3_vfs *vfs = sqlite3_vfs_find (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    g_assert_cmpint (
      vfs->xSetSystemCall (vfs, calls[i], full ? (sqlite3_syscall_ptr)write_nothing : NULL), ==,
      SQLITE_OK);
}

typedef struct {
  void (*set_full) (gboolean full);
  const char *says;
} Full;

/* What was there can still be read, and when there is room again the sync goes through. */
static void
test_no_room (gconstpointer data)
{
  const Full *full = data;
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (GPtrArray) rows = test_many_contacts (5000, 3);
  g_autoptr (GError) error = NULL;
  CorStore *store;

  make_file (folder->path, 10);
  store = test_open (folder->path);
  full->set_full (TRUE);
  g_assert_false (test_sync (store, rows, &error));
  g_assert_error (error, COR_STORE_ERROR, COR_STORE_ERROR_WRITE);
  g_assert_nonnull (strstr (error->message, folder->path));
  g_assert_nonnull (strstr (error->message, full->says));
  g_assert_cmpuint (test_count_contacts (store, NULL), >=, 10);
  full->set_full (FALSE);
  g_assert_true (test_sync (store, rows, NULL));
  g_assert_cmpuint (test_count_contacts (store, NULL), ==, 5000);
  test_close (store);
}

int
main (int argc, char **argv)
{
  static const Full limited = { limit_files, "Refresh to try again" };
  static const Full disk_full = { fill_disk, "disk is full" };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/file/private-and-whole", test_private_and_whole);
  g_test_add_func ("/file/dropped", test_dropped);
  g_test_add_func ("/file/corrupt", test_corrupt);
  g_test_add_func ("/file/corrupt-big", test_corrupt_big);
  g_test_add_func ("/file/newer", test_newer);
  g_test_add_func ("/file/cannot-open", test_cannot_open);
  g_test_add_func ("/file/read-only-folder", test_read_only_folder);
  g_test_add_data_func ("/file/limited", &limited, test_no_room);
  g_test_add_data_func ("/file/disk-full", &disk_full, test_no_room);
  return g_test_run ();
}
