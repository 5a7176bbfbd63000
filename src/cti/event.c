/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the realtime socket tells. */
#include "config.h"
#include "event.h"
#include "conference.h"
#include "parking.h"
#include "queues.h"

/* A phone has a handful of calls; what a server sends beyond is not kept. */
#define MAX_CONVERSATIONS 16
#define MAX_ID 128
#define MAX_NAME 256
#define MAX_URL 2048

static void
conversation_free (CorConversation *conversation)
{
  g_free (conversation->id);
  g_free (conversation->linked_id);
  g_free (conversation->unique_id);
  g_free (conversation->number);
  g_free (conversation->name);
  g_free (conversation->queue);
  g_free (conversation);
}

static char *
dup_text (JsonObject *object, const char *name, gsize max_len)
{
  char *text = cor_json_dup_text (object, name, max_len);

  return text != NULL ? text : g_strdup ("");
}

/* Asterisk's word for a name or number it has not got. */
static char *
dup_known (JsonObject *object, const char *name, gsize max_len)
{
  g_autofree char *text = dup_text (object, name, max_len);

  return g_strdup (g_ascii_strcasecmp (text, "<unknown>") == 0 ? "" : text);
}

/* A text, not a truth value. */
static CorRecording
parse_recording (JsonObject *object)
{
  const char *text = cor_json_get_string (object, "recording", 8);

  if (g_strcmp0 (text, "true") == 0)
    return COR_RECORDING_ON;
  return g_strcmp0 (text, "mute") == 0 ? COR_RECORDING_PAUSED : COR_RECORDING_NONE;
}

static CorConversation *
parse_conversation (JsonObject *object)
{
  CorConversation *conversation = g_new0 (CorConversation, 1);

  conversation->id = dup_text (object, "id", MAX_ID);
  conversation->linked_id = dup_text (object, "linkedId", MAX_ID);
  conversation->unique_id = dup_text (object, "uniqueId", MAX_ID);
  conversation->number = dup_known (object, "counterpartNum", 64);
  conversation->name = dup_known (object, "counterpartName", MAX_NAME);
  conversation->queue =
    cor_json_get_bool (object, "throughQueue") ? dup_text (object, "queueId", 64) : g_strdup ("");
  conversation->connected = cor_json_get_bool (object, "connected");
  conversation->incoming = g_strcmp0 (cor_json_get_string (object, "direction", 8), "in") == 0;
  conversation->recording = parse_recording (object);
  conversation->since = MAX (cor_json_get_int (object, "startTime", 0) / 1000, 0);
  return conversation;
}

static GPtrArray *
parse_conversations (JsonObject *object)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify)conversation_free);
  g_autoptr (GList) names = cor_json_list_members (object, MAX_CONVERSATIONS);

  for (GList *name = names; name != NULL; name = name->next) {
    JsonObject *entry = cor_json_get_object (object, name->data);
    CorConversation *conversation = entry != NULL ? parse_conversation (entry) : NULL;

    if (conversation != NULL && *conversation->id != '\0' && *conversation->linked_id != '\0')
      g_ptr_array_add (list, conversation);
    else
      g_clear_pointer (&conversation, conversation_free);
  }
  return list;
}

CorExten *
cor_exten_parse (JsonObject *object)
{
  g_autofree char *id = cor_json_dup_text (object, "exten", 64);
  CorExten *exten;

  if (id == NULL || *id == '\0')
    return NULL;
  exten = g_new0 (CorExten, 1);
  exten->exten = g_steal_pointer (&id);
  exten->status = dup_text (object, "status", 32);
  exten->username = dup_text (object, "username", MAX_NAME);
  exten->ip = dup_text (object, "ip", 64);
  exten->agent = dup_text (object, "sipuseragent", MAX_NAME);
  exten->conversations = parse_conversations (cor_json_get_object (object, "conversations"));
  return exten;
}

void
cor_exten_free (CorExten *exten)
{
  if (exten == NULL)
    return;
  g_free (exten->exten);
  g_free (exten->status);
  g_free (exten->username);
  g_free (exten->ip);
  g_free (exten->agent);
  g_ptr_array_unref (exten->conversations);
  g_free (exten);
}

/* What it holds is never changed: the copy shares the conversations. */
CorExten *
cor_exten_copy (const CorExten *exten)
{
  CorExten *copy = g_new0 (CorExten, 1);

  copy->exten = g_strdup (exten->exten);
  copy->status = g_strdup (exten->status);
  copy->username = g_strdup (exten->username);
  copy->ip = g_strdup (exten->ip);
  copy->agent = g_strdup (exten->agent);
  copy->conversations = g_ptr_array_ref (exten->conversations);
  return copy;
}

