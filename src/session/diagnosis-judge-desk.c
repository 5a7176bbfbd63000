/* SPDX-License-Identifier: GPL-3.0-or-later
 * Verdicts on the desk phone. One that the server calls needs to be registered
 * and nothing else; one that this computer asks needs a way from here too. */
#include "config.h"
#include "diagnosis-table.h"
#include <glib/gi18n-lib.h>

/* More is felt when a call is started. */
#define SLOW_MS 800

static gboolean
is_missing (const CorFacts *facts, CorVerdict *ret)
{
  if (facts->plain_sip || !facts->signed_in)
    cor_verdict_skip (ret, _ ("You are not signed in to a CTI server."));
  else if (!facts->profile)
    cor_verdict_skip (ret, _ ("The server could not be asked: see its connection."));
  else if (facts->desk_phones == 0)
    cor_verdict_skip (ret, _ ("No desk phone is assigned to you."));
  else
    return FALSE;
  return TRUE;
}

void
cor_judge_desk_assigned (const CorFacts *facts, CorVerdict *ret)
{
  if (is_missing (facts, ret) && (!facts->profile || facts->desk_phones > 0))
    return;
  if (facts->desk_phones > 0) {
    cor_verdict_pass (ret, _ ("A desk phone is assigned to you."));
    return;
  }
  cor_verdict_fail (ret, _ ("No desk phone is assigned to you: ask your administrator."));
  cor_verdict_offer (ret, _ ("Copy Message"), "app.copy-for-admin::desk.assigned");
}

void
cor_judge_desk_registered (const CorFacts *facts, CorVerdict *ret)
{
  if (is_missing (facts, ret))
    return;
  if (facts->phone_registered == COR_FACT_YES)
    cor_verdict_pass (ret, _ ("The phone is registered at the server."));
  else if (facts->phone_registered == COR_FACT_NO)
    cor_verdict_fail (ret, _ ("The phone is not registered: check its power and network."));
  else
    cor_verdict_skip (ret, _ ("The server has not told of the phone yet."));
}

static gboolean
is_answering (const CorFacts *facts)
{
  return facts->phone_web != COR_ANSWER_NONE || facts->phone_any != COR_ANSWER_NONE;
}

void
cor_judge_desk_power (const CorFacts *facts, CorVerdict *ret)
{
  if (is_missing (facts, ret))
    return;
  if (facts->phone_registered == COR_FACT_YES)
    cor_verdict_pass (ret, _ ("It talks to the server, so it has power and network."));
  else if (is_answering (facts))
    cor_verdict_pass (ret, _ ("It answers on the network, so it has power."));
  else if (facts->phone_registered == COR_FACT_UNKNOWN)
    cor_verdict_skip (ret, _ ("The server has not told of the phone yet."));
  else if (facts->phone_address != COR_FACT_YES || facts->phone_route == COR_FACT_NO)
    cor_verdict_skip (ret, _ ("It can’t be asked from here: look whether its display is lit."));
  else
    cor_verdict_fail (ret, _ ("It answers nobody: check that it is plugged in, and its network "
                              "cable."));
}

/* TRUE: the way from here to the phone is of no matter, or can't be looked at. */
static gboolean
is_wayless (const CorFacts *facts, CorVerdict *ret)
{
  if (is_missing (facts, ret))
    return TRUE;
  if (!facts->phone_needed)
    cor_verdict_skip (ret, _ ("The server calls the phone: a way from this computer is not "
                              "needed."));
  else if (facts->phone_address != COR_FACT_YES)
    cor_verdict_skip (ret, _ ("The server tells no address of the phone that this computer may "
                              "try."));
  else
    return FALSE;
  return TRUE;
}

void
cor_judge_desk_route (const CorFacts *facts, CorVerdict *ret)
{
  if (is_wayless (facts, ret))
    return;
  if (facts->phone_route == COR_FACT_NO)
    cor_verdict_fail (ret, _ ("The phone is not reachable from this network: no road leads to its "
                              "address. Connect to the office network or its VPN."));
  else
    cor_verdict_pass (ret, _ ("This network has a road to the phone’s address."));
}

void
cor_judge_desk_ping (const CorFacts *facts, CorVerdict *ret)
{
  g_autofree char *text = NULL;

  if (is_wayless (facts, ret))
    return;
  if (facts->phone_route == COR_FACT_NO) {
    cor_verdict_skip (ret, _ ("No road leads to the phone."));
  } else if (!is_answering (facts)) {
    cor_verdict_fail (ret, _ ("The phone does not answer this computer: it is off, or in another "
                              "network. Connect to the phone’s network, or call from this "
                              "computer."));
  } else if (facts->phone_ms > SLOW_MS) {
    text = g_strdup_printf (_ ("The phone takes %u ms to answer: the network is overloaded, or "
                               "very far from the phone."),
                            facts->phone_ms);
    cor_verdict_fail (ret, text);
  } else {
    text = g_strdup_printf (_ ("The phone answers in %u ms."), facts->phone_ms);
    cor_verdict_pass (ret, text);
  }
}

void
cor_judge_desk_firewall (const CorFacts *facts, CorVerdict *ret)
{
  g_autofree char *text = NULL;

  if (is_wayless (facts, ret))
    return;
  if (facts->phone_web == COR_ANSWER_OPEN) {
    text = g_strdup_printf (_ ("Port %u of the phone is open."), facts->phone_port);
    cor_verdict_pass (ret, text);
  } else if (facts->phone_web == COR_ANSWER_REFUSED) {
    text = g_strdup_printf (_ ("The phone is there, but its web interface does not answer on port "
                               "%u: have it switched on."),
                            facts->phone_port);
    cor_verdict_fail (ret, text);
  } else if (facts->phone_any != COR_ANSWER_NONE) {
    text = g_strdup_printf (_ ("Something between this computer and the phone swallows what goes "
                               "to port %u (TCP): have the firewall let it through."),
                            facts->phone_port);
    cor_verdict_fail (ret, text);
  } else {
    cor_verdict_skip (ret, _ ("The phone answers nothing, so a firewall can’t be told."));
  }
}

void
cor_judge_desk_test (const CorFacts *facts, CorVerdict *ret)
{
  if (is_missing (facts, ret))
    return;
  if (facts->phone_rang == COR_FACT_YES)
    cor_verdict_pass (ret, _ ("It rang when it was tried."));
  else if (facts->phone_rang == COR_FACT_NO)
    cor_verdict_fail (ret, facts->phone_rang_text != NULL ? facts->phone_rang_text
                                                          : _ ("It did not ring."));
  else
    cor_verdict_skip (ret, _ ("Only you can hear it: have it rung."));
  cor_verdict_offer (ret, _ ("Ring My Phone"), "app.mend::desk.test");
}
