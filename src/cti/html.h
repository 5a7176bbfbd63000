/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a page says, as plain text. libxml2 reads it; it lives in a module that
 * the first page loads, since linking it (and ICU below it) would slow down
 * every start. Nothing of a page is run or fetched. Any thread. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

#define COR_HTML_MODULE_FILE "cornetta-html.so"
#define COR_HTML_MODULE_SYMBOL "cor_html_module"
#define COR_HTML_MODULE_VERSION 1

/* What is more than this is cut off. */
#define COR_HTML_TEXT_MAX 8192
#define COR_HTML_LINES_MAX 200

typedef struct {
  guint version;
  char *(*to_text) (const char *html, gsize len);
} CorHtmlModule;

gboolean cor_html_is_available (void);
/* Lines without spaces around them, none empty; "" where the page says nothing. html: any bytes.
 * Only where it is available. */
char *cor_html_to_text (const char *html, gsize len);

G_END_DECLS
