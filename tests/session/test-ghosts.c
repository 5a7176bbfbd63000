/* SPDX-License-Identifier: GPL-3.0-or-later
 * M47, M48: a call rings on the line and on two desk phones of its user, whose news come in any
 * order, late, twice or not at all. The list, the notifications, the ring tone and what ties the
 * places together are the real ones; the exchange, the phones and the screen are played here.
 *
 * Never a ring, a window or a notification of a call that is over, never two for one call, never
 * one lost, and missed is only what nobody answered. */
#include "ringer.h"
#include "twins.h"
#include "desktop/notifier.h"
#include "fake-clock.h"
#include "fake-daemon.h"

#define SEEDS 1000
#define STEPS 60
#define DESKS 2

static gboolean sounding;

void
cor_phone_set_ringing (CorPhone *phone, gboolean ringing)
{
  sounding = ringing;
}

typedef enum { NEWS_RING, NEWS_ANSWERED, NEWS_END } NewsKind;

typedef struct {
  NewsKind kind;
  CorCallEnd end;
} News;

/* Where the call rings: 0 is this computer. */
typedef struct {
  GQueue news; /* on the way from the exchange; each place's come in order */
  CorCall *call;
  gboolean used;     /* the exchange rings it */
  gboolean told;     /* that it rings */
  gboolean declined; /* by the user, who is not to hear of it as missed */
} Place;

typedef enum { RINGING, GIVEN_UP, DECLINED, TALKING, TAKEN } Truth;

typedef struct {
  CorCallList *list;
  CorTwins *twins;
  CorRinger *ringer;
  CorNotifier *notifier;
  FakeDaemon *daemon;
  FakeClock *clock;
  GObject *phone; /* an address */
  GObject *sides; /* FakeSides */
  GRand *rand;
  char number[16];
  Place places[1 + DESKS];
  Truth truth;
  int winner;    /* the place that talks */
  GQueue orders; /* of this user on their way to the exchange: what, and where */
  gboolean socket_down;
} World;

static World world;

/* --- The exchange. --- */

static void
tell (int i, NewsKind kind, CorCallEnd end)
{
  News *news = g_new (News, 1);

  *news = (News){ kind, end };
  g_queue_push_tail (&world.places[i].news, news);
}

/* A CANCEL may name its reason or not, and so may the news of a phone. */
static CorCallEnd
say_end (void)
{
  if (world.truth == GIVEN_UP)
    return COR_CALL_END_MISSED;
  if (world.truth == DECLINED)
    return COR_CALL_END_DECLINED;
  return g_rand_boolean (world.rand) ? COR_CALL_END_ELSEWHERE : COR_CALL_END_MISSED;
}

static void
decide (Truth truth, int winner)
{
  int sure = -1;

  if (world.truth != RINGING)
    return;
  g_test_message ("truth: %d, place %d", truth, winner);
  world.truth = truth;
  world.winner = winner;
  /* Where nobody says that a third phone took it, nobody can know. */
  for (int i = 0; truth == TAKEN && sure < 0; i = (i + 1) % (1 + DESKS))
    if (world.places[i].used && g_rand_boolean (world.rand))
      sure = i;
  for (int i = 0; i <= DESKS; i++) {
    if (!world.places[i].used)
      continue;
    if (i == winner)
      tell (i, NEWS_ANSWERED, COR_CALL_END_NONE);
    else
      tell (i, NEWS_END, i == sure ? COR_CALL_END_ELSEWHERE : say_end ());
  }
}

/* Only a call that everybody knows of is answered by someone; its caller may go at any time. */
static gboolean
all_know (void)
{
  for (int i = 0; i <= DESKS; i++)
    if (world.places[i].used && !world.places[i].told)
      return FALSE;
  return TRUE;
}

/* --- Who carries out what the user wants. --- */

#define FAKE_TYPE_SIDES (fake_sides_get_type ())
G_DECLARE_FINAL_TYPE (FakeSides, fake_sides, FAKE, SIDES, GObject)

struct _FakeSides {
  GObject parent;
};

static int
place_of (CorCall *call)
{
  for (int i = 0; i <= DESKS; i++)
    if (world.places[i].call == call)
      return i;
  return -1;
}

static void
on_answer (CorCallControl *control, CorCall *call)
{
  g_queue_push_tail (&world.orders, GINT_TO_POINTER (place_of (call) + 1));
}

