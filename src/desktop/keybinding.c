/* SPDX-License-Identifier: GPL-3.0-or-later
 * A shortcut in GNOME's own list that calls the selected number. */
#include "config.h"
#include "desktop/keybinding.h"
#include <glib/gi18n-lib.h>

#define LIST "org.gnome.settings-daemon.plugins.media-keys"
#define LIST_KEY "custom-keybindings"
#define ROW LIST ".custom-keybinding"
#define ROW_PATH "/org/gnome/settings-daemon/plugins/media-keys/custom-keybindings/cornetta/"
#define COMMAND "gapplication action " COR_APP_ID " dial-selection"
#define KEYS "<Control><Alt>c"

gboolean
cor_keybinding_is_possible (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) list =
    source != NULL ? g_settings_schema_source_lookup (source, LIST, TRUE) : NULL;
  g_autoptr (GSettingsSchema) row =
    source != NULL ? g_settings_schema_source_lookup (source, ROW, TRUE) : NULL;

  return list != NULL && row != NULL && g_settings_schema_has_key (list, LIST_KEY);
}

/* The list without us; `ret_found` says whether we were in it. */
static GStrvBuilder *
read_others (GSettings *settings, gboolean *ret_found)
{
  g_auto (GStrv) paths = g_settings_get_strv (settings, LIST_KEY);
  GStrvBuilder *others = g_strv_builder_new ();

  *ret_found = FALSE;
  for (char **path = paths; *path != NULL; path++)
    if (g_str_equal (*path, ROW_PATH))
      *ret_found = TRUE;
    else
      g_strv_builder_add (others, *path);
  return others;
}

static void
write_list (GSettings *settings, GStrvBuilder *builder)
{
  g_auto (GStrv) paths = g_strv_builder_end (builder);

  g_settings_set_strv (settings, LIST_KEY, (const char *const *)paths);
}

char *
cor_keybinding_dup_keys (void)
{
  g_autoptr (GSettings) settings = g_settings_new (LIST);
  g_autoptr (GSettings) row = g_settings_new_with_path (ROW, ROW_PATH);
  gboolean found;
  g_autoptr (GStrvBuilder) others = read_others (settings, &found);

  return found ? g_settings_get_string (row, "binding") : NULL;
}

void
cor_keybinding_add (void)
{
  g_autoptr (GSettings) settings = g_settings_new (LIST);
  g_autoptr (GSettings) row = g_settings_new_with_path (ROW, ROW_PATH);
  gboolean found;
  g_autoptr (GStrvBuilder) paths = read_others (settings, &found);

  if (found)
    return;
  g_settings_set_string (row, "name", _ ("Call the selected number"));
  g_settings_set_string (row, "command", COMMAND);
  g_settings_set_string (row, "binding", KEYS);
  g_strv_builder_add (paths, ROW_PATH);
  write_list (settings, paths);
}

void
cor_keybinding_remove (void)
{
  static const char *const keys[] = { "name", "command", "binding" };
  g_autoptr (GSettings) settings = g_settings_new (LIST);
  g_autoptr (GSettings) row = g_settings_new_with_path (ROW, ROW_PATH);
  gboolean found;
  g_autoptr (GStrvBuilder) others = read_others (settings, &found);

  if (!found)
    return;
  write_list (settings, others);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (row, keys[i]);
}
