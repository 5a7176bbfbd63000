/* SPDX-License-Identifier: GPL-3.0-or-later
 * The exchange's queues. */
#include "queues.h"
#include "json-in.h"
#include "json-out.h"
#include <string.h>

#define QUEUES 2
#define MEMBERS 3
#define MAX_WAITING 1000
/* Events come several times over: the real server's do. */
#define REPEATS 3

typedef struct {
  const char *exten; /* NULL: no more */
  gboolean dynamic, logged_in, paused;
  char *reason;
  gint64 paused_at, went_on_at; /* unix milliseconds */
} Member;

typedef struct {
  const char *number, *name;
  Member members[MEMBERS];
  guint waiting;
} Queue;

struct _CorQueues {
  Queue all[QUEUES];
};

CorQueues *
cor_queues_new (void)
{
  static const Queue made_up[QUEUES] = {
    { "401", "Sales", { { "201", FALSE, TRUE }, { "202", FALSE, TRUE }, { "203", TRUE } } },
    { "402", "Support", { { "203", FALSE, TRUE }, { "201", TRUE } } },
  };
  CorQueues *queues = g_new0 (CorQueues, 1);
  memcpy (queues->all, made_up, sizeof made_up);
  return queues;
}

void
cor_queues_free (CorQueues *queues)
{
  for (guint i = 0; i < QUEUES; i++)
    for (guint k = 0; k < MEMBERS; k++)
      g_free (queues->all[i].members[k].reason);
  g_free (queues);
}

static void
write_member (CorRequest *request,
              const Queue *queue,
              const Member *member,
              const char *key,
              GString *out)
{
  const char *name = cor_people_name_of (request->demo->people, member->exten);
  cor_json_open (out, key, '{');
  cor_json_string (out, "type", member->dynamic ? "dynamic" : "static");
  cor_json_string (out, "name", name ? name : "");
  cor_json_string (out, "queue", queue->number);
  cor_json_string (out, "member", member->exten);
  cor_json_bool (out, "paused", member->paused);
  cor_json_bool (out, "loggedIn", member->logged_in);
  cor_json_int (out, "callsTakenCount", 0);
  cor_json_int (out, "lastCallTimestamp", 0);
  cor_json_string (out, "lastPausedInReason", member->reason ? member->reason : "");
  cor_json_int (out, "lastPausedInTimestamp", member->paused_at);
  cor_json_int (out, "lastPausedOutTimestamp", member->went_on_at);
  cor_json_close (out, '}');
}

static void
write_waiting (const Queue *queue, GString *out)
{
  cor_json_open (out, "waitingCallers", '{');
  for (guint i = 0; i < queue->waiting; i++) {
    g_autofree char *channel = g_strdup_printf ("PJSIP/trunk-%08x", i + 1);
    g_autofree char *number = g_strdup_printf ("07214055%02u", i % 100);
    cor_json_open (out, channel, '{');
    cor_json_string (out, "id", channel);
    cor_json_string (out, "num", number);
    cor_json_string (out, "name", "<unknown>");
    cor_json_string (out, "queue", queue->number);
    cor_json_bool (out, "waiting", TRUE);
    cor_json_string (out, "channel", channel);
    cor_json_int (out, "position", i + 1);
    cor_json_int (out, "waitingTime", g_get_real_time () / 1000);
    cor_json_close (out, '}');
  }
  cor_json_close (out, '}');
}

static void
write_queue (CorRequest *request, const Queue *queue, const char *key, GString *out)
{
  cor_json_open (out, key, '{');
  cor_json_string (out, "name", queue->name);
  cor_json_string (out, "queue", queue->number);
  cor_json_open (out, "members", '{');
  for (guint k = 0; k < MEMBERS && queue->members[k].exten; k++)
    write_member (request, queue, &queue->members[k], queue->members[k].exten, out);
  cor_json_close (out, '}');
  cor_json_string (out, "avgHoldTime", "1");
  cor_json_string (out, "avgTalkTime", "4");
  write_waiting (queue, out);
  cor_json_string (out, "completedCallsCount", "4");
  cor_json_string (out, "abandonedCallsCount", "0");
  cor_json_string (out, "serviceLevelTimePeriod", "0");
  cor_json_string (out, "serviceLevelPercentage", "0.0");
  cor_json_close (out, '}');
}

/* To those who may see queues. */
static void
tell (CorRequest *request, const char *event, const char *args)
{
  CorPeople *people = request->demo->people;
  for (guint i = 0; i < people->all->len; i++) {
    const CorPerson *viewer = people->all->pdata[i];
    for (guint n = 0; viewer->password && viewer->advanced && n < REPEATS; n++)
      cor_realtime_emit (request->demo->realtime, viewer->username, event, args);
  }
}

