/* SPDX-License-Identifier: GPL-3.0-or-later
 * Calls' side of the sound: a source and a player per call for baresip, and
 * the 20 ms clock that moves frames between them, the tones and the cards.
 *
 * A port never fails for want of a card: the clock goes on with silence. */
#include "config.h"
#include "sound-private.h"
#include <re.h>
#include <rem.h>
#include <baresip.h>
#include <time.h>

#define PERIOD_NS 20000000
/* More than this waiting in a ring is a card's clock running away from ours. */
#define MIC_MOST (COR_FRAME * 4)
#define MIC_KEEP (COR_FRAME * 2)
#define SPEAKER_MOST (COR_FRAME * 4)

/* What baresip knows as ausrc_st and auplay_st, whose handlers are of one type. */
typedef struct {
  CorSound *sound;
  GPtrArray *ports; /* those of its kind */
  guint call;
  ausrc_read_h *handler;
  void *arg;
} Port;

/* baresip gives its drivers no argument; there is one engine in a process. */
static CorSound *driver_sound;
static struct ausrc *driver_source;
static struct auplay *driver_player;

static CorLevels *
levels_of (CorSoundClock *clock, guint call)
{
  CorLevels *levels = g_hash_table_lookup (clock->levels, GUINT_TO_POINTER (call));

  if (levels == NULL) {
    levels = g_new (CorLevels, 1);
    *levels = (CorLevels){ COR_SILENCE, COR_SILENCE };
    g_hash_table_insert (clock->levels, GUINT_TO_POINTER (call), levels);
  }
  return levels;
}

static void
port_destroy (void *data)
{
  Port *port = data;

  g_mutex_lock (&port->sound->clock.lock);
  g_ptr_array_remove_fast (port->ports, port);
  g_mutex_unlock (&port->sound->clock.lock);
  cor_cards_check (port->sound->cards);
}

static Port *
port_new (GPtrArray *ports, const char *device, ausrc_read_h *handler, void *arg)
{
  Port *port = mem_zalloc (sizeof *port, port_destroy);

  if (port == NULL)
    return NULL;
  port->sound = driver_sound;
  port->ports = ports;
  port->call = (guint)g_ascii_strtoull (device != NULL ? device : "", NULL, 10);
  port->handler = handler;
  port->arg = arg;
  g_mutex_lock (&port->sound->clock.lock);
  g_ptr_array_add (ports, port);
  g_cond_signal (&port->sound->clock.wake);
  g_mutex_unlock (&port->sound->clock.lock);
  cor_cards_check (port->sound->cards);
  return port;
}

static bool
is_ours (uint32_t rate, uint8_t channels, int format)
{
  return rate == COR_RATE && channels == 1 && format == AUFMT_S16LE;
}

static int
source_alloc (struct ausrc_st **stp,
              const struct ausrc *source,
              struct media_ctx **ctx,
              struct ausrc_prm *prm,
              const char *device,
              ausrc_read_h *handler,
              ausrc_error_h *on_error,
              void *arg)
{
  if (!is_ours (prm->srate, prm->ch, prm->fmt))
    return ENOTSUP;
  /* Not on the clock's thread, which has no time for it. */
  cor_voice_is_available ();
  *stp = (struct ausrc_st *)port_new (driver_sound->clock.sources, device, handler, arg);
  return *stp != NULL ? 0 : ENOMEM;
}

static int
player_alloc (struct auplay_st **stp,
              const struct auplay *player,
              struct auplay_prm *prm,
              const char *device,
              auplay_write_h *handler,
              void *arg)
{
  if (!is_ours (prm->srate, prm->ch, prm->fmt))
    return ENOTSUP;
  *stp = (struct auplay_st *)port_new (driver_sound->clock.players, device, handler, arg);
  return *stp != NULL ? 0 : ENOMEM;
}

