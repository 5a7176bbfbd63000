/* SPDX-License-Identifier: GPL-3.0-or-later
 * Pages of the user's call records. */
#include "config.h"
#include "history.h"
#include "cti-private.h"
#include "cti/company.h"

/* Year 9999: beyond it GDateTime has no days. */
#define MAX_TIME G_GINT64_CONSTANT (253402300799)

static const char *
text_of (JsonObject *row, const char *field)
{
  const char *text = cor_json_get_string (row, field, COR_CTI_MAX_TEXT);

  return text != NULL && *text != '\0' ? text : NULL;
}

/* Asterisk's words for a caller who hides. */
gboolean
cor_number_is_withheld (const char *number)
{
  static const char *const words[] = { "anonymous",  "unknown",     "<unknown>", "private",
                                       "restricted", "unavailable", "withheld" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (number, words[i]) == 0)
      return TRUE;
  return FALSE;
}

static char *
dup_number (JsonObject *row, const char *field, const char *second)
{
  g_autofree char *number = cor_json_dup_text (row, field, COR_CTI_MAX_NUMBER);

  if ((number == NULL || *number == '\0') && second != NULL)
    return dup_number (row, second, NULL);
  if (number == NULL || cor_number_is_withheld (number))
    return g_strdup ("");
  return g_steal_pointer (&number);
}

/* The server leaves the direction empty where both ends are the user's own. */
static CorHistoryDirection
direction_of (JsonObject *row, gboolean answered, gboolean own_caller, gboolean own_called)
{
  const char *word = cor_json_get_string (row, "direction", 16);

  if (g_strcmp0 (word, "out") == 0)
    return COR_HISTORY_OUT;
  if (g_strcmp0 (word, "in") == 0)
    return answered ? COR_HISTORY_IN : COR_HISTORY_MISSED;
  if (own_caller == own_called)
    return COR_HISTORY_INTERNAL;
  if (own_caller)
    return COR_HISTORY_OUT;
  return answered ? COR_HISTORY_IN : COR_HISTORY_MISSED;
}

static gboolean
is_own (GHashTable *own, const char *number)
{
  return own != NULL && g_hash_table_contains (own, number);
}

/* A call may be in several rows with the same ids: one phone rang in vain, another answered. */
static char *
dup_id (JsonObject *row)
{
  g_autofree char *unique = cor_json_dup_text (row, "uniqueid", COR_CTI_MAX_ID);
  g_autofree char *linked = cor_json_dup_text (row, "linkedid", COR_CTI_MAX_ID);

  if (unique == NULL || *unique == '\0')
    return NULL;
  return g_strdup_printf ("%s/%s", unique, linked != NULL ? linked : "");
}

GObject *
cor_history_parse_row (JsonObject *row, GHashTable *own)
{
  g_autofree char *id = dup_id (row);
  g_autofree char *caller = dup_number (row, "cnum", "src");
  g_autofree char *called = dup_number (row, "dst", NULL);
  g_autofree char *queue = cor_json_dup_text (row, "queue", COR_CTI_MAX_NUMBER);
  gboolean answered = g_strcmp0 (cor_json_get_string (row, "disposition", 32), "ANSWERED") == 0;
  CorHistoryFields fields = { .id = id, .queue = queue, .answered = answered };
  gboolean theirs;

  if (id == NULL)
    return NULL;
  fields.time = cor_json_get_int (row, "time", 0);
  if (fields.time < 0 || fields.time > MAX_TIME)
    fields.time = 0;
  fields.recorded = answered && text_of (row, "recordingfile") != NULL;
  fields.direction = direction_of (row, answered, is_own (own, caller), is_own (own, called));
  theirs = fields.direction == COR_HISTORY_IN || fields.direction == COR_HISTORY_MISSED;
  fields.number = theirs ? caller : called;
  fields.name = text_of (row, theirs ? "cnam" : "dst_cnam");
  fields.company = text_of (row, theirs ? "ccompany" : "dst_ccompany");
  if (g_strcmp0 (fields.name, fields.number) == 0)
    fields.name = NULL;
  if (answered)
    fields.duration = CLAMP (cor_json_get_int (row, "billsec", 0), 0, G_MAXINT32);
  return G_OBJECT (cor_history_entry_new (&fields));
}

/* The server counts days by its own clock: reach as far as any time zone does. */
static char *
format_day (gint64 time, int hours)
{
  gint64 shifted = CLAMP (time + hours * 3600, 0, MAX_TIME);
  g_autoptr (GDateTime) day = g_date_time_new_from_unix_utc (shifted);

  return g_date_time_format (day, "%Y%m%d");
}

