/* SPDX-License-Identifier: GPL-3.0-or-later
 * How the sound of a call goes, for who watches it. */
#include "config.h"
#include "engine-private.h"

void
cor_wire_listen (CorEngine *engine, guint line, guint call, struct audio *audio)
{
  CorEvent *event;

  if (audio == NULL)
    return;
  event = cor_wire_event (COR_EVENT_HEARD, line, call);
  event->packets = stream_metric_get_rx_n_packets (audio_strm (audio));
  cor_sound_get_loudness (cor_wire_sound (engine), &event->loudness);
  cor_wire_emit (engine, event);
}
