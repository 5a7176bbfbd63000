/* SPDX-License-Identifier: GPL-3.0-or-later
 * A call to the user that rings on everything that is theirs, shown once. */
#include "twins.h"
#include <string.h>

#define MAX_TWINS 32
/* Shorter ends of two numbers are alike by chance. */
#define MIN_TAIL 7

struct _CorTwins {
  CorTwinsFuncs funcs;
  GPtrArray *all; /* CorTwin, owned */
};

/* One call, as the line and a desk phone have it: each may be there or not. While both ring it
 * controls the one here. */
#define COR_TYPE_TWIN (cor_twin_get_type ())
G_DECLARE_FINAL_TYPE (CorTwin, cor_twin, COR, TWIN, GObject)

struct _CorTwin {
  GObject parent;
  CorTwins *owner; /* NULL once it has let go */
  CorCall *here, *desk;
  CorCallControl *next; /* of the one here; borrowed as calls borrow it; NULL: not taken over */
  gboolean here_shown, desk_shown;
  gboolean was_here;
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

/* --- Control of the call here while the desk phone rings too. --- */

static void
answer (CorCallControl *control, CorCall *call)
{
  CorTwin *self = COR_TWIN (control);
  CorTwinsFuncs *funcs = &self->owner->funcs;

  if (rings (self->desk) && funcs->prefers_desk (self->desk, funcs->data))
    cor_call_answer (self->desk);
  else
    COR_CALL_CONTROL_GET_IFACE (self->next)->answer (self->next, call);
}

static void
decline (CorCallControl *control, CorCall *call)
{
  CorTwin *self = COR_TWIN (control);
  g_autoptr (CorCall) desk = self->desk != NULL ? g_object_ref (self->desk) : NULL;
  CorCallControl *next = self->next;

  if (rings (desk))
    cor_call_decline (desk);
  COR_CALL_CONTROL_GET_IFACE (next)->decline (next, call);
}

/* Everything else has no meaning while a call rings. */
static void
control_init (CorCallControlInterface *iface)
{
  iface->answer = answer;
  iface->decline = iface->hang_up = decline;
}

static void
take_over (CorTwin *self)
{
  if (self->next != NULL || !rings (self->here) || !rings (self->desk))
    return;
  self->next = cor_call_get_control (self->here);
  if (self->next != NULL)
    cor_call_set_control (self->here, COR_CALL_CONTROL (self));
}

static void
give_back (CorTwin *self)
{
  if (self->next != NULL && self->here != NULL &&
      cor_call_get_control (self->here) == COR_CALL_CONTROL (self))
    cor_call_set_control (self->here, self->next);
  self->next = NULL;
}

/* --- What is shown. --- */

static void
show (CorTwin *self, CorCall *call, gboolean *shown)
{
  CorTwinsFuncs *funcs = &self->owner->funcs;

  if (*shown)
    return;
  *shown = TRUE;
  funcs->show (call, funcs->data);
}

static void
drop_call (CorTwin *self, CorCall **call)
{
  if (*call != NULL)
    g_signal_handlers_disconnect_by_data (*call, self);
  g_clear_object (call);
}

static void
let_go (CorTwin *self)
{
  g_clear_handle_id (&self->grace, g_source_remove);
  give_back (self);
  drop_call (self, &self->here);
  drop_call (self, &self->desk);
  self->owner = NULL;
}

static void
forget (CorTwin *self)
{
  CorTwins *owner = self->owner;

  let_go (self);
  g_ptr_array_remove (owner->all, self);
}

/* What still rings and is not to be seen belongs to no other call. */
static gboolean
on_grace (gpointer user_data)
{
  g_autoptr (CorTwin) self = g_object_ref (user_data);

  self->grace = 0;
  if (rings (self->here) && !self->desk_shown)
    show (self, self->here, &self->here_shown);
  else if (rings (self->desk) && !self->here_shown)
    show (self, self->desk, &self->desk_shown);
  return G_SOURCE_REMOVE;
}

static void
start_grace (CorTwin *self)
{
  if (self->grace == 0)
    self->grace = g_timeout_add (COR_TWINS_GRACE_MS, on_grace, self);
}

/* Picked up at the phone. The server stops the ringing here too, sooner or later. */
static void
on_desk_answered (CorTwin *self)
{
  g_autoptr (CorCall) here = rings (self->here) ? g_object_ref (self->here) : NULL;

  give_back (self);
  drop_call (self, &self->here);
  if (here != NULL && self->here_shown)
    cor_call_set_ended (here, COR_CALL_END_ELSEWHERE, NULL);
  if (self->owner == NULL) /* whoever was told signed out */
    return;
  show (self, self->desk, &self->desk_shown);
  forget (self);
}

/* A call that nobody has seen is still one that was missed. */
static void
on_desk_ended (CorTwin *self)
{
  if (!self->desk_shown && !self->was_here)
    show (self, self->desk, &self->desk_shown);
  give_back (self);
  drop_call (self, &self->desk);
  self->desk_shown = FALSE;
  if (!rings (self->here))
    forget (self);
  else if (!self->here_shown)
    start_grace (self);
}

static void
on_desk_state (CorTwin *twin)
{
  g_autoptr (CorTwin) self = g_object_ref (twin);

  if (cor_call_get_state (self->desk) == COR_CALL_ACTIVE)
    on_desk_answered (self);
  else if (cor_call_get_state (self->desk) == COR_CALL_ENDED)
    on_desk_ended (self);
}

/* Answered here, or over: the desk phone tells in a moment what that means for it. */
static void
on_here_state (CorTwin *twin)
{
  g_autoptr (CorTwin) self = g_object_ref (twin);
  gboolean answered = cor_call_get_state (self->here) == COR_CALL_ACTIVE;

  give_back (self);
  drop_call (self, &self->here);
  self->here_shown = FALSE;
  if (answered || !rings (self->desk))
    forget (self);
  else if (!self->desk_shown)
    start_grace (self);
}

/* --- Which belong together. --- */

/* International prefixes off, separators out: the digits that are dialled. */
static char *
reduce (const char *number)
{
  GString *digits = g_string_new (NULL);

  for (const char *c = number; *c != '\0'; c++)
    if (g_ascii_isalnum (*c) || *c == '*' || *c == '#')
      g_string_append_c (digits, *c);
  if (g_str_has_prefix (digits->str, "00"))
    g_string_erase (digits, 0, 2);
  return g_string_free (digits, FALSE);
}

gboolean
cor_twins_is_same (const char *a, const char *b)
{
  g_autofree char *first = reduce (a);
  g_autofree char *second = reduce (b);

  if (MIN (strlen (first), strlen (second)) < MIN_TAIL)
    return g_str_equal (first, second);
  return g_str_has_suffix (first, second) || g_str_has_suffix (second, first);
}

static CorTwin *
find (CorTwins *self, CorCall *call, gboolean wants_here)
{
  for (guint i = 0; i < self->all->len; i++) {
    CorTwin *twin = self->all->pdata[i];
    CorCall *other = wants_here ? twin->desk : twin->here;

    if ((wants_here ? twin->here : twin->desk) == NULL && rings (other) &&
        cor_twins_is_same (cor_call_get_number (call), cor_call_get_number (other)))
      return twin;
  }
  return NULL;
}

static CorTwin *
find_or_add (CorTwins *self, CorCall *call, gboolean wants_here)
{
  CorTwin *twin = find (self, call, wants_here);

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
  twin->was_here = TRUE;
  g_signal_connect_swapped (call, "notify::state", G_CALLBACK (on_here_state), twin);
  take_over (twin);
  if (!twin->desk_shown)
    show (twin, call, &twin->here_shown);
}

void
cor_twins_take_desk (CorTwins *self, CorCall *call, gboolean wait_for_line)
{
  CorTwin *twin;

  if (!rings (call) || self->all->len >= MAX_TWINS) {
    self->funcs.show (call, self->funcs.data);
    return;
  }
  twin = find_or_add (self, call, FALSE);
  twin->desk = g_object_ref (call);
  g_signal_connect_swapped (call, "notify::state", G_CALLBACK (on_desk_state), twin);
  take_over (twin);
  if (twin->here != NULL)
    return;
  if (wait_for_line)
    start_grace (twin);
  else
    show (twin, call, &twin->desk_shown);
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
cor_twin_class_init (CorTwinClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
}

static void
cor_twin_init (CorTwin *self)
{
}

CorTwins *
cor_twins_new (const CorTwinsFuncs *funcs)
{
  CorTwins *self = g_new0 (CorTwins, 1);

  self->funcs = *funcs;
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
