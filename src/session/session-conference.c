/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is known of the user's conference, by the server's news and by what the
 * user's own calls do.
 *
 * No news is relied on: while there is a conference the server is asked for it
 * now and then, and whenever the user's own call into it has ended. */
#include "config.h"
#include "session-conference.h"
#include "cti/conference.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define POLL_MS 10000
/* A conference that has just been asked for may not be there yet. */
#define GRACE_US (5 * G_USEC_PER_SEC)
#define MAX_PHONES 4
#define CODE_MAX 4 /* digits */

static gboolean
is_own (CorSession *self, const char *number)
{
  GPtrArray *endpoints = self->profile != NULL ? self->profile->endpoints : NULL;

  if (self->profile != NULL && g_strcmp0 (self->profile->main_extension, number) == 0)
    return TRUE;
  for (guint i = 0; endpoints != NULL && i < endpoints->len; i++)
    if (g_str_equal (((CorCtiEndpoint *)endpoints->pdata[i])->id, number))
      return TRUE;
  return FALSE;
}

/* --- Its life. --- */

static gboolean
on_poll (gpointer data)
{
  CorSession *self = data;

  self->meet->poll = cor_clock_start (self->clock, POLL_MS, on_poll, self);
  cor_session_refresh_meet (self, FALSE);
  return G_SOURCE_REMOVE;
}

CorMeet *
cor_session_begin_meet (CorSession *self, const char *id, gboolean here)
{
  CorMeet *meet = g_new0 (CorMeet, 1);

  g_return_val_if_fail (self->meet == NULL, self->meet);

  meet->id = g_strdup (id);
  meet->here = here;
  meet->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  meet->poll = cor_clock_start (self->clock, POLL_MS, on_poll, self);
  self->meet = meet;
  return meet;
}

void
cor_session_end_meet (CorSession *self)
{
  CorMeet *meet = g_steal_pointer (&self->meet);
  g_autoptr (GPtrArray) nobody = g_ptr_array_new ();

  if (meet == NULL)
    return;
  cor_clock_stop (self->clock, &meet->timer);
  cor_clock_stop (self->clock, &meet->poll);
  g_clear_object (&meet->leaving);
  g_clear_object (&meet->asked);
  g_clear_object (&meet->inside);
  g_hash_table_unref (meet->told);
  g_free (meet->next);
  g_free (meet->id);
  g_free (meet);
  cor_conference_set_participants (self->conference, nobody);
  cor_conference_set_trouble (self->conference, NULL);
  cor_session_update_meet (self);
}

void
cor_session_conference_clear (CorSession *self)
{
  cor_session_end_meet (self);
}

/* The server says that there is none any longer. Whoever is called meanwhile stays. */
static void
on_over (CorSession *self)
{
  CorCall *asked = self->meet->asked;

  if (asked != NULL && asked != self->meet->leaving)
    cor_call_set_trouble (asked, _ ("Nobody waits in the conference any longer."));
  cor_session_end_meet (self);
}

static gboolean
has_own (CorSession *self)
{
  GListModel *all = G_LIST_MODEL (self->conference);

  return g_list_model_get_n_items (all) > cor_conference_count_others (self->conference);
}

static CorConferenceState
find_state (CorSession *self)
{
  const CorMeet *meet = self->meet;

  if (meet == NULL)
    return COR_CONFERENCE_NONE;
  if (meet->joining || (meet->leaving != NULL && meet->next == NULL))
    return COR_CONFERENCE_JOINING;
  if (meet->putting)
    return COR_CONFERENCE_BEGINNING;
  if (meet->asked != NULL && cor_call_get_state (meet->asked) == COR_CALL_ACTIVE)
    return COR_CONFERENCE_ASKED;
  if (meet->asked != NULL || meet->next != NULL)
    return COR_CONFERENCE_ASKING;
  return meet->inside != NULL || has_own (self) ? COR_CONFERENCE_INSIDE : COR_CONFERENCE_WAITING;
}

void
cor_session_update_meet (CorSession *self)
{
  const CorMeet *meet = self->meet;
  const char *asked = NULL;

  if (meet != NULL && meet->asked != NULL)
    asked = cor_call_get_shown (meet->asked);
  else if (meet != NULL)
    asked = meet->next;
  cor_conference_set_asked (self->conference, asked);
  cor_conference_set_state (self->conference, find_state (self));
  cor_session_update_actions (self);
}

/* --- What the server tells. --- */

