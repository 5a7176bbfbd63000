/* SPDX-License-Identifier: GPL-3.0-or-later
 * The control interface's acts on the history. */
#include "config.h"
#include "control-history.h"
#include "control-others.h"
#include "control-search.h"
#include <glib/gi18n-lib.h>

#define COUNT_TIMEOUT 10 /* s */

const char *
cor_control_reach (CorSession *session)
{
  static const char *const words[] = { "more", "fetching", "all", "stuck" };

  return words[cor_session_get_history_reach (session)];
}

static gboolean
read_kind (const char *word, CorHistoryKind *ret_kind)
{
  static const char *const words[] = { "all", "missed", "received", "made", "queue" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i], word)) {
      *ret_kind = i;
      return TRUE;
    }
  return FALSE;
}

/* ret_query: borrowed from the dictionary. */
static gboolean
read_filter (GVariant *dictionary,
             CorHistoryFilter *ret_filter,
             const char **ret_query,
             GDBusMethodInvocation *invocation)
{
  CorHistoryFilter filter = { .kind = COR_HISTORY_ANY };
  const char *query = "", *kind = "all";

  g_variant_lookup (dictionary, "query", "&s", &query);
  g_variant_lookup (dictionary, "only", "&s", &kind);
  g_variant_lookup (dictionary, "from", "x", &filter.from);
  g_variant_lookup (dictionary, "to", "x", &filter.to);
  if (!read_kind (kind, &filter.kind)) {
    g_dbus_method_invocation_return_error (
      invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS,
      _ ("“%s” is no kind of calls: all, missed, received, made, queue."), kind);
    return FALSE;
  }
  *ret_filter = filter;
  *ret_query = query;
  return TRUE;
}

/* FALSE after an answer. */
static gboolean
read_whose (GVariant *dictionary, CorHistoryWhose *ret_whose, GDBusMethodInvocation *invocation)
{
  static const char *const words[] = { "mine", "groups", "everybody" };
  const char *word = "mine";

  g_variant_lookup (dictionary, "whose", "&s", &word);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i], word)) {
      *ret_whose = i;
      return TRUE;
    }
  g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS,
                                         _ ("“%s” is nobody whose calls there are: mine, groups, "
                                            "everybody."),
                                         word);
  return FALSE;
}

void
cor_control_filter_history (CorSession *session,
                            GVariant *parameters,
                            GDBusMethodInvocation *invocation)
{
  g_autoptr (GVariant) dictionary = g_variant_get_child_value (parameters, 0);
  CorHistoryFilter filter;
  CorHistoryWhose whose;
  const char *query;
  GListModel *list;
  guint limit;

  if (!read_whose (dictionary, &whose, invocation) ||
      !read_filter (dictionary, &filter, &query, invocation))
    return;
  g_variant_get_child (parameters, 1, "u", &limit);
  if (whose != COR_HISTORY_MINE) {
    cor_control_others (session, whose, &(CorOthersWish){ filter, query, limit }, invocation);
    return;
  }
  list = cor_session_list_history (session, FALSE);
  cor_session_set_history_filter (session, list, &filter);
  cor_control_search (list, session, query, limit, invocation);
}

/* --- The count comes once the mirror has counted. --- */

typedef struct {
  GListModel *list;
  GDBusMethodInvocation *invocation;
  guint timeout;
} Count;

static void
count_end (Count *count, gboolean counted)
{
  g_signal_handlers_disconnect_by_data (count->list, count);
  g_source_remove (count->timeout);
  if (counted)
    g_dbus_method_invocation_return_value (
      count->invocation, g_variant_new ("(u)", g_list_model_get_n_items (count->list)));
  else
    g_dbus_method_invocation_return_error_literal (count->invocation, G_DBUS_ERROR,
                                                   G_DBUS_ERROR_TIMED_OUT,
                                                   _ ("The calls were not counted in time."));
  g_object_unref (count->list);
  g_free (count);
}

static void
count_try (Count *count)
{
  gboolean loading;

  g_object_get (count->list, "loading", &loading, NULL);
  if (!loading)
    count_end (count, TRUE);
}

static gboolean
on_count_timeout (gpointer user_data)
{
  count_end (user_data, FALSE);
  return G_SOURCE_CONTINUE; /* removed by count_end() */
}

void
cor_control_count_history (CorSession *session,
                           GVariant *parameters,
                           GDBusMethodInvocation *invocation)
{
  g_autoptr (GVariant) dictionary = g_variant_get_child_value (parameters, 0);
  CorHistoryFilter filter;
  const char *query;
  Count *count;

  if (!read_filter (dictionary, &filter, &query, invocation))
    return;
  count = g_new0 (Count, 1);
  count->list = cor_session_list_history (session, FALSE);
  count->invocation = invocation;
  count->timeout = g_timeout_add_seconds (COUNT_TIMEOUT, on_count_timeout, count);
  cor_session_set_history_filter (session, count->list, &filter);
  cor_session_set_query (session, count->list, query);
  g_signal_connect_swapped (count->list, "notify::loading", G_CALLBACK (count_try), count);
  count_try (count);
}

/* --- Acts. --- */

void
cor_control_fetch_older_history (CorSession *session,
                                 GVariant *parameters,
                                 GDBusMethodInvocation *invocation)
{
  cor_session_fetch_older_history (session);
  g_dbus_method_invocation_return_value (invocation, NULL);
}

void
cor_control_see_missed (CorSession *session,
                        GVariant *parameters,
                        GDBusMethodInvocation *invocation)
{
  cor_session_see_missed (session);
  g_dbus_method_invocation_return_value (invocation, NULL);
}

void
cor_control_clear_history (CorSession *session,
                           GVariant *parameters,
                           GDBusMethodInvocation *invocation)
{
  cor_session_clear_history (session);
  g_dbus_method_invocation_return_value (invocation, NULL);
}
