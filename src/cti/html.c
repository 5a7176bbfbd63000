/* SPDX-License-Identifier: GPL-3.0-or-later
 * The module that holds libxml2: found and loaded by the first page. */
#include "config.h"
#include "html.h"
#include <gmodule.h>
#include <string.h>

/* It stays until the program ends. */
static const CorHtmlModule *
load (void)
{
  const char *folder = g_getenv ("CORNETTA_LIBEXECDIR");
  g_autofree char *path =
    g_build_filename (folder != NULL ? folder : COR_LIBEXECDIR, COR_HTML_MODULE_FILE, NULL);
  GModule *library = g_module_open (path, G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL);
  gpointer symbol = NULL;
  const CorHtmlModule *module;

  if (library == NULL || !g_module_symbol (library, COR_HTML_MODULE_SYMBOL, &symbol)) {
    g_debug ("pages can't be read: %s", g_module_error ());
    return NULL;
  }
  g_module_make_resident (library);
  module = symbol;
  if (module->version != COR_HTML_MODULE_VERSION) {
    g_debug ("pages can't be read: %s is of another version", path);
    return NULL;
  }
  return module;
}

static const CorHtmlModule *
get_module (void)
{
  static gsize once = 0;
  static const CorHtmlModule *module = NULL;

  if (g_once_init_enter (&once)) {
    module = load ();
    g_once_init_leave (&once, 1);
  }
  return module;
}

gboolean
cor_html_is_available (void)
{
  return get_module () != NULL;
}

char *
cor_html_to_text (const char *html, gsize len)
{
  g_autofree char *valid = g_utf8_make_valid (html, (gssize)len);

  return get_module ()->to_text (valid, strlen (valid));
}