/* Returns the frame's level after the call's handler had it, dB. */
static double
handle_frame (Port *port, gint16 *frame)
{
  struct auframe af;

  auframe_init (&af, AUFMT_S16LE, frame, COR_FRAME);
  af.timestamp = (uint64_t)g_get_monotonic_time ();
  port->handler (&af, port->arg);
  return cor_loudness_measure (frame);
}

static void
hear_calls (CorSoundClock *clock, gint32 *mix)
{
  for (guint i = 0; i < clock->players->len; i++) {
    Port *port = clock->players->pdata[i];
    gint16 frame[COR_FRAME] = { 0 };

    levels_of (clock, port->call)->rx = handle_frame (port, frame);
    if (clock->probe != NULL && port->call == clock->probe_call)
      cor_probe_hear (clock->probe, frame);
    for (guint s = 0; s < COR_FRAME; s++)
      mix[s] += frame[s];
  }
}

/* Each call gets a copy of its own: muting one silences its copy in place. */
static void
speak_to_calls (CorSoundClock *clock, const gint16 *mic)
{
  for (guint i = 0; i < clock->sources->len; i++) {
    Port *port = clock->sources->pdata[i];
    gint16 frame[COR_FRAME];

    memcpy (frame, mic, sizeof frame);
    if (clock->probe != NULL && port->call == clock->probe_call)
      cor_probe_speak (clock->probe, frame);
    levels_of (clock, port->call)->tx = handle_frame (port, frame);
  }
}

static void
play (CorSoundClock *clock, CorAudioRole role, const gint32 *mix, gint16 *frame)
{
  CorSamples *ring = &clock->rings[role];
  guint left = cor_samples_fill (ring);
  guint skip;

  for (guint i = 0; i < COR_FRAME; i++)
    frame[i] = (gint16)CLAMP (mix[i], G_MININT16, G_MAXINT16);
  skip = cor_slack_note (&clock->slacks[role], left, cor_loudness_measure (frame));
  skip = MIN (skip, COR_FRAME);
  if (left <= SPEAKER_MOST)
    cor_samples_write (ring, frame + skip, COR_FRAME - skip);
}

/* Whether anybody has a use for what the microphone hears. */
static gboolean
wants_microphone (CorSoundClock *clock)
{
  return clock->sources->len > 0 || clock->listeners > 0 ||
         (clock->take != NULL && !cor_take_is_recorded (clock->take));
}

static void
read_microphone (CorSoundClock *clock, const gint16 *played, gint16 *mic)
{
  CorSamples *ring = &clock->rings[COR_AUDIO_MICROPHONE];
  gint16 raw[COR_FRAME];
  guint given;

  /* A card stays open for a while; what it gave when nobody listened is nobody's to hear. */
  if (!clock->hears)
    cor_samples_keep (ring, 0);
  clock->hears = wants_microphone (clock);
  if (cor_samples_fill (ring) > MIC_MOST)
    cor_samples_keep (ring, MIC_KEEP);
  given = cor_samples_read (ring, mic, COR_FRAME);
  if (!clock->hears)
    return;
  cor_samples_skip (ring, cor_slack_note (&clock->slacks[COR_AUDIO_MICROPHONE],
                                          cor_samples_fill (ring), cor_loudness_measure (mic)));
  memcpy (raw, mic, sizeof raw);
  cor_voice_process (clock->voice, played, mic);
  cor_loudness_note_mic (&clock->loudness, raw, mic);
  if (clock->take != NULL)
    cor_take_record (clock->take, raw, mic, given);
}

