/* SPDX-License-Identifier: GPL-3.0-or-later
 * One number: its form for people, its key and its kind, with the module and without. */
#include "numbering/numbering.h"
#include <locale.h>
#include <string.h>

/* As it is shown, without the marks that keep its direction. */
static char *
format (const char *number, const char *country)
{
  char *shown = cor_numbering_format (number, country);
  gsize length = strlen (shown);

  if (g_str_has_prefix (shown, "\xe2\x81\xa6")) {
    g_assert_true (g_str_has_suffix (shown, "\xe2\x81\xa9"));
    memmove (shown, shown + 3, length - 6);
    shown[length - 6] = '\0';
  }
  g_assert_null (strstr (shown, "\xe2\x81"));
  return shown;
}

static void
test_format (void)
{
  static const char *const rows[][3] = {
    { "IT", "0721405516", "0721 405516" },
    { "IT", "+390721405516", "0721 405516" },
    { "IT", "00390721405516", "0721 405516" },
    { "IT", "+39 (0)721 405516", "0721 405516" },
    { "IT", "3481234567", "348 123 4567" },
    { "IT", "+393481234567", "348 123 4567" },
    { "IT", "800123456", "800 123 456" },
    { "IT", "+442079460000", "+44 20 7946 0000" },
    { "IT", "00442079460000", "+44 20 7946 0000" },
    { "IT", "+881612345678", "+881 6 123 45678" },
    { "IT", "+8835100012345", "+8835100012345" },
    { "GB", "+442079460000", "020 7946 0000" },
    { "GB", "02079460000", "020 7946 0000" },
    { "GB", "+390721405516", "+39 0721 405516" },
    { "US", "+14165550123", "(416) 555-0123" }, /* Canada has the same code */
    { "IT", "201", "201" },
    { "IT", "12345", "12345" },
    { "IT", "112", "112" },
    { "IT", "*43", "*43" },
    { "IT", "#31#0721405516", "#31#0721405516" },
    { "IT", "**21*204#", "**21*204#" },
    { "IT", "9999999", "9999999" },
    { "IT", "111111111111111111", "111111111111111111" },
    { "IT", "39348xxx", "39348xxx" },
    { "IT", "anonymous", "anonymous" },
    { "IT", "", "" },
    { "IT", "0721405516,,204", "0721405516,,204" },
    { "ZZ", "0721405516", "0721405516" },
    { "ZZ", "+390721405516", "+39 0721 405516" },
    { NULL, "+390721405516", "+390721405516" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *shown = format (rows[i][1], rows[i][0]);

    g_test_message ("%s %s", rows[i][0], rows[i][1]);
    g_assert_cmpstr (shown, ==, rows[i][2]);
  }
}

/* A sign or a space lets digits turn round in a line that runs from right to left. */
static void
test_direction (void)
{
  static const char *const turning[] = { "+390721405516", "0721405516", "*43", "+442079460000" };
  g_autofree char *digits = cor_numbering_format ("201", "IT");

  g_assert_cmpstr (digits, ==, "201");
  for (guint i = 0; i < G_N_ELEMENTS (turning); i++) {
    g_autofree char *shown = cor_numbering_format (turning[i], "IT");
    g_autoptr (CorNumber) read = cor_number_parse (shown, COR_NUMBER_FROM_PERSON, NULL);

    g_assert_true (g_str_has_prefix (shown, "\xe2\x81\xa6"));
    g_assert_true (g_str_has_suffix (shown, "\xe2\x81\xa9"));
    g_assert_nonnull (read); /* copied from the screen it is still a number */
  }
}

static void
test_keys (void)
{
  /* Each row: one number in several spellings, then NULL. */
  static const char *const same[][6] = {
    { "0721405516", "+390721405516", "00390721405516", "+39 (0)721/405516", "0721 40.55.16" },
    { "3481234567", "+39 348 1234567", "0039 348-1234567" },
    { "+442079460000", "00442079460000", "+44 (0)20 7946 0000" },
    { "895123456", "+39895123456" },
    { "201", "2 0 1" },
    { "+4533123456", "004533123456" },
  };
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (same); i++) {
    g_autofree char *key = cor_numbering_key (same[i][0], "IT");

    for (guint k = 1; k < 6 && same[i][k] != NULL; k++) {
      g_autofree char *other = cor_numbering_key (same[i][k], "IT");

      g_assert_cmpstr (other, ==, key);
    }
    g_assert_true (g_hash_table_add (seen, g_steal_pointer (&key)));
  }
}

static void
test_other_keys (void)
{
  /* Nine equal last digits do not make one number. */
  g_autofree char *foreign = cor_numbering_key ("+19721405516", "IT");
  g_autofree char *own = cor_numbering_key ("0721405516", "IT");
  g_autofree char *british = cor_numbering_key ("02079460000", "GB");
  g_autofree char *extended = cor_numbering_key ("0721405516 int. 204", "IT");
  static const char *const nobody[] = { "39348xxx", "*43", "", "anonymous", "#31#0721405516" };

  g_assert_cmpstr (own, ==, "+390721405516");
  g_assert_cmpstr (foreign, ==, "+19721405516");
  g_assert_cmpstr (british, ==, "+442079460000");
  g_assert_cmpstr (extended, ==, own);
  for (guint i = 0; i < G_N_ELEMENTS (nobody); i++)
    g_assert_null (cor_numbering_key (nobody[i], "IT"));
}