/* Some servers always say that nobody is muted: what they say counts when it changes. */
static void
take_muted (CorSession *self, const CorCtiConferenceUser *user)
{
  CorParticipant *participant = cor_conference_find (self->conference, user->number);
  gpointer before = NULL;
  gboolean known = g_hash_table_lookup_extended (self->meet->told, user->id, NULL, &before);

  if (known && GPOINTER_TO_INT (before) == user->muted)
    return;
  g_hash_table_replace (self->meet->told, g_strdup (user->id), GINT_TO_POINTER (user->muted));
  if (participant != NULL)
    cor_participant_set_muted (participant, user->muted);
}

static void
take_users (CorSession *self, const CorCtiConference *news)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < news->users->len; i++) {
    const CorCtiConferenceUser *user = news->users->pdata[i];

    g_ptr_array_add (
      all, cor_participant_new (user->id, user->number, user->name, is_own (self, user->number)));
  }
  cor_conference_set_participants (self->conference, all);
  for (guint i = 0; i < news->users->len; i++)
    take_muted (self, news->users->pdata[i]);
}

/* The last one has gone, and nobody is on the way. */
static void
end_if_alone (CorSession *self, guint others_before)
{
  const CorWish end = { .kind = COR_WISH_END };

  if (others_before > 0 && cor_conference_count_others (self->conference) == 0 &&
      find_state (self) == COR_CONFERENCE_INSIDE)
    cor_session_confer_async (self, &end, NULL, NULL);
}

static gboolean
is_desk_phone (CorSession *self, const char *exten)
{
  CorDevice *device = cor_session_find_device (self, exten);

  return device != NULL && cor_device_get_kind (device) == COR_DEVICE_DESK_PHONE;
}

static void
take_news (CorSession *self, const CorCtiConference *news)
{
  guint others = cor_conference_count_others (self->conference);

  if (self->meet == NULL && news->users->len > 0)
    cor_session_begin_meet (self, news->id, !is_desk_phone (self, news->id));
  if (self->meet == NULL || !g_str_equal (self->meet->id, news->id))
    return;
  if (news->users->len == 0) {
    on_over (self);
    return;
  }
  take_users (self, news);
  if (self->meet->joining && self->meet->inside == NULL && has_own (self)) {
    self->meet->joining = FALSE;
    cor_clock_stop (self->clock, &self->meet->timer);
  }
  cor_session_update_meet (self);
  end_if_alone (self, others);
}

static void
on_conference (CorSession *self, CorCtiConference *news)
{
  take_news (self, news);
}

void
cor_session_watch_conference (CorSession *self)
{
  g_signal_connect_object (self->cti, "conference", G_CALLBACK (on_conference), self,
                           G_CONNECT_SWAPPED);
}

/* --- What it is asked for. --- */

static gboolean
is_too_early (CorSession *self, const CorCtiConference *news)
{
  return self->meet != NULL && news->users->len == 0 &&
         (self->meet->putting || self->meet->leaving != NULL ||
          cor_clock_now (self->clock) - self->meet->since < GRACE_US);
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CorSession) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CorCtiConference) news =
    cor_cti_fetch_conference_finish (COR_CTI (source), result, &error);

  if (news == NULL)
    g_debug ("conference: %s", error->message);
  else if (COR_CTI (source) == self->cti && !is_too_early (self, news))
    take_news (self, news);
}

/* Its end was ordered, and did not work: what can't be seen any longer is not shown. */
static void
on_fetched_or_forget (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CorSession) self = user_data;
  g_autoptr (CorCtiConference) news =
    cor_cti_fetch_conference_finish (COR_CTI (source), result, NULL);

  if (COR_CTI (source) != self->cti)
    return;
  if (news != NULL)
    take_news (self, news);
  else
    cor_session_end_meet (self);
}

void
cor_session_refresh_meet (CorSession *self, gboolean or_forget)
{
  if (self->meet != NULL && self->cti != NULL)
    cor_cti_fetch_conference_async (self->cti, self->meet->id, self->account_cancellable,
                                    or_forget ? on_fetched_or_forget : on_fetched,
                                    g_object_ref (self));
}

/* One may have begun by another program, or before this one. */
void
cor_session_look_for_conference (CorSession *self)
{
  GPtrArray *endpoints = self->profile->endpoints;
  guint asked = 0;

  if (self->meet != NULL)
    cor_session_refresh_meet (self, FALSE);
  else if (self->profile->conference)
    for (guint i = 0; i < endpoints->len && asked < MAX_PHONES; i++) {
      const CorCtiEndpoint *endpoint = endpoints->pdata[i];

      if (!g_str_equal (endpoint->type, "physical") && !g_str_equal (endpoint->type, "nethlink"))
        continue;
      cor_cti_fetch_conference_async (self->cti, endpoint->id, self->account_cancellable,
                                      on_fetched, g_object_ref (self));
      asked++;
    }
}

