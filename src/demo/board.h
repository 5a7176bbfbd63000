/* SPDX-License-Identifier: GPL-3.0-or-later
 * The exchange's view of its calls: what extensions show, what events are sent, what the history
 * keeps. How a call is really made is its control's business (SIP, or the desk phone's play). */
#pragma once
#include "journal.h"
#include "realtime.h"

typedef struct _CorBoard CorBoard;
typedef struct _CorBoardCall CorBoardCall;

typedef enum {
  COR_LEG_STARTING, /* the caller's own telephone rings, nobody is called yet */
  COR_LEG_RINGING,
  COR_LEG_UP,
} CorLegState;

/* What the owner of a call can be asked. */
typedef struct {
  void (*hangup) (CorBoardCall *call, gpointer data);
  gboolean (*dtmf) (CorBoardCall *call, const char *digits, gpointer data);    /* or NULL */
  gboolean (*consult) (CorBoardCall *call, const char *number, gpointer data); /* or NULL */
} CorCallControl;

typedef struct {
  char *number, *name, *company;
  char *channel;   /* NULL: not yet called */
  CorExten *exten; /* NULL: an outside party */
  gint64 since;    /* unix seconds */
} CorSide;

struct _CorBoardCall {
  CorBoard *board;
  char *uniqueid;
  CorSide from, to;
  CorSide waiting;      /* while `from` asks `to`; its number NULL: nobody */
  gboolean swapped;     /* `from` was called by who waits */
  gboolean asked_waits; /* and who called first is talked to */
  CorLegState state;
  gint64 start, answered; /* unix microseconds; answered 0: not yet */
  gboolean held, muted;
  gboolean was_recorded;
  const char *recording; /* "true", "mute"; NULL: "false" */
  const CorCallControl *control;
  gpointer control_data;
};

CorBoard *
cor_board_new (CorPeople *people, CorBook *book, CorJournal *journal, CorRealtime *realtime);
void cor_board_free (CorBoard *board);

/* A call begins. device: the caller's telephone, or NULL for an outside caller. */
CorBoardCall *cor_board_begin (CorBoard *board,
                               const char *from,
                               const char *to,
                               const CorCallControl *control,
                               gpointer control_data);
void cor_call_ringing (CorBoardCall *call);
void cor_call_up (CorBoardCall *call);
void cor_call_record (CorBoardCall *call, const char *recording);
void cor_call_hold (CorBoardCall *call, gboolean held);
/* `exten` asks `number` while its other side waits. */
void cor_call_consult (CorBoardCall *call, const char *exten, const char *number);
void cor_call_return (CorBoardCall *call); /* to who waits */
void cor_call_swap (CorBoardCall *call);   /* who waits and who is talked to change places */
/* Over and freed. cause as in the event: "normal_clearing", "user_busy", "call_rejected", ... */
void cor_call_over (CorBoardCall *call, const char *cause);

/* Told of every call that is answered (up), and of its end before it is freed. */
typedef void (*CorBoardWatch) (CorBoardCall *call, gboolean up, gpointer data);
void cor_board_set_watch (CorBoard *board, CorBoardWatch watch, gpointer data); /* or NULL */

GPtrArray *cor_board_calls (CorBoard *board); /* borrowed */
/* The newest call of an extension, or by conversation id; NULL: none. */
CorBoardCall *cor_board_call_of (CorBoard *board, const char *exten);
CorBoardCall *cor_board_find (CorBoard *board, const char *convid);
char *cor_call_convid (const CorBoardCall *call);
/* The side of the call that is not this extension's. */
CorSide *cor_call_other (CorBoardCall *call, const char *exten);

const char *cor_board_status (CorBoard *board, const CorExten *exten);
const char *cor_board_presence (CorPerson *person, gpointer board); /* a CorPresenceFunc */
/* Tells everybody of a change of an extension or a person that no call made. */
void cor_board_announce (CorBoard *board, CorExten *exten);
/* key: "presence_onbusy" or "presence_onunavailable"; to or NULL. */
void cor_board_announce_other_presence (CorBoard *board,
                                        CorPerson *person,
                                        const char *key,
                                        const char *status,
                                        const char *to);
void cor_board_announce_presence (CorBoard *board, CorPerson *person);

/* Who waits longer than that; `by` parked them. */
typedef void (*CorBoardLate) (const char *who, const char *by, gpointer data);
void cor_board_set_parking (CorBoard *board, guint seconds, CorBoardLate late, gpointer data);
/* Somebody waits in the first free lot; what it is called, or NULL when all are taken. name: of who
 * is no colleague. */
const char *
cor_board_park_party (CorBoard *board, const char *who, const char *name, const char *by);
/* Parks the far side of `exten`'s call, which ends; the lot, or NULL when all are taken. */
const char *cor_board_park (CorBoard *board, CorBoardCall *call, const char *exten);
/* Frees the lot; the number that waited, or NULL. */
char *cor_board_unpark (CorBoard *board, const char *parking);

/* viewer: who looks; others' numbers are hidden from the plain profile. NULL: everything. */
void cor_board_write_exten (CorBoard *board,
                            const char *key,
                            CorExten *exten,
                            const CorPerson *viewer,
                            GString *out);
void cor_board_write_extens (CorBoard *board, const CorPerson *viewer, GString *out);
void cor_board_write_parkings (CorBoard *board, GString *out);

/* For board-json.c alone. */
#define COR_PARKINGS 9
#define COR_FIRST_PARKING 71
#define COR_PARKING_S 60
typedef struct {
  char *number, *name, *channel, *by, *by_name;
  gint64 since; /* monotonic seconds */
  guint source; /* until their time is up */
} CorParked;
struct _CorBoard {
  CorPeople *people;
  CorBook *book;
  CorJournal *journal;
  CorRealtime *realtime;
  GPtrArray *calls; /* CorBoardCall, newest last */
  CorBoardWatch watch;
  gpointer watch_data;
  CorParked parked[COR_PARKINGS];
  guint parking_s;
  CorBoardLate late;
  gpointer late_data;
  guint counter;
};
void cor_board_write_parking (CorBoard *board, const char *key, guint lot, GString *out);
