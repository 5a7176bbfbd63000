/* SPDX-License-Identifier: GPL-3.0-or-later
 * A ring of audio samples between two threads. */
#include "config.h"
#include "samples.h"
#include <string.h>

static guint
get (const guint *counter)
{
  return __atomic_load_n (counter, __ATOMIC_ACQUIRE);
}

static void
set (guint *counter, guint value)
{
  __atomic_store_n (counter, value, __ATOMIC_RELEASE);
}

guint
cor_samples_fill (const CorSamples *self)
{
  return get (&self->written) - get (&self->read);
}

void
cor_samples_write (CorSamples *self, const gint16 *from, guint n)
{
  guint at = self->written;
  guint room = COR_SAMPLES_SIZE - cor_samples_fill (self); /* once: MIN would ask again */

  n = MIN (n, room);
  for (guint i = 0; i < n; i++)
    self->data[(at + i) % COR_SAMPLES_SIZE] = from[i];
  set (&self->written, at + n);
}

guint
cor_samples_read (CorSamples *self, gint16 *to, guint n)
{
  guint at = self->read;
  guint fill = cor_samples_fill (self); /* once: MIN would ask again, when there is more */
  guint there = MIN (n, fill);

  for (guint i = 0; i < there; i++)
    to[i] = self->data[(at + i) % COR_SAMPLES_SIZE];
  memset (to + there, 0, (n - there) * sizeof *to);
  set (&self->read, at + there);
  return there;
}

void
cor_samples_skip (CorSamples *self, guint n)
{
  guint fill = cor_samples_fill (self);

  set (&self->read, self->read + MIN (n, fill));
}

void
cor_samples_keep (CorSamples *self, guint n)
{
  guint fill = cor_samples_fill (self);

  if (fill > n)
    cor_samples_skip (self, fill - n);
}
