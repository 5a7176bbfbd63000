/* SPDX-License-Identifier: GPL-3.0-or-later
 * Takes out of a text what nobody else may read. Rather too much than too
 * little: who reads a trace misses a number less than its owner a password. */
#include "config.h"
#include "model/redact.h"
#include <string.h>

#define GONE "***"
#define SHORTEST 4 /* of a word that is looked for as it is */

/* What ends a value that has no quotes of its own. */
#define VALUE "(?:\"(?:[^\"\\\\\\n]|\\\\.)*\"?|'[^'\\n]*'?|[^\\s,;&\"'}\\])>]+)"
#define IS "[\"']?\\s*[:=]\\s*"

typedef struct {
  const char *pattern;
  const char *replacement;
} Rule;

/* In this order. clang-format would break the patterns where they mean something. */
/* clang-format off */
static const Rule secrets[] = {
  /* The whole of a header, on as many lines as it is folded to. */
  { "(?im)((?:proxy-)?authorization" IS ").*(?:\\r?\\n[ \\t]+(?![\\w-]+:).*)*", "\\1" GONE },
  { "(?i)((?:set-)?cookie\\s*[:=]\\s*)[^\"\\r\\n]*", "\\1" GONE },
  { "(?i)(\\b(?:set-)?cookies?" IS ")" VALUE, "\\1" GONE },
  /* As commands take it. */
  { "(?i)((?:^|\\s)(?:-u|--user)[ =][^\\s:]+:)\\S+", "\\1" GONE },
  { "(?im)((?:www|proxy)-authenticate\\s*:\\s*).*(?:\\r?\\n[ \\t]+(?![\\w-]+:).*)*", "\\1" GONE },
  { "(?i)\\b(bearer|basic|digest)\\s+[A-Za-z0-9+/=._~-]{6,}", "\\1 " GONE },
  /* A token, whatever stands before it; and what the server builds of one. */
  { "eyJ[A-Za-z0-9_-]{5,}(?:\\.[A-Za-z0-9_-]+)*", GONE },
  /* Keys of the sound. */
  { "(?im)(\\ba=(?:crypto|ice-pwd|ice-ufrag|key-mgmt)\\s*:).*?(?=\\\\r|\\\\n|\\r|\\n|\"|$)", "\\1" GONE },
  { "(?i)(inline:)[A-Za-z0-9+/=|:.]+", "\\1" GONE },
  { "(?m)^(\\s*k=).*", "\\1" GONE },
  /* The user's part of an address. */
  { "(?i)(\\b[a-z][a-z0-9+.-]*://)[^\\s/@\"'<>]+@", "\\1" GONE "@" },
  { "(?i)(\\bsips?:[^\\s:@;>\"]+):[^\\s@>\"]+@", "\\1:" GONE "@" },
  /* Keypad digits: a body of nothing else, a line, a value. */
  { "(?is)(content-type:\\s*application/dtmf(?![-\\w]).*?\\r?\\n\\s*\\r?\\n)[^\\r\\n]+", "\\1" GONE },
  { "(?im)^(\\s*signal\\s*[=:]\\s*).*", "\\1" GONE },
  { "(?i)(\\b(?:digits?|dtmf|tones?|signal|post[_-]?dial)" IS ")" VALUE, "\\1" GONE },
  { "(?i)(\\b(?:digits?|dtmf|tones?)\\s+)[0-9*#,]*[0-9*#]\\b", "\\1" GONE },
  { "(?i)(;(?:postd|phone-context)=)[^;\\s>\"]+", "\\1" GONE },
  /* What is called a secret. */
  { "(?i)(\\b[\\w-]*(?:passwo?rd|passwd|passphrase|secret|token|credential|api[_-]?key|private[_-]?key)[\\w-]*" IS ")" VALUE, "\\1" GONE },
  { "(?i)(\\b(?:otp|pwd|pin|ha1|ha1_secret|auth_pass|response|cnonce|nonce|opaque|ice[_-]?pwd|crypto|session_id)" IS ")" VALUE, "\\1" GONE },
};

static const Rule names[] = {
  { "(?im)^(\\s*(?:from|to|contact|p-asserted-identity|p-preferred-identity|remote-party-id|diversion|referred-by|reply-to|f|t|m|b)\\s*:\\s*)(?:\"(?:[^\"\\\\\\n]|\\\\.)*\"|[^<\"\\s:][^<\"\\n:]*?)(\\s*<)", "\\1\"" GONE "\"\\2" },
  { "(?i)(\\b(?:caller_?id_?name|display_?name|displayname)" IS ")" VALUE, "\\1" GONE },
};
/* clang-format on */

/* Made once, with the first text. */
static GRegex *
get_regex (const char *pattern, gsize *slot)
{
  if (g_once_init_enter (slot)) {
    g_autoptr (GError) error = NULL;
    GRegex *regex = g_regex_new (pattern, G_REGEX_OPTIMIZE, 0, &error);

    if (regex == NULL)
      g_error ("%s: %s", pattern, error->message);
    g_once_init_leave (slot, (gsize)regex);
  }
  return (GRegex *)*slot;
}

