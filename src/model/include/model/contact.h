/* SPDX-License-Identifier: GPL-3.0-or-later
 * An entry of the company's or the user's phonebook. Immutable once made. */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  COR_PHONE_EXTENSION,
  COR_PHONE_WORK,
  COR_PHONE_MOBILE,
  COR_PHONE_HOME,
  COR_PHONE_OTHER,
  COR_PHONE_FAX,
} CorPhoneKind;

typedef struct {
  CorPhoneKind kind;
  const char *number; /* as the server has it; never NULL or "" */
  gboolean masked;    /* the server hid digits: shown and searchable, never dialled or matched */
  const char *shown;  /* as people write it; of a contact never NULL */
} CorContactPhone;

typedef struct _CorCard CorCard; /* model/card.h */

#define COR_TYPE_CONTACT (cor_contact_get_type ())
G_DECLARE_FINAL_TYPE (CorContact, cor_contact, COR, CONTACT, GObject)

/* What the server sent, before it is an object; strings are borrowed for cor_contact_new(); a
 * phone's `shown` may be NULL, and is its number then. An
 * id is unique together with its source ("cti", "centralized") and may be absent (0) in rows
 * that several sources share (seen on nethcti-server). */
typedef struct {
  gint64 id;
  const char *source, *type, *name, *company, *job, *email, *notes;
  const char *owner; /* who wrote it: a user's name */
  const CorContactPhone *phones;
  guint n_phones;
  const CorCard *card; /* all that is known; NULL: no more than stands above */
} CorContactFields;

/* Properties, construct only: id (int64), source, type, name, company, job, email, notes (string
 * or NULL), shown (string, never NULL: the name, else the company, else the first number),
 * detail (string or NULL: company or job, whichever shown does not say). */
CorContact *cor_contact_new (const CorContactFields *fields);
gint64 cor_contact_get_id (CorContact *self);
const char *cor_contact_get_source (CorContact *self);
const char *cor_contact_get_kind (CorContact *self); /* the server's `type`: private, public, ... */
const char *cor_contact_get_owner (CorContact *self);
const char *cor_contact_get_name (CorContact *self);
const char *cor_contact_get_company (CorContact *self);
const char *cor_contact_get_job (CorContact *self);
const char *cor_contact_get_email (CorContact *self);
const char *cor_contact_get_notes (CorContact *self);
const char *cor_contact_get_shown (CorContact *self);
const char *cor_contact_get_detail (CorContact *self);
const CorContactPhone *cor_contact_get_phones (CorContact *self, guint *ret_n);
/* All that is written about it. */
const CorCard *cor_contact_get_card (CorContact *self);
/* The first that may be dialled, or NULL. Order: extension, mobile, work, home, other. */
const CorContactPhone *cor_contact_get_best_phone (CorContact *self);
/* "Work", "Mobile"... in the user's language; static. */
const char *cor_phone_kind_to_text (CorPhoneKind kind);
/* Whether the server hid digits of a number ("39348xxx", "xxx"). */
gboolean cor_phone_is_masked (const char *number);

G_END_DECLS
