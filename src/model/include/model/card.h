/* SPDX-License-Identifier: GPL-3.0-or-later
 * Everything that is written about somebody, as the server keeps it: what a
 * form edits, a file imports and a request sends. Plain; any thread. */
#pragma once
#include "model/contact.h"

G_BEGIN_DECLS

/* The mirror writes their order down: new ones go to the end. */
typedef enum {
  COR_CARD_NAME,
  COR_CARD_COMPANY,
  COR_CARD_JOB,
  COR_CARD_NOTES,
  COR_CARD_TITLE,
  COR_CARD_FIRSTNAME,
  COR_CARD_LASTNAME,
  COR_CARD_EXTENSION,
  COR_CARD_WORKPHONE,
  COR_CARD_WORKPHONE2,
  COR_CARD_CELLPHONE,
  COR_CARD_CELLPHONE2,
  COR_CARD_HOMEPHONE,
  COR_CARD_OTHERPHONE,
  COR_CARD_FAX,
  COR_CARD_WORKEMAIL,
  COR_CARD_HOMEEMAIL,
  COR_CARD_OTHEREMAIL,
  COR_CARD_URL,
  COR_CARD_WORKSTREET,
  COR_CARD_WORKPOB,
  COR_CARD_WORKCITY,
  COR_CARD_WORKPROVINCE,
  COR_CARD_WORKPOSTALCODE,
  COR_CARD_WORKCOUNTRY,
  COR_CARD_HOMESTREET,
  COR_CARD_HOMEPOB,
  COR_CARD_HOMECITY,
  COR_CARD_HOMEPROVINCE,
  COR_CARD_HOMEPOSTALCODE,
  COR_CARD_HOMECOUNTRY,
  COR_CARD_FACEBOOK,
  COR_CARD_INSTAGRAM,
  COR_CARD_LINKEDIN,
  COR_CARD_SPEEDDIAL_NUM,
  COR_N_CARD_FIELDS,
} CorCardField;

struct _CorCard {
  char *type;                      /* "private", "public", "group:A,B"; or NULL */
  char *fields[COR_N_CARD_FIELDS]; /* never ""; NULL where there is nothing */
};

CorCard *cor_card_new (void);
CorCard *cor_card_copy (const CorCard *card);
void cor_card_free (CorCard *card);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CorCard, cor_card_free)

/* "" is nothing. */
void cor_card_set (CorCard *card, CorCardField field, const char *text);
/* Up to `length` bytes of a text that need not be UTF-8 nor end there. */
void cor_card_set_bounded (CorCard *card, CorCardField field, const char *text, gsize length);
void cor_card_set_type (CorCard *card, const char *type);
/* The same in all that is written, visibility aside. */
gboolean cor_card_equal (const CorCard *a, const CorCard *b);
/* Without a name, a company and a number there is nobody. */
gboolean cor_card_is_empty (const CorCard *card);

/* What the server calls the field: "workphone2". */
const char *cor_card_field_name (CorCardField field);
gboolean cor_card_field_from_name (const char *name, CorCardField *ret_field);
/* In the user's language, for a form: "Work phone 2"; static. */
const char *cor_card_field_to_text (CorCardField field);
/* How many characters the server keeps of it. */
guint cor_card_field_limit (CorCardField field);
/* Whether it is a number that can be called, and of which kind. */
gboolean cor_card_field_is_phone (CorCardField field, CorPhoneKind *ret_kind);

/* The numbers of it in the order they are shown; borrowed; returns how many. */
#define COR_CARD_PHONES 8
guint cor_card_list_phones (const CorCard *card, CorContactPhone phones[COR_CARD_PHONES]);
/* Street, town and so on in one line, of work or of home; NULL without any. Transfer full. */
char *cor_card_dup_address (const CorCard *card, gboolean home);
/* "http://..." or "https://..." of what was written, or NULL: nothing else is ever opened. */
char *cor_card_dup_web_uri (const char *text);

G_END_DECLS
