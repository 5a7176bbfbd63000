/* SPDX-License-Identifier: GPL-3.0-or-later
 * The seven steps from here to a voice that comes back: each stands on the one
 * before, so the first that fails is the one to mend. */
#include "config.h"
#include "diagnosis-table.h"
#include "look-door.h"
#include "net/approach.h"
#include "session-looks.h"
#include "session/voice.h"
#include <glib/gi18n-lib.h>

#define ECHO "*43"
#define PATIENCE_MS 8000 /* for what comes by itself: the socket, the registration */

typedef struct {
  CorRun *run;
  CorSession *session;
  CorStep step;   /* the one that is tried */
  gulong handler; /* on the server or the line, while it is waited for */
  GObject *awaited;
  guint timer;
  GCancellable *stop; /* of the request, by its limit or the run's */
  gulong relay;
  char *door; /* the origin of a server that nobody is signed in at yet; or NULL */
} Road;

static void try_step (Road *road);

static void
road_free (Road *road)
{
  cor_clock_stop (road->session->clock, &road->timer);
  g_cancellable_disconnect (cor_run_get_cancellable (road->run), road->relay);
  cor_run_unref (road->run);
  g_object_unref (road->session);
  g_object_unref (road->stop);
  g_free (road->door);
  g_free (road);
}

static gboolean
is_dropped (Road *road)
{
  return g_cancellable_is_cancelled (cor_run_get_cancellable (road->run));
}

/* For good: what was not reached says why. */
static void
end (Road *road, const char *why)
{
  while (road->step < COR_N_STEPS)
    cor_run_note_step (road->run, road->step++, COR_CHECK_SKIP, why);
  cor_run_end_look (road->run, COR_LOOK_CONNECTION);
  road_free (road);
}

static void
note (Road *road, CorCheckResult result, const char *reason)
{
  g_autofree char *why = NULL;

  cor_run_note_step (road->run, road->step, result, reason);
  if (result != COR_CHECK_FAIL) {
    road->step++;
    return;
  }
  /* Translators: the title of a step. */
  why = g_strdup_printf (_ ("Not tried, because of this: %s."), _ (cor_step_titles[road->step]));
  road->step++;
  end (road, why);
}

static void
pass (Road *road, const char *reason)
{
  note (road, COR_CHECK_PASS, reason);
  try_step (road);
}

/* --- Waiting for what comes by itself --- */

static void
stop_waiting (Road *road)
{
  cor_clock_stop (road->session->clock, &road->timer);
  if (road->awaited != NULL)
    g_signal_handler_disconnect (road->awaited, road->handler);
  g_clear_object (&road->awaited);
}

static gboolean
on_patience_over (gpointer data)
{
  Road *road = data;

  road->timer = 0;
  if (road->step == COR_STEP_WEBSOCKET) {
    stop_waiting (road);
    note (road, COR_CHECK_FAIL,
          _ ("The server’s news don’t come: something between cuts WebSockets, or the server is "
             "not well. Tell your administrator."));
  } else {
    g_autofree char *reason = cor_line_dup_reason (COR_LINE (road->awaited));

    stop_waiting (road);
    note (road, COR_CHECK_FAIL,
          reason != NULL ? reason : _ ("The exchange does not answer. Tell your administrator."));
  }
  return G_SOURCE_REMOVE;
}

/* The run is over, or has begun anew. */
static void
on_dropped (GCancellable *cancellable, gpointer data)
{
  g_cancellable_cancel (data);
}

static void
on_awaited (Road *road)
{
  if (!is_dropped (road) &&
      !(road->step == COR_STEP_WEBSOCKET
          ? cor_cti_is_online (COR_CTI (road->awaited))
          : cor_line_get_state (COR_LINE (road->awaited)) == COR_LINE_READY ||
              cor_line_get_state (COR_LINE (road->awaited)) == COR_LINE_FAILED))
    return;
  stop_waiting (road);
  try_step (road);
}

static void
await (Road *road, gpointer object)
{
  road->awaited = g_object_ref (object);
  road->handler = g_signal_connect_swapped (object, "notify", G_CALLBACK (on_awaited), road);
  road->timer = cor_clock_start (road->session->clock, PATIENCE_MS, on_patience_over, road);
}

/* --- Sound there and back --- */

static void
on_echo (GObject *source, GAsyncResult *result, gpointer data)
{
  Road *road = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) found = cor_session_test_echo_finish (COR_SESSION (source), result, &error);
  guint32 sent = 0, returned = 0;
  double delay = 0;
  g_autofree char *text = NULL;

  if (found != NULL) {
    g_variant_lookup (found, "sent", "u", &sent);
    g_variant_lookup (found, "returned", "u", &returned);
    g_variant_lookup (found, "delay", "d", &delay);
  }
  if (returned > 0) {
    text = g_strdup_printf (_ ("%u of %u notes came back, %.0f ms later."), returned, sent, delay);
    pass (road, text);
  } else {
    text = error != NULL ? g_strdup (error->message)
                         : g_strdup (_ ("The call to the echo (*43) was answered, but no sound "
                                        "came back: a firewall may swallow it (UDP)."));
    note (road, COR_CHECK_FAIL, text);
  }
}

