/* SPDX-License-Identifier: GPL-3.0-or-later
 * Cornetta starts at login, or not: M71. */
#include "desktop/autostart.h"
#include "fake-service.h"
#include <glib/gstdio.h>

#define NAME "org.cornetta.Cornetta.desktop"
#define PORTAL "/org/freedesktop/portal/desktop"

static const char xml[] =
  "<node><interface name='org.freedesktop.portal.Background'>"
  "<method name='RequestBackground'><arg type='s' direction='in'/>"
  "<arg type='a{sv}' direction='in'/><arg type='o' direction='out'/></method></interface></node>";

static char *
user_entry (void)
{
  return g_build_filename (g_get_user_config_dir (), "autostart", NAME, NULL);
}

static void
on_set (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

/* What it says when it can't; NULL: it could. */
static char *
set (gboolean enabled)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cor_autostart_set (COR_AUTOSTART_ENTRY, enabled, NULL, on_set, &result);
  fake_service_wait_until (result != NULL);
  return cor_autostart_set_finish (result, &error) ? NULL : g_strdup (error->message);
}

static void
write_for_machine (const char *text)
{
  g_autofree char *folder = g_build_filename (g_get_system_config_dirs ()[0], "autostart", NULL);
  g_autofree char *path = g_build_filename (folder, NAME, NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  if (text != NULL)
    g_assert_true (g_file_set_contents (path, text, -1, NULL));
  else
    g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
test_entry (void)
{
  g_autofree char *path = user_entry ();
  g_autofree char *text = NULL;

  g_assert_false (cor_autostart_is_enabled ());
  g_assert_null (set (FALSE));
  g_assert_null (set (TRUE));
  g_assert_true (cor_autostart_is_enabled ());
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "\nExec=cornetta --gapplication-service\n"));
  g_assert_nonnull (strstr (text, "\nType=Application\n"));
  g_assert_null (set (TRUE));
  g_assert_null (set (FALSE));
  g_assert_false (cor_autostart_is_enabled ());
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* The desktop's own switches leave the file where it is. */
static void
test_switched_elsewhere (void)
{
  static const char *const lines[] = { "Hidden=true\n", "X-GNOME-Autostart-enabled=false\n" };
  g_autofree char *path = user_entry ();

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++) {
    g_autofree char *text = NULL;
    g_autofree char *off = NULL;

    g_assert_null (set (TRUE));
    g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
    off = g_strconcat (text, lines[i], NULL);
    g_assert_true (g_file_set_contents (path, off, -1, NULL));
    g_assert_false (cor_autostart_is_enabled ());
    g_assert_null (set (TRUE));
    g_assert_true (cor_autostart_is_enabled ());
  }
  g_assert_null (set (FALSE));
}

/* An administrator starts it for everybody; one of them does not want it. */
static void
test_machine (void)
{
  g_autofree char *path = user_entry ();

  write_for_machine ("[Desktop Entry]\nType=Application\nName=Cornetta\nExec=cornetta\n");
  g_assert_true (cor_autostart_is_enabled ());
  g_assert_null (set (FALSE));
  g_assert_false (cor_autostart_is_enabled ());
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_null (set (TRUE));
  g_assert_true (cor_autostart_is_enabled ());
  write_for_machine (NULL);
  g_assert_null (set (FALSE));
}

static void
test_no_room (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_config_dir (), "autostart", NULL);
  g_autofree char *message = NULL;

  g_assert_cmpint (g_mkdir_with_parents (g_get_user_config_dir (), 0700), ==, 0);
  g_rmdir (folder);
  g_assert_true (g_file_set_contents (folder, "", 0, NULL));
  message = set (TRUE);
  g_assert_nonnull (message);
  g_assert_nonnull (strstr (message, folder));
  g_assert_nonnull (strstr (message, "try again"));
  g_assert_cmpint (g_unlink (folder), ==, 0);
}

typedef struct {
  GTestDBus *bus;
  FakeService *portal;
  GCancellable *cancellable;
  GAsyncResult *result;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->bus = fake_service_bus_up ();
  f->portal = fake_service_new (f->bus, "org.freedesktop.portal.Desktop", PORTAL, xml);
  fake_service_answer (f->portal, "RequestBackground", g_variant_new ("(o)", "/"));
  f->cancellable = g_cancellable_new ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_pointer (&f->portal, fake_service_free);
  g_object_unref (f->cancellable);
  g_clear_object (&f->result);
  g_test_dbus_down (f->bus);
  g_object_unref (f->bus);
}

