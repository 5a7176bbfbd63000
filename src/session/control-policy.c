/* SPDX-License-Identifier: GPL-3.0-or-later
 * The user's rules for clicks on D-Bus. What holds for every link is the
 * switch of the preferences, so that there is one truth of it. */
#include "config.h"
#include "control-policy.h"
#include "session-private.h"
#include <glib/gi18n-lib.h>

#define SWITCH "ask-before-calling"
#define EVERY "all"

static void
add_text (GVariantDict *dict, const char *key, const char *value)
{
  if (value[0] != '\0')
    g_variant_dict_insert (dict, key, "s", value);
}

static GVariant *
rule_to_dict (const CorPolicyRule *rule)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  add_text (&dict, "origin", rule->origin);
  add_text (&dict, "scheme", rule->scheme[0] != '\0' ? rule->scheme : EVERY);
  add_text (&dict, "class", rule->klass[0] != '\0' ? rule->klass : EVERY);
  add_text (&dict, "act", rule->act);
  add_text (&dict, "device", rule->device);
  return g_variant_dict_end (&dict);
}

void
cor_control_rules (CorSession *session, GDBusMethodInvocation *invocation)
{
  g_autoptr (GVariant) rules = g_settings_get_value (session->settings, "link-rules");
  gboolean asks = g_settings_get_boolean (session->settings, SWITCH);
  CorPolicyRule rule = { "link", "", "", asks ? "ask" : "dial", "" };
  GVariantBuilder builder;
  GVariantIter iter;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aa{sv}"));
  g_variant_builder_add_value (&builder, rule_to_dict (&rule));
  g_variant_iter_init (&iter, rules);
  while (g_variant_iter_next (&iter, "(&s&s&s&s&s)", &rule.origin, &rule.scheme, &rule.klass,
                              &rule.act, &rule.device))
    g_variant_builder_add_value (&builder, rule_to_dict (&rule));
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(aa{sv})", &builder));
}

static const char *
read_word (const char *word)
{
  return g_str_equal (word, EVERY) ? "" : word;
}

static GVariant *
rule_to_row (const CorPolicyRule *rule)
{
  return g_variant_new ("(sssss)", rule->origin, rule->scheme, rule->klass, rule->act,
                        rule->device);
}

static gboolean
is_every_link (const char *origin, const char *scheme, const char *klass)
{
  return g_str_equal (origin, "link") && scheme[0] == '\0' && klass[0] == '\0';
}

static void
return_wrong (GDBusMethodInvocation *invocation, const char *message)
{
  g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR,
                                                 G_DBUS_ERROR_INVALID_ARGS, message);
}

static gboolean
is_device (CorSession *session, const char *id)
{
  /* Signed out nobody knows which there are. */
  return id[0] == '\0' || g_list_model_get_n_items (G_LIST_MODEL (session->devices)) == 0 ||
         cor_session_find_device (session, id) != NULL;
}

void
cor_control_set_rule (CorSession *session, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  CorPolicyRule rule;
  g_autoptr (GError) error = NULL;
  gboolean is_word;

  g_variant_get (parameters, "(&s&s&s&s&s)", &rule.origin, &rule.scheme, &rule.klass, &rule.act,
                 &rule.device);
  rule.scheme = read_word (rule.scheme);
  rule.klass = read_word (rule.klass);
  if (!is_device (session, rule.device)) {
    g_autofree char *words = g_strdup_printf (_ ("“%s” is none of your devices."), rule.device);

    return_wrong (invocation, words);
    return;
  }
  is_word = g_str_equal (rule.act, "ask") || g_str_equal (rule.act, "dial");
  if (is_every_link (rule.origin, rule.scheme, rule.klass) && rule.device[0] == '\0' && is_word) {
    cor_session_drop_rule (session, rule_to_row (&rule));
    g_settings_set_boolean (session->settings, SWITCH, g_str_equal (rule.act, "ask"));
  } else if (!cor_session_put_rule (session, rule_to_row (&rule), &error)) {
    return_wrong (invocation, error->message);
    return;
  }
  g_dbus_method_invocation_return_value (invocation, NULL);
}

void
cor_control_drop_rule (CorSession *session, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  CorPolicyRule rule = { .act = "", .device = "" };

  g_variant_get (parameters, "(&s&s&s)", &rule.origin, &rule.scheme, &rule.klass);
  rule.scheme = read_word (rule.scheme);
  rule.klass = read_word (rule.klass);
  cor_session_drop_rule (session, rule_to_row (&rule));
  if (is_every_link (rule.origin, rule.scheme, rule.klass))
    g_settings_reset (session->settings, SWITCH);
  g_dbus_method_invocation_return_value (invocation, NULL);
}
