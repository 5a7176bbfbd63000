/* SPDX-License-Identifier: GPL-3.0-or-later
 * A call to the user that rings on everything that is theirs, shown once. */
#include "config.h"
#include "twins.h"
#include "model/party.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_TWINS 32

struct _CorTwins {
  CorTwinsFuncs funcs;
  const CorClock *clock;
  GPtrArray *all; /* CorTwin, owned */
};

/* One call, as the line and the desk phones have it: each may be there or not. While it rings in
 * several places this controls the one here. */
#define COR_TYPE_TWIN (cor_twin_get_type ())
G_DECLARE_FINAL_TYPE (CorTwin, cor_twin, COR, TWIN, GObject)

struct _CorTwin {
  GObject parent;
  CorTwins *owner; /* NULL once it has let go */
  CorCall *here;
  GPtrArray *desks;     /* CorCall, owned */
  CorCall *shown;       /* the one of them that is in the list, or NULL; not referenced */
  CorCallControl *next; /* of the one here; borrowed as calls borrow it; NULL: not taken over */
  CorCall *missed;      /* it is over, and this was told as missed; late news may know better */
  gboolean taken;       /* somebody answered: what stops to ring now was not missed */
  guint grace;
};

static void control_init (CorCallControlInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CorTwin,
                               cor_twin,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (COR_TYPE_CALL_CONTROL, control_init))

static gboolean
rings (CorCall *call)
{
  return call != NULL && cor_call_get_state (call) == COR_CALL_INCOMING;
}

/* The first desk phone that rings, or NULL. */
static CorCall *
ringing_desk (CorTwin *self)
{
  for (guint i = 0; i < self->desks->len; i++)
    if (rings (self->desks->pdata[i]))
      return self->desks->pdata[i];
  return NULL;
}

static GPtrArray *
copy_desks (CorTwin *self)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->desks->len; i++)
    g_ptr_array_add (copy, g_object_ref (self->desks->pdata[i]));
  return copy;
}

/* --- Control of the call here while a desk phone rings too. --- */

typedef gboolean (*IsFit) (CorCall *desk, gpointer data);

static CorCall *
find_desk (CorTwin *self, IsFit is_fit)
{
  for (guint i = 0; i < self->desks->len; i++)
    if (rings (self->desks->pdata[i]) && is_fit (self->desks->pdata[i], self->owner->funcs.data))
      return self->desks->pdata[i];
  return NULL;
}

static void
answer_at (CorTwin *self, CorCall *desk)
{
  if (desk != NULL)
    cor_call_answer (desk);
  else
    COR_CALL_CONTROL_GET_IFACE (self->next)->answer (self->next, self->here);
}

static void
answer (CorCallControl *control, CorCall *call)
{
  CorTwin *self = COR_TWIN (control);

  answer_at (self, find_desk (self, self->owner->funcs.prefers_desk));
}

/* What the user was told decides: the choice of a device may have changed since. */
static void
answer_there (CorCallControl *control, CorCall *call)
{
  CorTwin *self = COR_TWIN (control);
  gboolean is_here = g_strcmp0 (cor_call_get_also_at (call), cor_call_get_place (call)) == 0;
  CorCall *desk = is_here ? NULL : find_desk (self, self->owner->funcs.can_answer);

  if (is_here || desk != NULL)
    answer_at (self, desk);
  else
    cor_call_set_trouble (call, _ ("The other phone no longer rings."));
}

static void
decline_desks (CorTwin *self)
{
  g_autoptr (GPtrArray) desks = copy_desks (self);

  for (guint i = 0; i < desks->len; i++)
    if (rings (desks->pdata[i]))
      cor_call_decline (desks->pdata[i]);
}

static void
decline (CorCallControl *control, CorCall *call)
{
  CorTwin *self = COR_TWIN (control);
  CorCallControl *next = self->next;

  decline_desks (self);
  COR_CALL_CONTROL_GET_IFACE (next)->decline (next, call);
}

/* Everything else has no meaning while a call rings. */
static void
control_init (CorCallControlInterface *iface)
{
  iface->answer = answer;
  iface->answer_there = answer_there;
  iface->decline = iface->hang_up = decline;
}

static void
give_back (CorTwin *self)
{
  if (self->next != NULL && self->here != NULL &&
      cor_call_get_control (self->here) == COR_CALL_CONTROL (self))
    cor_call_set_control (self->here, self->next);
  self->next = NULL;
}

