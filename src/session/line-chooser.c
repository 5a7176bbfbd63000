/* SPDX-License-Identifier: GPL-3.0-or-later
 * Of the ways in which this computer can be a phone, the one that works.
 * Owner: session. Thread: main context. Observers: session, diagnosis.
 *
 * A way is given a line when its turn comes. Its line then stays and goes on
 * trying while a lesser one serves; lesser lines go as soon as a better one is
 * ready and their last call has ended. */
#include "config.h"
#include "line-chooser.h"
#include <glib/gi18n-lib.h>

typedef struct {
  CorLineChooser *chooser;
  CorWay *way;
  CorLine *line;    /* NULL: not its turn */
  GPtrArray *calls; /* CorCall, as long as they live */
  char *refused;    /* why there could be no line at all; or NULL */
} Place;

struct _CorLineChooser {
  CorLine parent;
  GPtrArray *plan;
  GPtrArray *places; /* Place, in the plan's order */
  CorLineMaker maker;
  gboolean wanted;
  guint patience; /* timer: the newest line is not ready yet */
  guint again;    /* timer: a better one was refused */
  guint sweep;    /* timer: lesser lines are to go */
  guint shown;    /* index of the place that properties are of */
};

G_DEFINE_FINAL_TYPE (CorLineChooser, cor_line_chooser, COR_TYPE_LINE)

static void update (CorLineChooser *self);

/* --- Places. --- */

static CorLineState
state_of (const Place *place)
{
  if (place->line != NULL)
    return cor_line_get_state (place->line);
  return place->refused != NULL ? COR_LINE_FAILED : COR_LINE_OFFLINE;
}

static char *
dup_reason_of (const Place *place)
{
  return place->line != NULL ? cor_line_dup_reason (place->line) : g_strdup (place->refused);
}

static void
on_call_state (CorCall *call, GParamSpec *pspec, gpointer data)
{
  Place *place = data;
  g_autoptr (CorLineChooser) self = g_object_ref (place->chooser);

  if (cor_call_get_state (call) != COR_CALL_ENDED)
    return;
  g_signal_handlers_disconnect_by_data (call, place);
  g_ptr_array_remove (place->calls, call);
  update (self);
}

static void
keep_call (Place *place, CorCall *call)
{
  if (cor_call_get_state (call) == COR_CALL_ENDED)
    return;
  g_ptr_array_add (place->calls, g_object_ref (call));
  g_signal_connect (call, "notify::state", G_CALLBACK (on_call_state), place);
}

static void
forget_calls (Place *place)
{
  for (guint i = 0; i < place->calls->len; i++)
    g_signal_handlers_disconnect_by_data (place->calls->pdata[i], place);
  g_ptr_array_set_size (place->calls, 0);
}

/* A line that only waits for its calls to end rings no more: the better one does. */
static void
on_incoming (CorLine *line, CorCall *call, gpointer data)
{
  Place *place = data;
  CorLineChooser *self = place->chooser;

  if (self->places->pdata[self->shown] != place &&
      cor_line_get_state (COR_LINE (self)) == COR_LINE_READY)
    return;
  keep_call (place, call);
  g_signal_emit_by_name (self, "incoming", call);
}

static void
on_referred (CorLine *line, CorCall *call, const char *number, guint referral, gpointer data)
{
  g_signal_emit_by_name (((Place *)data)->chooser, "referred", call, number, referral);
}

static void
close_line (Place *place)
{
  g_autoptr (CorLine) line = g_steal_pointer (&place->line);

  forget_calls (place);
  g_clear_pointer (&place->refused, g_free);
  if (line == NULL)
    return;
  g_signal_handlers_disconnect_by_data (line, place);
  cor_line_disconnect (line);
}

static void
on_line_changed (Place *place)
{
  update (place->chooser);
}

static void
open_line (Place *place)
{
  CorLineChooser *self = place->chooser;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&place->refused, g_free);
  place->line = self->maker.make (place->way, self->maker.data, &error);
  if (place->line == NULL) {
    place->refused = g_strdup (error->message);
    return;
  }
  g_signal_connect_swapped (place->line, "notify", G_CALLBACK (on_line_changed), place);
  g_signal_connect (place->line, "incoming", G_CALLBACK (on_incoming), place);
  g_signal_connect (place->line, "referred", G_CALLBACK (on_referred), place);
  cor_line_connect (place->line);
}

static void
free_place (gpointer data)
{
  Place *place = data;

  close_line (place);
  g_ptr_array_unref (place->calls);
  g_free (place);
}

/* --- Which one. --- */

static guint
find_ready (CorLineChooser *self)
{
  guint i = 0;

  while (i < self->places->len && state_of (self->places->pdata[i]) != COR_LINE_READY)
    i++;
  return i;
}

/* The last one that had its turn; the number of places when none had. */
static guint
find_newest (CorLineChooser *self)
{
  for (guint i = self->places->len; i > 0; i--) {
    const Place *place = self->places->pdata[i - 1];

    if (place->line != NULL || place->refused != NULL)
      return i - 1;
  }
  return self->places->len;
}

