/* SPDX-License-Identifier: GPL-3.0-or-later
 * A telephone's web interface on the local network. */
#include "config.h"
#include "net/lan.h"
#include "model/secret.h"
#include <string.h>

#define MAX_URL 2048

/* Any of fc00::/7: GLib's "site-local" is the older fec0::/10. */
static gboolean
is_unique_local (GInetAddress *address)
{
  return g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6 &&
         (g_inet_address_to_bytes (address)[0] & 0xfe) == 0xfc;
}

/* 10/8, 172.16/12, 192.168/16. */
static gboolean
is_rfc1918 (GInetAddress *address)
{
  return g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4 &&
         g_inet_address_get_is_site_local (address);
}

gboolean
cor_lan_is_private (GInetAddress *address)
{
  return is_rfc1918 (address) || is_unique_local (address) ||
         g_inet_address_get_is_link_local (address);
}

static gboolean
is_plain_text (const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    if (*c <= ' ' || *c == 0x7f)
      return FALSE;
  return strlen (text) <= MAX_URL;
}

static gboolean
refuse (GError **error, const char *why)
{
  g_set_error_literal (error, COR_NET_ERROR, COR_NET_ERROR_HOST, why);
  return FALSE;
}

static gboolean
check (GUri *uri, GInetAddress *address, gboolean loopback_too, GError **error)
{
  const char *scheme = g_uri_get_scheme (uri);

  if (!g_str_equal (scheme, "http") && !g_str_equal (scheme, "https"))
    return refuse (error, "neither http nor https");
  if (address == NULL)
    return refuse (error, "its host is not a written-out address");
  if (g_uri_get_port (uri) == 0)
    return refuse (error, "port 0");
  if (!cor_lan_is_private (address) && !(loopback_too && g_inet_address_get_is_loopback (address)))
    return refuse (error, "its address is not a private one");
  return TRUE;
}

static CorLanUrl *
build (GUri *uri, GInetAddress *address)
{
  CorLanUrl *url = g_new0 (CorLanUrl, 1);
  gboolean tls = g_str_equal (g_uri_get_scheme (uri), "https");
  g_autofree char *host = g_inet_address_to_string (address);
  gboolean v6 = g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6;
  const char *path = g_uri_get_path (uri), *query = g_uri_get_query (uri);

  url->address = g_object_ref (address);
  url->port = (guint16)(g_uri_get_port (uri) > 0 ? g_uri_get_port (uri) : tls ? 443 : 80);
  url->shown = g_strdup_printf (v6 ? "[%s]:%u" : "%s:%u", host, url->port);
  url->url = g_strconcat (g_uri_get_scheme (uri), "://", url->shown, *path != '\0' ? path : "/",
                          query != NULL ? "?" : "", query != NULL ? query : "", NULL);
  url->user = g_strdup (g_uri_get_user (uri));
  url->password = g_strdup (g_uri_get_password (uri));
  return url;
}

CorLanUrl *
cor_lan_url_parse (const char *text, gboolean loopback_too, GError **error)
{
  /* Path and query go out as they came; user and password are decoded. */
  const GUriFlags flags =
    G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED_PATH | G_URI_FLAGS_ENCODED_QUERY;
  g_autoptr (GUri) uri = is_plain_text (text) ? g_uri_parse (text, flags, NULL) : NULL;
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  g_autoptr (GInetAddress) address = host != NULL ? g_inet_address_new_from_string (host) : NULL;

  if (uri == NULL) {
    refuse (error, "not a URL");
    return NULL;
  }
  return check (uri, address, loopback_too, error) ? build (uri, address) : NULL;
}

void
cor_lan_url_free (CorLanUrl *url)
{
  if (url == NULL)
    return;
  g_object_unref (url->address);
  g_free (url->url);
  g_free (url->shown);
  g_free (url->user);
  cor_secret_free (url->password);
  g_free (url);
}
