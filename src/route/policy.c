/* SPDX-License-Identifier: GPL-3.0-or-later
 * The user's rules for clicks. */
#include "config.h"
#include "route/policy.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define ROW_TYPE "(sssss)"
#define DEVICE_MAX 64 /* bytes of a device's id */

/* clang-format off */
G_DEFINE_QUARK (cor-policy-error-quark, cor_policy_error)
/* clang-format on */

struct _CorPolicy {
  gboolean ask_links;
  guint internal_digits;
  GVariant *rules;
};

static const char *const class_words[COR_CLASS_N] = {
  [COR_CLASS_ANY] = "",
  [COR_CLASS_INTERNAL] = "internal",
  [COR_CLASS_EXTERNAL] = "external",
  [COR_CLASS_PREMIUM] = "premium",
  [COR_CLASS_SATELLITE] = "satellite",
  [COR_CLASS_FEATURE] = "feature",
  [COR_CLASS_FORWARDING] = "forwarding",
  [COR_CLASS_EMERGENCY] = "emergency",
};

static const char *const scheme_words[] = { "", "tel", "callto", "sip" };

static const char *const act_words[] = { "ask", "dial" };

static const char *const origin_words[] = {
  [COR_ORIGIN_LINK] = "link",       [COR_ORIGIN_CONTROL] = "control",
  [COR_ORIGIN_TYPED] = "typed",     [COR_ORIGIN_CONTACT] = "contact",
  [COR_ORIGIN_HISTORY] = "history", [COR_ORIGIN_NOTIFICATION] = "notification",
  [COR_ORIGIN_PEER] = "peer",
};

static gboolean
is_one_of (const char *word, const char *const *words, guint n)
{
  for (guint i = 0; i < n; i++)
    if (g_str_equal (words[i], word))
      return TRUE;
  return FALSE;
}

CorClass
cor_class_of (const CorNumber *number, guint internal_digits)
{
  switch (number->kind) {
  case COR_NUMBER_EMERGENCY:
    return COR_CLASS_EMERGENCY;
  case COR_NUMBER_FEATURE:
    return COR_CLASS_FEATURE;
  case COR_NUMBER_FORWARDING:
    return COR_CLASS_FORWARDING;
  case COR_NUMBER_PREMIUM:
    return COR_CLASS_PREMIUM;
  case COR_NUMBER_SATELLITE:
    return COR_CLASS_SATELLITE;
  case COR_NUMBER_ORDINARY:
  default:
    return number->canonical[0] != '+' && strlen (number->canonical) <= internal_digits
             ? COR_CLASS_INTERNAL
             : COR_CLASS_EXTERNAL;
  }
}

const char *
cor_class_to_word (CorClass klass)
{
  return class_words[klass];
}

CorPolicy *
cor_policy_new (gboolean ask_links, guint internal_digits, GVariant *rules)
{
  CorPolicy *policy = g_new0 (CorPolicy, 1);

  policy->ask_links = ask_links;
  policy->internal_digits = internal_digits;
  policy->rules = g_variant_ref_sink (rules);
  return policy;
}

void
cor_policy_free (CorPolicy *policy)
{
  if (policy == NULL)
    return;
  g_variant_unref (policy->rules);
  g_free (policy);
}

guint
cor_policy_get_internal_digits (const CorPolicy *policy)
{
  return policy->internal_digits;
}

/* Borrowed from `rules`. */
static CorPolicyRule
read_row (GVariant *rules, gsize i)
{
  CorPolicyRule row;

  g_variant_get_child (rules, i, "(&s&s&s&s&s)", &row.origin, &row.scheme, &row.klass, &row.act,
                       &row.device);
  return row;
}

static gboolean
is_dangerous (const char *klass)
{
  return is_one_of (klass, class_words + COR_CLASS_PREMIUM,
                    COR_CLASS_FORWARDING - COR_CLASS_PREMIUM + 1);
}

static gboolean
check (const CorPolicyRule *rule, GError **error)
{
  if (!is_one_of (rule->origin, origin_words, G_N_ELEMENTS (origin_words)) ||
      !is_one_of (rule->scheme, scheme_words, G_N_ELEMENTS (scheme_words)) ||
      !is_one_of (rule->klass, class_words, COR_CLASS_EMERGENCY) ||
      !is_one_of (rule->act, act_words, G_N_ELEMENTS (act_words)) ||
      strlen (rule->device) > DEVICE_MAX) {
    g_set_error_literal (
      error, COR_POLICY_ERROR, COR_POLICY_ERROR_WORD,
      _ ("A rule is for tel, callto, sip or all, and asks or dials; its class is internal, "
         "external, premium, satellite, feature or forwarding."));
    return FALSE;
  }
  if (is_dangerous (rule->klass) && g_str_equal (rule->act, "dial")) {
    g_set_error_literal (error, COR_POLICY_ERROR, COR_POLICY_ERROR_DANGEROUS,
                         _ ("Numbers that cost more, and codes, are always asked about."));
    return FALSE;
  }
  return TRUE;
}

