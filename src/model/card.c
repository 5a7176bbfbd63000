/* SPDX-License-Identifier: GPL-3.0-or-later
 * Everything that is written about somebody. */
#include "config.h"
#include "model/card.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define NUMBER_LIMIT 25
#define POB_LIMIT 10
#define TEXT_LIMIT 255
#define URI_MAX 2048

#define NO_PHONE (-1)

static const struct {
  const char *name;
  const char *text;
  int phone; /* CorPhoneKind */
  guint limit;
} infos[COR_N_CARD_FIELDS] = {
#define TEXT(field, name, text) [field] = { name, text, NO_PHONE, TEXT_LIMIT }
#define PHONE(field, name, text, kind, limit) [field] = { name, text, kind, limit }
  TEXT (COR_CARD_NAME, "name", NC_ ("contact", "Name")),
  TEXT (COR_CARD_COMPANY, "company", NC_ ("contact", "Company")),
  TEXT (COR_CARD_JOB, "job", NC_ ("contact", "Job")),
  TEXT (COR_CARD_NOTES, "notes", NC_ ("contact", "Notes")),
  TEXT (COR_CARD_TITLE, "title", NC_ ("contact", "Title")),
  TEXT (COR_CARD_FIRSTNAME, "firstname", NC_ ("contact", "First name")),
  TEXT (COR_CARD_LASTNAME, "lastname", NC_ ("contact", "Last name")),
  PHONE (COR_CARD_EXTENSION,
         "extension",
         NC_ ("contact", "Extension"),
         COR_PHONE_EXTENSION,
         TEXT_LIMIT),
  PHONE (COR_CARD_WORKPHONE,
         "workphone",
         NC_ ("contact", "Work phone"),
         COR_PHONE_WORK,
         NUMBER_LIMIT),
  PHONE (COR_CARD_WORKPHONE2,
         "workphone2",
         NC_ ("contact", "Second work phone"),
         COR_PHONE_WORK,
         NUMBER_LIMIT),
  PHONE (COR_CARD_CELLPHONE,
         "cellphone",
         NC_ ("contact", "Mobile"),
         COR_PHONE_MOBILE,
         NUMBER_LIMIT),
  PHONE (COR_CARD_CELLPHONE2,
         "cellphone2",
         NC_ ("contact", "Second mobile"),
         COR_PHONE_MOBILE,
         NUMBER_LIMIT),
  PHONE (COR_CARD_HOMEPHONE,
         "homephone",
         NC_ ("contact", "Home phone"),
         COR_PHONE_HOME,
         NUMBER_LIMIT),
  PHONE (COR_CARD_OTHERPHONE,
         "otherphone",
         NC_ ("contact", "Other phone"),
         COR_PHONE_OTHER,
         NUMBER_LIMIT),
  PHONE (COR_CARD_FAX, "fax", NC_ ("contact", "Fax"), COR_PHONE_FAX, NUMBER_LIMIT),
  TEXT (COR_CARD_WORKEMAIL, "workemail", NC_ ("contact", "Work email")),
  TEXT (COR_CARD_HOMEEMAIL, "homeemail", NC_ ("contact", "Home email")),
  TEXT (COR_CARD_OTHEREMAIL, "otheremail", NC_ ("contact", "Other email")),
  TEXT (COR_CARD_URL, "url", NC_ ("contact", "Web page")),
  TEXT (COR_CARD_WORKSTREET, "workstreet", NC_ ("contact", "Street")),
  [COR_CARD_WORKPOB] = { "workpob", NC_ ("contact", "Post office box"), NO_PHONE, POB_LIMIT },
  TEXT (COR_CARD_WORKCITY, "workcity", NC_ ("contact", "Town")),
  TEXT (COR_CARD_WORKPROVINCE, "workprovince", NC_ ("contact", "Province")),
  TEXT (COR_CARD_WORKPOSTALCODE, "workpostalcode", NC_ ("contact", "Postal code")),
  TEXT (COR_CARD_WORKCOUNTRY, "workcountry", NC_ ("contact", "Country")),
  TEXT (COR_CARD_HOMESTREET, "homestreet", NC_ ("contact", "Street")),
  [COR_CARD_HOMEPOB] = { "homepob", NC_ ("contact", "Post office box"), NO_PHONE, POB_LIMIT },
  TEXT (COR_CARD_HOMECITY, "homecity", NC_ ("contact", "Town")),
  TEXT (COR_CARD_HOMEPROVINCE, "homeprovince", NC_ ("contact", "Province")),
  TEXT (COR_CARD_HOMEPOSTALCODE, "homepostalcode", NC_ ("contact", "Postal code")),
  TEXT (COR_CARD_HOMECOUNTRY, "homecountry", NC_ ("contact", "Country")),
  TEXT (COR_CARD_FACEBOOK, "facebook", "Facebook"),
  TEXT (COR_CARD_INSTAGRAM, "instagram", "Instagram"),
  TEXT (COR_CARD_LINKEDIN, "linkedin", "LinkedIn"),
  TEXT (COR_CARD_SPEEDDIAL_NUM, "speeddial_num", NC_ ("contact", "Speed dial")),
#undef TEXT
#undef PHONE
};

CorCard *
cor_card_new (void)
{
  return g_new0 (CorCard, 1);
}

CorCard *
cor_card_copy (const CorCard *card)
{
  CorCard *copy = cor_card_new ();

  copy->type = g_strdup (card->type);
  for (guint i = 0; i < COR_N_CARD_FIELDS; i++)
    copy->fields[i] = g_strdup (card->fields[i]);
  return copy;
}

