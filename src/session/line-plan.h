/* SPDX-License-Identifier: GPL-3.0-or-later
 * The ways in which this computer can be a phone, best first: what its user
 * has set, else what the account offers. Pure: asks nobody, keeps nothing. */
#pragma once
#include "cti/cti.h"
#include "phone/phone.h"

G_BEGIN_DECLS

typedef enum { COR_WAY_GATEWAY, COR_WAY_SIP } CorWayKind;

typedef struct {
  CorWayKind kind;
  char *user;     /* at the exchange */
  char *password; /* secret; wiped */
  char *label;    /* the extension */
  char *name;     /* of its user, or NULL */
  char *server;   /* gateway: its URL; SIP: HOST[:PORT] of the proxy, or NULL for the domain */
  char *domain;   /* of the exchange */
  guint16 port;   /* of the exchange, gateway alone */
  CorTransport transport; /* SIP alone, as the next */
  CorSrtp srtp;
  gboolean deaf;   /* calls go out, but may not come in */
  const char *why; /* static, for its user */
} CorWay;

void cor_way_free (CorWay *way);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CorWay, cor_way_free)
/* Where its signalling goes; for SIP without a proxy the domain. */
const char *cor_way_get_server (const CorWay *way);

/* What the session knows. Borrowed. */
typedef struct {
  const CorCtiProfile *profile;
  const CorCtiConfig *config; /* or NULL */
  const char *host;           /* of the CTI server, as its user typed it */
  const char *gateway;        /* its URL, set by hand; or NULL */
  const char *proxy;          /* a SIP server set by hand, or of the demo; or NULL */
  CorTransport transport;     /* to it */
  const char *encryption;     /* of sound by SIP: "auto", "off", "optional", "required"; or NULL */
  gboolean demo;              /* whose SIP server proxy is */
  const char *wish;           /* "auto", "gateway", "sip" */
} CorOffer;

/* CorWay; empty when the account has no extension for this computer. */
GPtrArray *cor_line_plan_new (const CorOffer *offer);

/* wish: as CorOffer's encryption. By itself by TLS alone: SDES sends its key along with the call,
 * in clear by other transports. */
CorSrtp cor_srtp_for (CorTransport transport, const char *wish);
/* "127.0.0.1", "::1", or NULL for a way that leads out of this machine. */
const char *cor_way_get_loopback (const CorWay *way);

G_END_DECLS
