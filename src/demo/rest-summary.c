/* SPDX-License-Identifier: GPL-3.0-or-later
 * /summary, /transcripts and /history/statuses: what machines wrote of calls. Of every recorded
 * call there is something; of a call that is watched for there soon is. */
#include "rest-summary.h"
#include "json-in.h"
#include "json-out.h"
#include <string.h>

#define READY_MS 1500 /* of a call that is watched for */
#define MOST_TEXT (64 * 1024)
#define MOST_LOOKUPS 200
#define MOST_KEPT 1000

typedef struct {
  CorDemo *demo;
  char *id, *text, *transcript, *state; /* text NULL: not yet */
  char *username, *name, *number;
  guint source;
} Written;

struct _CorSummaries {
  CorDemo *demo;
  GHashTable *written; /* uniqueid -> Written */
};

static void
written_free (gpointer data)
{
  Written *written = data;
  g_clear_handle_id (&written->source, g_source_remove);
  g_free (written->id);
  g_free (written->text);
  g_free (written->transcript);
  g_free (written->state);
  g_free (written->username);
  g_free (written->name);
  g_free (written->number);
  g_free (written);
}

CorSummaries *
cor_summaries_new (CorDemo *demo)
{
  CorSummaries *summaries = g_new0 (CorSummaries, 1);
  summaries->demo = demo;
  summaries->written = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, written_free);
  return summaries;
}

void
cor_summaries_free (CorSummaries *summaries)
{
  g_hash_table_unref (summaries->written);
  g_free (summaries);
}

static Written *
keep (CorSummaries *summaries, const char *id)
{
  Written *written = g_new0 (Written, 1);
  if (g_hash_table_size (summaries->written) >= MOST_KEPT)
    g_hash_table_remove_all (summaries->written);
  written->demo = summaries->demo;
  written->id = g_strdup (id);
  written->state = g_strdup ("progress");
  g_hash_table_replace (summaries->written, written->id, written);
  return written;
}

/* Machines number who speaks. */
static void
fill (Written *written)
{
  g_free (written->state);
  written->state = g_strdup ("done");
  written->text = g_strdup ("The customer asks when the order arrives.\n"
                            "It was promised for Thursday; somebody calls them back.");
  written->transcript = g_strdup ("Speaker 1: Good morning, Borgo Verde.\n"
                                  "Speaker 2: Good morning, when does my order arrive?\n"
                                  "Speaker 1: On Thursday. I'll have somebody call you back.");
}

static CorEntry *
find_entry (CorRequest *request, const char *id, const char *linked)
{
  const CorJournalQuery query = { .who = request->person, .to = G_MAXINT64 };
  g_autoptr (GPtrArray) entries = cor_journal_query (request->demo->journal, &query);
  for (guint i = 0; i < entries->len; i++) {
    CorEntry *entry = entries->pdata[i];
    if (g_strcmp0 (entry->uniqueid, id) == 0 ||
        (linked && g_strcmp0 (entry->linkedid, linked) == 0))
      return entry;
  }
  return NULL;
}

/* NULL: there is nothing. A call may be named by either of its ids, by whoever was in it. */
static Written *
find (CorRequest *request, const char *id, const char *linked)
{
  CorSummaries *summaries = request->demo->summaries;
  Written *written = id ? g_hash_table_lookup (summaries->written, id) : NULL;
  if (written)
    return written;
  CorEntry *entry = find_entry (request, id, linked);
  if (!entry)
    return NULL;
  written = g_hash_table_lookup (summaries->written, entry->uniqueid);
  if (!written && entry->recorded) {
    written = keep (summaries, entry->uniqueid);
    fill (written);
  }
  return written;
}

static gboolean
may (CorRequest *request)
{
  if (!request->person->advanced)
    cor_reply_text (request, 403, "{\"code\":403,\"message\":\"forbidden\",\"data\":null}");
  return request->person->advanced;
}

static void
reply_none (CorRequest *request)
{
  cor_reply_text (request, 404, "{\"code\":404,\"message\":\"not found\",\"data\":null}");
}

static void
reply_text (CorRequest *request, const Written *written, const char *key, const char *text)
{
  GString *json = g_string_new (NULL);
  cor_json_open (json, NULL, '{');
  cor_json_int (json, "code", 200);
  cor_json_string (json, "message", "success");
  cor_json_open (json, "data", '{');
  cor_json_string (json, "uniqueid", written->id);
  cor_json_string (json, key, text);
  cor_json_string (json, "state", written->state);
  cor_json_string (json, "created_at", "2026-01-01T10:00:00Z");
  cor_json_close (json, '}');
  cor_json_close (json, '}');
  cor_reply_json (request, 200, json);
}

static void
on_summary (CorRequest *request)
{
  if (!may (request))
    return;
  Written *written = find (request, request->args[0], cor_request_query (request, "linkedid"));
  if (written && written->text)
    reply_text (request, written, "summary", written->text);
  else
    reply_none (request);
}

static void
on_transcript (CorRequest *request)
{
  if (!may (request))
    return;
  Written *written = find (request, request->args[0], cor_request_query (request, "linkedid"));
  if (written && written->transcript)
    reply_text (request, written, "transcription", written->transcript);
  else
    reply_none (request);
}

