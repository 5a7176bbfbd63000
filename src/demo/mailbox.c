/* SPDX-License-Identifier: GPL-3.0-or-later
 * Messages that were left for whoever signs in. */
#include "mailbox.h"
#include "json-out.h"
#include "realtime.h"
#include "tone.h"
#include <string.h>

#define MOST 1000
#define HEADER 44

struct _CorMailboxes {
  CorDemo *demo;
  GPtrArray *messages; /* CorMessage, owned, oldest first */
  guint last_id;
};

static void
free_message (gpointer data)
{
  CorMessage *message = data;
  g_free (message->number);
  g_free (message->name);
  g_free (message);
}

static CorMessage *
add (CorMailboxes *mailboxes, CorPerson *owner, const CorMessage *wanted)
{
  CorMessage *message = g_new0 (CorMessage, 1);
  *message = *wanted;
  message->id = ++mailboxes->last_id;
  message->owner = owner;
  message->number = g_strdup (wanted->number);
  message->name = g_strdup (wanted->name);
  g_ptr_array_add (mailboxes->messages, message);
  if (mailboxes->messages->len > MOST)
    g_ptr_array_remove_index (mailboxes->messages, 0);
  return message;
}

/* A colleague, somebody of the phonebook, somebody who is in none, and one who hides. */
static void
begin (CorMailboxes *mailboxes, CorPerson *owner)
{
  CorRow *row = cor_book_get (mailboxes->demo->book, TRUE, 7);
  const char *known = row ? row->fields[COR_FIELD_WORKPHONE] : "";
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  const CorMessage messages[] = {
    { .number = "anonymous", .name = "", .time = now - 912000, .seconds = 4, .heard = TRUE },
    { .number = "0721550199", .name = "", .time = now - 435600, .seconds = 21, .heard = TRUE },
    { .number = "203", .name = "Carla Verdi", .time = now - 97200, .seconds = 7, .heard = TRUE },
    { .number = (char *)known, .name = "", .time = now - 5400, .seconds = 12 },
    { .number = "202", .name = "Roberto Bianchi", .time = now - 1500, .seconds = 9 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (messages); i++)
    add (mailboxes, owner, &messages[i])->hertz = 400 + 100 * i;
}

CorMailboxes *
cor_mailboxes_new (CorDemo *demo)
{
  CorMailboxes *mailboxes = g_new0 (CorMailboxes, 1);
  mailboxes->demo = demo;
  mailboxes->messages = g_ptr_array_new_with_free_func (free_message);
  mailboxes->last_id = 960;
  for (guint i = 0; i < demo->people->all->len; i++) {
    CorPerson *person = demo->people->all->pdata[i];
    if (person->password && person->advanced)
      begin (mailboxes, person);
  }
  return mailboxes;
}

void
cor_mailboxes_free (CorMailboxes *mailboxes)
{
  g_ptr_array_unref (mailboxes->messages);
  g_free (mailboxes);
}

GPtrArray *
cor_mailboxes_list (CorMailboxes *mailboxes, CorPerson *owner)
{
  GPtrArray *found = g_ptr_array_new ();
  for (guint i = mailboxes->messages->len; i > 0; i--) {
    CorMessage *message = mailboxes->messages->pdata[i - 1];
    if (message->owner == owner)
      g_ptr_array_add (found, message);
  }
  return found;
}

CorMessage *
cor_mailboxes_find (CorMailboxes *mailboxes, const char *id)
{
  guint64 number;
  if (!id || !g_ascii_string_to_unsigned (id, 10, 0, G_MAXUINT, &number, NULL))
    return NULL;
  for (guint i = 0; i < mailboxes->messages->len; i++) {
    CorMessage *message = mailboxes->messages->pdata[i];
    if (message->id == number)
      return message;
  }
  return NULL;
}

guint
cor_mailboxes_count (CorMailboxes *mailboxes, CorPerson *owner, gboolean heard)
{
  guint n = 0;
  for (guint i = 0; i < mailboxes->messages->len; i++) {
    CorMessage *message = mailboxes->messages->pdata[i];
    n += message->owner == owner && message->heard == heard;
  }
  return n;
}

/* Its user is told how many there are, everybody only of the new ones; numbers are texts. */
static void
tell (CorMailboxes *mailboxes, CorPerson *owner)
{
  g_autofree char *fresh = g_strdup_printf ("%u", cor_mailboxes_count (mailboxes, owner, FALSE));
  g_autofree char *old = g_strdup_printf ("%u", cor_mailboxes_count (mailboxes, owner, TRUE));
  g_autoptr (GString) own = g_string_new (NULL);
  g_autoptr (GString) all = g_string_new (NULL);
  cor_json_open (own, NULL, '{');
  cor_json_open (own, owner->main, '{');
  cor_json_string (own, "inbox", fresh);
  cor_json_string (own, "old", old);
  cor_json_close (own, '}');
  cor_json_close (own, '}');
  cor_json_open (all, NULL, '{');
  cor_json_string (all, "voicemail", owner->main);
  cor_json_string (all, "counter", fresh);
  cor_json_close (all, '}');
  cor_realtime_emit (mailboxes->demo->realtime, owner->username, "updateNewVoiceMessages",
                     own->str);
  cor_realtime_emit (mailboxes->demo->realtime, NULL, "newVoiceMessageCounter", all->str);
}

/* The real one means to tell of this too, and fails to before it has. */
void
cor_mailboxes_remove (CorMailboxes *mailboxes, CorMessage *message)
{
  g_ptr_array_remove (mailboxes->messages, message);
}

void
cor_mailboxes_note_heard (CorMailboxes *mailboxes, CorMessage *message)
{
  if (message->heard)
    return;
  message->heard = TRUE;
  tell (mailboxes, message->owner);
}

void
cor_mailboxes_leave (CorMailboxes *mailboxes, CorPerson *owner, const CorMessage *message)
{
  add (mailboxes, owner, message)->time = g_get_real_time () / G_USEC_PER_SEC;
  tell (mailboxes, owner);
}

/* --- Their sound. --- */

static void
put_number (GByteArray *file, guint32 number, guint bytes)
{
  number = GUINT32_TO_LE (number);
  g_byte_array_append (file, (const guint8 *)&number, bytes);
}

/* PCM, one channel, 16 bit. */
static void
put_header (GByteArray *file, guint32 bytes)
{
  g_byte_array_append (file, (const guint8 *)"RIFF", 4);
  put_number (file, bytes + HEADER - 8, 4);
  g_byte_array_append (file, (const guint8 *)"WAVEfmt ", 8);
  put_number (file, 16, 4);
  put_number (file, 1, 2);
  put_number (file, 1, 2);
  put_number (file, COR_TONE_RATE, 4);
  put_number (file, 2 * COR_TONE_RATE, 4);
  put_number (file, 2, 2);
  put_number (file, 16, 2);
  g_byte_array_append (file, (const guint8 *)"data", 4);
  put_number (file, bytes, 4);
}

GString *
cor_sound_write (guint hertz, guint seconds)
{
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_autofree char *text = NULL;
  CorTone tone = { 0 };
  GString *json = g_string_new (NULL);
  put_header (file, 2 * COR_TONE_RATE * seconds);
  for (guint i = 0; i < seconds * (COR_TONE_RATE / COR_TONE_FRAME); i++) {
    gint16 frame[COR_TONE_FRAME];
    cor_tone_make (&tone, hertz, frame, COR_TONE_FRAME);
    for (guint s = 0; s < COR_TONE_FRAME; s++)
      frame[s] = GINT16_TO_LE (frame[s]);
    g_byte_array_append (file, (const guint8 *)frame, sizeof frame);
  }
  text = g_base64_encode (file->data, file->len);
  cor_json_string (json, NULL, text);
  return json;
}
