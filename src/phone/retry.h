/* SPDX-License-Identifier: GPL-3.0-or-later
 * What becomes of a registration that the server refused, or did not answer. Pure. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* The longest that a server may ask for: who is away for an hour comes back unnoticed. */
#define COR_RETRY_LONGEST_S 1800

typedef struct {
  guint low, high;  /* SIP's codes; 0: nobody answered, or the connection broke */
  guint first;      /* s before the first try; it doubles with each. 0: no try without the user */
  guint cap;        /* s */
  gboolean at_once; /* not waited for when the registration stood until now */
  gboolean final;   /* told as failed: somebody has to do something about it */
} CorRetry;

/* Never NULL. */
const CorRetry *cor_retry_find (guint code);
/* Milliseconds until the next try; 0 for the one that is never made.
 * failures: in a row before this one. asked: s, the server's Retry-After, or 0.
 * chance: [0, 1); a company's phones must not all come back in the same instant. */
guint cor_retry_wait (const CorRetry *retry, guint failures, guint asked, double chance);

G_END_DECLS
