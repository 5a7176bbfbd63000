/* SPDX-License-Identifier: GPL-3.0-or-later
 * /user/paramurl and /custcard: what the company keeps for who talks to its customers. A real
 * server renders its administrator's templates; these are made of the phonebook and the history. */
#include "json-out.h"
#include "rest.h"
#include <string.h>

#define MAX_CALLS 5
#define MAX_TEXT 2048

/* --- The page for callers. --- */

static void
on_param_url (CorRequest *request)
{
  CorDemo *demo = request->demo;
  if (!demo->param_url) {
    cor_reply_text (request, 200, "{}");
    return;
  }
  GString *json = g_string_new (NULL);
  cor_json_open (json, NULL, '{');
  cor_json_int (json, "id", 1);
  cor_json_int (json, "profile_id", request->person->advanced ? 3 : 1);
  cor_json_string (json, "url", demo->param_url);
  cor_json_bool (json, "only_queues", demo->param_url_queues);
  cor_json_close (json, '}');
  cor_reply_json (request, 200, json);
}

/* /demo/company {"url", "only_queues"}: as its administrator would set it. */
void
cor_company_on_demo (CorRequest *request)
{
  const char *url = cor_request_string (request, "url");
  if (!url || strlen (url) > MAX_TEXT) {
    cor_reply_text (request, 400, "{\"error\":\"give the url\"}");
    return;
  }
  g_free (request->demo->param_url);
  request->demo->param_url = *url ? g_strdup (url) : NULL;
  request->demo->param_url_queues = request->body && json_object_get_boolean_member_with_default (
                                                       request->body, "only_queues", FALSE);
  cor_reply_text (request, 200, "{\"done\":true}");
}

/* --- Cards. --- */

static void
write_row (GString *html, const char *what, const char *value)
{
  if (!value || !*value)
    return;
  g_autofree char *escaped = g_markup_escape_text (value, -1);
  g_string_append_printf (html, "<tr><th>%s</th><td>%s</td></tr>\n", what, escaped);
}

static char *
render_identity (const CorRow *row)
{
  GString *html = g_string_new ("<!-- color: green -->\n<style>.cc { color: green }</style>\n"
                                "<div class=\"cc\" onclick=\"x()\">\n");
  const char *name = row->fields[COR_FIELD_NAME], *company = row->fields[COR_FIELD_COMPANY];
  g_autofree char *title = g_markup_escape_text (name && *name ? name : company ? company : "", -1);
  g_string_append_printf (html, "<h4>%s</h4>\n<table>\n", title);
  if (name && *name)
    write_row (html, "Company", company);
  write_row (html, "Office", row->fields[COR_FIELD_WORKPHONE]);
  write_row (html, "Mobile", row->fields[COR_FIELD_CELLPHONE]);
  write_row (html, "Home", row->fields[COR_FIELD_HOMEPHONE]);
  write_row (html, "Email", row->fields[COR_FIELD_WORKEMAIL]);
  write_row (html, "Street", row->fields[COR_FIELD_WORKSTREET]);
  write_row (html, "City", row->fields[COR_FIELD_WORKCITY]);
  g_string_append (html, "</table>\n<script>document.write('card')</script></div>\n");
  return g_string_free (html, FALSE);
}

/* NULL: never called. */
static char *
render_calls (CorDemo *demo, const char *number)
{
  CorJournalQuery query = { .to = G_MAXINT64, .filter = number };
  g_autoptr (GPtrArray) found = cor_journal_query (demo->journal, &query);
  if (!found->len)
    return NULL;
  GString *html = g_string_new ("<ul>\n");
  for (guint i = 0; i < MIN (found->len, MAX_CALLS); i++) {
    const CorEntry *entry = found->pdata[i];
    g_autoptr (GDateTime) when = g_date_time_new_from_unix_local (entry->time);
    g_autofree char *text = g_date_time_format (when, "%d/%m/%Y, %H:%M");
    g_string_append_printf (html, "<li>%s: %s</li>\n", text,
                            g_str_equal (entry->disposition, "ANSWERED") ? "answered" : "missed");
  }
  g_string_append (html, "</ul>\n");
  return g_string_free (html, FALSE);
}

typedef struct {
  const char *id, *descr, *number;
  gboolean encoded; /* base64, as "html" is sent; "json" comes as it is */
} Card;

static void
write_card (GString *json, const Card *card, const char *html)
{
  g_autofree char *data =
    card->encoded ? g_base64_encode ((const guchar *)html, strlen (html)) : g_strdup (html);
  cor_json_open (json, card->id, '{');
  cor_json_string (json, "descr", card->descr);
  cor_json_string (json, "data", data);
  cor_json_string (json, "number", card->number);
  cor_json_close (json, '}');
}

/* args: number, format. */
static void
on_cards (CorRequest *request)
{
  const char *number = request->args[0];
  gboolean encoded = g_str_equal (request->args[1], "html");
  if (!encoded && !g_str_equal (request->args[1], "json")) {
    cor_reply_empty (request, 400, NULL);
    return;
  }
  CorRow *row = cor_book_find_number (request->demo->book, number);
  GString *json = g_string_new (NULL);
  cor_json_open (json, NULL, '{');
  if (row) {
    g_autofree char *identity = render_identity (row);
    g_autofree char *calls = render_calls (request->demo, number);
    write_card (json, &(Card){ "cc_identity", "Customer Identity", number, encoded }, identity);
    if (calls)
      write_card (json, &(Card){ "cc_calls", "Last Calls", number, encoded }, calls);
  }
  cor_json_close (json, '}');
  cor_reply_json (request, 200, json);
}

static void
on_list (CorRequest *request)
{
  cor_reply_text (request, 200,
                  "{\"cc_identity\":{\"descr\":\"Customer Identity\"},"
                  "\"cc_calls\":{\"descr\":\"Last Calls\"}}");
}

const CorRoute cor_routes_company[] = { { "GET", "/user/paramurl", on_param_url },
                                        { "GET", "/custcard/list", on_list },
                                        { "GET", "/custcard/getbynum/:number/:format", on_cards },
                                        { NULL } };
