/* SPDX-License-Identifier: GPL-3.0-or-later
 * The engine's door: which SIP requests and connections are let in. */
#pragma once
#include "engine-private.h"

G_BEGIN_DECLS

typedef struct {
  guint64 since; /* the stack's milliseconds; 0 before the first request */
  guint64 level_ms;
} CorWireBucket;

typedef struct {
  CorEngine *engine;
  CorWireBucket fresh;
  CorWireBucket within;
  CorWireBucket others; /* not a server's */
} CorWireGuard;

/* Of any line. */
gboolean cor_wire_is_server (CorEngine *engine, const struct sa *source);
/* From now on these are the addresses of the line's server. */
void cor_wire_guard_learn (CorWireLine *line, char **addresses);
/* And this one has registered it: it knew the transaction that we asked by. */
void cor_wire_guard_note_answer (CorWireLine *line, const struct sa *source);

/* The stack's handler; `arg` is a CorWireGuard. */
bool cor_wire_guard (const struct sa *source, const struct sip_msg *message, void *arg);

/* Nobody may watch us: what else the stack would leave without an answer. */
bool cor_wire_on_subscribe (const struct sip_msg *message, void *ua);

G_END_DECLS
