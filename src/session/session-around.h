/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the session has to do with the desktop around it, subject by subject:
 *   session-around.c       begins and ends it all
 *   session-autostart.c    it starts at login
 *   session-away.c         the screen is locked, or the desktop's user wants quiet
 *   session-dnd.c          not to be disturbed, and what was chosen before
 *   session-media-keys.c   keys of players answer and hang up
 *   session-music.c        players pause for a call
 *   session-status-item.c  the icon in the panel
 * Each follows its settings by itself. */
#pragma once
#include "session-private.h"
#include "desktop/media-keys.h"
#include "desktop/music.h"
#include "desktop/quiet.h"
#include "desktop/screen-lock.h"
#include "desktop/status-item.h"

G_BEGIN_DECLS

struct _CorAround {
  /* session-autostart.c */
  GCancellable *autostart; /* of the change under way */

  /* session-away.c */
  CorQuiet *quiet;
  CorScreenLock *lock;
  guint away_timer;     /* the screen has just been locked */
  gboolean dnd_by_lock; /* not to be disturbed because of it */

  /* session-dnd.c */
  gboolean dnd_pending; /* to be switched once the account is there */
  gboolean dnd_ours;    /* chosen here, and nothing else by anybody since */
  gboolean was_dnd;     /* when it was last looked at */
  CorPresence before;   /* what was chosen before it */
  char *before_to;      /* where calls went then, or NULL */

  /* session-media-keys.c */
  CorMediaKeys *media_keys;

  /* session-music.c */
  CorMusic *music;

  /* session-status-item.c */
  CorStatusItem *item; /* or NULL: switched off */
};

/* session-autostart.c */
void cor_session_follow_autostart (CorSession *self);

/* session-away.c */
void cor_session_follow_away (CorSession *self);
void cor_session_unfollow_away (CorSession *self);

/* session-dnd.c */
void cor_session_add_dnd_action (CorSession *self);
void cor_session_update_dnd_action (CorSession *self);
gboolean cor_session_is_dnd (CorSession *self);
gboolean cor_session_may_dnd (CorSession *self);
/* The latter chooses what was chosen before, where it is known. */
void cor_session_begin_dnd (CorSession *self);
void cor_session_end_dnd (CorSession *self);

/* session-media-keys.c */
void cor_session_follow_media_keys (CorSession *self);

/* session-music.c */
void cor_session_follow_music (CorSession *self);

/* session-status-item.c */
void cor_session_follow_status_item (CorSession *self);

G_END_DECLS
