/* SPDX-License-Identifier: GPL-3.0-or-later
 * One call of the past, as the server's call records tell it. Immutable. */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  COR_HISTORY_IN,
  COR_HISTORY_OUT,
  COR_HISTORY_MISSED, /* to us, and nobody of ours answered */
  COR_HISTORY_INTERNAL,
} CorHistoryDirection;

/* Letters of a note. */
#define COR_NOTE_MAX 4000

#define COR_TYPE_HISTORY_ENTRY (cor_history_entry_get_type ())
G_DECLARE_FINAL_TYPE (CorHistoryEntry, cor_history_entry, COR, HISTORY_ENTRY, GObject)

typedef struct {
  const char *id; /* uniqueid and linkedid of the record: unique per call */
  CorHistoryDirection direction;
  gint64 time;                         /* unix seconds, UTC; 0 where the server does not know */
  gint64 duration;                     /* seconds talked, 0 when not answered */
  const char *number, *name, *company; /* of the other side; number "" when withheld */
  const char *queue;                   /* or NULL */
  gboolean answered;
  gboolean recorded;        /* the server has its sound, and lets it be heard */
  gboolean heads_day;       /* the first of its local day in the list that it is in */
  const char *shown_number; /* as people write it, or NULL: as it is */
  const char *colleague;    /* of other people's calls: who of the company it was, or NULL */
  const char *note;         /* what the user wrote of it, kept on this computer; or NULL */
} CorHistoryFields;

/* Properties, construct only, as the fields up to answered, plus shown (string: name, company,
 * shown number or "Unknown"), masked (boolean: never dialled). */
CorHistoryEntry *cor_history_entry_new (const CorHistoryFields *fields);
const char *cor_history_entry_get_id (CorHistoryEntry *self);
CorHistoryDirection cor_history_entry_get_direction (CorHistoryEntry *self);
gint64 cor_history_entry_get_time (CorHistoryEntry *self);
gint64 cor_history_entry_get_duration (CorHistoryEntry *self);
const char *cor_history_entry_get_number (CorHistoryEntry *self);
const char *cor_history_entry_get_shown_number (CorHistoryEntry *self); /* never NULL */
const char *cor_history_entry_get_name (CorHistoryEntry *self);
const char *cor_history_entry_get_company (CorHistoryEntry *self);
const char *cor_history_entry_get_queue (CorHistoryEntry *self);
const char *cor_history_entry_get_shown (CorHistoryEntry *self);
gboolean cor_history_entry_is_answered (CorHistoryEntry *self);
gboolean cor_history_entry_is_masked (CorHistoryEntry *self);
gboolean cor_history_entry_is_recorded (CorHistoryEntry *self);
gboolean cor_history_entry_heads_day (CorHistoryEntry *self);
/* Who of the company it was, of other people's calls; else NULL. */
const char *cor_history_entry_get_colleague (CorHistoryEntry *self);
/* What the user wrote of it, or NULL; never "". */
const char *cor_history_entry_get_note (CorHistoryEntry *self);
/* Transfer full. */
CorHistoryEntry *
cor_history_entry_copy_shown (CorHistoryEntry *self, const char *shown_number, gboolean heads_day);
/* A row that is still being read. */
gboolean cor_history_entry_is_placeholder (CorHistoryEntry *self);

G_END_DECLS
