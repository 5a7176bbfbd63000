/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whether Cornetta starts with the desktop's session. */
#include "config.h"
#include "desktop/autostart.h"
#include "portal-request.h"
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <errno.h>

#define ENTRY COR_APP_ID ".desktop"
/* Without a window: whoever signs in to the desktop did not ask for one. */
#define COMMAND "cornetta"
#define IN_BACKGROUND "--gapplication-service"

CorAutostartWay
cor_autostart_get_way (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) ? COR_AUTOSTART_PORTAL
                                                            : COR_AUTOSTART_ENTRY;
}

/* --- The entry. A user's own stands before one of the whole machine of the same name. --- */

static char *
user_entry (void)
{
  return g_build_filename (g_get_user_config_dir (), "autostart", ENTRY, NULL);
}

static char *
find_entry (void)
{
  char *path = user_entry ();

  for (const char *const *dir = g_get_system_config_dirs ();
       *dir != NULL && !g_file_test (path, G_FILE_TEST_EXISTS); dir++) {
    g_free (path);
    path = g_build_filename (*dir, "autostart", ENTRY, NULL);
  }
  return path;
}

gboolean
cor_autostart_is_enabled (void)
{
  g_autofree char *path = find_entry ();
  g_autoptr (GKeyFile) entry = g_key_file_new ();
  g_autoptr (GError) error = NULL;

  if (!g_key_file_load_from_file (entry, path, G_KEY_FILE_NONE, NULL))
    return FALSE;
  /* GNOME's own switch writes the second. */
  return !g_key_file_get_boolean (entry, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_HIDDEN,
                                  NULL) &&
         (g_key_file_get_boolean (entry, G_KEY_FILE_DESKTOP_GROUP, "X-GNOME-Autostart-enabled",
                                  &error) ||
          error != NULL);
}

static gboolean
write_entry (GKeyFile *entry, GError **error)
{
  g_autofree char *path = user_entry ();
  g_autofree char *folder = g_path_get_dirname (path);
  int problem = g_mkdir_with_parents (folder, 0700) == 0 ? 0 : errno;

  if (problem != 0)
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (problem), "%s: %s", folder,
                 g_strerror (problem));
  return problem == 0 && g_key_file_save_to_file (entry, path, error);
}

static gboolean
remove_entry (GError **error)
{
  g_autofree char *path = user_entry ();
  int problem = g_unlink (path) == 0 ? 0 : errno;

  if (problem == 0 || problem == ENOENT)
    return TRUE;
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (problem), "%s: %s", path,
               g_strerror (problem));
  return FALSE;
}

static gboolean
set_entry (gboolean enabled, GError **error)
{
  g_autoptr (GKeyFile) entry = g_key_file_new ();
  const char *group = G_KEY_FILE_DESKTOP_GROUP;

  if (!enabled && !remove_entry (error))
    return FALSE;
  if (enabled == cor_autostart_is_enabled ())
    return TRUE;
  g_key_file_set_string (entry, group, G_KEY_FILE_DESKTOP_KEY_TYPE, "Application");
  g_key_file_set_string (entry, group, G_KEY_FILE_DESKTOP_KEY_NAME, "Cornetta");
  g_key_file_set_string (entry, group, G_KEY_FILE_DESKTOP_KEY_ICON, COR_APP_ID);
  g_key_file_set_string (entry, group, G_KEY_FILE_DESKTOP_KEY_EXEC, COMMAND " " IN_BACKGROUND);
  /* Off, but the machine's entry is still there: this one hides it. */
  if (!enabled)
    g_key_file_set_boolean (entry, group, G_KEY_FILE_DESKTOP_KEY_HIDDEN, TRUE);
  return write_entry (entry, error);
}

/* --- The portal. --- */

typedef struct {
  gboolean enabled;
  CorPortalRequest *request;
  gulong cancelled;
} Ask;

static void
stop_waiting (GTask *task)
{
  Ask *ask = g_task_get_task_data (task);

  g_clear_pointer (&ask->request, cor_portal_request_free);
  g_clear_signal_handler (&ask->cancelled, g_task_get_cancellable (task));
}

/* The desktop asks the user, who may take all the time that there is. */
static void
on_cancelled (GCancellable *cancellable, gpointer data)
{
  g_autoptr (GTask) task = data;

  stop_waiting (task);
  g_task_return_error_if_cancelled (task);
}

static void
on_answer (guint code, GVariant *results, const GError *error, gpointer data)
{
  g_autoptr (GTask) task = data;
  Ask *ask = g_task_get_task_data (task);
  gboolean granted = FALSE;

  stop_waiting (task);
  if (error != NULL) {
    g_debug ("autostart: %s", error->message);
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "%s",
                             _ ("This desktop has no service that starts programs at login. "
                                "Choose Cornetta in your desktop's own settings instead."));
    return;
  }
  if (code == 0)
    g_variant_lookup (results, "autostart", "b", &granted);
  if (granted == ask->enabled)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, "%s",
                             _ ("The desktop didn't allow it. Allow Cornetta to run in the "
                                "background in your desktop's settings, then try again."));
}

static void
on_bus_ready (GObject *source, GAsyncResult *result, gpointer data)
{
  static const char *const command[] = { COMMAND, IN_BACKGROUND, NULL };
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, &error);
  g_auto (GVariantDict) options = G_VARIANT_DICT_INIT (NULL);
  CorPortalQuestion question = { "org.freedesktop.portal.Background", "RequestBackground",
                                 .options = &options };
  Ask *ask = g_task_get_task_data (task);

  if (bus == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  if (g_task_return_error_if_cancelled (task))
    return;
  question.head = g_variant_new ("(s)", ""); /* no window to stand before */
  g_variant_dict_insert (&options, "reason", "s",
                         _ ("Cornetta takes calls and opens phone links without a window."));
  g_variant_dict_insert (&options, "autostart", "b", ask->enabled);
  g_variant_dict_insert_value (&options, "commandline", g_variant_new_strv (command, -1));
  if (g_task_get_cancellable (task) != NULL)
    ask->cancelled = g_signal_connect (g_task_get_cancellable (task), "cancelled",
                                       G_CALLBACK (on_cancelled), task);
  ask->request = cor_portal_request_new (bus, &question, on_answer, g_steal_pointer (&task));
}

/* --- Either. --- */

void
cor_autostart_set (CorAutostartWay way,
                   gboolean enabled,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GError) error = NULL;
  Ask *ask = g_new0 (Ask, 1);

  ask->enabled = enabled;
  g_task_set_task_data (task, ask, g_free);
  if (way == COR_AUTOSTART_PORTAL)
    g_bus_get (G_BUS_TYPE_SESSION, cancellable, on_bus_ready, g_steal_pointer (&task));
  else if (set_entry (enabled, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, G_IO_ERROR, error->code, /* Translators: %s is why. */
                             _ ("Starting at login could not be changed (%s). Make room or allow "
                                "writing there, then try again."),
                             error->message);
}

gboolean
cor_autostart_set_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
