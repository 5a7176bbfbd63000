/* SPDX-License-Identifier: GPL-3.0-or-later
 * vCard: lines that are folded, of a name, parameters and a value. */
#include "config.h"
#include "cards-private.h"
#include <string.h>

#define TEXT_MAX 65536 /* longer ones are pictures and keys */
#define PARTS_MAX 8
#define FOLD 75

/* A line, taken apart in place. */
typedef struct {
  char *name;
  char *parameters; /* upper case, each after a ';' */
  char *value;
} Line;

/* --- Reading. --- */

/* The next line, unfolded; NULL at the end. Transfer full. */
static char *
read_line (const char **p)
{
  GString *line = g_string_new (NULL);
  gboolean soft = FALSE;

  if (**p == '\0') {
    g_string_free (line, TRUE);
    return NULL;
  }
  while (TRUE) {
    gsize length = strcspn (*p, "\r\n");

    if (line->len + length < TEXT_MAX)
      g_string_append_len (line, *p, (gssize)length);
    *p += length;
    *p += **p == '\r';
    *p += **p == '\n';
    /* vCard 2.1 ends a line that goes on with "=". */
    soft = line->len > 0 && line->str[line->len - 1] == '=' &&
           strstr (line->str, "QUOTED-PRINTABLE") != NULL;
    if (soft)
      g_string_truncate (line, line->len - 1);
    else if (**p == ' ' || **p == '\t')
      (*p)++;
    else
      break;
    if (**p == '\0')
      break;
  }
  return g_string_free (line, FALSE);
}

static void
decode_quoted (char *value)
{
  char *out = value;

  for (const char *p = value; *p != '\0'; p++) {
    if (*p == '=' && g_ascii_isxdigit (p[1]) && g_ascii_isxdigit (p[2])) {
      int byte = g_ascii_xdigit_value (p[1]) * 16 + g_ascii_xdigit_value (p[2]);

      if (byte != 0)
        *out++ = (char)byte;
      p += 2;
    } else {
      *out++ = *p;
    }
  }
  *out = '\0';
}

/* The colon that ends the parameters is not within quotes. */
static gboolean
take_apart (char *text, Line *line)
{
  gboolean quoted = FALSE;
  char *p = text, *dot;

  for (; *p != '\0' && (quoted || *p != ':'); p++)
    if (*p == '"')
      quoted = !quoted;
  if (*p != ':')
    return FALSE;
  *p = '\0';
  line->value = p + 1;
  line->name = text;
  line->parameters = strchr (text, ';');
  if (line->parameters != NULL) {
    g_autofree char *upper = g_ascii_strup (line->parameters, -1);

    strcpy (line->parameters, upper); /* as long as it was */
    *line->parameters++ = '\0';
  }
  dot = strchr (line->name, '.');
  if (dot != NULL)
    line->name = dot + 1;
  if (line->parameters != NULL && strstr (line->parameters, "QUOTED-PRINTABLE") != NULL)
    decode_quoted (line->value);
  return TRUE;
}

/* TYPE=work, TYPE="voice,work", or the bare WORK of vCard 2.1. */
static gboolean
has_type (const Line *line, const char *type)
{
  gsize length = strlen (type);

  for (const char *p = line->parameters; p != NULL && (p = strstr (p, type)) != NULL; p += length)
    if ((p == line->parameters || strchr (";,=\"", p[-1]) != NULL) &&
        (p[length] == '\0' || strchr (";,\"", p[length]) != NULL))
      return TRUE;
  return FALSE;
}

/* Parts between semicolons, without their escapes; borrowed from the copy in parts[0]. */
static guint
split (const char *value, char *parts[PARTS_MAX])
{
  char *out = g_malloc (strlen (value) + 1);
  guint n = 1;

  parts[0] = out;
  for (const char *p = value; *p != '\0'; p++) {
    if (*p == '\\' && p[1] != '\0') {
      p++;
      *out++ = *p == 'n' || *p == 'N' ? '\n' : *p;
    } else if (*p == ';' && n < PARTS_MAX) {
      *out++ = '\0';
      parts[n++] = out;
    } else if (*p != '\r') {
      *out++ = *p;
    }
  }
  *out = '\0';
  for (guint i = n; i < PARTS_MAX; i++)
    parts[i] = out;
  return n;
}

