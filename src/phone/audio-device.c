/* SPDX-License-Identifier: GPL-3.0-or-later
 * The cards' side of the sound: PortAudio streams opened when calls or tones
 * want them, watched, opened again when they stall and closed when idle. All
 * of it on a thread of its own, since a card may take its time to open. */
#include "config.h"
#include "audio-stream.h"
#include "model/hand-over.h"
#include <glib/gi18n-lib.h>

#define WATCH_MS 250
#define STALL_US (500 * 1000)
#define START_US (2500 * 1000)  /* the sound server may take this long for the first samples */
#define RETRY_S 30              /* at most between attempts to open a card that would not */
#define LINGER_US (3000 * 1000) /* a hold closes and opens ports: the card stays open over it */
#define END_US (300 * 1000)     /* for the thread to close its cards at the end */

struct _CorCards {
  CorSound *sound;
  GMainContext *context; /* of the thread */
  GMainContext *owner;   /* the main context */
  GMainLoop *loop;
  GThread *thread;
  GMutex lock;
  CorSoundTroubleFunc trouble; /* main context alone */
  CorSoundListFunc list;
  gpointer user_data;
  gboolean ended;    /* main context alone */
  gboolean server;   /* guarded by `lock` */
  guint restarts;    /* guarded by `lock`: a stream from before the last one is closed */
  guint changes;     /* guarded by `lock`: of devices, after which one may open that would not */
  gint check_queued; /* atomic */
  gint microphone_troubled; /* atomic: it is wanted, and would not open or is mute */
  gint quitting;            /* atomic: nothing is opened any more */
  gboolean over;            /* guarded by `lock`: the thread has let go of PortAudio */
  GCond over_cond;
  CorCard cards[COR_N_ROLES];
  gboolean initialized;
  GSource *watch;
  char *told; /* the trouble last told */
};

/* PortAudio is one to a process and knows nothing of threads: a phone's thread may still be
 * closing its cards when that of the next phone begins. */
static GMutex portaudio_lock;

/* --- The thread "phone-sound" --- */

static gboolean
initialize (CorCards *self)
{
  if (self->initialized)
    return TRUE;
  cor_silence_libraries ();
  self->initialized = Pa_Initialize () == paNoError;
  return self->initialized;
}

static void
terminate (CorCards *self)
{
  if (self->initialized)
    Pa_Terminate ();
  self->initialized = FALSE;
}

static PaError
open_card (CorCards *self, CorCard *card, const char *name, gboolean server)
{
  return initialize (self) ? cor_card_open (card, name, server) : paNotInitialized;
}

typedef struct {
  CorCards *cards;
  char *text;
  CorAudioRole role;
  char **devices;
} Report;

static void
report_free (gpointer data)
{
  Report *report = data;

  cor_sound_unref (report->cards->sound);
  g_free (report->text);
  g_strfreev (report->devices);
  g_free (report);
}

static gboolean
on_trouble_reported (gpointer data)
{
  Report *report = data;

  if (!report->cards->ended)
    report->cards->trouble (report->text, report->cards->user_data);
  return G_SOURCE_REMOVE;
}

static gboolean
on_list_reported (gpointer data)
{
  Report *report = data;

  if (!report->cards->ended)
    report->cards->list (report->role, report->devices, report->cards->user_data);
  return G_SOURCE_REMOVE;
}

static Report *
report_new (CorCards *self)
{
  Report *report = g_new0 (Report, 1);

  g_atomic_int_inc (&self->sound->ref_count);
  report->cards = self;
  return report;
}

static const char *
trouble_text (CorCards *self)
{
  if (self->cards[COR_AUDIO_MICROPHONE].troubled && self->cards[COR_AUDIO_SPEAKER].troubled)
    return _ ("No microphone and no speaker can be used: check the sound settings.");
  if (self->cards[COR_AUDIO_MICROPHONE].troubled)
    return _ ("The microphone can't be used, you won't be heard: check the sound settings.");
  if (self->cards[COR_AUDIO_SPEAKER].troubled)
    return _ ("The speaker can't be used, you will hear nothing: check the sound settings.");
  if (self->cards[COR_AUDIO_RINGER].troubled)
    return _ ("The ringer can't be used: check the sound settings.");
  return NULL;
}

