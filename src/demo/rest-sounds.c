/* SPDX-License-Identifier: GPL-3.0-or-later
 * /voicemail, and the recordings of /historycall: lists, sounds, and their end. */
#include "json-in.h"
#include "json-out.h"
#include "mailbox.h"
#include "rest-sounds.h"
#include <string.h>

#define MOST_SECONDS 20
#define RECORDING_HERTZ 700

/* --- Messages. --- */

static void
write_message (const CorMessage *message, GString *out)
{
  const char *folder = message->heard ? "Old" : "INBOX";
  g_autofree char *lower = g_ascii_strdown (folder, -1);
  g_autofree char *time = g_strdup_printf ("%" G_GINT64_FORMAT, message->time);
  g_autofree char *seconds = g_strdup_printf ("%u", message->seconds);
  g_autofree char *caller = g_strdup_printf ("\"%s\" <%s>", message->name, message->number);
  g_autofree char *dir =
    g_strdup_printf ("/var/spool/asterisk/voicemail/default/%s/%s", message->owner->main, folder);
  cor_json_open (out, NULL, '{');
  cor_json_string (out, "origtime", time);
  cor_json_string (out, "duration", seconds);
  cor_json_int (out, "id", message->id);
  cor_json_string (out, "dir", dir);
  cor_json_string (out, "callerid", caller);
  cor_json_string (out, "mailboxuser", message->owner->main);
  cor_json_string (out, "type", lower);
  cor_json_close (out, '}');
}

/* The user's own greeting stands among the messages. */
static void
write_greeting (CorPerson *owner, GString *out)
{
  cor_json_open (out, NULL, '{');
  cor_json_string (out, "origtime", NULL);
  cor_json_string (out, "duration", NULL);
  cor_json_int (out, "id", 1);
  cor_json_string (out, "dir", "/var/spool/asterisk/voicemail/default/unavail");
  cor_json_string (out, "callerid", NULL);
  cor_json_string (out, "mailboxuser", owner->main);
  cor_json_string (out, "type", "unavail");
  cor_json_close (out, '}');
}

static guint
read_number (CorRequest *request, const char *name, guint otherwise)
{
  const char *text = cor_request_query (request, name);
  guint64 number;
  return text && g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT, &number, NULL) ? number
                                                                                   : otherwise;
}

/* args: all, or a folder's name; another has nothing in it. */
static void
on_list (CorRequest *request)
{
  g_autoptr (GPtrArray) messages = cor_mailboxes_list (request->demo->mailboxes, request->person);
  gboolean all = g_str_equal (request->args[0], "all");
  guint offset = read_number (request, "offset", 0);
  guint limit = read_number (request, "limit", G_MAXINT), n = 0;
  GString *rows = g_string_new (NULL), *json = g_string_new (NULL);
  cor_json_open (rows, NULL, '[');
  for (guint i = 0; i < messages->len; i++) {
    CorMessage *message = messages->pdata[i];
    if (!all && !g_str_equal (request->args[0], message->heard ? "old" : "inbox"))
      continue;
    if (n >= offset && n - offset < limit)
      write_message (message, rows);
    n++;
  }
  if (all && request->person->advanced && offset + limit > n++)
    write_greeting (request->person, rows);
  cor_json_close (rows, ']');
  cor_json_open (json, NULL, '{');
  cor_json_int (json, "count", n);
  cor_json_raw (json, "rows", rows->str);
  cor_json_close (json, '}');
  g_string_free (rows, TRUE);
  cor_reply_json (request, 200, json);
}

static void
on_counters (CorRequest *request)
{
  CorDemo *demo = request->demo;
  GString *json = g_string_new (NULL);
  cor_json_open (json, NULL, '{');
  for (guint i = 0; i < demo->people->all->len; i++) {
    CorPerson *person = demo->people->all->pdata[i];
    if (!person->password)
      continue;
    g_autofree char *n =
      g_strdup_printf ("%u", cor_mailboxes_count (demo->mailboxes, person, FALSE));
    cor_json_open (json, person->main, '{');
    cor_json_string (json, "newMessageCount", n);
    cor_json_close (json, '}');
  }
  cor_json_close (json, '}');
  cor_reply_json (request, 200, json);
}

