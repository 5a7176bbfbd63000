/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the gateway answers and tells, read from its JSON: a stranger's. Pure. */
#pragma once
#include "net/json.h"

G_BEGIN_DECLS

#define COR_JANUS_MAX_SDP (64 * 1024)
#define COR_JANUS_MAX_TEXT 1024

typedef enum {
  COR_JANUS_NOTHING, /* unknown, or of no interest */
  COR_JANUS_SUCCESS,
  COR_JANUS_ACK,
  COR_JANUS_KEEPALIVE,
  COR_JANUS_ERROR,
  COR_JANUS_TIMEOUT,  /* the session is over */
  COR_JANUS_DETACHED, /* the handle is over */
  COR_JANUS_CUT_OFF,  /* "hangup": the handle's sound is over */
  COR_JANUS_TRICKLE,
  COR_JANUS_PLUGIN,
} CorJanusKind;

typedef enum {
  COR_SIP_NOTHING,
  COR_SIP_ERROR, /* of the plugin: `code` and `text` */
  COR_SIP_REGISTERED,
  COR_SIP_REGISTRATION_FAILED,
  COR_SIP_UNREGISTERED,
  COR_SIP_CALLING,
  COR_SIP_RINGING,
  COR_SIP_PROGRESS,
  COR_SIP_ACCEPTED,
  COR_SIP_INCOMING_CALL,
  COR_SIP_UPDATING_CALL,
  COR_SIP_HANGUP,
  COR_SIP_HOLDING,
  COR_SIP_RESUMING,
  COR_SIP_TRANSFER,
  COR_SIP_NOTIFY,
  COR_SIP_GATEWAY_DOWN,
} CorSipTelling;

/* Texts are borrowed from the object that was read; each may be NULL. Numbers are 0 where absent.
 */
typedef struct {
  CorJanusKind kind;
  CorSipTelling telling; /* of a plugin's event */
  guint64 sender;        /* handle */
  guint64 id;            /* of what was made */
  guint64 master_id;
  guint64 refer_id;
  guint code; /* of an error, or SIP's */
  const char *transaction;
  const char *text;     /* of an error, or SIP's phrase */
  const char *call_id;  /* SIP's */
  const char *address;  /* sip:NUMBER@HOST of a caller */
  const char *callee;   /* likewise of who was called */
  const char *name;     /* a caller's */
  const char *content;  /* of a NOTIFY about a transfer */
  const char *refer_to; /* whom to call instead */
  JsonObject *headers;  /* SIP's, that were asked for */
  gboolean elsewhere;   /* hung up since another phone took it */
  const char *sdp;
  gboolean offer;
  const char *candidate; /* of a trickle */
  gboolean completed;
} CorJanusEvent;

/* The objects of an answer, which holds one or an array of them, of which at most 100 are taken;
 * NULL where it does not. */
GPtrArray *cor_janus_read_answer (GBytes *body);
void cor_janus_event_read (CorJanusEvent *event, JsonObject *object);
/* Notes that it came. */
void cor_janus_event_trace (JsonObject *object);

/* "sip:204@host;x=y" -> "204"; "" when it is withheld. */
char *cor_janus_read_number (const char *address);
/* What of a caller's name can be shown, or NULL. */
char *cor_janus_read_name (const char *name);

G_END_DECLS