void
cor_card_free (CorCard *card)
{
  if (card == NULL)
    return;
  g_free (card->type);
  for (guint i = 0; i < COR_N_CARD_FIELDS; i++)
    g_free (card->fields[i]);
  g_free (card);
}

void
cor_card_set (CorCard *card, CorCardField field, const char *text)
{
  char *copy = text != NULL && *text != '\0' ? g_strdup (text) : NULL;

  g_free (card->fields[field]);
  card->fields[field] = copy;
}

void
cor_card_set_bounded (CorCard *card, CorCardField field, const char *text, gsize length)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize)strnlen (text, length));

  /* What was cut within a character ends in the mark of a bad one. */
  if (g_str_has_suffix (valid, "\xef\xbf\xbd") && strnlen (text, length + 1) > length)
    valid[strlen (valid) - 3] = '\0';
  cor_card_set (card, field, valid);
}

void
cor_card_set_type (CorCard *card, const char *type)
{
  char *copy = g_strdup (type);

  g_free (card->type);
  card->type = copy;
}

gboolean
cor_card_equal (const CorCard *a, const CorCard *b)
{
  for (guint i = 0; i < COR_N_CARD_FIELDS; i++)
    if (g_strcmp0 (a->fields[i], b->fields[i]) != 0)
      return FALSE;
  return TRUE;
}

gboolean
cor_card_is_empty (const CorCard *card)
{
  CorContactPhone phones[COR_CARD_PHONES];

  return card->fields[COR_CARD_NAME] == NULL && card->fields[COR_CARD_COMPANY] == NULL &&
         cor_card_list_phones (card, phones) == 0;
}

const char *
cor_card_field_name (CorCardField field)
{
  return infos[field].name;
}

gboolean
cor_card_field_from_name (const char *name, CorCardField *ret_field)
{
  for (guint i = 0; i < COR_N_CARD_FIELDS; i++)
    if (g_ascii_strcasecmp (infos[i].name, name) == 0) {
      *ret_field = i;
      return TRUE;
    }
  return FALSE;
}

const char *
cor_card_field_to_text (CorCardField field)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "contact", infos[field].text);
}

guint
cor_card_field_limit (CorCardField field)
{
  return infos[field].limit;
}

gboolean
cor_card_field_is_phone (CorCardField field, CorPhoneKind *ret_kind)
{
  if (infos[field].phone == NO_PHONE)
    return FALSE;
  if (ret_kind != NULL)
    *ret_kind = (CorPhoneKind)infos[field].phone;
  return TRUE;
}

guint
cor_card_list_phones (const CorCard *card, CorContactPhone phones[COR_CARD_PHONES])
{
  static const CorCardField order[COR_CARD_PHONES] = {
    COR_CARD_EXTENSION,  COR_CARD_CELLPHONE, COR_CARD_CELLPHONE2, COR_CARD_WORKPHONE,
    COR_CARD_WORKPHONE2, COR_CARD_HOMEPHONE, COR_CARD_OTHERPHONE, COR_CARD_FAX,
  };
  guint n = 0;

  for (guint i = 0; i < COR_CARD_PHONES; i++) {
    const char *number = card->fields[order[i]];

    if (number != NULL)
      phones[n++] = (CorContactPhone){ .kind = (CorPhoneKind)infos[order[i]].phone,
                                       .number = number,
                                       .masked = cor_phone_is_masked (number) };
  }
  return n;
}

char *
cor_card_dup_address (const CorCard *card, gboolean home)
{
  guint first = home ? COR_CARD_HOMESTREET : COR_CARD_WORKSTREET;
  static const guint parts[] = {
    0, 1, 4, 2, 3, 5
  }; /* street, box, code, town, province, country */
  GString *line = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++) {
    const char *text = card->fields[first + parts[i]];

    if (text == NULL)
      continue;
    /* The code and the town are read as one. */
    if (line->len > 0)
      g_string_append (line, parts[i] == 2 && card->fields[first + 4] != NULL ? " " : ", ");
    g_string_append (line, text);
  }
  return g_string_free (line, line->len == 0);
}

char *
cor_card_dup_web_uri (const char *text)
{
  g_autofree char *trimmed = text != NULL ? g_strstrip (g_strdup (text)) : NULL;
  g_autofree char *uri = NULL;
  g_autofree char *scheme = NULL;
  g_autoptr (GUri) parsed = NULL;

  if (trimmed == NULL || *trimmed == '\0' || strlen (trimmed) > URI_MAX)
    return NULL;
  scheme = g_uri_parse_scheme (trimmed);
  /* "www.example.org:8080" has no scheme, though it looks as if. */
  uri = strstr (trimmed, "://") != NULL || (scheme != NULL && strchr (scheme, '.') == NULL)
          ? g_strdup (trimmed)
          : g_strconcat ("https://", trimmed, NULL);
  parsed = g_uri_parse (uri, G_URI_FLAGS_ENCODED | G_URI_FLAGS_PARSE_RELAXED, NULL);
  if (parsed == NULL || g_uri_get_host (parsed) == NULL || *g_uri_get_host (parsed) == '\0' ||
      strchr (g_uri_get_host (parsed), '.') == NULL)
    return NULL;
  if (!g_str_equal (g_uri_get_scheme (parsed), "http") &&
      !g_str_equal (g_uri_get_scheme (parsed), "https"))
    return NULL;
  return g_uri_to_string (parsed);
}
