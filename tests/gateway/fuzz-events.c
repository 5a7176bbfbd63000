/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a hostile gateway could answer to a poll: each line is one answer as it
 * is, or, after "> ", what the user does meanwhile. Afterwards the session
 * ends, and no call may be left. Built with libFuzzer when the option `fuzz` is
 * on, and run over the seeds by the ordinary tests always. */
#include "fixture.h"
#include "fuzz-events.h"
#include <string.h>

#define MAX_LINES 60

static void
dial (Fixture *f)
{
  g_autoptr (CorNumber) number = cor_number_parse ("600", COR_NUMBER_FROM_LINK, NULL);
  g_autoptr (CorCall) call = cor_line_dial (f->line, number);
}

/* The commands of all calls at once: which one they are for is what the recording knew. */
static void
command (Fixture *f, const char *text)
{
  g_autoptr (GPtrArray) calls = g_ptr_array_new_with_free_func (g_object_unref);
  GPtrArray *running = fixture_line (f)->calls;

  if (g_str_has_prefix (text, "dial"))
    dial (f);
  for (guint i = 0; i < running->len; i++)
    g_ptr_array_add (calls, g_object_ref (((CorGatewayCall *)running->pdata[i])->call));
  for (guint i = 0; i < calls->len; i++) {
    if (g_str_has_prefix (text, "answer"))
      cor_call_answer (calls->pdata[i]);
    else if (g_str_has_prefix (text, "hold"))
      cor_call_hold (calls->pdata[i], TRUE);
    else if (g_str_has_prefix (text, "unhold"))
      cor_call_hold (calls->pdata[i], FALSE);
    else if (g_str_has_prefix (text, "hangup"))
      cor_call_hang_up (calls->pdata[i]);
    else if (g_str_has_prefix (text, "transfer"))
      cor_call_transfer (calls->pdata[i], "202");
  }
}

static void
take_line (Fixture *f, const char *line)
{
  if (g_str_has_prefix (line, "> "))
    command (f, line + 2);
  else
    fake_janus_end_polls (f->janus, 200, line);
  run_ready ();
  if (fake_clock_next (f->clock) < 2000)
    fake_clock_advance (f->clock, 1000);
  run_ready ();
}

static void
end_session (Fixture *f)
{
  fake_janus_restart (f->janus);
  for (guint i = 0; i < 8; i++) {
    run_ready ();
    fake_clock_advance (f->clock, 10000);
  }
  run_ready ();
  if (fixture_line (f)->calls->len != 0)
    g_error ("%u calls are left", fixture_line (f)->calls->len);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *)data, size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", MAX_LINES);
  Fixture f = { 0 };

  fixture_set_up (&f, GINT_TO_POINTER (FIXTURE_DIRECT));
  f.janus->replaying = TRUE;
  cor_line_connect (f.line);
  run_ready ();
  for (char **line = lines; *line != NULL; line++)
    take_line (&f, *line);
  end_session (&f);
  fixture_tear_down (&f, NULL);
  return 0;
}
