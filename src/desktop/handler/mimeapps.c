/* SPDX-License-Identifier: GPL-3.0-or-later
 * One line of the user's mimeapps.list.
 *
 * GIO's own writing isn't used: it starts afresh, and forgets every default, when one line of the
 * file is broken; it adds lines that the way back would leave; and it writes to mimeapps.list
 * alone, which a file of the desktop's own overrules. */
#include "config.h"
#include "mimeapps.h"
#include "desktop/handler.h"
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define GROUP "[Default Applications]"
#define MAX_FILE (256 * 1024)

typedef struct {
  char *path;
  GPtrArray *lines; /* without their ends */
  guint line;       /* of the type; `lines->len` when there is none */
  guint group;      /* the line after the group's head, or `lines->len` */
} File;

static void
file_free (File *file)
{
  g_free (file->path);
  g_ptr_array_unref (file->lines);
  g_free (file);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (File, file_free)

static gboolean
fail (GError **error, const char *path, const char *why)
{
  g_set_error (error, COR_HANDLER_ERROR, COR_HANDLER_ERROR_FILE,
               /* Translators: a file, and why it can't be used. */
               _ ("The list of default programs %s can't be used: %s. Make it yours and writable, "
                  "or choose Cornetta in your desktop's settings."),
               path, why);
  return FALSE;
}

static gboolean
is_line_of (const char *line, const char *type)
{
  while (g_ascii_isspace (*line))
    line++;
  if (!g_str_has_prefix (line, type))
    return FALSE;
  line += strlen (type);
  while (g_ascii_isspace (*line))
    line++;
  return *line == '=';
}

/* Of several lines the last counts, as for everybody who reads the file. */
static void
find (File *file, const char *type)
{
  gboolean inside = FALSE;

  file->line = file->group = file->lines->len;
  for (guint i = 0; i < file->lines->len; i++) {
    const char *line = g_ptr_array_index (file->lines, i);

    if (line[0] == '[') {
      inside = g_str_has_prefix (line, GROUP);
      if (inside)
        file->group = i + 1;
    } else if (inside && is_line_of (line, type))
      file->line = i;
  }
}

/* NULL with the error set when it is there and can't be read. */
static File *
file_read (const char *path, const char *type, GError **error)
{
  g_autoptr (File) file = g_new0 (File, 1);
  g_autoptr (GError) cause = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GStatBuf info;

  file->path = g_strdup (path);
  file->lines = g_ptr_array_new_with_free_func (g_free);
  if (g_stat (path, &info) == 0 && info.st_size > MAX_FILE) {
    fail (error, path, g_strerror (EFBIG));
    return NULL;
  }
  if (!g_file_get_contents (path, &text, NULL, &cause) &&
      !g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_NOENT)) {
    fail (error, path, cause->message);
    return NULL;
  }
  lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    g_ptr_array_add (file->lines, g_strdup (*line));
  if (file->lines->len == 0)
    g_ptr_array_add (file->lines, g_strdup (""));
  find (file, type);
  return g_steal_pointer (&file);
}

static gboolean
file_write (File *file, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autofree char *text = NULL;
  g_autofree char *folder = g_path_get_dirname (file->path);
  /* A link, as of people who keep their settings elsewhere, stays one. */
  char *real = realpath (file->path, NULL);
  GStatBuf info = { .st_mode = 0644 };

  g_ptr_array_add (file->lines, NULL);
  text = g_strjoinv ("\n", (char **)file->lines->pdata);
  g_stat (file->path, &info);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    g_set_error_literal (&cause, G_FILE_ERROR, G_FILE_ERROR_FAILED, g_strerror (errno));
  else
    g_file_set_contents_full (real != NULL ? real : file->path, text, -1,
                              G_FILE_SET_CONTENTS_CONSISTENT, (int)(info.st_mode & 0777), &cause);
  free (real);
  return cause == NULL || fail (error, file->path, cause->message);
}

/* A desktop's own list counts before the common one, in the order of its names. */
static GPtrArray *
list_paths (void)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  const char *desktop = g_getenv ("XDG_CURRENT_DESKTOP");
  g_auto (GStrv) names = g_strsplit (desktop != NULL ? desktop : "", ":", 8);

  for (char **name = names; *name != NULL; name++)
    if (**name != '\0' && strchr (*name, '/') == NULL) {
      g_autofree char *lower = g_ascii_strdown (*name, -1);
      g_autofree char *file = g_strconcat (lower, "-mimeapps.list", NULL);

      g_ptr_array_add (paths, g_build_filename (g_get_user_config_dir (), file, NULL));
    }
  g_ptr_array_add (paths, g_build_filename (g_get_user_config_dir (), "mimeapps.list", NULL));
  return paths;
}

/* The file whose line for the type counts, or else where one is to be written. */
static File *
open_file (const char *type, GError **error)
{
  g_autoptr (GPtrArray) paths = list_paths ();

  for (guint i = 0;; i++) {
    g_autoptr (File) file = file_read (g_ptr_array_index (paths, i), type, error);

    if (file == NULL || file->line < file->lines->len || i + 1 == paths->len)
      return g_steal_pointer (&file);
  }
}

gboolean
cor_mimeapps_get (const char *type, char **ret_value, GError **error)
{
  g_autoptr (File) file = open_file (type, error);

  if (file == NULL)
    return FALSE;
  *ret_value = NULL;
  if (file->line < file->lines->len)
    *ret_value =
      g_strstrip (g_strdup (strchr (g_ptr_array_index (file->lines, file->line), '=') + 1));
  return TRUE;
}

/* In the group, which is made at the end of the file if it has none. */
static void
add_line (File *file, char *line)
{
  if (file->group == file->lines->len) {
    guint end = file->lines->len - 1; /* what follows the last line's end: nothing */

    if (*(char *)g_ptr_array_index (file->lines, end) != '\0')
      g_ptr_array_add (file->lines, g_strdup (""));
    end = file->lines->len - 1;
    g_ptr_array_insert (file->lines, (int)end, g_strdup (GROUP));
    file->group = end + 1;
  }
  g_ptr_array_insert (file->lines, (int)file->group, line);
}

gboolean
cor_mimeapps_set (const char *type, const char *value, GError **error)
{
  g_autoptr (File) file = open_file (type, error);
  char *line;

  if (file == NULL)
    return FALSE;
  line = value != NULL ? g_strconcat (type, "=", value, NULL) : NULL;
  if (file->line == file->lines->len && line != NULL)
    add_line (file, line);
  else if (file->line < file->lines->len && line == NULL)
    g_ptr_array_remove_index (file->lines, file->line);
  else if (file->line < file->lines->len) {
    g_free (file->lines->pdata[file->line]);
    file->lines->pdata[file->line] = line;
  } else
    return TRUE;
  return file_write (file, error);
}
