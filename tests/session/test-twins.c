/* SPDX-License-Identifier: GPL-3.0-or-later
 * A call that rings here and on a desk phone is one call. M53. */
#include "model/party.h"
#include "twins.h"
#include "fake-clock.h"

/* --- Who carries commands out: notes which. --- */

#define FAKE_TYPE_SIDE (fake_side_get_type ())
G_DECLARE_FINAL_TYPE (FakeSide, fake_side, FAKE, SIDE, GObject)

struct _FakeSide {
  GObject parent;
  GString *told;
};

static void
on_answer (CorCallControl *control, CorCall *call)
{
  g_string_append (FAKE_SIDE (control)->told, "answer ");
}

static void
on_decline (CorCallControl *control, CorCall *call)
{
  g_string_append (FAKE_SIDE (control)->told, "decline ");
}

static void
side_control_init (CorCallControlInterface *iface)
{
  iface->answer = on_answer;
  iface->decline = on_decline;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeSide,
                               fake_side,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (COR_TYPE_CALL_CONTROL, side_control_init))

static void
fake_side_finalize (GObject *object)
{
  g_string_free (FAKE_SIDE (object)->told, TRUE);
  G_OBJECT_CLASS (fake_side_parent_class)->finalize (object);
}

static void
fake_side_class_init (FakeSideClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_side_finalize;
}

static void
fake_side_init (FakeSide *self)
{
  self->told = g_string_new (NULL);
}

/* --- --- */

typedef struct {
  CorTwins *twins;
  FakeClock *clock;
  CorCallList *list;
  FakeSide *line, *phone;
  CorCall *here, *desk;
  gboolean prefers_desk;
  gboolean dumb; /* the desk phone can't be told to answer */
  guint answered_there;
  gboolean deaf;  /* to news of desk phones */
  GString *ended; /* "here:5 ": which, and how */
} Fixture;

static void
show (CorCall *call, gpointer data)
{
  cor_call_list_add (((Fixture *)data)->list, call);
}

static gboolean
can_answer (CorCall *desk, gpointer data)
{
  return !((Fixture *)data)->dumb;
}

static gboolean
prefers_desk (CorCall *desk, gpointer data)
{
  return ((Fixture *)data)->prefers_desk;
}

static gboolean
is_same_phone (CorCall *one, CorCall *other, gpointer data)
{
  return g_str_equal (cor_call_get_place (one), cor_call_get_place (other));
}

static void
not_missed (CorCall *call, gpointer data)
{
  g_string_append (((Fixture *)data)->ended, "not missed ");
}

static gboolean
hears_of_desks (gpointer data)
{
  return !((Fixture *)data)->deaf;
}

static void
answered (CorCall *call, gpointer data)
{
  ((Fixture *)data)->answered_there++;
}

static void
on_ended (CorCallList *list, CorCall *call, Fixture *f)
{
  g_string_append_printf (f->ended, "%s:%d ", call == f->here ? "here" : "desk",
                          cor_call_get_end (call));
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->clock = fake_clock_new ();
  f->twins = cor_twins_new (&(CorTwinsFuncs){ show, prefers_desk, can_answer, is_same_phone,
                                              not_missed, hears_of_desks, answered, f },
                            &f->clock->clock);
  f->list = cor_call_list_new ();
  f->line = g_object_new (FAKE_TYPE_SIDE, NULL);
  f->phone = g_object_new (FAKE_TYPE_SIDE, NULL);
  f->here = cor_call_new (COR_CALL_CONTROL (f->line), TRUE, "203", "This computer", TRUE);
  f->desk = cor_call_new (COR_CALL_CONTROL (f->phone), TRUE, "203", "Desk", FALSE);
  f->ended = g_string_new (NULL);
  g_signal_connect (f->list, "ended", G_CALLBACK (on_ended), f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  cor_twins_free (f->twins);
  g_assert_cmpuint (fake_clock_count_timers (f->clock), ==, 0);
  fake_clock_free (f->clock);
  g_assert_finalize_object (f->list);
  g_assert_finalize_object (f->here);
  g_assert_finalize_object (f->desk);
  g_assert_finalize_object (f->line);
  g_assert_finalize_object (f->phone);
  g_string_free (f->ended, TRUE);
}

static void
assert_listed (Fixture *f, CorCall *only)
{
  g_autoptr (CorCall) first = g_list_model_get_item (G_LIST_MODEL (f->list), 0);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f->list)), ==, only != NULL ? 1 : 0);
  g_assert_true (first == only);
}

