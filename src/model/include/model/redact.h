/* SPDX-License-Identifier: GPL-3.0-or-later
 * Takes out of a text what nobody else may read. Pure; any thread. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* Passwords, tokens, digests, keys of media, keypad digits: by what stands before them, and by
 * their own form. Transfer full; what is not UTF-8 is made so. */
char *cor_redact_secrets (const char *text);
/* Phone numbers but for their last two digits, and names in SIP headers. Transfer full. */
char *cor_redact_numbers (const char *text);
/* Both. */
char *cor_redact_text (const char *text);
/* These very words, wherever they stand; NULL at the end, short ones are left. Transfer full. */
char *cor_redact_words (const char *text, const char *const *words);
/* A path of a request as everybody may read it: without the values of its query, and without those
 * parts of it that name somebody or something. Transfer full. */
char *cor_redact_path (const char *path);

G_END_DECLS
