/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is known of a call, in the places that a template has for it. */
#include "config.h"
#include "fill.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define VALUE_MAX 512 /* bytes */
#define ARGUMENTS_MAX 64

typedef char *(*Write) (const char *value);

static const struct {
  const char *place;
  gsize field;
} places[] = {
  { "$CALLER_NUMBER", G_STRUCT_OFFSET (CorFill, number) },
  { "{phone}", G_STRUCT_OFFSET (CorFill, number) },
  { "$CALLER_NAME", G_STRUCT_OFFSET (CorFill, name) },
  { "$CALLED", G_STRUCT_OFFSET (CorFill, called) },
  { "$UNIQUEID", G_STRUCT_OFFSET (CorFill, unique) },
  { "$EVENT", G_STRUCT_OFFSET (CorFill, event) },
  { "$DIRECTION", G_STRUCT_OFFSET (CorFill, direction) },
};

static int
find_place (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_str_has_prefix (text, places[i].place))
      return (int)i;
  return -1;
}

static gboolean
has_place (const char *text)
{
  for (; *text != '\0'; text++)
    if (find_place (text) >= 0)
      return TRUE;
  return FALSE;
}

gboolean
cor_fill_uses (const char *template, const char *place)
{
  return strstr (template, place) != NULL;
}

/* One line of text, not longer than anybody's name. */
static char *
dup_value (const CorFill *fill, int place)
{
  const char *value = G_STRUCT_MEMBER (const char *, fill, places[place].field);
  g_autofree char *valid = value != NULL ? g_utf8_make_valid (value, -1) : NULL;
  GString *out = g_string_new (NULL);

  for (const char *at = valid; at != NULL && *at != '\0' && out->len < VALUE_MAX;
       at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    g_string_append_unichar (out, g_unichar_iscntrl (c) ? ' ' : c);
  }
  return g_string_free (out, FALSE);
}

/* What a value has in it that looks like a place is none. */
static char *
fill_in (const char *template, const CorFill *fill, Write write)
{
  GString *out = g_string_new (NULL);

  while (*template != '\0' && out->len <= COR_FILL_MAX) {
    int place = find_place (template);
    g_autofree char *value = place >= 0 ? dup_value (fill, place) : NULL;
    g_autofree char *written = value != NULL ? write (value) : NULL;

    if (place < 0) {
      g_string_append_c (out, *template ++);
      continue;
    }
    g_string_append (out, written);
    template += strlen (places[place].place);
  }
  return g_string_free (out, FALSE);
}

static char *
write_encoded (const char *value)
{
  return g_uri_escape_string (value, NULL, FALSE);
}

/* After "https://", as far as the host and who asks go. NULL: no address of a web page. */
static char *
dup_authority (const char *url)
{
  g_autofree char *scheme = g_uri_parse_scheme (url);
  const char *start = strstr (url, "://");

  if (scheme == NULL || start == NULL ||
      (g_ascii_strcasecmp (scheme, "https") != 0 && g_ascii_strcasecmp (scheme, "http") != 0))
    return NULL;
  start += strlen ("://");
  return g_strndup (start, strcspn (start, "/?#\\"));
}

char *
cor_fill_url (const char *template, const CorFill *fill, GError **error)
{
  g_autofree char *authority = dup_authority (template);
  g_autofree char *url = NULL;
  g_autoptr (GUri) uri = NULL;

  if (authority == NULL || *authority == '\0' || has_place (authority)) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                         _ ("The page for callers that your administrator has set is no address of "
                            "the web. It has to begin with https:// and a host."));
    return NULL;
  }
  url = fill_in (template, fill, write_encoded);
  uri = strlen (url) <= COR_FILL_MAX && strpbrk (url, " \t\r\n\"<>\\") == NULL
          ? g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL)
          : NULL;
  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0') {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                         _ ("The page for callers can't be opened: its address is wrong, or too "
                            "long. Tell your administrator."));
    return NULL;
  }
  return g_steal_pointer (&url);
}

/* A name that begins with a dash would be an option of the program's. */
static char *
fill_argument (const char *argument, const CorFill *fill)
{
  g_autofree char *filled = fill_in (argument, fill, g_strdup);
  gsize dashes = find_place (argument) >= 0 ? strspn (filled, "-") : 0;

  return g_strndup (filled + dashes, COR_FILL_MAX);
}

GStrv
cor_fill_command (const char *template, const CorFill *fill, GError **error)
{
  g_auto (GStrv) arguments = NULL;
  g_autoptr (GPtrArray) filled = NULL;
  int n = 0;

  if (!g_shell_parse_argv (template, &n, &arguments, error))
    return NULL;
  if (n > ARGUMENTS_MAX || has_place (arguments[0])) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                         _ ("The command has to begin with a program, and may have 63 arguments."));
    return NULL;
  }
  filled = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (filled, g_strdup (arguments[0]));
  for (int i = 1; i < n; i++)
    g_ptr_array_add (filled, fill_argument (arguments[i], fill));
  g_ptr_array_add (filled, NULL);
  return (GStrv)g_ptr_array_free (g_steal_pointer (&filled), FALSE);
}