static void
wait_listed (Fixture *f)
{
  fake_clock_advance (f->clock, COR_TWINS_GRACE_MS - 1);
  assert_listed (f, NULL);
  fake_clock_advance (f->clock, 1);
}

static void
ring_both (Fixture *f, gboolean desk_first)
{
  if (desk_first)
    cor_twins_take_desk (f->twins, f->desk, TRUE);
  assert_listed (f, NULL);
  cor_twins_take_here (f->twins, f->here);
  if (!desk_first)
    cor_twins_take_desk (f->twins, f->desk, TRUE);
  assert_listed (f, f->here);
}

static void
test_answered_here (Fixture *f, gconstpointer desk_first)
{
  ring_both (f, desk_first != NULL);
  cor_call_answer (f->here);
  g_assert_cmpstr (f->line->told->str, ==, "answer ");
  g_assert_cmpstr (f->phone->told->str, ==, "");
  cor_call_set_state (f->here, COR_CALL_ACTIVE);
  cor_call_set_ended (f->desk, COR_CALL_END_MISSED, NULL);
  assert_listed (f, f->here);
  g_assert_true (cor_call_get_control (f->here) == COR_CALL_CONTROL (f->line));
  g_assert_cmpuint (f->answered_there, ==, 0);
}

/* The other one than Answer means; and only while both ring. */
static void
test_answered_there (Fixture *f, gconstpointer prefers_desk)
{
  FakeSide *there = prefers_desk != NULL ? f->line : f->phone;

  f->prefers_desk = prefers_desk != NULL;
  ring_both (f, FALSE);
  g_assert_cmpstr (cor_call_get_also_at (f->here), ==,
                   prefers_desk != NULL ? "This computer" : "Desk");
  cor_call_answer_there (f->here);
  g_assert_cmpstr (there->told->str, ==, "answer ");
  g_assert_cmpuint (f->line->told->len + f->phone->told->len, ==, strlen ("answer "));
  g_assert_true (cor_call_is_answering (f->here));
  cor_call_set_state (prefers_desk != NULL ? f->here : f->desk, COR_CALL_ACTIVE);
  g_assert_cmpstr (cor_call_get_also_at (f->here), ==, NULL);
  assert_listed (f, prefers_desk != NULL ? f->here : f->desk);
  g_assert_cmpstr (f->ended->str, ==, prefers_desk != NULL ? "" : "here:5 "); /* ELSEWHERE */
  g_assert_cmpuint (f->answered_there, ==, prefers_desk != NULL ? 0 : 1);
}

static void
test_no_other_phone (Fixture *f, gconstpointer data)
{
  f->dumb = TRUE;
  ring_both (f, FALSE);
  g_assert_cmpstr (cor_call_get_also_at (f->here), ==, NULL);
  cor_call_answer_there (f->here);
  g_assert_cmpuint (f->line->told->len + f->phone->told->len, ==, 0);
}

static void
test_other_phone_stops (Fixture *f, gconstpointer data)
{
  ring_both (f, FALSE);
  cor_call_set_ended (f->desk, COR_CALL_END_MISSED, NULL);
  g_assert_cmpstr (cor_call_get_also_at (f->here), ==, NULL);
  assert_listed (f, f->here);
}

static void
test_trouble_is_shown (Fixture *f, gconstpointer data)
{
  ring_both (f, FALSE);
  cor_call_answer_there (f->here);
  cor_call_set_trouble (f->desk, "Its keys can't be pressed.");
  g_assert_cmpstr (cor_call_get_trouble (f->here), ==, "Its keys can't be pressed.");
  g_assert_false (cor_call_is_answering (f->here));
  assert_listed (f, f->here);
}

