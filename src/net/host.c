/* SPDX-License-Identifier: GPL-3.0-or-later
 * A server as a person types it. */
#include "config.h"
#include "net/host.h"
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* A DNS name has at most 253 characters; scheme, port and a pasted path come on top. */
#define MAX_TEXT 2048
#define MAX_NAME 253

gboolean
cor_host_is_loopback (const char *name)
{
  g_autoptr (GInetAddress) address = NULL;

  if (g_ascii_strcasecmp (name, "localhost") == 0)
    return TRUE;
  address = g_inet_address_new_from_string (name);
  return address != NULL && g_inet_address_get_is_loopback (address);
}

static gboolean
is_name (const char *name)
{
  const char *c;

  if (*name == '\0' || strlen (name) > MAX_NAME || *name == '.' || *name == '-')
    return FALSE;
  for (c = name; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && *c != '-' && *c != '.' && *c != '_')
      return FALSE;
  return strstr (name, "..") == NULL;
}

/* "Name", "10.0.0.1", "::1" -> the form that goes into a URL without brackets, or NULL. */
static char *
normalise_name (const char *name)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (name);
  g_autofree char *ascii = NULL;
  g_autofree char *lower = NULL;

  if (address != NULL)
    return g_inet_address_to_string (address);
  ascii = g_hostname_to_ascii (name);
  if (ascii == NULL || !is_name (ascii))
    return NULL;
  lower = g_ascii_strdown (ascii, -1);
  if (g_str_has_suffix (lower, "."))
    lower[strlen (lower) - 1] = '\0';
  return g_steal_pointer (&lower);
}

/* Splits "name[:port]" or "[v6][:port]" in place; a bare v6 address has no port. */
static gboolean
split_port (char *authority, char **ret_name, guint64 *ret_port)
{
  char *colon = strchr (authority, ':');
  char *name = authority;

  *ret_port = 0;
  if (*authority == '[') {
    char *end = strchr (authority, ']');

    if (end == NULL || (end[1] != '\0' && end[1] != ':'))
      return FALSE;
    colon = end[1] == ':' ? end + 1 : NULL;
    *end = '\0';
    name = authority + 1;
    if (!g_hostname_is_ip_address (name))
      return FALSE;
  } else if (colon != NULL && strchr (colon + 1, ':') != NULL) {
    colon = NULL;
  }
  if (colon != NULL) {
    if (!g_ascii_string_to_unsigned (colon + 1, 10, 1, 65535, ret_port, NULL))
      return FALSE;
    *colon = '\0';
  }
  *ret_name = name;
  return TRUE;
}

static CorHost *
make_host (const char *name, guint port, gboolean plain)
{
  CorHost *host = g_new0 (CorHost, 1);
  gboolean is_v6 = strchr (name, ':') != NULL;
  g_autofree char *bracketed = is_v6 ? g_strdup_printf ("[%s]", name) : g_strdup (name);

  if (port == 0 || port == (plain ? 80 : 443))
    host->shown = g_steal_pointer (&bracketed);
  else
    host->shown = g_strdup_printf ("%s:%u", bracketed, port);
  host->origin = g_strconcat (plain ? "http://" : "https://", host->shown, NULL);
  return host;
}

static void
set_no_host (GError **error, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, strnlen (text, 80));

  g_set_error (error, COR_NET_ERROR, COR_NET_ERROR_HOST,
               _ ("“%s” is not the name of a server. Type it like cti.example.org."), valid);
}

CorHost *
cor_host_parse (const char *text, GError **error)
{
  g_autofree char *authority = g_strstrip (g_strndup (text, MAX_TEXT));
  g_autofree char *name = NULL;
  const char *start = authority;
  char *at, *part;
  guint64 port;
  gboolean plain = g_ascii_strncasecmp (start, "http://", 7) == 0;

  if (plain)
    start += 7;
  else if (g_ascii_strncasecmp (start, "https://", 8) == 0)
    start += 8;
  memmove (authority, start, strlen (start) + 1);
  authority[strcspn (authority, "/?#")] = '\0';
  at = strrchr (authority, '@');
  if (at != NULL)
    memmove (authority, at + 1, strlen (at + 1) + 1);
  if (split_port (authority, &part, &port))
    name = normalise_name (part);
  if (name == NULL || strlen (text) > MAX_TEXT) {
    set_no_host (error, text);
    return NULL;
  }
  if (plain && !cor_host_is_loopback (name)) {
    g_propagate_error (error, cor_net_error_new (COR_NET_ERROR_HOST, name));
    return NULL;
  }
  return make_host (name, (guint)port, plain);
}

void
cor_host_free (CorHost *host)
{
  g_free (host->shown);
  g_free (host->origin);
  g_free (host);
}

gboolean
cor_host_check_url (const char *url, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : "";
  const char *name = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (name == NULL || *name == '\0') {
    set_no_host (error, url);
    return FALSE;
  }
  if (g_str_equal (scheme, "https") || g_str_equal (scheme, "wss"))
    return TRUE;
  if ((g_str_equal (scheme, "http") || g_str_equal (scheme, "ws")) && cor_host_is_loopback (name))
    return TRUE;
  g_propagate_error (error, cor_net_error_new (COR_NET_ERROR_HOST, name));
  return FALSE;
}