static gboolean
conversation_equal (const CorConversation *a, const CorConversation *b)
{
  return a->connected == b->connected && a->incoming == b->incoming &&
         a->recording == b->recording && g_str_equal (a->id, b->id) &&
         g_str_equal (a->linked_id, b->linked_id) && g_str_equal (a->unique_id, b->unique_id) &&
         g_str_equal (a->number, b->number) && g_str_equal (a->name, b->name);
}

gboolean
cor_exten_equal (const CorExten *a, const CorExten *b)
{
  if (!g_str_equal (a->exten, b->exten) || !g_str_equal (a->status, b->status) ||
      !g_str_equal (a->username, b->username) || !g_str_equal (a->ip, b->ip) ||
      !g_str_equal (a->agent, b->agent) || a->conversations->len != b->conversations->len)
    return FALSE;
  for (guint i = 0; i < a->conversations->len; i++)
    if (!conversation_equal (g_ptr_array_index (a->conversations, i),
                             g_ptr_array_index (b->conversations, i)))
      return FALSE;
  return TRUE;
}

gboolean
cor_exten_is_online (const CorExten *exten)
{
  return *exten->status != '\0' && !g_str_equal (exten->status, "offline");
}

static void
read_presence (CorEvent *event, JsonObject *argument)
{
  JsonObject *presence = cor_json_get_object (argument, "mainPresence");

  event->subject = g_strdup (cor_json_get_string (presence, "username", MAX_NAME));
  event->presence = cor_presence_from_word (cor_json_get_string (presence, "status", 32));
  if (event->subject != NULL)
    event->kind = COR_EVENT_PRESENCE;
}

static void
read_chosen (CorEvent *event, JsonObject *argument)
{
  static const char *const names[COR_CTI_N_WHENS] = {
    [COR_CTI_ALWAYS] = "presence",
    [COR_CTI_ON_BUSY] = "presence_onbusy",
    [COR_CTI_ON_UNAVAILABLE] = "presence_onunavailable",
  };

  for (guint i = 0; i < COR_CTI_N_WHENS && event->subject == NULL; i++) {
    JsonObject *presence = cor_json_get_object (argument, names[i]);

    event->when = (CorCtiWhen)i;
    event->subject = g_strdup (cor_json_get_string (presence, "username", MAX_NAME));
    event->presence = cor_presence_from_word (cor_json_get_string (presence, "status", 32));
    if (event->subject != NULL)
      event->text = cor_json_dup_text (presence, "to", 64);
  }
  if (event->subject != NULL)
    event->kind = COR_EVENT_CHOSEN;
}

static void
read_hangup (CorEvent *event, JsonObject *argument)
{
  event->subject = cor_json_dup_text (argument, "channelExten", 64);
  event->text = g_strdup (cor_json_get_string (argument, "cause", 64));
  if (event->subject != NULL && event->text != NULL)
    event->kind = COR_EVENT_HANGUP;
}

static void
read_default_device (CorEvent *event, JsonArray *array)
{
  event->subject = g_strdup (cor_json_array_get_string (array, 1, 64));
  if (event->subject != NULL)
    event->kind = COR_EVENT_DEFAULT_DEVICE;
}

/* Servers before the second argument told of calls alone. */
static void
read_errand (CorEvent *event, JsonArray *array)
{
  const char *kind = cor_json_array_get_string (array, 2, 32);

  event->subject = g_strdup (cor_json_array_get_string (array, 1, MAX_URL));
  event->text = g_strdup (kind != NULL ? kind : "call");
  if (event->subject != NULL)
    event->kind = COR_EVENT_ERRAND;
}

/* Its end names it, and nobody in it. */
static void
read_conference (CorEvent *event, const char *name, JsonObject *argument)
{
  if (!g_str_has_suffix (name, "End") && cor_json_get_object (argument, "users") == NULL)
    return;
  event->conference = cor_conference_parse (argument);
  if (event->conference != NULL)
    event->kind = COR_EVENT_CONFERENCE;
}

/* One tells everybody of every mailbox, the other its user alone: {"201": {"inbox", "old"}}. */
static void
read_voicemail (CorEvent *event, const char *name, JsonObject *argument)
{
  g_autoptr (GList) names = NULL;

  event->kind = COR_EVENT_VOICEMAIL;
  if (g_str_equal (name, "newVoiceMessageCounter")) {
    event->subject = cor_json_dup_text (argument, "voicemail", MAX_ID);
    if (event->subject == NULL)
      event->kind = COR_EVENT_OTHER;
    return;
  }
  names = argument != NULL ? cor_json_list_members (argument, 1) : NULL;
  if (names != NULL && strlen (names->data) <= MAX_ID && !g_str_equal (names->data, "undefined"))
    event->subject = g_strdup (names->data);
}

