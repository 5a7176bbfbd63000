/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a diagnosis has found out. */
#include "config.h"
#include "diagnosis-facts.h"

CorFacts *
cor_facts_new (void)
{
  return g_new0 (CorFacts, 1);
}

void
cor_facts_free (CorFacts *facts)
{
  for (guint i = 0; i < COR_N_STEPS; i++)
    cor_verdict_clear (&facts->steps[i]);
  g_free (facts->token_error);
  g_free (facts->mirror_error);
  g_free (facts->unregistered);
  g_free (facts->foreign);
  g_free (facts->browsers);
  g_free (facts->browser_trouble);
  g_free (facts->phone_rang_text);
  g_free (facts->chosen_missing);
  g_free (facts->open_error);
  g_free (facts);
}

void
cor_facts_note_step (CorFacts *facts, CorStep step, CorCheckResult result, const char *reason)
{
  CorVerdict *verdict = &facts->steps[step];
  char *copy = g_strdup (reason);

  cor_verdict_clear (verdict);
  *verdict = (CorVerdict){ .result = result, .reason = copy };
}

CorStep
cor_facts_find_failed (const CorFacts *facts)
{
  for (guint i = 0; i < COR_N_STEPS; i++)
    if (facts->steps[i].result == COR_CHECK_FAIL)
      return (CorStep)i;
  return COR_N_STEPS;
}
