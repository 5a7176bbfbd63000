/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which program opens phone links. */
#include "config.h"
#include "desktop/handler.h"
#include "mimeapps.h"
#include <gio/gdesktopappinfo.h>
#include <glib/gi18n-lib.h>
#include <errno.h>

#define DESKTOP_ID COR_APP_ID ".desktop"
#define GROUP "Previous"

G_DEFINE_QUARK (cor - handler - error - quark, cor_handler_error)

const char *const *
cor_handler_schemes (void)
{
  static const char *const schemes[] = { "tel", "callto", "nethlink", NULL };

  return schemes;
}

static char *
type_of (const char *scheme)
{
  return g_strconcat ("x-scheme-handler/", scheme, NULL);
}

/* --- What was the user's choice before. --- */

static char *
memory_path (void)
{
  return g_build_filename (g_get_user_state_dir (), "cornetta", "handlers", NULL);
}

/* A line's value as it stood, "" for none; NULL when nothing was taken away. */
static char *
recall (const char *scheme)
{
  g_autoptr (GKeyFile) memory = g_key_file_new ();
  g_autofree char *path = memory_path ();

  g_key_file_load_from_file (memory, path, G_KEY_FILE_NONE, NULL);
  return g_key_file_get_string (memory, GROUP, scheme, NULL);
}

/* `line` NULL forgets. */
static gboolean
remember (const char *scheme, const char *line, GError **error)
{
  g_autoptr (GKeyFile) memory = g_key_file_new ();
  g_autoptr (GError) cause = NULL;
  g_autofree char *path = memory_path ();
  g_autofree char *folder = g_path_get_dirname (path);

  g_key_file_load_from_file (memory, path, G_KEY_FILE_NONE, NULL);
  if (line != NULL)
    g_key_file_set_string (memory, GROUP, scheme, line);
  else if (!g_key_file_remove_key (memory, GROUP, scheme, NULL))
    return TRUE;
  if (g_mkdir_with_parents (folder, 0700) == 0 && g_key_file_save_to_file (memory, path, &cause))
    return TRUE;
  g_set_error (error, COR_HANDLER_ERROR, COR_HANDLER_ERROR_FILE,
               _ ("What opened the links before can't be written down in %s: %s. Nothing was "
                  "changed."),
               path, cause != NULL ? cause->message : g_strerror (errno));
  return FALSE;
}

/* --- Who it is now. --- */

static gboolean
is_ours (const char *line)
{
  g_auto (GStrv) ids = g_strsplit (line != NULL ? line : "", ";", 2);

  return g_strcmp0 (ids[0], DESKTOP_ID) == 0;
}

/* The program's name of the line's first id that is installed. */
static char *
name_of (const char *line)
{
  g_auto (GStrv) ids = g_strsplit (line != NULL ? line : "", ";", 16);

  for (char **id = ids; *id != NULL; id++) {
    g_autoptr (GDesktopAppInfo) app = **id != '\0' ? g_desktop_app_info_new (*id) : NULL;

    if (app != NULL)
      return g_strdup (g_app_info_get_name (G_APP_INFO (app)));
  }
  return NULL;
}

CorHandler *
cor_handler_query (const char *scheme)
{
  CorHandler *handler = g_new0 (CorHandler, 1);
  g_autofree char *type = type_of (scheme);
  g_autofree char *line = NULL;
  g_autofree char *before = recall (scheme);
  g_autoptr (GAppInfo) app = g_app_info_get_default_for_type (type, FALSE);

  if (app != NULL) {
    handler->id = g_strdup (g_app_info_get_id (app));
    handler->name = g_strdup (g_app_info_get_name (app));
  }
  handler->chosen = cor_mimeapps_get (type, &line, NULL) && is_ours (line);
  if (handler->chosen)
    handler->previous = name_of (before);
  return handler;
}

void
cor_handler_free (CorHandler *handler)
{
  g_free (handler->id);
  g_free (handler->name);
  g_free (handler->previous);
  g_free (handler);
}

/* --- Changing it. --- */

static gboolean
check (GError **error)
{
  g_autoptr (GDesktopAppInfo) app = g_desktop_app_info_new (DESKTOP_ID);

  if (g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS))
    g_set_error_literal (error, COR_HANDLER_ERROR, COR_HANDLER_ERROR_NOT_ALLOWED,
                         _ ("In its sandbox Cornetta can't change what opens links. Choose it in "
                            "your desktop's settings, under default applications."));
  else if (app == NULL)
    g_set_error (error, COR_HANDLER_ERROR, COR_HANDLER_ERROR_NOT_INSTALLED,
                 _ ("Your desktop doesn't know Cornetta: %s is in none of its folders. Install "
                    "Cornetta, then try again."),
                 DESKTOP_ID);
  else
    return TRUE;
  return FALSE;
}

gboolean
cor_handler_is_installed (void)
{
  g_autoptr (GDesktopAppInfo) app = g_desktop_app_info_new (DESKTOP_ID);

  return app != NULL;
}

gboolean
cor_handler_is_registered (const char *scheme)
{
  g_autofree char *type = type_of (scheme);
  GList *all = g_app_info_get_all_for_type (type);
  gboolean found = FALSE;

  for (GList *l = all; l != NULL; l = l->next)
    found = found || g_strcmp0 (g_app_info_get_id (l->data), DESKTOP_ID) == 0;
  g_list_free_full (all, g_object_unref);
  return found;
}

gboolean
cor_handler_register (GError **error)
{
  const char *const *scheme = cor_handler_schemes ();
  g_autoptr (GDesktopAppInfo) app = NULL;

  if (!check (error))
    return FALSE;
  app = g_desktop_app_info_new (DESKTOP_ID);
  for (; *scheme != NULL; scheme++) {
    g_autofree char *type = type_of (*scheme);

    if (!g_app_info_add_supports_type (G_APP_INFO (app), type, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
cor_handler_is_ours (const CorHandler *handler)
{
  return handler->chosen || g_strcmp0 (handler->id, DESKTOP_ID) == 0;
}

gboolean
cor_handler_set (const char *scheme, GError **error)
{
  g_autofree char *type = type_of (scheme);
  g_autofree char *line = NULL;

  if (!check (error) || !cor_mimeapps_get (type, &line, error))
    return FALSE;
  if (is_ours (line))
    return TRUE;
  if (!remember (scheme, line != NULL ? line : "", error))
    return FALSE;
  if (cor_mimeapps_set (type, DESKTOP_ID, error))
    return TRUE;
  remember (scheme, NULL, NULL);
  return FALSE;
}

gboolean
cor_handler_unset (const char *scheme, GError **error)
{
  g_autofree char *type = type_of (scheme);
  g_autofree char *line = NULL;
  g_autofree char *before = recall (scheme);

  if (!cor_mimeapps_get (type, &line, error))
    return FALSE;
  if (is_ours (line) &&
      !cor_mimeapps_set (type, before != NULL && *before != '\0' ? before : NULL, error))
    return FALSE;
  remember (scheme, NULL, NULL);
  return TRUE;
}
