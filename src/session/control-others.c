/* SPDX-License-Identifier: GPL-3.0-or-later
 * FilterHistory of other people's calls: pages until there are as many as were
 * asked for. */
#include "config.h"
#include "control-others.h"
#include "control-search.h"
#include <glib/gi18n-lib.h>

#define DEFAULT_LIMIT 50
#define MAX_LIMIT 1000

typedef struct {
  GListModel *list;
  guint limit;
  GDBusMethodInvocation *invocation;
} Others;

static void
end (Others *others, gboolean got)
{
  guint n = MIN (g_list_model_get_n_items (others->list), others->limit);
  GVariantBuilder rows;

  g_signal_handlers_disconnect_by_data (others->list, others);
  g_variant_builder_init (&rows, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < n; i++) {
    g_autoptr (CorHistoryEntry) entry = g_list_model_get_item (others->list, i);
    g_variant_builder_add_value (&rows, cor_control_history_value (entry));
  }
  if (got)
    g_dbus_method_invocation_return_value (others->invocation, g_variant_new ("(aa{sv})", &rows));
  else {
    g_variant_builder_clear (&rows);
    g_dbus_method_invocation_return_error_literal (
      others->invocation, G_DBUS_ERROR, G_DBUS_ERROR_FAILED, _ ("These calls can't be fetched."));
  }
  g_object_unref (others->list);
  g_free (others);
}

static void
go_on (Others *others)
{
  int reach;

  g_object_get (others->list, "reach", &reach, NULL);
  if (reach == COR_HISTORY_MORE && g_list_model_get_n_items (others->list) < others->limit) {
    cor_session_fetch_more_others (others->list);
    g_object_get (others->list, "reach", &reach, NULL);
    if (reach == COR_HISTORY_MORE) /* the account has gone */
      reach = COR_HISTORY_STUCK;
  }
  if (reach == COR_HISTORY_STUCK)
    end (others, FALSE);
  else if (reach != COR_HISTORY_FETCHING)
    end (others, TRUE);
}

void
cor_control_others (CorSession *session,
                    CorHistoryWhose whose,
                    const CorOthersWish *wish,
                    GDBusMethodInvocation *invocation)
{
  Others *others;

  if (!cor_session_may_see_others (session, whose)) {
    g_dbus_method_invocation_return_error_literal (
      invocation, G_DBUS_ERROR, G_DBUS_ERROR_ACCESS_DENIED,
      _ ("Your profile does not let you see these calls. Ask your administrator."));
    return;
  }
  others = g_new0 (Others, 1);
  others->list = cor_session_list_others (session, whose);
  others->limit = MIN (wish->limit > 0 ? wish->limit : DEFAULT_LIMIT, MAX_LIMIT);
  others->invocation = invocation;
  cor_session_fill_others (others->list, &wish->filter, wish->query);
  g_signal_connect_swapped (others->list, "notify::reach", G_CALLBACK (go_on), others);
  go_on (others);
}
