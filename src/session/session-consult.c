/* SPDX-License-Identifier: GPL-3.0-or-later
 * Somebody is asked before a call is transferred.
 *
 * A call on this computer waits while another one is made for it; the two calls
 * are a pair until one of them is over. When who was asked goes, whoever waited
 * comes back by itself: it was not its user's wish to be held. On a desk phone
 * the server does it with one call, and knows who waits. */
#include "config.h"
#include "session-consult.h"
#include "session-move.h"
#include "session-second.h"
#include <glib/gi18n-lib.h>

/* Whether they got together is told within seconds, or never. */
#define COMPLETE_MS 20000

typedef struct {
  CorSession *session;
  CorCall *first;
  CorCall *asked;  /* made for `first` */
  gboolean chance; /* `asked` was not made for it: they are a pair while they are put together */
  gboolean completing; /* they are being put together */
  guint timer;
} Consult;

static void
consult_free (gpointer data)
{
  Consult *consult = data;

  cor_clock_stop (consult->session->clock, &consult->timer);
  cor_call_set_waiting (consult->first, NULL);
  cor_call_set_waiting (consult->asked, NULL);
  g_object_unref (consult->first);
  g_object_unref (consult->asked);
  g_free (consult);
}

GPtrArray *
cor_session_consults_new (void)
{
  return g_ptr_array_new_with_free_func (consult_free);
}

void
cor_session_consults_clear (CorSession *self)
{
  g_clear_pointer (&self->consults, g_ptr_array_unref);
}

static Consult *
find (CorSession *self, CorCall *call)
{
  for (guint i = 0; self->consults != NULL && i < self->consults->len; i++) {
    Consult *consult = self->consults->pdata[i];

    if (consult->first == call || consult->asked == call)
      return consult;
  }
  return NULL;
}

static gboolean
is_active (CorCall *call)
{
  return cor_call_get_state (call) == COR_CALL_ACTIVE;
}

/* Another one that is talked in on this computer; the only one, or NULL. */
static CorCall *
find_other (CorSession *self, CorCall *call)
{
  GListModel *calls = G_LIST_MODEL (self->calls);
  CorCall *other = NULL;

  if (!is_active (call) || !cor_call_is_on_this_computer (call))
    return NULL;
  for (guint i = 0; i < g_list_model_get_n_items (calls); i++) {
    g_autoptr (CorCall) one = g_list_model_get_item (calls, i);

    if (one == call || !is_active (one) || !cor_call_is_on_this_computer (one))
      continue;
    if (other != NULL)
      return NULL;
    other = one;
  }
  return other;
}

/* --- Beginning. --- */

static void
show_who_waits (Consult *consult)
{
  cor_call_set_waiting (consult->asked, cor_call_get_shown (consult->first));
  cor_call_set_waiting (consult->first, cor_call_get_shown (consult->asked));
}

static Consult *
make_pair (CorSession *self, CorCall *first, CorCall *asked)
{
  Consult *consult = g_new0 (Consult, 1);

  consult->session = self;
  consult->first = g_object_ref (first);
  consult->asked = g_object_ref (asked);
  g_ptr_array_add (self->consults, consult);
  show_who_waits (consult);
  return consult;
}

/* The line holds what was talked in when it makes a call. */
void
cor_session_ask_first (CorSession *self, CorCall *call, const char *number)
{
  g_autoptr (CorNumber) parsed = cor_number_parse (number, COR_NUMBER_FROM_PERSON, NULL);
  g_autoptr (CorCall) asked = NULL;

  g_return_if_fail (parsed != NULL && self->line != NULL && find (self, call) == NULL);

  asked = cor_line_dial (self->line, parsed);
  make_pair (self, call, asked);
  cor_call_list_add (self->calls, asked);
  cor_session_emit_show_call (self, asked);
}

/* --- The end. --- */

/* Unless their user has gone on to talk to somebody else. */
static void
bring_back (CorSession *self, CorCall *first)
{
  CorCall *current = cor_call_list_get_current (self->calls);

  if (current == first)
    cor_call_hold (first, FALSE);
}

static void
say_how_it_ended (CorCall *first, CorCall *asked)
{
  const char *text = cor_call_get_end_text (asked);
  g_autofree char *trouble = NULL;

  if (cor_call_get_end (asked) == COR_CALL_END_LOCAL)
    return;
  /* Translators: a name or number, and what became of the call to them. */
  trouble = g_strdup_printf (_ ("%s: %s"), cor_call_get_shown (asked),
                             text != NULL ? text : _ ("The call has ended"));
  cor_call_set_trouble (first, trouble);
}

static void
on_asked_ended (CorSession *self, Consult *consult)
{
  g_autoptr (CorCall) first = g_object_ref (consult->first);
  g_autoptr (CorCall) asked = g_object_ref (consult->asked);

  if (consult->completing) /* they are together, or are going to be */
    return;
  g_ptr_array_remove (self->consults, consult);
  bring_back (self, first);
  say_how_it_ended (first, asked);
}

static void
on_first_ended (CorSession *self, Consult *consult)
{
  g_autoptr (CorCall) first = g_object_ref (consult->first);
  g_autoptr (CorCall) asked = g_object_ref (consult->asked);
  gboolean joined = consult->completing && cor_call_get_end (first) == COR_CALL_END_LOCAL;
  g_autofree char *trouble = NULL;

  g_ptr_array_remove (self->consults, consult);
  if (joined) {
    cor_call_hang_up (asked);
    return;
  }
  cor_call_set_parting (asked, NULL);
  if (cor_call_get_end (first) == COR_CALL_END_LOCAL)
    return;
  /* Translators: of who waited while somebody else was asked. */
  trouble = g_strdup_printf (_ ("%s did not wait any longer."), cor_call_get_shown (first));
  cor_call_set_trouble (asked, trouble);
}

