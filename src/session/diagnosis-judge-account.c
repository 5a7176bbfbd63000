/* SPDX-License-Identifier: GPL-3.0-or-later
 * Verdicts on the account, the ways to the server, and the clicks. */
#include "config.h"
#include "diagnosis-table.h"
#include <glib/gi18n-lib.h>

/* Everything that only a signed-in server can tell. TRUE: there is no more to say. */
static gboolean
is_beyond (const CorFacts *facts, CorVerdict *ret)
{
  if (facts->plain_sip)
    cor_verdict_skip (ret, _ ("Cornetta runs on a plain SIP account, without a CTI server."));
  else if (!facts->signed_in)
    cor_verdict_skip (ret, _ ("You are not signed in."));
  else if (facts->token == COR_FACT_NO)
    cor_verdict_skip (ret, _ ("The server no longer takes your sign-in."));
  else if (!facts->profile)
    cor_verdict_skip (ret, _ ("The server could not be asked: see its connection."));
  else
    return FALSE;
  return TRUE;
}

void
cor_judge_token (const CorFacts *facts, CorVerdict *ret)
{
  if (facts->plain_sip) {
    is_beyond (facts, ret);
  } else if (!facts->signed_in) {
    cor_verdict_fail (ret, _ ("You are not signed in. Sign in with the name and password of "
                              "NethVoice CTI."));
    cor_verdict_offer (ret, _ ("Sign In"), "app.mend::auth.token");
  } else if (facts->token == COR_FACT_NO) {
    cor_verdict_fail (ret, facts->token_error != NULL ? facts->token_error
                                                      : _ ("Your sign-in is no longer valid."));
    cor_verdict_offer (ret, _ ("Sign In Again"), "app.mend::auth.token");
  } else if (facts->token == COR_FACT_YES) {
    cor_verdict_pass (ret, _ ("The server knows you."));
  } else {
    cor_verdict_skip (ret, _ ("The server could not be asked: see its connection."));
  }
}

void
cor_judge_softphone (const CorFacts *facts, CorVerdict *ret)
{
  if (is_beyond (facts, ret))
    return;
  if (facts->has_softphone) {
    cor_verdict_pass (ret, _ ("You have an extension for a phone on a computer."));
    return;
  }
  cor_verdict_fail (ret, _ ("You have no extension for a phone on a computer. Ask your "
                            "administrator to enable “Web Phone” or “Phone Link” for you."));
  cor_verdict_offer (ret, _ ("Copy Message"), "app.copy-for-admin::cti.softphone.ext");
}

void
cor_judge_nethlink (const CorFacts *facts, CorVerdict *ret)
{
  if (is_beyond (facts, ret))
    return;
  if (facts->has_nethlink) {
    cor_verdict_pass (ret, _ ("The server lets a program on your computer be a phone of yours."));
    return;
  }
  if (!facts->has_softphone) {
    cor_verdict_skip (ret, _ ("You have no extension for a phone on a computer at all."));
    return;
  }
  cor_verdict_fail (ret, _ ("“Phone Link” is not enabled for you. Ask your administrator to "
                            "enable it in the wizard’s users page."));
  cor_verdict_offer (ret, _ ("Copy Message"), "app.copy-for-admin::cti.nethlink.ext");
}

void
cor_judge_mirror (const CorFacts *facts, CorVerdict *ret)
{
  if (!facts->mirror_wanted) {
    cor_verdict_skip (ret, _ ("Without an account of a CTI server nothing is kept here."));
  } else if (facts->mirror == COR_FACT_YES) {
    cor_verdict_pass (ret, _ ("It is sound."));
  } else if (facts->mirror == COR_FACT_NO) {
    cor_verdict_fail (ret,
                      facts->mirror_error != NULL ? facts->mirror_error : _ ("It is damaged."));
    cor_verdict_offer (ret, _ ("Fetch Again"), "app.mend::data.cache");
  } else {
    cor_verdict_skip (ret, _ ("It is being opened."));
  }
}

