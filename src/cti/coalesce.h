/* SPDX-License-Identifier: GPL-3.0-or-later
 * A burst of news about many things becomes one piece of news about each. */
#pragma once
#include "net/clock.h"

G_BEGIN_DECLS

/* What is said twice is dropped; the first word about a key is told in the main loop's next
 * turn, later ones at most each 100 ms, always the newest. Keys keep the order in which they
 * became new. */
typedef struct _CorCoalesce CorCoalesce;

typedef struct {
  GEqualFunc equal;
  GDestroyNotify free;
  void (*deliver) (const char *key, gpointer value, gpointer user_data);
} CorCoalesceFuncs;

#define COR_COALESCE_MS 100
#define COR_COALESCE_MAX_KEYS 5000

CorCoalesce *
cor_coalesce_new (const CorClock *clock, const CorCoalesceFuncs *funcs, gpointer user_data);
/* Safe inside deliver. */
void cor_coalesce_free (CorCoalesce *self);
/* Takes the value. */
void cor_coalesce_push (CorCoalesce *self, const char *key, gpointer value);

G_END_DECLS
