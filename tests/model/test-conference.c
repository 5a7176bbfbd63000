/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who is in a conference: rows come, stay in their place, and go. */
#include "model/conference.h"
#include <string.h>

/* "202 203": each a participant whose id is the number, 201 the user's own phone. */
static GPtrArray *
people (const char *numbers)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (GStrv) words = g_strsplit (numbers, " ", -1);

  for (guint i = 0; words[i] != NULL && *words[i] != '\0'; i++)
    g_ptr_array_add (all,
                     cor_participant_new (words[i], words[i], "", strcmp (words[i], "201") == 0));
  return all;
}

static void
set (CorConference *conference, const char *numbers)
{
  g_autoptr (GPtrArray) all = people (numbers);

  cor_conference_set_participants (conference, all);
}

static char *
list (CorConference *conference)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (conference)); i++) {
    g_autoptr (CorParticipant) one = g_list_model_get_item (G_LIST_MODEL (conference), i);

    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", cor_participant_get_shown (one));
  }
  return g_string_free (text, FALSE);
}

static void
on_items_changed (GListModel *list, guint position, guint removed, guint added, GString *log)
{
  g_string_append_printf (log, "%u-%u+%u ", position, removed, added);
}

static void
test_people (void)
{
  static const char *const steps[][2] = {
    { "202 203", "0-0+2 " },     { "202 203", "" },         { "202 201", "1-1+0 1-0+1 " },
    { "201 202 204", "2-0+1 " }, { "204", "1-1+0 0-1+0 " }, { "", "0-1+0 " },
  };
  static const char *const shown[] = { "202 203", "202 203", "202 201", "202 201 204", "204", "" };
  g_autoptr (CorConference) conference = cor_conference_new ();
  g_autoptr (GString) log = g_string_new (NULL);

  g_signal_connect (conference, "items-changed", G_CALLBACK (on_items_changed), log);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    g_autofree char *now = NULL;

    g_string_truncate (log, 0);
    set (conference, steps[i][0]);
    now = list (conference);
    g_assert_cmpstr (now, ==, shown[i]);
    g_assert_cmpstr (log->str, ==, steps[i][1]);
  }
}

static void
test_others (void)
{
  g_autoptr (CorConference) conference = cor_conference_new ();

  set (conference, "201 202 203");
  g_assert_cmpuint (cor_conference_count_others (conference), ==, 2);
  g_assert_true (cor_participant_is_own (cor_conference_find (conference, "201")));
  g_assert_null (cor_conference_find (conference, "204"));
  set (conference, "201");
  g_assert_cmpuint (cor_conference_count_others (conference), ==, 0);
}

/* Who left and came back is another one, and not muted. */
static void
test_muted (void)
{
  g_autoptr (CorConference) conference = cor_conference_new ();
  g_autoptr (GPtrArray) again = g_ptr_array_new_with_free_func (g_object_unref);

  set (conference, "202");
  cor_participant_set_muted (cor_conference_find (conference, "202"), TRUE);
  set (conference, "202 203");
  g_assert_true (cor_participant_is_muted (cor_conference_find (conference, "202")));
  g_ptr_array_add (again, cor_participant_new ("7", "202", "Ada", FALSE));
  cor_conference_set_participants (conference, again);
  g_assert_false (cor_participant_is_muted (cor_conference_find (conference, "202")));
  g_assert_cmpstr (cor_participant_get_shown (cor_conference_find (conference, "202")), ==, "Ada");
}

static void
on_notify (CorConference *conference, GParamSpec *pspec, guint *count)
{
  (*count)++;
}

static void
test_changes_alone_are_told (void)
{
  g_autoptr (CorConference) conference = cor_conference_new ();
  guint count = 0;

  g_signal_connect (conference, "notify", G_CALLBACK (on_notify), &count);
  cor_conference_set_state (conference, COR_CONFERENCE_NONE);
  cor_conference_set_asked (conference, NULL);
  cor_conference_set_trouble (conference, NULL);
  g_assert_cmpuint (count, ==, 0);
  for (guint i = 0; i < 2; i++) {
    cor_conference_set_state (conference, COR_CONFERENCE_ASKED);
    cor_conference_set_asked (conference, "Ada");
    cor_conference_set_trouble (conference, "busy");
  }
  g_assert_cmpuint (count, ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/conference/people", test_people);
  g_test_add_func ("/model/conference/others", test_others);
  g_test_add_func ("/model/conference/muted", test_muted);
  g_test_add_func ("/model/conference/changes-alone-are-told", test_changes_alone_are_told);
  return g_test_run ();
}
