/* SPDX-License-Identifier: GPL-3.0-or-later
 * Somebody who works here too: who, at which telephone, and what they do now. */
#pragma once
#include <glib-object.h>
#include "model/presence.h"

G_BEGIN_DECLS

/* Who somebody is, which changes seldom. */
typedef struct {
  const char *username;      /* what the server knows them by */
  const char *name;          /* or NULL */
  const char *extension;     /* that calls go to, or NULL */
  const char *const *phones; /* every extension of theirs; or NULL */
  const char *const *groups; /* or NULL */
  CorPresence presence;      /* when this was told */
  gint64 favourite;          /* what the server keeps the star by; 0: none */
} CorColleagueFields;

/* What they do, which changes all the time. */
typedef struct {
  CorPresence presence;
  gboolean incoming; /* of the call, where there is one */
  gint64 since;      /* unix seconds; 0: no call is known */
  const char *with;  /* who is talked to, or calls; NULL: not to be known */
  const char *at;    /* their extension that is in that call, or NULL */
} CorColleagueNow;

#define COR_TYPE_COLLEAGUE (cor_colleague_get_type ())
G_DECLARE_FINAL_TYPE (CorColleague, cor_colleague, COR, COLLEAGUE, GObject)

/* Signal "changed" (): the star, or what they do now. */
CorColleague *cor_colleague_new (const CorColleagueFields *fields);
const char *cor_colleague_get_username (CorColleague *self);
const char *cor_colleague_get_name (CorColleague *self);      /* or else the user name */
const char *cor_colleague_get_extension (CorColleague *self); /* or NULL */
const char *const *cor_colleague_get_phones (CorColleague *self);
const char *const *cor_colleague_get_groups (CorColleague *self);
gint64 cor_colleague_get_favourite (CorColleague *self);
/* Good until the next "changed". */
const CorColleagueNow *cor_colleague_get_now (CorColleague *self);
/* What they do now in a few words, in the user's language: "In a call with Carla Verdi". Transfer
 * full. */
char *cor_colleague_dup_now_text (CorColleague *self);
/* A call would reach them: they are there, and in no call. */
gboolean cor_colleague_is_free (CorColleague *self);
/* Each word of the query begins a word of the name, or the user name or an extension; accents and
 * case do not matter. */
gboolean cor_colleague_matches (CorColleague *self, const char *query);
/* Favourites first, then by name as people sort. */
int cor_colleague_compare (CorColleague *a, CorColleague *b);
/* Whether both are told to be the same, but for what they do now and the star. */
gboolean cor_colleague_is_same (CorColleague *a, CorColleague *b);

/* For the list that they are in. TRUE where anything is new; "changed" is told. */
gboolean cor_colleague_set_now (CorColleague *self, const CorColleagueNow *now);
gboolean cor_colleague_set_favourite (CorColleague *self, gint64 favourite);

G_END_DECLS
