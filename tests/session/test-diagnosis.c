/* SPDX-License-Identifier: GPL-3.0-or-later
 * The diagnosis: 23 checks, each of which can fail, alone where it is alone to
 * blame, and says why and what to do; a slow look holds nobody up. */
#include "config.h"
#include "fake-clock.h"
#include "diagnosis-table.h"
#include "diagnosis.h"
#include <string.h>

/* --- A world that is well, but for one thing --- */

typedef void (*Spoil) (CorFacts *facts);

typedef struct {
  Spoil spoil;       /* after each look, or NULL */
  guint silent;      /* bits of looks that never end */
  guint looked;      /* and of those that were begun */
  CorRun *held;      /* with one of a silent look */
  gboolean may_call; /* as told */
} World;

static void
see_connection (CorRun *run)
{
  CorFacts *facts = cor_run_get_facts (run);

  facts->signed_in = facts->profile = TRUE;
  facts->token = COR_FACT_YES;
  facts->has_softphone = facts->has_nethlink = TRUE;
  facts->desk_phones = 1;
  for (guint i = 0; i < COR_N_STEPS; i++)
    cor_run_note_step (run, (CorStep)i, COR_CHECK_PASS, "Well.");
}

static void
see_desktop (CorFacts *facts, CorLook look)
{
  if (look == COR_LOOK_MIRROR) {
    facts->mirror_wanted = TRUE;
    facts->mirror = COR_FACT_YES;
  } else if (look == COR_LOOK_LINKS) {
    facts->installed = COR_FACT_YES;
  } else if (look == COR_LOOK_SERVICE) {
    facts->owned = facts->activatable = COR_FACT_YES;
  } else if (look == COR_LOOK_BROWSERS) {
    facts->browsers_read = COR_FACT_YES;
    facts->browsers = g_strdup ("Firefox");
  } else if (look == COR_LOOK_PHONE) {
    facts->phone_registered = facts->phone_address = facts->phone_route = COR_FACT_YES;
    facts->phone_needed = TRUE;
    facts->phone_web = facts->phone_any = COR_ANSWER_OPEN;
    facts->phone_port = 80;
    facts->phone_ms = 3;
    facts->phone_rang = COR_FACT_YES;
  }
}

static void
see_sound (CorFacts *facts, CorLook look)
{
  if (look == COR_LOOK_SOUND) {
    facts->sound_server = facts->has_microphone = facts->has_speaker = COR_FACT_YES;
    facts->muted = COR_FACT_NO;
    facts->volume = 80;
    facts->suppresses = TRUE;
  } else if (look == COR_LOOK_MICROPHONE) {
    facts->opened = facts->heard_out = COR_FACT_YES;
    facts->raw = -12;
    facts->given = -20;
  }
}

static void
look_around (CorRun *run, CorLook look, gpointer data)
{
  World *world = data;

  world->looked |= 1u << look;
  world->may_call = cor_run_may_call (run);
  if ((world->silent & 1u << look) != 0) {
    g_clear_pointer (&world->held, cor_run_unref);
    world->held = cor_run_ref (run);
    return;
  }
  if (look == COR_LOOK_CONNECTION)
    see_connection (run);
  see_desktop (cor_run_get_facts (run), look);
  see_sound (cor_run_get_facts (run), look);
  if (world->spoil != NULL)
    world->spoil (cor_run_get_facts (run));
  cor_run_end_look (run, look);
}

static char *
list_results (CorDiagnosis *diagnosis, CorCheckResult result)
{
  GListModel *checks = cor_diagnosis_get_checks (diagnosis);
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (checks); i++) {
    g_autoptr (CorCheck) check = g_list_model_get_item (checks, i);

    if (cor_check_get_result (check) == result)
      g_string_append_printf (ids, "%s%s", ids->len > 0 ? " " : "", cor_check_get_id (check));
  }
  return g_string_free (ids, FALSE);
}

static CorCheck *
find (CorDiagnosis *diagnosis, const char *id)
{
  GListModel *checks = cor_diagnosis_get_checks (diagnosis);

  for (guint i = 0; i < g_list_model_get_n_items (checks); i++) {
    g_autoptr (CorCheck) check = g_list_model_get_item (checks, i);

    if (g_str_equal (cor_check_get_id (check), id))
      return check;
  }
  g_assert_not_reached ();
}