static void
tick (CorSoundClock *clock)
{
  gint32 speaker[COR_FRAME] = { 0 };
  gint32 ringer[COR_FRAME] = { 0 };
  gint16 played[COR_FRAME];
  gint16 rung[COR_FRAME];
  gint16 mic[COR_FRAME];

  hear_calls (clock, speaker);
  cor_tone_mix (&clock->tones[COR_AUDIO_SPEAKER], speaker, COR_FRAME);
  if (clock->take != NULL)
    cor_take_play (clock->take, speaker);
  if (cor_playback_is_heard (clock->playback))
    cor_playback_mix (clock->playback, speaker, COR_FRAME);
  play (clock, COR_AUDIO_SPEAKER, speaker, played);
  cor_loudness_note_speaker (&clock->loudness, played);
  if (cor_tone_mix (&clock->tones[COR_AUDIO_RINGER], ringer, COR_FRAME))
    play (clock, COR_AUDIO_RINGER, ringer, rung);
  read_microphone (clock, played, mic);
  speak_to_calls (clock, mic);
}

static gboolean
is_idle (CorSoundClock *clock)
{
  for (guint i = 0; i < COR_N_ROLES; i++) {
    if (clock->tones[i].tone != COR_TONE_NONE)
      return FALSE;
  }
  return clock->sources->len == 0 && clock->players->len == 0 && clock->take == NULL &&
         clock->listeners == 0 && !cor_playback_is_heard (clock->playback);
}

gboolean
cor_sound_clock_wants (CorSoundClock *clock, CorAudioRole role)
{
  if (clock->ready && role != COR_AUDIO_RINGER)
    return TRUE;
  if (role == COR_AUDIO_MICROPHONE)
    return wants_microphone (clock);
  if (clock->tones[role].tone != COR_TONE_NONE)
    return TRUE;
  return role == COR_AUDIO_SPEAKER &&
         (clock->players->len > 0 || (clock->take != NULL && clock->take->plays) ||
          cor_playback_is_heard (clock->playback));
}

static void
sleep_until_next (struct timespec *at)
{
  struct timespec now;

  at->tv_nsec += PERIOD_NS;
  if (at->tv_nsec >= 1000000000) {
    at->tv_nsec -= 1000000000;
    at->tv_sec++;
  }
  clock_gettime (CLOCK_MONOTONIC, &now);
  /* After a suspend or a long stall there is nothing to catch up with. */
  if (now.tv_sec > at->tv_sec + 1)
    *at = now;
  clock_nanosleep (CLOCK_MONOTONIC, TIMER_ABSTIME, at, NULL);
}

static gpointer
clock_thread (gpointer data)
{
  CorSound *self = data;
  CorSoundClock *clock = &self->clock;
  struct timespec at;
  gboolean was_idle = TRUE;

  g_mutex_lock (&clock->lock);
  while (!clock->ending) {
    if (is_idle (clock)) {
      if (!was_idle) {
        cor_cards_check (self->cards);
        cor_voice_rest (clock->voice);
        clock->hears = FALSE;
      }
      was_idle = TRUE;
      g_cond_wait (&clock->wake, &clock->lock);
      continue;
    }
    if (was_idle)
      clock_gettime (CLOCK_MONOTONIC, &at);
    was_idle = FALSE;
    tick (clock);
    g_mutex_unlock (&clock->lock);
    sleep_until_next (&at);
    g_mutex_lock (&clock->lock);
  }
  g_mutex_unlock (&clock->lock);
  cor_sound_unref (self);
  return NULL;
}

void
cor_sound_clock_start (CorSound *self)
{
  CorSoundClock *clock = &self->clock;

  g_mutex_init (&clock->lock);
  g_cond_init (&clock->wake);
  clock->sources = g_ptr_array_new ();
  clock->players = g_ptr_array_new ();
  clock->levels = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  clock->voice = cor_voice_new ();
  cor_loudness_init (&clock->loudness);
  g_atomic_int_inc (&self->ref_count);
  clock->thread = g_thread_new ("phone-clock", clock_thread, self);
}

void
cor_sound_clock_end (CorSound *self)
{
  g_mutex_lock (&self->clock.lock);
  self->clock.ending = TRUE;
  g_cond_signal (&self->clock.wake);
  g_mutex_unlock (&self->clock.lock);
  g_thread_join (g_steal_pointer (&self->clock.thread));
}

