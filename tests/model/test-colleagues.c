/* SPDX-License-Identifier: GPL-3.0-or-later
 * Colleagues: what they do, of all that is told; a storm of news; who is shown. */
#include "fake-clock.h"
#include "model/colleague-view.h"
#include <locale.h>

typedef struct {
  FakeClock *clock;
  CorColleagueList *list;
  guint told;     /* how often the list told that somebody does something else */
  guint changed;  /* how many of them, all in all */
  guint relisted; /* how often rows came or went, and how many */
  guint rows;
} Fixture;

static void
on_updated (CorColleagueList *list, GPtrArray *changed, Fixture *f)
{
  f->told++;
  f->changed += changed->len;
}

static void
on_items_changed (GListModel *list, guint position, guint removed, guint added, Fixture *f)
{
  f->relisted++;
  f->rows += removed + added;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->clock = fake_clock_new ();
  f->list = cor_colleague_list_new (&f->clock->clock);
  g_signal_connect (f->list, "updated", G_CALLBACK (on_updated), f);
  g_signal_connect (f->list, "items-changed", G_CALLBACK (on_items_changed), f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->list);
  fake_clock_free (f->clock);
}

static CorColleague *
new_colleague (const char *username, const char *name, const char *exten, const char *group)
{
  g_autofree char *web = g_strconcat ("91", exten, NULL);
  const char *phones[] = { exten, web, NULL };
  const char *groups[] = { group, NULL };

  return cor_colleague_new (&(CorColleagueFields){ .username = username,
                                                   .name = name,
                                                   .extension = exten,
                                                   .phones = phones,
                                                   .groups = groups,
                                                   .presence = COR_PRESENCE_ONLINE });
}

static GPtrArray *
make_company (guint n)
{
  GPtrArray *company = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++) {
    g_autofree char *username = g_strdup_printf ("op%04u", i);
    g_autofree char *name = g_strdup_printf ("Nàme %04u", n - i);
    g_autofree char *exten = g_strdup_printf ("%u", 1000 + i);

    g_ptr_array_add (company, new_colleague (username, name, exten, i % 2 != 0 ? "Odd" : "Even"));
  }
  return company;
}

static void
fill (Fixture *f, guint n)
{
  g_autoptr (GPtrArray) company = make_company (n);

  cor_colleague_list_take (f->list, company);
  f->told = f->changed = f->relisted = f->rows = 0;
}

static void
note (Fixture *f, const char *exten, const char *status, const char *with)
{
  cor_colleague_list_note_phone (f->list,
                                 &(CorColleaguePhone){ .exten = exten,
                                                       .status = status,
                                                       .with = with,
                                                       .since = with != NULL ? 1795376944 : 0,
                                                       .connected = g_str_equal (status, "busy") });
}

static const CorColleagueNow *
now_of (Fixture *f, const char *username)
{
  return cor_colleague_get_now (cor_colleague_list_find (f->list, username));
}

static char *
list_names (GListModel *model)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++) {
    g_autoptr (CorColleague) colleague = g_list_model_get_item (model, i);

    g_string_append_printf (names, "%s ", cor_colleague_get_username (colleague));
  }
  return g_string_free (names, FALSE);
}

static void
assert_names (gpointer model, const char *wanted)
{
  g_autofree char *names = list_names (G_LIST_MODEL (model));

  g_assert_cmpstr (names, ==, wanted);
}

static void
test_now (Fixture *f, gconstpointer data)
{
  g_autofree char *text = NULL;

  fill (f, 3);
  note (f, "91001001", "busy", "Nobody's");
  note (f, "1001", "ringing", "Carla");
  fake_clock_advance (f->clock, 1);
  g_assert_cmpint (now_of (f, "op0001")->presence, ==, COR_PRESENCE_RINGING);
  /* The call that is talked in, not the one that rings beside it. */
  note (f, "911001", "busy", "Dario");
  fake_clock_advance (f->clock, COR_COLLEAGUES_PACE_MS);
  g_assert_cmpint (now_of (f, "op0001")->presence, ==, COR_PRESENCE_BUSY);
  g_assert_cmpstr (now_of (f, "op0001")->with, ==, "Dario");
  g_assert_cmpstr (now_of (f, "op0001")->at, ==, "911001");
  g_assert_cmpint (now_of (f, "op0001")->since, ==, 1795376944);
  text = cor_colleague_dup_now_text (cor_colleague_list_find (f->list, "op0001"));
  g_assert_cmpstr (text, ==, "In a call with Dario");
  note (f, "911001", "online", NULL);
  note (f, "1001", "online", NULL);
  cor_colleague_list_note_presence (f->list, "op0001", COR_PRESENCE_DND);
  fake_clock_advance (f->clock, COR_COLLEAGUES_PACE_MS);
  g_assert_cmpint (now_of (f, "op0001")->presence, ==, COR_PRESENCE_DND);
  g_assert_null (now_of (f, "op0001")->at);
  g_assert_cmpuint (f->told, ==, 3);
  g_assert_cmpuint (f->changed, ==, 3);
  g_assert_cmpuint (f->relisted, ==, 0);
}