static void
read_parking (CorEvent *event, JsonObject *argument)
{
  CorParkedCall *parked = argument != NULL ? cor_parking_parse (argument) : NULL;

  if (parked == NULL)
    return;
  event->kind = COR_EVENT_PARKING;
  event->subject = g_strdup (cor_parked_call_get_lot (parked));
  event->thing = G_OBJECT (parked);
}

static void
read_queue (CorEvent *event, JsonObject *argument)
{
  CorQueue *queue = argument != NULL ? cor_queue_parse (argument) : NULL;

  if (queue == NULL)
    return;
  event->kind = COR_EVENT_QUEUE;
  event->subject = g_strdup (cor_queue_get_id (queue));
  event->thing = G_OBJECT (queue);
}

static void
read_queue_member (CorEvent *event, JsonObject *argument)
{
  CorQueueMember *member = argument != NULL ? cor_queue_member_parse (argument) : NULL;

  if (member == NULL)
    return;
  event->kind = COR_EVENT_QUEUE_MEMBER;
  event->subject = g_strdup_printf ("%s %s", cor_queue_member_get_queue (member),
                                    cor_queue_member_get_exten (member));
  event->thing = G_OBJECT (member);
}

/* A machine has written what a call was about. */
static void
read_summary (CorEvent *event, JsonObject *argument)
{
  const char *id = cor_json_get_string (argument, "uniqueid", MAX_ID);
  const char *linked = cor_json_get_string (argument, "linkedid", MAX_ID);
  g_autofree char *name = dup_known (argument, "display_name", MAX_NAME);
  g_autofree char *number = dup_known (argument, "display_number", 64);

  if (id == NULL || *id == '\0')
    return;
  event->kind = COR_EVENT_SUMMARY;
  event->subject =
    linked != NULL && *linked != '\0' ? g_strdup_printf ("%s/%s", id, linked) : g_strdup (id);
  event->text = g_strdup (*name != '\0' ? name : number);
}

static void
read_event (CorEvent *event, const char *name, JsonArray *array)
{
  JsonObject *argument = cor_json_array_get_object (array, 1);

  if (g_str_equal (name, "extenUpdate")) {
    event->exten = argument != NULL ? cor_exten_parse (argument) : NULL;
    event->kind = event->exten != NULL ? COR_EVENT_EXTENSION : COR_EVENT_OTHER;
  } else if (g_str_equal (name, "userMainPresenceUpdate")) {
    read_presence (event, argument);
  } else if (g_str_equal (name, "userPresenceUpdate")) {
    read_chosen (event, argument);
  } else if (g_str_equal (name, "extenHangup")) {
    read_hangup (event, argument);
  } else if (g_str_equal (name, "updateDefaultDevice")) {
    read_default_device (event, array);
  } else if (g_str_equal (name, "actionNethLink")) {
    read_errand (event, array);
  } else if (g_str_has_prefix (name, "confBridge") || g_str_has_prefix (name, "meetmeConf")) {
    read_conference (event, name, argument);
  } else if (g_str_equal (name, "updateNewVoiceMessages") ||
             g_str_equal (name, "newVoiceMessageCounter")) {
    read_voicemail (event, name, argument);
  } else if (g_str_equal (name, "parkingUpdate")) {
    read_parking (event, argument);
  } else if (g_str_equal (name, "queueUpdate")) {
    read_queue (event, argument);
  } else if (g_str_equal (name, "queueMemberUpdate")) {
    read_queue_member (event, argument);
  } else if (g_str_equal (name, "satellite/summary")) {
    read_summary (event, argument);
  } else if (g_str_equal (name, "serverReloaded")) {
    event->kind = COR_EVENT_RELOADED;
  } else if (g_str_equal (name, "takeOver")) {
    event->kind = COR_EVENT_TAKE_OVER;
  } else if (g_str_equal (name, "authe_ok")) {
    event->kind = COR_EVENT_AUTHORIZED;
  } else if (g_str_equal (name, "401")) {
    event->kind = COR_EVENT_UNAUTHORIZED;
  }
}

CorEvent *
cor_event_parse (const char *text, gsize len)
{
  g_autoptr (JsonArray) array = cor_json_parse_array (text, len, NULL);
  const char *name = cor_json_array_get_string (array, 0, 64);
  CorEvent *event = g_new0 (CorEvent, 1);

  if (name != NULL)
    read_event (event, name, array);
  return event;
}

void
cor_event_free (CorEvent *event)
{
  cor_exten_free (event->exten);
  cor_cti_conference_free (event->conference);
  g_clear_object (&event->thing);
  g_free (event->subject);
  g_free (event->text);
  g_free (event);
}
