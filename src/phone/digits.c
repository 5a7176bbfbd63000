/* SPDX-License-Identifier: GPL-3.0-or-later
 * Keys pressed during a call, one after the other (RFC 4733). */
#include "config.h"
#include "engine-private.h"

/* The stack sends each for 180 ms at least; asked to end it sooner, it does so later and has the
 * less of a gap. Exchanges ignore a key that comes too soon: Asterisk within 45 ms, TS 26.114 asks
 * for 65, and a network takes some of it away. */
#define DOWN_MS 180
#define GAP_MS 140
#define PAUSE_MS 2000 /* of ',' and 'w' */
#define MOST 64       /* keys that may wait */

static void on_time (void *data);

static void
press (CorWireDigits *self, char key)
{
  /* The clock's thread reads what this writes. */
  cor_sound_lock (self->sound);
  self->press (self->owner, key);
  cor_sound_unlock (self->sound);
}

static void
next (CorWireDigits *self)
{
  char key;

  if (self->waiting->len == 0)
    return;
  key = self->waiting->str[0];
  g_string_erase (self->waiting, 0, 1);
  if (strchr (",wW", key) != NULL) {
    tmr_start (&self->timer, PAUSE_MS, on_time, self);
    return;
  }
  press (self, key);
  self->down = TRUE;
  tmr_start (&self->timer, DOWN_MS, on_time, self);
}

static void
on_time (void *data)
{
  CorWireDigits *self = data;

  if (!self->down) {
    next (self);
    return;
  }
  press (self, KEYCODE_REL);
  self->down = FALSE;
  tmr_start (&self->timer, GAP_MS, on_time, self);
}

void
cor_wire_digits_init (CorWireDigits *self, CorSound *sound, CorWirePress *press_key, void *owner)
{
  *self = (CorWireDigits){ .sound = sound, .press = press_key, .owner = owner };
  self->waiting = g_string_new (NULL);
  tmr_init (&self->timer);
}

void
cor_wire_digits_send (CorWireDigits *self, const char *digits)
{
  for (const char *d = digits; *d != '\0' && self->waiting->len < MOST; d++) {
    if (strchr ("0123456789*#ABCDabcd,wW", *d) != NULL)
      g_string_append_c (self->waiting, *d);
  }
  if (!tmr_isrunning (&self->timer))
    next (self);
}

void
cor_wire_digits_clear (CorWireDigits *self)
{
  tmr_cancel (&self->timer);
  g_string_free (self->waiting, TRUE);
}
