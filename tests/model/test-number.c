/* SPDX-License-Identifier: GPL-3.0-or-later
 * The number parser against its vectors, and what must hold for any input. */
#include "model/number.h"
#include <string.h>
#include <time.h>

/* AddressSanitizer makes each ten times as slow. */
#ifdef __SANITIZE_ADDRESS__
#define N_RANDOM 20000
#else
#define N_RANDOM 200000
#endif

static const char *const error_names[] = { "empty", "syntax", "too-long", "scheme", "masked" };
static const char *const kind_names[] = { "ordinary", "emergency", "feature", "forwarding" };

/* ^[+]?[0-9*#]{1,40}$ */
static gboolean
is_canonical (const char *text)
{
  const char *digits = text[0] == '+' ? text + 1 : text;
  gsize length = strlen (digits);

  return length >= 1 && length <= COR_NUMBER_MAX && strspn (digits, "0123456789*#") == length;
}

static void
check_invariants (const CorNumber *number, CorNumberSource source)
{
  g_autoptr (CorNumber) again = NULL;

  g_assert_true (is_canonical (number->canonical));
  if (number->post_dial != NULL)
    g_assert_cmpuint (strspn (number->post_dial, "0123456789*#ABCD,w"), ==,
                      strlen (number->post_dial));
  if (number->host != NULL)
    g_assert_cmpuint (strspn (number->host, "abcdefghijklmnopqrstuvwxyz0123456789.-_:[]"), ==,
                      strlen (number->host));
  again = cor_number_parse (number->canonical, source, NULL);
  g_assert_nonnull (again);
  g_assert_cmpstr (again->canonical, ==, number->canonical);
  g_assert_cmpint (again->kind, ==, number->kind);
  g_assert_null (again->post_dial);
}

static const char *
column (char **columns, guint n, const char *otherwise)
{
  return g_strv_length (columns) > n && columns[n][0] != '\0' ? columns[n] : otherwise;
}

static gboolean
row_matches (char **columns, CorNumberSource source)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CorNumber) number = cor_number_parse (columns[0], source, &error);

  if (g_str_equal (column (columns, 1, ""), "error"))
    return number == NULL && error->domain == COR_NUMBER_ERROR &&
           g_str_equal (error_names[error->code], column (columns, 2, "syntax"));
  if (number == NULL)
    return FALSE;
  check_invariants (number, source);
  return g_str_equal (number->canonical, column (columns, 1, "")) &&
         g_strcmp0 (number->post_dial, column (columns, 2, NULL)) == 0 &&
         g_strcmp0 (number->host, column (columns, 3, NULL)) == 0 &&
         g_str_equal (kind_names[number->kind], column (columns, 4, "ordinary"));
}

static char **
read_rows (void)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (g_getenv ("TEL_TSV"), &text, NULL, &error);
  g_assert_no_error (error);
  return g_strsplit (text, "\n", -1);
}

static void
test_vectors (void)
{
  g_auto (GStrv) rows = read_rows ();
  guint n = 0;

  for (guint i = 0; rows[i] != NULL; i++) {
    g_auto (GStrv) columns = g_strsplit (rows[i], "\t", -1);

    if (rows[i][0] == '\0' || g_str_has_prefix (rows[i], "# "))
      continue;
    n++;
    if (!row_matches (columns, COR_NUMBER_FROM_LINK)) {
      g_test_message ("line %u: %s", i + 1, rows[i]);
      g_test_fail ();
    }
    g_assert_true (row_matches (columns, COR_NUMBER_FROM_PERSON));
  }
  g_assert_cmpuint (n, >=, 33 + 60);
}

static void
test_server (void)
{
  static const char *const rows[][2] = {
    { "0721405516", NULL },           { "+39 0721 405516", NULL },
    { "0721 405516 ext. 204", NULL }, { "39348xxx", "masked" },
    { "39348X", "masked" },           { "xxxxx", "masked" },
    { "1-800-FLOWERS", "masked" },    { "0721 405516 casa", "masked" },
    { "anonymous", "syntax" },        { "0721405516x204", "masked" },
    { "unknown", "syntax" },          { "", "empty" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CorNumber) number = cor_number_parse (rows[i][0], COR_NUMBER_FROM_SERVER, &error);

    g_assert_cmpstr (number == NULL ? error_names[error->code] : NULL, ==, rows[i][1]);
    g_assert_true (error == NULL || error->message[0] != '\0');
  }
}

