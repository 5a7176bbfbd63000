/* SPDX-License-Identifier: GPL-3.0-or-later
 * The checks there are. */
#include "config.h"
#include "diagnosis-table.h"
#include <glib/gi18n-lib.h>

#define LOOK(look) (1u << COR_LOOK_##look)

/* clang-format off */
const CorCheckRow cor_check_rows[COR_N_CHECKS] = {
  { "auth.token", "webphone", N_("Signed in to NethVoice CTI"), COR_LOOK_CONNECTION, 0, cor_judge_token },
  { "audio.mic.access", "webphone", N_("The microphone can be used"), COR_LOOK_SOUND, LOOK (MICROPHONE), cor_judge_mic_access },
  { "cti.softphone.ext", "webphone", N_("A phone on this computer is enabled for you"), COR_LOOK_CONNECTION, 0, cor_judge_softphone },
  { "data.cache", "webphone", N_("The local copy of phonebook and history"), COR_LOOK_MIRROR, 0, cor_judge_mirror },
  { "link.browsers", "webphone", N_("Browsers leave phone links to the desktop"), COR_LOOK_BROWSERS, 0, cor_judge_browsers },
  { "app.service", "links", N_("Cornetta runs, and is started when needed"), COR_LOOK_SERVICE, 0, cor_judge_service },
  { "link.registered", "links", N_("The desktop knows that Cornetta opens phone links"), COR_LOOK_LINKS, 0, cor_judge_registered },
  { "link.default", "links", N_("Cornetta is what opens phone links"), COR_LOOK_LINKS, 0, cor_judge_default },
  { "cti.nethlink.ext", "links", N_("“Phone Link” is enabled for you"), COR_LOOK_CONNECTION, 0, cor_judge_nethlink },
  { "net.server", "links", N_("The connection to the server"), COR_LOOK_CONNECTION, 0, cor_judge_server },
  { "desk.registered", "deskphone", N_("The desk phone is registered"), COR_LOOK_PHONE, LOOK (CONNECTION), cor_judge_desk_registered },
  { "desk.assigned", "deskphone", N_("A desk phone is assigned to you"), COR_LOOK_CONNECTION, 0, cor_judge_desk_assigned },
  { "desk.route", "deskphone", N_("The network leads to the desk phone"), COR_LOOK_PHONE, LOOK (CONNECTION), cor_judge_desk_route },
  { "desk.power", "deskphone", N_("The desk phone is switched on"), COR_LOOK_PHONE, LOOK (CONNECTION), cor_judge_desk_power },
  { "desk.test", "deskphone", N_("The desk phone rings"), COR_LOOK_PHONE, LOOK (CONNECTION), cor_judge_desk_test },
  { "desk.ping", "deskphone", N_("The desk phone answers this computer"), COR_LOOK_PHONE, LOOK (CONNECTION), cor_judge_desk_ping },
  { "desk.firewall", "deskphone", N_("No firewall is in the way"), COR_LOOK_PHONE, LOOK (CONNECTION), cor_judge_desk_firewall },
  { "audio.mic.muted", "audio", N_("The microphone is not muted"), COR_LOOK_SOUND, 0, cor_judge_mic_muted },
  { "audio.devices", "audio", N_("The chosen devices are connected"), COR_LOOK_SOUND, 0, cor_judge_devices },
  { "audio.mic.level", "audio", N_("The microphone hears something"), COR_LOOK_SOUND, LOOK (MICROPHONE), cor_judge_mic_level },
  { "audio.permission", "audio", N_("Cornetta may use the sound of this computer"), COR_LOOK_SOUND, 0, cor_judge_permission },
  { "audio.ns", "audio", N_("Noise suppression leaves the voice alone"), COR_LOOK_SOUND, LOOK (MICROPHONE), cor_judge_noise },
  { "audio.engine", "audio", N_("Sound flows"), COR_LOOK_MICROPHONE, LOOK (SOUND), cor_judge_engine },
};

const char *const cor_step_ids[COR_N_STEPS] = {
  [COR_STEP_DNS] = "connection.dns", [COR_STEP_TCP] = "connection.tcp", [COR_STEP_TLS] = "connection.tls",
  [COR_STEP_REST] = "connection.rest", [COR_STEP_WEBSOCKET] = "connection.websocket",
  [COR_STEP_LINE] = "connection.sip", [COR_STEP_RTP] = "connection.rtp",
};

const char *const cor_step_titles[COR_N_STEPS] = {
  [COR_STEP_DNS] = N_("The server’s name is found (DNS)"),
  [COR_STEP_TCP] = N_("The server accepts connections (TCP)"),
  [COR_STEP_TLS] = N_("Its certificate is trusted (TLS)"),
  [COR_STEP_REST] = N_("It answers requests (REST)"),
  [COR_STEP_WEBSOCKET] = N_("It sends news (WebSocket)"),
  [COR_STEP_LINE] = N_("This computer is registered as a phone (SIP)"),
  [COR_STEP_RTP] = N_("Sound goes there and back (RTP)"),
};
/* clang-format on */

const char *
cor_check_group_title (const char *group)
{
  static const char *const groups[][2] = {
    { "webphone", N_ ("Calls from This Computer") },
    { "links", N_ ("Clicks on Phone Numbers") },
    { "deskphone", N_ ("Desk Phone") },
    { "audio", N_ ("Sound") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    if (g_str_equal (groups[i][0], group))
      return groups[i][1];
  return NULL;
}

guint
cor_look_limit_ms (CorLook look)
{
  /* The connection's is above the sum of its steps' own, which say more. */
  static const guint limits[COR_N_LOOKS] = {
    [COR_LOOK_CONNECTION] = 75000, [COR_LOOK_MIRROR] = 10000,     [COR_LOOK_LINKS] = 5000,
    [COR_LOOK_SERVICE] = 5000,     [COR_LOOK_BROWSERS] = 5000,    [COR_LOOK_PHONE] = 8000,
    [COR_LOOK_SOUND] = 5000,       [COR_LOOK_MICROPHONE] = 15000,
  };

  return limits[look];
}

guint
cor_check_row_looks (const CorCheckRow *row)
{
  return 1u << row->look | row->also;
}

void
cor_check_row_judge (const CorCheckRow *row, const CorFacts *facts, CorVerdict *ret)
{
  g_autofree char *text = NULL;

  /* Whose lateness means something says so itself. */
  if ((facts->late & 1u << row->look) == 0 || row->judge == cor_judge_engine) {
    row->judge (facts, ret);
    return;
  }
  text = g_strdup_printf (_ ("No answer within %u seconds. Run the diagnosis again; if it "
                             "stays so, restart Cornetta."),
                          cor_look_limit_ms (row->look) / 1000);
  cor_verdict_fail (ret, text);
}

static void
set (CorVerdict *ret, CorCheckResult result, const char *reason)
{
  cor_verdict_clear (ret);
  ret->result = result;
  ret->reason = g_strdup (reason);
}

void
cor_verdict_pass (CorVerdict *ret, const char *reason)
{
  set (ret, COR_CHECK_PASS, reason);
}

void
cor_verdict_skip (CorVerdict *ret, const char *reason)
{
  set (ret, COR_CHECK_SKIP, reason);
}

void
cor_verdict_fail (CorVerdict *ret, const char *reason)
{
  set (ret, COR_CHECK_FAIL, reason);
}

void
cor_verdict_offer (CorVerdict *ret, const char *fix, const char *action)
{
  ret->fix = fix;
  g_free (ret->action);
  ret->action = g_strdup (action);
}
