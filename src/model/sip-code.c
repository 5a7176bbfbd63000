/* SPDX-License-Identifier: GPL-3.0-or-later
 * SIP's numbers as words for the user. */
#include "config.h"
#include "model/sip-code.h"
#include <glib/gi18n-lib.h>

static const struct {
  guint code;
  CorCallEnd end;
  const char *text;
} endings[] = {
  { 400, COR_CALL_END_FAILED, N_ ("The server did not understand the call.") },
  { 401, COR_CALL_END_FAILED, N_ ("The server refused user or password.") },
  { 402, COR_CALL_END_REJECTED, N_ ("The call would have to be paid for.") },
  { 403, COR_CALL_END_REJECTED, N_ ("The server does not allow this call.") },
  { 404, COR_CALL_END_NOT_FOUND, N_ ("This number does not exist.") },
  { 407, COR_CALL_END_FAILED, N_ ("The server refused user or password.") },
  { 408, COR_CALL_END_NO_ANSWER, N_ ("Nobody answered.") },
  { 410, COR_CALL_END_NOT_FOUND, N_ ("This number is no longer in use.") },
  { 415, COR_CALL_END_FAILED, N_ ("The other side can't handle this kind of call.") },
  { 480, COR_CALL_END_NO_ANSWER, N_ ("The other side is not available now.") },
  { 483, COR_CALL_END_FAILED, N_ ("The call went round in circles.") },
  { 484, COR_CALL_END_NOT_FOUND, N_ ("This number is incomplete.") },
  { 486, COR_CALL_END_BUSY, N_ ("The line is busy.") },
  { 488, COR_CALL_END_FAILED, N_ ("The two phones have no codec or encryption in common.") },
  { 500, COR_CALL_END_FAILED, N_ ("The server failed.") },
  { 502, COR_CALL_END_FAILED, N_ ("The server could not reach the other network.") },
  { 503, COR_CALL_END_FAILED, N_ ("The server can't take calls at the moment. Try again later.") },
  { 504, COR_CALL_END_FAILED, N_ ("The server waited too long for the other network.") },
  { 600, COR_CALL_END_BUSY, N_ ("The line is busy.") },
  { 603, COR_CALL_END_REJECTED, N_ ("The call was declined.") },
  { 604, COR_CALL_END_NOT_FOUND, N_ ("This number does not exist.") },
  { 606, COR_CALL_END_FAILED, N_ ("The two phones have no codec or encryption in common.") },
};

CorCallEnd
cor_sip_code_to_end (guint code, const char **ret_text)
{
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++) {
    if (endings[i].code == code) {
      *ret_text = _ (endings[i].text);
      return endings[i].end;
    }
  }
  if (code >= 300 && code < 400)
    *ret_text = _ ("The server redirected the call elsewhere. That is not followed, for safety.");
  else if (code == 0)
    *ret_text = _ ("The server can't be reached.");
  else if (code >= 500 && code < 600)
    *ret_text = _ ("The server failed.");
  else
    *ret_text = _ ("The call could not be made.");
  return COR_CALL_END_FAILED;
}

CorCallEnd
cor_sip_ending_to_end (const CorSipEnding *ending, CorCallState state, const char **ret_text)
{
  *ret_text = NULL;
  if (ending->elsewhere)
    return COR_CALL_END_ELSEWHERE;
  if (state == COR_CALL_INCOMING)
    return COR_CALL_END_MISSED;
  if (state != COR_CALL_ACTIVE)
    return cor_sip_code_to_end (ending->code, ret_text);
  if (ending->transferred && !ending->lost) {
    *ret_text = _ ("The call was transferred.");
    return COR_CALL_END_LOCAL;
  }
  if (!ending->lost)
    return COR_CALL_END_REMOTE;
  *ret_text = _ ("The connection was lost.");
  return COR_CALL_END_FAILED;
}

char *
cor_sip_code_to_transfer_reason (guint code)
{
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++) {
    if (endings[i].code == code)
      /* Translators: %s is a sentence, "The line is busy." */
      return g_strdup_printf (_ ("The transfer did not work. %s"), _ (endings[i].text));
  }
  return g_strdup (_ ("The other side did not accept that. Try again."));
}

gboolean
cor_sip_code_is_final (guint code)
{
  return code == 401 || code == 403 || code == 404 || code == 407;
}

char *
cor_sip_code_to_reason (guint code, const char *phrase, const char *user)
{
  switch (code) {
  case 0:
    return NULL;
  case 401:
  case 407:
    return g_strdup (_ ("The server refused user or password: check them in the account."));
  case 403:
    return g_strdup_printf (
      _ ("The server does not let “%s” register: check the password, or ask who runs the server."),
      user);
  case 404:
    return g_strdup_printf (_ ("The server does not know the user “%s”: check the account."), user);
  default:
    return g_strdup_printf (_ ("The server answered “%s”. Trying again."), phrase);
  }
}
