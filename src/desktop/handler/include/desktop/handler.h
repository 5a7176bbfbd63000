/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which program opens phone links. Changed only when the user says so: the
 * choice is theirs, and what they had before comes back. Thread: any one. */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

#define COR_HANDLER_ERROR (cor_handler_error_quark ())
GQuark cor_handler_error_quark (void);

typedef enum {
  COR_HANDLER_ERROR_NOT_INSTALLED, /* the desktop knows no such program */
  COR_HANDLER_ERROR_NOT_ALLOWED,   /* in a sandbox: only its user can, in the desktop's settings */
  COR_HANDLER_ERROR_FILE,          /* the list of defaults can't be read or written */
} CorHandlerError;

typedef struct {
  char *id;        /* of the program that opens them now, "x.desktop"; NULL: nothing does */
  char *name;      /* the same for people */
  gboolean chosen; /* it is this program, by its user's choice */
  char *previous;  /* then: who comes back, for people; NULL when nobody was chosen */
} CorHandler;

/* "tel", "callto" and "nethlink". */
const char *const *cor_handler_schemes (void);
/* Never NULL. What this process has just changed shows after GAppInfoMonitor's signal. */
CorHandler *cor_handler_query (const char *scheme);
void cor_handler_free (CorHandler *handler);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CorHandler, cor_handler_free)
/* The desktop knows this program at all; and that it opens links of a scheme, by its own file or by
 * what its user has added. */
gboolean cor_handler_is_installed (void);
gboolean cor_handler_is_registered (const char *scheme);
/* Tells the desktop that it opens all of them, in the user's own settings. */
gboolean cor_handler_register (GError **error);
/* It is who opens them now, whether its user has chosen it or it is the only one. */
gboolean cor_handler_is_ours (const CorHandler *handler);
/* Makes this program the one, and remembers who was. */
gboolean cor_handler_set (const char *scheme, GError **error);
/* Gives back what cor_handler_set() took. Another program that was chosen since stays. */
gboolean cor_handler_unset (const char *scheme, GError **error);

G_END_DECLS
