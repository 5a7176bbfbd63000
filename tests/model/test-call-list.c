/* SPDX-License-Identifier: GPL-3.0-or-later
 * The list of calls: what it tells, in which order, and which call is talked in. */
#include "model/call-list.h"

/* What the list told, and what an observer does about it. */
typedef struct {
  CorCallList *list;
  GString *told;
  gboolean ends_what_is_added;
} Observer;

static void
on_added (Observer *self, CorCall *call)
{
  g_string_append_printf (self->told, "added;");
  if (self->ends_what_is_added)
    cor_call_set_ended (call, COR_CALL_END_DECLINED, NULL);
}

static void
on_changed (Observer *self, CorCall *call, const char *property)
{
  g_string_append_printf (self->told, "changed %s;", property);
}

static void
on_ended (Observer *self, CorCall *call)
{
  g_string_append_printf (self->told, "ended;");
  g_assert_null (cor_call_list_find (self->list, cor_call_get_id (call)));
}

static void
on_items_changed (Observer *self, guint position, guint removed, guint added)
{
  g_string_append_printf (self->told, "items %u-%u+%u;", position, removed, added);
}

static void
on_notify (Observer *self, GParamSpec *pspec)
{
  gboolean value;

  g_object_get (self->list, pspec->name, &value, NULL);
  g_string_append_printf (self->told, "%s=%d;", pspec->name, value);
}

static void
observe (Observer *self)
{
  g_signal_connect_swapped (self->list, "added", G_CALLBACK (on_added), self);
  g_signal_connect_swapped (self->list, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect_swapped (self->list, "ended", G_CALLBACK (on_ended), self);
  g_signal_connect_swapped (self->list, "items-changed", G_CALLBACK (on_items_changed), self);
  g_signal_connect_swapped (self->list, "notify", G_CALLBACK (on_notify), self);
}

static void
set_up (Observer *self, gconstpointer data)
{
  self->list = cor_call_list_new ();
  self->told = g_string_new (NULL);
  observe (self);
}

static void
tear_down (Observer *self, gconstpointer data)
{
  g_assert_finalize_object (self->list);
  g_string_free (self->told, TRUE);
}

static void
assert_told (Observer *self, const char *expected)
{
  g_assert_cmpstr (self->told->str, ==, expected);
  g_string_truncate (self->told, 0);
}

static CorCall *
add_call (Observer *self, gboolean incoming)
{
  CorCall *call = cor_call_new (NULL, incoming, "202", "This computer", TRUE);

  cor_call_list_add (self->list, call);
  return call;
}

static void
test_order (Observer *self, gconstpointer data)
{
  CorCall *call = add_call (self, TRUE);

  assert_told (self, "items 0-0+1;ringing=1;added;");
  g_assert_true (cor_call_list_find (self->list, cor_call_get_id (call)) == call);
  cor_call_set_name (call, "Ada");
  assert_told (self, "changed name;changed shown;");
  cor_call_set_state (call, COR_CALL_ACTIVE);
  assert_told (self, "changed answered-at;ringing=0;busy=1;changed state;");
  cor_call_set_ended (call, COR_CALL_END_REMOTE, NULL);
  assert_told (self, "changed ended-at;changed end;items 0-1+0;busy=0;ended;");
  cor_call_set_name (call, "Bea");
  assert_told (self, "");
  g_assert_finalize_object (call);
}

static void
test_flags (Observer *self, gconstpointer data)
{
  CorCall *first = add_call (self, TRUE);
  CorCall *second;

  assert_told (self, "items 0-0+1;ringing=1;added;");
  second = add_call (self, TRUE);
  assert_told (self, "items 1-0+1;added;");
  g_assert_true (cor_call_list_get_ringing (self->list) == first);
  cor_call_set_state (first, COR_CALL_ACTIVE);
  assert_told (self, "changed answered-at;busy=1;changed state;");
  g_assert_true (cor_call_list_get_ringing (self->list) == second);
  g_assert_true (cor_call_list_is_ringing (self->list) && cor_call_list_is_busy (self->list));
  cor_call_set_ended (second, COR_CALL_END_MISSED, NULL);
  assert_told (self, "changed ended-at;changed end;items 1-1+0;ringing=0;ended;");
  cor_call_set_ended (first, COR_CALL_END_LOCAL, NULL);
  assert_told (self, "changed ended-at;changed end;items 0-1+0;busy=0;ended;");
  g_assert_null (cor_call_list_get_ringing (self->list));
  g_assert_finalize_object (first);
  g_assert_finalize_object (second);
}

/* A call that could not be sent: told of, and gone, and the user was never busy. */
static void
test_ended_before_added (Observer *self, gconstpointer data)
{
  CorCall *call = cor_call_new (NULL, FALSE, "202", "This computer", TRUE);

  cor_call_set_ended (call, COR_CALL_END_FAILED, "no line");
  cor_call_list_add (self->list, call);
  assert_told (self, "items 0-0+1;added;items 0-1+0;ended;");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->list)), ==, 0);
  g_assert_finalize_object (call);
}

