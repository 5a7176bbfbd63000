/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the user gives: arguments and the password. */
#include "config.h"
#include "input.h"
#include "model/secret.h"
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <errno.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define MAX_FILE (16 * 1024 * 1024)
#define MAX_PASSWORD 1024

static const char *
nth (GPtrArray *args, guint i)
{
  return g_ptr_array_index (args, i);
}

gboolean
cor_input_take_flag (GPtrArray *args, const char *name)
{
  for (guint i = 0; i < args->len && !g_str_equal (nth (args, i), "--"); i++)
    if (g_str_equal (nth (args, i), name)) {
      g_ptr_array_remove_index (args, i);
      return TRUE;
    }
  return FALSE;
}

gboolean
cor_input_take_value (GPtrArray *args, const char *name, const char **ret_value)
{
  gsize length = strlen (name);

  for (guint i = 0; i < args->len && !g_str_equal (nth (args, i), "--"); i++) {
    if (!g_str_has_prefix (nth (args, i), name))
      continue;
    if (nth (args, i)[length] == '=') {
      *ret_value = nth (args, i) + length + 1;
      g_ptr_array_remove_index (args, i);
      return TRUE;
    }
    if (nth (args, i)[length] != '\0')
      continue;
    if (i + 1 == args->len) {
      g_printerr (_ ("cornetta: %s needs a value\n"), name);
      return FALSE;
    }
    *ret_value = nth (args, i + 1);
    g_ptr_array_remove_range (args, i, 2);
    return TRUE;
  }
  return TRUE;
}

gboolean
cor_input_check (GPtrArray *args)
{
  for (guint i = 0; i < args->len; i++) {
    if (g_str_equal (nth (args, i), "--")) {
      g_ptr_array_remove_index (args, i);
      return TRUE;
    }
    if (nth (args, i)[0] == '-') {
      g_printerr (_ ("cornetta: unknown option %s; “cornetta --help” lists them\n"), nth (args, i));
      return FALSE;
    }
  }
  return TRUE;
}

char *
cor_input_join (GPtrArray *args, guint first)
{
  GString *text = g_string_new (NULL);

  for (guint i = first; i < args->len; i++) {
    if (i > first)
      g_string_append_c (text, ' ');
    g_string_append (text, nth (args, i));
  }
  return g_string_free (text, FALSE);
}

char **
cor_input_read_lines (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  g_autofree char *valid = NULL;
  gsize length = 0;

  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  if (length > MAX_FILE) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("%s is over 16 MiB"), path);
    return NULL;
  }
  valid = g_utf8_make_valid (text, -1);
  return g_strsplit (valid, "\n", -1);
}

/* Byte by byte into memory of our own: a stream's buffer would keep a copy. */
static gboolean
read_line (char *line, gsize size)
{
  for (gsize n = 0; n + 1 < size;) {
    gssize got = read (STDIN_FILENO, line + n, 1);

    if (got < 0 && errno == EINTR)
      continue;
    if (got <= 0 || line[n] == '\n') {
      line[n] = '\0';
      return got >= 0;
    }
    n++;
  }
  return FALSE;
}

char *
cor_input_read_password (GError **error)
{
  char *line = g_malloc0 (MAX_PASSWORD + 2);
  struct termios before, silent;
  gboolean is_terminal = tcgetattr (STDIN_FILENO, &before) == 0;
  gboolean is_read;

  if (is_terminal) {
    silent = before;
    silent.c_lflag &= (tcflag_t)~ECHO;
    tcsetattr (STDIN_FILENO, TCSAFLUSH, &silent);
    g_printerr ("%s ", _ ("Password:"));
  }
  is_read = read_line (line, MAX_PASSWORD + 2);
  if (is_terminal) {
    tcsetattr (STDIN_FILENO, TCSAFLUSH, &before);
    g_printerr ("\n");
  }
  if (is_read && line[0] != '\0' && g_utf8_validate (line, -1, NULL))
    return line;
  cor_secret_free (line);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                       _ ("No password on standard input: give it as one line there"));
  return NULL;
}