static void
try_sound (Road *road)
{
  CorSession *self = road->session;

  if (!cor_run_may_call (road->run))
    end (road, _ ("It takes a call. Run “Call the Echo”, or: cornetta ctl diagnose --only "
                  "connection"));
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->calls)) > 0)
    end (road, _ ("It has to wait for the end of the calls."));
  else
    cor_session_test_echo_async (self, ECHO, on_echo, road);
}

/* --- The line --- */

static void
try_line (Road *road)
{
  CorSession *self = road->session;
  g_autofree char *reason = NULL;
  g_autofree char *why = NULL;

  if (road->door != NULL) {
    end (road, _ ("The server tells of telephony after the sign-in."));
    return;
  }
  if (self->line == NULL) {
    end (road, self->line_pending ? _ ("The server has not told of your extensions yet.")
                                  : _ ("Your account has no extension for this computer."));
    return;
  }
  reason = cor_line_dup_reason (self->line);
  switch (cor_line_get_state (self->line)) {
  case COR_LINE_READY:
    why = cor_session_dup_line_why (self);
    pass (road, why != NULL ? why : _ ("It is registered."));
    break;
  case COR_LINE_FAILED:
    note (road, COR_CHECK_FAIL,
          reason != NULL ? reason : _ ("The exchange refuses this computer."));
    break;
  case COR_LINE_OFFLINE:
  case COR_LINE_REGISTERING:
  default:
    await (road, self->line);
    break;
  }
}

/* --- A server that nobody is signed in at yet --- */

static void
on_door (GObject *source, GAsyncResult *result, gpointer data)
{
  Road *road = data;
  g_autoptr (GError) error = NULL;
  gboolean well = cor_door_finish (result, &error);
  gboolean late = road->timer == 0;

  cor_clock_stop (road->session->clock, &road->timer);
  if (well)
    pass (road, road->step == COR_STEP_REST ? _ ("NethVoice CTI answers, and asks for a sign-in.")
                                            : _ ("The server can tell at once what happens."));
  else
    note (road, COR_CHECK_FAIL,
          late ? _ ("The server takes connections but answers nothing. Try later, or tell your "
                    "administrator.")
               : error->message);
}

static gboolean
on_request_late (gpointer data)
{
  Road *road = data;

  road->timer = 0;
  g_cancellable_cancel (road->stop);
  return G_SOURCE_REMOVE;
}

static void
listen_at_door (Road *road)
{
  road->timer =
    cor_clock_start (road->session->clock, COR_APPROACH_LIMIT_MS, on_request_late, road);
  cor_door_listen_async (road->door, g_getenv ("CORNETTA_CA_FILE"), road->stop, on_door, road);
}

/* --- The CTI server --- */

static void
try_news (Road *road)
{
  CorSession *self = road->session;

  if (road->door != NULL)
    listen_at_door (road);
  else if (self->cti == NULL)
    end (road, _ ("You are not signed in."));
  else if (cor_cti_is_online (self->cti))
    pass (road, _ ("The server tells at once what happens."));
  else
    await (road, self->cti);
}

static void
take_profile (CorFacts *facts, const CorCtiProfile *profile)
{
  facts->token = COR_FACT_YES;
  facts->profile = TRUE;
  for (guint i = 0; i < profile->endpoints->len; i++) {
    const CorCtiEndpoint *endpoint = profile->endpoints->pdata[i];

    if (g_str_equal (endpoint->type, "physical"))
      facts->desk_phones++;
    else
      facts->has_softphone = TRUE;
    if (g_str_equal (endpoint->type, "nethlink"))
      facts->has_nethlink = TRUE;
  }
}

static gboolean
is_about_token (const GError *error)
{
  return g_error_matches (error, COR_CTI_ERROR, COR_CTI_ERROR_EXPIRED) ||
         g_error_matches (error, COR_CTI_ERROR, COR_CTI_ERROR_CREDENTIALS);
}

