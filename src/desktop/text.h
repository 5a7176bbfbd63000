/* SPDX-License-Identifier: GPL-3.0-or-later
 * Text that strangers chose, made fit for a notification. Pure; any thread. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* Characters of a name, a number or a place that reach the screen. */
#define COR_TEXT_MAX 120

/* One line of valid UTF-8 without control characters and direction overrides, single spaces for
 * all white space, cut to COR_TEXT_MAX characters. NULL where nothing visible is left, or text is
 * NULL. */
char *cor_text_clean (const char *text);

G_END_DECLS
