/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl rewrite`: what the running program dials for a number. */
#include "config.h"
#include "rewrite.h"
#include "input.h"
#include "show.h"
#include <glib/gi18n-lib.h>

#define AT_ONCE 500 /* rows of one message */

/* Transfer full: aa{sv}, one for each number; NULL after saying why. */
static GVariant *
ask (GDBusConnection *bus, const char *const *numbers, CorExit *ret_code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = cor_bus_call (
    bus, &(CorBusCall){ .method = "Rewrite", .arguments = g_variant_new ("(^as)", numbers) },
    &error);
  g_autoptr (GVariant) forms = NULL;

  if (answer == NULL) {
    *ret_code = cor_bus_fail (error);
    return NULL;
  }
  if (g_variant_is_of_type (answer, G_VARIANT_TYPE ("(aa{sv})")))
    forms = g_variant_get_child_value (answer, 0);
  if (forms != NULL && g_variant_n_children (forms) == g_strv_length ((char **)numbers))
    return g_steal_pointer (&forms);
  g_printerr ("cornetta: %s\n", _ ("The running Cornetta is of another version: restart it"));
  *ret_code = COR_EXIT_FAILED;
  return NULL;
}

CorExit
cor_rewrite_show (GDBusConnection *bus, const char *number, gboolean json)
{
  const char *const numbers[] = { number, NULL };
  CorExit code = COR_EXIT_OK;
  g_autoptr (GVariant) forms = ask (bus, numbers, &code);
  g_autoptr (GVariant) form = NULL;
  g_autofree char *error = NULL;
  g_autofree char *dialled = NULL;

  if (forms == NULL)
    return code;
  form = g_variant_get_child_value (forms, 0);
  error = cor_show_key (form, "error");
  dialled = cor_show_key (form, "dialled");
  if (*error != '\0') {
    g_printerr ("cornetta: %s\n", error);
    return COR_EXIT_USAGE;
  }
  if (json)
    cor_show_json (form);
  else
    cor_show_line (dialled);
  return COR_EXIT_OK;
}

typedef struct {
  GPtrArray *numbers; /* ended by NULL while it is sent */
  GPtrArray *expected;
  GArray *lines; /* guint */
} Rows;

static gboolean
compare (const Rows *rows, guint i, GVariant *form)
{
  g_autofree char *error = cor_show_key (form, "error");
  g_autofree char *dialled = *error != '\0' ? g_strdup ("error") : cor_show_key (form, "dialled");
  const char *expected = g_ptr_array_index (rows->expected, i);

  if (g_str_equal (dialled, expected))
    return TRUE;
  g_print (_ ("line %u: %s: expected %s, dialled %s\n"), g_array_index (rows->lines, guint, i),
           (char *)g_ptr_array_index (rows->numbers, i), expected, dialled);
  return FALSE;
}

/* Sends the rows gathered so far, and forgets them. */
static CorExit
check (GDBusConnection *bus, Rows *rows, guint *mismatches)
{
  CorExit code = COR_EXIT_OK;
  guint n = rows->expected->len;
  g_autoptr (GVariant) forms = NULL;

  g_ptr_array_add (rows->numbers, NULL);
  forms = ask (bus, (const char *const *)rows->numbers->pdata, &code);
  for (guint i = 0; forms != NULL && i < n; i++) {
    g_autoptr (GVariant) form = g_variant_get_child_value (forms, i);

    *mismatches += !compare (rows, i, form);
  }
  g_ptr_array_set_size (rows->numbers, 0);
  g_ptr_array_set_size (rows->expected, 0);
  g_array_set_size (rows->lines, 0);
  return code;
}

static CorExit
check_all (GDBusConnection *bus, char **lines, guint *mismatches)
{
  g_autoptr (GPtrArray) numbers = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) expected = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (guint));
  Rows rows = { numbers, expected, places };
  CorExit code = COR_EXIT_OK;

  for (guint i = 0; lines[i] != NULL && code == COR_EXIT_OK; i++) {
    g_auto (GStrv) columns = g_strsplit (g_strchomp (lines[i]), "\t", 3);
    guint line = i + 1;

    if (g_strv_length (columns) >= 2 && !g_str_has_prefix (lines[i], "# ")) {
      g_ptr_array_add (numbers, g_strdup (columns[0]));
      g_ptr_array_add (expected, g_strdup (columns[1]));
      g_array_append_val (places, line);
    }
    if (expected->len == AT_ONCE || (lines[i + 1] == NULL && expected->len > 0))
      code = check (bus, &rows, mismatches);
  }
  return code;
}

CorExit
cor_rewrite_test (GDBusConnection *bus, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = cor_input_read_lines (path, &error);
  guint mismatches = 0;
  CorExit code;

  if (lines == NULL)
    return cor_bus_fail (error);
  code = check_all (bus, lines, &mismatches);
  if (code != COR_EXIT_OK)
    return code;
  g_print (g_dngettext (GETTEXT_PACKAGE, "%u mismatch\n", "%u mismatches\n", mismatches),
           mismatches);
  return mismatches == 0 ? COR_EXIT_OK : COR_EXIT_FAILED;
}
