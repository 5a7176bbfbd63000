/* SPDX-License-Identifier: GPL-3.0-or-later
 * An entry of a phonebook. */
#include "config.h"
#include "model/card.h"
#include <glib/gi18n-lib.h>

struct _CorContact {
  GObject parent;
  gint64 id;
  char *source;
  char *kind;
  char *name;
  char *company;
  char *job;
  char *email;
  char *notes;
  CorContactPhone *phones;
  guint n_phones;
  char *owner;
  CorCard *card;
};

G_DEFINE_FINAL_TYPE (CorContact, cor_contact, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_ID,
  PROP_SOURCE,
  PROP_TYPE,
  PROP_NAME,
  PROP_COMPANY,
  PROP_JOB,
  PROP_EMAIL,
  PROP_NOTES,
  PROP_SHOWN,
  PROP_DETAIL,
  N_PROPS
};
static GParamSpec *props[N_PROPS];

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CorContact *self = COR_CONTACT (object);
  const char *const texts[N_PROPS] = {
    [PROP_SOURCE] = self->source,
    [PROP_TYPE] = self->kind,
    [PROP_NAME] = self->name,
    [PROP_COMPANY] = self->company,
    [PROP_JOB] = self->job,
    [PROP_EMAIL] = self->email,
    [PROP_NOTES] = self->notes,
    [PROP_SHOWN] = cor_contact_get_shown (self),
    [PROP_DETAIL] = cor_contact_get_detail (self),
  };

  if (id == PROP_ID)
    g_value_set_int64 (value, self->id);
  else
    g_value_set_string (value, texts[id]);
}

static CorContactPhone
copy_phone (const CorContactPhone *phone)
{
  CorContactPhone copy = *phone;

  copy.number = g_strdup (phone->number);
  copy.shown = g_strdup (phone->shown != NULL ? phone->shown : phone->number);
  return copy;
}

static void
free_phone (CorContactPhone *phone)
{
  g_free ((char *)phone->number);
  g_free ((char *)phone->shown);
}

static void
finalize (GObject *object)
{
  CorContact *self = COR_CONTACT (object);

  g_free (self->source);
  g_free (self->kind);
  g_free (self->name);
  g_free (self->company);
  g_free (self->job);
  g_free (self->email);
  g_free (self->notes);
  for (guint i = 0; i < self->n_phones; i++)
    free_phone (&self->phones[i]);
  g_free (self->phones);
  g_free (self->owner);
  cor_card_free (self->card);
  G_OBJECT_CLASS (cor_contact_parent_class)->finalize (object);
}

