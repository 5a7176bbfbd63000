/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a diagnosis has found out, before anybody judges it. Filled by probes,
 * read by judges; of no account, no screen and no machine in particular. */
#pragma once
#include "model/check.h"

G_BEGIN_DECLS

typedef enum { COR_FACT_UNKNOWN, COR_FACT_NO, COR_FACT_YES } CorFact;

/* Each looks once, side by side with the others. */
typedef enum {
  COR_LOOK_CONNECTION, /* the seven steps, and by the way what the server says of its user */
  COR_LOOK_MIRROR,
  COR_LOOK_LINKS,
  COR_LOOK_SERVICE,
  COR_LOOK_BROWSERS,
  COR_LOOK_PHONE,      /* on the desk */
  COR_LOOK_SOUND,      /* what the sound server knows */
  COR_LOOK_MICROPHONE, /* three seconds of it */
  COR_N_LOOKS,
} CorLook;

/* Each stands on those before it. */
typedef enum {
  COR_STEP_DNS,
  COR_STEP_TCP,
  COR_STEP_TLS,
  COR_STEP_REST,
  COR_STEP_WEBSOCKET,
  COR_STEP_LINE,
  COR_STEP_RTP,
  COR_N_STEPS,
} CorStep;

typedef enum {
  COR_ANSWER_NONE,    /* within its time */
  COR_ANSWER_OPEN,    /* something listens */
  COR_ANSWER_REFUSED, /* the address answers, nothing listens */
} CorAnswer;

typedef struct {
  guint late; /* bits of CorLook: they did not end in time */

  /* COR_LOOK_CONNECTION. A step's outcome is WAITING until it was tried. */
  CorVerdict steps[COR_N_STEPS];
  gboolean plain_sip; /* an account without a CTI server */
  gboolean signed_in;
  CorFact token; /* the server takes it */
  char *token_error;
  gboolean profile; /* the next ones hold */
  gboolean has_softphone, has_nethlink;
  guint desk_phones;

  /* COR_LOOK_MIRROR */
  gboolean mirror_wanted; /* there is an account */
  CorFact mirror;
  char *mirror_error;

  /* COR_LOOK_LINKS */
  CorFact installed;  /* the desktop knows the program at all */
  char *unregistered; /* schemes that it does not connect with the program; or NULL */
  char *foreign;      /* schemes that others open, with their names; or NULL */

  /* COR_LOOK_SERVICE */
  CorFact owned;       /* the program's name on the bus is this process's */
  CorFact activatable; /* and the bus starts it */

  /* COR_LOOK_BROWSERS */
  CorFact browsers_read;
  char *browsers;        /* those that leave phone links to the desktop; or NULL */
  char *browser_trouble; /* one that does not, and what it does instead; or NULL */

  /* COR_LOOK_PHONE */
  CorFact phone_registered;
  gboolean phone_needed; /* a way from this computer to it */
  CorFact phone_address; /* known */
  CorFact phone_route;
  CorAnswer phone_web; /* its web interface, the port below */
  CorAnswer phone_any; /* any other port */
  guint phone_port;
  guint phone_ms;
  CorFact phone_rang; /* when it was last tried by hand */
  char *phone_rang_text;

  /* COR_LOOK_SOUND */
  CorFact sound_server;
  CorFact has_microphone, has_speaker;
  char *chosen_missing; /* devices that were chosen and are not there; or NULL */
  CorFact muted;
  guint volume; /* percent */
  gboolean suppresses;

  /* COR_LOOK_MICROPHONE */
  CorFact opened;
  char *open_error;
  CorFact heard_out; /* the three seconds came to their end */
  double raw;        /* dBov: the loudest of the microphone alone */
  double given;      /* and of what the others get */
} CorFacts;

CorFacts *cor_facts_new (void);
void cor_facts_free (CorFacts *facts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CorFacts, cor_facts_free)
/* Replaces what was known of a step. */
void cor_facts_note_step (CorFacts *facts, CorStep step, CorCheckResult result, const char *reason);
/* The first that failed, or COR_N_STEPS. */
CorStep cor_facts_find_failed (const CorFacts *facts);

G_END_DECLS
