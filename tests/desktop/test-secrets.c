/* SPDX-License-Identifier: GPL-3.0-or-later
 * Secrets in a real keyring of its own, in libsecret's file, in one that stays
 * locked and in none: M22. */
#define _GNU_SOURCE /* memmem */
#include "desktop/secrets.h"
#include "model/secret.h"
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#define HOST "cti.example.com"
#define USER "anna"

typedef struct {
  GAsyncResult *result;
} Wait;

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ((Wait *)user_data)->result = g_object_ref (result);
}

static gboolean
on_watchdog (gpointer data)
{
  g_error ("waited a minute for the keyring");
  return G_SOURCE_REMOVE;
}

static GAsyncResult *
wait_for (Wait *wait)
{
  guint watchdog = g_timeout_add_seconds (60, on_watchdog, NULL);

  while (wait->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (watchdog);
  return g_steal_pointer (&wait->result);
}

static gboolean
store (const char *user, CorSecretPurpose purpose, const char *secret, GError **error)
{
  Wait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  cor_secrets_store_async (HOST, user, purpose, secret, NULL, on_done, &wait);
  result = wait_for (&wait);
  return cor_secrets_store_finish (result, error);
}

static char *
look_up (const char *user, CorSecretPurpose purpose, GError **error)
{
  Wait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  cor_secrets_lookup_async (HOST, user, purpose, NULL, on_done, &wait);
  result = wait_for (&wait);
  return cor_secrets_lookup_finish (result, error);
}

static gboolean
clear (const char *user, GError **error)
{
  Wait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  cor_secrets_clear_async (HOST, user, NULL, on_done, &wait);
  result = wait_for (&wait);
  return cor_secrets_clear_finish (result, error);
}

static void
assert_secret (const char *user, CorSecretPurpose purpose, const char *wanted)
{
  g_autoptr (GError) error = NULL;
  char *got = look_up (user, purpose, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (got, ==, wanted);
  cor_secret_free (got);
}

static void
assert_stored (const char *user, CorSecretPurpose purpose, const char *secret)
{
  g_autoptr (GError) error = NULL;

  store (user, purpose, secret, &error);
  g_assert_no_error (error);
}

/* What every keyring that works does. */
static void
round_trip (void)
{
  g_autoptr (GError) error = NULL;

  assert_secret (USER, COR_SECRET_CTI_PASSWORD, NULL);
  clear (USER, &error);
  g_assert_no_error (error);
  assert_stored (USER, COR_SECRET_CTI_PASSWORD, "päss \"wörd\"");
  assert_stored (USER, COR_SECRET_CTI_TOKEN, "token-1");
  assert_stored (USER, COR_SECRET_SIP_PASSWORD, "sip");
  assert_stored ("bruno", COR_SECRET_CTI_PASSWORD, "his");
  assert_secret (USER, COR_SECRET_CTI_PASSWORD, "päss \"wörd\"");
  assert_secret (USER, COR_SECRET_SIP_PASSWORD, "sip");
  /* The newer one takes the older one's place. */
  assert_stored (USER, COR_SECRET_CTI_TOKEN, "token-2");
  assert_secret (USER, COR_SECRET_CTI_TOKEN, "token-2");
  clear (USER, &error);
  g_assert_no_error (error);
  assert_secret (USER, COR_SECRET_CTI_PASSWORD, NULL);
  assert_secret (USER, COR_SECRET_CTI_TOKEN, NULL);
  assert_secret (USER, COR_SECRET_SIP_PASSWORD, NULL);
  assert_secret ("bruno", COR_SECRET_CTI_PASSWORD, "his");
}

/* ---- The world of each case ---- */

/* A bus that starts nothing by itself, with folders of its own. */
static GTestDBus *
bus_new (const char *folder)
{
  g_autofree char *runtime = g_build_filename (folder, "run", NULL);
  GTestDBus *bus = g_test_dbus_new (G_TEST_DBUS_NONE);

  g_assert_cmpint (g_mkdir_with_parents (runtime, 0700), ==, 0);
  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_setenv ("XDG_RUNTIME_DIR", runtime, TRUE);
  g_setenv ("HOME", folder, TRUE);
  g_unsetenv ("SECRET_BACKEND");
  /* No screen to ask for a password on. */
  g_unsetenv ("DISPLAY");
  g_unsetenv ("WAYLAND_DISPLAY");
  g_test_dbus_up (bus);
  return bus;
}

static char *
folder_new (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("cornetta-secrets-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
      remove_tree (child);
    else
      g_unlink (child);
  }
  g_rmdir (path);
}

static void
on_name (GDBusConnection *bus, const char *name, const char *owner, gpointer user_data)
{
  *(gboolean *)user_data = TRUE;
}

static void
wait_service (void)
{
  gboolean there = FALSE;
  guint watch = g_bus_watch_name (G_BUS_TYPE_SESSION, "org.freedesktop.secrets",
                                  G_BUS_NAME_WATCHER_FLAGS_NONE, on_name, NULL, &there, NULL);
  guint watchdog = g_timeout_add_seconds (60, on_watchdog, NULL);

  while (!there)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (watchdog);
  g_bus_unwatch_name (watch);
}

/* password: what its login keyring is unlocked with; NULL leaves it locked. */
static GSubprocess *
keyring_new (const char *folder, const char *password)
{
  g_autofree char *control = g_build_filename (folder, "run", NULL);
  g_autoptr (GError) error = NULL;
  GSubprocess *daemon;
  const char *argv[] = { "gnome-keyring-daemon",
                         "--foreground",
                         "--components=secrets",
                         "--control-directory",
                         control,
                         password != NULL ? "--unlock" : NULL,
                         NULL };

  daemon = g_subprocess_newv (argv,
                              G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE |
                                G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                              &error);
  g_assert_no_error (error);
  if (password != NULL)
    g_output_stream_write_all (g_subprocess_get_stdin_pipe (daemon), password, strlen (password),
                               NULL, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_close (g_subprocess_get_stdin_pipe (daemon), NULL, NULL);
  wait_service ();
  return daemon;
}

static void
keyring_free (GSubprocess *daemon)
{
  g_subprocess_send_signal (daemon, SIGTERM);
  g_subprocess_wait (daemon, NULL, NULL);
  g_object_unref (daemon);
}

/* libsecret keeps its service for good: each case is a process of its own. */
static gboolean
is_child (void)
{
  if (g_test_subprocess ())
    return TRUE;
  g_test_trap_subprocess (NULL, 120 * G_USEC_PER_SEC, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
  return FALSE;
}

static gboolean
has_keyring_daemon (void)
{
  g_autofree char *path = g_find_program_in_path ("gnome-keyring-daemon");

  if (path == NULL)
    g_test_skip ("gnome-keyring-daemon is not installed");
  return path != NULL;
}

/* Nothing of the secret's text is on the disk, and the files are the user's alone. */
static void
assert_no_clear_text (const char *path, const char *text)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);
    g_autofree char *bytes = NULL;
    gsize size;

    if (g_file_test (child, G_FILE_TEST_IS_DIR))
      assert_no_clear_text (child, text);
    else if (g_file_test (child, G_FILE_TEST_IS_REGULAR) &&
             g_file_get_contents (child, &bytes, &size, NULL))
      g_assert_null (memmem (bytes, size, text, strlen (text)));
  }
}

static void
test_keyring (void)
{
  g_autofree char *folder = NULL;
  GTestDBus *bus;
  GSubprocess *daemon;

  if (!has_keyring_daemon () || !is_child ())
    return;
  folder = folder_new ();
  bus = bus_new (folder);
  daemon = keyring_new (folder, "login");
  round_trip ();
  assert_stored (USER, COR_SECRET_CTI_PASSWORD, "clear-text-canary");
  assert_no_clear_text (folder, "clear-text-canary");
  keyring_free (daemon);
  g_test_dbus_stop (bus);
  remove_tree (folder);
}

/* Nobody is there to unlock it: words, and no waiting for ever. */
static void
test_locked (void)
{
  g_autofree char *folder = NULL;
  g_autoptr (GError) error = NULL;
  GTestDBus *bus;
  GSubprocess *daemon;

  if (!has_keyring_daemon () || !is_child ())
    return;
  folder = folder_new ();
  bus = bus_new (folder);
  daemon = keyring_new (folder, "login");
  assert_stored (USER, COR_SECRET_CTI_PASSWORD, "secret");
  keyring_free (daemon);
  daemon = keyring_new (folder, NULL);
  g_assert_null (look_up (USER, COR_SECRET_CTI_PASSWORD, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  g_clear_error (&error);
  g_assert_false (clear (USER, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  g_clear_error (&error);
  g_assert_false (store (USER, COR_SECRET_CTI_PASSWORD, "other", &error));
  g_assert_nonnull (strstr (error->message, "keyring"));
  keyring_free (daemon);
  g_test_dbus_stop (bus);
  remove_tree (folder);
}

static void
assert_absent (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (look_up (USER, COR_SECRET_CTI_PASSWORD, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
  g_test_message ("look up: %s", error->message);
  g_clear_error (&error);
  g_assert_false (store (USER, COR_SECRET_CTI_PASSWORD, "x", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
  g_clear_error (&error);
  g_assert_false (clear (USER, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
}

/* A bus, but no keyring on it and none that could be started. */
static void
test_no_keyring (void)
{
  g_autofree char *folder = NULL;
  GTestDBus *bus;

  if (!is_child ())
    return;
  folder = folder_new ();
  bus = bus_new (folder);
  assert_absent ();
  g_test_dbus_stop (bus);
  remove_tree (folder);
}

static void
test_no_bus (void)
{
  g_autofree char *folder = NULL;

  if (!is_child ())
    return;
  folder = folder_new ();
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  g_setenv ("XDG_RUNTIME_DIR", folder, TRUE);
  assert_absent ();
  remove_tree (folder);
}

/* libsecret's file keyring loses an entity tag with each store: builds with a leak sanitizer do not
 * look here. The other cases walk the same code of ours. */
void __lsan_disable (void) __attribute__ ((weak));

static void
test_file (void)
{
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;

  if (!is_child ())
    return;
  folder = folder_new ();
  path = g_build_filename (folder, "keyring", NULL);
  if (__lsan_disable != NULL)
    __lsan_disable ();
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "login", TRUE);
  round_trip ();
  assert_stored (USER, COR_SECRET_CTI_PASSWORD, "clear-text-canary");
  assert_no_clear_text (folder, "clear-text-canary");
  remove_tree (folder);
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Wait wait = { NULL };

  if (!is_child ())
    return;
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_cancellable_cancel (cancellable);
  cor_secrets_lookup_async (HOST, USER, COR_SECRET_CTI_TOKEN, cancellable, on_done, &wait);
  result = wait_for (&wait);
  g_assert_null (cor_secrets_lookup_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desktop/secrets/keyring", test_keyring);
  g_test_add_func ("/desktop/secrets/locked", test_locked);
  g_test_add_func ("/desktop/secrets/no-keyring", test_no_keyring);
  g_test_add_func ("/desktop/secrets/no-bus", test_no_bus);
  g_test_add_func ("/desktop/secrets/file", test_file);
  g_test_add_func ("/desktop/secrets/cancelled", test_cancelled);
  return g_test_run ();
}