/* A row of somebody else's call. The outer side is the one to call back; of two colleagues the one
 * that was called. */
GObject *
cor_history_parse_other_row (JsonObject *row, GHashTable *own)
{
  g_autofree char *id = dup_id (row);
  g_autofree char *caller = dup_number (row, "cnum", "src");
  g_autofree char *called = dup_number (row, "dst", NULL);
  const char *type = cor_json_get_string (row, "type", 16);
  gboolean incoming = g_strcmp0 (type, "in") == 0;
  gboolean answered = g_strcmp0 (cor_json_get_string (row, "disposition", 32), "ANSWERED") == 0;
  CorHistoryFields fields = { .id = id, .answered = answered };

  if (id == NULL)
    return NULL;
  fields.time = cor_json_get_int (row, "time", 0);
  if (fields.time < 0 || fields.time > MAX_TIME)
    fields.time = 0;
  fields.direction = g_strcmp0 (type, "out") == 0 ? COR_HISTORY_OUT
                     : !incoming                  ? COR_HISTORY_INTERNAL
                     : answered                   ? COR_HISTORY_IN
                                                  : COR_HISTORY_MISSED;
  fields.number = incoming ? caller : called;
  fields.name = text_of (row, incoming ? "cnam" : "dst_cnam");
  fields.company = text_of (row, incoming ? "ccompany" : "dst_ccompany");
  fields.colleague = text_of (row, incoming ? "dst_cnam" : "cnam");
  if (fields.colleague == NULL)
    fields.colleague = incoming ? called : caller;
  if (g_strcmp0 (fields.name, fields.number) == 0)
    fields.name = NULL;
  if (answered)
    fields.duration = CLAMP (cor_json_get_int (row, "billsec", 0), 0, G_MAXINT32);
  return G_OBJECT (cor_history_entry_new (&fields));
}

static const char *
direction_word (CorHistoryKind kind)
{
  switch (kind) {
  case COR_HISTORY_ONLY_MISSED:
    return "lost";
  case COR_HISTORY_ONLY_RECEIVED:
    return "in";
  case COR_HISTORY_ONLY_MADE:
    return "out";
  case COR_HISTORY_ANY:
  case COR_HISTORY_ONLY_QUEUE:
  default:
    return "all";
  }
}

void
cor_cti_fetch_others_async (CorCti *self,
                            const CorCtiOthersQuery *query,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *user = g_uri_escape_string (self->user != NULL ? self->user : "", NULL, FALSE);
  g_autofree char *text = g_uri_escape_string (query->text != NULL ? query->text : "", NULL, FALSE);
  g_autofree char *first = format_day (query->from, -12);
  g_autofree char *last = format_day (query->to, 14);
  g_autofree char *path = g_strdup_printf (
    "/history/calls?callType=%s&username=%s&from=%s&to=%s&pageNum=%u&pageSize=%u&direction=%s"
    "&textSearch=%s",
    query->whose == COR_HISTORY_OF_GROUPS ? "group" : "switchboard", user, first, last, query->page,
    query->page_size, direction_word (query->kind), text);

  g_task_set_source_tag (task, cor_cti_fetch_others_async);
  cor_page_fetch_async (self, path, cor_history_parse_other_row, cancellable, task);
}

GPtrArray *
cor_cti_fetch_others_finish (CorCti *self, GAsyncResult *result, guint *ret_total, GError **error)
{
  return cor_page_fetch_finish (self, result, ret_total, error);
}

void
cor_cti_fetch_history_async (CorCti *self,
                             gint64 from,
                             gint64 to,
                             guint page,
                             guint page_size,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *user = g_uri_escape_string (self->user != NULL ? self->user : "", NULL, FALSE);
  g_autofree char *first = format_day (from, -12);
  g_autofree char *last = format_day (to, 14);
  g_autofree char *path = g_strdup_printf (
    "/history/calls?callType=user&username=%s&from=%s&to=%s&pageNum=%u&pageSize=%u", user, first,
    last, page, page_size);

  g_task_set_source_tag (task, cor_cti_fetch_history_async);
  cor_page_fetch_async (self, path, cor_history_parse_row, cancellable, task);
}

GPtrArray *
cor_cti_fetch_history_finish (CorCti *self, GAsyncResult *result, guint *ret_total, GError **error)
{
  return cor_page_fetch_finish (self, result, ret_total, error);
}