/* The line says at once that it is over; a desk phone waits for the server. */
static void
on_decline (CorCallControl *control, CorCall *call)
{
  g_queue_push_tail (&world.orders, GINT_TO_POINTER (-(place_of (call) + 1)));
  world.places[place_of (call)].declined = TRUE;
  if (place_of (call) == 0)
    cor_call_set_ended (call, COR_CALL_END_DECLINED, NULL);
}

static void
sides_control_init (CorCallControlInterface *iface)
{
  iface->answer = on_answer;
  iface->decline = on_decline;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeSides,
                               fake_sides,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (COR_TYPE_CALL_CONTROL, sides_control_init))

static void
fake_sides_class_init (FakeSidesClass *klass)
{
}

static void
fake_sides_init (FakeSides *self)
{
}

/* The exchange hears of it, if it is not too late. */
static void
take_order (void)
{
  int order = GPOINTER_TO_INT (g_queue_pop_head (&world.orders));

  if (order > 0 && all_know ())
    decide (TALKING, order - 1);
  else if (order < 0 && all_know ())
    decide (DECLINED, -1);
  else if (order != 0)
    g_queue_push_tail (&world.orders, GINT_TO_POINTER (order));
}

/* --- What the session is to the parts. --- */

static void
show (CorCall *call, gpointer data)
{
  cor_call_list_add (world.list, call);
}

static gboolean
can_answer (CorCall *desk, gpointer data)
{
  return TRUE;
}

static gboolean
prefers_desk (CorCall *desk, gpointer data)
{
  return g_rand_boolean (world.rand);
}

static gboolean
is_same_phone (CorCall *one, CorCall *other, gpointer data)
{
  return g_str_equal (cor_call_get_place (one), cor_call_get_place (other));
}

static void
not_missed (CorCall *call, gpointer data)
{
  cor_notifier_forget_missed (world.notifier, call);
}

static gboolean
hears_of_desks (gpointer data)
{
  return !world.socket_down;
}

/* --- News arrive. --- */

static void
arrive_ring (int i)
{
  static const char *const names[] = { "This computer", "Desk", "Hall" };
  Place *place = &world.places[i];

  place->told = TRUE;
  place->call = cor_call_new (COR_CALL_CONTROL (world.sides), TRUE, world.number, names[i], i == 0);
  if (i == 0)
    cor_twins_take_here (world.twins, place->call);
  else
    cor_twins_take_desk (world.twins, place->call, g_rand_boolean (world.rand));
}

static void
arrive (int i)
{
  Place *place = &world.places[i];
  g_autofree News *news = NULL;

  if (i > 0 && world.socket_down)
    return;
  news = g_queue_pop_head (&place->news);
  if (news == NULL)
    return;
  g_test_message ("place %d: %s", i,
                  news->kind == NEWS_RING               ? "rings"
                  : news->kind == NEWS_ANSWERED         ? "answered"
                  : news->end == COR_CALL_END_ELSEWHERE ? "ends, taken elsewhere"
                                                        : "ends");
  if (news->kind == NEWS_RING)
    arrive_ring (i);
  else if (news->kind == NEWS_END)
    cor_call_set_ended (place->call, place->declined ? COR_CALL_END_DECLINED : news->end, NULL);
  else if (cor_call_get_state (place->call) == COR_CALL_ENDED)
    world.truth = DECLINED; /* its user changed their mind: the line and the server hang up */
  else
    cor_call_set_state (place->call, COR_CALL_ACTIVE);
}

/* After a break the server tells how things are, and nothing of what was between. */
static void
reconnect (void)
{
  world.socket_down = FALSE;
  for (int i = 1; i <= DESKS; i++) {
    Place *place = &world.places[i];
    News *first = g_queue_peek_head (&place->news), *last = g_queue_peek_tail (&place->news);

    if (first == NULL || first == last || first->kind != NEWS_RING || last->kind != NEWS_END)
      continue;
    g_queue_clear_full (&place->news, g_free);
    place->used = FALSE;
  }
}

/* --- Whether all is as it should be. --- */

static guint
count_listed (gboolean (*is) (CorCall *call))
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (world.list)), found = 0;

  for (guint i = 0; i < n; i++) {
    g_autoptr (CorCall) call = g_list_model_get_item (G_LIST_MODEL (world.list), i);
    found += is (call) ? 1 : 0;
  }
  return found;
}

static gboolean
is_ringing (CorCall *call)
{
  return cor_call_get_state (call) == COR_CALL_INCOMING;
}

static gboolean
is_heard (CorCall *call)
{
  return is_ringing (call) && cor_call_is_on_this_computer (call) && !cor_call_is_answering (call);
}