/* One observer declines it at once; the next still hears of the call before it hears of the end. */
static void
test_ended_while_added (Observer *self, gconstpointer data)
{
  Observer second = { .list = self->list, .told = g_string_new (NULL) };
  CorCall *call;

  observe (&second);
  self->ends_what_is_added = TRUE;
  call = add_call (self, TRUE);
  g_assert_cmpstr (second.told->str, ==,
                   "items 0-0+1;ringing=1;changed ended-at;changed end;ringing=0;added;"
                   "items 0-1+0;ended;");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->list)), ==, 0);
  g_signal_handlers_disconnect_by_data (self->list, &second);
  g_string_free (second.told, TRUE);
  g_assert_finalize_object (call);
}

/* The calls, oldest first, as letters (d, r, i, a, h: held), and which one is talked in. */
static void
test_current (Observer *self, gconstpointer data)
{
  static const struct {
    const char *calls;
    int current;
  } rows[] = {
    { "", -1 },  { "i", -1 },  { "d", 0 },   { "r", 0 },   { "a", 0 },   { "h", 0 },
    { "ha", 1 }, { "ah", 0 },  { "hd", 1 },  { "dh", 0 },  { "hr", 1 },  { "da", 1 },
    { "ad", 0 }, { "aa", 0 },  { "hh", 0 },  { "dr", 0 },  { "ih", 1 },  { "ia", 1 },
    { "hi", 0 }, { "iid", 2 }, { "hda", 2 }, { "hid", 2 }, { "ahd", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GPtrArray) calls = g_ptr_array_new_with_free_func (g_object_unref);
    int index = -1;

    for (const char *p = rows[i].calls; *p != '\0'; p++) {
      CorCall *call = add_call (self, *p == 'i');

      if (*p == 'r')
        cor_call_set_state (call, COR_CALL_RINGING);
      if (*p == 'a' || *p == 'h')
        cor_call_set_state (call, COR_CALL_ACTIVE);
      cor_call_set_held (call, *p == 'h');
      g_ptr_array_add (calls, call);
    }
    for (guint c = 0; c < calls->len; c++)
      if (calls->pdata[c] == cor_call_list_get_current (self->list))
        index = (int)c;
    g_test_message ("calls \"%s\"", rows[i].calls);
    g_assert_cmpint (index, ==, rows[i].current);
    for (guint c = 0; c < calls->len; c++)
      cor_call_set_ended (calls->pdata[c], COR_CALL_END_LOCAL, NULL);
    g_assert_null (cor_call_list_get_current (self->list));
  }
}

static void
test_model (Observer *self, gconstpointer data)
{
  g_autoptr (CorCall) call = add_call (self, FALSE);
  g_autoptr (CorCall) item = g_list_model_get_item (G_LIST_MODEL (self->list), 0);

  g_assert_true (item == call);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (self->list), 1));
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (self->list)) == COR_TYPE_CALL);
  g_assert_null (cor_call_list_find (self->list, cor_call_get_id (call) + 1));
}

/* A list that goes before its calls lets them be. */
static void
test_list_gone (void)
{
  CorCallList *list = cor_call_list_new ();
  CorCall *call = cor_call_new (NULL, FALSE, "202", "This computer", TRUE);

  cor_call_list_add (list, call);
  g_assert_finalize_object (list);
  cor_call_set_ended (call, COR_CALL_END_LOCAL, NULL);
  g_assert_finalize_object (call);
}

static void
assert_something_goes_on (CorCallList *list)
{
  g_assert_true (cor_call_list_is_ringing (list) || cor_call_list_is_busy (list));
}

/* Music that waits for the call's end must not begin in between. */
static void
test_answered (Observer *self, gconstpointer data)
{
  g_autoptr (CorCall) call = cor_call_new (NULL, TRUE, "202", "This computer", TRUE);
  gulong id;

  cor_call_list_add (self->list, call);
  id = g_signal_connect (self->list, "notify", G_CALLBACK (assert_something_goes_on), NULL);
  cor_call_set_state (call, COR_CALL_ACTIVE);
  g_assert_false (cor_call_list_is_ringing (self->list));
  g_signal_handler_disconnect (self->list, id);
  cor_call_set_ended (call, COR_CALL_END_LOCAL, NULL);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*test) (Observer *, gconstpointer);
  } tests[] = {
    { "/call-list/order", test_order },
    { "/call-list/flags", test_flags },
    { "/call-list/answered", test_answered },
    { "/call-list/ended-before-added", test_ended_before_added },
    { "/call-list/ended-while-added", test_ended_while_added },
    { "/call-list/current", test_current },
    { "/call-list/model", test_model },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Observer, NULL, set_up, tests[i].test, tear_down);
  g_test_add_func ("/call-list/list-gone", test_list_gone);
  return g_test_run ();
}