static void
on_change (CorRequest *request)
{
  if (!may (request))
    return;
  Written *written = find (request, request->args[0], cor_request_query (request, "linkedid"));
  const char *text = cor_request_string (request, "summary");
  if (!written || !written->text) {
    reply_none (request);
  } else if (!text || !*text || strlen (text) > MOST_TEXT) {
    cor_reply_text (request, 400, "{\"code\":400,\"message\":\"invalid\",\"data\":null}");
  } else {
    g_free (written->text);
    written->text = g_strdup (text);
    reply_text (request, written, "summary", written->text);
  }
}

static void
write_status (CorRequest *request, JsonObject *lookup, GString *json)
{
  const char *id = cor_json_get_string (lookup, "uniqueid");
  const char *linked = cor_json_get_string (lookup, "linkedid");
  Written *written = find (request, id, linked);
  cor_json_open (json, NULL, '{');
  cor_json_string (json, "uniqueid", id ? id : "");
  if (written) {
    cor_json_string (json, "linkedid", linked ? linked : "");
    cor_json_string (json, "state", written->state);
    cor_json_bool (json, "has_transcription", written->transcript != NULL);
    cor_json_bool (json, "has_summary", written->text != NULL);
  } else {
    cor_json_string (json, "error", "not_found");
  }
  cor_json_close (json, '}');
}

static void
on_statuses (CorRequest *request)
{
  if (!may (request))
    return;
  JsonNode *node = request->body ? json_object_get_member (request->body, "lookups") : NULL;
  if (!node || !JSON_NODE_HOLDS_ARRAY (node)) {
    cor_reply_text (request, 400, "{\"code\":400,\"message\":\"invalid\",\"data\":null}");
    return;
  }
  JsonArray *lookups = json_node_get_array (node);
  GString *json = g_string_new (NULL);
  cor_json_open (json, NULL, '{');
  cor_json_int (json, "code", 200);
  cor_json_string (json, "message", "success");
  cor_json_open (json, "data", '[');
  for (guint i = 0; i < MIN (json_array_get_length (lookups), MOST_LOOKUPS); i++) {
    JsonNode *element = json_array_get_element (lookups, i);
    if (JSON_NODE_HOLDS_OBJECT (element))
      write_status (request, json_node_get_object (element), json);
  }
  cor_json_close (json, ']');
  cor_json_close (json, '}');
  cor_reply_json (request, 200, json);
}

/* --- It comes. --- */

static void
announce (const Written *written)
{
  g_autoptr (GString) args = g_string_new (NULL);
  cor_json_open (args, NULL, '{');
  cor_json_string (args, "uniqueid", written->id);
  cor_json_string (args, "display_name", written->name ? written->name : "");
  cor_json_string (args, "display_number", written->number ? written->number : "");
  cor_json_close (args, '}');
  cor_realtime_emit (written->demo->realtime, written->username, "satellite/summary", args->str);
}

static gboolean
on_ready (gpointer data)
{
  Written *written = data;
  written->source = 0;
  fill (written);
  announce (written);
  return G_SOURCE_REMOVE;
}

static void
on_watch (CorRequest *request)
{
  CorSummaries *summaries = request->demo->summaries;
  const char *id = cor_request_string (request, "uniqueid");
  const char *linked = cor_request_string (request, "linkedid");
  if (!may (request))
    return;
  if (!id || !*id) {
    cor_reply_text (request, 400, "{\"code\":400,\"message\":\"uniqueid is required\"}");
    return;
  }
  CorEntry *entry = find_entry (request, id, linked);
  const char *known = entry ? entry->uniqueid : id;
  if (!g_hash_table_contains (summaries->written, known)) {
    Written *written = keep (summaries, known);
    gboolean called = entry && cor_person_device (request->person, entry->dst) != NULL;
    written->username = g_strdup (request->person->username);
    written->name = g_strdup (entry ? called ? entry->src_name : entry->dst_name : NULL);
    written->number = g_strdup (entry ? called ? entry->src : entry->dst : NULL);
    written->source = g_timeout_add (READY_MS, on_ready, written);
  }
  cor_reply_text (request, 202, "{\"code\":202,\"message\":\"watch started\",\"data\":null}");
}

void
cor_summaries_on_demo (CorRequest *request)
{
  const char *id = cor_request_string (request, "id");
  const char *text = cor_request_string (request, "text");
  const char *state = cor_request_string (request, "state");
  if (!id || (!text && !state)) {
    cor_reply_text (request, 400, "{\"error\":\"give id, and text or state\"}");
    return;
  }
  Written *written = keep (request->demo->summaries, id);
  g_free (written->state);
  written->state = g_strdup (state ? state : "done");
  written->text = g_strdup (text);
  written->transcript = g_strdup (cor_request_string (request, "transcript"));
  written->name = g_strdup (cor_request_string (request, "name"));
  written->number = g_strdup (cor_request_string (request, "number"));
  if (text)
    announce (written);
  cor_reply_text (request, 200, "{\"done\":true}");
}

const CorRoute cor_routes_summary[] = {
  { "POST", "/summary/watch", on_watch, COR_ROUTE_NATIVE | COR_ROUTE_ONLY_API },
  { "GET", "/summary/:id", on_summary, COR_ROUTE_NATIVE | COR_ROUTE_ONLY_API },
  { "PUT", "/summary/:id", on_change, COR_ROUTE_NATIVE | COR_ROUTE_ONLY_API },
  { "GET", "/transcripts/:id", on_transcript, COR_ROUTE_NATIVE | COR_ROUTE_ONLY_API },
  { "POST", "/history/statuses", on_statuses, COR_ROUTE_NATIVE | COR_ROUTE_ONLY_API },
  { NULL }
};
