/* SPDX-License-Identifier: GPL-3.0-or-later
 * The user's rules for clicks: kept in the settings, judged by route. */
#include "config.h"
#include "session-private.h"

#define ROW_TYPE "(&s&s&s&s&s)"

static void
load (CorSession *self)
{
  g_autoptr (GVariant) rules = g_settings_get_value (self->settings, "link-rules");

  cor_policy_free (self->policy);
  self->policy = cor_policy_new (g_settings_get_boolean (self->settings, "ask-before-calling"),
                                 g_settings_get_uint (self->settings, "internal-digits"), rules);
}

void
cor_session_follow_policy (CorSession *self)
{
  static const char *const keys[] = { "link-rules", "ask-before-calling", "internal-digits" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++) {
    g_autofree char *signal = g_strconcat ("changed::", keys[i], NULL);

    g_signal_connect_object (self->settings, signal, G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  }
  load (self);
}

static CorPolicyRule
read_rule (GVariant *row)
{
  CorPolicyRule rule;

  g_variant_get (row, ROW_TYPE, &rule.origin, &rule.scheme, &rule.klass, &rule.act, &rule.device);
  return rule;
}

gboolean
cor_session_put_rule (CorSession *self, GVariant *row, GError **error)
{
  g_autoptr (GVariant) held = g_variant_ref_sink (row);
  g_autoptr (GVariant) rules = g_settings_get_value (self->settings, "link-rules");
  CorPolicyRule rule = read_rule (held);
  GVariant *changed = cor_policy_put (rules, &rule, error);

  return changed != NULL && g_settings_set_value (self->settings, "link-rules", changed);
}

void
cor_session_drop_rule (CorSession *self, GVariant *row)
{
  g_autoptr (GVariant) held = g_variant_ref_sink (row);
  g_autoptr (GVariant) rules = g_settings_get_value (self->settings, "link-rules");
  CorPolicyRule rule = read_rule (held);

  g_settings_set_value (self->settings, "link-rules", cor_policy_drop (rules, &rule));
}

void
cor_session_remember (CorSession *self, CorQuestion *question, const char *device)
{
  const char *klass = cor_question_get_remember (question);
  gboolean is_chosen = g_strcmp0 (device, self->texts[PROP_DEVICE]) == 0;
  g_autoptr (GError) error = NULL;

  if (klass == NULL)
    return;
  if (!cor_session_put_rule (self,
                             g_variant_new ("(sssss)", "link", "", klass, "dial",
                                            device == NULL || is_chosen ? "" : device),
                             &error))
    cor_session_emit_refused (self, error->message);
}
