/* SPDX-License-Identifier: GPL-3.0-or-later
 * How the server is told to misbehave. */
#pragma once
#include <glib.h>

typedef enum {
  COR_REST_GOOD,
  COR_REST_500,
  COR_REST_404,
  COR_REST_HTML,
  COR_REST_BADJSON,
  COR_REST_HUGE,
  COR_REST_WRONGTYPES,
  COR_REST_CUT,
} CorRestFault;
typedef enum {
  COR_SOCKET_GOOD,
  COR_SOCKET_CUT,
  COR_SOCKET_SILENT,
  COR_SOCKET_REFUSE
} CorSocketFault;
typedef enum { COR_SIP_GOOD, COR_SIP_503, COR_SIP_GONE, COR_SIP_NO_TRANSFER } CorSipFault;
typedef enum {
  COR_GATEWAY_GOOD,
  COR_GATEWAY_HTML,
  COR_GATEWAY_BADJSON,
  COR_GATEWAY_502
} CorGatewayFault;

typedef struct {
  CorRestFault rest;
  guint slow_ms;
  gboolean tokens_refused; /* every token, until switched off */
  gboolean tokens_expired; /* those given out by now: taken and cleared by who obeys */
  CorSocketFault socket;   /* CUT is obeyed once */
  CorSipFault sip;
  CorGatewayFault gateway;
  gboolean conferences_untold; /* their events are lost */
  char withheld[16];           /* devices of this type that no profile lists; "computer": of all
                                  but desk phones; "" none */
  guint rtp_loss;              /* percent */
  guint rate;                  /* requests a second before 429; 0: any number */
} CorFaults;

#define COR_FAULTS_RATE 25

/* kind and value as in "--fault KIND=VALUE"; value "none" ends the fault. */
gboolean cor_faults_set (CorFaults *faults, const char *kind, const char *value, GError **error);
gboolean cor_faults_set_option (CorFaults *faults, const char *option, GError **error);