static void
test_answered_at_the_phone (Fixture *f, gconstpointer desk_first)
{
  ring_both (f, desk_first != NULL);
  cor_call_set_state (f->desk, COR_CALL_ACTIVE);
  assert_listed (f, f->desk);
  g_assert_cmpstr (f->ended->str, ==, "here:5 ");          /* ELSEWHERE */
  cor_call_set_ended (f->here, COR_CALL_END_MISSED, NULL); /* the CANCEL comes late */
  g_assert_cmpint (cor_call_get_end (f->here), ==, COR_CALL_END_ELSEWHERE);
  assert_listed (f, f->desk);
}

/* The CANCEL comes before the news of the phone. */
static void
test_cancelled_first (Fixture *f, gconstpointer desk_first)
{
  ring_both (f, desk_first != NULL);
  cor_call_set_ended (f->here, COR_CALL_END_ELSEWHERE, NULL);
  assert_listed (f, NULL);
  cor_call_set_state (f->desk, COR_CALL_ACTIVE);
  assert_listed (f, f->desk);
}

static void
test_answer_goes_to_the_phone (Fixture *f, gconstpointer data)
{
  f->prefers_desk = TRUE;
  ring_both (f, FALSE);
  cor_call_answer (f->here);
  g_assert_cmpstr (f->line->told->str, ==, "");
  g_assert_cmpstr (f->phone->told->str, ==, "answer ");
}

static void
test_decline_is_for_both (Fixture *f, gconstpointer data)
{
  ring_both (f, FALSE);
  cor_call_decline (f->here);
  g_assert_cmpstr (f->line->told->str, ==, "decline ");
  g_assert_cmpstr (f->phone->told->str, ==, "decline ");
  cor_call_set_ended (f->here, COR_CALL_END_DECLINED, NULL);
  cor_call_set_ended (f->desk, COR_CALL_END_DECLINED, NULL);
  assert_listed (f, NULL);
  g_assert_cmpstr (f->ended->str, ==, "here:3 ");
}

/* Nobody answered: one missed call. */
static void
test_missed (Fixture *f, gconstpointer desk_first)
{
  ring_both (f, desk_first != NULL);
  cor_call_set_ended (f->desk, COR_CALL_END_MISSED, NULL);
  cor_call_set_ended (f->here, COR_CALL_END_MISSED, NULL);
  g_assert_cmpstr (f->ended->str, ==, "here:4 ");
}

/* It stops here first, without a word of why: whether it was missed is not known yet. */
static void
test_stops_here_then_answered (Fixture *f, gconstpointer desk_first)
{
  ring_both (f, desk_first != NULL);
  cor_call_set_ended (f->here, COR_CALL_END_MISSED, NULL);
  g_assert_cmpstr (f->ended->str, ==, "here:5 ");
  cor_call_set_state (f->desk, COR_CALL_ACTIVE);
  assert_listed (f, f->desk);
}

static void
test_stops_here_then_missed (Fixture *f, gconstpointer desk_first)
{
  ring_both (f, desk_first != NULL);
  cor_call_set_ended (f->here, COR_CALL_END_MISSED, NULL);
  cor_call_set_ended (f->desk, COR_CALL_END_MISSED, NULL);
  g_assert_cmpstr (f->ended->str, ==, "here:5 desk:4 ");
}

/* A third phone of theirs took it: whoever tells of it first, nothing is missed. */
static void
test_taken (Fixture *f, gconstpointer desk_first)
{
  ring_both (f, desk_first != NULL);
  cor_call_set_ended (f->desk, COR_CALL_END_ELSEWHERE, NULL);
  assert_listed (f, NULL);
  g_assert_cmpstr (f->ended->str, ==, "here:5 ");
}

