/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where a call can be made from at this moment. */
#pragma once
#include "route/route.h"

G_BEGIN_DECLS

typedef enum {
  COR_PLACE_COMPUTER,
  COR_PLACE_DESK,
  COR_PLACE_DESK_AWAY,        /* it may not ring, and this computer can call */
  COR_PLACE_COMPUTER_INSTEAD, /* the device wanted can't call, this computer can */
  COR_PLACE_LATER,            /* nothing yet, but soon */
  COR_PLACE_NONE,
} CorPlaceKind;

typedef struct {
  CorPlaceKind kind;
  CorDevice *wanted; /* borrowed from the world; NULL when it isn't among its devices */
  CorDevice *other;  /* a desk phone that could call instead, borrowed, or NULL */
} CorPlace;

/* `wanted_id`: a CorDevice id, or NULL for the chosen one. */
CorPlace cor_place_find (const char *wanted_id, const CorRouteWorld *world);

G_END_DECLS
