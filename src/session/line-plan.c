/* SPDX-License-Identifier: GPL-3.0-or-later
 * The ways in which this computer can be a phone, best first.
 *
 * A stock server reaches the extension that belongs to a desktop, "nethlink",
 * by its WebRTC gateway alone: by SIP it registers, but calls to it end at the
 * server's own proxy. "mobile" is the one that is offered to plain SIP. */
#include "config.h"
#include "line-plan.h"
#include "model/secret.h"
#include "net/host.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define STOCK_EXCHANGE "127.0.0.1" /* behind the gateway, on the same machine */
#define SIP_PORT 5060

void
cor_way_free (CorWay *way)
{
  g_free (way->user);
  cor_secret_free (way->password);
  g_free (way->label);
  g_free (way->name);
  g_free (way->server);
  g_free (way->domain);
  g_free (way);
}

const char *
cor_way_get_server (const CorWay *way)
{
  return way->server != NULL ? way->server : way->domain;
}

static const char *
loopback_of (const char *host)
{
  if (host == NULL || !cor_host_is_loopback (host))
    return NULL;
  return strchr (host, ':') != NULL ? "::1" : "127.0.0.1";
}

const char *
cor_way_get_loopback (const CorWay *way)
{
  g_autoptr (GSocketConnectable) address = NULL;
  g_autoptr (GUri) uri = NULL;

  if (way->kind == COR_WAY_SIP) {
    address = g_network_address_parse (cor_way_get_server (way), SIP_PORT, NULL);
    return loopback_of (address != NULL
                          ? g_network_address_get_hostname (G_NETWORK_ADDRESS (address))
                          : cor_way_get_server (way));
  }
  uri = g_uri_parse (way->server, G_URI_FLAGS_NONE, NULL);
  return uri != NULL ? loopback_of (g_uri_get_host (uri)) : NULL;
}

CorSrtp
cor_srtp_for (CorTransport transport, const char *wish)
{
  static const char *const wishes[] = {
    [COR_SRTP_OFF] = "off", [COR_SRTP_OPTIONAL] = "optional", [COR_SRTP_REQUIRED] = "required"
  };

  for (guint i = 0; i < G_N_ELEMENTS (wishes); i++)
    if (g_strcmp0 (wish, wishes[i]) == 0)
      return (CorSrtp)i;
  return transport == COR_TRANSPORT_TLS ? COR_SRTP_OPTIONAL : COR_SRTP_OFF;
}

static const CorCtiEndpoint *
find_endpoint (const CorOffer *offer, const char *type)
{
  GPtrArray *endpoints = offer->profile->endpoints;

  for (guint i = 0; i < endpoints->len; i++) {
    const CorCtiEndpoint *endpoint = endpoints->pdata[i];

    if (g_str_equal (endpoint->type, type) && endpoint->secret != NULL)
      return endpoint;
  }
  return NULL;
}

/* One phone has one kind of socket: a way on this machine and one that leads out of it exclude
 * each other, and the better one stays. */
static void
add (GPtrArray *plan, CorWay *way)
{
  if (plan->len == 0 ||
      g_strcmp0 (cor_way_get_loopback (plan->pdata[0]), cor_way_get_loopback (way)) == 0)
    g_ptr_array_add (plan, way);
  else
    cor_way_free (way);
}

static CorWay *
new_way (const CorOffer *offer, const CorCtiEndpoint *endpoint, CorWayKind kind, const char *why)
{
  CorWay *way = g_new0 (CorWay, 1);

  way->kind = kind;
  way->user = g_strdup (endpoint->user != NULL ? endpoint->user : endpoint->id);
  way->password = g_strdup (endpoint->secret);
  way->label = g_strdup (endpoint->id);
  way->name = g_strdup (offer->profile->name);
  way->why = why;
  return way;
}

static void
add_gateway (GPtrArray *plan, const CorOffer *offer)
{
  const CorCtiEndpoint *endpoint = find_endpoint (offer, "nethlink");
  const CorCtiConfig *config = offer->config;
  g_autoptr (CorHost) host = cor_host_parse (offer->host, NULL);
  CorWay *way;

  if (endpoint == NULL || host == NULL)
    return;
  way = new_way (offer, endpoint, COR_WAY_GATEWAY,
                 offer->gateway != NULL
                   ? _ ("This gateway is set by hand.")
                   : _ ("The server reaches the extension of this computer by its gateway."));
  way->server =
    offer->gateway != NULL ? g_strdup (offer->gateway) : g_strconcat (host->origin, "/janus", NULL);
  way->domain =
    g_strdup (config != NULL && config->sip_host != NULL ? config->sip_host : STOCK_EXCHANGE);
  way->port = config != NULL && config->sip_port != 0 ? (guint16)config->sip_port : SIP_PORT;
  add (plan, way);
}

static char *
dup_domain (const CorOffer *offer)
{
  g_autoptr (CorHost) host = NULL;
  g_autoptr (GUri) uri = NULL;

  if (offer->config != NULL && offer->config->voice_endpoint != NULL)
    return g_strdup (offer->config->voice_endpoint);
  host = cor_host_parse (offer->host, NULL);
  uri = host != NULL ? g_uri_parse (host->origin, G_URI_FLAGS_NONE, NULL) : NULL;
  return g_strdup (uri != NULL ? g_uri_get_host (uri) : offer->host);
}

static void
add_sip (GPtrArray *plan, const CorOffer *offer, const char *type, gboolean deaf, const char *why)
{
  const CorCtiEndpoint *endpoint = find_endpoint (offer, type);
  CorWay *way;

  if (endpoint == NULL)
    return;
  way = new_way (offer, endpoint, COR_WAY_SIP, why);
  way->transport = offer->proxy != NULL ? offer->transport : COR_TRANSPORT_TLS;
  way->srtp = cor_srtp_for (way->transport, offer->encryption);
  way->domain = dup_domain (offer);
  way->deaf = deaf;
  if (offer->proxy != NULL)
    way->server = g_strdup (offer->proxy);
  else if (offer->profile->proxy_fqdn != NULL)
    way->server = g_strdup_printf ("%s:5061", offer->profile->proxy_fqdn);
  add (plan, way);
}

/* Who names a server knows that the extension is reached there. */
static void
add_named (GPtrArray *plan, const CorOffer *offer)
{
  const char *why = offer->demo ? _ ("The demo is a SIP server on this computer.")
                                : _ ("This SIP server is set by hand.");

  add_sip (plan, offer, "nethlink", FALSE, why);
  if (plan->len == 0)
    add_sip (plan, offer, "mobile", FALSE, why);
}

static void
add_offered (GPtrArray *plan, const CorOffer *offer)
{
  add_sip (plan, offer, "mobile", FALSE,
           _ ("The server offers your mobile extension to SIP phones."));
  add_sip (plan, offer, "nethlink", TRUE,
           _ ("The server takes calls from this computer by SIP, but calls to you may not ring "
              "here."));
}

GPtrArray *
cor_line_plan_new (const CorOffer *offer)
{
  GPtrArray *plan = g_ptr_array_new_with_free_func ((GDestroyNotify)cor_way_free);
  gboolean gateway = g_str_equal (offer->wish, "gateway");

  if (offer->proxy != NULL && !gateway) {
    add_named (plan, offer);
    return plan;
  }
  if (!g_str_equal (offer->wish, "sip"))
    add_gateway (plan, offer);
  if (!gateway && (offer->profile->proxy_fqdn != NULL || plan->len == 0))
    add_offered (plan, offer);
  return plan;
}