static void
test_taken_as_the_line_says (Fixture *f, gconstpointer desk_first)
{
  ring_both (f, desk_first != NULL);
  cor_call_set_ended (f->here, COR_CALL_END_ELSEWHERE, NULL);
  cor_call_set_ended (f->desk, COR_CALL_END_MISSED, NULL);
  g_assert_cmpstr (f->ended->str, ==, "here:5 ");
}

/* The server's word that "another phone" has it is about this answer, which is on its way. */
static void
test_taken_by_this_computer (Fixture *f, gconstpointer desk_first)
{
  ring_both (f, desk_first != NULL);
  cor_call_answer (f->here);
  cor_call_set_ended (f->desk, COR_CALL_END_ELSEWHERE, NULL);
  assert_listed (f, f->here);
  cor_call_set_state (f->here, COR_CALL_ACTIVE);
  assert_listed (f, f->here);
}

/* Two desk phones and this computer: one call all the while. */
static void
test_three_places (Fixture *f, gconstpointer desk_first)
{
  g_autoptr (CorCall) other =
    cor_call_new (COR_CALL_CONTROL (f->phone), TRUE, "203", "Hall", FALSE);

  ring_both (f, desk_first != NULL);
  cor_twins_take_desk (f->twins, other, TRUE);
  assert_listed (f, f->here);
  cor_call_set_ended (f->desk, COR_CALL_END_MISSED, NULL);
  cor_call_set_ended (f->here, COR_CALL_END_MISSED, NULL);
  g_assert_cmpstr (f->ended->str, ==, "here:5 ");
  cor_call_set_state (other, COR_CALL_ACTIVE);
  assert_listed (f, other);
}

static void
test_two_phones (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) other =
    cor_call_new (COR_CALL_CONTROL (f->phone), TRUE, "203", "Hall", FALSE);

  cor_twins_take_desk (f->twins, f->desk, FALSE);
  cor_twins_take_desk (f->twins, other, FALSE);
  assert_listed (f, f->desk);
  cor_call_set_state (other, COR_CALL_ACTIVE);
  assert_listed (f, other);
  g_assert_cmpint (cor_call_get_end (f->desk), ==, COR_CALL_END_ELSEWHERE);
}

/* Two who withhold their number: a phone has each of them once. */
static void
test_two_strangers (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) one = cor_call_new (COR_CALL_CONTROL (f->phone), TRUE, "", "Desk", FALSE);
  g_autoptr (CorCall) two = cor_call_new (COR_CALL_CONTROL (f->phone), TRUE, "", "Desk", FALSE);

  cor_twins_take_desk (f->twins, one, FALSE);
  cor_twins_take_desk (f->twins, two, FALSE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f->list)), ==, 2);
  cor_call_set_ended (one, COR_CALL_END_MISSED, NULL);
  cor_call_set_ended (two, COR_CALL_END_MISSED, NULL);
  g_assert_cmpstr (f->ended->str, ==, "desk:4 desk:4 ");
}

/* News of the phone come when the line has heard the end: it is the same call, and missed once,
 * or not at all. */
static void
test_late_news (Fixture *f, gconstpointer answered)
{
  cor_twins_take_here (f->twins, f->here);
  cor_call_set_ended (f->here, COR_CALL_END_MISSED, NULL);
  cor_twins_take_desk (f->twins, f->desk, TRUE);
  if (answered != NULL) {
    cor_call_set_state (f->desk, COR_CALL_ACTIVE);
    assert_listed (f, f->desk);
  } else {
    cor_call_set_ended (f->desk, COR_CALL_END_MISSED, NULL);
    assert_listed (f, NULL);
  }
  g_assert_cmpstr (f->ended->str, ==, answered != NULL ? "here:4 not missed " : "here:4 ");
}

static void
test_late_news_of_the_answer (Fixture *f, gconstpointer data)
{
  cor_twins_take_here (f->twins, f->here);
  cor_call_set_ended (f->here, COR_CALL_END_MISSED, NULL);
  cor_call_set_state (f->desk, COR_CALL_ACTIVE);
  cor_twins_take_desk (f->twins, f->desk, TRUE);
  assert_listed (f, f->desk);
  g_assert_cmpstr (f->ended->str, ==, "here:4 not missed ");
}

