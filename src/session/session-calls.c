/* SPDX-License-Identifier: GPL-3.0-or-later
 * What comes of calls here: their names, their one place in the list, what
 * rings and what is announced. */
#include "config.h"
#include "session-conference.h"
#include "session-consult.h"
#include "session-referral.h"
#include "session-second.h"
#include "session-summary.h"
#include "session-switch.h"

/* --- As they come and go. --- */

typedef struct {
  CorCall *call;
  char *number;
} Wanted;

static void
wanted_free (Wanted *wanted)
{
  g_object_unref (wanted->call);
  g_free (wanted->number);
  g_free (wanted);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Wanted, wanted_free)

/* Unless somebody else is there by now. */
static void
on_name_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Wanted) wanted = user_data;
  g_autofree char *name = cor_store_lookup_name_finish (COR_STORE (source), result, NULL);

  if (name != NULL && g_str_equal (wanted->number, cor_call_get_number (wanted->call)))
    cor_call_set_name (wanted->call, name);
}

static void
look_up_name (CorSession *self, CorCall *call)
{
  const char *number = cor_call_get_number (call);
  Wanted *wanted;

  if (self->store == NULL || *number == '\0')
    return;
  wanted = g_new0 (Wanted, 1);
  wanted->call = g_object_ref (call);
  wanted->number = g_strdup (number);
  cor_store_lookup_name_async (self->store, number, self->account_cancellable, on_name_found,
                               wanted);
}

static void
on_call_added (CorSession *self, CorCall *call)
{
  cor_session_show_call_number (self, call);
  cor_session_note_called (self, call);
  cor_session_switch_note_added (self, call);
  cor_session_conference_note_added (self, call);
  cor_session_update_actions (self);
  look_up_name (self, call);
}

/* Somebody else talks there now. Of a desk phone's the server knows who. */
static void
on_number_changed (CorSession *self, CorCall *call)
{
  cor_session_show_call_number (self, call);
  if (cor_call_is_on_this_computer (call))
    look_up_name (self, call);
}

static gboolean
on_history_due (gpointer user_data)
{
  CorSession *self = user_data;

  self->history_source = 0;
  if (self->directory != NULL)
    cor_directory_refresh_history (self->directory);
  return G_SOURCE_REMOVE;
}

static void
on_call_ended (CorSession *self, CorCall *call)
{
  cor_session_consults_note_ended (self, call);
  cor_session_conference_note_ended (self, call);
  cor_session_note_redirect (self, call);
  cor_session_referrals_note_ended (self, call);
  cor_session_update_actions (self);
  /* The server writes its record just after the call; several may end together. */
  if (self->directory != NULL && self->history_source == 0)
    self->history_source = g_timeout_add (1000, on_history_due, self);
}

static void
on_call_changed (CorSession *self, CorCall *call, const char *property)
{
  cor_session_update_actions (self);
  if (g_str_equal (property, "trouble") && cor_call_get_trouble (call) != NULL)
    cor_session_emit_refused (self, cor_call_get_trouble (call));
  if (g_str_equal (property, "number"))
    on_number_changed (self, call);
  if (g_str_equal (property, "state"))
    cor_session_hold_elsewhere (self, call);
  cor_session_switch_note_changed (self, call, property);
  cor_session_consults_note_changed (self, call, property);
  cor_session_conference_note_changed (self, call, property);
}

void
cor_session_follow_calls (CorSession *self)
{
  g_signal_connect_object (self->calls, "added", G_CALLBACK (on_call_added), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->calls, "changed", G_CALLBACK (on_call_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->calls, "ended", G_CALLBACK (on_call_ended), self,
                           G_CONNECT_SWAPPED);
}

/* --- One call that rings in several places. --- */

static void
show_call (CorCall *call, gpointer session)
{
  CorSession *self = session;

  cor_call_list_add (self->calls, call);
  if (cor_call_get_state (call) != COR_CALL_ENDED)
    cor_session_emit_show_call (self, call);
}

static gboolean
can_answer (CorCall *call, gpointer session)
{
  CorSession *self = session;
  gboolean can = FALSE;

  return self->cti != NULL && cor_cti_find_desk_of_call (self->cti, call, &can) != NULL && can;
}

/* The phone that the user calls from is the one they mean to answer at. */
static gboolean
prefers_desk (CorCall *call, gpointer session)
{
  CorSession *self = session;
  gboolean can_answer = FALSE;
  const char *device =
    self->cti != NULL ? cor_cti_find_desk_of_call (self->cti, call, &can_answer) : NULL;

  return can_answer && g_strcmp0 (device, self->texts[PROP_DEVICE]) == 0;
}

static gboolean
is_same_phone (CorCall *one, CorCall *other, gpointer session)
{
  CorCti *cti = ((CorSession *)session)->cti;
  gboolean can_answer;
  const char *device = cti != NULL ? cor_cti_find_desk_of_call (cti, one, &can_answer) : NULL;

  return device != NULL &&
         g_strcmp0 (device, cor_cti_find_desk_of_call (cti, other, &can_answer)) == 0;
}

static void
not_missed (CorCall *call, gpointer session)
{
  CorNotifier *notifier = ((CorSession *)session)->notifier;

  if (notifier != NULL)
    cor_notifier_forget_missed (notifier, call);
}

static gboolean
hears_of_desks (gpointer session)
{
  CorCti *cti = ((CorSession *)session)->cti;

  return cti == NULL || cor_cti_is_online (cti);
}

static void
answered (CorCall *call, gpointer session)
{
  cor_session_hold_elsewhere (session, call);
}

CorTwins *
cor_session_new_twins (CorSession *self)
{
  return cor_twins_new (&(CorTwinsFuncs){ show_call, prefers_desk, can_answer, is_same_phone,
                                          not_missed, hears_of_desks, answered, self },
                        self->clock);
}

/* --- Ringing and notifications. --- */

static void
on_call_back (CorSession *self, const char *number, const char *activation_token)
{
  g_autoptr (CorDialRequest) request =
    cor_dial_request_new (number, COR_ORIGIN_NOTIFICATION, NULL, activation_token);

  cor_session_dial (self, request);
}

static void
on_silenced (CorSession *self, CorCall *call)
{
  cor_ringer_silence (self->ringer, call);
}

void
cor_session_announce_calls (CorSession *self)
{
  self->notifier = cor_notifier_new (self->calls);
  g_signal_connect_object (self->notifier, "silenced", G_CALLBACK (on_silenced), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->notifier, "answer-ending", G_CALLBACK (cor_session_answer_ending),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->notifier, "call-back", G_CALLBACK (on_call_back), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->notifier, "show", G_CALLBACK (cor_session_emit_raise), self,
                           G_CONNECT_SWAPPED);
  cor_session_announce_summaries (self);
}
