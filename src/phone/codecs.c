/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which codecs are offered and accepted, and in what order. The stack has one
 * list for all calls, by SIP and by peers alike; those under way keep theirs. */
#include "config.h"
#include "engine-private.h"
#include <re.h>
#include <rem.h>
#include <baresip.h>

#define MOST 16

static const char *const usual[] = { "opus", "G722", "PCMA", "PCMU", NULL };

/* All that the modules know, whether it stands in the stack's list now or not. Engine thread; the
 * modules' own, and as long there as the engine. */
static struct aucodec *known[MOST];
static guint n_known;

void
cor_wire_learn_codecs (void)
{
  n_known = 0;
  for (struct le *le = list_head (baresip_aucodecl ()); le != NULL && n_known < MOST; le = le->next)
    known[n_known++] = le->data;
  cor_wire_set_codecs (NULL);
}

/* Returns how many there are of this name. */
static guint
append (const char *name)
{
  guint n = 0;

  for (guint i = 0; i < n_known; i++) {
    if (g_ascii_strcasecmp (known[i]->name, name) == 0 && known[i]->le.list == NULL) {
      list_append (baresip_aucodecl (), &known[i]->le, known[i]);
      n++;
    }
  }
  return n;
}

/* A call without any codec can't be: names that are all unknown stand for the usual ones. */
void
cor_wire_set_codecs (const char *names)
{
  g_auto (GStrv) wanted = g_strsplit (names != NULL ? names : "", ",", MOST);
  guint n = 0;

  for (guint i = 0; i < n_known; i++)
    list_unlink (&known[i]->le);
  for (guint i = 0; wanted[i] != NULL; i++)
    n += append (wanted[i]);
  for (guint i = 0; n == 0 && usual[i] != NULL; i++)
    append (usual[i]);
}