static void
test_limits (void)
{
  g_autofree char *text = g_strnfill (64 * 1024 + 1, ' ');
  g_autoptr (GError) error = NULL;
  g_autoptr (CorNumber) number = NULL;

  memcpy (text, "tel:204", strlen ("tel:204"));
  g_assert_null (cor_number_parse (text, COR_NUMBER_FROM_LINK, &error));
  g_assert_error (error, COR_NUMBER_ERROR, COR_NUMBER_ERROR_TOO_LONG);
  text[64 * 1024] = '\0';
  number = cor_number_parse (text, COR_NUMBER_FROM_LINK, NULL);
  g_assert_cmpstr (number->canonical, ==, "204");
}

static void
test_tones_limit (void)
{
  static const char *const tails[] = { ";1", ";ext=1", ";postd=1", ",1", ";ext=", ";*" };

  for (guint i = 0; i < G_N_ELEMENTS (tails); i++) {
    g_autoptr (GString) text = g_string_new ("tel:204");
    g_autoptr (GError) error = NULL;
    g_autoptr (CorNumber) number = NULL;

    while (text->len < 60 * 1024)
      g_string_append (text, tails[i]);
    number = cor_number_parse (text->str, COR_NUMBER_FROM_LINK, &error);
    if (number != NULL)
      g_assert_cmpuint (number->post_dial != NULL ? strlen (number->post_dial) : 0, <=, 65);
    else
      g_assert_error (error, COR_NUMBER_ERROR, COR_NUMBER_ERROR_TOO_LONG);
  }
}

static void
test_copy (void)
{
  g_autoptr (CorNumber) number =
    cor_number_parse ("sip:**21*204%23,1@PBX", COR_NUMBER_FROM_LINK, NULL);
  g_autoptr (CorNumber) copy = cor_number_copy (number);

  g_assert_cmpstr (copy->canonical, ==, "**21*204#");
  g_assert_cmpstr (copy->post_dial, ==, ",1");
  g_assert_cmpstr (copy->host, ==, "pbx");
  g_assert_cmpint (copy->kind, ==, COR_NUMBER_FORWARDING);
  cor_number_free (NULL);
}

/* What stands between the quotation marks, or NULL. */
static char *
quoted_part (const char *message)
{
  const char *start = strstr (message, "“");
  const char *end = start != NULL ? strstr (start, "”: ") : NULL;

  return end != NULL ? g_strndup (start + strlen ("“"), (gsize)(end - start) - strlen ("“")) : NULL;
}

/* A message is one line of letters that show, whatever was refused. */
static void
check_refusal (const char *text, const GError *error)
{
  g_autofree char *quote = cor_number_quote (text);
  g_autofree char *part = quoted_part (error->message);
  int depth = 0;

  g_assert_true (error->domain == COR_NUMBER_ERROR);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_cmpuint (strlen (error->message), <, 600);
  g_assert_cmpstr (part, ==, quote);
  for (const char *p = error->message; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    depth += (c == 0x2068) - (c == 0x2069);
    g_assert_true (depth == 0 || depth == 1);
    g_assert_true (c == 0x2068 || c == 0x2069 ||
                   (!g_unichar_iscntrl (c) && g_unichar_type (c) != G_UNICODE_FORMAT));
  }
  g_assert_cmpint (depth, ==, 0);
}

