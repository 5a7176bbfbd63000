/* SPDX-License-Identifier: GPL-3.0-or-later
 * Everybody who works here, favourites first, then by name; what they do is
 * told live. News come in bursts, so they are taken together: however many there
 * are, what follows the list hears of them a few times a second, and of those
 * alone who do something else now. */
#pragma once
#include <gio/gio.h>
#include "model/clock.h"
#include "model/colleague.h"

G_BEGIN_DECLS

/* What the server sends beyond is not kept. */
#define COR_COLLEAGUES_MAX 5000
#define COR_COLLEAGUE_PHONES_MAX 10000
#define COR_COLLEAGUE_GROUPS_MAX 200
/* At least so long between two tellings. */
#define COR_COLLEAGUES_PACE_MS 250

/* A telephone of anybody's, and the call it is in. */
typedef struct {
  const char *exten;
  const char *status; /* the server's word */
  const char *with;   /* the other side's name or number; NULL: no call, or not to be known */
  gint64 since;       /* unix seconds; 0: no call */
  gboolean incoming, connected;
} CorColleaguePhone;

#define COR_TYPE_COLLEAGUE_LIST (cor_colleague_list_get_type ())
G_DECLARE_FINAL_TYPE (CorColleagueList, cor_colleague_list, COR, COLLEAGUE_LIST, GObject)

/* A GListModel of CorColleague. Properties: loading (boolean: they are being fetched), error
 * (string or NULL: why there are none), live (boolean: what they do is told).
 * Signal "updated" (GPtrArray of CorColleague): those do something else now. Who comes, goes, or
 * gets a star is told by items-changed. */
CorColleagueList *cor_colleague_list_new (const CorClock *clock);
CorColleague *cor_colleague_list_find (CorColleagueList *self, const char *username); /* or NULL */
/* Whose extension it is, or NULL. */
CorColleague *cor_colleague_list_find_phone (CorColleagueList *self, const char *exten);
/* Of all of them, sorted; transfer full, free with g_strfreev(). */
char **cor_colleague_list_dup_groups (CorColleagueList *self);

/* For the session. colleagues: CorColleague; whoever is in the list already stays as they are,
 * and only what differs is told. */
void cor_colleague_list_take (CorColleagueList *self, GPtrArray *colleagues);
void cor_colleague_list_clear (CorColleagueList *self); /* of everything, news too */
void cor_colleague_list_note_phone (CorColleagueList *self, const CorColleaguePhone *phone);
void cor_colleague_list_note_presence (CorColleagueList *self,
                                       const char *username,
                                       CorPresence presence);
void cor_colleague_list_set_favourite (CorColleagueList *self,
                                       CorColleague *colleague,
                                       gint64 favourite);
void cor_colleague_list_set_loading (CorColleagueList *self, gboolean loading, const char *error);
void cor_colleague_list_set_live (CorColleagueList *self, gboolean live);

G_END_DECLS
