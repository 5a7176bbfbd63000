/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the real gateway told, recorded from Debian's Janus, told again: as it
 * was, and reordered, dropped, repeated and mutated. Whatever comes, every call
 * ends once, none stays behind, and none is answered without its user. */
#include "fixture.h"
#include <string.h>

#define RUNS 300 /* of each stream */

static const char *const streams[] = { "out",  "ends",    "waiting",     "missed",
                                       "held", "refused", "trickle-out", "trickle-waiting" };

typedef struct {
  Fixture f;
  GRand *rand; /* NULL: as it was */
  GPtrArray *calls;
  guint n_ended, n_answers, n_dials;
} Replay;

static void
on_state (CorCall *call, GParamSpec *pspec, gpointer data)
{
  Replay *replay = data;

  replay->n_ended += cor_call_get_state (call) == COR_CALL_ENDED;
}

static void
watch (Replay *replay, CorCall *call)
{
  g_ptr_array_add (replay->calls, g_object_ref (call));
  g_signal_connect (call, "notify::state", G_CALLBACK (on_state), replay);
}

static void
on_incoming (CorLine *line, CorCall *call, gpointer data)
{
  watch (data, call);
}

static gboolean
chance (Replay *replay, double likely)
{
  return replay->rand != NULL && g_rand_double (replay->rand) < likely;
}

/* --- Mutation --- */

static void
spoil_member (Replay *replay, JsonObject *object, const char *name)
{
  static const char *const words[] = { "",       "hangup",     "accepted",     "incomingcall",
                                       "offer",  "registered", "updatingcall", "notify",
                                       "answer", "\xc3\xa8",   "sip:@;>",      "v=0\r\nm=audio" };
  g_autofree char *huge = NULL;

  switch (g_rand_int_range (replay->rand, 0, 6)) {
  case 0:
    json_object_remove_member (object, name);
    break;
  case 1:
    json_object_set_null_member (object, name);
    break;
  case 2:
    json_object_set_int_member (object, name, g_rand_int_range (replay->rand, -1, 700));
    break;
  case 3:
    json_object_set_array_member (object, name, json_array_new ());
    break;
  case 4:
    huge = g_strnfill (g_rand_int_range (replay->rand, 1, 70000), 'x');
    json_object_set_string_member (object, name, huge);
    break;
  default:
    json_object_set_string_member (object, name,
                                   words[g_rand_int_range (replay->rand, 0, G_N_ELEMENTS (words))]);
    break;
  }
}

/* Somewhere in it, at any depth. */
static void
spoil (Replay *replay, JsonObject *object)
{
  g_autoptr (GList) names = json_object_get_members (object);
  guint n = g_list_length (names);
  const char *name =
    n > 0 ? g_list_nth_data (names, (guint)g_rand_int_range (replay->rand, 0, (gint32)n)) : NULL;
  JsonNode *node = name != NULL ? json_object_get_member (object, name) : NULL;

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node) && g_rand_double (replay->rand) < 0.8)
    spoil (replay, json_node_get_object (node));
  else if (name != NULL)
    spoil_member (replay, object, name);
}

/* --- Telling --- */

/* Recorded senders are numbers in the order of attaching. */
static void
set_sender (Replay *replay, JsonObject *event)
{
  GArray *attached = replay->f.janus->attached;
  gint64 sender = cor_json_get_int (event, "sender", 0);

  if (chance (replay, 0.05))
    sender = g_rand_int_range (replay->rand, 0, 5);
  if (sender > 0 && sender <= attached->len)
    json_object_set_int_member (event, "sender",
                                (gint64)g_array_index (attached, guint64, sender - 1));
}

static void
tell (Replay *replay, JsonObject *event)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;

  set_sender (replay, event);
  if (chance (replay, 0.1))
    spoil (replay, event);
  json_node_set_object (node, event);
  text = json_to_string (node, FALSE);
  if (chance (replay, 0.01))
    text[g_rand_int_range (replay->rand, 0, (gint32)strlen (text))] = '\0';
  fake_janus_tell (replay->f.janus, text);
}

static void
dial (Replay *replay, const char *text)
{
  g_autoptr (CorCall) call = fixture_dial (&replay->f, text);

  watch (replay, call);
  replay->n_dials++;
}

static void
command (Replay *replay, const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", 3);
  guint n = (guint)g_ascii_strtoull (words[1], NULL, 10);
  CorCall *call =
    n > 0 && n <= replay->calls->len ? g_ptr_array_index (replay->calls, n - 1) : NULL;

  if (g_str_equal (words[0], "dial")) {
    dial (replay, words[1]);
  } else if (call == NULL) {
    g_assert_nonnull (replay->rand); /* in the order of the recording all are there */
  } else if (g_str_equal (words[0], "answer")) {
    replay->n_answers++;
    cor_call_answer (call);
  } else if (g_str_equal (words[0], "decline")) {
    cor_call_decline (call);
  } else if (g_str_equal (words[0], "hangup")) {
    cor_call_hang_up (call);
  } else if (g_str_equal (words[0], "transfer")) {
    cor_call_transfer (call, words[2]);
  } else {
    cor_call_hold (call, g_str_equal (words[0], "hold"));
  }
}

static void
take_step (Replay *replay, JsonObject *step)
{
  const char *text = cor_json_get_string (step, "do", 64);

  if (text != NULL)
    command (replay, text);
  else
    tell (replay, json_object_get_object_member (step, "tell"));
  run_ready ();
  if (chance (replay, 0.02))
    fake_clock_advance (replay->f.clock, (guint)g_rand_int_range (replay->rand, 0, 30000));
  if (chance (replay, 0.005))
    fake_janus_restart (replay->f.janus);
  run_ready ();
}

