/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a person or a link means by a phone number: the parts of a URI. */
#include "config.h"
#include "model/number.h"
#include "digits.h"
#include "fold.h"
#include "kind.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_TEXT (64 * 1024)
#define MAX_HOST 253 /* RFC 1035 */

/* clang-format off */
G_DEFINE_QUARK (cor-number-error-quark, cor_number_error)
/* clang-format on */

typedef struct {
  const char *start;
  gsize length;
} Span;

typedef struct {
  Span number;
  Span parameters; /* from the first ';' on, or empty */
  Span host;       /* start NULL without one */
  gboolean is_sip; /* letters are a name there, never keys */
} Parts;

static void
set_syntax_error (GError **error, const char *words)
{
  g_set_error_literal (error, COR_NUMBER_ERROR, COR_NUMBER_ERROR_SYNTAX, words);
}

static gboolean
span_is (Span span, const char *word)
{
  return span.length == strlen (word) && g_ascii_strncasecmp (span.start, word, span.length) == 0;
}

/* Up to the first of `marks`; the rest of `span` begins with the mark. */
static Span
cut (Span *span, char mark)
{
  const char *at = memchr (span->start, mark, span->length);
  Span head = { span->start, at != NULL ? (gsize)(at - span->start) : span->length };

  span->start += head.length;
  span->length -= head.length;
  return head;
}

/* RFC 3986: a letter, then letters, digits, + - and dots, then a colon. */
static gboolean
cut_scheme (Span *rest, Parts *parts, GError **error)
{
  Span text = *rest;
  Span scheme;

  for (gsize i = 0; i < text.length && text.start[i] != ':'; i++)
    if (!g_ascii_isalpha (text.start[i]) &&
        (i == 0 || (!g_ascii_isdigit (text.start[i]) && strchr ("+-.", text.start[i]) == NULL)))
      return TRUE;
  scheme = cut (&text, ':');
  if (text.length == 0)
    return TRUE;
  parts->is_sip = span_is (scheme, "sip") || span_is (scheme, "sips");
  if (!parts->is_sip && !span_is (scheme, "tel") && !span_is (scheme, "callto")) {
    g_set_error_literal (error, COR_NUMBER_ERROR, COR_NUMBER_ERROR_SCHEME,
                         _ ("This kind of link is not a phone number"));
    return FALSE;
  }
  /* "tel://204" is not RFC 3966, but common. */
  do {
    text.start++;
    text.length--;
  } while (text.length > 0 && *text.start == '/');
  *rest = text;
  return TRUE;
}

/* Copying takes white space along, and the invisible marks of a page's direction. */
static void
trim (Span *span)
{
  while (span->length > 0) {
    gunichar c = g_utf8_get_char_validated (span->start, (gssize)span->length);
    gsize width = (gsize)(g_utf8_next_char (span->start) - span->start);

    if (c >= (gunichar)-2 || !(g_unichar_isspace (c) || g_unichar_type (c) == G_UNICODE_FORMAT))
      break;
    span->start += width;
    span->length -= width;
  }
  while (span->length > 0 && g_ascii_isspace (span->start[span->length - 1]))
    span->length--;
}

/* RFC 3261: without "@" a SIP URI has a host and no number. Digits alone are no host: who writes
 * "sip:204" means the number. */
static gboolean
is_address (Span span)
{
  g_autofree char *text = g_strndup (span.start, span.length);

  return g_hostname_is_ip_address (text);
}

static gboolean
split (Span text, Parts *parts, GError **error)
{
  Span rest;

  if (!cut_scheme (&text, parts, error))
    return FALSE;
  rest = cut (&text, '?'); /* headers of a SIP URI, "?call" of a callto one */
  parts->number = cut (&rest, '@');
  if (rest.length > 0) {
    rest.start++;
    rest.length--;
    parts->host = cut (&rest, ';');
    parts->is_sip = TRUE;
    rest = parts->number;
    parts->number = cut (&rest, ';');
    parts->parameters = rest;
    rest = parts->number;
    parts->number = cut (&rest, ':'); /* a password, which nothing here needs */
  } else {
    rest = parts->number;
    parts->number = cut (&rest, ';');
    parts->parameters = rest;
    if (parts->is_sip && is_address (parts->number))
      parts->number.length = 0;
  }
  return TRUE;
}

static char *
read_host (Span span, GError **error)
{
  g_autofree char *plain = cor_number_unescape (span.start, span.length, error);
  g_autofree char *ascii = NULL;
  g_autofree char *lower = NULL;
  gsize end;

  if (plain == NULL)
    return NULL;
  end = plain[0] == '[' ? strcspn (plain, "]") + 1 : strcspn (plain, ":");
  if (end < strlen (plain))
    plain[end] = '\0'; /* the port */
  ascii = strlen (plain) <= MAX_HOST ? g_hostname_to_ascii (plain) : NULL;
  lower = ascii != NULL ? g_ascii_strdown (ascii, -1) : NULL;
  if (lower == NULL || lower[0] == '\0' || strlen (lower) > MAX_HOST ||
      lower[strspn (lower, "abcdefghijklmnopqrstuvwxyz0123456789.-_:[]")] != '\0') {
    set_syntax_error (error, _ ("The address after “@” is not a host name"));
    return NULL;
  }
  return g_steal_pointer (&lower);
}

/* ";phone-context=+390721" completes a local number; a domain says whose dial
 * plan it belongs to, and there is one only. Emergency numbers stay as they are. */