static gboolean
is_about (const CorPolicyRule *rule, const char *origin, const char *scheme, const char *klass)
{
  return g_str_equal (rule->origin, origin) &&
         (rule->scheme[0] == '\0' || g_str_equal (rule->scheme, scheme)) &&
         (rule->klass[0] == '\0' || g_str_equal (rule->klass, klass));
}

/* "" without one. */
static const char *
scheme_of (const char *text)
{
  while (g_ascii_isspace (*text))
    text++;
  if (g_ascii_strncasecmp (text, "sips:", strlen ("sips:")) == 0)
    return "sip";
  for (guint i = 1; i < G_N_ELEMENTS (scheme_words); i++)
    if (g_ascii_strncasecmp (text, scheme_words[i], strlen (scheme_words[i])) == 0 &&
        text[strlen (scheme_words[i])] == ':')
      return scheme_words[i];
  return "";
}

CorPolicyVerdict
cor_policy_judge (const CorPolicy *policy, const char *text, CorOrigin origin, CorClass klass)
{
  CorPolicyVerdict verdict = { policy->ask_links && origin == COR_ORIGIN_LINK, NULL };
  gsize n = MIN (g_variant_n_children (policy->rules), COR_POLICY_MAX);
  int best = -1;

  if (klass == COR_CLASS_EMERGENCY)
    return (CorPolicyVerdict){ FALSE, NULL };
  for (gsize i = 0; i < n; i++) {
    CorPolicyRule rule = read_row (policy->rules, i);
    int weight = (rule.klass[0] != '\0' ? 2 : 0) + (rule.scheme[0] != '\0' ? 1 : 0);

    if (weight <= best || !check (&rule, NULL) ||
        !is_about (&rule, origin_words[origin], scheme_of (text), class_words[klass]))
      continue;
    best = weight;
    verdict.asks = g_str_equal (rule.act, "ask");
    verdict.device = rule.device[0] != '\0' ? rule.device : NULL;
  }
  return verdict;
}

static void
add_row (GVariantBuilder *builder, const CorPolicyRule *rule)
{
  g_variant_builder_add (builder, ROW_TYPE, rule->origin, rule->scheme, rule->klass, rule->act,
                         rule->device);
}

static gboolean
has_same_key (const CorPolicyRule *one, const CorPolicyRule *other)
{
  return g_str_equal (one->origin, other->origin) && g_str_equal (one->scheme, other->scheme) &&
         g_str_equal (one->klass, other->klass);
}

/* Those that stay when `rule` comes or goes; what makes no sense goes too. */
static guint
copy_others (GVariantBuilder *builder, GVariant *rules, const CorPolicyRule *rule)
{
  gsize n = MIN (g_variant_n_children (rules), COR_POLICY_MAX);
  guint kept = 0;

  for (gsize i = 0; i < n; i++) {
    CorPolicyRule row = read_row (rules, i);

    if (has_same_key (&row, rule) || !check (&row, NULL))
      continue;
    add_row (builder, &row);
    kept++;
  }
  return kept;
}

GVariant *
cor_policy_put (GVariant *rules, const CorPolicyRule *rule, GError **error)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE (COR_POLICY_TYPE));
  g_autoptr (GVariant) held = g_variant_ref_sink (rules);

  if (!check (rule, error))
    return NULL;
  if (copy_others (&builder, held, rule) == COR_POLICY_MAX) {
    g_set_error (error, COR_POLICY_ERROR, COR_POLICY_ERROR_FULL,
                 _ ("There are %d rules already: remove one first."), COR_POLICY_MAX);
    return NULL;
  }
  add_row (&builder, rule);
  return g_variant_builder_end (&builder);
}

GVariant *
cor_policy_drop (GVariant *rules, const CorPolicyRule *rule)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE (COR_POLICY_TYPE));
  g_autoptr (GVariant) held = g_variant_ref_sink (rules);

  copy_others (&builder, held, rule);
  return g_variant_builder_end (&builder);
}
