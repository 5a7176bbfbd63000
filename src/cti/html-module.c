/* SPDX-License-Identifier: GPL-3.0-or-later
 * The module: a page to text by libxml2's parser, which tells of elements and
 * words one by one. No tree is built, so no page is too deep. */
#include "html.h"
#include <gmodule.h>
#include <libxml/HTMLparser.h>
#include <string.h>

typedef struct {
  GString *text;
  guint lines;     /* ended ones */
  guint skipped;   /* elements around us whose words nobody reads */
  gboolean spaced; /* a space is due before the next word */
  gboolean celled; /* and a mark between two cells */
} Reader;

static gboolean
is_one_of (const char *name, const char *const *names)
{
  for (; *names != NULL; names++)
    if (g_ascii_strcasecmp (name, *names) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_unread (const char *name)
{
  static const char *const names[] = { "script", "style",    "head",   "title", "template",
                                       "iframe", "noscript", "object", "svg",   "select",
                                       "math",   "audio",    "video",  NULL };

  return is_one_of (name, names);
}

static gboolean
is_block (const char *name)
{
  static const char *const names[] = {
    "address", "article", "aside", "blockquote", "br",       "caption", "center",  "dd",
    "details", "div",     "dl",    "dt",         "fieldset", "footer",  "form",    "h1",
    "h2",      "h3",      "h4",    "h5",         "h6",       "header",  "hr",      "legend",
    "li",      "main",    "nav",   "ol",         "p",        "pre",     "section", "summary",
    "table",   "tbody",   "tfoot", "thead",      "tr",       "ul",      NULL
  };

  return is_one_of (name, names);
}

static gboolean
is_at_line_start (const Reader *reader)
{
  return reader->text->len == 0 || reader->text->str[reader->text->len - 1] == '\n';
}

static void
end_line (Reader *reader)
{
  reader->spaced = reader->celled = FALSE;
  if (is_at_line_start (reader))
    return;
  g_string_append_c (reader->text, '\n');
  reader->lines++;
}

static gboolean
is_full (const Reader *reader)
{
  return reader->text->len >= COR_HTML_TEXT_MAX || reader->lines >= COR_HTML_LINES_MAX;
}

static void
on_start (void *data, const xmlChar *name, const xmlChar **attributes)
{
  Reader *reader = data;
  const char *element = (const char *)name;

  if (is_unread (element))
    reader->skipped++;
  else if (is_block (element))
    end_line (reader);
  else if (is_one_of (element, (const char *const[]){ "td", "th", NULL }))
    reader->celled = !is_at_line_start (reader);
}

static void
on_end (void *data, const xmlChar *name)
{
  Reader *reader = data;
  const char *element = (const char *)name;

  if (is_unread (element))
    reader->skipped -= reader->skipped > 0;
  else if (is_block (element))
    end_line (reader);
}

static void
append (Reader *reader, gunichar c)
{
  if (is_full (reader))
    return;
  if (reader->celled)
    g_string_append (reader->text, " · ");
  else if (reader->spaced && !is_at_line_start (reader))
    g_string_append_c (reader->text, ' ');
  reader->spaced = reader->celled = FALSE;
  g_string_append_unichar (reader->text, c);
}

/* Marks that turn the way of reading could make a number look like another. */
static void
on_words (void *data, const xmlChar *words, int len)
{
  Reader *reader = data;
  const char *end = (const char *)words + len;

  if (reader->skipped > 0 || !g_utf8_validate ((const char *)words, len, NULL))
    return;
  for (const char *at = (const char *)words; at < end; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    if (g_unichar_isspace (c) || g_unichar_iscntrl (c))
      reader->spaced = TRUE;
    else if (g_unichar_type (c) != G_UNICODE_FORMAT)
      append (reader, c);
  }
}

/* Once, before two threads read pages. */
static void
ready_library (void)
{
  static gsize once = 0;

  if (g_once_init_enter (&once)) {
    xmlInitParser ();
    g_once_init_leave (&once, 1);
  }
}

static char *
to_text (const char *html, gsize len)
{
  Reader reader = { .text = g_string_new (NULL) };
  htmlParserCtxtPtr context;
  htmlDocPtr document;

  ready_library ();
  context = len <= G_MAXINT ? htmlNewParserCtxt () : NULL;
  if (context == NULL)
    return g_string_free (reader.text, FALSE);
  memset (context->sax, 0, sizeof *context->sax);
  context->sax->startElement = on_start;
  context->sax->endElement = on_end;
  context->sax->characters = on_words;
  context->sax->ignorableWhitespace = on_words;
  context->userData = &reader;
  document = htmlCtxtReadMemory (context, html, (int)len, NULL, "UTF-8",
                                 HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                   HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC | HTML_PARSE_NOIMPLIED);
  if (document != NULL)
    xmlFreeDoc (document);
  htmlFreeParserCtxt (context);
  while (reader.text->len > 0 && reader.text->str[reader.text->len - 1] == '\n')
    g_string_truncate (reader.text, reader.text->len - 1);
  return g_string_free (reader.text, FALSE);
}

G_MODULE_EXPORT const CorHtmlModule cor_html_module = { COR_HTML_MODULE_VERSION, to_text };
