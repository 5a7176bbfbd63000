/* SPDX-License-Identifier: GPL-3.0-or-later
 * How the server is told to misbehave. */
#include "faults.h"
#include <gio/gio.h>
#include <string.h>

typedef struct {
  const char *value;
  int code;
} Choice;

static gboolean
choose (const Choice *choices, const char *value, int *ret_code)
{
  for (; choices->value; choices++)
    if (g_str_equal (choices->value, value)) {
      *ret_code = choices->code;
      return TRUE;
    }
  return FALSE;
}

static gboolean
number_within (const char *text, guint64 high, guint *ret_number)
{
  guint64 number;
  if (!g_ascii_string_to_unsigned (text, 10, 0, high, &number, NULL))
    return FALSE;
  *ret_number = number;
  return TRUE;
}

static gboolean
set_rest (CorFaults *faults, const char *value)
{
  static const Choice choices[] = { { "none", COR_REST_GOOD },
                                    { "500", COR_REST_500 },
                                    { "404", COR_REST_404 },
                                    { "html", COR_REST_HTML },
                                    { "badjson", COR_REST_BADJSON },
                                    { "huge", COR_REST_HUGE },
                                    { "wrongtypes", COR_REST_WRONGTYPES },
                                    { "cut", COR_REST_CUT },
                                    { NULL } };
  int code;
  if (g_str_has_prefix (value, "slow") && strlen (value) > 5)
    return number_within (value + 5, 600000, &faults->slow_ms);
  if (!choose (choices, value, &code))
    return FALSE;
  faults->rest = code;
  if (code == COR_REST_GOOD)
    faults->slow_ms = 0;
  return TRUE;
}

static gboolean
set_token (CorFaults *faults, const char *value)
{
  static const Choice choices[] = { { "none", 0 }, { "expired", 1 }, { "always", 2 }, { NULL } };
  int code;
  if (!choose (choices, value, &code))
    return FALSE;
  faults->tokens_expired = code == 1;
  faults->tokens_refused = code == 2;
  return TRUE;
}

static gboolean
set_socket (CorFaults *faults, const char *value)
{
  static const Choice choices[] = { { "none", COR_SOCKET_GOOD },
                                    { "cut", COR_SOCKET_CUT },
                                    { "silent", COR_SOCKET_SILENT },
                                    { "refuse", COR_SOCKET_REFUSE },
                                    { NULL } };
  int code;
  if (!choose (choices, value, &code))
    return FALSE;
  faults->socket = code;
  return TRUE;
}

static gboolean
set_sip (CorFaults *faults, const char *value)
{
  static const Choice choices[] = {
    { "none", COR_SIP_GOOD },
    { "503", COR_SIP_503 },
    { "gone", COR_SIP_GONE },
    { "notransfer", COR_SIP_NO_TRANSFER },
    { NULL },
  };
  int code;
  if (!choose (choices, value, &code))
    return FALSE;
  faults->sip = code;
  return TRUE;
}

static gboolean
set_gateway (CorFaults *faults, const char *value)
{
  static const Choice choices[] = { { "none", COR_GATEWAY_GOOD },
                                    { "html", COR_GATEWAY_HTML },
                                    { "badjson", COR_GATEWAY_BADJSON },
                                    { "502", COR_GATEWAY_502 },
                                    { NULL } };
  int code;
  if (!choose (choices, value, &code))
    return FALSE;
  faults->gateway = code;
  return TRUE;
}

static gboolean
set_rtp_loss (CorFaults *faults, const char *value)
{
  return number_within (g_str_equal (value, "none") ? "0" : value, 100, &faults->rtp_loss);
}

static gboolean
set_rate (CorFaults *faults, const char *value)
{
  if (!g_str_equal (value, "none"))
    return number_within (value, 1000000, &faults->rate);
  faults->rate = COR_FAULTS_RATE;
  return TRUE;
}

static gboolean
set_conference (CorFaults *faults, const char *value)
{
  faults->conferences_untold = g_str_equal (value, "untold");
  return faults->conferences_untold || g_str_equal (value, "none");
}

static gboolean
set_profile (CorFaults *faults, const char *value)
{
  static const char *const types[] = { "nethlink", "webrtc", "physical", "computer", NULL };
  if (!g_str_equal (value, "none") && !g_strv_contains (types, value))
    return FALSE;
  g_strlcpy (faults->withheld, g_str_equal (value, "none") ? "" : value, sizeof faults->withheld);
  return TRUE;
}

gboolean
cor_faults_set (CorFaults *faults, const char *kind, const char *value, GError **error)
{
  static const struct {
    const char *kind;
    gboolean (*set) (CorFaults *, const char *);
  } kinds[] = { { "rest", set_rest },         { "token", set_token },
                { "socket", set_socket },     { "sip", set_sip },
                { "rtp-loss", set_rtp_loss }, { "rate", set_rate },
                { "gateway", set_gateway },   { "conference", set_conference },
                { "profile", set_profile } };
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].kind, kind)) {
      if (kinds[i].set (faults, value))
        return TRUE;
      break;
    }
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "no such fault: %s=%s", kind, value);
  return FALSE;
}

gboolean
cor_faults_set_option (CorFaults *faults, const char *option, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (option, "=", 2);
  return cor_faults_set (faults, parts[0] ? parts[0] : "", parts[0] && parts[1] ? parts[1] : "",
                         error);
}
