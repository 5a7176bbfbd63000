/* SPDX-License-Identifier: GPL-3.0-or-later
 * /phonebook. */
#include "json-in.h"
#include "json-out.h"
#include "rest.h"
#include <string.h>

#define MAX_FIELD 255

/* FALSE: refused. */
static gboolean
read_paging (CorRequest *request, guint *ret_offset, guint *ret_limit)
{
  const char *offset = cor_request_query (request, "offset");
  const char *limit = cor_request_query (request, "limit");
  guint64 from = 0, most = G_MAXUINT;
  *ret_offset = 0;
  *ret_limit = G_MAXUINT;
  if (request->legacy && (!offset || !limit))
    return TRUE;
  if (limit && !g_ascii_string_to_unsigned (limit, 10, 0, G_MAXINT, &most, NULL)) {
    cor_reply_refused (request, 400, "invalid limit");
    return FALSE;
  }
  if (offset && !g_ascii_string_to_unsigned (offset, 10, 0, G_MAXINT, &from, NULL)) {
    cor_reply_refused (request, 400, "invalid offset");
    return FALSE;
  }
  if (offset && !limit) {
    cor_reply_refused (request, 400, "invalid limit");
    return FALSE;
  }
  *ret_offset = from;
  *ret_limit = most;
  return TRUE;
}

static guint
write_page (GPtrArray *rows, CorRowShape shape, guint offset, guint limit, GString *out)
{
  for (guint i = offset; i < rows->len && i - offset < limit; i++)
    cor_row_write (rows->pdata[i], shape, out);
  return rows->len;
}

static void
reply_rows (CorRequest *request, const char *term, gboolean counted)
{
  guint offset, limit, count;
  if (!read_paging (request, &offset, &limit))
    return;
  const char *view = cor_request_query (request, "view");
  const char *visibility = cor_request_query (request, "visibility");
  CorBookQuery query = { term, visibility ? visibility : "all",
                         cor_request_query (request, "sort") };
  query.companies = g_strcmp0 (view, "company") == 0;
  query.persons = g_strcmp0 (view, "person") == 0;
  query.who = request->person;
  g_autoptr (GPtrArray) rows = cor_book_search (request->demo->book, &query);
  GString *page = g_string_new (NULL), *json = g_string_new (NULL);
  cor_json_open (page, NULL, '[');
  if (query.companies)
    count = cor_book_write_companies (rows, request->legacy, offset, limit, page);
  else
    count = write_page (rows,
                        !request->legacy ? COR_ROW_MIDDLEWARE
                        : counted        ? COR_ROW_LEGACY
                                         : COR_ROW_LEGACY_PLAIN,
                        offset, limit, page);
  cor_json_close (page, ']');
  cor_json_open (json, NULL, '{');
  if (counted || !request->legacy)
    cor_json_int (json, "count", count);
  cor_json_raw (json, "rows", page->str);
  if (!request->legacy)
    cor_json_string (json, "last_sync_at", NULL);
  cor_json_close (json, '}');
  g_string_free (page, TRUE);
  cor_reply_json (request, 200, json);
}

static void
on_search (CorRequest *request)
{
  if (request->legacy && !request->args[0])
    cor_reply_empty (request, 404, NULL);
  else
    reply_rows (request, request->args[0] ? request->args[0] : "", TRUE);
}

/* The term is not looked at, and the older server does not count: both as observed. */
static void
on_getall (CorRequest *request)
{
  reply_rows (request, "", FALSE);
}

static gboolean
read_id (const char *text, guint *ret_id)
{
  guint64 id;
  if (!text || !g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT, &id, NULL))
    return FALSE;
  *ret_id = id;
  return TRUE;
}

static void
reply_contact (CorRequest *request, gboolean central)
{
  guint id;
  if (!read_id (request->args[0], &id)) {
    cor_reply_refused (request, 400, "invalid contact id");
    return;
  }
  CorRow *row = cor_book_get (request->demo->book, central, id);
  if (!row) {
    cor_reply_text (request, 200, "{}");
    return;
  }
  if (!cor_book_may_read (row, request->person)) {
    cor_reply_refused (request, 403, "forbidden");
    return;
  }
  GString *json = g_string_new (NULL);
  cor_row_write (row,
                 !request->legacy ? COR_ROW_MIDDLEWARE
                 : central        ? COR_ROW_LEGACY_CENTRAL
                                  : COR_ROW_LEGACY,
                 json);
  cor_reply_json (request, 200, json);
}

static void
on_central_contact (CorRequest *request)
{
  reply_contact (request, TRUE);
}

static void
on_own_contact (CorRequest *request)
{
  reply_contact (request, FALSE);
}

/* Passed on by the middleware, so always in the older shape, and without `source`. */
static void
on_speeddials (CorRequest *request)
{
  g_autoptr (GPtrArray) rows = cor_book_speeddials (request->demo->book, request->person->username);
  GString *json = g_string_new (NULL);
  cor_json_open (json, NULL, '[');
  for (guint i = 0; i < rows->len; i++)
    cor_row_write (rows->pdata[i], COR_ROW_LEGACY_PLAIN, json);
  cor_json_close (json, ']');
  cor_reply_json (request, 200, json);
}

