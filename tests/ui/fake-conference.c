/* SPDX-License-Identifier: GPL-3.0-or-later
 * The session's conference, which a test fills. */
#include "fake-session.h"

CorConference *
cor_session_get_conference (CorSession *self)
{
  CorConference *conference = g_object_get_data (G_OBJECT (self), "conference");

  if (conference == NULL) {
    conference = cor_conference_new ();
    g_object_set_data_full (G_OBJECT (self), "conference", conference, g_object_unref);
  }
  return conference;
}

void
fake_session_fill_conference (CorSession *self, CorConferenceState state, guint others)
{
  static const char *const people[][2] = { { "203", "Carla Verdi" },
                                           { "+390721405516", "Studio Bianchi & Associati Srl" },
                                           { "204", "Dario Neri" } };
  CorConference *conference = cor_session_get_conference (self);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < MIN (others, G_N_ELEMENTS (people)); i++)
    g_ptr_array_add (all, cor_participant_new (people[i][0], people[i][0], people[i][1], FALSE));
  if (state == COR_CONFERENCE_INSIDE)
    g_ptr_array_add (all, cor_participant_new ("201", "201", "Alice Rossi", TRUE));
  cor_conference_set_participants (conference, all);
  cor_conference_set_asked (
    conference,
    state == COR_CONFERENCE_ASKING || state == COR_CONFERENCE_ASKED ? "Dario Neri" : NULL);
  cor_conference_set_state (conference, state);
}
