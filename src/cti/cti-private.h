/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the files of this room share about one account. */
#pragma once
#include "cti/cti.h"
#include "net/clock.h"
#include "net/host.h"
#include "net/http.h"
#include "net/json.h"
#include "net/pace.h"
#include "coalesce.h"
#include "desk.h"
#include "realtime.h"
#include "talked.h"

G_BEGIN_DECLS

/* Longest texts taken over from the server, in bytes. */
#define COR_CTI_MAX_ID 64
#define COR_CTI_MAX_NUMBER 64
#define COR_CTI_MAX_TEXT 512
#define COR_CTI_MAX_NOTES 4096
#define COR_CTI_MAX_TOKEN 8192
/* Of a contact's texts no more than this is kept; one longer than the second is none. */
#define COR_CTI_KEPT_TEXT 16384
#define COR_CTI_MAX_FIELD (256 * 1024)

struct _CorCti {
  GObject parent;
  CorHost *host;
  const CorClock *clock;
  CorHttp *http;
  CorPace pace;
  char *user;    /* lower case; NULL before sign-in */
  char *token;   /* JWT; NULL before sign-in */
  char *mailbox; /* the profile's, or NULL */
  gboolean otp_pending;
  char *password;          /* for a token that is no longer good; or NULL */
  GPtrArray *renewing;     /* GTask: wait for a new token; NULL unless one is asked for */
  gboolean renewing_ahead; /* of its time */
  gint64 renewed_at;       /* us, of the last try; 0: never */
  guint renew_timer;
  gint64 quiet_until;         /* us: the server has asked for it */
  GHashTable *own_extensions; /* set of the profile's, to tell the other side in history */
  CorDesk *desk;
  CorRealtime *realtime;
  GHashTable *computers;  /* extension -> CorExten: the newest of what this computer may be */
  CorTalked *talked;      /* at the user's own phones */
  CorCoalesce *extens;    /* extension -> CorExten */
  CorCoalesce *presences; /* user -> presence + 1 */
  CorCoalesce *parkings;  /* parking -> CorParkedCall */
  CorCoalesce *queues;    /* queue -> CorQueue */
  CorCoalesce *members;   /* queue and extension -> CorQueueMember */
};

CorCti *
cor_cti_new_full (const char *host, const char *ca_file, const CorClock *clock, GError **error);

/* The token is another one. */
void cor_cti_note_renewed (CorCti *self);

/* history.c: one of Asterisk's words for a caller who hides. */
gboolean cor_number_is_withheld (const char *number);

/* Asks how the phones stand; what comes back is told like the socket's news. */
void cor_cti_refresh_extensions (CorCti *self);

G_END_DECLS
