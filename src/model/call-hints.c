/* SPDX-License-Identifier: GPL-3.0-or-later
 * What others said of a call beside who it is from. */
#include "config.h"
#include "model/call-hints.h"

static void
hints_free (gpointer data)
{
  CorCallHints *hints = data;

  g_free (hints->called);
  g_free (hints->redirect);
  g_free (hints);
}

static GQuark
quark (void)
{
  return g_quark_from_static_string ("cor-call-hints");
}

static CorCallHints *
ensure (CorCall *call)
{
  CorCallHints *hints = g_object_get_qdata (G_OBJECT (call), quark ());

  if (hints == NULL) {
    hints = g_new0 (CorCallHints, 1);
    g_object_set_qdata_full (G_OBJECT (call), quark (), hints, hints_free);
  }
  return hints;
}

const CorCallHints *
cor_call_get_hints (CorCall *call)
{
  static const CorCallHints none = { NULL, FALSE, NULL };
  const CorCallHints *hints = g_object_get_qdata (G_OBJECT (call), quark ());

  return hints != NULL ? hints : &none;
}

static void
replace (char **text, const char *value)
{
  g_free (*text);
  *text = value != NULL && *value != '\0' ? g_strdup (value) : NULL;
}

void
cor_call_set_called (CorCall *call, const char *called)
{
  replace (&ensure (call)->called, called);
}

void
cor_call_set_wants_answer (CorCall *call)
{
  ensure (call)->wants_answer = TRUE;
}

void
cor_call_set_redirect (CorCall *call, const char *redirect)
{
  replace (&ensure (call)->redirect, redirect);
}
