/* SPDX-License-Identifier: GPL-3.0-or-later
 * A codec in the preferences: whether it is used, and after which others. */
#pragma once
#include <adwaita.h>

G_BEGIN_DECLS

#define COR_TYPE_CODEC_ROW (cor_codec_row_get_type ())
G_DECLARE_FINAL_TYPE (CorCodecRow, cor_codec_row, COR, CODEC_ROW, AdwActionRow)

typedef struct {
  guint place;             /* from 0 on */
  gboolean first, last;    /* there is none before, behind it */
  gboolean used, only_one; /* of those that are used */
} CorCodecPlace;

/* Signals: "moved" (int: -1 up, 1 down), "used" (boolean). The name is one of model/codec.h. */
GtkWidget *cor_codec_row_new (const char *name);
const char *cor_codec_row_get_name (CorCodecRow *self);
guint cor_codec_row_get_place (CorCodecRow *self);
gboolean cor_codec_row_is_used (CorCodecRow *self);
void cor_codec_row_set_place (CorCodecRow *self, const CorCodecPlace *place);

G_END_DECLS