static void
take_over (CorTwin *self)
{
  if (self->next != NULL)
    return;
  self->next = cor_call_get_control (self->here);
  if (self->next != NULL)
    cor_call_set_control (self->here, COR_CALL_CONTROL (self));
}

static void
update_also_at (CorTwin *self)
{
  CorTwinsFuncs *funcs = &self->owner->funcs;
  CorCall *desk = NULL;

  if (self->here == NULL)
    return;
  if (self->next == NULL)
    cor_call_set_also_at (self->here, NULL);
  else if (find_desk (self, funcs->prefers_desk) != NULL)
    cor_call_set_also_at (self->here, cor_call_get_place (self->here));
  else if ((desk = find_desk (self, funcs->can_answer)) != NULL)
    cor_call_set_also_at (self->here, cor_call_get_place (desk));
  else
    cor_call_set_also_at (self->here, NULL);
}

/* Where several ring, one that stops is not missed yet: the last of them tells. What is missed
 * already is not missed again. */
static void
update_ringing (CorTwin *self)
{
  guint n = (rings (self->here) ? 1 : 0) + (self->missed != NULL ? 1 : 0);

  for (guint i = 0; i < self->desks->len; i++)
    n += rings (self->desks->pdata[i]) ? 1 : 0;
  for (guint i = 0; i < self->desks->len; i++)
    cor_call_set_rings_on (self->desks->pdata[i], n > 1 || self->taken);
  if (self->here != NULL)
    cor_call_set_rings_on (self->here, n > 1 || self->taken);
  if (rings (self->here) && ringing_desk (self) != NULL)
    take_over (self);
  else
    give_back (self);
  update_also_at (self);
}

/* --- What is shown. --- */

static void
show (CorTwin *self, CorCall *call)
{
  CorTwinsFuncs *funcs = &self->owner->funcs;

  if (self->shown != NULL)
    return;
  self->shown = call;
  funcs->show (call, funcs->data);
}

static void
drop_here (CorTwin *self)
{
  if (self->here == NULL)
    return;
  give_back (self);
  cor_call_set_also_at (self->here, NULL);
  g_signal_handlers_disconnect_by_data (self->here, self);
  if (self->shown == self->here)
    self->shown = NULL;
  g_clear_object (&self->here);
}

static void
drop_desk (CorTwin *self, CorCall *desk)
{
  g_signal_handlers_disconnect_by_data (desk, self);
  if (self->shown == desk)
    self->shown = NULL;
  g_ptr_array_remove (self->desks, desk);
}

static void
stop_grace (CorTwin *self)
{
  if (self->owner != NULL)
    cor_clock_stop (self->owner->clock, &self->grace);
}

static void
let_go (CorTwin *self)
{
  stop_grace (self);
  g_clear_object (&self->missed);
  drop_here (self);
  while (self->desks->len > 0)
    drop_desk (self, self->desks->pdata[0]);
  self->owner = NULL;
}

static void
forget (CorTwin *self)
{
  CorTwins *owner = self->owner;

  if (owner == NULL) /* whoever was told signed out */
    return;
  let_go (self);
  g_ptr_array_remove (owner->all, self);
}

/* Somebody has it after all. */
static void
take_back_missed (CorTwin *self)
{
  CorTwinsFuncs *funcs = &self->owner->funcs;
  g_autoptr (CorCall) missed = g_steal_pointer (&self->missed);

  if (missed != NULL)
    funcs->not_missed (missed, funcs->data);
}

static gboolean on_grace (gpointer user_data);

static void
start_grace (CorTwin *self)
{
  const CorClock *clock = self->owner->clock;

  if (self->shown != NULL)
    return;
  cor_clock_stop (clock, &self->grace);
  self->grace = cor_clock_start (clock, COR_TWINS_GRACE_MS, on_grace, self);
}

/* What still rings and is not to be seen belongs to no other call. An old story of a phone is no
 * reason to show it. */
static gboolean
on_grace (gpointer user_data)
{
  g_autoptr (CorTwin) self = g_object_ref (user_data);
  CorTwinsFuncs *funcs = &self->owner->funcs;
  CorCall *desk = ringing_desk (self);

  self->grace = 0;
  if (!self->taken && self->shown == NULL && !rings (self->here) && desk != NULL &&
      !funcs->hears_of_desks (funcs->data)) {
    start_grace (self);
    return G_SOURCE_REMOVE;
  }
  g_clear_object (&self->missed);
  update_ringing (self);
  if (!rings (self->here) && desk == NULL)
    forget (self);
  else if (self->taken || self->shown != NULL)
    return G_SOURCE_REMOVE;
  else if (rings (self->here))
    show (self, self->here);
  else
    show (self, desk);
  return G_SOURCE_REMOVE;
}