/* What telephones do may be told before whose they are. */
static void
test_phones_first (Fixture *f, gconstpointer data)
{
  note (f, "1002", "busy", "Carla");
  fake_clock_advance (f->clock, 1);
  fill (f, 3);
  g_assert_cmpstr (now_of (f, "op0002")->with, ==, "Carla");
  cor_colleague_list_clear (f->list);
  fill (f, 3);
  g_assert_null (now_of (f, "op0002")->with);
}

/* 200 news a second for ten seconds, of 300 colleagues: told 4 times a second. */
static void
test_storm (Fixture *f, gconstpointer data)
{
  guint n = 0;

  fill (f, 300);
  for (guint ms = 0; ms < 10000; ms += 5, n++) {
    g_autofree char *exten = g_strdup_printf ("%u", 1000 + n * 7 % 300);
    gboolean talks = n / 300 % 2 == 0;

    note (f, exten, talks ? "busy" : "online", talks ? "Somebody" : NULL);
    fake_clock_advance (f->clock, 5);
  }
  fake_clock_advance (f->clock, COR_COLLEAGUES_PACE_MS);
  g_assert_cmpuint (n, ==, 2000);
  g_assert_cmpuint (f->told, <=, 10000 / COR_COLLEAGUES_PACE_MS + 2);
  g_assert_cmpuint (f->told, >=, 30);
  g_assert_cmpuint (f->changed, <=, n);
  g_assert_cmpuint (f->relisted, ==, 0);
  f->told = f->changed = 0;
  /* The same again is no news. */
  note (f, "1001", "busy", "Somebody");
  fake_clock_advance (f->clock, COR_COLLEAGUES_PACE_MS);
  f->told = 0;
  for (guint i = 0; i < 1000; i++) {
    note (f, "1001", "busy", "Somebody");
    fake_clock_advance (f->clock, 5);
  }
  g_assert_cmpuint (f->told, ==, 0);
}

/* Only who differs is another row. */
static void
test_taken_again (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) company = make_company (300);
  CorColleague *kept;

  fill (f, 300);
  kept = cor_colleague_list_find (f->list, "op0000");
  cor_colleague_list_take (f->list, company);
  g_assert_cmpuint (f->relisted, ==, 0);
  g_assert_true (cor_colleague_list_find (f->list, "op0000") == kept);
  g_object_unref (company->pdata[150]);
  company->pdata[150] = new_colleague ("op0150", "Nàme 0150", "2150", "Even");
  cor_colleague_list_take (f->list, company);
  g_assert_cmpuint (f->relisted, ==, 1);
  g_assert_cmpuint (f->rows, ==, 2);
  g_assert_null (cor_colleague_list_find_phone (f->list, "1150"));
  g_assert_nonnull (cor_colleague_list_find_phone (f->list, "2150"));
}

static void
test_limits (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) company = make_company (COR_COLLEAGUES_MAX + 10);

  cor_colleague_list_take (f->list, company);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f->list)), ==, COR_COLLEAGUES_MAX);
  for (guint i = 0; i < COR_COLLEAGUE_PHONES_MAX + 10; i++) {
    g_autofree char *exten = g_strdup_printf ("%u", 100000 + i);

    note (f, exten, "busy", "Somebody");
  }
  fill (f, 1);
  note (f, "1000", "busy", "Somebody"); /* there is no room for one more */
  fake_clock_advance (f->clock, COR_COLLEAGUES_PACE_MS);
  g_assert_null (now_of (f, "op0000")->at);
  cor_colleague_list_note_presence (f->list, "nobody", COR_PRESENCE_DND);
  g_assert_null (cor_colleague_list_find (f->list, "nobody"));
}

