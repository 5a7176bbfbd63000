/* SPDX-License-Identifier: GPL-3.0-or-later
 * A session without phone, server and store, in the place of the real one: the
 * windows' tests put it into any state and read what they asked of it. */
#pragma once
#include "session/quality.h"
#include "session/session.h"
#include "session/sounds.h"

G_BEGIN_DECLS

/* What was asked of it, in order: "dial 201 contact", "sign-in host user password",
 * "action mute 3". Cleared by reading. Free with g_free(). */
char *fake_session_take_log (CorSession *self);
guint fake_session_get_log_length (CorSession *self);
/* By property name; both kinds notify. */
void fake_session_set_text (CorSession *self, const char *property, const char *value);
void fake_session_set_int (CorSession *self, const char *property, int value);
void fake_session_set_sync_fraction (CorSession *self, double fraction);
void fake_session_set_waiting (CorSession *self, CorDialRequest *request);
/* The rows behind every list of contacts, of calls; a query filters on what is shown. */
GListStore *fake_session_get_contact_store (CorSession *self);
GListStore *fake_session_get_history_store (CorSession *self);
void fake_session_set_reach (CorSession *self, CorHistoryReach reach);
/* Missed calls that nobody has seen. */
void fake_session_set_missed (CorSession *self, guint missed);
/* Into the log. */
void fake_session_say (CorSession *self, const char *text);
/* Behind every list of audio devices: anything with a name and a description. */
GListStore *fake_session_get_audio_store (CorSession *self);
/* Whether echo and noise can be taken out. */
void fake_session_set_voice_possible (gboolean possible);
/* dBov. */
void fake_session_set_loudness (double microphone, double speaker);
guint fake_session_get_looks (void); /* how often it was asked for */
guint fake_session_get_listeners (void);
/* "microphone PLAYS" or "echo NUMBER", which waits to be answered, or NULL. Free with g_free(). */
char *fake_session_take_check (void);
/* found: consumed when floating; or an error's text. */
void fake_session_answer_check (GVariant *found, const char *error);
/* Whether the ringtone is to be heard once, and its end, or why it can't be. */
gboolean fake_session_is_playing (void);
void fake_session_end_playing (const char *error);
/* Calls whose commands come true at once; "incoming" rings. Added to the list; borrowed. */
CorCall *fake_session_add_call (CorSession *self,
                                gboolean incoming,
                                const char *number,
                                const char *name,
                                const char *place);
/* What is told of any call's quality; before, there is none. */
void fake_session_set_quality (CorSession *self, const CorCallQuality *quality);
/* Whether the administrator has set a page for callers. */
void fake_session_set_page (CorSession *self, gboolean there);
/* Cards of a customer with numbers in them, on every number. */
void fake_session_fill_cards (CorSession *self);
/* Whether other people's calls may be seen: those of 20 calls, by pages of 10. */
void fake_session_set_others (CorSession *self, gboolean may);
/* CorCustomerCard: what is known of every number; referenced, or NULL. */
void fake_session_set_cards (CorSession *self, GPtrArray *cards);
/* What was written of every past call; trouble: why nothing can be had or changed, or NULL. */
typedef struct {
  const char *note, *summary, *transcript, *trouble;
  gboolean comes;
  gboolean denied; /* the trouble is that the user may not */
} FakeWritten;
void fake_session_set_written (CorSession *self, const FakeWritten *written);
const char *fake_session_get_note (CorSession *self);
const char *fake_session_get_summary (CorSession *self);
/* How the conference stands; at most three others are in it. */
void fake_session_fill_conference (CorSession *self, CorConferenceState state, guint others);
/* What the administrator is to be asked for, or NULL. */
void fake_session_set_to_ask (CorSession *self, const char *message);
/* As an organisation does; before there is a window. */
void fake_session_lock_host (CorSession *self, const char *host);
/* Actions that choose what the user is seen as, which those that ask bind to; and some on calls of
 * colleagues. */
void fake_session_add_presence (CorSession *self);
/* Those on parked calls, speed dials and queues. */
void fake_session_add_reception (CorSession *self);
/* Eight colleagues: two favourites, in Sales, Support, Accounts and Workshop, each doing something
 * else. */
void fake_session_fill_colleagues (CorSession *self);
/* Five messages, two of them new. */
void fake_session_fill_voicemail (CorSession *self);
/* Two who wait in a parking: 71 for 42 seconds, 74 for 8. */
void fake_session_fill_parked (CorSession *self);
/* Three of them, the second a favourite colleague: ids 6, 7, 8. */
void fake_session_fill_speed_dials (CorSession *self);
/* Sales (401), where two callers wait and the user, 201, is for good; Support (402), which they log
 * in to. */
void fake_session_fill_queues (CorSession *self);
/* People, calls and devices for pictures: the same on every day. */
void fake_session_fill (CorSession *self);

G_END_DECLS
