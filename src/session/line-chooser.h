/* SPDX-License-Identifier: GPL-3.0-or-later
 * Of the ways in which this computer can be a phone, the one that works: to
 * everybody else one line. Owner: session. Thread: main context. */
#pragma once
#include "model/line.h"
#include "net/clock.h"
#include "line-plan.h"

G_BEGIN_DECLS

/* The line of a way, not connected yet; transfer full. */
typedef CorLine *(*CorLineMake) (const CorWay *way, gpointer data, GError **error);

typedef struct {
  CorLineMake make;
  gpointer data;
  const CorClock *clock;
} CorLineMaker;

#define COR_TYPE_LINE_CHOOSER (cor_line_chooser_get_type ())
G_DECLARE_FINAL_TYPE (CorLineChooser, cor_line_chooser, COR, LINE_CHOOSER, CorLine)

/* A CorLine. The first way is tried first; the next one when it is refused or not ready within
 * COR_LINE_PATIENCE_MS, and meanwhile those before it go on trying: as soon as one of them is ready
 * it takes over. Whoever has a call keeps it to its end.
 * State, label, kind and reason are those of the way that is ready, else of the first one, which is
 * what should be mended.
 *
 * plan: CorWay, at least one; taken. maker: copied; what it borrows must outlive the line. */
CorLine *cor_line_chooser_new (GPtrArray *plan, const CorLineMaker *maker);

#define COR_LINE_PATIENCE_MS 10000
/* How long a way that was refused is left alone while another one serves. */
#define COR_LINE_AGAIN_MS 300000

/* The way in use: ready, else the one that is tried; never NULL. */
const CorWay *cor_line_chooser_get_way (CorLineChooser *self);
/* Why this way, and what became of the better ones; for the user. */
char *cor_line_chooser_dup_why (CorLineChooser *self);

/* For a diagnosis: every way there is. state: OFFLINE when it was not needed yet. */
guint cor_line_chooser_get_n_ways (CorLineChooser *self);
const CorWay *cor_line_chooser_describe (CorLineChooser *self,
                                         guint i,
                                         CorLineState *ret_state,
                                         char **ret_reason);

G_END_DECLS
