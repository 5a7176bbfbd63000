/* SPDX-License-Identifier: GPL-3.0-or-later
 * The phonebook: the company's own, read-only book and what users add to theirs. */
#include "book.h"
#include <string.h>

/* What one demo server lets its users add. */
#define MAX_ADDED 20000

struct _CorBook {
  GPtrArray *rows;     /* CorRow, owned, in the order of the list: company or name */
  GHashTable *central; /* id -> row */
  GHashTable *own;
  guint next_central, next_own;
  gboolean sorted;
};

const char *const cor_field_names[COR_N_FIELDS] = {
  "homeemail",     "workemail",    "homephone",      "workphone",   "cellphone",  "fax",
  "title",         "company",      "notes",          "name",        "homestreet", "homepob",
  "homecity",      "homeprovince", "homepostalcode", "homecountry", "workstreet", "workpob",
  "workcity",      "workprovince", "workpostalcode", "workcountry", "url",        "extension",
  "speeddial_num", "firstname",    "lastname",       "job",         "facebook",   "instagram",
  "linkedin",      "workphone2",   "cellphone2",     "otherphone",  "otheremail",
};

/* What a search looks in. */
static const CorField searched[] = {
  COR_FIELD_NAME,      COR_FIELD_COMPANY,    COR_FIELD_WORKPHONE,     COR_FIELD_HOMEPHONE,
  COR_FIELD_CELLPHONE, COR_FIELD_WORKPHONE2, COR_FIELD_CELLPHONE2,    COR_FIELD_OTHERPHONE,
  COR_FIELD_EXTENSION, COR_FIELD_NOTES,      COR_FIELD_SPEEDDIAL_NUM,
};

static void
free_row (gpointer data)
{
  CorRow *row = data;
  for (guint i = 0; i < COR_N_FIELDS; i++)
    g_free (row->fields[i]);
  g_free (row->owner);
  g_free (row->type);
  g_free (row->folded);
  g_free (row);
}

char *
cor_book_fold (const char *text)
{
  g_autofree char *ascii = g_str_to_ascii (text, "C");
  return g_ascii_strdown (ascii, -1);
}

static const char *
field (const CorRow *row, CorField which)
{
  return row->fields[which] ? row->fields[which] : "";
}

static void
refold (CorRow *row)
{
  g_autoptr (GString) all = g_string_new (NULL);
  /* The list is ordered by what comes first here. */
  for (guint i = 0; i < G_N_ELEMENTS (searched); i++)
    g_string_append_printf (all, "%s\n", field (row, searched[i]));
  g_free (row->folded);
  row->folded = cor_book_fold (all->str);
}

static const char *
sort_key (const CorRow *row)
{
  /* Company-only rows stand first: their name is empty, as in the server's order. */
  return row->folded;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const CorRow *left = *(CorRow *const *)a, *right = *(CorRow *const *)b;
  int order = strcmp (sort_key (left), sort_key (right));
  if (order)
    return order;
  return (left->id > right->id) - (left->id < right->id);
}

static int
compare_companies (gconstpointer a, gconstpointer b)
{
  const CorRow *left = *(CorRow *const *)a, *right = *(CorRow *const *)b;
  int order = g_utf8_collate (field (left, COR_FIELD_COMPANY), field (right, COR_FIELD_COMPANY));
  return order ? order : compare_rows (a, b);
}

CorRow *
cor_book_append (CorBook *book, gboolean central, const char *owner, const char *type)
{
  CorRow *row = g_new0 (CorRow, 1);
  row->central = central;
  row->id = central ? ++book->next_central : ++book->next_own;
  row->owner = g_strdup (owner);
  row->type = g_strdup (type);
  g_ptr_array_add (book->rows, row);
  g_hash_table_insert (central ? book->central : book->own, GUINT_TO_POINTER (row->id), row);
  book->sorted = FALSE;
  return row;
}

static void
sort_book (CorBook *book)
{
  if (book->sorted)
    return;
  for (guint i = 0; i < book->rows->len; i++) {
    CorRow *row = book->rows->pdata[i];
    if (!row->folded)
      refold (row);
  }
  g_ptr_array_sort (book->rows, compare_rows);
  book->sorted = TRUE;
}