/* Where the question's answer is waited for. */
static char *
ask (Fixture *f, gboolean enabled, const char *wanted)
{
  g_autoptr (GDBusConnection) shared = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autofree char *sender = g_strdup (g_dbus_connection_get_unique_name (shared) + 1);
  g_autofree char *log = NULL;
  g_auto (GStrv) parts = NULL;

  cor_autostart_set (COR_AUTOSTART_PORTAL, enabled, f->cancellable, on_set, &f->result);
  log = fake_service_wait_any (f->portal);
  g_assert_nonnull (strstr (log, wanted));
  parts = g_strsplit (strstr (log, "'handle_token': <'"), "'", 5);
  return g_strconcat (PORTAL "/request/", g_strdelimit (sender, ".", '_'), "/", parts[3], NULL);
}

static void
answer (Fixture *f, const char *request, guint code, gboolean granted)
{
  GVariantDict results = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&results, "autostart", "b", granted);
  g_dbus_connection_emit_signal (
    fake_service_get_connection (f->portal), NULL, request, "org.freedesktop.portal.Request",
    "Response", g_variant_new ("(u@a{sv})", code, g_variant_dict_end (&results)), NULL);
  fake_service_wait_until (f->result != NULL);
}

static void
assert_refused (Fixture *f, const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (cor_autostart_set_finish (f->result, &error));
  g_assert_nonnull (strstr (error->message, words));
  g_clear_object (&f->result);
}

static void
test_portal (Fixture *f, gconstpointer data)
{
  g_autofree char *on = ask (f, TRUE, "'commandline': <['cornetta', '--gapplication-service']>");
  g_autofree char *off = NULL;

  answer (f, on, 0, TRUE);
  g_assert_true (cor_autostart_set_finish (f->result, NULL));
  g_clear_object (&f->result);
  off = ask (f, FALSE, "'autostart': <false>");
  answer (f, off, 0, FALSE);
  g_assert_true (cor_autostart_set_finish (f->result, NULL));
}

static void
test_portal_refuses (Fixture *f, gconstpointer data)
{
  g_autofree char *first = ask (f, TRUE, "'autostart': <true>");
  g_autofree char *second = NULL;

  answer (f, first, 1, FALSE);
  assert_refused (f, "didn't allow");
  second = ask (f, TRUE, "'autostart': <true>");
  answer (f, second, 0, FALSE);
  assert_refused (f, "didn't allow");
}

static void
test_no_portal (Fixture *f, gconstpointer data)
{
  g_clear_pointer (&f->portal, fake_service_free);
  cor_autostart_set (COR_AUTOSTART_PORTAL, TRUE, f->cancellable, on_set, &f->result);
  fake_service_wait_until (f->result != NULL);
  assert_refused (f, "no service");
}

/* The program quits while its user is still asked. */
static void
test_portal_cancelled (Fixture *f, gconstpointer data)
{
  g_autofree char *request = ask (f, TRUE, "'autostart': <true>");
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (f->cancellable);
  fake_service_wait_until (f->result != NULL);
  g_assert_false (cor_autostart_set_finish (f->result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  answer (f, request, 0, TRUE);
  fake_service_settle (f->portal);
}

/* GLib's own way to such folders loses them under a leak sanitizer. */
static void
make_folders (const char *folder)
{
  g_autofree char *user = g_build_filename (folder, "user", NULL);
  g_autofree char *machine = g_build_filename (folder, "machine", NULL);

  g_setenv ("XDG_CONFIG_HOME", user, TRUE);
  g_setenv ("XDG_CONFIG_DIRS", machine, TRUE);
}

static void
remove_folders (const char *folder)
{
  static const char *const names[] = { "user/autostart", "user", "machine/autostart", "machine" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = g_build_filename (folder, names[i], NULL);

    g_rmdir (path);
  }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("autostart-XXXXXX", NULL);
  int status;

  make_folders (folder);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/autostart/entry", test_entry);
  g_test_add_func ("/autostart/switched-elsewhere", test_switched_elsewhere);
  g_test_add_func ("/autostart/machine", test_machine);
  g_test_add_func ("/autostart/no-room", test_no_room);
  g_test_add ("/autostart/portal", Fixture, NULL, set_up, test_portal, tear_down);
  g_test_add ("/autostart/portal-refuses", Fixture, NULL, set_up, test_portal_refuses, tear_down);
  g_test_add ("/autostart/no-portal", Fixture, NULL, set_up, test_no_portal, tear_down);
  g_test_add ("/autostart/portal-cancelled", Fixture, NULL, set_up, test_portal_cancelled,
              tear_down);
  status = g_test_run ();
  remove_folders (folder);
  return status;
}
