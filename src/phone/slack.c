/* SPDX-License-Identifier: GPL-3.0-or-later
 * Delay that nobody needs. */
#include "config.h"
#include "slack.h"

#define FRAMES 50               /* a second */
#define MARGIN (COR_RATE / 200) /* 5 ms that stay, against the next unevenness */
#define WORTH (COR_RATE / 100)  /* less than 10 ms are not worth a joint */
#define QUIET (-45.0)           /* dBov: a joint in it is not heard */

guint
cor_slack_note (CorSlack *self, guint left, double level)
{
  guint least;

  self->least = self->frames == 0 ? left : MIN (self->least, left);
  self->frames++;
  if (self->frames < FRAMES)
    return 0;
  least = self->least;
  if (least < WORTH)
    self->frames = 0;
  if (least < WORTH || level > QUIET)
    return 0;
  self->frames = 0;
  return least - MARGIN;
}