/* --- What the user's own calls do. --- */

/* The exchange calls as the phone itself, or as the conference's number: a short code before the
 * phone's. Whoever else calls just now, from a long number that ends so, is not answered for. */
static gboolean
is_conference (CorSession *self, const char *number)
{
  const char *id = self->meet->id;

  return is_own (self, number) ||
         (g_str_has_suffix (number, id) && strlen (number) <= strlen (id) + CODE_MAX);
}

static gboolean
is_awaited (CorSession *self, CorCall *call)
{
  const CorMeet *meet = self->meet;
  const char *number = cor_call_get_number (call);
  gboolean can_answer;

  if (meet == NULL || !meet->awaits || meet->inside != NULL)
    return FALSE;
  if (meet->here)
    return cor_call_is_on_this_computer (call) && cor_call_is_incoming (call) &&
           is_conference (self, number);
  return !cor_call_is_on_this_computer (call) &&
         g_strcmp0 (cor_cti_find_desk_of_call (self->cti, call, &can_answer), meet->id) == 0;
}

static void
show_as_conference (CorCall *call)
{
  cor_call_set_name (call, _ ("Conference"));
}

static void
note_inside (CorSession *self)
{
  CorMeet *meet = self->meet;

  if (cor_call_get_state (meet->inside) != COR_CALL_ACTIVE)
    return;
  meet->joining = FALSE;
  cor_clock_stop (self->clock, &meet->timer);
  cor_conference_set_trouble (self->conference, NULL);
}

/* Its user has just asked for it. */
void
cor_session_conference_note_added (CorSession *self, CorCall *call)
{
  if (!is_awaited (self, call))
    return;
  self->meet->awaits = FALSE;
  self->meet->inside = g_object_ref (call);
  show_as_conference (call);
  if (self->meet->here) {
    cor_ringer_silence (self->ringer, call);
    cor_call_answer (call);
  }
  note_inside (self);
  cor_session_update_meet (self);
}

void
cor_session_conference_note_changed (CorSession *self, CorCall *call, const char *property)
{
  CorMeet *meet = self->meet;

  if (meet == NULL || (call != meet->asked && call != meet->inside))
    return;
  if (call == meet->inside && g_str_equal (property, "name"))
    show_as_conference (call);
  else if (call == meet->inside && g_str_equal (property, "state"))
    note_inside (self);
  if (g_str_equal (property, "state") || g_str_equal (property, "shown"))
    cor_session_update_meet (self);
}

static void
note_asked_ended (CorSession *self, CorCall *asked)
{
  const char *text = cor_call_get_end_text (asked);
  g_autofree char *trouble = NULL;

  if (cor_call_get_end (asked) == COR_CALL_END_LOCAL)
    return;
  /* Translators: a name or number, and what became of the call to them. */
  trouble = g_strdup_printf (_ ("%s: %s"), cor_call_get_shown (asked),
                             text != NULL ? text : _ ("The call has ended"));
  cor_conference_set_trouble (self->conference, trouble);
}

/* Who waits must not wait for ever because somebody else did not come. */
static void
come_back (CorSession *self)
{
  if (!cor_call_list_is_busy (self->calls))
    cor_session_join_meet (self, NULL);
}

static void
note_inside_ended (CorSession *self)
{
  CorMeet *meet = self->meet;

  g_clear_object (&meet->inside);
  meet->joining = FALSE;
  cor_clock_stop (self->clock, &meet->timer);
  if (meet->next != NULL)
    cor_session_proceed_meet (self);
  else
    cor_session_refresh_meet (self, FALSE);
}

void
cor_session_conference_note_ended (CorSession *self, CorCall *call)
{
  CorMeet *meet = self->meet;
  g_autoptr (CorCall) asked = NULL;

  if (meet == NULL)
    return;
  if (call == meet->asked)
    asked = g_steal_pointer (&meet->asked);
  if (call == meet->leaving) {
    g_clear_object (&meet->leaving);
    if (!meet->putting)
      cor_session_proceed_meet (self);
  } else if (call == meet->inside) {
    note_inside_ended (self);
  } else if (asked != NULL) {
    note_asked_ended (self, asked);
    come_back (self);
  }
  cor_session_update_meet (self);
}