static void
tell_trouble (CorCards *self)
{
  const char *text = trouble_text (self);
  Report *report;

  g_atomic_int_set (&self->microphone_troubled, self->cards[COR_AUDIO_MICROPHONE].troubled);
  if (g_strcmp0 (text, self->told) == 0)
    return;
  g_free (self->told);
  self->told = g_strdup (text);
  report = report_new (self);
  report->text = g_strdup (text);
  cor_hand_over (self->owner, on_trouble_reported, report, report_free);
}

/* A sink that nothing was played on may have its next two seconds done: PulseAudio's null sink
 * takes a first block and then nothing for up to so long, from PortAudio as from libpulse. */
static gboolean
is_stalled (const CorCard *card, gint64 now)
{
  gint64 last = __atomic_load_n (&card->last_call, __ATOMIC_RELAXED);
  gint64 patience = last - card->opened_at < START_US ? START_US : STALL_US;

  return now - MAX (last, card->opened_at) > patience;
}

static void
note_failure (CorCard *card)
{
  card->failures++;
  card->failed_at = g_get_monotonic_time ();
  card->troubled = TRUE;
}

/* After 1, 2, 4, 8, 16, 30, 30... seconds. */
static gboolean
may_try (const CorCard *card)
{
  guint wait = card->failures > 5 ? RETRY_S : 1u << card->failures >> 1;

  return g_get_monotonic_time () - card->failed_at >= wait * G_USEC_PER_SEC;
}

static void
try_to_open (CorCards *self, CorCard *card, const char *device, gboolean server)
{
  PaError err = open_card (self, card, device, server);

  if (err != paNoError) {
    g_debug ("sound: card %d would not open: %s", card->role, Pa_GetErrorText (err));
    note_failure (card);
    return;
  }
  card->opened_at = g_get_monotonic_time ();
  card->open_device = g_strdup_printf ("%d %s", server, device != NULL ? device : "");
}

/* A card that opens and then is mute has failed as well; one that was not before is only opened
 * again. */
static void
check_stream (CorCard *card, gint64 now)
{
  gboolean sounded = __atomic_load_n (&card->last_call, __ATOMIC_RELAXED) != 0;

  if (sounded) {
    card->failures = 0;
    card->troubled = FALSE;
  }
  if (!is_stalled (card, now))
    return;
  g_debug ("sound: card %d stalled, opening it again", card->role);
  cor_card_close (card);
  if (!sounded)
    note_failure (card);
}

/* Who calls again, or has changed something, does not wait. */
static void
note_wanted (CorCard *card, gboolean wanted, guint changes, gint64 now)
{
  if (changes != card->changes || (wanted && card->unwanted_at != 0))
    card->failures = 0;
  card->changes = changes;
  if (wanted)
    card->unwanted_at = 0;
  else if (card->unwanted_at == 0)
    card->unwanted_at = now;
}

static void
check_card (CorCards *self, CorCard *card, gboolean wanted)
{
  g_autofree char *device = NULL;
  g_autofree char *want = NULL;
  gint64 now = g_get_monotonic_time ();
  gboolean server;
  gboolean absent;
  guint changes, restarts;

  g_mutex_lock (&self->lock);
  device = g_strdup (card->device);
  absent = card->absent;
  server = self->server;
  changes = self->changes;
  restarts = self->restarts;
  g_mutex_unlock (&self->lock);
  want = g_strdup_printf ("%d %s", server, device != NULL ? device : "");
  note_wanted (card, wanted, changes, now);
  if (card->stream != NULL &&
      (absent || card->restarts != restarts || g_strcmp0 (card->open_device, want) != 0))
    cor_card_close (card);
  card->restarts = restarts;
  if (card->stream != NULL && wanted)
    check_stream (card, now);
  if (wanted && card->stream == NULL && !absent && may_try (card))
    try_to_open (self, card, device, server);
  if (absent || (!wanted && now - card->unwanted_at > LINGER_US)) {
    cor_card_close (card);
    card->troubled = FALSE;
  }
}

