/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who is signed in, by either generation's token. */
#pragma once
#include "people.h"

typedef struct {
  char *token, *user; /* user as typed at sign-in */
  CorPerson *person;
  gint64 expires;    /* unix seconds */
  gboolean verified; /* the second factor was given */
  guint serial;      /* of the older server's token behind it, see CorSessions */
  char *audience;    /* of an integration token, or NULL */
} CorSession;

typedef struct _CorSessions CorSessions;

typedef enum {
  COR_TOKEN_GOOD,
  COR_TOKEN_MISSING,
  COR_TOKEN_MALFORMED,
  COR_TOKEN_BAD_SIGNATURE,
  COR_TOKEN_EXPIRED,
  COR_TOKEN_UNKNOWN, /* well made but signed out, or waiting for its second factor */
} CorTokenState;

CorSessions *cor_sessions_new (CorPeople *people);
void cor_sessions_free (CorSessions *sessions);

/* The middleware's. Sign-in by extension number gives a session whose every proxied request is
 * refused, and breaks those that were: that is what the real one does. NULL: wrong. */
CorSession *cor_sessions_sign_in (CorSessions *sessions, const char *user, const char *password);
CorSession *cor_sessions_issue (CorSessions *sessions,
                                CorPerson *person,
                                const char *audience,
                                gboolean verified);
CorTokenState
cor_sessions_check (CorSessions *sessions, const char *authorization, CorSession **ret_session);
/* The session holds the older server's token that is valid now. */
gboolean cor_sessions_is_fresh (CorSessions *sessions, const CorSession *session);
CorSession *
cor_sessions_find_audience (CorSessions *sessions, const CorPerson *person, const char *audience);
gboolean cor_sessions_knows (CorSessions *sessions, const CorPerson *person);
void cor_sessions_drop (CorSessions *sessions, CorSession *session);
/* All of the person's but `keep`. */
void cor_sessions_drop_all (CorSessions *sessions, const CorPerson *person, const CorSession *keep);
void cor_sessions_expire_all (CorSessions *sessions);

/* The older server's: the nonce of a good sign-in, or NULL. */
char *cor_sessions_legacy_sign_in (CorSessions *sessions, const char *user, const char *password);
CorPerson *cor_sessions_legacy_check (CorSessions *sessions, const char *authorization);
void cor_sessions_legacy_sign_out (CorSessions *sessions, const char *authorization);
/* A new lasting token; the one before it is no longer good, nor what stood on it. */
char *cor_sessions_legacy_lasting (CorSessions *sessions, const char *user, CorPerson *person);