/* Ends what is in sight of a call that somebody else has; what rings unseen stops by itself. */
static void
end_shown (CorTwin *self)
{
  g_autoptr (CorCall) shown = self->shown != NULL ? g_object_ref (self->shown) : NULL;

  if (rings (shown))
    cor_call_set_ended (shown, COR_CALL_END_ELSEWHERE, NULL);
}

/* One of them was answered. The server stops the ringing elsewhere too, sooner or later; what
 * comes of this computer's own answer after that the line knows to refuse. */
static void
on_answered (CorTwin *self, CorCall *answered)
{
  const CorTwinsFuncs funcs = self->owner->funcs;
  gboolean in_sight = self->shown == answered;
  CorCall *others[] = { self->here, self->shown };

  self->taken = TRUE;
  take_back_missed (self);
  update_ringing (self);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    others[i] = others[i] != NULL && others[i] != answered ? g_object_ref (others[i]) : NULL;
  forget (self);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++) {
    if (rings (others[i]))
      cor_call_set_ended (others[i], COR_CALL_END_ELSEWHERE, NULL);
    g_clear_object (&others[i]);
  }
  if (in_sight || cor_call_get_state (answered) != COR_CALL_ACTIVE)
    return;
  funcs.show (answered, funcs.data);
  if (funcs.answered != NULL)
    funcs.answered (answered, funcs.data);
}

/* Who declined at one phone is not asked at the next; and where another phone of theirs has it,
 * nothing here rings on, unless it is this computer that is just taking it. */
static void
follow_end (CorTwin *self, CorCallEnd end)
{
  g_autoptr (CorCall) here = self->here != NULL ? g_object_ref (self->here) : NULL;

  if (end == COR_CALL_END_DECLINED) {
    decline_desks (self);
    if (rings (here) && self->owner != NULL)
      cor_call_decline (here);
    return;
  }
  if (end != COR_CALL_END_ELSEWHERE)
    return;
  self->taken = TRUE;
  take_back_missed (self);
  update_ringing (self);
  if (rings (here) && !cor_call_is_answering (here))
    cor_call_set_ended (here, COR_CALL_END_ELSEWHERE, NULL);
  else if (self->shown != here)
    end_shown (self);
}

/* After one stopped to ring. A call that nobody has seen is still one that was missed. */
static void
go_on (CorTwin *self, CorCall *ended)
{
  CorCallEnd end = cor_call_get_end (ended);
  gboolean moved_on = cor_call_rings_on (ended);
  gboolean seen = self->shown == ended;

  if (ended == self->here)
    drop_here (self);
  else
    drop_desk (self, ended);
  if (!moved_on)
    follow_end (self, end);
  if (self->owner == NULL)
    return;
  update_ringing (self);
  if (rings (self->here) || ringing_desk (self) != NULL) {
    start_grace (self);
    return;
  }
  if (moved_on || end != COR_CALL_END_MISSED) {
    if (self->missed == NULL)
      forget (self);
    return;
  }
  g_set_object (&self->missed, ended);
  start_grace (self);
  if (!seen)
    self->owner->funcs.show (ended, self->owner->funcs.data);
}

static void
on_state (CorCall *call, GParamSpec *pspec, CorTwin *twin)
{
  g_autoptr (CorTwin) self = g_object_ref (twin);
  g_autoptr (CorCall) kept = g_object_ref (call);

  if (cor_call_get_state (call) == COR_CALL_ENDED)
    go_on (self, call);
  else
    on_answered (self, call);
}

/* The phone that was to answer can't be seen to fail: what is in sight tells. */
static void
on_desk_trouble (CorCall *desk, GParamSpec *pspec, CorTwin *self)
{
  if (rings (self->here) && self->shown == self->here && cor_call_get_trouble (desk) != NULL)
    cor_call_set_trouble (self->here, cor_call_get_trouble (desk));
}

/* --- Which belong together. --- */

static gboolean
is_same_caller (CorCall *a, CorCall *b)
{
  return cor_party_is_same (cor_call_get_number (a), cor_call_get_number (b));
}

