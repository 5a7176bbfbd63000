/* SPDX-License-Identifier: GPL-3.0-or-later
 * The gateway's numbers as words for the user. */
#include "config.h"
#include "words.h"
#include "model/number.h"
#include <glib/gi18n-lib.h>

/* Janus' own, and its SIP plugin's. */
static const struct {
  guint code;
  const char *text;
} errors[] = {
  { 403, N_ ("The server's gateway does not let this program in. Ask who runs the server.") },
  { 405, N_ ("The server's gateway does not let this program in. Ask who runs the server.") },
  { 446, N_ ("The server's gateway can't call this number.") },
  { 460, N_ ("The server's gateway can't make telephone calls. Ask who runs the server.") },
  { 461, N_ ("The server's gateway can't make telephone calls. Ask who runs the server.") },
  { 465, N_ ("The server's gateway did not understand how this computer sends sound.") },
  { 448, N_ ("The server's gateway did not understand how this computer sends sound.") },
};

char *
cor_gateway_status_to_text (guint status)
{
  if (status == 404 || status == 405)
    return g_strdup (_ ("The server has no gateway for calls where it was looked for."));
  if (status >= 500)
    return g_strdup_printf (_ ("The server's gateway is not running (%u). Trying again."), status);
  return g_strdup_printf (_ ("The server's gateway gave an answer without sense (%u)."), status);
}

char *
cor_gateway_error_to_text (const CorJanusEvent *error)
{
  g_autofree char *quote = error->text != NULL ? cor_number_quote (error->text) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (errors); i++) {
    if (errors[i].code == error->code)
      return g_strdup (_ (errors[i].text));
  }
  return g_strdup_printf (_ ("The server's gateway could not do that (%u %s)."), error->code,
                          quote != NULL ? quote : "");
}
