/* SPDX-License-Identifier: GPL-3.0-or-later
 * Numbers on the road of a click: what they cost, how they are shown, what is dialled. */
#include "config.h"
#include "fake-line.h"
#include "route/route.h"
#include <dlfcn.h>
#include <string.h>

typedef struct {
  CorSession *session;
  FakeLine *line;
  GSettings *settings;
  CorQuestion *question; /* the last one asked */
  CorCall *call;         /* the last one made */
} Fixture;

static void
on_asked (Fixture *f, CorQuestion *question)
{
  g_set_object (&f->question, question);
}

static void
on_shown (Fixture *f, CorCall *call)
{
  g_set_object (&f->call, call);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  static const char *const keys[] = { "country", "outside-prefix", "international-prefix",
                                      "national-form", "internal-digits" };

  f->settings = g_settings_new (COR_APP_ID);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (f->settings, keys[i]);
  f->line = g_object_new (FAKE_TYPE_LINE, NULL);
  f->session = fake_line_new_session (f->line);
  g_signal_connect_swapped (f->session, "ask", G_CALLBACK (on_asked), f);
  g_signal_connect_swapped (f->session, "show-call", G_CALLBACK (on_shown), f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_object (&f->question);
  g_clear_object (&f->call);
  g_clear_object (&f->settings);
  g_assert_finalize_object (f->session);
  g_assert_finalize_object (f->line);
}

/* Long enough after what was before that no guard of clicks sees a connection. */
static CorDialRequest *
dial (Fixture *f, const char *text, CorOrigin origin)
{
  CorDialRequest *request = cor_dial_request_new (text, origin, NULL, NULL);

  fake_clock_turn (f->line->clock, 60 * G_USEC_PER_SEC);
  g_clear_object (&f->question);
  g_clear_object (&f->call);
  cor_session_dial (f->session, request);
  return request;
}

/* What the line was told by the last click; NULL when nothing. Forgets it. */
static char *
told (Fixture *f)
{
  GPtrArray *dialled = f->line->dialled;
  char *number = dialled->len > 0 ? g_strdup (dialled->pdata[dialled->len - 1]) : NULL;

  g_assert_cmpuint (dialled->len, <=, 1);
  g_ptr_array_set_size (dialled, 0);
  return number;
}

static void
assert_told (Fixture *f, const char *text, CorOrigin origin, const char *expected)
{
  g_autoptr (CorDialRequest) request = dial (f, text, origin);
  g_autofree char *number = told (f);

  g_test_message ("%s", text);
  g_assert_cmpstr (number, ==, expected);
  g_assert_true ((expected == NULL) == (f->question != NULL));
  cor_session_dismiss (f->session, request); /* else the next link stands beside it */
}

static void
test_costly_links (Fixture *f, gconstpointer data)
{
  static const char *const links[] = { "tel:899123456",     "tel:+39899123456",   "callto:892000",
                                       "tel:+881612345678", "tel:00881612345678", "tel:895123456" };

  for (guint i = 0; i < G_N_ELEMENTS (links); i++) {
    g_autoptr (CorDialRequest) request = dial (f, links[i], COR_ORIGIN_LINK);
    g_autofree char *before = told (f);
    g_autofree char *after = NULL;

    g_test_message ("%s", links[i]);
    g_assert_null (before);
    g_assert_nonnull (f->question);
    g_assert_nonnull (strstr (cor_question_get_reason (f->question), "may cost a lot"));
    cor_session_confirm (f->session, request);
    after = told (f);
    g_assert_nonnull (after);
  }
  assert_told (f, "899123456", COR_ORIGIN_TYPED, "899123456");
  assert_told (f, "tel:0721405516", COR_ORIGIN_LINK, "0721405516");
  assert_told (f, "tel:800123456", COR_ORIGIN_LINK, "800123456");
}

static void
test_internal_is_not_costly (Fixture *f, gconstpointer data)
{
  assert_told (f, "tel:1254", COR_ORIGIN_LINK, "1254");
  g_settings_set_uint (f->settings, "internal-digits", 3);
  assert_told (f, "tel:1254", COR_ORIGIN_LINK, NULL);
  assert_told (f, "tel:202", COR_ORIGIN_LINK, "202");
}

static void
test_rewritten (Fixture *f, gconstpointer data)
{
  g_settings_set_string (f->settings, "outside-prefix", "0");
  g_settings_set_string (f->settings, "international-prefix", "00");
  assert_told (f, "tel:+39 0721 405516", COR_ORIGIN_LINK, "000390721405516");
  g_assert_cmpstr (cor_call_get_number (f->call), ==, "+390721405516");
  g_assert_cmpstr (cor_call_get_shown (f->call), ==,
                   "\xe2\x81\xa6"
                   "0721 405516\xe2\x81\xa9");
  g_assert_cmpstr (f->session->recent_canonical, ==, "+390721405516");
  assert_told (f, "0721405516", COR_ORIGIN_TYPED, "00721405516");
  assert_told (f, "202", COR_ORIGIN_TYPED, "202");
  assert_told (f, "*43", COR_ORIGIN_TYPED, "*43");
  g_settings_set_boolean (f->settings, "national-form", TRUE);
  assert_told (f, "tel:+39 0721 405516", COR_ORIGIN_LINK, "00721405516");
  assert_told (f, "tel:+44 20 7946 0000", COR_ORIGIN_LINK, "000442079460000");
}

static void
test_emergency_is_never_rewritten (Fixture *f, gconstpointer data)
{
  g_autoptr (CorDialRequest) request = NULL;
  g_autofree char *number = NULL;

  g_settings_set_string (f->settings, "outside-prefix", "0");
  g_settings_set_string (f->settings, "international-prefix", "00");
  g_settings_set_boolean (f->settings, "national-form", TRUE);
  g_settings_set_uint (f->settings, "internal-digits", 0);
  assert_told (f, "112", COR_ORIGIN_TYPED, "112");
  assert_told (f, "118", COR_ORIGIN_CONTACT, "118");
  request = dial (f, "tel:112", COR_ORIGIN_LINK);
  g_assert_nonnull (f->question);
  g_assert_cmpstr (cor_question_get_dialled (f->question), ==, "112");
  cor_session_confirm (f->session, request);
  number = told (f);
  g_assert_cmpstr (number, ==, "112");
}

/* The rewritten form of a number is not another number to the guard against the same click. */
static void
test_same_click_twice (Fixture *f, gconstpointer data)
{
  g_autoptr (CorDialRequest) first = NULL;
  g_autoptr (CorDialRequest) second =
    cor_dial_request_new ("tel:0721405516", COR_ORIGIN_LINK, NULL, NULL);

  g_settings_set_string (f->settings, "outside-prefix", "0");
  first = dial (f, "callto:0721405516", COR_ORIGIN_LINK);
  fake_clock_turn (f->line->clock, 2 * G_USEC_PER_SEC);
  cor_session_dial (f->session, second);
  g_assert_cmpuint (f->line->dialled->len, ==, 1);
}

static void
test_question_forms (Fixture *f, gconstpointer data)
{
  g_autoptr (CorDialRequest) request = NULL;

  g_settings_set_string (f->settings, "outside-prefix", "9");
  request = dial (f, "sip:+390721405516@elsewhere.example", COR_ORIGIN_LINK);
  g_assert_nonnull (f->question);
  g_assert_cmpstr (cor_question_get_canonical (f->question), ==, "+390721405516");
  g_assert_cmpstr (cor_question_get_shown (f->question), ==,
                   "\xe2\x81\xa6"
                   "0721 405516\xe2\x81\xa9");
  g_assert_cmpstr (cor_question_get_dialled (f->question), ==, "+390721405516");
}

static void
test_country (Fixture *f, gconstpointer data)
{
  g_autofree char *home = cor_session_format_number (f->session, "+442079460000");
  g_autofree char *abroad = NULL;

  g_assert_cmpstr (cor_session_get_country (f->session), ==, "IT");
  g_assert_nonnull (strstr (home, "+44 20 7946 0000"));
  g_settings_set_string (f->settings, "country", "gb");
  g_assert_cmpstr (cor_session_get_country (f->session), ==, "GB");
  abroad = cor_session_format_number (f->session, "+442079460000");
  g_assert_nonnull (strstr (abroad, "020 7946 0000"));
  g_settings_reset (f->settings, "country");
  cor_session_set_text (f->session, PROP_HOST, "cti.example.de");
  g_assert_cmpstr (cor_session_get_country (f->session), ==, "DE");
}

static void
test_preview (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *dialled = NULL;

  g_settings_set_string (f->settings, "outside-prefix", "0");
  dialled = cor_session_preview_number (f->session, " 0721 40 55 16 ", NULL);
  g_assert_cmpstr (dialled, ==, "00721405516");
  g_assert_null (cor_session_preview_number (f->session, "mario", &error));
  g_assert_error (error, COR_NUMBER_ERROR, COR_NUMBER_ERROR_SYNTAX);
}

static gboolean
module_is_loaded (void)
{
  g_autofree char *path =
    g_build_filename (g_getenv ("CORNETTA_LIBEXECDIR"), "cornetta-numbers.so", NULL);
  gpointer library = dlopen (path, RTLD_LAZY | RTLD_NOLOAD);

  if (library != NULL)
    dlclose (library);
  return library != NULL;
}

/* With an account the library comes before the first number does, and without one not at all. Run
 * in a process of its own, which has asked nothing yet. */
static void
test_warm_up (Fixture *f, gconstpointer data)
{
  if (!g_test_subprocess ()) {
    g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
    g_test_trap_assert_passed ();
    return;
  }
  g_assert_null (f->session->numbers_thread);
  g_assert_false (module_is_loaded ());
  cor_session_set_text (f->session, PROP_HOST, "cti.example.it");
  g_assert_nonnull (f->session->numbers_thread);
  g_thread_join (g_steal_pointer (&f->session->numbers_thread));
  g_assert_true (module_is_loaded ());
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/numbers/costly-links", test_costly_links);
  ADD ("/numbers/internal-is-not-costly", test_internal_is_not_costly);
  ADD ("/numbers/rewritten", test_rewritten);
  ADD ("/numbers/emergency-is-never-rewritten", test_emergency_is_never_rewritten);
  ADD ("/numbers/same-click-twice", test_same_click_twice);
  ADD ("/numbers/question-forms", test_question_forms);
  ADD ("/numbers/country", test_country);
  ADD ("/numbers/preview", test_preview);
  ADD ("/numbers/warm-up", test_warm_up);
  return g_test_run ();
}
