/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is known of a call, in the places that a template has for it. What the
 * caller says of themselves is a stranger's. Pure.
 *
 * Places: $CALLER_NUMBER and {phone}, $CALLER_NAME, $CALLED, $UNIQUEID, $EVENT,
 * $DIRECTION. One that nothing is known for is filled with nothing. */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

#define COR_FILL_MAX 8192 /* bytes of what comes out */

/* Each may be NULL. */
typedef struct {
  const char *number, *name, *called, *unique, *event, *direction;
} CorFill;

gboolean cor_fill_uses (const char *template, const char *place);
/* A web page's address, each value percent-encoded; NULL and why when it can't be one, or when its
 * host would be the caller's to choose. */
char *cor_fill_url (const char *template, const CorFill *fill, GError **error);
/* Arguments of a program: the template is split first, and a value stays in the one it stands in.
 * NULL and why when it is no command, or when the caller would choose the program. */
GStrv cor_fill_command (const char *template, const CorFill *fill, GError **error);

G_END_DECLS