static void
test_refusals (void)
{
  static const char *const rows[][2] = {
    { "tel:abc;x", "tel:abc;x" },
    { "  mario\n\t rossi ", "mario rossi" },
    { "tel:20\xe2\x80\xae"
      "20\x07x",
      "tel:2020x" },
    { "abc\xe2\x81\xa9\xe2\x80\x8b", "abc" },
    { "a\xcc\xb8\xcc\xb8", "a" },
    { "\xd7\x90", "\xe2\x81\xa8\xd7\x90\xe2\x81\xa9" },
    { "\xff", "\xe2\x81\xa8\xef\xbf\xbd\xe2\x81\xa9" },
    { "\x01\xe2\x80\xae\x02", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *part = NULL;

    if (cor_number_parse (rows[i][0], COR_NUMBER_FROM_PERSON, &error) != NULL)
      g_error ("%s was taken for a number", rows[i][0]);
    part = quoted_part (error->message);
    g_assert_cmpstr (part, ==, rows[i][1]);
    check_refusal (rows[i][0], error);
  }
}

/* However long the text, its beginning is enough to know it by. */
static void
test_long_refusal (void)
{
  g_autofree char *letters = g_strnfill (65536, 'a');
  g_autofree char *controls = g_strnfill (65536, '\x01');
  g_autoptr (GError) first = NULL;
  g_autoptr (GError) second = NULL;
  g_autofree char *part = NULL;

  g_assert_null (cor_number_parse (letters, COR_NUMBER_FROM_LINK, &first));
  part = quoted_part (first->message);
  g_assert_cmpint (g_utf8_strlen (part, -1), ==, 40 + 1);
  g_assert_nonnull (strstr (part, "aa…"));
  g_assert_null (cor_number_parse (controls, COR_NUMBER_FROM_LINK, &second));
  check_refusal (controls, second);
}

/* Pieces that lead deep into the grammar far more often than random bytes do. */
static void
append_random_piece (GString *text, GRand *random)
{
  static const char *const pieces[] = {
    "tel:",    "callto:", "sip:",        "sips:",
    "//",      "+",       "39",          "0",
    "(0)",     "*",       "#",           "21",
    "72",      "112",     "0721 405516", "%2B",
    "%20",     "%zz",     "%00",         "%E2%80%AA",
    "%C2%A0",  "٢",       "＋",          "；",
    "@",       "pbx",     ";ext=",       ";phone-context=",
    ";isub=1", ";postd=", ";",           ",",
    "p",       "w",       "x",           "xx",
    "FLOWERS", "ext. ",   "\n",          "\t",
    "\x01",    "\xff",    "?",           "=",
    ":",       "[",       "]",           "999",
    "-",       ".",       "/",           "\xe2\x80\xae",
    "א",
  };

  if (g_rand_int_range (random, 0, 8) == 0)
    g_string_append_c (text, (char)g_rand_int_range (random, 1, 256));
  else
    g_string_append (text, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
}

static void
test_random (void)
{
  guint32 seed = (guint32)g_test_rand_int ();
  GRand *random = g_rand_new_with_seed (seed);
  guint accepted = 0;

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < N_RANDOM; i++) {
    g_autoptr (GString) text = g_string_new (i % 2 ? "tel:" : "");
    CorNumberSource source = (CorNumberSource)(i % 3);
    g_autoptr (GError) error = NULL;
    g_autoptr (CorNumber) number = NULL;

    for (gint n = g_rand_int_range (random, 0, 8); n > 0; n--)
      append_random_piece (text, random);
    number = cor_number_parse (text->str, source, &error);
    g_assert_true ((number == NULL) == (error != NULL));
    if (number != NULL) {
      accepted++;
      check_invariants (number, source);
    } else {
      check_refusal (text->str, error);
    }
  }
  g_rand_free (random);
  /* Else the generator makes only errors and nothing was tested. */
  g_assert_cmpuint (accepted, >, N_RANDOM / 20);
}

/* Processor time of the quickest of several runs, so that a busy machine does not count. */
static gint64
cost (const char *piece, gsize size)
{
  g_autoptr (GString) text = g_string_new ("tel:2");
  gint64 best = G_MAXINT64;

  while (text->len + strlen (piece) <= size)
    g_string_append (text, piece);
  for (guint run = 0; run < 15; run++) {
    clock_t begin = clock ();

    for (guint i = 0; i < 8; i++) {
      g_autoptr (CorNumber) number = cor_number_parse (text->str, COR_NUMBER_FROM_LINK, NULL);
    }
    best = MIN (best, (gint64)(clock () - begin));
  }
  return MAX (best, 1);
}

static void
test_linear (void)
{
  static const char *const pieces[] = {
    "p",
    "px",
    "(0)",
    "(",
    "0",
    ";ext=",
    ";",
    ";phone-context=+",
    "%20",
    "x",
    "xp",
    "FLOWERS",
    ",1",
    "@",
    "ext",
    "-",
    "(0",
    "+",
    "%",
    "\x01",
    "\xe2\x80\xae",
  };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++) {
    gint64 small = cost (pieces[i], 4 * 1024);
    gint64 large = cost (pieces[i], 64 * 1024);

    g_test_message ("%s: %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, pieces[i], small, large);
    /* 16 times the text; quadratic work would be 256 times. */
    g_assert_cmpint (large, <, MAX (small, 40) * 16 * 5);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/number/vectors", test_vectors);
  g_test_add_func ("/number/server", test_server);
  g_test_add_func ("/number/limits", test_limits);
  g_test_add_func ("/number/tones-limit", test_tones_limit);
  g_test_add_func ("/number/copy", test_copy);
  g_test_add_func ("/number/refusals", test_refusals);
  g_test_add_func ("/number/long-refusal", test_long_refusal);
  g_test_add_func ("/number/random", test_random);
  g_test_add_func ("/number/linear", test_linear);
  return g_test_run ();
}