static void
check_now (void)
{
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (world.list)), <=, 1);
  g_assert_cmpint (sounding, ==, count_listed (is_heard) > 0);
}

/* Everything has arrived, and time has passed. */
static void
check_settled (void)
{
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (world.list)), ==,
                    world.truth == TALKING);
  g_assert_cmpuint (count_listed (is_ringing), ==, 0);
  if (world.truth == TALKING)
    g_assert_cmpint (cor_call_get_state (world.places[world.winner].call), ==, COR_CALL_ACTIVE);
  g_assert_false (sounding);
}

static gboolean
is_declined (void)
{
  for (int i = 0; i <= DESKS; i++)
    if (world.places[i].declined)
      return TRUE;
  return FALSE;
}

static void
wait_shown (guint before, const char *summary)
{
  while (fake_daemon_count_notes (world.daemon) == before ||
         !g_str_equal (fake_daemon_get_note (world.daemon, 0)->summary, summary) ||
         fake_daemon_count_answers (world.daemon) < fake_daemon_count_notes (world.daemon))
    g_main_context_iteration (NULL, TRUE);
}

/* A notifier that has just found its daemon shows the newest first; what comes next is last. */
static void
show_last (CorCall *last)
{
  guint before = fake_daemon_count_notes (world.daemon);

  cor_call_list_add (world.list, last);
  wait_shown (before, "99");
  before = fake_daemon_count_notes (world.daemon);
  cor_call_set_name (last, "Last");
  wait_shown (before, "Last");
}

/* The one notification that may be left says of this number what is true. */
static void
check_screen (void)
{
  gboolean missed = world.truth == GIVEN_UP && !is_declined ();
  g_autoptr (CorCall) last =
    cor_call_new (COR_CALL_CONTROL (world.sides), TRUE, "99", "This computer", TRUE);
  guint before = fake_daemon_count_notes (world.daemon);

  show_last (last);
  g_assert_cmpuint (fake_daemon_count_on_screen (world.daemon), ==, missed ? 2 : 1);
  for (guint i = 0; i + before < fake_daemon_count_notes (world.daemon); i++)
    g_assert_null (strstr (fake_daemon_get_note (world.daemon, i)->summary, "2 missed"));
  cor_call_set_ended (last, COR_CALL_END_ELSEWHERE, NULL);
}

/* --- One story. --- */

static void
act_as_user (void)
{
  g_autoptr (CorCall) call = g_list_model_get_item (G_LIST_MODEL (world.list), 0);
  guint n = fake_daemon_count_notes (world.daemon);

  if (call == NULL || !is_ringing (call) || !all_know ())
    return; /* a hand is slower than any news */
  switch (g_rand_int_range (world.rand, 0, 6)) {
  case 0:
    cor_call_decline (call);
    break;
  case 1:
    cor_call_answer (call);
    break;
  case 2:
    if (n > 0)
      fake_daemon_press (world.daemon, fake_daemon_get_note (world.daemon, 0)->id, "answer", NULL);
    break;
  default:
    cor_call_set_name (call, g_rand_boolean (world.rand) ? "Anna" : "Bruno");
  }
}

static void
act_as_others (void)
{
  int desk = g_rand_int_range (world.rand, 1, 1 + DESKS);

  switch (g_rand_int_range (world.rand, 0, 4)) {
  case 0:
    /* The line's own ringing is never late. */
    if (!world.places[0].used || world.places[0].told)
      decide (GIVEN_UP, -1);
    break;
  case 1:
    if (all_know ())
      decide (TAKEN, -1);
    break;
  case 2:
    if (all_know () && world.places[desk].used)
      decide (TALKING, desk);
    break;
  default:
    if (world.socket_down)
      reconnect ();
    else if (all_know ())
      world.socket_down = g_rand_boolean (world.rand);
  }
}

static void
step (void)
{
  switch (g_rand_int_range (world.rand, 0, 10)) {
  case 0:
    act_as_user ();
    break;
  case 1:
    act_as_others ();
    break;
  case 2:
    take_order ();
    break;
  case 3:
    g_main_context_iteration (NULL, FALSE);
    break;
  case 4:
    fake_daemon_release (world.daemon);
    break;
  default:
    arrive (g_rand_int_range (world.rand, 0, 1 + DESKS));
  }
  check_now ();
}

static void
pass_time (void)
{
  for (guint i = 0; i < 3; i++) {
    fake_clock_advance (world.clock, COR_TWINS_GRACE_MS);
    check_now ();
    while (g_main_context_iteration (NULL, FALSE))
      check_now ();
  }
}

