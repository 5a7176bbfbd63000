/* SPDX-License-Identifier: GPL-3.0-or-later
 * Keys pressed during a call, one after the other (RFC 4733). */
#include "config.h"
#include "engine-private.h"

#define DOWN_MS 120
#define GAP_MS 80
#define PAUSE_MS 2000 /* of ',' and 'w' */
#define MOST 64       /* keys that may wait */

static void on_time (void *data);

static void
press (CorWireCall *wire, char key)
{
  CorSound *sound = cor_wire_sound (wire->engine);

  /* The clock's thread reads what this writes. */
  cor_sound_lock (sound);
  call_send_digit (wire->call, key);
  cor_sound_unlock (sound);
}

static void
next (CorWireCall *wire)
{
  char key;

  if (wire->digits->len == 0)
    return;
  key = wire->digits->str[0];
  g_string_erase (wire->digits, 0, 1);
  if (strchr (",wW", key) != NULL) {
    tmr_start (&wire->digit_timer, PAUSE_MS, on_time, wire);
    return;
  }
  press (wire, key);
  wire->digit_down = TRUE;
  tmr_start (&wire->digit_timer, DOWN_MS, on_time, wire);
}

static void
on_time (void *data)
{
  CorWireCall *wire = data;

  if (!wire->digit_down) {
    next (wire);
    return;
  }
  press (wire, KEYCODE_REL);
  wire->digit_down = FALSE;
  tmr_start (&wire->digit_timer, GAP_MS, on_time, wire);
}

void
cor_wire_send_digits (CorWireCall *wire, const char *digits)
{
  for (const char *d = digits; *d != '\0' && wire->digits->len < MOST; d++) {
    if (strchr ("0123456789*#ABCDabcd,wW", *d) != NULL)
      g_string_append_c (wire->digits, *d);
  }
  if (!tmr_isrunning (&wire->digit_timer))
    next (wire);
}

void
cor_wire_stop_digits (CorWireCall *wire)
{
  tmr_cancel (&wire->digit_timer);
  g_string_truncate (wire->digits, 0);
}
