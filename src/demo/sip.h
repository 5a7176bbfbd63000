/* SPDX-License-Identifier: GPL-3.0-or-later
 * The SIP side: a registrar and the parties, on a thread of their own.
 *
 * Every function is called on the main context; what happens is told there too, as copies. */
#pragma once
#include "faults.h"
#include "people.h"

typedef struct _CorSip CorSip;

typedef enum {
  COR_SIP_EVENT_REGISTERED,
  COR_SIP_EVENT_UNREGISTERED,
  COR_SIP_EVENT_BEGIN,
  COR_SIP_EVENT_RINGING,
  COR_SIP_EVENT_UP,
  COR_SIP_EVENT_HELD,
  COR_SIP_EVENT_RESUMED,
  COR_SIP_EVENT_RETURNED, /* from who was asked to who waited */
  COR_SIP_EVENT_JOINED,   /* its party (from) and another call's (to) talk to each other now */
  COR_SIP_EVENT_OVER,
} CorSipEventKind;

typedef struct {
  CorSipEventKind kind;
  guint call;            /* 0: of a registration */
  char from[64], to[64]; /* numbers; of a registration: from is the user */
  char cause[32];        /* OVER: "normal_clearing", "user_busy", ... */
  char address[64], agent[128];
  guint port;
} CorSipEvent;

typedef void (*CorSipEventFunc) (const CorSipEvent *event, gpointer data);

/* How a party calls the user. */
typedef struct {
  const char *from, *to;
  gboolean early;              /* sound before the answer */
  guint cancel_after_ms;       /* 0: never */
  gboolean answered_elsewhere; /* what the CANCEL says */
  guint hangup_after_ms;       /* after the answer; 0: never */
  gboolean answer_after;       /* asks the telephone to answer by itself */
  const char *shown;           /* as whom; NULL: as `from` */
} CorSipCall;

/* What those who talk to a party hear of it instead of its own note. */
#define COR_SIP_CHORD 8
typedef struct {
  guint hertz[COR_SIP_CHORD];
  guint n;
} CorSipChord;

CorSip *cor_sip_new (guint port,
                     CorPeople *people,
                     CorSipEventFunc on_event,
                     gpointer data,
                     GError **error);
void cor_sip_free (CorSip *sip);
guint cor_sip_get_port (CorSip *sip); /* of UDP and of TCP */
void cor_sip_set_faults (CorSip *sip, const CorFaults *faults);
/* FALSE: nobody is registered as `to`. */
gboolean cor_sip_call (CorSip *sip, const CorSipCall *call);
void cor_sip_hangup (CorSip *sip, guint call);
/* The call's party waits while the user talks to `number`; FALSE: not now. */
gboolean cor_sip_consult (CorSip *sip, guint call, const char *number);
/* From now on, in calls that are there and in those to come. */
void cor_sip_set_chord (CorSip *sip, const char *number, const CorSipChord *chord);
/* action: "hangup", "elsewhere" (a CANCEL that says so), "hold", "resume", "dtmf"; on the newest
 * call of the party. */
gboolean cor_sip_party (CorSip *sip, const char *number, const char *action, const char *digits);
/* For /demo/state: "parties" and "registrations". */
void cor_sip_write (CorSip *sip, GString *out);
