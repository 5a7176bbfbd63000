/* SPDX-License-Identifier: GPL-3.0-or-later
 * Text that was selected or copied, as a number to call. Whoever pressed a key
 * may not look at what is selected just then, so a refusal names the text. */
#include "config.h"
#include "session-private.h"
#include <glib/gi18n-lib.h>

#define SHOWN_CHARS 40

static char *
shorten (const char *text)
{
  GString *shown = g_string_new (NULL);
  guint n = 0;

  for (const char *p = text; *p != '\0' && n < SHOWN_CHARS; p = g_utf8_next_char (p), n++) {
    gunichar c = g_utf8_get_char (p);

    /* Line ends, and what turns the direction of text around. */
    g_string_append_unichar (shown, g_unichar_isprint (c) ? c : ' ');
  }
  if (n == SHOWN_CHARS)
    g_string_append (shown, "…");
  return g_string_free (shown, FALSE);
}

void
cor_session_dial_selection (CorSession *self, const char *text, const char *activation_token)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CorNumber) number = cor_number_parse (text, COR_NUMBER_FROM_LINK, &error);
  g_autofree char *shown = NULL;
  g_autofree char *reason = NULL;

  if (number != NULL) {
    /* Whatever a page made its reader select is a stranger's. */
    g_autoptr (CorDialRequest) request =
      cor_dial_request_new (text, COR_ORIGIN_LINK, NULL, activation_token);

    cor_session_dial (self, request);
    return;
  }
  shown = shorten (text);
  /* Translators: the selected text, and why it is no number. */
  reason = g_strdup_printf (_ ("“%s” can't be called: %s"), shown, error->message);
  cor_session_emit_raise (self, activation_token);
  cor_session_emit_refused (self, reason);
}