static void
on_speeddials_delete (CorRequest *request)
{
  g_autoptr (GPtrArray) rows = cor_book_speeddials (request->demo->book, request->person->username);
  for (guint i = 0; i < rows->len; i++)
    cor_book_remove (request->demo->book, rows->pdata[i]);
  cor_reply_empty (request, 200, NULL);
}

/* --- writing --- */

static void
clear_fields (char **fields)
{
  for (guint i = 0; i < COR_N_FIELDS; i++)
    g_clear_pointer (&fields[i], g_free);
}

/* FALSE: a field is no text (400) or longer than its column (500), and answered. */
static gboolean
read_fields (CorRequest *request, char **fields)
{
  guint status = 0;
  for (guint i = 0; i < COR_N_FIELDS && !status; i++) {
    JsonNode *node = json_object_get_member (request->body, cor_field_names[i]);
    if (!node || JSON_NODE_HOLDS_NULL (node) || (request->legacy && i >= COR_N_LEGACY_FIELDS))
      continue;
    const char *text = cor_json_get_string (request->body, cor_field_names[i]);
    if (!text)
      status = 400;
    else if (g_utf8_strlen (text, -1) > MAX_FIELD)
      status = 500;
    /* The older server keeps null for "". */
    else if (*text || !request->legacy)
      fields[i] = g_strdup (text);
  }
  if (!status)
    return TRUE;
  clear_fields (fields);
  cor_reply_refused (request, status,
                     status == 400 ? "invalid request payload" : "failed to save contact");
  return FALSE;
}

static gboolean
is_type (CorRequest *request, const char *type)
{
  if (g_str_equal (type, "private") || g_str_equal (type, "public") ||
      g_str_equal (type, "speeddial"))
    return TRUE;
  return !request->legacy && g_str_has_prefix (type, "group:") && type[strlen ("group:")];
}

static void
on_create (CorRequest *request)
{
  const char *type = cor_request_string (request, "type");
  const char *name = cor_request_string (request, "name");
  char *fields[COR_N_FIELDS] = { NULL };
  if (!type || !*type)
    cor_reply_refused (request, 400, "type is required");
  else if (!name)
    cor_reply_refused (request, 400, "name is required");
  else if (!is_type (request, type))
    cor_reply_refused (request, 400, "invalid shared groups");
  else if (!request->person->advanced && g_str_equal (type, "public"))
    cor_reply_refused (request, 403, "forbidden");
  else if (read_fields (request, fields)) {
    /* The middleware stores "" for what was not given, the older server null. */
    for (guint i = 0; i < COR_N_FIELDS && !request->legacy; i++)
      if (!fields[i])
        fields[i] = g_strdup ("");
    if (cor_book_add (request->demo->book, request->person->username, type, fields))
      cor_reply_empty (request, 201, NULL);
    else {
      clear_fields (fields);
      cor_reply_refused (request, 500, "failed to save contact");
    }
  }
}

/* The contact that the body names, when the user may change it; NULL: answered. */
static CorRow *
writable_row (CorRequest *request)
{
  guint id;
  const char *text = cor_request_string (request, "id");
  gint64 number = request->legacy ? -1 : cor_json_get_int (request->body, "id", -1);
  if (number >= 0 && number <= G_MAXUINT)
    id = number;
  else if (!read_id (text, &id)) {
    cor_reply_refused (request, 400, "invalid contact id");
    return NULL;
  }
  CorRow *row = cor_book_get (request->demo->book, FALSE, id);
  gboolean mine = row && g_str_equal (row->owner, request->person->username);
  if (row && (mine || (request->person->advanced && !g_str_equal (row->type, "private"))))
    return row;
  cor_reply_refused (request, 403, "forbidden");
  return NULL;
}

static void
on_modify (CorRequest *request)
{
  char *fields[COR_N_FIELDS] = { NULL };
  CorRow *row = writable_row (request);
  if (!row)
    return;
  const char *type = cor_request_string (request, "type");
  if (type && !is_type (request, type))
    cor_reply_refused (request, 400, "invalid shared groups");
  else if (read_fields (request, fields)) {
    cor_book_change (request->demo->book, row, type, fields);
    cor_reply_empty (request, 200, NULL);
  }
}

static void
on_delete (CorRequest *request)
{
  CorRow *row = writable_row (request);
  if (!row)
    return;
  cor_book_remove (request->demo->book, row);
  cor_reply_empty (request, 200, NULL);
}

const CorRoute cor_routes_book[] = {
  { "GET", "/phonebook/search/:term?", on_search, COR_ROUTE_NATIVE },
  { "GET", "/phonebook/getall/:term?", on_getall, COR_ROUTE_NATIVE },
  { "GET", "/phonebook/contact/:id", on_central_contact, COR_ROUTE_NATIVE },
  { "GET", "/phonebook/cticontact/:id", on_own_contact, COR_ROUTE_NATIVE },
  { "POST", "/phonebook/create", on_create, COR_ROUTE_NATIVE },
  { "POST", "/phonebook/modify_cticontact", on_modify, COR_ROUTE_NATIVE },
  { "POST", "/phonebook/delete_cticontact", on_delete, COR_ROUTE_NATIVE },
  { "GET", "/phonebook/speeddials", on_speeddials },
  { "DELETE", "/phonebook/speeddials", on_speeddials_delete },
  { NULL }
};