static void
deliver_all (void)
{
  for (int i = 0; i <= DESKS; i++)
    while (!g_queue_is_empty (&world.places[i].news)) {
      arrive (i);
      check_now ();
    }
}

/* Let what is under way come to its end. While it rings, it is to be seen. */
static void
come_to_end (void)
{
  reconnect ();
  deliver_all ();
  pass_time ();
  if (world.truth == RINGING && all_know () && g_queue_is_empty (&world.orders)) {
    g_assert_cmpuint (count_listed (is_ringing), ==, 1);
    decide (g_rand_boolean (world.rand) ? GIVEN_UP : TAKEN, -1);
  }
  for (guint i = 0; i < 4; i++)
    take_order ();
  decide (GIVEN_UP, -1);
  deliver_all ();
  pass_time ();
}

static void
begin (guint32 seed)
{
  guint used = 0;

  world.rand = g_rand_new_with_seed (seed);
  g_snprintf (world.number, sizeof world.number, "072140%04u", seed);
  world.truth = RINGING;
  world.winner = -1;
  world.socket_down = FALSE;
  fake_daemon_hold (world.daemon, g_rand_boolean (world.rand));
  while (used == 0)
    for (int i = 0; i <= DESKS; i++) {
      Place *place = &world.places[i];

      place->told = place->declined = FALSE;
      place->used = g_rand_boolean (world.rand);
      used += place->used ? 1 : 0;
    }
  for (int i = 0; i <= DESKS; i++)
    if (world.places[i].used)
      tell (i, NEWS_RING, COR_CALL_END_NONE);
}

static void
end (void)
{
  for (int i = 0; i <= DESKS; i++) {
    Place *place = &world.places[i];

    if (place->call != NULL)
      cor_call_set_ended (place->call, COR_CALL_END_REMOTE, NULL);
    g_clear_object (&place->call);
    g_queue_clear_full (&place->news, g_free);
  }
  g_queue_clear (&world.orders);
  g_rand_free (world.rand);
}

/* Missed ones stay on the screen: each story has a screen of its own. */
static void
tell_story (guint32 seed)
{
  world.notifier = cor_notifier_new (world.list);
  begin (seed);
  for (guint i = 0; i < STEPS; i++)
    step ();
  fake_daemon_hold (world.daemon, FALSE);
  come_to_end ();
  check_settled ();
  check_screen ();
  end ();
  g_clear_object (&world.notifier);
  fake_daemon_wait_empty (world.daemon);
}

static void
test_any_order (void)
{
  const char *only = g_getenv ("GHOST_SEED");
  guint told[TAKEN + 1] = { 0 };

  for (guint32 seed = 1; seed <= SEEDS; seed++) {
    if (only != NULL && g_ascii_strtoull (only, NULL, 10) != seed)
      continue;
    g_test_message ("seed %u", seed);
    tell_story (seed);
    told[world.truth]++;
  }
  /* Each way a call can go was gone often. */
  for (guint i = GIVEN_UP; only == NULL && i <= TAKEN; i++)
    g_assert_cmpuint (told[i], >, SEEDS / 20);
}

int
main (int argc, char *argv[])
{
  GTestDBus *bus;
  int rc;

  g_test_init (&argc, &argv, NULL);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  world.daemon = fake_daemon_new (g_test_dbus_get_bus_address (bus), "actions body");
  world.clock = fake_clock_new ();
  world.list = cor_call_list_new ();
  world.sides = g_object_new (FAKE_TYPE_SIDES, NULL);
  world.phone = g_object_new (G_TYPE_OBJECT, NULL);
  world.twins = cor_twins_new (&(CorTwinsFuncs){ show, prefers_desk, can_answer, is_same_phone,
                                                 not_missed, hears_of_desks, NULL, NULL },
                               &world.clock->clock);
  world.ringer = cor_ringer_new (world.list);
  cor_ringer_set_phone (world.ringer, (CorPhone *)world.phone);
  g_test_add_func ("/ghosts/any-order", test_any_order);
  rc = g_test_run ();
  cor_twins_free (world.twins);
  fake_clock_free (world.clock);
  g_assert_finalize_object (world.ringer);
  g_assert_finalize_object (world.list);
  g_object_unref (world.sides);
  g_object_unref (world.phone);
  fake_daemon_free (world.daemon);
  g_test_dbus_down (bus);
  g_object_unref (bus);
  return rc;
}
