/* SPDX-License-Identifier: GPL-3.0-or-later
 * The phonebook: the company's own, read-only book and what users add to theirs. */
#pragma once
#include "people.h"

/* In the order in which the server writes them. */
typedef enum {
  COR_FIELD_HOMEEMAIL,
  COR_FIELD_WORKEMAIL,
  COR_FIELD_HOMEPHONE,
  COR_FIELD_WORKPHONE,
  COR_FIELD_CELLPHONE,
  COR_FIELD_FAX,
  COR_FIELD_TITLE,
  COR_FIELD_COMPANY,
  COR_FIELD_NOTES,
  COR_FIELD_NAME,
  COR_FIELD_HOMESTREET,
  COR_FIELD_HOMEPOB,
  COR_FIELD_HOMECITY,
  COR_FIELD_HOMEPROVINCE,
  COR_FIELD_HOMEPOSTALCODE,
  COR_FIELD_HOMECOUNTRY,
  COR_FIELD_WORKSTREET,
  COR_FIELD_WORKPOB,
  COR_FIELD_WORKCITY,
  COR_FIELD_WORKPROVINCE,
  COR_FIELD_WORKPOSTALCODE,
  COR_FIELD_WORKCOUNTRY,
  COR_FIELD_URL,
  COR_FIELD_EXTENSION,
  COR_FIELD_SPEEDDIAL_NUM,
  /* The middleware's alone: */
  COR_FIELD_FIRSTNAME,
  COR_FIELD_LASTNAME,
  COR_FIELD_JOB,
  COR_FIELD_FACEBOOK,
  COR_FIELD_INSTAGRAM,
  COR_FIELD_LINKEDIN,
  COR_FIELD_WORKPHONE2,
  COR_FIELD_CELLPHONE2,
  COR_FIELD_OTHERPHONE,
  COR_FIELD_OTHEREMAIL,
  COR_N_FIELDS,
} CorField;
#define COR_N_LEGACY_FIELDS COR_FIELD_FIRSTNAME

extern const char *const cor_field_names[COR_N_FIELDS];

typedef struct {
  guint id; /* unique only together with `central` */
  gboolean central;
  char *owner, *type;
  char *fields[COR_N_FIELDS]; /* NULL: never given */
  char *folded;               /* what searches look in: no case, no accents */
} CorRow;

typedef struct _CorBook CorBook;

typedef struct {
  const char *term;       /* "" for all */
  const char *visibility; /* "all", "public", "private", "group" */
  const char *sort;       /* or NULL */
  gboolean companies, persons;
  CorPerson *who;
} CorBookQuery;

CorBook *cor_book_new (guint contacts, guint seed, CorPeople *people);
void cor_book_free (CorBook *book);
/* CorRow, borrowed; without speed dials. */
GPtrArray *cor_book_search (CorBook *book, const CorBookQuery *query);
GPtrArray *cor_book_speeddials (CorBook *book, const char *owner);
CorRow *cor_book_get (CorBook *book, gboolean central, guint id);
/* The name and company of a number, for calls; NULL: unknown. */
CorRow *cor_book_find_number (CorBook *book, const char *number);
/* Takes `fields` over; NULL when the book is full. */
CorRow *cor_book_add (CorBook *book, const char *owner, const char *type, char **fields);
/* `fields` with a value replace; the strings are taken. type NULL: as before. */
void cor_book_change (CorBook *book, CorRow *row, const char *type, char **fields);
void cor_book_remove (CorBook *book, CorRow *row);
gboolean cor_book_may_read (const CorRow *row, const CorPerson *person);
char *cor_book_fold (const char *text);

/* For the generator alone. */
void cor_book_fill (CorBook *book, guint contacts, guint seed, CorPeople *people);
CorRow *cor_book_append (CorBook *book, gboolean central, const char *owner, const char *type);

/* JSON: each route has its own idea of a row. */
typedef enum {
  COR_ROW_MIDDLEWARE,
  COR_ROW_LEGACY,         /* fewer fields, null for what was never given */
  COR_ROW_LEGACY_PLAIN,   /* that without `source` */
  COR_ROW_LEGACY_CENTRAL, /* that without `extension` and `speeddial_num` */
} CorRowShape;
void cor_row_write (const CorRow *row, CorRowShape shape, GString *out);
/* Rows grouped by company: the company's own row or one of nulls, and its people as a JSON string.
 */
guint cor_book_write_companies (GPtrArray *rows,
                                gboolean legacy,
                                guint offset,
                                guint limit,
                                GString *out);
