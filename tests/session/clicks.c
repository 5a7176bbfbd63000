/* SPDX-License-Identifier: GPL-3.0-or-later
 * Clicks in a session with a line that only notes what it is told. */
#include "clicks.h"

static void
on_asked (Clicks *f, CorQuestion *question)
{
  g_set_object (&f->question, question);
  f->asked++;
}

static void
on_refused (Clicks *f)
{
  f->refused++;
}

static void
on_raised (Clicks *f)
{
  f->raised++;
}

void
clicks_set_up (Clicks *f, gconstpointer data)
{
  f->line = g_object_new (FAKE_TYPE_LINE, NULL);
  f->session = fake_line_new_session (f->line);
  g_signal_connect_swapped (f->session, "ask", G_CALLBACK (on_asked), f);
  g_signal_connect_swapped (f->session, "refused", G_CALLBACK (on_refused), f);
  g_signal_connect_swapped (f->session, "raise", G_CALLBACK (on_raised), f);
}

void
clicks_tear_down (Clicks *f, gconstpointer data)
{
  g_clear_object (&f->question);
  g_settings_reset (f->session->settings, "link-rules");
  g_settings_reset (f->session->settings, "ask-before-calling");
  g_assert_finalize_object (f->session);
  g_assert_finalize_object (f->line);
}

CorDialRequest *
clicks_link (Clicks *f, const char *link)
{
  CorDialRequest *request = cor_dial_request_new (link, COR_ORIGIN_LINK, NULL, NULL);

  cor_session_dial (f->session, request);
  return request;
}

void
clicks_assert_dialled (Clicks *f, const char *const *numbers)
{
  g_ptr_array_add (f->line->dialled, NULL);
  g_assert_cmpstrv (f->line->dialled->pdata, numbers);
  g_ptr_array_set_size (f->line->dialled, f->line->dialled->len - 1);
}

void
clicks_assert_asks (Clicks *f, const char *number, const char *other)
{
  CorQuestion *second;

  g_assert_nonnull (f->session->asking);
  g_assert_true (f->question == f->session->asking);
  g_assert_cmpstr (cor_question_get_canonical (f->question), ==, number);
  second = cor_question_get_other (f->question);
  g_assert_cmpstr (second != NULL ? cor_question_get_canonical (second) : NULL, ==, other);
}