/* The same user name twice is one person. */
static void
test_twice (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) company = make_company (2);

  g_ptr_array_add (company, new_colleague ("op0001", "Another", "1001", "Odd"));
  cor_colleague_list_take (f->list, company);
  assert_names (f->list, "op0001 op0000 ");
}

static void
test_favourites (Fixture *f, gconstpointer data)
{
  fill (f, 4);
  assert_names (f->list, "op0003 op0002 op0001 op0000 ");
  cor_colleague_list_set_favourite (f->list, cor_colleague_list_find (f->list, "op0001"), 42);
  assert_names (f->list, "op0001 op0003 op0002 op0000 ");
  g_assert_cmpuint (f->rows, ==, 2);
  cor_colleague_list_set_favourite (f->list, cor_colleague_list_find (f->list, "op0001"), 0);
  assert_names (f->list, "op0003 op0002 op0001 op0000 ");
}

static void
test_groups (Fixture *f, gconstpointer data)
{
  g_auto (GStrv) groups = NULL;
  g_autofree char *joined = NULL;

  fill (f, 5);
  groups = cor_colleague_list_dup_groups (f->list);
  joined = g_strjoinv (" ", groups);
  g_assert_cmpstr (joined, ==, "Even Odd");
}

static void
test_view (Fixture *f, gconstpointer data)
{
  g_autoptr (CorColleagueView) view = cor_colleague_view_new (f->list);

  fill (f, 6);
  assert_names (view, "op0005 op0004 op0003 op0002 op0001 op0000 ");
  cor_colleague_view_set_filter (view, &(CorColleagueFilter){ .group = "Odd" });
  assert_names (view, "op0005 op0003 op0001 ");
  cor_colleague_view_set_filter (view, &(CorColleagueFilter){ .query = "name 0003" });
  assert_names (view, "op0003 ");
  cor_colleague_view_set_filter (view, &(CorColleagueFilter){ .query = "911002" });
  assert_names (view, "op0002 ");
  cor_colleague_view_set_filter (view, &(CorColleagueFilter){ .favourites = TRUE });
  assert_names (view, "");
  cor_colleague_list_set_favourite (f->list, cor_colleague_list_find (f->list, "op0004"), 1);
  assert_names (view, "op0004 ");
}

/* Of those that are shown by what they do, each that begins or ends it is one row. */
static void
test_view_follows (Fixture *f, gconstpointer data)
{
  g_autoptr (CorColleagueView) view = cor_colleague_view_new (f->list);

  fill (f, 300);
  cor_colleague_view_set_filter (view, &(CorColleagueFilter){ .doing = COR_COLLEAGUES_FREE });
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (view)), ==, 300);
  g_signal_connect (view, "items-changed", G_CALLBACK (on_items_changed), f);
  note (f, "1005", "busy", "Carla");
  note (f, "1250", "busy", "Carla");
  fake_clock_advance (f->clock, COR_COLLEAGUES_PACE_MS);
  g_assert_cmpuint (f->relisted, ==, 2);
  g_assert_cmpuint (f->rows, ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (view)), ==, 298);
  note (f, "1005", "online", NULL);
  fake_clock_advance (f->clock, COR_COLLEAGUES_PACE_MS);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (view)), ==, 299);
  g_signal_handlers_disconnect_by_data (view, f);
  cor_colleague_view_set_filter (view, &(CorColleagueFilter){ .doing = COR_COLLEAGUES_TALKING });
  assert_names (view, "op0250 ");
}

#define ADD(name, test) \
  g_test_add ("/model/colleagues/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  ADD ("now", test_now);
  ADD ("phones-first", test_phones_first);
  ADD ("storm", test_storm);
  ADD ("taken-again", test_taken_again);
  ADD ("limits", test_limits);
  ADD ("twice", test_twice);
  ADD ("favourites", test_favourites);
  ADD ("groups", test_groups);
  ADD ("view", test_view);
  ADD ("view-follows", test_view_follows);
  return g_test_run ();
}