static gboolean
is_refused (const Place *place)
{
  return state_of (place) == COR_LINE_FAILED;
}

static gboolean
is_idle (const Place *place)
{
  return place->calls->len == 0;
}

/* Not on the stack of a line that tells of its last call's end. */
static gboolean
on_sweep (gpointer data)
{
  CorLineChooser *self = data;
  guint ready = find_ready (self);

  self->sweep = 0;
  for (guint i = ready + 1; i < self->places->len; i++)
    if (is_idle (self->places->pdata[i]))
      close_line (self->places->pdata[i]);
  return G_SOURCE_REMOVE;
}

static void
drop_lesser (CorLineChooser *self, guint ready)
{
  gboolean some = FALSE;

  for (guint i = ready + 1; i < self->places->len; i++) {
    const Place *place = self->places->pdata[i];

    some |= is_idle (place) && (place->line != NULL || place->refused != NULL);
  }
  if (some && self->sweep == 0)
    self->sweep = cor_clock_start (self->maker.clock, 0, on_sweep, self);
}

static gboolean
on_patience_lost (gpointer data)
{
  CorLineChooser *self = data;
  guint newest = find_newest (self);

  self->patience = 0;
  if (newest + 1 < self->places->len)
    open_line (self->places->pdata[newest + 1]);
  update (self);
  return G_SOURCE_REMOVE;
}

static gboolean
on_again (gpointer data)
{
  CorLineChooser *self = data;

  self->again = 0;
  for (guint i = 0; i < self->shown; i++) {
    Place *place = self->places->pdata[i];

    if (place->line == NULL)
      open_line (place);
    else if (is_refused (place) && is_idle (place))
      cor_line_connect (place->line);
  }
  update (self);
  return G_SOURCE_REMOVE;
}

/* Nobody is ready: the next one's turn comes at once when the newest was refused. */
static void
go_on (CorLineChooser *self)
{
  const CorClock *clock = self->maker.clock;
  guint newest = find_newest (self);

  while (newest + 1 < self->places->len && is_refused (self->places->pdata[newest])) {
    cor_clock_stop (clock, &self->patience);
    newest++;
    open_line (self->places->pdata[newest]);
  }
  if (newest + 1 < self->places->len && self->patience == 0)
    self->patience = cor_clock_start (clock, COR_LINE_PATIENCE_MS, on_patience_lost, self);
}

static void
settle (CorLineChooser *self, guint ready)
{
  const CorClock *clock = self->maker.clock;
  gboolean refused = FALSE;

  cor_clock_stop (clock, &self->patience);
  drop_lesser (self, ready);
  for (guint i = 0; i < ready; i++)
    refused |= is_refused (self->places->pdata[i]);
  if (!refused)
    cor_clock_stop (clock, &self->again);
  else if (self->again == 0)
    self->again = cor_clock_start (clock, COR_LINE_AGAIN_MS, on_again, self);
}

/* --- What is told. --- */

static CorLineState
judge (CorLineChooser *self, guint ready)
{
  gboolean all_refused = TRUE;

  if (!self->wanted)
    return COR_LINE_OFFLINE;
  if (ready < self->places->len)
    return COR_LINE_READY;
  for (guint i = 0; i < self->places->len; i++)
    all_refused &= is_refused (self->places->pdata[i]);
  return all_refused ? COR_LINE_FAILED : COR_LINE_REGISTERING;
}

static void
show (CorLineChooser *self, guint shown)
{
  static const char *const kinds[] = { "gateway", "sip" };
  const CorWay *way = ((Place *)self->places->pdata[shown])->way;

  self->shown = shown;
  cor_line_set_label (COR_LINE (self), kinds[way->kind], way->label);
}

