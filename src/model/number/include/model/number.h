/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a person or a link means by a phone number. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* Digits of the number itself, sign not counted. Longer than any dial plan's
 * (E.164 has 15); what a PBX's feature codes need stays well below it. */
#define COR_NUMBER_MAX 40

#define COR_NUMBER_ERROR (cor_number_error_quark ())
GQuark cor_number_error_quark (void);

typedef enum {
  COR_NUMBER_ERROR_EMPTY,    /* nothing to dial: "tel:", "tel:+" */
  COR_NUMBER_ERROR_SYNTAX,   /* not a number: bad percent escape, letters with ";x" */
  COR_NUMBER_ERROR_TOO_LONG, /* over COR_NUMBER_MAX digits, or over 64 KiB of text */
  COR_NUMBER_ERROR_SCHEME,   /* a URI, but none that is dialled (http:, nethlink:) */
  COR_NUMBER_ERROR_MASKED,   /* the server hid digits ("39348xxx"): never dialled */
} CorNumberError;

/* Where the text comes from. Letters are keypad keys (vanity numbers) only in what a
 * person or a link wrote, in place of a number's last digits; from the server they are a mask. */
typedef enum {
  COR_NUMBER_FROM_LINK,
  COR_NUMBER_FROM_PERSON,
  COR_NUMBER_FROM_SERVER,
} CorNumberSource;

typedef enum {
  COR_NUMBER_ORDINARY,
  COR_NUMBER_EMERGENCY,  /* 112, 113, 115, 118, 911, 999: never rewritten, refused or queued */
  COR_NUMBER_FEATURE,    /* holds * or #: *43, #31#0721405516 */
  COR_NUMBER_FORWARDING, /* changes where calls go: **21*204#, *72..., *21*... */
  COR_NUMBER_PREMIUM,    /* costs more than a call; the parser can't know: see CorRouteWorld */
  COR_NUMBER_SATELLITE,  /* +870, +881, +882, +883; the same */
} CorNumberKind;

typedef struct {
  char *canonical; /* ^[+]?[0-9*#]{1,40}$, what is dialled */
  char *post_dial; /* DTMF for after the answer, [0-9*#ABCD,w]; ',' and 'w' pause 2 s; or NULL */
  char *host;      /* of sip:204@pbx and callto:204@pbx, lower case; or NULL */
  CorNumberKind kind;
} CorNumber;

/* Parses a URI (tel:, callto:, sip:, sips:) or plain text. Pure, GLib only, any
 * thread; work grows linearly with the text. RFC 3966, RFC 3261 section 19.1.
 * An error's message is for the user, and begins with what was refused. */
CorNumber *cor_number_parse (const char *text, CorNumberSource source, GError **error);
CorNumber *cor_number_copy (const CorNumber *number);
void cor_number_free (CorNumber *number);
/* A text of a stranger's for a message: its beginning, one line, nothing invisible, nothing that
 * turns the writing round it. NULL when nothing is left. */
char *cor_number_quote (const char *text);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CorNumber, cor_number_free)

G_END_DECLS
