/* SPDX-License-Identifier: GPL-3.0-or-later
 * A message that somebody left, as the server lists it. Its sound is the
 * server's, and is fetched when it is to be heard. */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

#define COR_TYPE_VOICEMAIL (cor_voicemail_get_type ())
G_DECLARE_FINAL_TYPE (CorVoicemail, cor_voicemail, COR, VOICEMAIL, GObject)

typedef struct {
  const char *id;     /* the server's */
  const char *number; /* of who left it, "" when withheld */
  const char *name;   /* as the exchange had it, or NULL */
  gint64 time;        /* unix seconds; 0 where the server does not know */
  gint64 duration;    /* seconds */
  gboolean is_new;    /* nobody has heard it */
} CorVoicemailFields;

/* Properties: shown (string: who it is by the phonebook, by the exchange, the number, or
 * "Unknown"), shown-number (string: as people write it), new (boolean). */
CorVoicemail *cor_voicemail_new (const CorVoicemailFields *fields);
const char *cor_voicemail_get_id (CorVoicemail *self);
const char *cor_voicemail_get_number (CorVoicemail *self); /* never NULL */
const char *cor_voicemail_get_shown (CorVoicemail *self);
const char *cor_voicemail_get_shown_number (CorVoicemail *self); /* never NULL */
gint64 cor_voicemail_get_time (CorVoicemail *self);
gint64 cor_voicemail_get_duration (CorVoicemail *self);
gboolean cor_voicemail_is_new (CorVoicemail *self);
gboolean cor_voicemail_is_callable (CorVoicemail *self);
void cor_voicemail_set_new (CorVoicemail *self, gboolean is_new);
/* name: of the phonebook, or NULL. */
void cor_voicemail_set_name (CorVoicemail *self, const char *name);
void cor_voicemail_set_shown_number (CorVoicemail *self, const char *shown);

G_END_DECLS