CorBook *
cor_book_new (guint contacts, guint seed, CorPeople *people)
{
  CorBook *book = g_new0 (CorBook, 1);
  book->rows = g_ptr_array_new_with_free_func (free_row);
  book->central = g_hash_table_new (NULL, NULL);
  book->own = g_hash_table_new (NULL, NULL);
  cor_book_fill (book, contacts, seed, people);
  sort_book (book);
  return book;
}

void
cor_book_free (CorBook *book)
{
  g_hash_table_unref (book->central);
  g_hash_table_unref (book->own);
  g_ptr_array_unref (book->rows);
  g_free (book);
}

gboolean
cor_book_may_read (const CorRow *row, const CorPerson *person)
{
  return row->central || g_str_equal (row->type, "public") ||
         g_str_has_prefix (row->type, "group:") || g_str_equal (row->owner, person->username);
}

static gboolean
is_visible (const CorRow *row, const char *visibility)
{
  if (g_str_equal (visibility, "all"))
    return TRUE;
  if (g_str_equal (visibility, "group"))
    return g_str_has_prefix (row->type, "group:");
  gboolean personal = g_str_equal (row->type, "private");
  return g_str_equal (visibility, "private") ? personal : !personal;
}

static gboolean
matches (const CorRow *row, const CorBookQuery *query, const char *folded_term)
{
  if (g_str_equal (row->type, "speeddial") || !cor_book_may_read (row, query->who) ||
      !is_visible (row, query->visibility))
    return FALSE;
  if (query->persons && !*field (row, COR_FIELD_NAME))
    return FALSE;
  if (query->companies && !*field (row, COR_FIELD_COMPANY))
    return FALSE;
  return !*folded_term || strstr (row->folded, folded_term) != NULL;
}

GPtrArray *
cor_book_search (CorBook *book, const CorBookQuery *query)
{
  GPtrArray *found = g_ptr_array_new ();
  g_autofree char *term = cor_book_fold (query->term);
  sort_book (book);
  for (guint i = 0; i < book->rows->len; i++)
    if (matches (book->rows->pdata[i], query, term))
      g_ptr_array_add (found, book->rows->pdata[i]);
  if (query->companies || (query->sort && g_str_equal (query->sort, "company")))
    g_ptr_array_sort (found, compare_companies);
  return found;
}

GPtrArray *
cor_book_speeddials (CorBook *book, const char *owner)
{
  GPtrArray *found = g_ptr_array_new ();
  sort_book (book);
  for (guint i = 0; i < book->rows->len; i++) {
    CorRow *row = book->rows->pdata[i];
    if (g_str_equal (row->type, "speeddial") && g_str_equal (row->owner, owner))
      g_ptr_array_add (found, row);
  }
  return found;
}

CorRow *
cor_book_get (CorBook *book, gboolean central, guint id)
{
  return g_hash_table_lookup (central ? book->central : book->own, GUINT_TO_POINTER (id));
}

CorRow *
cor_book_find_number (CorBook *book, const char *number)
{
  static const CorField phones[] = { COR_FIELD_WORKPHONE, COR_FIELD_CELLPHONE,
                                     COR_FIELD_HOMEPHONE };
  for (guint i = 0; i < book->rows->len; i++) {
    CorRow *row = book->rows->pdata[i];
    for (guint f = 0; f < G_N_ELEMENTS (phones); f++)
      if (g_str_equal (field (row, phones[f]), number))
        return row;
  }
  return NULL;
}

CorRow *
cor_book_add (CorBook *book, const char *owner, const char *type, char **fields)
{
  if (g_hash_table_size (book->own) >= MAX_ADDED)
    return NULL;
  CorRow *row = cor_book_append (book, FALSE, owner, type);
  memcpy (row->fields, fields, sizeof row->fields);
  refold (row);
  return row;
}

void
cor_book_change (CorBook *book, CorRow *row, const char *type, char **fields)
{
  if (type) {
    g_free (row->type);
    row->type = g_strdup (type);
  }
  for (guint i = 0; i < COR_N_FIELDS; i++)
    if (fields[i]) {
      g_free (row->fields[i]);
      row->fields[i] = fields[i];
    }
  refold (row);
  book->sorted = FALSE;
}

void
cor_book_remove (CorBook *book, CorRow *row)
{
  g_hash_table_remove (book->own, GUINT_TO_POINTER (row->id));
  g_ptr_array_remove (book->rows, row);
}
