/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which canonical numbers are more than a call to somebody. */
#include "kind.h"
#include <string.h>

/* Europe's number, Italy's police, fire brigade and ambulance, and the two that
 * people know from films; networks lead those to the local one. Only the exact
 * number: 1180 may well be an extension. */
static const char *const emergency[] = { "112", "113", "115", "118", "911", "999", NULL };

/* Asterisk's and FreePBX's own codes; the target follows without a separator. */
static const char *const pbx_forwarding[] = {
  "*21",               /* follow me */
  "*52", "*53",        /* no answer: set, cancel */
  "*72", "*73", "*74", /* always: set, cancel, cancel for another; 740 toggles */
  "*90", "*91", "*92", /* busy: set, cancel, cancel for another */
  NULL
};

/* Mobile networks (3GPP TS 22.030) and Italian fixed lines: * or ** sets, # or
 * ## cancels, then one of these, then * or #. "*#" only asks. */
static const char *const gsm_forwarding[] = { "21",  /* always */
                                              "61",  /* no answer */
                                              "62",  /* not reachable */
                                              "67",  /* busy */
                                              "002", /* all */
                                              "004", /* all conditional */
                                              NULL };

static gboolean
is_gsm_forwarding (const char *number)
{
  gsize marks = strspn (number, "*#");

  if (marks == 0 || marks > 2 || (marks == 2 && number[0] != number[1]))
    return FALSE;
  number += marks;
  for (guint i = 0; gsm_forwarding[i] != NULL; i++) {
    gsize length = strlen (gsm_forwarding[i]);

    if (g_str_has_prefix (number, gsm_forwarding[i]) &&
        (number[length] == '*' || number[length] == '#'))
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_pbx_forwarding (const char *number)
{
  for (guint i = 0; pbx_forwarding[i] != NULL; i++)
    if (g_str_has_prefix (number, pbx_forwarding[i]))
      return TRUE;
  return FALSE;
}

CorNumberKind
cor_number_classify (const char *canonical)
{
  const char *code;

  if (g_strv_contains (emergency, canonical))
    return COR_NUMBER_EMERGENCY;
  /* A sign in front must not hide a code from who asks before it is dialled. */
  code = canonical + (canonical[0] == '+');
  if (is_gsm_forwarding (code) || is_pbx_forwarding (code))
    return COR_NUMBER_FORWARDING;
  if (strpbrk (canonical, "*#") != NULL)
    return COR_NUMBER_FEATURE;
  return COR_NUMBER_ORDINARY;
}