static void
test_well (void)
{
  g_autoptr (FakeClock) clock = fake_clock_new ();
  World world = { NULL };
  g_autoptr (CorDiagnosis) diagnosis = cor_diagnosis_new (look_around, &world, &clock->clock);
  GListModel *checks = cor_diagnosis_get_checks (diagnosis);
  guint n[4] = { 0 };
  static const char *const groups[] = { "webphone", "links", "deskphone", "audio" };

  g_assert_cmpuint (g_list_model_get_n_items (checks), ==, 23);
  g_assert_true (cor_diagnosis_run (diagnosis, "", FALSE));
  g_assert_false (cor_diagnosis_is_running (diagnosis));
  g_assert_cmpuint (world.looked, ==, (1u << COR_N_LOOKS) - 1);
  for (guint i = 0; i < 23; i++) {
    g_autoptr (CorCheck) check = g_list_model_get_item (checks, i);

    g_assert_cmpstr (cor_check_get_reason (check), !=, "");
    g_assert_cmpstr (cor_check_result_to_word (cor_check_get_result (check)), ==, "pass");
    for (guint j = 0; j < G_N_ELEMENTS (groups); j++)
      n[j] += g_str_equal (cor_check_get_group (check), groups[j]);
  }
  g_assert_cmpuint (n[0], ==, 5);
  g_assert_cmpuint (n[1], ==, 5);
  g_assert_cmpuint (n[2], ==, 7);
  g_assert_cmpuint (n[3], ==, 6);
  g_assert_cmpuint (fake_clock_count_timers (clock), ==, 0);
}

/* --- One thing is wrong --- */

static void
set_text (char **text, const char *value)
{
  g_free (*text);
  *text = g_strdup (value);
}

#define SPOIL(name, ...)                 \
  static void spoil_##name (CorFacts *f) \
  {                                      \
    __VA_ARGS__                          \
  }

SPOIL (token, f->token = COR_FACT_NO; f->profile = FALSE;)
SPOIL (sign_in, f->signed_in = f->profile = FALSE; f->token = COR_FACT_UNKNOWN;)
SPOIL (mic_open, f->opened = COR_FACT_NO; f->heard_out = COR_FACT_UNKNOWN;)
SPOIL (mic_gone, f->has_microphone = COR_FACT_NO;)
SPOIL (softphone, f->has_softphone = f->has_nethlink = FALSE;)
SPOIL (mirror, f->mirror = COR_FACT_NO;)
SPOIL (browser, set_text (&f->browser_trouble, "Firefox asks a page.");)
SPOIL (owner, f->owned = COR_FACT_NO;)
SPOIL (service, f->activatable = COR_FACT_NO;)
SPOIL (registered, set_text (&f->unregistered, "tel");)
SPOIL (installed, f->installed = COR_FACT_NO;)
SPOIL (foreign, set_text (&f->foreign, "tel: Another");)
SPOIL (nethlink, f->has_nethlink = FALSE;)
SPOIL (server, cor_facts_note_step (f, COR_STEP_WEBSOCKET, COR_CHECK_FAIL, "Cut.");)
SPOIL (desk_registered, f->phone_registered = COR_FACT_NO;)
SPOIL (desk_assigned, f->desk_phones = 0;)
SPOIL (desk_route, f->phone_route = COR_FACT_NO; f->phone_web = f->phone_any = COR_ANSWER_NONE;)
SPOIL (desk_off, f->phone_registered = COR_FACT_NO; f->phone_needed = FALSE;
       f->phone_web = f->phone_any = COR_ANSWER_NONE;)
