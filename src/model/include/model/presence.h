/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the company sees of a user (the server's mainPresence). */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  COR_PRESENCE_UNKNOWN,
  COR_PRESENCE_ONLINE,
  COR_PRESENCE_BUSY,
  COR_PRESENCE_RINGING,
  COR_PRESENCE_OFFLINE,
  COR_PRESENCE_DND,
  COR_PRESENCE_VOICEMAIL,
  COR_PRESENCE_CELLPHONE,
  COR_PRESENCE_CALLFORWARD,
} CorPresence;

/* The server's word and back; an unknown word is UNKNOWN, whose word is NULL. */
CorPresence cor_presence_from_word (const char *word);
const char *cor_presence_to_word (CorPresence presence);
/* For the user, in their language; static. */
const char *cor_presence_to_text (CorPresence presence);

G_END_DECLS
