/* SPDX-License-Identifier: GPL-3.0-or-later
 * The module that holds libphonenumber: found and loaded at the first question. */
#include "config.h"
#include "module.h"
#include <gmodule.h>

/* It stays until the program ends: its library can't be taken out again. */
static const CorNumberingModule *
load (void)
{
  const char *folder = g_getenv ("CORNETTA_LIBEXECDIR");
  g_autofree char *path =
    g_build_filename (folder != NULL ? folder : COR_LIBEXECDIR, COR_NUMBERING_MODULE_FILE, NULL);
  GModule *library = g_module_open (path, G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL);
  gpointer symbol = NULL;
  const CorNumberingModule *module;

  if (library == NULL || !g_module_symbol (library, COR_NUMBERING_MODULE_SYMBOL, &symbol)) {
    g_debug ("numbers stay as they are: %s", g_module_error ());
    return NULL;
  }
  g_module_make_resident (library);
  module = symbol;
  if (module->version != COR_NUMBERING_MODULE_VERSION) {
    g_debug ("numbers stay as they are: %s is of another version", path);
    return NULL;
  }
  return module;
}

const CorNumberingModule *
cor_numbering_load (void)
{
  static gsize once = 0;
  static const CorNumberingModule *module = NULL;

  if (g_once_init_enter (&once)) {
    module = load ();
    g_once_init_leave (&once, 1);
  }
  return module;
}
