/* SPDX-License-Identifier: GPL-3.0-or-later
 * What others said of a call beside who it is from. Kept with the call; it is
 * theirs to write, so it is shown or asked about, and never simply done. */
#pragma once
#include "model/call.h"

G_BEGIN_DECLS

typedef struct {
  char *called; /* what was called, for people: "Sales (401)"; NULL: this user themselves */
  gboolean wants_answer; /* an intercom: the caller asks for an answer by itself */
  char *redirect;        /* of one of ours that has ended: the number to call instead, or NULL */
} CorCallHints;

/* Borrowed, never NULL. */
const CorCallHints *cor_call_get_hints (CorCall *call);

/* For the room that controls the call: before anybody else knows of it, or of its end. What is told
 * later of what was called, its "place" is to be notified with. */
void cor_call_set_called (CorCall *call, const char *called);
void cor_call_set_wants_answer (CorCall *call);
void cor_call_set_redirect (CorCall *call, const char *redirect);

G_END_DECLS