static void
tell (CorLineChooser *self, guint ready)
{
  CorLineState state = judge (self, ready);
  guint shown = state == COR_LINE_READY ? ready : 0;
  g_autofree char *reason = dup_reason_of (self->places->pdata[shown]);

  g_object_freeze_notify (G_OBJECT (self));
  show (self, shown);
  cor_line_set_state (COR_LINE (self), state, reason);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
update (CorLineChooser *self)
{
  g_autoptr (CorLineChooser) alive = g_object_ref (self);
  guint ready = find_ready (self);

  if (self->wanted) {
    if (ready == self->places->len)
      go_on (self);
    else
      settle (self, ready);
  }
  /* Opening and closing may have changed it. */
  tell (self, find_ready (self));
}

/* --- CorLine. --- */

/* Again, from the start: also when it is connected already, for an impatient user. Who is ready
 * stays so, and so does who has a call. */
static void
line_connect (CorLine *line)
{
  CorLineChooser *self = COR_LINE_CHOOSER (line);

  self->wanted = TRUE;
  for (guint i = 0; i < self->places->len; i++) {
    Place *place = self->places->pdata[i];

    if (place->line != NULL && state_of (place) != COR_LINE_READY && is_idle (place))
      cor_line_connect (place->line);
    else if (place->refused != NULL || (i == 0 && place->line == NULL))
      open_line (place);
  }
  update (self);
}

static void
line_disconnect (CorLine *line)
{
  CorLineChooser *self = COR_LINE_CHOOSER (line);

  self->wanted = FALSE;
  cor_clock_stop (self->maker.clock, &self->patience);
  cor_clock_stop (self->maker.clock, &self->again);
  cor_clock_stop (self->maker.clock, &self->sweep);
  for (guint i = 0; i < self->places->len; i++)
    close_line (self->places->pdata[i]);
  update (self);
}

static CorCall *
line_dial (CorLine *line, const CorNumber *number)
{
  CorLineChooser *self = COR_LINE_CHOOSER (line);
  Place *place = self->places->pdata[self->shown];
  CorCall *call;

  if (place->line != NULL) {
    call = cor_line_dial (place->line, number);
    keep_call (place, call);
    return call;
  }
  call = cor_call_new (NULL, FALSE, number->canonical, _ ("This computer"), TRUE);
  cor_call_set_ended (call, COR_CALL_END_FAILED, place->refused);
  return call;
}

/* Numbers of referrals are of one phone: a line knows its own. */
static CorCall *
line_follow (CorLine *line, const CorNumber *number, guint referral)
{
  CorLineChooser *self = COR_LINE_CHOOSER (line);
  CorCall *call = NULL;

  for (guint i = 0; i < self->places->len && call == NULL; i++) {
    Place *place = self->places->pdata[i];

    if (place->line != NULL)
      call = cor_line_follow (place->line, number, referral);
    if (call != NULL)
      keep_call (place, call);
  }
  return call;
}

static void
line_refuse (CorLine *line, guint referral)
{
  CorLineChooser *self = COR_LINE_CHOOSER (line);

  for (guint i = 0; i < self->places->len; i++) {
    Place *place = self->places->pdata[i];

    if (place->line != NULL)
      cor_line_refuse (place->line, referral);
  }
}

/* --- The object. --- */

static void
cor_line_chooser_dispose (GObject *object)
{
  line_disconnect (COR_LINE (object));
  G_OBJECT_CLASS (cor_line_chooser_parent_class)->dispose (object);
}

static void
cor_line_chooser_finalize (GObject *object)
{
  CorLineChooser *self = COR_LINE_CHOOSER (object);

  g_ptr_array_unref (self->places);
  g_ptr_array_unref (self->plan);
  G_OBJECT_CLASS (cor_line_chooser_parent_class)->finalize (object);
}

static void
cor_line_chooser_class_init (CorLineChooserClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  CorLineClass *line_class = COR_LINE_CLASS (klass);

  object_class->dispose = cor_line_chooser_dispose;
  object_class->finalize = cor_line_chooser_finalize;
  line_class->connect = line_connect;
  line_class->disconnect = line_disconnect;
  line_class->dial = line_dial;
  line_class->follow = line_follow;
  line_class->refuse = line_refuse;
}

static void
cor_line_chooser_init (CorLineChooser *self)
{
  self->places = g_ptr_array_new_with_free_func (free_place);
}

CorLine *
cor_line_chooser_new (GPtrArray *plan, const CorLineMaker *maker)
{
  CorLineChooser *self;

  g_return_val_if_fail (plan->len > 0, NULL);
  self = g_object_new (COR_TYPE_LINE_CHOOSER, NULL);
  self->plan = plan;
  self->maker = *maker;
  for (guint i = 0; i < plan->len; i++) {
    Place *place = g_new0 (Place, 1);

    place->chooser = self;
    place->way = plan->pdata[i];
    place->calls = g_ptr_array_new_with_free_func (g_object_unref);
    g_ptr_array_add (self->places, place);
  }
  show (self, 0);
  return COR_LINE (self);
}

/* --- For who asks. --- */

const CorWay *
cor_line_chooser_get_way (CorLineChooser *self)
{
  return ((Place *)self->places->pdata[self->shown])->way;
}

char *
cor_line_chooser_dup_why (CorLineChooser *self)
{
  const CorWay *way = cor_line_chooser_get_way (self);
  g_autofree char *reason = self->shown > 0 ? dup_reason_of (self->places->pdata[0]) : NULL;

  if (reason == NULL)
    return g_strdup (way->why);
  /* Translators: why the second best way to the exchange is in use, and what is wrong with the
   * best one; both are sentences. */
  return g_strdup_printf (_ ("%s The better way does not work: %s"), way->why, reason);
}

guint
cor_line_chooser_get_n_ways (CorLineChooser *self)
{
  return self->places->len;
}

const CorWay *
cor_line_chooser_describe (CorLineChooser *self,
                           guint i,
                           CorLineState *ret_state,
                           char **ret_reason)
{
  const Place *place = self->places->pdata[i];

  *ret_state = state_of (place);
  *ret_reason = dup_reason_of (place);
  return place->way;
}
