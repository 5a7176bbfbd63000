/* SPDX-License-Identifier: GPL-3.0-or-later
 * URLs of the user's own desk phones that the server asks this computer to
 * GET: one after the other, at a measured pace, none for longer than its time
 * and none that waits for longer than makes sense. */
#pragma once
#include "cti/cti.h"
#include "net/lan.h"

G_BEGIN_DECLS

/* For all of one errand; what the phone did not do by then it will not do. */
#define COR_ERRAND_MS 3000
/* Keys that a user can press ahead; a flood is a stranger's. */
#define COR_ERRAND_MAX_WAITING 16
#define COR_ERRANDS_PER_SECOND 5
#define COR_ERRANDS_AT_ONCE 8

typedef struct {
  CorLanUrl *url;
  char *device, *kind;
  gboolean redirect_is_done; /* this make says "done" by a redirect, which is not followed */
} CorErrand;

void cor_errand_free (CorErrand *errand);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CorErrand, cor_errand_free)

typedef void (*CorErrandFunc) (const CorErrand *errand, gboolean done, gpointer user_data);
typedef struct _CorErrands CorErrands;

/* cti: not referenced. `func` is told of each errand that was taken, but for those that wait
 * behind one that failed: the phone would not answer them either. */
CorErrands *cor_errands_new (CorCti *cti, CorErrandFunc func, gpointer user_data);
/* No more is told. */
void cor_errands_free (CorErrands *self);
/* Takes the errand. FALSE: too many wait. */
gboolean cor_errands_push (CorErrands *self, CorErrand *errand);

G_END_DECLS
