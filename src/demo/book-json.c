/* SPDX-License-Identifier: GPL-3.0-or-later
 * Contacts as the two generations of the server write them. */
#include "book.h"
#include "json-out.h"

static guint
fields_of (CorRowShape shape)
{
  switch (shape) {
  case COR_ROW_MIDDLEWARE:
    return COR_N_FIELDS;
  case COR_ROW_LEGACY_CENTRAL:
    return COR_FIELD_EXTENSION;
  case COR_ROW_LEGACY:
  case COR_ROW_LEGACY_PLAIN:
  default:
    return COR_N_LEGACY_FIELDS;
  }
}

void
cor_row_write (const CorRow *row, CorRowShape shape, GString *out)
{
  guint n = fields_of (shape);
  gboolean legacy = shape != COR_ROW_MIDDLEWARE;
  cor_json_open (out, NULL, '{');
  cor_json_int (out, "id", row->id);
  cor_json_string (out, "owner_id", row->owner);
  cor_json_string (out, "type", row->type);
  for (guint i = 0; i < n; i++)
    cor_json_string (out, cor_field_names[i], row->fields[i] || legacy ? row->fields[i] : "");
  if (shape != COR_ROW_LEGACY_PLAIN)
    cor_json_string (out, "source", row->central ? "centralized" : "cti");
  cor_json_close (out, '}');
}

static void
write_people (GPtrArray *rows, guint from, guint to, GString *out)
{
  g_autoptr (GString) people = g_string_new (NULL);
  cor_json_open (people, NULL, '[');
  for (guint i = from; i < to; i++) {
    const CorRow *row = rows->pdata[i];
    if (!row->fields[COR_FIELD_NAME] || !*row->fields[COR_FIELD_NAME])
      continue;
    cor_json_open (people, NULL, '{');
    cor_json_int (people, "id", row->id);
    cor_json_string (people, "name", row->fields[COR_FIELD_NAME]);
    cor_json_string (people, "source", row->central ? "centralized" : "cti");
    cor_json_close (people, '}');
  }
  cor_json_close (people, ']');
  cor_json_string (out, "contacts", people->str);
}

/* The older server's company rows have fewer fields, and null in all of them when the company has
 * no row of its own; the middleware's have all fields, 0 and "". */
static void
write_legacy_company (const CorRow *own, const char *company, GString *out)
{
  static const CorField shown[] = {
    COR_FIELD_WORKSTREET, COR_FIELD_WORKCITY,  COR_FIELD_WORKPROVINCE, COR_FIELD_WORKCOUNTRY,
    COR_FIELD_WORKPHONE,  COR_FIELD_HOMEPHONE, COR_FIELD_CELLPHONE,    COR_FIELD_FAX,
    COR_FIELD_WORKEMAIL,  COR_FIELD_URL,
  };
  cor_json_string (out, "company", company);
  if (own)
    cor_json_int (out, "id", own->id);
  else
    cor_json_string (out, "id", NULL);
  cor_json_string (out, "owner_id", own ? own->owner : NULL);
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    cor_json_string (out, cor_field_names[shown[i]], own ? own->fields[shown[i]] : NULL);
  cor_json_string (out, "type", own ? own->type : NULL);
  cor_json_string (out, "title", own ? own->fields[COR_FIELD_TITLE] : NULL);
  cor_json_string (out, "notes", own ? own->fields[COR_FIELD_NOTES] : NULL);
  cor_json_string (out, "source", own ? (own->central ? "centralized" : "cti") : NULL);
}

static void
write_company (const CorRow *own, const char *company, GString *out)
{
  cor_json_int (out, "id", own ? own->id : 0);
  cor_json_string (out, "owner_id", own ? own->owner : "");
  cor_json_string (out, "type", own ? own->type : "");
  for (guint i = 0; i < COR_N_FIELDS; i++)
    if (i == COR_FIELD_COMPANY)
      cor_json_string (out, "company", company);
    else
      cor_json_string (out, cor_field_names[i], own && own->fields[i] ? own->fields[i] : "");
  cor_json_string (out, "source", own ? (own->central ? "centralized" : "cti") : "");
}

/* The row of the company itself: exactly one without a person's name. */
static const CorRow *
own_row (GPtrArray *rows, guint from, guint to)
{
  const CorRow *own = NULL;
  for (guint i = from; i < to; i++) {
    const CorRow *row = rows->pdata[i];
    if (row->fields[COR_FIELD_NAME] && *row->fields[COR_FIELD_NAME])
      continue;
    if (own)
      return NULL;
    own = row;
  }
  return own;
}

guint
cor_book_write_companies (GPtrArray *rows, gboolean legacy, guint offset, guint limit, GString *out)
{
  guint count = 0;
  for (guint from = 0, to; from < rows->len; from = to, count++) {
    const CorRow *first = rows->pdata[from];
    const char *company = first->fields[COR_FIELD_COMPANY];
    for (to = from + 1; to < rows->len; to++)
      if (!g_str_equal (((CorRow *)rows->pdata[to])->fields[COR_FIELD_COMPANY], company))
        break;
    if (count < offset || count - offset >= limit)
      continue;
    const CorRow *own = own_row (rows, from, to);
    cor_json_open (out, NULL, '{');
    if (legacy)
      write_legacy_company (own, company, out);
    else
      write_company (own, company, out);
    write_people (rows, from, to, out);
    cor_json_close (out, '}');
  }
  return count;
}