/* It rings on, so it is another call. */
static void
test_called_again (Fixture *f, gconstpointer data)
{
  cor_twins_take_here (f->twins, f->here);
  cor_call_set_ended (f->here, COR_CALL_END_MISSED, NULL);
  cor_twins_take_desk (f->twins, f->desk, TRUE);
  wait_listed (f);
  assert_listed (f, f->desk);
  cor_call_set_ended (f->desk, COR_CALL_END_MISSED, NULL);
  g_assert_cmpstr (f->ended->str, ==, "here:4 desk:4 ");
}

/* Without news from the server what is known of the phone may be long over. */
static void
test_old_story (Fixture *f, gconstpointer data)
{
  ring_both (f, FALSE);
  f->deaf = TRUE;
  cor_call_set_ended (f->here, COR_CALL_END_MISSED, NULL);
  fake_clock_advance (f->clock, 10 * COR_TWINS_GRACE_MS);
  assert_listed (f, NULL);
  f->deaf = FALSE;
  wait_listed (f);
  assert_listed (f, f->desk);
}

static void
test_desk_alone (Fixture *f, gconstpointer data)
{
  cor_twins_take_desk (f->twins, f->desk, FALSE);
  assert_listed (f, f->desk);
  cor_call_set_ended (f->desk, COR_CALL_END_MISSED, NULL);
  g_assert_cmpstr (f->ended->str, ==, "desk:4 ");
}

/* The line stays quiet: after a moment the phone's call is shown; a latecomer is its shadow. */
static void
test_desk_alone_after_all (Fixture *f, gconstpointer data)
{
  cor_twins_take_desk (f->twins, f->desk, TRUE);
  assert_listed (f, NULL);
  wait_listed (f);
  assert_listed (f, f->desk);
  cor_twins_take_here (f->twins, f->here);
  assert_listed (f, f->desk);
  cor_call_set_state (f->desk, COR_CALL_ACTIVE);
  assert_listed (f, f->desk);
}

static void
test_missed_at_once (Fixture *f, gconstpointer data)
{
  cor_twins_take_desk (f->twins, f->desk, TRUE);
  cor_call_set_ended (f->desk, COR_CALL_END_MISSED, NULL);
  g_assert_cmpstr (f->ended->str, ==, "desk:4 ");
}

/* The phone loses its power, or the line its network: what still rings is shown. */
static void
test_one_goes (Fixture *f, gconstpointer data)
{
  ring_both (f, FALSE);
  cor_call_set_ended (f->here, COR_CALL_END_FAILED, NULL);
  assert_listed (f, NULL);
  wait_listed (f);
  assert_listed (f, f->desk);
}

static void
test_two_callers (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) other =
    cor_call_new (COR_CALL_CONTROL (f->phone), TRUE, "204", "Desk", FALSE);

  cor_twins_take_here (f->twins, f->here);
  cor_twins_take_desk (f->twins, other, FALSE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f->list)), ==, 2);
  cor_call_set_state (other, COR_CALL_ACTIVE);
  g_assert_cmpint (cor_call_get_state (f->here), ==, COR_CALL_INCOMING);
  cor_call_set_ended (other, COR_CALL_END_REMOTE, NULL);
}

static void
test_dialled_at_the_phone (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call =
    cor_call_new (COR_CALL_CONTROL (f->phone), FALSE, "203", "Desk", FALSE);

  cor_twins_take_desk (f->twins, call, TRUE);
  assert_listed (f, call);
  cor_call_set_ended (call, COR_CALL_END_REMOTE, NULL);
}

static void
test_cleared (Fixture *f, gconstpointer data)
{
  ring_both (f, FALSE);
  cor_twins_clear (f->twins);
  cor_call_answer (f->here);
  g_assert_cmpstr (f->line->told->str, ==, "answer ");
}