int
cor_sound_register (CorSound *self)
{
  driver_sound = self;
  return ausrc_register (&driver_source, baresip_ausrcl (), "cornetta", source_alloc) ||
         auplay_register (&driver_player, baresip_auplayl (), "cornetta", player_alloc);
}

void
cor_sound_unregister (CorSound *self)
{
  driver_source = mem_deref (driver_source);
  driver_player = mem_deref (driver_player);
  driver_sound = NULL;
}

void
cor_sound_lock (CorSound *self)
{
  g_mutex_lock (&self->clock.lock);
}

void
cor_sound_unlock (CorSound *self)
{
  g_mutex_unlock (&self->clock.lock);
}

static void
start_tone (CorSoundClock *clock, CorAudioRole role, CorTone tone)
{
  cor_tone_start (&clock->tones[role], tone, clock->tone_plan);
  if (cor_tone_is_ring (tone))
    clock->tones[role].ring = clock->ring;
}

void
cor_sound_set_tone (CorSound *self, CorAudioRole role, CorTone tone)
{
  CorSoundClock *clock = &self->clock;

  g_mutex_lock (&clock->lock);
  if (clock->tones[role].tone != tone)
    start_tone (clock, role, tone);
  g_cond_signal (&clock->wake);
  g_mutex_unlock (&clock->lock);
  cor_cards_check (self->cards);
}

CorTone
cor_sound_get_tone (CorSound *self, CorAudioRole role)
{
  CorTone tone;

  g_mutex_lock (&self->clock.lock);
  tone = self->clock.tones[role].tone;
  g_mutex_unlock (&self->clock.lock);
  return tone;
}

void
cor_sound_set_ring (CorSound *self, CorRing ring)
{
  CorSoundClock *clock = &self->clock;
  CorRingSound *old;

  g_mutex_lock (&clock->lock);
  old = clock->ring.sound;
  clock->ring = ring;
  for (guint role = 0; role < COR_N_ROLES; role++) {
    if (cor_tone_is_ring (clock->tones[role].tone))
      start_tone (clock, role, clock->tones[role].tone);
  }
  g_mutex_unlock (&clock->lock);
  cor_ring_sound_free (old);
}

void
cor_sound_set_country (CorSound *self, const char *country)
{
  g_mutex_lock (&self->clock.lock);
  self->clock.tone_plan = cor_tone_find_plan (country);
  g_mutex_unlock (&self->clock.lock);
}

void
cor_sound_set_ready (CorSound *self, gboolean ready)
{
  g_mutex_lock (&self->clock.lock);
  self->clock.ready = ready;
  g_mutex_unlock (&self->clock.lock);
  cor_cards_check (self->cards);
}

void
cor_sound_set_voice (CorSound *self, gboolean echo, gboolean noise)
{
  g_mutex_lock (&self->clock.lock);
  cor_voice_set (self->clock.voice, echo, noise);
  g_mutex_unlock (&self->clock.lock);
}

void
cor_sound_get_levels (CorSound *self, guint call, double *ret_tx, double *ret_rx)
{
  CorLevels *levels;

  g_mutex_lock (&self->clock.lock);
  levels = g_hash_table_lookup (self->clock.levels, GUINT_TO_POINTER (call));
  *ret_tx = levels != NULL ? levels->tx : COR_SILENCE;
  *ret_rx = levels != NULL ? levels->rx : COR_SILENCE;
  g_mutex_unlock (&self->clock.lock);
}

void
cor_sound_get_loudness (CorSound *self, CorLoudness *ret_loudness)
{
  g_mutex_lock (&self->clock.lock);
  *ret_loudness = self->clock.loudness;
  g_mutex_unlock (&self->clock.lock);
}

void
cor_sound_forget_call (CorSound *self, guint call)
{
  g_mutex_lock (&self->clock.lock);
  g_hash_table_remove (self->clock.levels, GUINT_TO_POINTER (call));
  g_mutex_unlock (&self->clock.lock);
}