static void
test_e164 (void)
{
  g_autofree char *national = cor_numbering_e164 ("0721 405516", "IT");
  g_autofree char *mobile = cor_numbering_e164 ("348 123 4567", "IT");
  g_autofree char *trunk = cor_numbering_e164 ("020 7946 0000", "GB");

  g_assert_cmpstr (national, ==, "+390721405516");
  g_assert_cmpstr (mobile, ==, "+393481234567");
  g_assert_cmpstr (trunk, ==, "+442079460000");
  g_assert_null (cor_numbering_e164 ("201", "IT"));
  g_assert_null (cor_numbering_e164 ("112", "IT"));
  g_assert_null (cor_numbering_e164 ("*43", "IT"));
  g_assert_null (cor_numbering_e164 ("0721405516", "ZZ"));
  g_assert_true (cor_numbering_is_valid ("0721405516", "IT"));
  g_assert_false (cor_numbering_is_valid ("9999999", "IT"));
  g_assert_false (cor_numbering_is_valid ("201", "IT"));
}

static void
test_types (void)
{
  static const struct {
    const char *number;
    CorNumberingType type;
    CorNumberKind kind;
  } rows[] = {
    { "0721405516", COR_NUMBERING_FIXED, COR_NUMBER_ORDINARY },
    { "3481234567", COR_NUMBERING_MOBILE, COR_NUMBER_ORDINARY },
    { "800123456", COR_NUMBERING_TOLL_FREE, COR_NUMBER_ORDINARY },
    { "848800123", COR_NUMBERING_SHARED_COST, COR_NUMBER_ORDINARY },
    { "199123456", COR_NUMBERING_PERSONAL, COR_NUMBER_ORDINARY },
    { "899123456", COR_NUMBERING_PREMIUM, COR_NUMBER_PREMIUM },
    { "+39899123456", COR_NUMBERING_PREMIUM, COR_NUMBER_PREMIUM },
    { "0039899123456", COR_NUMBERING_PREMIUM, COR_NUMBER_PREMIUM },
    { "892000", COR_NUMBERING_PREMIUM, COR_NUMBER_PREMIUM },
    { "895123456", COR_NUMBERING_PREMIUM, COR_NUMBER_PREMIUM },
    { "166123456", COR_NUMBERING_PREMIUM, COR_NUMBER_PREMIUM },
    { "1254", COR_NUMBERING_PREMIUM, COR_NUMBER_PREMIUM },
    { "+19005551234", COR_NUMBERING_PREMIUM, COR_NUMBER_PREMIUM },
    { "+881612345678", COR_NUMBERING_SATELLITE, COR_NUMBER_SATELLITE },
    { "00881612345678", COR_NUMBERING_SATELLITE, COR_NUMBER_SATELLITE },
    { "+870772001899", COR_NUMBERING_SATELLITE, COR_NUMBER_SATELLITE },
    { "+8835100012345", COR_NUMBERING_SATELLITE, COR_NUMBER_SATELLITE },
    { "201", COR_NUMBERING_UNKNOWN, COR_NUMBER_ORDINARY },
    { "9999999", COR_NUMBERING_UNKNOWN, COR_NUMBER_ORDINARY },
    { "112", COR_NUMBERING_TOLL_FREE, COR_NUMBER_EMERGENCY },
    { "*43", COR_NUMBERING_UNKNOWN, COR_NUMBER_FEATURE },
    { "**21*899123456#", COR_NUMBERING_UNKNOWN, COR_NUMBER_FORWARDING },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CorNumber) number = cor_number_parse (rows[i].number, COR_NUMBER_FROM_LINK, NULL);

    g_test_message ("%s", rows[i].number);
    g_assert_cmpint (cor_numbering_type (rows[i].number, "IT"), ==, rows[i].type);
    g_assert_cmpint (cor_numbering_classify (number, "IT"), ==, rows[i].kind);
  }
}

static void
test_countries (void)
{
  static const char *const rows[][3] = {
    { "IT", "39", "" },
    { "GB", "44", "0" },
    { "HU", "36", "06" },
    { "US", "1", "1" },
  };
  g_autofree char *code = NULL;
  g_autofree char *trunk = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *found = NULL;
    g_autofree char *prefix = NULL;

    g_assert_true (cor_numbering_describe_country (rows[i][0], &found, &prefix));
    g_assert_cmpstr (found, ==, rows[i][1]);
    g_assert_cmpstr (prefix, ==, rows[i][2]);
  }
  g_assert_false (cor_numbering_describe_country ("ZZ", &code, &trunk));
  g_assert_null (code);
}