SPOIL (desk_test, f->phone_rang = COR_FACT_NO;)
SPOIL (desk_silent, f->phone_web = f->phone_any = COR_ANSWER_NONE;)
SPOIL (desk_slow, f->phone_ms = 2000;)
SPOIL (desk_filtered, f->phone_web = COR_ANSWER_NONE;)
SPOIL (desk_refused, f->phone_web = COR_ANSWER_REFUSED;)
SPOIL (muted, f->muted = COR_FACT_YES;)
SPOIL (turned_down, f->volume = 0;)
SPOIL (unplugged, set_text (&f->chosen_missing, "Headset");)
SPOIL (no_speaker, f->has_speaker = COR_FACT_NO;)
SPOIL (dead, f->raw = -96; f->given = -96;)
SPOIL (barred, f->sound_server = f->has_microphone = f->has_speaker = COR_FACT_NO;)
SPOIL (eaten, f->given = -60;)
SPOIL (still, f->heard_out = COR_FACT_NO;)

static const struct {
  const char *name;
  Spoil spoil;
  const char *failed;
  const char *action; /* behind the first one's button, or NULL */
} faults[] = {
  { "token", spoil_token, "auth.token", "app.mend::auth.token" },
  { "sign-in", spoil_sign_in, "auth.token", "app.mend::auth.token" },
  { "mic-open", spoil_mic_open, "audio.mic.access", "app.preferences" },
  { "mic-gone", spoil_mic_gone, "audio.mic.access", "app.preferences" },
  { "softphone", spoil_softphone, "cti.softphone.ext", "app.copy-for-admin::cti.softphone.ext" },
  { "mirror", spoil_mirror, "data.cache", "app.mend::data.cache" },
  { "browser", spoil_browser, "link.browsers", NULL },
  { "owner", spoil_owner, "app.service", NULL },
  { "service", spoil_service, "app.service", NULL },
  { "registered", spoil_registered, "link.registered", "app.mend::link.registered" },
  { "installed", spoil_installed, "link.registered", NULL },
  { "foreign", spoil_foreign, "link.default", "app.mend::link.default" },
  { "nethlink", spoil_nethlink, "cti.nethlink.ext", "app.copy-for-admin::cti.nethlink.ext" },
  { "server", spoil_server, "net.server", "app.retry" },
  { "desk-registered", spoil_desk_registered, "desk.registered", NULL },
  { "desk-assigned", spoil_desk_assigned, "desk.assigned", "app.copy-for-admin::desk.assigned" },
  { "desk-route", spoil_desk_route, "desk.route", NULL },
  { "desk-off", spoil_desk_off, "desk.registered desk.power", NULL },
  { "desk-test", spoil_desk_test, "desk.test", "app.mend::desk.test" },
  { "desk-silent", spoil_desk_silent, "desk.ping", NULL },
  { "desk-slow", spoil_desk_slow, "desk.ping", NULL },
  { "desk-filtered", spoil_desk_filtered, "desk.firewall", NULL },
  { "desk-refused", spoil_desk_refused, "desk.firewall", NULL },
  { "muted", spoil_muted, "audio.mic.muted", "app.mend::audio.mic.muted" },
  { "turned-down", spoil_turned_down, "audio.mic.muted", "app.mend::audio.mic.muted" },
  { "unplugged", spoil_unplugged, "audio.devices", "app.preferences" },
  { "no-speaker", spoil_no_speaker, "audio.devices", "app.preferences" },
  { "dead", spoil_dead, "audio.mic.level", "app.preferences" },
  { "barred", spoil_barred, "audio.permission", "app.preferences" },
  { "eaten", spoil_eaten, "audio.ns", "app.mend::audio.ns" },
  { "still", spoil_still, "audio.engine", "app.mend::audio.engine" },
};

static void
test_fault (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (FakeClock) clock = fake_clock_new ();
  World world = { .spoil = faults[i].spoil };
  g_autoptr (CorDiagnosis) diagnosis = cor_diagnosis_new (look_around, &world, &clock->clock);
  g_autofree char *failed = NULL;
  g_autofree char *waiting = NULL;
  g_auto (GStrv) ids = g_strsplit (faults[i].failed, " ", -1);
  CorCheck *first = find (diagnosis, ids[0]);

  cor_diagnosis_run (diagnosis, "", FALSE);
  failed = list_results (diagnosis, COR_CHECK_FAIL);
  waiting = list_results (diagnosis, COR_CHECK_WAITING);
  g_assert_cmpstr (failed, ==, faults[i].failed);
  g_assert_cmpstr (waiting, ==, "");
  g_assert_cmpstr (cor_check_get_action (first), ==, faults[i].action);
  g_assert_cmpint (cor_check_get_fix (first) != NULL, ==, faults[i].action != NULL);
  for (guint j = 0; j < 23; j++) {
    g_autoptr (CorCheck) check = g_list_model_get_item (cor_diagnosis_get_checks (diagnosis), j);

    g_assert_cmpstr (cor_check_get_reason (check), !=, "");
  }
  /* Mended, it passes again, and takes its button along. */
  world.spoil = NULL;
  cor_diagnosis_run (diagnosis, "", FALSE);
  g_free (failed);
  failed = list_results (diagnosis, COR_CHECK_FAIL);
  g_assert_cmpstr (failed, ==, "");
}