static void
on_queues (CorRequest *request)
{
  const CorQueues *queues = request->demo->queues;
  if (!request->person->advanced) {
    cor_reply_empty (request, 403, NULL);
    return;
  }
  GString *json = g_string_new (NULL);
  cor_json_open (json, NULL, '{');
  for (guint i = 0; i < QUEUES; i++)
    write_queue (request, &queues->all[i], queues->all[i].number, json);
  cor_json_close (json, '}');
  cor_reply_json (request, 200, json);
}

static Queue *
find_queue (CorRequest *request, const char *number)
{
  for (guint i = 0; number && i < QUEUES; i++)
    if (g_str_equal (request->demo->queues->all[i].number, number))
      return &request->demo->queues->all[i];
  return NULL;
}

static Member *
find_member (Queue *queue, const char *exten)
{
  for (guint k = 0; k < MEMBERS && queue->members[k].exten; k++)
    if (g_str_equal (queue->members[k].exten, exten))
      return &queue->members[k];
  return NULL;
}

/* The member that the body names, which must be the user's own; NULL: answered. */
static Member *
named_member (CorRequest *request, Queue **ret_queue)
{
  const char *endpoint = cor_request_string (request, "endpointId");
  const char *number = cor_request_string (request, "queueId");
  if (!endpoint || !number) {
    cor_reply_empty (request, 400, NULL);
    return NULL;
  }
  if (!request->person->advanced || (!cor_person_device (request->person, endpoint) &&
                                     !g_str_equal (request->person->main, endpoint))) {
    cor_reply_empty (request, 403, NULL);
    return NULL;
  }
  *ret_queue = find_queue (request, number);
  Member *member = *ret_queue ? find_member (*ret_queue, endpoint) : NULL;
  if (!member)
    cor_reply_empty (request, 500, "no such queue member");
  return member;
}

static void
done (CorRequest *request, const Queue *queue, const Member *member)
{
  g_autoptr (GString) args = g_string_new (NULL);
  write_member (request, queue, member, NULL, args);
  tell (request, "queueMemberUpdate", args->str);
  cor_reply_empty (request, 200, NULL);
}

static void
log_in (CorRequest *request, gboolean in)
{
  Queue *queue;
  Member *member = named_member (request, &queue);
  if (!member)
    return;
  if (!member->dynamic || member->logged_in == in) {
    cor_reply_empty (request, 500, in ? "already logged in" : "not logged in");
    return;
  }
  member->logged_in = in;
  member->paused = FALSE;
  g_clear_pointer (&member->reason, g_free);
  done (request, queue, member);
}

static void
on_add (CorRequest *request)
{
  log_in (request, TRUE);
}

static void
on_remove (CorRequest *request)
{
  log_in (request, FALSE);
}

static void
on_pause (CorRequest *request)
{
  Queue *queue;
  Member *member = named_member (request, &queue);
  const char *reason = cor_request_string (request, "reason");
  if (!member)
    return;
  member->paused = TRUE;
  member->paused_at = g_get_real_time () / 1000;
  g_free (member->reason);
  member->reason = g_strdup (reason && strlen (reason) < 256 ? reason : "");
  done (request, queue, member);
}

static void
on_unpause (CorRequest *request)
{
  Queue *queue;
  Member *member = named_member (request, &queue);
  if (!member)
    return;
  member->paused = FALSE;
  member->went_on_at = g_get_real_time () / 1000;
  g_clear_pointer (&member->reason, g_free);
  done (request, queue, member);
}

void
cor_queues_on_demo (CorRequest *request)
{
  Queue *queue = find_queue (request, cor_request_string (request, "queue"));
  gint64 waiting = cor_json_get_int (request->body, "waiting", -1);
  if (!queue || waiting < 0 || waiting > MAX_WAITING) {
    cor_reply_text (request, 400, "{\"error\":\"give queue and waiting\"}");
    return;
  }
  queue->waiting = waiting;
  g_autoptr (GString) args = g_string_new (NULL);
  write_queue (request, queue, NULL, args);
  tell (request, "queueUpdate", args->str);
  cor_reply_text (request, 200, "{\"done\":true}");
}

const CorRoute cor_routes_queues[] = { { "GET", "/astproxy/queues", on_queues },
                                       { "POST", "/astproxy/queuemember_add", on_add },
                                       { "POST", "/astproxy/queuemember_remove", on_remove },
                                       { "POST", "/astproxy/queuemember_pause", on_pause },
                                       { "POST", "/astproxy/queuemember_unpause", on_unpause },
                                       { NULL } };
