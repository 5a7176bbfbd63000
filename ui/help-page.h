/* SPDX-License-Identifier: GPL-3.0-or-later
 * A page of the help, as blocks to be shown: the part of Mallard that the pages use. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  COR_HELP_TITLE,
  COR_HELP_HEADING,
  COR_HELP_TEXT,
  COR_HELP_BULLET,
  COR_HELP_STEP,
  COR_HELP_NOTE,
  COR_HELP_SCREEN, /* what is typed or printed; lines as they are */
} CorHelpKind;

typedef struct {
  CorHelpKind kind;
  guint number; /* of a step */
  char *markup; /* Pango's; a link's target is a page's name, or a URL */
} CorHelpBlock;

void cor_help_block_free (CorHelpBlock *block);

/* CorHelpBlock, from Mallard; transfer full. */
GPtrArray *cor_help_page_parse (const char *text, gssize length, GError **error);
/* In the user's language, else in English. NULL: there is no such page. */
GPtrArray *cor_help_page_load (const char *name);
/* The page about a check, "auth.token"; transfer full. */
char *cor_help_page_of_check (const char *id);

G_END_DECLS
