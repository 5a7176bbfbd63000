/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the desktop makes of Cornetta, and whether the mirror is sound. */
#include "config.h"
#include "desktop/handler.h"
#include "session-looks.h"
#include "store/integrity.h"
#include <glib/gi18n-lib.h>

/* --- The mirror --- */

static void
on_checked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CorRun) run = data;
  CorFacts *facts = cor_run_get_facts (run);
  g_autofree char *damage = NULL;

  if (cor_store_check_finish (COR_STORE (source), result, &damage, NULL)) {
    facts->mirror = damage == NULL ? COR_FACT_YES : COR_FACT_NO;
    g_free (facts->mirror_error);
    facts->mirror_error =
      damage != NULL
        ? g_strdup_printf (_ ("The local copy of your phonebook is damaged (%s). Nothing is lost: "
                              "have it fetched again."),
                           damage)
        : NULL;
  }
  cor_run_end_look (run, COR_LOOK_MIRROR);
}

void
cor_look_at_mirror (CorSession *self, CorRun *run)
{
  CorFacts *facts = cor_run_get_facts (run);

  facts->mirror_wanted = self->cti != NULL && self->state == COR_SESSION_READY;
  if (self->store != NULL) {
    cor_store_check_async (self->store, on_checked, cor_run_ref (run));
    return;
  }
  if (self->mirror_trouble != NULL) {
    facts->mirror = COR_FACT_NO;
    facts->mirror_error = g_strdup (self->mirror_trouble);
  }
  cor_run_end_look (run, COR_LOOK_MIRROR);
}

/* --- Links --- */

static void
add_word (GString *words, const char *word)
{
  g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", word);
}

static char *
free_words (GString *words)
{
  return g_string_free (words, words->len == 0);
}

void
cor_look_at_links (CorRun *run)
{
  CorFacts *facts = cor_run_get_facts (run);
  const char *const *scheme = cor_handler_schemes ();
  GString *unregistered = g_string_new (NULL);
  GString *foreign = g_string_new (NULL);

  facts->installed = cor_handler_is_installed () ? COR_FACT_YES : COR_FACT_NO;
  for (; *scheme != NULL; scheme++) {
    g_autoptr (CorHandler) handler = cor_handler_query (*scheme);
    g_autofree char *word =
      g_strdup_printf ("%s: %s", *scheme, handler->name != NULL ? handler->name : _ ("nothing"));

    if (!cor_handler_is_registered (*scheme))
      add_word (unregistered, *scheme);
    if (!cor_handler_is_ours (handler))
      add_word (foreign, word);
  }
  facts->unregistered = free_words (unregistered);
  facts->foreign = free_words (foreign);
  cor_run_end_look (run, COR_LOOK_LINKS);
}

/* --- The bus --- */

static void
on_activatable (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CorRun) run = data;
  g_autoptr (GVariant) reply =
    g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  g_autofree const char **names = NULL;

  if (reply != NULL) {
    g_variant_get (reply, "(^a&s)", &names);
    cor_run_get_facts (run)->activatable =
      g_strv_contains (names, COR_APP_ID) ? COR_FACT_YES : COR_FACT_NO;
  }
  cor_run_end_look (run, COR_LOOK_SERVICE);
}

static void
ask_bus (GDBusConnection *bus,
         CorRun *run,
         const char *method,
         GVariant *arguments,
         GAsyncReadyCallback callback)
{
  g_dbus_connection_call (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                          "org.freedesktop.DBus", method, arguments, NULL, G_DBUS_CALL_FLAGS_NONE,
                          -1, cor_run_get_cancellable (run), callback, cor_run_ref (run));
}

static void
on_owner (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CorRun) run = data;
  GDBusConnection *bus = G_DBUS_CONNECTION (source);
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (bus, result, NULL);
  const char *owner = "";

  if (reply != NULL)
    g_variant_get (reply, "(&s)", &owner);
  cor_run_get_facts (run)->owned =
    g_strcmp0 (owner, g_dbus_connection_get_unique_name (bus)) == 0 ? COR_FACT_YES : COR_FACT_NO;
  ask_bus (bus, run, "ListActivatableNames", NULL, on_activatable);
}

static void
on_bus (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CorRun) run = data;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, NULL);

  if (bus != NULL)
    ask_bus (bus, run, "GetNameOwner", g_variant_new ("(s)", COR_APP_ID), on_owner);
  else
    cor_run_end_look (run, COR_LOOK_SERVICE);
}

void
cor_look_at_service (CorRun *run)
{
  g_bus_get (G_BUS_TYPE_SESSION, cor_run_get_cancellable (run), on_bus, cor_run_ref (run));
}
