/* SPDX-License-Identifier: GPL-3.0-or-later
 * Messages that were left for whoever signs in, and their sound: tones of our own. */
#pragma once
#include "demo.h"

typedef struct {
  guint id;
  CorPerson *owner;
  char *number, *name;
  gint64 time; /* unix seconds */
  guint seconds, hertz;
  gboolean heard;
} CorMessage;

typedef struct _CorMailboxes CorMailboxes;

CorMailboxes *cor_mailboxes_new (CorDemo *demo);
void cor_mailboxes_free (CorMailboxes *mailboxes);
/* The newest first; CorMessage, borrowed. */
GPtrArray *cor_mailboxes_list (CorMailboxes *mailboxes, CorPerson *owner);
/* id: as text; or NULL. */
CorMessage *cor_mailboxes_find (CorMailboxes *mailboxes, const char *id);
void cor_mailboxes_remove (CorMailboxes *mailboxes, CorMessage *message);
/* Nobody has to be told of it again. */
void cor_mailboxes_note_heard (CorMailboxes *mailboxes, CorMessage *message);
guint cor_mailboxes_count (CorMailboxes *mailboxes, CorPerson *owner, gboolean heard);
/* message: number, name, seconds and hertz are read. It is new, and everybody is told. */
void cor_mailboxes_leave (CorMailboxes *mailboxes, CorPerson *owner, const CorMessage *message);

/* {"base64"}: a WAV file of a tone, as JSON. */
GString *cor_sound_write (guint hertz, guint seconds);