void
cor_session_consults_note_ended (CorSession *self, CorCall *call)
{
  Consult *consult = find (self, call);

  if (consult == NULL)
    return;
  if (consult->first == call)
    on_first_ended (self, consult);
  else
    on_asked_ended (self, consult);
}

/* --- Putting them together. --- */

/* All is as it was; unless who was asked has gone meanwhile. */
static void
on_not_joined (CorSession *self, Consult *consult)
{
  consult->completing = FALSE;
  cor_clock_stop (self->clock, &consult->timer);
  cor_call_set_parting (consult->asked, NULL);
  cor_call_set_transferring (consult->asked, FALSE);
  if (cor_call_get_state (consult->asked) == COR_CALL_ENDED)
    on_asked_ended (self, consult);
  else if (consult->chance)
    g_ptr_array_remove (self->consults, consult);
}

static gboolean
on_late (gpointer data)
{
  Consult *consult = data;

  consult->timer = 0;
  cor_call_set_trouble (consult->first, _ ("Nobody told whether the transfer worked."));
  cor_call_set_transferring (consult->first, FALSE);
  return G_SOURCE_REMOVE;
}

void
cor_session_consults_note_changed (CorSession *self, CorCall *call, const char *property)
{
  Consult *consult = find (self, call);

  if (consult == NULL)
    return;
  if (g_str_equal (property, "shown"))
    show_who_waits (consult);
  else if (g_str_equal (property, "transferring") && consult->completing &&
           consult->first == call && !cor_call_is_transferring (call))
    on_not_joined (self, consult);
}

static gboolean
refuse (GError **error, const char *why)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, why);
  return FALSE;
}

/* Nobody is there yet whose place could be taken. */
static void
send_there (CorSession *self, Consult *consult)
{
  g_autoptr (CorCall) first = g_object_ref (consult->first);
  g_autoptr (CorCall) asked = g_object_ref (consult->asked);
  const CorMove wanted = { .kind = COR_CTI_TRANSFER, .to = cor_call_get_number (asked) };

  g_ptr_array_remove (self->consults, consult);
  cor_call_hang_up (asked);
  cor_session_move_async (self, first, &wanted, NULL, NULL);
}

static gboolean
put_together (CorSession *self, Consult *consult, GError **error)
{
  consult->completing = TRUE;
  cor_call_set_parting (consult->asked, _ ("The call was transferred."));
  cor_call_join (consult->first, consult->asked);
  if (cor_call_get_state (consult->first) == COR_CALL_ENDED)
    return TRUE;
  if (!cor_call_is_transferring (consult->first)) {
    on_not_joined (self, consult);
    return refuse (error, _ ("These two calls can't be put together from here."));
  }
  cor_call_set_transferring (consult->asked, TRUE);
  consult->timer = cor_clock_start (self->clock, COMPLETE_MS, on_late, consult);
  return TRUE;
}

static gboolean
is_by_server (CorCall *call)
{
  return !cor_call_is_on_this_computer (call) && cor_call_get_waiting (call) != NULL;
}

gboolean
cor_session_complete (CorSession *self, CorCall *call, GError **error)
{
  Consult *consult = find (self, call);
  CorCall *other = consult == NULL ? find_other (self, call) : NULL;

  if (is_by_server (call)) {
    cor_call_set_parting (call, _ ("The call was transferred."));
    cor_call_hang_up (call);
    return TRUE;
  }
  if (other != NULL) {
    consult =
      cor_call_is_held (call) ? make_pair (self, call, other) : make_pair (self, other, call);
    consult->chance = TRUE;
  }
  if (consult == NULL)
    return refuse (error, _ ("There are no two calls that could be put together."));
  if (consult->completing)
    return TRUE;
  if (is_active (consult->asked))
    return put_together (self, consult, error);
  send_there (self, consult);
  return TRUE;
}

/* --- The other two. --- */

gboolean
cor_session_swap (CorSession *self, CorCall *call, GError **error)
{
  Consult *consult = find (self, call);
  CorCall *other;

  if (is_by_server (call)) {
    cor_cti_swap (self->cti, call);
    return TRUE;
  }
  if (consult != NULL)
    other = consult->first == call ? consult->asked : consult->first;
  else
    other = cor_session_find_next_held (self);
  if (other == NULL && cor_call_is_held (call) && find_other (self, call) != NULL)
    other = call;
  if (other == NULL)
    return refuse (error, _ ("Nobody waits in another call."));
  cor_session_resume (self, other);
  return TRUE;
}

gboolean
cor_session_go_back (CorSession *self, CorCall *call, GError **error)
{
  Consult *consult = find (self, call);

  if (is_by_server (call))
    cor_cti_go_back (self->cti, call);
  else if (consult == NULL)
    return refuse (error, _ ("Nobody is asked in this call."));
  else if (!consult->completing)
    cor_call_hang_up (consult->asked);
  return TRUE;
}

gboolean
cor_session_is_asking_first (CorSession *self)
{
  CorCall *call = cor_call_list_get_current (self->calls);

  return call != NULL && (find (self, call) != NULL || is_by_server (call));
}

gboolean
cor_session_has_two_calls (CorSession *self)
{
  CorCall *call = cor_call_list_get_current (self->calls);

  return call != NULL && find_other (self, call) != NULL;
}
