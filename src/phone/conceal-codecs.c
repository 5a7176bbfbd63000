/* SPDX-License-Identifier: GPL-3.0-or-later
 * Gives the codecs that can't make up for lost packets a way to: their decoders
 * are wrapped, and what comes out of them is what the concealment goes by. */
#include "config.h"
#include "engine-private.h"
#include "conceal.h"

typedef struct {
  const char *name;
  audec_update_h *update; /* the codec's own; NULL where it needs no state */
  audec_decode_h *decode;
} Codec;

static Codec codecs[] = { { "PCMU" }, { "PCMA" }, { "G722" } };

/* The stack knows no more of it than the name. */
struct audec_state {
  const Codec *codec;
  struct audec_state *inner; /* the codec's own, or NULL */
  gsize frame;               /* samples of a packet, as they came last */
  CorConceal conceal;
};

static void
state_destroy (void *data)
{
  struct audec_state *state = data;

  mem_deref (state->inner);
}

static Codec *
find (const struct aucodec *codec)
{
  for (guint i = 0; i < G_N_ELEMENTS (codecs); i++) {
    if (g_str_equal (codecs[i].name, codec->name))
      return &codecs[i];
  }
  return NULL;
}

static int
update (struct audec_state **statep, const struct aucodec *aucodec, const char *format)
{
  struct audec_state *state = *statep;
  const Codec *codec = find (aucodec);

  if (state == NULL) {
    state = mem_zalloc (sizeof *state, state_destroy);
    if (state == NULL)
      return ENOMEM;
    state->codec = codec;
    cor_conceal_init (&state->conceal, aucodec->srate);
    *statep = state;
  }
  return codec->update != NULL ? codec->update (&state->inner, aucodec, format) : 0;
}

static int
codec_decode (struct audec_state *state,
              int format,
              void *samples,
              size_t *n,
              bool marker,
              const uint8_t *packet,
              size_t length)
{
  int err = state->codec->decode (state->inner, format, samples, n, marker, packet, length);

  if (err == 0 && format == AUFMT_S16LE) {
    state->frame = *n;
    cor_conceal_take (&state->conceal, samples, (guint)*n);
  }
  return err;
}

static int
codec_conceal (struct audec_state *state,
               int format,
               void *samples,
               size_t *n,
               const uint8_t *packet,
               size_t length)
{
  if (format != AUFMT_S16LE)
    return ENOTSUP;
  *n = MIN (*n, state->frame);
  cor_conceal_make (&state->conceal, samples, (guint)*n);
  return 0;
}

/* Codecs are the stack's for as long as the program runs: a second engine finds them wrapped. */
void
cor_wire_conceal_losses (void)
{
  for (struct le *le = list_head (baresip_aucodecl ()); le != NULL; le = le->next) {
    struct aucodec *aucodec = le->data;
    Codec *codec = find (aucodec);

    if (codec == NULL || aucodec->dech == codec_decode)
      continue;
    codec->update = aucodec->decupdh;
    codec->decode = aucodec->dech;
    aucodec->decupdh = update;
    aucodec->dech = codec_decode;
    aucodec->plch = codec_conceal;
  }
}
