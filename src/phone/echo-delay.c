/* SPDX-License-Identifier: GPL-3.0-or-later
 * How long what is played takes to come back by the microphone. */
#include "config.h"
#include "echo-delay.h"
#include <math.h>
#include <string.h>

#define RING (COR_ECHO_HOPS + COR_ECHO_LAGS)
#define EVERY 50   /* hops: looked at each 200 ms */
#define LEAST 300  /* hops: after 1.2 s */
#define AHEAD 6    /* hops that the canceller's filter is given before the echo: 24 ms */
#define EARLIEST 2 /* hops after the shift at which the echo may come... */
#define LATEST 15  /* ...before the shift is set anew */
#define ALIKE 0.7  /* correlation from which it is taken for an echo */
#define STEADY 2   /* hops by which it may differ from the look before */
#define LOUD 30.0  /* of 32768, the rise and fall that is enough to compare */

static float
loudness (const gint16 *samples)
{
  double sum = 0;

  for (guint i = 0; i < COR_ECHO_HOP; i++)
    sum += (double)samples[i] * samples[i];
  return (float)sqrt (sum / COR_ECHO_HOP);
}

typedef struct {
  double mean, spread;
} Form;

/* Of the n last, the newest being `back` hops old. */
static Form
form_of (const float *ring, guint hops, guint back, guint n)
{
  Form form = { 0, 0 };

  for (guint i = 1; i <= n; i++)
    form.mean += ring[(hops - back - i) % RING];
  form.mean /= n;
  for (guint i = 1; i <= n; i++) {
    double off = ring[(hops - back - i) % RING] - form.mean;

    form.spread += off * off;
  }
  form.spread = sqrt (form.spread / n);
  return form;
}

static double
likeness (const CorEchoDelay *self, const Form *heard, guint lag, guint n)
{
  Form played = form_of (self->played, self->hops, lag, n);
  double sum = 0;

  if (played.spread < LOUD)
    return 0;
  for (guint i = 1; i <= n; i++)
    sum += (self->heard[(self->hops - i) % RING] - heard->mean) *
           (self->played[(self->hops - lag - i) % RING] - played.mean);
  return sum / n / (played.spread * heard->spread);
}

static void
look (CorEchoDelay *self)
{
  guint n = MIN (self->hops - COR_ECHO_LAGS, COR_ECHO_HOPS);
  Form heard = form_of (self->heard, self->hops, 0, n);
  double best = 0;
  guint at = 0;
  guint before = self->last;
  guint shift;

  /* Nothing above a card's own noise. */
  if (heard.spread < 1)
    return;
  for (guint lag = 0; lag < COR_ECHO_LAGS; lag++) {
    double alike = likeness (self, &heard, lag, n);

    if (alike > best) {
      best = alike;
      at = lag;
    }
  }
  self->last = best < ALIKE ? COR_ECHO_LAGS * 2 : at;
  shift = self->shift / COR_ECHO_HOP;
  if (best < ALIKE || MAX (at, before) - MIN (at, before) > STEADY ||
      (at >= shift + (shift > 0 ? EARLIEST : 0) && at <= shift + LATEST))
    return;
  self->shift = (at > AHEAD ? at - AHEAD : 0) * COR_ECHO_HOP;
}

static void
delay (CorEchoDelay *self, const gint16 *played, gint16 *ret_played)
{
  for (guint i = 0; i < COR_FRAME; i++) {
    self->line[self->samples % COR_ECHO_LINE] = played[i];
    ret_played[i] = self->line[(self->samples - self->shift) % COR_ECHO_LINE];
    self->samples++;
  }
}

void
cor_echo_delay_align (CorEchoDelay *self,
                      const gint16 *played,
                      const gint16 *heard,
                      gint16 *ret_played)
{
  for (guint i = 0; i < COR_FRAME; i += COR_ECHO_HOP) {
    self->played[self->hops % RING] = loudness (played + i);
    self->heard[self->hops % RING] = loudness (heard + i);
    self->hops++;
    if (self->hops >= COR_ECHO_LAGS + LEAST && self->hops % EVERY == 0)
      look (self);
  }
  delay (self, played, ret_played);
}

void
cor_echo_delay_rest (CorEchoDelay *self)
{
  *self = (CorEchoDelay){ .shift = self->shift };
}

guint
cor_echo_delay_get (const CorEchoDelay *self)
{
  return self->shift / (COR_RATE / 1000);
}