static void
set_valid (CorCard *card, CorCardField field, const char *text)
{
  if (card->fields[field] == NULL)
    cor_card_set_bounded (card, field, text, TEXT_MAX);
}

/* A value that may have semicolons of its own. */
static void
set_text (CorCard *card, CorCardField field, const char *value)
{
  GString *text = g_string_new (NULL);

  for (const char *p = value; *p != '\0'; p++) {
    if (*p == '\\' && p[1] != '\0') {
      p++;
      g_string_append_c (text, *p == 'n' || *p == 'N' ? '\n' : *p);
    } else {
      g_string_append_c (text, *p);
    }
  }
  set_valid (card, field, text->str);
  g_string_free (text, TRUE);
}

/* Into the first place that is free; where none is, it is at least written down. */
static void
add_number (CorCard *card, const CorCardField *places, guint n, const char *number)
{
  const char *notes = card->fields[COR_CARD_NOTES];
  g_autofree char *more = NULL;

  for (guint i = 0; i < n; i++)
    if (card->fields[places[i]] == NULL) {
      set_valid (card, places[i], number);
      return;
    }
  more = g_strconcat (notes != NULL ? notes : "", notes != NULL ? "\n" : "", number, NULL);
  cor_card_set_bounded (card, COR_CARD_NOTES, more, TEXT_MAX);
}

static void
read_phone (CorCard *card, const Line *line)
{
  static const struct {
    const char *type;
    CorCardField places[4];
  } kinds[] = {
    { "X-EXTENSION", { COR_CARD_EXTENSION, COR_CARD_OTHERPHONE } },
    { "FAX", { COR_CARD_FAX, COR_CARD_OTHERPHONE } },
    { "CELL", { COR_CARD_CELLPHONE, COR_CARD_CELLPHONE2, COR_CARD_OTHERPHONE } },
    { "X-OTHER", { COR_CARD_OTHERPHONE, COR_CARD_WORKPHONE2 } },
    { "HOME", { COR_CARD_HOMEPHONE, COR_CARD_OTHERPHONE } },
    { "", { COR_CARD_WORKPHONE, COR_CARD_WORKPHONE2, COR_CARD_OTHERPHONE } },
  };
  g_autofree char *number = g_strdup (line->value);
  guint kind = 0, n = 2;

  if (g_ascii_strncasecmp (number, "tel:", 4) == 0) {
    char *bare = g_uri_unescape_string (number + 4, NULL);

    g_free (number);
    number = bare != NULL ? bare : g_strdup ("");
    number[strcspn (number, ";")] = '\0';
  }
  g_strstrip (number);
  while (*kinds[kind].type != '\0' && !has_type (line, kinds[kind].type))
    kind++;
  if (kinds[kind].places[2] != 0)
    n = 3;
  if (*number != '\0')
    add_number (card, kinds[kind].places, n, number);
}

static void
read_email (CorCard *card, const Line *line)
{
  CorCardField place = has_type (line, "X-OTHER") ? COR_CARD_OTHEREMAIL
                       : has_type (line, "HOME")  ? COR_CARD_HOMEEMAIL
                                                  : COR_CARD_WORKEMAIL;

  for (guint i = 0; i < 3 && card->fields[place] != NULL; i++)
    place = COR_CARD_WORKEMAIL + i;
  set_text (card, place, line->value);
}

static void
read_name (CorCard *card, const char *value)
{
  char *parts[PARTS_MAX];

  split (value, parts);
  set_valid (card, COR_CARD_LASTNAME, parts[0]);
  set_valid (card, COR_CARD_FIRSTNAME, parts[1]);
  set_valid (card, COR_CARD_TITLE, parts[3]);
  g_free (parts[0]);
}

/* Box, extended, street, town, province, code, country. */
static void
read_address (CorCard *card, const Line *line)
{
  static const guint offsets[] = { 1, 0, 0, 2, 3, 4, 5 };
  CorCardField first = has_type (line, "HOME") ? COR_CARD_HOMESTREET : COR_CARD_WORKSTREET;
  char *parts[PARTS_MAX];
  guint n = split (line->value, parts);

  for (guint i = 0; i < MIN (n, G_N_ELEMENTS (offsets)); i++)
    if (i != 1)
      set_valid (card, first + offsets[i], parts[i]);
  g_free (parts[0]);
}

