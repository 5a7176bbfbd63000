/* SPDX-License-Identifier: GPL-3.0-or-later
 * The control interface's Queues and ActOnQueue. */
#include "config.h"
#include "control-reception.h"
#include "control-values.h"
#include "session-reception.h"
#include <glib/gi18n-lib.h>

static const char *
state_of (CorQueueMember *member)
{
  if (!cor_queue_member_is_logged_in (member))
    return "logged-out";
  return cor_queue_member_is_paused (member) ? "paused" : "logged-in";
}

static GVariant *
describe_member (CorQueueMember *member)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_autofree char *text = cor_queue_member_dup_state (member);

  g_variant_dict_insert (&dict, "extension", "s", cor_queue_member_get_exten (member));
  g_variant_dict_insert (&dict, "name", "s", cor_queue_member_get_shown (member));
  g_variant_dict_insert (&dict, "state", "s", state_of (member));
  cor_control_add_text (&dict, "reason", cor_queue_member_get_reason (member));
  g_variant_dict_insert (&dict, "text", "s", text);
  return g_variant_dict_end (&dict);
}

static GVariant *
describe (CorSession *session, CorQueue *queue)
{
  GListModel *members = cor_queue_get_members (queue);
  CorQueueMember *own = cor_session_get_own_member (session, queue);
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  GVariantBuilder rows;

  g_variant_builder_init (&rows, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < g_list_model_get_n_items (members); i++) {
    g_autoptr (CorQueueMember) member = g_list_model_get_item (members, i);

    g_variant_builder_add_value (&rows, describe_member (member));
  }
  g_variant_dict_insert (&dict, "queue", "s", cor_queue_get_id (queue));
  g_variant_dict_insert (&dict, "name", "s", cor_queue_get_name (queue));
  g_variant_dict_insert (&dict, "waiting", "u", cor_queue_get_waiting (queue));
  if (own != NULL) {
    g_variant_dict_insert (&dict, "state", "s", state_of (own));
    g_variant_dict_insert (&dict, "fixed", "b", !cor_queue_member_is_dynamic (own));
    cor_control_add_text (&dict, "reason", cor_queue_member_get_reason (own));
  }
  g_variant_dict_insert_value (&dict, "members", g_variant_builder_end (&rows));
  return g_variant_dict_end (&dict);
}

void
cor_control_queues (CorSession *session, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  GListModel *queues = cor_session_get_queues (session);
  GVariantBuilder rows;

  g_variant_builder_init (&rows, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < g_list_model_get_n_items (queues); i++) {
    g_autoptr (CorQueue) queue = g_list_model_get_item (queues, i);

    g_variant_builder_add_value (&rows, describe (session, queue));
  }
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(aa{sv})", &rows));
}

void
cor_control_act_on_queue (CorSession *session,
                          GVariant *parameters,
                          GDBusMethodInvocation *invocation)
{
  static const char *const words[] = {
    [COR_QUEUE_LOG_IN] = "log-in",
    [COR_QUEUE_LOG_OUT] = "log-out",
    [COR_QUEUE_PAUSE] = "pause",
    [COR_QUEUE_GO_ON] = "go-on",
  };
  const char *word, *queue, *reason;

  g_variant_get (parameters, "(&s&s&s)", &word, &queue, &reason);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i], word)) {
      cor_session_act_on_queue_async (session, (CorQueueAct)i, queue, reason,
                                      cor_control_return_done, invocation);
      return;
    }
  g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS,
                                         _ ("“%s” is nothing that can be done."), word);
}
