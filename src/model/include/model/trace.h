/* SPDX-License-Identifier: GPL-3.0-or-later
 * The last things that the program said to others and to itself, in memory
 * alone and of a bounded size, for who has to find out what went wrong. One to
 * a process, as the log is. Any thread. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  COR_TRACE_SIP,     /* messages, both ways */
  COR_TRACE_REST,    /* requests to the server and their answers' status */
  COR_TRACE_NEWS,    /* names of the events of its socket */
  COR_TRACE_GATEWAY, /* and of those of its gateway */
  COR_TRACE_LOG,
  COR_TRACE_N,
} CorTraceKind;

/* Of each kind this much is kept, the newest. */
#define COR_TRACE_MAX_BYTES (256 * 1024)

/* text: one entry, on any number of lines. Secrets are taken out before it is kept. */
void cor_trace_note (CorTraceKind kind, const char *text);
/* A line per entry at least, each with its time; "" when nothing was noted. Transfer full. */
char *cor_trace_dup (CorTraceKind kind);
void cor_trace_forget (void); /* everything: another user may be next */

/* --- The log --- */

/* Keeps what the program logs, and prints what is of this level or above; to be called first of
 * all. Until a level is chosen GLib's environment decides what is printed. */
void cor_trace_take_log (void);
/* "error", "critical", "warning", "message", "info", "debug"; FALSE: none of them. */
gboolean cor_trace_set_log_level (const char *word);
/* "default" until one was chosen. */
const char *cor_trace_get_log_level (void);

G_END_DECLS