/* Every check fails by some fault. */
static void
test_all_can_fail (void)
{
  for (guint i = 0; i < COR_N_CHECKS; i++) {
    gboolean can = FALSE;

    for (guint j = 0; j < G_N_ELEMENTS (faults); j++) {
      g_auto (GStrv) ids = g_strsplit (faults[j].failed, " ", -1);

      can = can || g_strv_contains ((const char *const *)ids, cor_check_rows[i].id);
    }
    g_test_message ("%s", cor_check_rows[i].id);
    g_assert_true (can);
  }
}

/* --- Times --- */

static void
test_late (void)
{
  g_autoptr (FakeClock) clock = fake_clock_new ();
  World world = { .silent = 1u << COR_LOOK_SERVICE };
  g_autoptr (CorDiagnosis) diagnosis = cor_diagnosis_new (look_around, &world, &clock->clock);
  g_autofree char *waiting = NULL;
  g_autofree char *failed = NULL;

  cor_diagnosis_run (diagnosis, "", FALSE);
  g_assert_true (cor_diagnosis_is_running (diagnosis));
  waiting = list_results (diagnosis, COR_CHECK_WAITING);
  g_assert_cmpstr (waiting, ==, "app.service"); /* everybody else has been told */
  fake_clock_advance (clock, cor_look_limit_ms (COR_LOOK_SERVICE) - 1);
  g_assert_true (cor_diagnosis_is_running (diagnosis));
  fake_clock_advance (clock, 1);
  g_assert_false (cor_diagnosis_is_running (diagnosis));
  failed = list_results (diagnosis, COR_CHECK_FAIL);
  g_assert_cmpstr (failed, ==, "app.service");
  g_assert_nonnull (strstr (cor_check_get_reason (find (diagnosis, "app.service")), "5 seconds"));
  g_assert_true (g_cancellable_is_cancelled (cor_run_get_cancellable (world.held)));
  cor_run_end_look (world.held, COR_LOOK_SERVICE); /* too late to say anything */
  g_assert_cmpint (cor_check_get_result (find (diagnosis, "app.service")), ==, COR_CHECK_FAIL);
  cor_run_unref (world.held);
}

/* Sound that stands still is the engine's fault, not the microphone's. */
static void
test_still (void)
{
  g_autoptr (FakeClock) clock = fake_clock_new ();
  World world = { .silent = 1u << COR_LOOK_MICROPHONE };
  g_autoptr (CorDiagnosis) diagnosis = cor_diagnosis_new (look_around, &world, &clock->clock);
  g_autofree char *failed = NULL;

  cor_diagnosis_run (diagnosis, "audio", FALSE);
  fake_clock_advance (clock, cor_look_limit_ms (COR_LOOK_MICROPHONE));
  failed = list_results (diagnosis, COR_CHECK_FAIL);
  g_assert_cmpstr (failed, ==, "audio.engine");
  cor_run_unref (world.held);
}

static void
test_cancel (void)
{
  g_autoptr (FakeClock) clock = fake_clock_new ();
  World world = { .silent = 1u << COR_LOOK_CONNECTION };
  g_autoptr (CorDiagnosis) diagnosis = cor_diagnosis_new (look_around, &world, &clock->clock);

  cor_diagnosis_run (diagnosis, "", FALSE);
  cor_diagnosis_cancel (diagnosis);
  g_assert_false (cor_diagnosis_is_running (diagnosis));
  g_assert_true (g_cancellable_is_cancelled (cor_run_get_cancellable (world.held)));
  g_assert_cmpint (cor_check_get_result (find (diagnosis, "net.server")), ==, COR_CHECK_SKIP);
  g_assert_cmpint (cor_check_get_result (find (diagnosis, "app.service")), ==, COR_CHECK_PASS);
  g_assert_cmpuint (fake_clock_count_timers (clock), ==, 0);
  cor_run_unref (world.held);
}

