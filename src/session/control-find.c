/* SPDX-License-Identifier: GPL-3.0-or-later
 * The numbers in a text that somebody sends by D-Bus. A text of a megabyte
 * takes its time, so a thread searches. */
#include "config.h"
#include "control-find.h"
#include "numbering/numbering.h"
#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct {
  GVariant *parameters;
  char *country;
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_variant_unref (search->parameters);
  g_free (search->country);
  g_free (search);
}

/* One form for the spellings of one number: what is dialled in its own country and what is dialled
 * from abroad are the same. */
static char *
dup_form (const CorNumberingMatch *match, const char *country)
{
  char *form = cor_numbering_e164 (match->canonical, country);

  return form != NULL ? form : g_strdup (match->canonical);
}

static void
find (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Search *search = data;
  g_autoptr (GArray) matches = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GVariantBuilder numbers;
  const char *text;

  g_variant_get (search->parameters, "(&s)", &text);
  matches = cor_numbering_find (text, search->country);
  g_variant_builder_init (&numbers, G_VARIANT_TYPE_STRING_ARRAY);
  for (guint i = 0; i < matches->len; i++) {
    char *form = dup_form (&g_array_index (matches, CorNumberingMatch, i), search->country);

    if (g_hash_table_add (seen, form))
      g_variant_builder_add (&numbers, "s", form);
  }
  g_task_return_pointer (task, g_variant_ref_sink (g_variant_new ("(as)", &numbers)),
                         (GDestroyNotify)g_variant_unref);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GVariant) answer = g_task_propagate_pointer (G_TASK (result), NULL);

  g_dbus_method_invocation_return_value (user_data, answer);
}

static gboolean
can_find (CorSession *session)
{
  g_autofree char *code = NULL;
  g_autofree char *trunk = NULL;

  return cor_numbering_describe_country ("IT", &code, &trunk);
}

void
cor_control_find_numbers (CorSession *session,
                          GVariant *parameters,
                          GDBusMethodInvocation *invocation)
{
  g_autoptr (GTask) task = NULL;
  Search *search;
  const char *text;

  g_variant_get (parameters, "(&s)", &text);
  if (strlen (text) > COR_NUMBERING_TEXT_MAX) {
    g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_LIMITS_EXCEEDED,
                                           _ ("At most %d bytes of text at once."),
                                           COR_NUMBERING_TEXT_MAX);
    return;
  }
  if (!can_find (session)) {
    g_dbus_method_invocation_return_error_literal (
      invocation, G_DBUS_ERROR, G_DBUS_ERROR_NOT_SUPPORTED,
      _ ("The library that knows phone numbers is not there. Install libphonenumber."));
    return;
  }
  search = g_new0 (Search, 1);
  search->parameters = g_variant_ref (parameters);
  search->country = g_strdup (cor_session_get_country (session));
  task = g_task_new (session, NULL, on_found, invocation);
  g_task_set_source_tag (task, cor_control_find_numbers);
  g_task_set_task_data (task, search, search_free);
  g_task_run_in_thread (task, find);
}