/* Without a server the list is PortAudio's, which is made anew by starting it
 * anew: only between calls. */
static void
list_devices (CorCards *self)
{
  if (!initialize (self))
    return;
  for (guint role = 0; role < COR_N_ROLES; role++) {
    g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
    Report *report = report_new (self);

    for (PaDeviceIndex i = 0; i < Pa_GetDeviceCount (); i++) {
      const PaDeviceInfo *info = Pa_GetDeviceInfo (i);

      if (cor_card_fits (info, role == COR_AUDIO_MICROPHONE))
        g_strv_builder_add (names, info->name);
    }
    report->role = (CorAudioRole)role;
    report->devices = g_strv_builder_end (names);
    cor_hand_over (self->owner, on_list_reported, report, report_free);
  }
}

static gboolean
any_open (CorCards *self)
{
  for (guint i = 0; i < COR_N_ROLES; i++) {
    if (self->cards[i].stream != NULL)
      return TRUE;
  }
  return FALSE;
}

static gboolean on_watch (gpointer data);

static void
set_watch (CorCards *self, gboolean on)
{
  if (on && self->watch == NULL) {
    self->watch = g_timeout_source_new (WATCH_MS);
    g_source_set_callback (self->watch, on_watch, self, NULL);
    g_source_attach (self->watch, self->context);
  } else if (!on && self->watch != NULL) {
    g_source_destroy (self->watch);
    g_clear_pointer (&self->watch, g_source_unref);
  }
}

static void
check (CorCards *self)
{
  CorSoundClock *clock = &self->sound->clock;
  gboolean wanted[COR_N_ROLES];
  gboolean any = FALSE;

  g_mutex_lock (&clock->lock);
  for (guint i = 0; i < COR_N_ROLES; i++) {
    wanted[i] = cor_sound_clock_wants (clock, (CorAudioRole)i);
    any = any || wanted[i];
  }
  g_mutex_unlock (&clock->lock);
  for (guint i = 0; i < COR_N_ROLES; i++)
    check_card (self, &self->cards[i], wanted[i]);
  tell_trouble (self);
  set_watch (self, any || any_open (self));
  if (!any && !any_open (self))
    terminate (self);
}

static void
check_alone (CorCards *self)
{
  g_mutex_lock (&portaudio_lock);
  if (!g_atomic_int_get (&self->quitting))
    check (self);
  g_mutex_unlock (&portaudio_lock);
}

