/* SPDX-License-Identifier: GPL-3.0-or-later
 * The CTI client alone, for a server of another make: signs in, reads, goes
 * online, calls from the desk phone, holds and hangs up if told to. One line a step on
 * standard output; exits 1 with the error's words at the first that fails.
 *
 *   cti-probe HOST USER PASSWORD [CA-FILE|-] [NUMBER] */
#include "common.h"
#include "cti/cti.h"
#include <stdio.h>

typedef struct {
  CorCti *cti;
  CorCtiProfile *profile;
  gboolean online, device, ended;
} Probe;

static void
fail (const char *step, const GError *error)
{
  printf ("failed %s %s %d: %s\n", step, g_quark_to_string (error->domain), error->code,
          error->message);
  exit (1);
}

static void
say (const char *step, const char *detail)
{
  printf ("%s %s\n", step, detail);
  fflush (stdout);
}

static void
sign_in (Probe *probe, const char *user, const char *password)
{
  g_auto (Waiter) waiter = { 0 };
  g_autoptr (GError) error = NULL;

  cor_cti_sign_in_async (probe->cti, user, password, NULL, on_waited, &waiter);
  if (!cor_cti_sign_in_finish (probe->cti, wait_result (&waiter), &error))
    fail ("sign-in", error);
  say ("signed-in", user);
}

static void
read_profile (Probe *probe)
{
  g_auto (Waiter) waiter = { 0 };
  g_autoptr (GError) error = NULL;

  cor_cti_fetch_profile_async (probe->cti, NULL, on_waited, &waiter);
  probe->profile = cor_cti_fetch_profile_finish (probe->cti, wait_result (&waiter), &error);
  if (error != NULL)
    fail ("profile", error);
  say ("profile", probe->profile->name);
}

static void
read_contacts (Probe *probe)
{
  g_auto (Waiter) waiter = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree char *text = NULL;
  guint total = 0;

  cor_cti_fetch_contacts_async (probe->cti, 0, 100, NULL, on_waited, &waiter);
  rows = cor_cti_fetch_contacts_finish (probe->cti, wait_result (&waiter), &total, &error);
  if (rows == NULL)
    fail ("contacts", error);
  text = g_strdup_printf ("%u of %u", rows->len, total);
  say ("contacts", text);
}

static void
read_history (Probe *probe)
{
  g_auto (Waiter) waiter = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree char *text = NULL;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  guint total = 0;

  cor_cti_fetch_history_async (probe->cti, now - 60 * 86400, now, 1, 50, NULL, on_waited, &waiter);
  rows = cor_cti_fetch_history_finish (probe->cti, wait_result (&waiter), &total, &error);
  if (rows == NULL)
    fail ("history", error);
  text = g_strdup_printf ("%u of %u", rows->len, total);
  say ("history", text);
}

static void
read_config (Probe *probe)
{
  g_auto (Waiter) waiter = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (CorCtiConfig) config = NULL;

  cor_cti_fetch_config_async (probe->cti, NULL, on_waited, &waiter);
  config = cor_cti_fetch_config_finish (probe->cti, wait_result (&waiter), &error);
  if (config == NULL)
    fail ("config", error);
  say ("config", config->voice_endpoint != NULL ? config->voice_endpoint : "-");
}

static void
on_online (CorCti *cti, GParamSpec *pspec, Probe *probe)
{
  probe->online = cor_cti_is_online (cti);
}

static void
on_default_device (CorCti *cti, const char *device, Probe *probe)
{
  probe->device = TRUE;
  say ("default-device", device);
}

static void
choose_device (Probe *probe, const char *device)
{
  g_auto (Waiter) waiter = { 0 };
  g_autoptr (GError) error = NULL;

  cor_cti_set_default_device_async (probe->cti, device, NULL, on_waited, &waiter);
  if (!cor_cti_set_default_device_finish (probe->cti, wait_result (&waiter), &error))
    fail ("device", error);
  run_until (&probe->device);
}

static void
on_state (CorCall *call, GParamSpec *pspec, Probe *probe)
{
  static const char *const words[] = { "dialing", "ringing", "incoming", "active", "ended" };

  say ("call", words[cor_call_get_state (call)]);
  if (cor_call_get_state (call) == COR_CALL_ACTIVE)
    cor_call_hold (call, TRUE);
  probe->ended = cor_call_get_state (call) == COR_CALL_ENDED;
}

static void
on_held (CorCall *call, GParamSpec *pspec, Probe *probe)
{
  say ("held", cor_call_is_held (call) ? "yes" : "no");
  cor_call_hang_up (call);
}

static const char *
find_desk_phone (Probe *probe)
{
  for (guint i = 0; i < probe->profile->endpoints->len; i++) {
    const CorCtiEndpoint *endpoint = g_ptr_array_index (probe->profile->endpoints, i);

    if (g_str_equal (endpoint->type, "physical"))
      return endpoint->id;
  }
  return probe->profile->main_extension;
}

static void
dial (Probe *probe, const char *number)
{
  g_autoptr (CorCall) call =
    cor_cti_originate (probe->cti, number, find_desk_phone (probe), "Desk");
  static const char *const ends[] = { "none",      "local",     "remote", "declined",
                                      "missed",    "elsewhere", "busy",   "rejected",
                                      "no-answer", "not-found", "failed" };

  g_signal_connect (call, "notify::state", G_CALLBACK (on_state), probe);
  g_signal_connect (call, "notify::held", G_CALLBACK (on_held), probe);
  run_until (&probe->ended);
  say ("end", ends[cor_call_get_end (call)]);
  g_signal_handlers_disconnect_by_data (call, probe);
}

static void
sign_out (Probe *probe)
{
  g_auto (Waiter) waiter = { 0 };
  g_autoptr (GError) error = NULL;

  cor_cti_sign_out_async (probe->cti, on_waited, &waiter);
  if (!cor_cti_sign_out_finish (probe->cti, wait_result (&waiter), &error))
    fail ("sign-out", error);
  say ("signed-out", "-");
}

int
main (int argc, char *argv[])
{
  Probe probe = { 0 };
  g_autoptr (GError) error = NULL;

  if (argc < 4)
    return 2;
  probe.cti =
    cor_cti_new (argv[1], argc > 4 && !g_str_equal (argv[4], "-") ? argv[4] : NULL, &error);
  if (probe.cti == NULL)
    fail ("host", error);
  sign_in (&probe, argv[2], argv[3]);
  read_profile (&probe);
  read_contacts (&probe);
  read_history (&probe);
  read_config (&probe);
  g_signal_connect (probe.cti, "notify::online", G_CALLBACK (on_online), &probe);
  g_signal_connect (probe.cti, "default-device", G_CALLBACK (on_default_device), &probe);
  cor_cti_start_realtime (probe.cti);
  run_until (&probe.online);
  say ("online", "-");
  choose_device (&probe, find_desk_phone (&probe));
  if (argc > 5)
    dial (&probe, argv[5]);
  g_signal_handlers_disconnect_by_data (probe.cti, &probe);
  sign_out (&probe);
  cor_cti_profile_free (probe.profile);
  g_object_unref (probe.cti);
  return 0;
}