static gboolean
apply_context (Span value, GString *digits, GError **error)
{
  g_autofree char *context = NULL;

  if (value.length == 0 ||
      (value.start[0] != '+' && g_ascii_strncasecmp (value.start, "%2B", 3) != 0))
    return TRUE;
  context = cor_number_fold (value.start, value.length, error);
  if (context == NULL)
    return FALSE;
  if (context[1] == '\0' || context[1 + strspn (context + 1, "0123456789")] != '\0') {
    set_syntax_error (error, _ ("The link's “phone-context” is not a prefix"));
    return FALSE;
  }
  if (digits->len > 0 && digits->str[0] != '+' &&
      cor_number_classify (digits->str) == COR_NUMBER_ORDINARY)
    g_string_prepend (digits, context);
  return TRUE;
}

static gboolean
append_tones (Span value, const char *separator, GString *tones, GError **error)
{
  g_autofree char *folded = cor_number_fold (value.start, value.length, error);

  if (folded == NULL)
    return FALSE;
  if (tones->len > 0 || separator[0] == 'w')
    g_string_append (tones, separator);
  return cor_number_read_tones (folded, tones, error);
}

static gboolean
apply_parameter (Span name, Span value, GString *digits, GString *tones, GError **error)
{
  if (span_is (name, "ext"))
    return append_tones (value, ",", tones, error);
  if (span_is (name, "postd")) /* RFC 2806 */
    return append_tones (value, "", tones, error);
  if (span_is (name, "phone-context"))
    return apply_context (value, digits, error);
  /* Phones write "wait, then these tones" as ";204". */
  if (value.length == 0 && name.length > 0 && strchr ("0123456789*#", name.start[0]) != NULL)
    return append_tones (name, "w", tones, error);
  return TRUE;
}

static gboolean
apply_parameters (Span rest, GString *digits, GString *tones, GError **error)
{
  while (rest.length > 0) {
    Span value, name;

    rest.start++;
    rest.length--;
    value = cut (&rest, ';');
    name = cut (&value, '=');
    if (value.length > 0) {
      value.start++;
      value.length--;
    }
    if (!apply_parameter (name, value, digits, tones, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
check_length (const GString *digits, GError **error)
{
  gsize sign = digits->str[0] == '+';

  if (digits->len == sign) {
    g_set_error_literal (error, COR_NUMBER_ERROR, COR_NUMBER_ERROR_EMPTY,
                         _ ("There is no number to call"));
    return FALSE;
  }
  if (digits->len > COR_NUMBER_MAX + sign) {
    g_set_error (error, COR_NUMBER_ERROR, COR_NUMBER_ERROR_TOO_LONG,
                 _ ("A phone number has at most %d digits: nothing was dialled"), COR_NUMBER_MAX);
    return FALSE;
  }
  return TRUE;
}

static CorNumber *
parse_parts (const Parts *parts, CorNumberSource source, GError **error)
{
  g_autofree char *folded = cor_number_fold (parts->number.start, parts->number.length, error);
  g_autoptr (GString) digits = g_string_new (NULL);
  g_autoptr (GString) tones = g_string_new (NULL);
  g_autoptr (CorNumber) number = g_new0 (CorNumber, 1);
  CorNumberReading reading = { source, source != COR_NUMBER_FROM_SERVER && !parts->is_sip };

  if (folded == NULL || !cor_number_read_digits (folded, &reading, digits, tones, error) ||
      !apply_parameters (parts->parameters, digits, tones, error) || !check_length (digits, error))
    return NULL;
  if (parts->host.start != NULL) {
    number->host = read_host (parts->host, error);
    if (number->host == NULL)
      return NULL;
  }
  number->kind = cor_number_classify (digits->str);
  number->canonical = g_string_free (g_steal_pointer (&digits), FALSE);
  if (tones->len > 0)
    number->post_dial = g_string_free (g_steal_pointer (&tones), FALSE);
  return g_steal_pointer (&number);
}

static CorNumber *
parse (const char *text, CorNumberSource source, GError **error)
{
  Parts parts = { 0 };
  Span span = { text, 0 };

  span.length = strnlen (text, MAX_TEXT + 1);
  if (span.length > MAX_TEXT) {
    g_set_error_literal (error, COR_NUMBER_ERROR, COR_NUMBER_ERROR_TOO_LONG,
                         _ ("The link is too long: nothing was dialled"));
    return NULL;
  }
  trim (&span);
  if (!split (span, &parts, error))
    return NULL;
  return parse_parts (&parts, source, error);
}

CorNumber *
cor_number_parse (const char *text, CorNumberSource source, GError **error)
{
  GError *reason = NULL;
  CorNumber *number;
  g_autofree char *quote = NULL;

  g_return_val_if_fail (text != NULL, NULL);
  number = parse (text, source, &reason);
  if (number != NULL)
    return number;
  quote = cor_number_quote (text);
  if (quote != NULL)
    /* Translators: a link or number that is refused, then why. */
    g_set_error (error, reason->domain, reason->code, _ ("“%s”: %s"), quote, reason->message);
  else
    g_propagate_error (error, g_steal_pointer (&reason));
  g_clear_error (&reason);
  return NULL;
}

CorNumber *
cor_number_copy (const CorNumber *number)
{
  CorNumber *copy = g_new0 (CorNumber, 1);

  copy->canonical = g_strdup (number->canonical);
  copy->post_dial = g_strdup (number->post_dial);
  copy->host = g_strdup (number->host);
  copy->kind = number->kind;
  return copy;
}

void
cor_number_free (CorNumber *number)
{
  if (number == NULL)
    return;
  g_free (number->canonical);
  g_free (number->post_dial);
  g_free (number->host);
  g_free (number);
}