static gboolean
on_watch (gpointer data)
{
  check_alone (data);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_check (gpointer data)
{
  CorCards *self = data;

  g_atomic_int_set (&self->check_queued, 0);
  check_alone (self);
  return G_SOURCE_REMOVE;
}

static gboolean
on_refresh (gpointer data)
{
  CorCards *self = data;

  g_mutex_lock (&portaudio_lock);
  if (!any_open (self) && !g_atomic_int_get (&self->quitting)) {
    terminate (self);
    list_devices (self);
    terminate (self);
  }
  g_mutex_unlock (&portaudio_lock);
  return G_SOURCE_REMOVE;
}

static gboolean
on_quit (gpointer data)
{
  CorCards *self = data;

  g_main_loop_quit (self->loop);
  return G_SOURCE_REMOVE;
}

static gpointer
cards_thread (gpointer data)
{
  CorCards *self = data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  set_watch (self, FALSE);
  g_mutex_lock (&portaudio_lock);
  for (guint i = 0; i < COR_N_ROLES; i++)
    cor_card_close (&self->cards[i]);
  terminate (self);
  g_mutex_unlock (&portaudio_lock);
  g_mutex_lock (&self->lock);
  self->over = TRUE;
  g_cond_signal (&self->over_cond);
  g_mutex_unlock (&self->lock);
  g_main_context_pop_thread_default (self->context);
  cor_sound_unref (self->sound);
  return NULL;
}

void
cor_cards_check (CorCards *self)
{
  if (g_atomic_int_compare_and_exchange (&self->check_queued, 0, 1))
    cor_hand_over (self->context, on_check, self, NULL);
}

CorCards *
cor_cards_new (CorSound *sound,
               CorSoundTroubleFunc trouble,
               CorSoundListFunc list,
               gpointer user_data)
{
  CorCards *self = g_new0 (CorCards, 1);

  self->sound = sound;
  self->context = g_main_context_new ();
  self->owner = g_main_context_ref_thread_default ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->trouble = trouble;
  self->list = list;
  self->user_data = user_data;
  g_mutex_init (&self->lock);
  g_cond_init (&self->over_cond);
  for (guint i = 0; i < COR_N_ROLES; i++) {
    self->cards[i].role = (CorAudioRole)i;
    self->cards[i].ring = &sound->clock.rings[i];
  }
  g_atomic_int_inc (&sound->ref_count);
  self->thread = g_thread_new ("phone-sound", cards_thread, self);
  return self;
}

/* The thread is waited for, lest the program's end finds it inside PortAudio, but not for long:
 * a sound server that hangs would hang us. */
void
cor_cards_end (CorCards *self)
{
  gint64 until = g_get_monotonic_time () + END_US;

  self->ended = TRUE;
  g_atomic_int_set (&self->quitting, 1);
  cor_hand_over (self->context, on_quit, self, NULL);
  g_mutex_lock (&self->lock);
  while (!self->over && g_cond_wait_until (&self->over_cond, &self->lock, until))
    ;
  g_mutex_unlock (&self->lock);
  g_clear_pointer (&self->thread, g_thread_unref);
}

void
cor_cards_free (CorCards *self)
{
  for (guint i = 0; i < COR_N_ROLES; i++)
    g_free (self->cards[i].device);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->over_cond);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_main_context_unref (self->owner);
  g_free (self->told);
  g_free (self);
}

void
cor_sound_set_device (CorSound *self, CorAudioRole role, const char *name)
{
  CorCards *cards = self->cards;
  CorCard *card = &cards->cards[role];

  g_mutex_lock (&cards->lock);
  if (g_strcmp0 (card->device, name) != 0)
    cards->changes++;
  g_free (card->device);
  card->device = g_strdup (name);
  g_mutex_unlock (&cards->lock);
  cor_cards_check (cards);
}

void
cor_sound_set_absent (CorSound *self, CorAudioRole role, gboolean absent)
{
  CorCards *cards = self->cards;

  g_mutex_lock (&cards->lock);
  cards->cards[role].absent = absent;
  g_mutex_unlock (&cards->lock);
  cor_cards_check (cards);
}

void
cor_sound_set_server (CorSound *self, gboolean present)
{
  g_mutex_lock (&self->cards->lock);
  if (self->cards->server != present)
    self->cards->changes++;
  self->cards->server = present;
  g_mutex_unlock (&self->cards->lock);
  cor_cards_check (self->cards);
}

void
cor_sound_note_list (CorSound *self)
{
  g_mutex_lock (&self->cards->lock);
  self->cards->changes++;
  g_mutex_unlock (&self->cards->lock);
  cor_cards_check (self->cards);
}

gboolean
cor_sound_is_microphone_troubled (CorSound *self)
{
  return g_atomic_int_get (&self->cards->microphone_troubled) != 0;
}

void
cor_sound_restart (CorSound *self)
{
  g_mutex_lock (&self->cards->lock);
  self->cards->changes++;
  self->cards->restarts++;
  g_mutex_unlock (&self->cards->lock);
  cor_cards_check (self->cards);
}

void
cor_sound_refresh_list (CorSound *self)
{
  cor_hand_over (self->cards->context, on_refresh, self->cards, NULL);
}