static void
test_find_country (void)
{
  static const char *const rows[][3] = {
    { "FR", "cti.example.it", "FR" },
    { "fr", NULL, "FR" },
    { "", "cti.example.it", "IT" },
    { "", "cti.example.de:8443", "DE" },
    { "", "cti.example.co.uk", "GB" },
    { "", "cti.example.io", "IT" },
    { "", "cti.example.com", "IT" },
    { "", "192.168.1.10", "IT" },
    { "", NULL, "IT" },
    { NULL, "localhost", "IT" },
    { "Italy", "cti.example.de", "DE" },
    { "", "", "IT" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *country = cor_numbering_find_country (rows[i][0], rows[i][1]);

    g_assert_cmpstr (country, ==, rows[i][2]);
  }
}

/* The library keeps caches of its own; several threads ask at once. */
static gpointer
run_thread (gpointer data)
{
  for (guint i = 0; i < 300; i++) {
    g_autofree char *number =
      g_strdup_printf ("+%u%07u", 30 + (i * 7 + GPOINTER_TO_UINT (data)) % 60, 5000000 + i);
    g_autofree char *shown = cor_numbering_format (number, "IT");
    g_autofree char *key = cor_numbering_key (number, "FR");
    g_autoptr (GArray) found = cor_numbering_find ("tel. 0721 405516", "IT");

    g_assert_true (shown != NULL && key != NULL);
    g_assert_cmpuint (found->len, ==, 1);
  }
  return NULL;
}

static void
test_threads (void)
{
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("asks", run_thread, GUINT_TO_POINTER (i));
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

static gpointer
warm_up (gpointer country)
{
  cor_numbering_warm_up (country);
  return NULL;
}

/* Who asks meanwhile gets the whole answer. Run in a process of its own, which is cold. */
static void
test_warm_up (void)
{
  static const char *const countries[] = { "IT", "ZZ", "US" };
  GThread *threads[G_N_ELEMENTS (countries)];
  g_autofree char *shown = NULL;

  if (!g_test_subprocess ()) {
    g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
    g_test_trap_assert_passed ();
    return;
  }
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("warms", warm_up, (gpointer)countries[i]);
  g_assert_cmpint (cor_numbering_type ("1254", "IT"), ==, COR_NUMBERING_PREMIUM);
  shown = format ("+39 0721 405516", "IT");
  g_assert_cmpstr (shown, ==, "0721 405516");
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

/* Whatever goes in, what is shown is the number that went in. */
static void
test_random (void)
{
  static const char *const countries[] = { "IT", "GB", "US", "DE", "RU", "ZZ", "AR", "BR" };
  guint32 seed = (guint32)g_test_rand_int ();
  GRand *random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 5000; i++) {
    g_autoptr (GString) text = g_string_new (i % 3 == 0 ? "+" : "");
    const char *country = countries[i % G_N_ELEMENTS (countries)];
    g_autofree char *shown = NULL;
    g_autofree char *key = NULL;
    g_autofree char *shown_key = NULL;

    for (gint n = g_rand_int_range (random, 1, 20); n > 0; n--)
      g_string_append_c (text, "0123456789*#"[g_rand_int_range (random, 0, i % 5 ? 10 : 12)]);
    shown = cor_numbering_format (text->str, country);
    key = cor_numbering_key (text->str, country);
    shown_key = cor_numbering_key (shown, country);
    if (g_strcmp0 (key, shown_key) != 0)
      g_test_message ("%s %s is shown as %s", country, text->str, shown);
    g_assert_cmpstr (shown_key, ==, key);
  }
  g_rand_free (random);
}

/* Run in a process of its own: the module is looked for once. */
static void
test_without_module (void)
{
  g_autofree char *key = NULL;
  g_autofree char *shown = NULL;
  g_autoptr (GArray) found = NULL;

  if (!g_test_subprocess ()) {
    g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
    g_test_trap_assert_passed ();
    return;
  }
  g_setenv ("CORNETTA_LIBEXECDIR", "/nonexistent", TRUE);
  cor_numbering_warm_up ("IT");
  shown = format ("+39 0721 405516", "IT");
  key = cor_numbering_key ("00390721405516", "IT");
  found = cor_numbering_find ("tel. 0721 405516, int. 204", "IT");
  g_assert_cmpstr (shown, ==, "+390721405516");
  g_assert_cmpstr (key, ==, "+390721405516");
  g_assert_null (cor_numbering_e164 ("0721405516", "IT"));
  g_assert_cmpint (cor_numbering_type ("899123456", "IT"), ==, COR_NUMBERING_UNKNOWN);
  g_assert_cmpuint (found->len, ==, 1);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/numbering/format", test_format);
  g_test_add_func ("/numbering/direction", test_direction);
  g_test_add_func ("/numbering/keys", test_keys);
  g_test_add_func ("/numbering/other-keys", test_other_keys);
  g_test_add_func ("/numbering/e164", test_e164);
  g_test_add_func ("/numbering/types", test_types);
  g_test_add_func ("/numbering/countries", test_countries);
  g_test_add_func ("/numbering/find-country", test_find_country);
  g_test_add_func ("/numbering/threads", test_threads);
  g_test_add_func ("/numbering/warm-up", test_warm_up);
  g_test_add_func ("/numbering/random", test_random);
  g_test_add_func ("/numbering/without-module", test_without_module);
  return g_test_run ();
}
