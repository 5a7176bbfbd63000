/* SPDX-License-Identifier: GPL-3.0-or-later
 * /historycall (both generations) and /history/calls (the middleware's). */
#include "json-out.h"
#include "rest.h"
#include <string.h>

/* YYYYMMDD, the server's local day; FALSE: no date. */
static gboolean
read_day (const char *text, gboolean end, gint64 *ret_time)
{
  guint64 number;
  if (!text || strlen (text) != 8 ||
      !g_ascii_string_to_unsigned (text, 10, 10000101, 99991231, &number, NULL))
    return FALSE;
  g_autoptr (GDateTime) day =
    g_date_time_new_local (number / 10000, number / 100 % 100, number % 100, 0, 0, 0);
  if (!day)
    return FALSE;
  g_autoptr (GDateTime) next = g_date_time_add_days (day, 1);
  *ret_time = g_date_time_to_unix (end && next ? next : day);
  return TRUE;
}

static guint
read_number (CorRequest *request, const char *name, guint otherwise)
{
  guint64 number;
  const char *text = cor_request_query (request, name);
  if (!text || !g_ascii_string_to_unsigned (text, 10, 0, 1000000000, &number, NULL))
    return otherwise;
  return number;
}

static void
reply_entries (CorRequest *request, const CorJournalQuery *query, guint offset, guint limit)
{
  g_autoptr (GPtrArray) found = cor_journal_query (request->demo->journal, query);
  GString *json = g_string_new (NULL);
  cor_json_open (json, NULL, '{');
  cor_json_int (json, "count", found->len);
  cor_json_open (json, "rows", '[');
  for (guint i = offset; i < found->len && i - offset < limit; i++)
    cor_entry_write (found->pdata[i], query, json);
  cor_json_close (json, ']');
  cor_json_close (json, '}');
  cor_reply_json (request, 200, json);
}

static gboolean
is_known (const char *text, const char *const *known)
{
  return !text || !*text || g_strv_contains (known, text);
}

static const char *const directions[] = { "in", "out", "lost", NULL };
static const char *const types[] = { "in", "out", "internal", "lost", NULL };

static const char *
non_empty (const char *text)
{
  return text && *text ? text : NULL;
}

/* args: kind, whose, from, to, filter. */
static void
on_interval (CorRequest *request)
{
  gboolean by_exten = g_str_equal (request->args[0], "extension");
  CorJournalQuery query = { 0 };
  const char *sort = cor_request_query (request, "sort");
  if (!by_exten && !g_str_equal (request->args[0], "user")) {
    cor_reply_empty (request, 400, NULL);
    return;
  }
  if (by_exten)
    query.exten = request->args[1];
  else
    query.who = cor_people_find (request->demo->people, request->args[1]);
  gboolean mine = by_exten ? cor_person_device (request->person, query.exten) != NULL
                           : query.who == request->person;
  if (!mine && !request->person->advanced) {
    cor_reply_empty (request, 403, NULL);
    return;
  }
  query.direction = non_empty (cor_request_query (request, "direction"));
  if (!is_known (query.direction, directions)) {
    cor_reply_empty (request, 500, "wrong direction");
    return;
  }
  /* Dates that are none find nothing, as observed. */
  if ((!query.who && !by_exten) || !read_day (request->args[2], FALSE, &query.from) ||
      !read_day (request->args[3], TRUE, &query.to)) {
    cor_reply_text (request, 200, "{\"count\":0,\"rows\":[]}");
    return;
  }
  query.filter = request->args[4];
  query.without_lost = non_empty (cor_request_query (request, "removeLostCalls")) != NULL;
  query.oldest_first = sort && g_ascii_strcasecmp (sort, "time asc") == 0;
  reply_entries (request, &query, read_number (request, "offset", 0),
                 read_number (request, "limit", G_MAXUINT));
}