static void
on_profile (GObject *source, GAsyncResult *result, gpointer data)
{
  Road *road = data;
  CorFacts *facts = cor_run_get_facts (road->run);
  g_autoptr (GError) error = NULL;
  CorCtiProfile *profile = cor_cti_fetch_profile_finish (COR_CTI (source), result, &error);
  gboolean late = road->timer == 0;

  cor_clock_stop (road->session->clock, &road->timer);
  if (profile != NULL) {
    take_profile (facts, profile);
    cor_cti_profile_free (profile);
    pass (road, _ ("The server answers requests."));
  } else if (is_about_token (error)) {
    facts->token = COR_FACT_NO;
    facts->token_error = g_strdup (error->message);
    note (road, COR_CHECK_PASS, _ ("The server answers requests."));
    end (road, _ ("The server no longer takes your sign-in."));
  } else if (late) {
    note (road, COR_CHECK_FAIL,
          _ ("The server takes connections but answers nothing. Try later, or tell your "
             "administrator."));
  } else {
    note (road, COR_CHECK_FAIL, error->message);
  }
}

static void
try_request (Road *road)
{
  CorSession *self = road->session;

  if (road->door != NULL) {
    road->timer = cor_clock_start (self->clock, COR_APPROACH_LIMIT_MS, on_request_late, road);
    cor_door_ask_async (road->door, g_getenv ("CORNETTA_CA_FILE"), road->stop, on_door, road);
    return;
  }
  if (!cor_run_get_facts (road->run)->signed_in) {
    end (road, _ ("You are not signed in."));
    return;
  }
  road->timer = cor_clock_start (self->clock, COR_APPROACH_LIMIT_MS, on_request_late, road);
  cor_cti_fetch_profile_async (self->cti, road->stop, on_profile, road);
}

/* --- The way there --- */

static void
on_approached (GObject *source, GAsyncResult *result, gpointer data)
{
  Road *road = data;
  g_autofree char *why = NULL;

  if (cor_approach_finish (result, NULL)) {
    try_step (road);
    return;
  }
  why = g_strdup_printf (_ ("Not tried, because of this: %s."),
                         _ (cor_step_titles[MAX (road->step, 1) - 1]));
  end (road, why);
}

static void
on_approach_step (CorApproachStep step, CorApproachOutcome outcome, const char *text, gpointer data)
{
  static const CorCheckResult results[] = { [COR_APPROACH_DONE] = COR_CHECK_PASS,
                                            [COR_APPROACH_UNSEEN] = COR_CHECK_SKIP,
                                            [COR_APPROACH_FAILED] = COR_CHECK_FAIL };
  Road *road = data;

  cor_run_note_step (road->run, road->step++, results[outcome], text);
}

static char *
dup_host (CorSession *self)
{
  if (self->trial_host != NULL)
    return g_strdup (self->trial_host);
  return self->texts[PROP_HOST] != NULL ? g_strdup (self->texts[PROP_HOST])
                                        : g_settings_get_string (self->settings, "last-host");
}

static void
try_way (Road *road)
{
  CorSession *self = road->session;
  g_autofree char *typed = dup_host (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (CorHost) host = *typed != '\0' ? cor_host_parse (typed, &error) : NULL;

  if (host != NULL && self->trial_host != NULL)
    road->door = g_strdup (host->origin);
  if (host != NULL)
    cor_approach_async (host, g_getenv ("CORNETTA_CA_FILE"), self->clock, on_approach_step, road,
                        road->stop, on_approached, road);
  else if (error != NULL && self->trial_host != NULL)
    note (road, COR_CHECK_FAIL, error->message);
  else
    end (road, error != NULL ? error->message : _ ("No server is known: sign in first."));
}

static void
skip_to_line (Road *road)
{
  while (road->step < COR_STEP_LINE)
    note (road, COR_CHECK_SKIP, _ ("Cornetta runs on a plain SIP account, without a CTI server."));
  try_line (road);
}

static void
try_step (Road *road)
{
  if (is_dropped (road))
    end (road, _ ("The diagnosis was stopped."));
  else if (road->step < COR_STEP_REST)
    try_way (road);
  else if (road->step == COR_STEP_REST)
    try_request (road);
  else if (road->step == COR_STEP_WEBSOCKET)
    try_news (road);
  else if (road->step == COR_STEP_LINE)
    try_line (road);
  else if (road->step == COR_STEP_RTP)
    try_sound (road);
  else
    end (road, "");
}

void
cor_look_at_connection (CorSession *self, CorRun *run)
{
  CorFacts *facts = cor_run_get_facts (run);
  Road *road = g_new0 (Road, 1);

  road->run = cor_run_ref (run);
  road->session = g_object_ref (self);
  road->stop = g_cancellable_new ();
  road->relay = g_cancellable_connect (cor_run_get_cancellable (run), G_CALLBACK (on_dropped),
                                       g_object_ref (road->stop), g_object_unref);
  facts->plain_sip = self->plain_sip;
  facts->signed_in = self->cti != NULL && self->state == COR_SESSION_READY;
  if (self->plain_sip && self->trial_host == NULL)
    skip_to_line (road);
  else
    try_way (road);
}