static void
cor_contact_class_init (CorContactClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  static const char *const names[N_PROPS] = {
    [PROP_SOURCE] = "source",   [PROP_TYPE] = "type",   [PROP_NAME] = "name",
    [PROP_COMPANY] = "company", [PROP_JOB] = "job",     [PROP_EMAIL] = "email",
    [PROP_NOTES] = "notes",     [PROP_SHOWN] = "shown", [PROP_DETAIL] = "detail",
  };

  object_class->get_property = get_property;
  object_class->finalize = finalize;
  props[PROP_ID] = g_param_spec_int64 ("id", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  for (guint i = PROP_SOURCE; i < N_PROPS; i++)
    props[i] = g_param_spec_string (names[i], NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
cor_contact_init (CorContact *self)
{
}

/* The server has "" where it has nothing. */
static char *
dup_text (const char *text)
{
  return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

/* Of each kind the first goes where the server has it, and the second where it has another. */
static void
write_phone (CorCard *card, const CorContactPhone *phone)
{
  static const CorCardField places[][2] = {
    [COR_PHONE_EXTENSION] = { COR_CARD_EXTENSION, COR_CARD_OTHERPHONE },
    [COR_PHONE_WORK] = { COR_CARD_WORKPHONE, COR_CARD_WORKPHONE2 },
    [COR_PHONE_MOBILE] = { COR_CARD_CELLPHONE, COR_CARD_CELLPHONE2 },
    [COR_PHONE_HOME] = { COR_CARD_HOMEPHONE, COR_CARD_OTHERPHONE },
    [COR_PHONE_OTHER] = { COR_CARD_OTHERPHONE, COR_CARD_OTHERPHONE },
    [COR_PHONE_FAX] = { COR_CARD_FAX, COR_CARD_OTHERPHONE },
  };

  for (guint i = 0; i < 2; i++)
    if (card->fields[places[phone->kind][i]] == NULL) {
      cor_card_set (card, places[phone->kind][i], phone->number);
      return;
    }
}

static CorCard *
card_of (const CorContactFields *fields)
{
  CorCard *card = fields->card != NULL ? cor_card_copy (fields->card) : cor_card_new ();

  cor_card_set_type (card, fields->type);
  if (fields->card != NULL)
    return card;
  cor_card_set (card, COR_CARD_NAME, fields->name);
  cor_card_set (card, COR_CARD_COMPANY, fields->company);
  cor_card_set (card, COR_CARD_JOB, fields->job);
  cor_card_set (card, COR_CARD_WORKEMAIL, fields->email);
  cor_card_set (card, COR_CARD_NOTES, fields->notes);
  for (guint i = 0; i < fields->n_phones; i++)
    write_phone (card, &fields->phones[i]);
  return card;
}

CorContact *
cor_contact_new (const CorContactFields *fields)
{
  CorContact *self = g_object_new (COR_TYPE_CONTACT, NULL);

  self->id = fields->id;
  self->source = dup_text (fields->source);
  self->kind = dup_text (fields->type);
  self->name = dup_text (fields->name);
  self->company = dup_text (fields->company);
  self->job = dup_text (fields->job);
  self->email = dup_text (fields->email);
  self->notes = dup_text (fields->notes);
  self->owner = dup_text (fields->owner);
  self->card = card_of (fields);
  self->n_phones = fields->n_phones;
  self->phones = g_new0 (CorContactPhone, fields->n_phones);
  for (guint i = 0; i < fields->n_phones; i++) {
    self->phones[i] = copy_phone (&fields->phones[i]);
  }
  return self;
}

gint64
cor_contact_get_id (CorContact *self)
{
  return self->id;
}

const char *
cor_contact_get_source (CorContact *self)
{
  return self->source;
}

const char *
cor_contact_get_kind (CorContact *self)
{
  return self->kind;
}

const char *
cor_contact_get_owner (CorContact *self)
{
  return self->owner;
}

const CorCard *
cor_contact_get_card (CorContact *self)
{
  return self->card;
}

const char *
cor_contact_get_name (CorContact *self)
{
  return self->name;
}

const char *
cor_contact_get_company (CorContact *self)
{
  return self->company;
}

const char *
cor_contact_get_job (CorContact *self)
{
  return self->job;
}

const char *
cor_contact_get_email (CorContact *self)
{
  return self->email;
}

const char *
cor_contact_get_notes (CorContact *self)
{
  return self->notes;
}

const char *
cor_contact_get_shown (CorContact *self)
{
  if (self->name != NULL)
    return self->name;
  if (self->company != NULL)
    return self->company;
  return self->n_phones > 0 ? self->phones[0].shown : "";
}

const char *
cor_contact_get_detail (CorContact *self)
{
  if (self->name != NULL && self->company != NULL)
    return self->company;
  return self->job;
}

const CorContactPhone *
cor_contact_get_phones (CorContact *self, guint *ret_n)
{
  *ret_n = self->n_phones;
  return self->phones;
}

const CorContactPhone *
cor_contact_get_best_phone (CorContact *self)
{
  static const CorPhoneKind order[] = { COR_PHONE_EXTENSION, COR_PHONE_MOBILE, COR_PHONE_WORK,
                                        COR_PHONE_HOME, COR_PHONE_OTHER };

  for (guint k = 0; k < G_N_ELEMENTS (order); k++)
    for (guint i = 0; i < self->n_phones; i++)
      if (self->phones[i].kind == order[k] && !self->phones[i].masked)
        return &self->phones[i];
  return NULL;
}

const char *
cor_phone_kind_to_text (CorPhoneKind kind)
{
  switch (kind) {
  case COR_PHONE_EXTENSION:
    return _ ("Extension");
  case COR_PHONE_WORK:
    return _ ("Work");
  case COR_PHONE_MOBILE:
    return _ ("Mobile");
  case COR_PHONE_HOME:
    return _ ("Home");
  case COR_PHONE_FAX:
    return _ ("Fax");
  case COR_PHONE_OTHER:
  default:
    return _ ("Other");
  }
}

gboolean
cor_phone_is_masked (const char *number)
{
  for (const char *p = number; p != NULL && *p != '\0'; p++)
    if (*p == 'x' || *p == 'X')
      return TRUE;
  return FALSE;
}
