/* SPDX-License-Identifier: GPL-3.0-or-later
 * Concealment by repeating the last pitch period. It is looked for once a
 * loss, in what was heard last; what is made up is heard like anything else. */
#include "config.h"
#include "conceal.h"
#include <math.h>
#include <string.h>

/* Of a voice: 66 to 400 Hz. */
#define SHORTEST_US 2500
#define LONGEST_US 15000
#define COMPARED_US 20000
#define FULL_US 10000 /* as loud as before for so long */
#define GONE_US 60000 /* and silent from here on */
#define JOINT_US 4000 /* over which two pieces are cross-faded */

static guint
samples_in (const CorConceal *self, guint us)
{
  return (guint)((guint64)self->rate * us / 1000000);
}

static guint
past_size (const CorConceal *self)
{
  return samples_in (self, GONE_US);
}

void
cor_conceal_init (CorConceal *self, guint rate)
{
  memset (self, 0, sizeof *self);
  self->rate = MIN (rate, COR_CONCEAL_MAX_RATE);
}

static void
remember (CorConceal *self, const gint16 *samples, guint n)
{
  guint size = past_size (self);
  guint kept = n < size ? size - n : 0;

  memmove (self->past, self->past + size - kept, kept * sizeof *self->past);
  memcpy (self->past + kept, samples + n - (size - kept), (size - kept) * sizeof *self->past);
}

/* How alike the end of the past is to what was so many samples before, -1 to 1. */
static double
get_likeness (const CorConceal *self, guint lag)
{
  guint n = samples_in (self, COMPARED_US);
  const gint16 *now = self->past + past_size (self) - n;
  double both = 0, now_power = 0, then_power = 0;

  for (guint i = 0; i < n; i++) {
    double a = now[i], b = now[(gint)i - (gint)lag];

    both += a * b;
    now_power += a * a;
    then_power += b * b;
  }
  return now_power > 0 && then_power > 0 ? both / sqrt (now_power * then_power) : 0;
}

static guint
find_period (const CorConceal *self)
{
  guint best = samples_in (self, LONGEST_US);
  double likeness = -1;

  for (guint lag = samples_in (self, SHORTEST_US); lag <= samples_in (self, LONGEST_US); lag++) {
    double now = get_likeness (self, lag);

    /* The shortest of those as good: its multiples are periods, too. */
    if (now > likeness + 0.005) {
      likeness = now;
      best = lag;
    }
  }
  return best;
}

/* The repeated period's end leads into its begin only roughly; what stood before it does so well,
 * and is faded into its end. */
static gint16
get_repeated (const CorConceal *self, guint at)
{
  const gint16 *end = self->past + past_size (self);
  guint joint = MIN (self->period / 4, samples_in (self, JOINT_US));
  guint in_period = at % self->period;
  guint left = self->period - in_period;
  gint16 value = end[(gint)in_period - (gint)self->period];
  gint16 before;

  if (left > joint)
    return value;
  before = end[-(gint)self->period - (gint)left];
  return (gint16)((value * (gint)left + before * (gint)(joint - left)) / (gint)MAX (joint, 1));
}

static double
get_gain (const CorConceal *self, guint at)
{
  guint full = samples_in (self, FULL_US), gone = samples_in (self, GONE_US);

  return at <= full ? 1 : at >= gone ? 0 : (double)(gone - at) / (gone - full);
}

static gint16
make_one (const CorConceal *self, guint at)
{
  return (gint16)lrint (get_gain (self, at) * get_repeated (self, at));
}

/* The past stays what was really heard until the loss is over. */
void
cor_conceal_make (CorConceal *self, gint16 *samples, guint n)
{
  if (self->made == 0)
    self->period = find_period (self);
  for (guint i = 0; i < n; i++)
    samples[i] = make_one (self, self->made + i);
  self->made += n;
}

void
cor_conceal_take (CorConceal *self, gint16 *samples, guint n)
{
  guint joint = MIN (n, samples_in (self, JOINT_US));

  if (self->made > 0) {
    for (guint i = 0; i < joint; i++)
      samples[i] =
        (gint16)((samples[i] * (gint)i + make_one (self, self->made + i) * (gint)(joint - i)) /
                 (gint)joint);
  }
  self->made = 0;
  remember (self, samples, n);
}