static char *
apply (const char *text, const Rule *rules, gsize *slots, guint n)
{
  char *now = g_utf8_make_valid (text, -1);

  for (guint i = 0; i < n; i++) {
    GRegex *regex = get_regex (rules[i].pattern, &slots[i]);
    char *next = g_regex_replace (regex, now, -1, 0, rules[i].replacement, 0, NULL);

    g_free (now);
    if (next == NULL) /* of a text that can't be looked through nothing is shown */
      return g_strdup (GONE "\n");
    now = next;
  }
  return now;
}

char *
cor_redact_secrets (const char *text)
{
  static gsize slots[G_N_ELEMENTS (secrets)];

  return apply (text, secrets, slots, G_N_ELEMENTS (secrets));
}

/* --- Numbers --- */

static guint
count_digits (const char *text)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    n += g_ascii_isdigit (*text) ? 1 : 0;
  return n;
}

/* All but the last two. */
static void
mask (GString *out, const char *text)
{
  guint left = count_digits (text);

  for (; *text != '\0'; text++) {
    if (!g_ascii_isdigit (*text)) {
      g_string_append_c (out, *text);
      continue;
    }
    g_string_append_c (out, left > 2 ? 'x' : *text);
    left--;
  }
}

/* Dates, and addresses of machines. */
static gboolean
is_no_number (const char *text)
{
  return g_regex_match_simple ("^(?:\\d{1,3}(?:\\.\\d{1,3}){3}|(?:19|20)\\d\\d-\\d\\d-\\d\\d.*|"
                               "\\d{1,3}(?:\\.\\d{1,3}){2}[-.].*|\\d+\\.\\d+)$",
                               text, 0, 0);
}

static gboolean
on_named (const GMatchInfo *match, GString *out, gpointer data)
{
  g_autofree char *before = g_match_info_fetch (match, 1);
  g_autofree char *number = g_match_info_fetch (match, 2);

  g_string_append (out, before);
  mask (out, number);
  return FALSE;
}

static gboolean
on_bare (const GMatchInfo *match, GString *out, gpointer data)
{
  g_autofree char *number = g_match_info_fetch (match, 0);

  if (count_digits (number) < 6 || is_no_number (number))
    g_string_append (out, number);
  else
    mask (out, number);
  return FALSE;
}

static char *
replace (const char *text, GRegex *regex, GRegexEvalCallback eval)
{
  char *done = g_regex_replace_eval (regex, text, -1, 0, 0, eval, NULL, NULL);

  return done != NULL ? done : g_strdup (GONE "\n");
}

char *
cor_redact_numbers (const char *text)
{
  /* Behind a word that says so even the shortest; else six digits or more, however they are set. */
  static const char named[] =
    "(?i)(\\b(?:sips?|tel|callto|nethlink):(?://)?|\"(?:number|exten|extension|to|from|src|dst|"
    "caller|called|num|bridgednum|counterpartnum|endpointid|username|id)\"\\s*:\\s*\"?)"
    "([+*#]?\\d[\\d*#()-]*)(?![\\d.])";
  static const char bare[] = "(?<![\\w.:-])(?:\\d{1,3}(?:\\.\\d{1,3}){3}(?![\\d.])|"
                             "\\(?\\+?\\(?\\d[\\d ()/.-]{4,}\\d(?![\\w:]))";
  static gsize slots[G_N_ELEMENTS (names) + 2];
  g_autofree char *unnamed = apply (text, names, slots, G_N_ELEMENTS (names));
  g_autofree char *short_too =
    replace (unnamed, get_regex (named, &slots[G_N_ELEMENTS (names)]), on_named);

  return replace (short_too, get_regex (bare, &slots[G_N_ELEMENTS (names) + 1]), on_bare);
}

char *
cor_redact_text (const char *text)
{
  g_autofree char *safe = cor_redact_secrets (text);

  return cor_redact_numbers (safe);
}

char *
cor_redact_words (const char *text, const char *const *words)
{
  GString *out = g_string_new (text);

  for (; *words != NULL; words++)
    if (strlen (*words) >= SHORTEST)
      g_string_replace (out, *words, GONE, 0);
  return g_string_free (out, FALSE);
}

/* --- Paths --- */

static gboolean
tells_nobody (const char *part)
{
  for (; *part != '\0'; part++)
    if (!g_ascii_isalpha (*part) && strchr ("_-.", *part) == NULL)
      return FALSE;
  return TRUE;
}

char *
cor_redact_path (const char *path)
{
  gsize length = strcspn (path, "?#");
  g_autofree char *way = g_strndup (path, length);
  g_auto (GStrv) parts = g_strsplit (way, "/", -1);
  g_autofree char *query = path[length] == '?' ? g_strdup (path + length) : g_strdup ("");
  g_autoptr (GString) values = g_string_new (NULL);
  g_auto (GStrv) pairs = g_strsplit (*query != '\0' ? query + 1 : "", "&", 64);
  g_autofree char *joined = NULL;

  for (char **part = parts; *part != NULL; part++)
    if (!tells_nobody (*part)) {
      g_free (*part);
      *part = g_strdup ("*");
    }
  for (char **pair = pairs; *pair != NULL; pair++)
    g_string_append_printf (values, "%c%.*s=*", values->len > 0 ? '&' : '?',
                            (int)strcspn (*pair, "=#"), *pair);
  joined = g_strjoinv ("/", parts);
  return g_strconcat (joined, values->str, NULL);
}
