/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl note` and `summary`. */
#include "config.h"
#include "written.h"
#include "input.h"
#include "show.h"
#include <glib/gi18n-lib.h>
#include <stdio.h>

/* More is no summary; the program says so. */
#define MOST_INPUT (128 * 1024)

static CorExit
show (const CorContext *context, const char *what, const char *id)
{
  CorExit code = COR_EXIT_OK;
  g_autoptr (GVariant) text =
    cor_context_ask_method (context, "Written", g_variant_new ("(ss)", what, id), "(s)", &code);

  if (text == NULL)
    return code;
  if (context->json)
    cor_show_json (text);
  else if (*g_variant_get_string (text, NULL) != '\0')
    cor_show_line (g_variant_get_string (text, NULL));
  return COR_EXIT_OK;
}

static CorExit
write_text (const CorContext *context, const char *what, const char *id, const char *text)
{
  CorExit code = COR_EXIT_OK;
  g_autoptr (GVariant) answer = NULL;

  if (!g_utf8_validate (text, -1, NULL)) {
    g_printerr ("cornetta: %s\n", _ ("The text is not UTF-8"));
    return COR_EXIT_USAGE;
  }
  answer =
    cor_context_ask_method (context, "Write", g_variant_new ("(sss)", what, id, text), "()", &code);
  return code;
}

CorExit
cor_written_run_note (const CorContext *context)
{
  const char *id = cor_context_arg (context, 0);
  g_autofree char *text = NULL;

  if (cor_context_arg (context, 1) == NULL)
    return show (context, "note", id);
  text = cor_input_join (context->args, 1);
  return write_text (context, "note", id, text);
}

static CorExit
edit (const CorContext *context, const char *id)
{
  g_autofree char *text = NULL;
  gsize n;

  if (cor_context_arg (context, 2) != NULL) {
    text = cor_input_join (context->args, 2);
  } else {
    text = g_malloc (MOST_INPUT + 1);
    n = fread (text, 1, MOST_INPUT, stdin);
    text[n] = '\0';
  }
  return write_text (context, "summary", id, text);
}

CorExit
cor_written_run_summary (const CorContext *context)
{
  const char *word = cor_context_arg (context, 0), *id = cor_context_arg (context, 1);
  gboolean edits = g_strcmp0 (word, "edit") == 0;

  if (id != NULL && edits)
    return edit (context, id);
  if (id != NULL && g_strcmp0 (word, "show") == 0 && cor_context_arg (context, 2) == NULL)
    return show (context, "summary", id);
  if (id != NULL && g_strcmp0 (word, "transcript") == 0 && cor_context_arg (context, 2) == NULL)
    return show (context, "transcript", id);
  return cor_context_bad_usage (context);
}
