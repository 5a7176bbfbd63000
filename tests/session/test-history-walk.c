/* SPDX-License-Identifier: GPL-3.0-or-later
 * Pages of call records from servers of every kind: all there is, each call once, and an end. */
#include "config.h"
#include "history-walk.h"
#include "model/history-entry.h"

#define DAY (24 * 3600)
#define NOW G_GINT64_CONSTANT (1790000000)

/* A server, and what is odd about it. */
typedef struct {
  GArray *times; /* gint64, newest first; the id is the place from the oldest */
  guint page_most;
  gboolean ignores_page, ignores_days, miscounts, grows;
  guint asked;
} Server;

static Server *
server_new (guint n, gint64 step)
{
  Server *self = g_new0 (Server, 1);

  self->times = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->page_most = 1000;
  for (guint i = 0; i < n; i++) {
    gint64 time = NOW - i * step;

    g_array_append_val (self->times, time);
  }
  return self;
}

static void
server_free (Server *self)
{
  g_array_unref (self->times);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Server, server_free)

static CorHistoryEntry *
entry_at (Server *self, guint i)
{
  g_autofree char *id = g_strdup_printf ("%u", self->times->len - i);

  return cor_history_entry_new (
    &(CorHistoryFields){ .id = id, .time = g_array_index (self->times, gint64, i) });
}

/* Whole days of UTC, up to 14 hours beyond, as the request has it. */
static GPtrArray *
ask (Server *self, const CorHistoryWalk *walk, guint *ret_total)
{
  GPtrArray *page = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 end = self->ignores_days ? G_MAXINT64 : ((walk->to + 14 * 3600) / DAY + 1) * DAY;
  guint size = MIN (COR_WALK_PAGE, self->page_most), skip = 0, n = 0;

  if (!self->ignores_page)
    skip = (walk->page - 1) * size;
  for (guint i = 0; i < self->times->len; i++) {
    if (g_array_index (self->times, gint64, i) >= end)
      continue;
    if (n >= skip && n < skip + size)
      g_ptr_array_add (page, entry_at (self, i));
    n++;
  }
  *ret_total = self->miscounts ? page->len : n;
  self->asked++;
  for (guint i = 0; i < 7 && self->grows && self->asked < 50; i++) {
    gint64 newest = NOW + self->asked * 10 + i;

    g_array_prepend_val (self->times, newest);
  }
  return page;
}

/* Until the walk ends; the ids that came. */
static GHashTable *
walk_all (Server *self, CorHistoryWalk *walk, gint64 to, CorWalkResult *ret_result)
{
  GHashTable *got = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  cor_history_walk_start (walk, to);
  do {
    guint total;
    g_autoptr (GPtrArray) page = ask (self, walk, &total);

    for (guint i = 0; i < page->len; i++)
      g_hash_table_add (got, g_strdup (cor_history_entry_get_id (page->pdata[i])));
    *ret_result = cor_history_walk_take (walk, page, total);
    g_assert_cmpuint (self->asked, <, 3000);
  } while (*ret_result == COR_WALK_ON);
  cor_history_walk_clear (walk);
  return got;
}

static void
assert_walk (Server *self, guint expected, CorWalkResult result)
{
  CorHistoryWalk walk = { .limit = G_MAXUINT };
  CorWalkResult got;
  g_autoptr (GHashTable) ids = walk_all (self, &walk, NOW + 2 * DAY, &got);

  g_assert_cmpint (got, ==, result);
  g_assert_cmpuint (g_hash_table_size (ids), ==, expected);
}

static void
test_five_thousand (void)
{
  g_autoptr (Server) sparse = server_new (5000, 7000);
  g_autoptr (Server) busy = server_new (5000, 30); /* thousands a day */
  g_autoptr (Server) small = server_new (5000, 700);
  g_autoptr (Server) none = server_new (0, 1);

  assert_walk (sparse, 5000, COR_WALK_END);
  assert_walk (busy, 5000, COR_WALK_END);
  small->page_most = 100;
  assert_walk (small, 5000, COR_WALK_END);
  assert_walk (none, 0, COR_WALK_END);
}

/* Calls are made while pages are turned: whatever was there before comes. */
static void
test_grows (void)
{
  g_autoptr (Server) self = server_new (5000, 500);
  CorHistoryWalk walk = { .limit = G_MAXUINT };
  CorWalkResult result;
  g_autoptr (GHashTable) ids = NULL;

  self->grows = TRUE;
  ids = walk_all (self, &walk, NOW + 2 * DAY, &result);
  g_assert_cmpint (result, ==, COR_WALK_END);
  for (guint i = 1; i <= 5000; i++) {
    g_autofree char *id = g_strdup_printf ("%u", i);

    g_assert_true (g_hash_table_contains (ids, id));
  }
}

/* A count of the page's own, and a page's number that is not looked at. */
static void
test_wrong_pages (void)
{
  g_autoptr (Server) miscounts = server_new (5000, 2000);
  g_autoptr (Server) first_only = server_new (5000, 2000);

  miscounts->miscounts = TRUE;
  assert_walk (miscounts, 5000, COR_WALK_END);
  first_only->ignores_page = TRUE;
  assert_walk (first_only, 5000, COR_WALK_END);
}

/* Whatever it is asked for, it gives its newest: that is noticed. */
static void
test_wrong_days (void)
{
  g_autoptr (Server) self = server_new (5000, 2000);

  self->ignores_days = TRUE;
  self->ignores_page = TRUE;
  assert_walk (self, 200, COR_WALK_LOST);
}

static void
test_ends (void)
{
  g_autoptr (Server) self = server_new (5000, 3600);
  CorHistoryWalk meets = { .limit = G_MAXUINT, .meet = NOW - 1000 * 3600 };
  CorHistoryWalk floored = { .limit = G_MAXUINT, .floor = NOW - 1000 * 3600 };
  CorHistoryWalk full = { .limit = 1000 };
  CorWalkResult result;

  g_hash_table_unref (walk_all (self, &meets, NOW, &result));
  g_assert_cmpint (result, ==, COR_WALK_MET);
  g_assert_cmpint (meets.oldest, <, NOW - 1000 * 3600);
  g_assert_cmpint (meets.oldest, >, NOW - 1400 * 3600);
  g_assert_cmpint (meets.newest, ==, NOW);
  g_hash_table_unref (walk_all (self, &floored, NOW, &result));
  g_assert_cmpint (result, ==, COR_WALK_END);
  g_hash_table_unref (walk_all (self, &full, NOW, &result));
  g_assert_cmpint (result, ==, COR_WALK_FULL);
  g_assert_cmpuint (full.rows, ==, 1000);
}

/* Calls without a time stand at the end, and don't turn the walk back. */
static void
test_no_times (void)
{
  g_autoptr (Server) self = server_new (1000, 3600);

  for (guint i = 0; i < 300; i++) {
    gint64 none = 0;

    g_array_append_val (self->times, none);
  }
  assert_walk (self, 1300, COR_WALK_END);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/history-walk/five-thousand", test_five_thousand);
  g_test_add_func ("/session/history-walk/grows", test_grows);
  g_test_add_func ("/session/history-walk/wrong-pages", test_wrong_pages);
  g_test_add_func ("/session/history-walk/wrong-days", test_wrong_days);
  g_test_add_func ("/session/history-walk/ends", test_ends);
  g_test_add_func ("/session/history-walk/no-times", test_no_times);
  return g_test_run ();
}