void
cor_judge_browsers (const CorFacts *facts, CorVerdict *ret)
{
  g_autofree char *text = NULL;

  if (facts->browser_trouble != NULL) {
    cor_verdict_fail (ret, facts->browser_trouble);
  } else if (facts->browsers == NULL) {
    cor_verdict_skip (ret, _ ("No browser has been used by you on this computer."));
  } else {
    /* Translators: names of browsers, between commas. */
    text = g_strdup_printf (_ ("%s: nothing else takes the links."), facts->browsers);
    cor_verdict_pass (ret, text);
  }
}

void
cor_judge_service (const CorFacts *facts, CorVerdict *ret)
{
  if (facts->owned == COR_FACT_UNKNOWN)
    cor_verdict_skip (ret, _ ("There is no session bus to ask."));
  else if (facts->owned == COR_FACT_NO)
    cor_verdict_fail (ret, _ ("Another program has Cornetta’s name on the session bus: clicks "
                              "go there. Quit Cornetta and start it again."));
  else if (facts->activatable == COR_FACT_NO)
    cor_verdict_fail (ret, _ ("The desktop can’t start Cornetta by itself: a click does nothing "
                              "while it is not running. Install Cornetta again."));
  else
    cor_verdict_pass (ret, _ ("It runs, and a click starts it when it does not."));
}

void
cor_judge_registered (const CorFacts *facts, CorVerdict *ret)
{
  g_autofree char *text = NULL;

  if (facts->installed == COR_FACT_NO) {
    cor_verdict_fail (ret, _ ("Your desktop doesn’t know Cornetta: its file is in none of the "
                              "desktop’s folders. Install Cornetta again."));
  } else if (facts->unregistered != NULL) {
    /* Translators: kinds of links: "tel, callto". */
    text = g_strdup_printf (_ ("Your desktop doesn’t know that Cornetta opens such links: %s."),
                            facts->unregistered);
    cor_verdict_fail (ret, text);
    cor_verdict_offer (ret, _ ("Register"), "app.mend::link.registered");
  } else {
    cor_verdict_pass (ret, _ ("It is registered for tel:, callto: and nethlink: links."));
  }
}

void
cor_judge_default (const CorFacts *facts, CorVerdict *ret)
{
  g_autofree char *text = NULL;

  if (facts->installed == COR_FACT_NO) {
    cor_verdict_skip (ret, _ ("Your desktop doesn’t know Cornetta."));
  } else if (facts->foreign != NULL) {
    /* Translators: "tel: GNOME Calls, callto: nothing". */
    text = g_strdup_printf (_ ("Clicks open something else: %s."), facts->foreign);
    cor_verdict_fail (ret, text);
    cor_verdict_offer (ret, _ ("Make Default"), "app.mend::link.default");
  } else {
    cor_verdict_pass (ret, _ ("Clicks on phone numbers come here."));
  }
}

void
cor_judge_server (const CorFacts *facts, CorVerdict *ret)
{
  CorStep failed = cor_facts_find_failed (facts);
  g_autofree char *text = NULL;

  if (failed != COR_N_STEPS) {
    /* Translators: which step, then why. */
    text =
      g_strdup_printf (_ ("%s: no. %s"), _ (cor_step_titles[failed]), facts->steps[failed].reason);
    cor_verdict_fail (ret, text);
    cor_verdict_offer (ret, _ ("Try Again"), "app.retry");
    return;
  }
  for (guint i = 0; i < COR_N_STEPS; i++)
    if (facts->steps[i].result == COR_CHECK_PASS) {
      cor_verdict_pass (ret, _ ("Every step that was tried works."));
      return;
    }
  cor_verdict_skip (ret, facts->steps[COR_STEP_DNS].reason != NULL
                           ? facts->steps[COR_STEP_DNS].reason
                           : _ ("No server is known: sign in first."));
}