static void
read_social (CorCard *card, const Line *line)
{
  static const struct {
    const char *type;
    CorCardField field;
  } kinds[] = { { "FACEBOOK", COR_CARD_FACEBOOK },
                { "INSTAGRAM", COR_CARD_INSTAGRAM },
                { "LINKEDIN", COR_CARD_LINKEDIN } };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (has_type (line, kinds[i].type))
      set_text (card, kinds[i].field, line->value);
}

static void
read_company (CorCard *card, const char *value)
{
  char *parts[PARTS_MAX];

  split (value, parts);
  set_valid (card, COR_CARD_COMPANY, parts[0]);
  g_free (parts[0]);
}

static void
read_class (CorCard *card, const char *value)
{
  if (g_ascii_strcasecmp (value, "PUBLIC") == 0 || g_str_has_prefix (value, "group:"))
    cor_card_set_type (card, *value == 'g' ? value : "public");
  else if (g_ascii_strcasecmp (value, "PRIVATE") == 0)
    cor_card_set_type (card, "private");
}

static void
read_property (CorCard *card, const Line *line)
{
  static const struct {
    const char *name;
    CorCardField field;
  } texts[] = { { "FN", COR_CARD_NAME },
                { "TITLE", COR_CARD_JOB },
                { "NOTE", COR_CARD_NOTES },
                { "URL", COR_CARD_URL },
                { "X-CORNETTA-SPEEDDIAL", COR_CARD_SPEEDDIAL_NUM } };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_ascii_strcasecmp (line->name, texts[i].name) == 0)
      set_text (card, texts[i].field, line->value);
  if (g_ascii_strcasecmp (line->name, "N") == 0)
    read_name (card, line->value);
  else if (g_ascii_strcasecmp (line->name, "ORG") == 0)
    read_company (card, line->value);
  else if (g_ascii_strcasecmp (line->name, "TEL") == 0)
    read_phone (card, line);
  else if (g_ascii_strcasecmp (line->name, "EMAIL") == 0)
    read_email (card, line);
  else if (g_ascii_strcasecmp (line->name, "ADR") == 0)
    read_address (card, line);
  else if (g_ascii_strcasecmp (line->name, "X-SOCIALPROFILE") == 0)
    read_social (card, line);
  else if (g_ascii_strcasecmp (line->name, "CLASS") == 0)
    read_class (card, line->value);
}

/* A company alone has its name where a person's has to be. */
static CorCard *
complete (CorCard *card)
{
  if (card->fields[COR_CARD_FIRSTNAME] == NULL && card->fields[COR_CARD_LASTNAME] == NULL &&
      g_strcmp0 (card->fields[COR_CARD_NAME], card->fields[COR_CARD_COMPANY]) == 0)
    cor_card_set (card, COR_CARD_NAME, NULL);
  return card;
}

void
cor_vcard_read (const char *text, GPtrArray *cards, guint *unreadable)
{
  g_autoptr (CorCard) card = NULL;
  char *next;

  while ((next = read_line (&text)) != NULL) {
    g_autofree char *owned = next;
    Line line = { 0 };

    if (g_ascii_strncasecmp (owned, "BEGIN:VCARD", 11) == 0) {
      *unreadable += card != NULL; /* the one before never ended */
      cor_card_free (card);
      card = cor_card_new ();
    } else if (g_ascii_strncasecmp (owned, "END:VCARD", 9) == 0 && card != NULL) {
      cor_cards_take (cards, unreadable, complete (g_steal_pointer (&card)));
    } else if (card != NULL && take_apart (owned, &line)) {
      read_property (card, &line);
    }
  }
  *unreadable += card != NULL;
}

/* --- Writing. --- */

static void
escape (GString *out, const char *text)
{
  for (const char *p = text != NULL ? text : ""; *p != '\0'; p++) {
    if (*p == '\n')
      g_string_append (out, "\\n");
    else if (strchr ("\\,;", *p) != NULL)
      g_string_append_printf (out, "\\%c", *p);
    else if (*p != '\r')
      g_string_append_c (out, *p);
  }
}