static void
test_numbers (void)
{
  g_assert_true (cor_party_is_same ("202", "202"));
  g_assert_false (cor_party_is_same ("202", "1202"));
  g_assert_true (cor_party_is_same ("+390721405516", "00390721405516"));
  g_assert_true (cor_party_is_same ("+39 0721 405516", "0721405516"));
  g_assert_false (cor_party_is_same ("0721405516", "0721405517"));
  g_assert_true (cor_party_is_same ("", ""));
  g_assert_false (cor_party_is_same ("", "202"));
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer), gboolean desk_first)
{
  g_test_add (path, Fixture, desk_first ? "desk first" : NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("/twins/answered-here", test_answered_here, FALSE);
  add ("/twins/answered-here/desk-first", test_answered_here, TRUE);
  add ("/twins/answered-at-the-phone", test_answered_at_the_phone, FALSE);
  add ("/twins/answered-at-the-phone/desk-first", test_answered_at_the_phone, TRUE);
  add ("/twins/answered-there", test_answered_there, FALSE);
  add ("/twins/answered-there/not-at-the-phone", test_answered_there, TRUE);
  add ("/twins/no-other-phone", test_no_other_phone, FALSE);
  add ("/twins/other-phone-stops", test_other_phone_stops, FALSE);
  add ("/twins/trouble-is-shown", test_trouble_is_shown, FALSE);
  add ("/twins/cancelled-first", test_cancelled_first, FALSE);
  add ("/twins/cancelled-first/desk-first", test_cancelled_first, TRUE);
  add ("/twins/answer-goes-to-the-phone", test_answer_goes_to_the_phone, FALSE);
  add ("/twins/decline-is-for-both", test_decline_is_for_both, FALSE);
  add ("/twins/missed", test_missed, FALSE);
  add ("/twins/missed/desk-first", test_missed, TRUE);
  add ("/twins/stops-here-then-answered", test_stops_here_then_answered, FALSE);
  add ("/twins/stops-here-then-answered/desk-first", test_stops_here_then_answered, TRUE);
  add ("/twins/stops-here-then-missed", test_stops_here_then_missed, FALSE);
  add ("/twins/stops-here-then-missed/desk-first", test_stops_here_then_missed, TRUE);
  add ("/twins/taken", test_taken, FALSE);
  add ("/twins/taken/desk-first", test_taken, TRUE);
  add ("/twins/taken-as-the-line-says", test_taken_as_the_line_says, FALSE);
  add ("/twins/taken-as-the-line-says/desk-first", test_taken_as_the_line_says, TRUE);
  add ("/twins/taken-by-this-computer", test_taken_by_this_computer, FALSE);
  add ("/twins/taken-by-this-computer/desk-first", test_taken_by_this_computer, TRUE);
  add ("/twins/three-places", test_three_places, FALSE);
  add ("/twins/three-places/desk-first", test_three_places, TRUE);
  add ("/twins/two-phones", test_two_phones, FALSE);
  add ("/twins/two-strangers", test_two_strangers, FALSE);
  add ("/twins/late-news/missed", test_late_news, FALSE);
  add ("/twins/late-news/answered", test_late_news, TRUE);
  add ("/twins/late-news/of-the-answer", test_late_news_of_the_answer, FALSE);
  add ("/twins/called-again", test_called_again, FALSE);
  add ("/twins/old-story", test_old_story, FALSE);
  add ("/twins/desk-alone", test_desk_alone, FALSE);
  add ("/twins/desk-alone-after-all", test_desk_alone_after_all, FALSE);
  add ("/twins/missed-at-once", test_missed_at_once, FALSE);
  add ("/twins/one-goes", test_one_goes, FALSE);
  add ("/twins/two-callers", test_two_callers, FALSE);
  add ("/twins/dialled-at-the-phone", test_dialled_at_the_phone, FALSE);
  add ("/twins/cleared", test_cleared, FALSE);
  g_test_add_func ("/twins/numbers", test_numbers);
  return g_test_run ();
}
