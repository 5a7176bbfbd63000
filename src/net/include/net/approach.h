/* SPDX-License-Identifier: GPL-3.0-or-later
 * How far one gets on the way to a server: its name, a connection, its
 * certificate. For who asks why nothing works; nothing is sent. */
#pragma once
#include "net/host.h"
#include <gio/gio.h>
#include "model/clock.h"

G_BEGIN_DECLS

typedef enum {
  COR_APPROACH_NAME,
  COR_APPROACH_CONNECTION,
  COR_APPROACH_CERTIFICATE,
  COR_APPROACH_N,
} CorApproachStep;

/* For each step. */
#define COR_APPROACH_LIMIT_MS 10000

typedef enum {
  COR_APPROACH_DONE,
  COR_APPROACH_UNSEEN, /* a proxy does it, or there is nothing to do */
  COR_APPROACH_FAILED, /* and the rest is not tried */
} CorApproachOutcome;

/* text: for the user. */
typedef void (*CorApproachFunc) (CorApproachStep step,
                                 CorApproachOutcome outcome,
                                 const char *text,
                                 gpointer data);

/* func: for each step, in order, until the answer; then never again. ca_file: or NULL. */
void cor_approach_async (const CorHost *host,
                         const char *ca_file,
                         const CorClock *clock,
                         CorApproachFunc func,
                         gpointer data,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
/* TRUE: to the end. No error: func was told. Cancelled alone is one. */
gboolean cor_approach_finish (GAsyncResult *result, GError **error);

G_END_DECLS
