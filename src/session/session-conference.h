/* SPDX-License-Identifier: GPL-3.0-or-later
 * The user's conference: somebody is added to a call, and all talk together.
 * Main context. */
#pragma once
#include "session-private.h"

G_BEGIN_DECLS

typedef enum {
  COR_WISH_ADD, /* `who`, a number, to `call`: its other side waits in the conference while they are
                   called and talked to */
  COR_WISH_JOIN, /* whom the user talks to goes to the conference, and the user too */
  COR_WISH_END,  /* for everybody */
  COR_WISH_MUTE, /* `who`, the number of a participant; so are the next two */
  COR_WISH_UNMUTE,
  COR_WISH_REMOVE,
} CorWishKind;

typedef struct {
  CorWishKind kind;
  CorCall *call;
  const char *who;
} CorWish;

/* The answer comes when the server has begun to; what becomes of it is in the conference. Without a
 * callback the user is told what went wrong. wish is read at once. */
void cor_session_confer_async (CorSession *self,
                               const CorWish *wish,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean cor_session_confer_finish (CorSession *self, GAsyncResult *result, GError **error);
/* The profile lets it be, in the call that is talked in. */
gboolean cor_session_can_add (CorSession *self);
gboolean cor_session_can_join (CorSession *self);

/* For session.c and session-account.c. */
void cor_session_watch_conference (CorSession *self); /* of a new account */
void cor_session_look_for_conference (CorSession *self);
void cor_session_conference_note_added (CorSession *self, CorCall *call);
void cor_session_conference_note_changed (CorSession *self, CorCall *call, const char *property);
void cor_session_conference_note_ended (CorSession *self, CorCall *call);
void cor_session_conference_clear (CorSession *self);

/* Between session-conference.c, what is known of the conference, and session-confer.c, what its
 * user does. */
struct _CorMeet {
  char *id;         /* the extension whose conference it is, and at which the user is called */
  gboolean here;    /* that is this computer */
  gboolean putting; /* whom the user talks to is being put there; the server has not answered */
  gboolean joining;
  gboolean awaits;  /* the call by which the user joins; it may be told late */
  CorCall *leaving; /* who talks in it is put there, so it ends, and then: */
  char *next;       /* a number to call, or NULL: the conference is joined */
  CorCall *asked;   /* is called, or talked to */
  CorCall *inside;  /* the user's own call into it */
  gint64 since;     /* the server was last asked to change it then; monotonic us */
  guint timer;      /* for what is awaited */
  guint poll;
  GHashTable *told; /* participant's id -> muted, as the server has it */
};

CorMeet *cor_session_begin_meet (CorSession *self, const char *id, gboolean here);
void cor_session_end_meet (CorSession *self);
void cor_session_update_meet (CorSession *self); /* what is shown of it */
void cor_session_refresh_meet (CorSession *self, gboolean or_forget);
void cor_session_join_meet (CorSession *self, GTask *task); /* task: taken, or NULL */
void cor_session_proceed_meet (CorSession *self);           /* `leaving` has ended */

G_END_DECLS