/* A phone has each call once. */
static gboolean
has_room (CorTwin *twin, CorCall *call, gboolean is_here)
{
  CorTwinsFuncs *funcs = &twin->owner->funcs;

  if (is_here)
    return twin->here == NULL;
  for (guint i = 0; i < twin->desks->len; i++)
    if (funcs->is_same_phone (twin->desks->pdata[i], call, funcs->data))
      return FALSE;
  return TRUE;
}

static CorTwin *
find (CorTwins *self, CorCall *call, gboolean is_here)
{
  for (guint i = 0; i < self->all->len; i++) {
    CorTwin *twin = self->all->pdata[i];
    CorCall *other = twin->here != NULL ? twin->here : ringing_desk (twin);

    if (rings (other) && is_same_caller (call, other) && has_room (twin, call, is_here))
      return twin;
  }
  return NULL;
}

/* News of a phone may come when the line has heard the end already. */
static CorTwin *
find_missed (CorTwins *self, CorCall *desk)
{
  for (guint i = 0; i < self->all->len; i++) {
    CorTwin *twin = self->all->pdata[i];

    if (twin->missed != NULL && is_same_caller (desk, twin->missed))
      return twin;
  }
  return NULL;
}

static CorTwin *
find_or_add (CorTwins *self, CorCall *call, gboolean is_here)
{
  CorTwin *twin = find (self, call, is_here);

  if (twin == NULL && !is_here)
    twin = find_missed (self, call);
  if (twin != NULL)
    return twin;
  twin = g_object_new (COR_TYPE_TWIN, NULL);
  twin->owner = self;
  g_ptr_array_add (self->all, twin);
  return twin;
}

void
cor_twins_take_here (CorTwins *self, CorCall *call)
{
  CorTwin *twin;

  if (!rings (call) || self->all->len >= MAX_TWINS) {
    self->funcs.show (call, self->funcs.data);
    return;
  }
  twin = find_or_add (self, call, TRUE);
  twin->here = g_object_ref (call);
  twin->taken = FALSE;
  g_signal_connect (call, "notify::state", G_CALLBACK (on_state), twin);
  update_ringing (twin);
  show (twin, call);
}

void
cor_twins_take_desk (CorTwins *self, CorCall *call, gboolean wait_for_line)
{
  CorTwin *twin = cor_call_is_incoming (call) ? find_missed (self, call) : NULL;

  if (twin != NULL && cor_call_get_state (call) == COR_CALL_ACTIVE)
    take_back_missed (twin);
  if (!rings (call) || self->all->len >= MAX_TWINS) {
    self->funcs.show (call, self->funcs.data);
    return;
  }
  twin = find_or_add (self, call, FALSE);
  g_ptr_array_add (twin->desks, g_object_ref (call));
  g_signal_connect (call, "notify::state", G_CALLBACK (on_state), twin);
  g_signal_connect (call, "notify::trouble", G_CALLBACK (on_desk_trouble), twin);
  update_ringing (twin);
  if (twin->shown != NULL)
    return;
  if (wait_for_line || twin->missed != NULL)
    start_grace (twin);
  else
    show (twin, call);
}

/* --- Their life. --- */

static void
dispose (GObject *object)
{
  CorTwin *self = COR_TWIN (object);

  let_go (self);
  G_OBJECT_CLASS (cor_twin_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_ptr_array_unref (COR_TWIN (object)->desks);
  G_OBJECT_CLASS (cor_twin_parent_class)->finalize (object);
}

static void
cor_twin_class_init (CorTwinClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
}

static void
cor_twin_init (CorTwin *self)
{
  self->desks = g_ptr_array_new_with_free_func (g_object_unref);
}

CorTwins *
cor_twins_new (const CorTwinsFuncs *funcs, const CorClock *clock)
{
  CorTwins *self = g_new0 (CorTwins, 1);

  self->funcs = *funcs;
  self->clock = clock;
  self->all = g_ptr_array_new_with_free_func (g_object_unref);
  return self;
}

void
cor_twins_clear (CorTwins *self)
{
  for (guint i = 0; i < self->all->len; i++)
    let_go (self->all->pdata[i]);
  g_ptr_array_set_size (self->all, 0);
}

void
cor_twins_free (CorTwins *self)
{
  cor_twins_clear (self);
  g_ptr_array_unref (self->all);
  g_free (self);
}
