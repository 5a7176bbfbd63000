/* SPDX-License-Identifier: GPL-3.0-or-later
 * The history of calls. */
#pragma once
#include "book.h"

typedef struct {
  gint64 time; /* unix seconds */
  guint duration, billsec;
  const char *disposition; /* "ANSWERED", "NO ANSWER", "BUSY", "FAILED" */
  gboolean recorded;
  char *uniqueid, *linkedid, *channel, *dstchannel;
  char *src, *src_name, *src_company;
  char *dst, *dst_name, *dst_company;
  gboolean from_trunk;
} CorEntry;

typedef struct _CorJournal CorJournal;

typedef struct {
  CorPerson *who;            /* or NULL: everybody's */
  const char *exten;         /* or NULL */
  const CorPerson *group_of; /* those who work with them; with neither of the former */
  gint64 from, to;           /* unix seconds, to exclusive */
  const char *filter;        /* or NULL */
  const char *direction;     /* "in", "out", "lost" or NULL */
  gboolean without_lost, oldest_first;
} CorJournalQuery;

CorJournal *cor_journal_new (guint calls, guint seed, CorPeople *people, CorBook *book);
void cor_journal_free (CorJournal *journal);
/* Takes the entry, which is the newest. */
void cor_journal_add (CorJournal *journal, CorEntry *entry);
GPtrArray *cor_journal_query (CorJournal *journal, const CorJournalQuery *query);
void cor_entry_write (const CorEntry *entry, const CorJournalQuery *query, GString *out);