/* No line is longer than 75 bytes, and none is broken within a character. */
static void
fold (GString *out, const char *line)
{
  gsize room = FOLD;

  for (const char *p = line; *p != '\0';) {
    gsize length = (gsize)(g_utf8_next_char (p) - p);

    if (length > room) {
      g_string_append (out, "\r\n ");
      room = FOLD - 1;
    }
    g_string_append_len (out, p, (gssize)length);
    room -= length;
    p += length;
  }
  g_string_append (out, "\r\n");
}

static void
write_text (GString *out, const char *head, const char *text)
{
  g_autoptr (GString) line = NULL;

  if (text == NULL)
    return;
  line = g_string_new (head);
  escape (line, text);
  fold (out, line->str);
}

static void
write_parts (GString *out, const char *head, const char *const *parts, guint n)
{
  g_autoptr (GString) line = g_string_new (head);

  for (guint i = 0; i < n; i++) {
    if (i > 0)
      g_string_append_c (line, ';');
    escape (line, parts[i]);
  }
  fold (out, line->str);
}

static void
write_address (GString *out, const CorCard *card, const char *head, CorCardField first)
{
  char *const *f = card->fields + first;
  const char *const parts[] = { f[1], NULL, f[0], f[2], f[3], f[4], f[5] };

  for (guint i = 0; i < 6; i++)
    if (f[i] != NULL) {
      write_parts (out, head, parts, G_N_ELEMENTS (parts));
      return;
    }
}

void
cor_vcard_write (GString *out, gboolean is_4, const CorCard *card)
{
  static const struct {
    const char *head;
    CorCardField field;
  } texts[] = {
    { "TITLE:", COR_CARD_JOB },
    { "TEL;TYPE=X-EXTENSION:", COR_CARD_EXTENSION },
    { "TEL;TYPE=WORK:", COR_CARD_WORKPHONE },
    { "TEL;TYPE=WORK:", COR_CARD_WORKPHONE2 },
    { "TEL;TYPE=CELL:", COR_CARD_CELLPHONE },
    { "TEL;TYPE=CELL:", COR_CARD_CELLPHONE2 },
    { "TEL;TYPE=HOME:", COR_CARD_HOMEPHONE },
    { "TEL;TYPE=X-OTHER:", COR_CARD_OTHERPHONE },
    { "TEL;TYPE=FAX:", COR_CARD_FAX },
    { "EMAIL;TYPE=WORK:", COR_CARD_WORKEMAIL },
    { "EMAIL;TYPE=HOME:", COR_CARD_HOMEEMAIL },
    { "EMAIL;TYPE=X-OTHER:", COR_CARD_OTHEREMAIL },
    { "URL:", COR_CARD_URL },
    { "X-SOCIALPROFILE;TYPE=FACEBOOK:", COR_CARD_FACEBOOK },
    { "X-SOCIALPROFILE;TYPE=INSTAGRAM:", COR_CARD_INSTAGRAM },
    { "X-SOCIALPROFILE;TYPE=LINKEDIN:", COR_CARD_LINKEDIN },
    { "X-CORNETTA-SPEEDDIAL:", COR_CARD_SPEEDDIAL_NUM },
    { "NOTE:", COR_CARD_NOTES },
  };
  const char *const name[] = { card->fields[COR_CARD_LASTNAME], card->fields[COR_CARD_FIRSTNAME],
                               NULL, card->fields[COR_CARD_TITLE], NULL };
  const char *company = card->fields[COR_CARD_COMPANY], *shown = card->fields[COR_CARD_NAME];

  g_string_append_printf (out, "BEGIN:VCARD\r\nVERSION:%s\r\n", is_4 ? "4.0" : "3.0");
  write_text (out, "FN:", shown != NULL ? shown : company != NULL ? company : "");
  write_parts (out, "N:", name, G_N_ELEMENTS (name));
  if (company != NULL)
    write_parts (out, "ORG:", &company, 1);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    write_text (out, texts[i].head, card->fields[texts[i].field]);
  write_address (out, card, "ADR;TYPE=WORK:", COR_CARD_WORKSTREET);
  write_address (out, card, "ADR;TYPE=HOME:", COR_CARD_HOMESTREET);
  if (card->type != NULL)
    write_text (out, "CLASS:", g_str_equal (card->type, "private") ? "PRIVATE" : "PUBLIC");
  g_string_append (out, "END:VCARD\r\n");
}