/* Who goes away in the middle leaves nothing behind. */
static void
test_gone (void)
{
  g_autoptr (FakeClock) clock = fake_clock_new ();
  World world = { .silent = 1u << COR_LOOK_SOUND };
  CorDiagnosis *diagnosis = cor_diagnosis_new (look_around, &world, &clock->clock);

  cor_diagnosis_run (diagnosis, "", FALSE);
  g_assert_finalize_object (diagnosis);
  g_assert_cmpuint (fake_clock_count_timers (clock), ==, 0);
  cor_run_end_look (world.held, COR_LOOK_SOUND);
  cor_run_unref (world.held);
}

/* --- Parts --- */

static void
test_only (void)
{
  g_autoptr (FakeClock) clock = fake_clock_new ();
  World world = { .spoil = spoil_muted };
  g_autoptr (CorDiagnosis) diagnosis = cor_diagnosis_new (look_around, &world, &clock->clock);
  g_autofree char *waiting = NULL;

  g_assert_false (cor_diagnosis_run (diagnosis, "nothing", FALSE));
  g_assert_true (cor_diagnosis_run (diagnosis, "audio", FALSE));
  g_assert_cmpuint (world.looked, ==, 1u << COR_LOOK_SOUND | 1u << COR_LOOK_MICROPHONE);
  g_assert_cmpint (cor_check_get_result (find (diagnosis, "audio.mic.muted")), ==, COR_CHECK_FAIL);
  g_assert_cmpint (cor_check_get_result (find (diagnosis, "auth.token")), ==, COR_CHECK_WAITING);
  world.looked = 0;
  g_assert_true (cor_diagnosis_run (diagnosis, "connection", TRUE));
  g_assert_true (world.may_call);
  g_assert_cmpuint (world.looked, ==, 1u << COR_LOOK_CONNECTION);
  for (guint i = 0; i < COR_N_STEPS; i++) {
    g_autoptr (CorCheck) step = g_list_model_get_item (cor_diagnosis_get_steps (diagnosis), i);

    g_assert_cmpint (cor_check_get_result (step), ==, COR_CHECK_PASS);
  }
}

/* A second wish before the first is through: both are answered. */
static void
test_again (void)
{
  g_autoptr (FakeClock) clock = fake_clock_new ();
  World world = { .silent = 1u << COR_LOOK_CONNECTION };
  g_autoptr (CorDiagnosis) diagnosis = cor_diagnosis_new (look_around, &world, &clock->clock);
  g_autofree char *waiting = NULL;

  cor_diagnosis_run (diagnosis, "links", FALSE);
  world.silent = 0;
  cor_diagnosis_run (diagnosis, "audio", FALSE);
  g_assert_false (cor_diagnosis_is_running (diagnosis));
  g_assert_cmpint (cor_check_get_result (find (diagnosis, "net.server")), ==, COR_CHECK_PASS);
  g_assert_cmpint (cor_check_get_result (find (diagnosis, "audio.ns")), ==, COR_CHECK_PASS);
  g_assert_cmpuint (fake_clock_count_timers (clock), ==, 0);
  cor_run_unref (world.held);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagnosis/well", test_well);
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++) {
    g_autofree char *path = g_strconcat ("/diagnosis/fault/", faults[i].name, NULL);

    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_fault);
  }
  g_test_add_func ("/diagnosis/all-can-fail", test_all_can_fail);
  g_test_add_func ("/diagnosis/late", test_late);
  g_test_add_func ("/diagnosis/still", test_still);
  g_test_add_func ("/diagnosis/cancel", test_cancel);
  g_test_add_func ("/diagnosis/gone", test_gone);
  g_test_add_func ("/diagnosis/only", test_only);
  g_test_add_func ("/diagnosis/again", test_again);
  return g_test_run ();
}
