/* SPDX-License-Identifier: GPL-3.0-or-later
 * The user's own conference at the exchange, as far as there is one: who is in
 * it, and where the user is. Owner: the session, which keeps one for ever.
 * Thread: main context. Observers: the conference bar, D-Bus control. */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/* Somebody in it. All but `muted` stays. */
#define COR_TYPE_PARTICIPANT (cor_participant_get_type ())
G_DECLARE_FINAL_TYPE (CorParticipant, cor_participant, COR, PARTICIPANT, GObject)

/* Properties: id (string, the exchange's word for them), number (string), name (string or NULL),
 * own (boolean: a phone of the user's), muted (boolean: the others do not hear them). */
CorParticipant *
cor_participant_new (const char *id, const char *number, const char *name, gboolean own);
const char *cor_participant_get_id (CorParticipant *self);
const char *cor_participant_get_number (CorParticipant *self);
const char *cor_participant_get_shown (CorParticipant *self); /* the name, else the number */
gboolean cor_participant_is_own (CorParticipant *self);
gboolean cor_participant_is_muted (CorParticipant *self);
void cor_participant_set_muted (CorParticipant *self, gboolean muted);

typedef enum {
  COR_CONFERENCE_NONE,
  COR_CONFERENCE_BEGINNING, /* whom the user talks to is being put there */
  COR_CONFERENCE_WAITING,   /* others are in it, the user is not, and nothing is under way */
  COR_CONFERENCE_ASKING,    /* somebody who is to be added is called */
  COR_CONFERENCE_ASKED,     /* and talked to */
  COR_CONFERENCE_JOINING,   /* the user's phone is about to be called into it */
  COR_CONFERENCE_INSIDE,
} CorConferenceState;

#define COR_TYPE_CONFERENCE (cor_conference_get_type ())
G_DECLARE_FINAL_TYPE (CorConference, cor_conference, COR, CONFERENCE, GObject)

/* A GListModel of CorParticipant. Properties: state (int, CorConferenceState), asked (string or
 * NULL: who is to be added, for people), trouble (string or NULL: what did not work, for the
 * user). */
CorConference *cor_conference_new (void);
CorConferenceState cor_conference_get_state (CorConference *self);
const char *cor_conference_get_asked (CorConference *self);
const char *cor_conference_get_trouble (CorConference *self);
/* By number; transfer none, or NULL. */
CorParticipant *cor_conference_find (CorConference *self, const char *number);
guint cor_conference_count_others (CorConference *self); /* all but the user's own phones */

/* For the session alone. */
void cor_conference_set_state (CorConference *self, CorConferenceState state);
void cor_conference_set_asked (CorConference *self, const char *asked);
void cor_conference_set_trouble (CorConference *self, const char *trouble);
/* Takes over who is new and drops who is gone; who stays keeps their place. */
void cor_conference_set_participants (CorConference *self, GPtrArray *participants);

G_END_DECLS
