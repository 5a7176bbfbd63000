/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the microphone heard becomes what the other side hears.
 *
 * The library that does it stands in a module that is loaded with the first call: it and the C++
 * library would cost the program time at its start. */
#include "config.h"
#include "voice.h"
#include "echo-delay.h"
#include "voice-module.h"
#include <gmodule.h>
#include <math.h>

#define BLOCK (COR_RATE / 100)

struct _CorVoice {
  gboolean echo;
  gboolean noise;
  CorVoiceChain *chain; /* NULL until it is needed */
  CorEchoDelay delay;
};

/* It stays until the program ends. */
static const CorVoiceModule *
load (void)
{
  const char *folder = g_getenv ("CORNETTA_LIBEXECDIR");
  g_autofree char *path =
    g_build_filename (folder != NULL ? folder : COR_LIBEXECDIR, COR_VOICE_MODULE_FILE, NULL);
  GModule *library = g_module_open (path, G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL);
  gpointer symbol = NULL;
  const CorVoiceModule *module;

  if (library == NULL || !g_module_symbol (library, COR_VOICE_MODULE_SYMBOL, &symbol)) {
    g_debug ("the voice stays as it is: %s", g_module_error ());
    return NULL;
  }
  g_module_make_resident (library);
  module = symbol;
  if (module->version != COR_VOICE_MODULE_VERSION) {
    g_debug ("the voice stays as it is: %s is of another version", path);
    return NULL;
  }
  return module;
}

static const CorVoiceModule *
get_module (void)
{
  static gsize once = 0;
  static const CorVoiceModule *module = NULL;

  if (g_once_init_enter (&once)) {
    module = load ();
    g_once_init_leave (&once, 1);
  }
  return module;
}

gboolean
cor_voice_is_available (void)
{
  return get_module () != NULL;
}

CorVoice *
cor_voice_new (void)
{
  return g_new0 (CorVoice, 1);
}

void
cor_voice_free (CorVoice *self)
{
  cor_voice_rest (self);
  g_free (self);
}

void
cor_voice_set (CorVoice *self, gboolean echo, gboolean noise)
{
  self->echo = echo;
  self->noise = noise;
  if (self->chain != NULL)
    get_module ()->configure (self->chain, echo, noise);
}

static gboolean
ensure_chain (CorVoice *self)
{
  const CorVoiceModule *module = get_module ();

  if (self->chain != NULL || module == NULL)
    return self->chain != NULL;
  self->chain = module->create (COR_RATE);
  if (self->chain != NULL)
    module->configure (self->chain, self->echo, self->noise);
  return self->chain != NULL;
}

static void
process_block (CorVoice *self, const gint16 *played, gint16 *mic)
{
  float played_block[BLOCK];
  float mic_block[BLOCK];

  for (guint i = 0; i < BLOCK; i++) {
    played_block[i] = played[i] / 32768.0f;
    mic_block[i] = mic[i] / 32768.0f;
  }
  get_module ()->process (self->chain, played_block, mic_block);
  for (guint i = 0; i < BLOCK; i++)
    mic[i] = (gint16)lrintf (CLAMP (mic_block[i] * 32768.0f, G_MININT16, G_MAXINT16));
}

void
cor_voice_process (CorVoice *self, const gint16 *played, gint16 *mic)
{
  gint16 reference[COR_FRAME];

  if ((!self->echo && !self->noise) || !ensure_chain (self))
    return;
  cor_echo_delay_align (&self->delay, played, mic, reference);
  for (guint at = 0; at < COR_FRAME; at += BLOCK)
    process_block (self, reference + at, mic + at);
}

void
cor_voice_rest (CorVoice *self)
{
  if (self->chain != NULL)
    get_module ()->destroy (g_steal_pointer (&self->chain));
  cor_echo_delay_rest (&self->delay);
}