static JsonNode *
load (const char *name)
{
  g_autofree char *file = g_strconcat (name, ".json", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "gateway", "streams", file, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  return json_parser_steal_root (parser);
}

static void
play (Replay *replay, const char *name)
{
  g_autoptr (JsonNode) root = load (name);
  JsonArray *steps = json_node_get_array (root);
  guint n = json_array_get_length (steps);
  guint held_back = n;

  for (guint i = 0; i < n; i++) {
    JsonObject *step = json_array_get_object_element (steps, i);

    if (chance (replay, 0.05))
      continue;
    if (chance (replay, 0.05) && held_back == n) {
      held_back = i;
      continue;
    }
    take_step (replay, step);
    if (chance (replay, 0.05))
      take_step (replay, step);
    if (held_back < i && chance (replay, 0.5)) {
      take_step (replay, json_array_get_object_element (steps, held_back));
      held_back = n;
    }
  }
}

/* --- Before and after --- */

static void
begin (Replay *replay, guint32 seed, gboolean as_it_was)
{
  *replay = (Replay){ 0 };
  replay->rand = as_it_was ? NULL : g_rand_new_with_seed (seed);
  replay->calls = g_ptr_array_new_with_free_func (g_object_unref);
  fixture_set_up (&replay->f, GINT_TO_POINTER (FIXTURE_DIRECT));
  replay->f.janus->replaying = TRUE;
  g_signal_connect (replay->f.line, "incoming", G_CALLBACK (on_incoming), replay);
  cor_line_connect (replay->f.line);
  run_ready ();
}

/* The session ends, whatever state it was in. */
static void
end_session (Replay *replay)
{
  fake_janus_restart (replay->f.janus);
  for (guint i = 0; i < 8; i++) {
    run_ready ();
    fake_clock_advance (replay->f.clock, 10000);
  }
  run_ready ();
}

static void
finish (Replay *replay)
{
  g_assert_cmpuint (fixture_line (&replay->f)->calls->len, ==, 0);
  g_assert_cmpuint (replay->n_ended, ==, replay->calls->len);
  for (guint i = 0; i < replay->calls->len; i++) {
    g_assert_cmpint (cor_call_get_state (replay->calls->pdata[i]), ==, COR_CALL_ENDED);
    g_assert_null (cor_call_get_control (replay->calls->pdata[i]));
  }
  g_assert_cmpuint (fake_janus_count (replay->f.janus, "accept"), <=, replay->n_answers);
  g_assert_cmpuint (fake_janus_count (replay->f.janus, "call"), <=, 2 * replay->n_dials);
  fixture_tear_down (&replay->f, NULL);
  g_ptr_array_unref (replay->calls);
  g_clear_pointer (&replay->rand, g_rand_free);
}

static void
assert_ends (Replay *replay, const CorCallEnd *ends, guint n)
{
  g_assert_cmpuint (replay->calls->len, ==, n);
  for (guint i = 0; i < n; i++)
    g_assert_cmpint (cor_call_get_end (replay->calls->pdata[i]), ==, ends[i]);
}

static void
assert_replay (const char *name, const CorCallEnd *ends, guint n)
{
  Replay replay;

  begin (&replay, 0, TRUE);
  play (&replay, name);
  assert_ends (&replay, ends, n); /* before anything is taken away */
  end_session (&replay);
  finish (&replay);
}

static void
test_as_it_was (void)
{
  static const CorCallEnd out[] = { COR_CALL_END_LOCAL };
  static const CorCallEnd many[] = { COR_CALL_END_BUSY, COR_CALL_END_REJECTED, COR_CALL_END_LOCAL };
  static const CorCallEnd waiting[] = { COR_CALL_END_LOCAL, COR_CALL_END_REMOTE,
                                        COR_CALL_END_LOCAL };
  static const CorCallEnd missed[] = { COR_CALL_END_MISSED, COR_CALL_END_ELSEWHERE,
                                       COR_CALL_END_DECLINED };

  assert_replay ("out", out, G_N_ELEMENTS (out));
  assert_replay ("ends", many, G_N_ELEMENTS (many));
  assert_replay ("waiting", waiting, G_N_ELEMENTS (waiting));
  assert_replay ("missed", missed, G_N_ELEMENTS (missed));
  assert_replay ("held", out, G_N_ELEMENTS (out));
  assert_replay ("trickle-out", out, G_N_ELEMENTS (out));
  assert_replay ("trickle-waiting", waiting, G_N_ELEMENTS (waiting));
}

static void
test_mutated (gconstpointer name)
{
  guint calls = 0;

  for (guint32 seed = 0; seed < RUNS; seed++) {
    Replay replay;

    g_test_message ("seed %u", seed);
    begin (&replay, seed, FALSE);
    play (&replay, name);
    end_session (&replay);
    calls += replay.calls->len;
    finish (&replay);
  }
  if (!g_str_equal (name, "refused"))
    g_assert_cmpuint (calls, >, RUNS / 2); /* most streams still hold calls */
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gateway/streams/as-it-was", test_as_it_was);
  for (guint i = 0; i < G_N_ELEMENTS (streams); i++) {
    g_autofree char *path = g_strdup_printf ("/gateway/streams/mutated/%s", streams[i]);

    g_test_add_data_func (path, streams[i], test_mutated);
  }
  return g_test_run ();
}
