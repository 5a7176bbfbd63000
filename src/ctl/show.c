/* SPDX-License-Identifier: GPL-3.0-or-later
 * Answers of the program, for people and for scripts. */
#include "config.h"
#include "show.h"
#include "json.h"
#include <glib/gi18n-lib.h>
#include <stdio.h>

/* Names come from servers and callers: a terminal's control sequences and line
 * ends among them must not act on the terminal that shows them. */
static char *
make_safe (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    g_string_append_unichar (out, g_unichar_iscntrl (c) || c == 0x2028 || c == 0x2029 ? ' ' : c);
  }
  return g_string_free (out, FALSE);
}

char *
cor_show_value (GVariant *value)
{
  g_autoptr (GVariant) inner = g_variant_is_of_type (value, G_VARIANT_TYPE_VARIANT)
                                 ? g_variant_get_variant (value)
                                 : g_variant_ref (value);

  if (g_variant_is_of_type (inner, G_VARIANT_TYPE_STRING))
    return make_safe (g_variant_get_string (inner, NULL));
  if (g_variant_is_of_type (inner, G_VARIANT_TYPE_BOOLEAN))
    return g_strdup (g_variant_get_boolean (inner) ? "yes" : "no");
  if (g_variant_is_of_type (inner, G_VARIANT_TYPE_DOUBLE))
    return g_strdup_printf ("%.1f", g_variant_get_double (inner));
  return g_variant_print (inner, FALSE);
}

char *
cor_show_key (GVariant *dictionary, const char *key)
{
  g_autoptr (GVariant) value = g_variant_lookup_value (dictionary, key, NULL);

  return value != NULL ? cor_show_value (value) : g_strdup ("");
}

void
cor_show_line (const char *text)
{
  /* Not g_print(), which turns other alphabets into question marks in the C locale. */
  fputs (text, stdout);
  fputc ('\n', stdout);
  fflush (stdout);
}

void
cor_show_json (GVariant *value)
{
  g_autoptr (GString) out = g_string_new (NULL);

  cor_json_append (out, value);
  cor_show_line (out->str);
}

void
cor_show_dictionary (GVariant *dictionary)
{
  GVariantIter iter;
  const char *key;
  GVariant *value;

  g_variant_iter_init (&iter, dictionary);
  while (g_variant_iter_next (&iter, "{&sv}", &key, &value)) {
    g_autofree char *text = cor_show_value (value);

    g_print ("%s: %s\n", key, text);
    g_variant_unref (value);
  }
}

/* Unix seconds as local date and time. */
static char *
show_time (GVariant *row)
{
  gint64 seconds = 0;
  g_autoptr (GDateTime) time = NULL;

  if (g_variant_lookup (row, "time", "x", &seconds))
    time = g_date_time_new_from_unix_local (seconds);
  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M:%S") : g_strdup ("");
}

void
cor_show_rows (GVariant *rows, const char *const *keys)
{
  GVariantIter iter;
  GVariant *row;

  g_variant_iter_init (&iter, rows);
  while ((row = g_variant_iter_next_value (&iter)) != NULL) {
    for (guint i = 0; keys[i] != NULL; i++) {
      g_autofree char *text =
        g_str_equal (keys[i], "time") ? show_time (row) : cor_show_key (row, keys[i]);

      g_print ("%s%s", i > 0 ? "\t" : "", text);
    }
    g_print ("\n");
    g_variant_unref (row);
  }
}

static void
show_contact (GVariant *contact)
{
  g_autofree char *name = cor_show_key (contact, "name");
  g_autofree char *company = cor_show_key (contact, "company");
  g_autoptr (GVariant) numbers =
    g_variant_lookup_value (contact, "numbers", G_VARIANT_TYPE ("a(ss)"));
  gsize n = numbers != NULL ? g_variant_n_children (numbers) : 0;

  for (gsize i = 0; i < n; i++) {
    const char *kind, *number;
    g_autofree char *safe = NULL;

    g_variant_get_child (numbers, i, "(&s&s)", &kind, &number);
    safe = make_safe (number);
    g_print ("%s\t%s\t%s\t%s\n", name, company, kind, safe);
  }
  if (n == 0)
    g_print ("%s\t%s\t\t\n", name, company);
}

void
cor_show_contacts (GVariant *contacts)
{
  for (gsize i = 0; i < g_variant_n_children (contacts); i++) {
    g_autoptr (GVariant) contact = g_variant_get_child_value (contacts, i);

    show_contact (contact);
  }
}