/* args: from, to, filter: everybody's calls, or those of the user's group. */
static void
reply_others (CorRequest *request, gboolean of_group)
{
  CorJournalQuery query = { .group_of = of_group ? request->person : NULL };
  const char *sort = cor_request_query (request, "sort");
  if (!request->person->advanced) {
    cor_reply_empty (request, 403, NULL);
    return;
  }
  query.direction = non_empty (cor_request_query (request, "type"));
  if (!is_known (query.direction, types)) {
    cor_reply_empty (request, 500, "wrong type");
    return;
  }
  if (!read_day (request->args[0], FALSE, &query.from) ||
      !read_day (request->args[1], TRUE, &query.to)) {
    cor_reply_text (request, 200, "{\"count\":0,\"rows\":[]}");
    return;
  }
  query.filter = request->args[2];
  query.oldest_first = sort && g_ascii_strcasecmp (sort, "time asc") == 0;
  reply_entries (request, &query, read_number (request, "offset", 0),
                 read_number (request, "limit", G_MAXUINT));
}

static void
on_switchboard (CorRequest *request)
{
  reply_others (request, FALSE);
}

static void
on_groups (CorRequest *request)
{
  reply_others (request, TRUE);
}

static void
on_calls (CorRequest *request)
{
  const char *type = non_empty (cor_request_query (request, "callType"));
  const char *user = non_empty (cor_request_query (request, "username"));
  const char *from = non_empty (cor_request_query (request, "from"));
  const char *to = non_empty (cor_request_query (request, "to"));
  const char *artifact = cor_request_query (request, "artifact");
  const char *sort = cor_request_query (request, "sort");
  CorJournalQuery query = { 0 };
  if (!type || !user || !from || !to) {
    cor_reply_text (request, 400,
                    "{\"code\":400,\"message\":\"callType, username, from and to are required\"}");
    return;
  }
  if (artifact && *artifact && !g_str_equal (artifact, "all")) {
    cor_reply_text (request, 503,
                    "{\"code\":503,\"data\":{\"reason\":\"connection_unavailable\"},"
                    "\"message\":\"satellite database unavailable\"}");
    return;
  }
  gboolean own = g_str_equal (type, "user");
  if (g_str_equal (type, "group") || g_str_equal (type, "groups"))
    query.group_of = request->person;
  if (own)
    query.who = cor_people_find (request->demo->people, user);
  if ((!own || query.who != request->person) && !request->person->advanced) {
    cor_reply_text (request, 502,
                    "{\"code\":502,\"message\":\"legacy history upstream returned status 403\"}");
    return;
  }
  query.direction = non_empty (cor_request_query (request, "direction"));
  if (g_strcmp0 (query.direction, "all") == 0)
    query.direction = NULL;
  query.filter = cor_request_query (request, "textSearch");
  query.without_lost = g_strcmp0 (query.direction, "in") == 0;
  query.oldest_first = sort && g_ascii_strcasecmp (sort, "time asc") == 0;
  if (!is_known (query.direction, own ? directions : types) || (own && !query.who) ||
      !read_day (from, FALSE, &query.from) || !read_day (to, TRUE, &query.to)) {
    cor_reply_text (request, 200, "{\"count\":0,\"rows\":[]}");
    return;
  }
  guint size = read_number (request, "pageSize", 10), page = read_number (request, "pageNum", 1);
  guint64 offset = (guint64)size * (page ? page - 1 : 0);
  reply_entries (request, &query, MIN (offset, G_MAXUINT), size);
}

const CorRoute cor_routes_history[] = {
  { "GET", "/historycall/interval/:kind/:whose/:from/:to/:filter?", on_interval },
  { "GET", "/histcallswitch/interval/:from/:to/:filter?", on_switchboard },
  { "GET", "/histcallsgroups/interval/:from/:to/:filter?", on_groups },
  { "GET", "/history/calls", on_calls, COR_ROUTE_NATIVE | COR_ROUTE_ONLY_API },
  { NULL }
};