/* NULL: answered. */
static CorMessage *
find_own (CorRequest *request, const char *id)
{
  CorMessage *message = cor_mailboxes_find (request->demo->mailboxes, id);
  if (!message)
    cor_reply_empty (request, 500, "getting voicemail mailbox from db voice message id");
  else if (message->owner == request->person)
    return message;
  else
    cor_reply_empty (request, 403, NULL);
  return NULL;
}

static void
on_listen (CorRequest *request)
{
  CorMessage *message = find_own (request, request->args[0]);
  if (!message)
    return;
  cor_reply_json (request, 200, cor_sound_write (message->hertz, message->seconds));
  cor_mailboxes_note_heard (request->demo->mailboxes, message);
}

static void
on_delete (CorRequest *request)
{
  CorMessage *message = find_own (request, cor_request_string (request, "id"));
  if (!message)
    return;
  cor_mailboxes_remove (request->demo->mailboxes, message);
  cor_reply_empty (request, 200, NULL);
}

/* --- Recordings. --- */

/* Only of calls of one's own; NULL: answered. */
static CorEntry *
find_recording (CorRequest *request, const char *id)
{
  const CorJournalQuery query = { .who = request->person, .to = G_MAXINT64 };
  g_autoptr (GPtrArray) entries = cor_journal_query (request->demo->journal, &query);
  if (!request->person->advanced || !id) {
    cor_reply_empty (request, 403, NULL);
    return NULL;
  }
  for (guint i = 0; i < entries->len; i++) {
    CorEntry *entry = entries->pdata[i];
    if (!g_str_equal (entry->uniqueid, id))
      continue;
    if (entry->recorded)
      return entry;
    cor_reply_empty (request, 500, "Error: ENOENT: no such file or directory");
    return NULL;
  }
  cor_reply_empty (request, 403, NULL);
  return NULL;
}

static void
on_listen_recording (CorRequest *request)
{
  CorEntry *entry = find_recording (request, request->args[0]);
  if (entry)
    cor_reply_json (request, 200,
                    cor_sound_write (RECORDING_HERTZ, CLAMP (entry->billsec, 2, MOST_SECONDS)));
}

static void
on_delete_recording (CorRequest *request)
{
  CorEntry *entry = find_recording (request, cor_request_string (request, "id"));
  if (!entry)
    return;
  entry->recorded = FALSE;
  cor_reply_empty (request, 200, NULL);
}

/* --- Of this one alone. --- */

void
cor_sounds_on_demo (CorRequest *request)
{
  CorDemo *demo = request->demo;
  const char *from = cor_request_string (request, "from");
  const char *name = cor_request_string (request, "name");
  const char *to = cor_request_string (request, "to");
  CorPerson *owner = cor_people_find (demo->people, to ? to : "demo");
  gint64 seconds = cor_json_get_int (request->body, "seconds", 5);
  const CorMessage message = {
    .number = (char *)from,
    .name = (char *)(name ? name : ""),
    .seconds = (guint)CLAMP (seconds, 0, 600),
    .hertz = (guint)CLAMP (cor_json_get_int (request->body, "hertz", 440), 0, 3400),
  };
  if (!from || !owner || !owner->password) {
    cor_reply_text (request, 400, "{\"error\":\"give from, and to: who signs in\"}");
    return;
  }
  cor_mailboxes_leave (demo->mailboxes, owner, &message);
  cor_reply_text (request, 200, "{\"done\":true}");
}

const CorRoute cor_routes_sounds[] = {
  { "GET", "/voicemail/list/:folder", on_list },
  { "GET", "/voicemail/new_counters", on_counters },
  { "GET", "/voicemail/listen/:id", on_listen },
  { "POST", "/voicemail/delete", on_delete },
  { "GET", "/historycall/listen_callrec/:id", on_listen_recording },
  { "POST", "/historycall/delete_callrec", on_delete_recording },
  { NULL }
};
