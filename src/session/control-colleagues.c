/* SPDX-License-Identifier: GPL-3.0-or-later
 * The control interface's Colleagues and ActOnColleague. */
#include "config.h"
#include "control-colleagues.h"
#include "session-colleagues.h"
#include <glib/gi18n-lib.h>

static void
add_call (GVariantDict *dict, const CorColleagueNow *now)
{
  gint64 passed = g_get_real_time () / G_USEC_PER_SEC - now->since;

  if (now->with != NULL)
    g_variant_dict_insert (dict, "with", "s", now->with);
  if (now->since == 0)
    return;
  g_variant_dict_insert (dict, "incoming", "b", now->incoming);
  g_variant_dict_insert (dict, "seconds", "u", (guint32)CLAMP (passed, 0, G_MAXINT32));
}

static GVariant *
describe (CorColleague *colleague)
{
  const CorColleagueNow *now = cor_colleague_get_now (colleague);
  const char *word = cor_presence_to_word (now->presence);
  g_autofree char *text = cor_colleague_dup_now_text (colleague);
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&dict, "user", "s", cor_colleague_get_username (colleague));
  g_variant_dict_insert (&dict, "name", "s", cor_colleague_get_name (colleague));
  g_variant_dict_insert (&dict, "extension", "s", cor_colleague_get_extension (colleague));
  g_variant_dict_insert_value (&dict, "groups",
                               g_variant_new_strv (cor_colleague_get_groups (colleague), -1));
  g_variant_dict_insert (&dict, "favourite", "b", cor_colleague_get_favourite (colleague) != 0);
  g_variant_dict_insert (&dict, "state", "s", word != NULL ? word : "unknown");
  g_variant_dict_insert (&dict, "text", "s", text);
  add_call (&dict, now);
  return g_variant_dict_end (&dict);
}

void
cor_control_colleagues (CorSession *session,
                        GVariant *parameters,
                        GDBusMethodInvocation *invocation)
{
  g_autoptr (CorColleagueView) view = cor_colleague_view_new (session->colleagues);
  CorColleagueFilter filter = { 0 };
  GVariantBuilder rows;

  g_variant_get (parameters, "(&s)", &filter.query);
  cor_colleague_view_set_filter (view, &filter);
  g_variant_builder_init (&rows, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (view)); i++) {
    g_autoptr (CorColleague) colleague = g_list_model_get_item (G_LIST_MODEL (view), i);

    g_variant_builder_add_value (&rows, describe (colleague));
  }
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(aa{sv})", &rows));
}

static void
on_acted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  g_autoptr (GError) error = NULL;

  if (cor_session_act_on_colleague_finish (COR_SESSION (source), result, &error))
    g_dbus_method_invocation_return_value (invocation, NULL);
  else
    g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR, G_DBUS_ERROR_FAILED,
                                                   error->message);
}

void
cor_control_act_on_colleague (CorSession *session,
                              GVariant *parameters,
                              GDBusMethodInvocation *invocation)
{
  static const char *const words[] = {
    [COR_COLLEAGUE_STAR] = "star",       [COR_COLLEAGUE_UNSTAR] = "unstar",
    [COR_COLLEAGUE_PICK_UP] = "pick-up", [COR_COLLEAGUE_RECALL] = "recall",
    [COR_COLLEAGUE_LISTEN] = "listen",   [COR_COLLEAGUE_INTRUDE] = "intrude",
  };
  const char *word, *who;

  g_variant_get (parameters, "(&s&s)", &word, &who);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i], word)) {
      cor_session_act_on_colleague_async (session, (CorColleagueAct)i, who, on_acted, invocation);
      return;
    }
  g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS,
                                         _ ("“%s” is nothing that can be done."), word);
}
