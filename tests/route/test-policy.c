/* SPDX-License-Identifier: GPL-3.0-or-later
 * The user's rules come, go, and stay few and sensible; what they decide is in test-route.c. */
#include "route/policy.h"

static CorPolicyRule
rule (const char *scheme, const char *klass, const char *act)
{
  return (CorPolicyRule){ "link", scheme, klass, act, "" };
}

static void
assert_rules (GVariant *rules, const char *expected)
{
  g_autofree char *text = g_variant_print (rules, FALSE);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_put_and_drop (void)
{
  CorPolicyRule tel = rule ("tel", "", "ask"), internal = rule ("", "internal", "dial");
  g_autoptr (GError) error = NULL;
  GVariant *rules = g_variant_new_parsed ("[('moon', '', '', 'ask', '')]");

  rules = cor_policy_put (rules, &tel, &error);
  g_assert_no_error (error);
  rules = cor_policy_put (rules, &internal, &error);
  g_assert_no_error (error);
  tel.act = "dial";
  tel.device = "204";
  rules = g_variant_ref_sink (cor_policy_put (rules, &tel, &error));
  assert_rules (rules,
                "[('link', '', 'internal', 'dial', ''), ('link', 'tel', '', 'dial', '204')]");
  g_variant_unref (rules);
}

static void
test_drop (void)
{
  CorPolicyRule tel = rule ("tel", "", "");
  g_autoptr (GVariant) rules = g_variant_ref_sink (cor_policy_drop (
    g_variant_new_parsed ("[('link', 'tel', '', 'ask', ''), ('link', '', 'internal', 'dial', '')]"),
    &tel));

  assert_rules (rules, "[('link', '', 'internal', 'dial', '')]");
}

static void
test_put_refused (void)
{
  static const CorPolicyRule dangerous[] = {
    { "link", "", "premium", "dial", "" },
    { "link", "tel", "satellite", "dial", "" },
    { "control", "", "feature", "dial", "204" },
    { "link", "", "forwarding", "dial", "" },
  };
  static const CorPolicyRule wrong[] = {
    { "link", "http", "", "ask", "" },
    { "link", "all", "", "ask", "" },
    { "link", "", "emergency", "ask", "" },
    { "link", "", "", "", "" },
    { "", "", "", "ask", "" },
    { "link", "TEL", "", "ask", "" },
  };
  CorPolicyRule full = rule ("", "", "ask");
  GVariantBuilder builder;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (dangerous); i++) {
    g_assert_null (cor_policy_put (g_variant_new (COR_POLICY_TYPE, NULL), &dangerous[i], &error));
    g_assert_error (error, COR_POLICY_ERROR, COR_POLICY_ERROR_DANGEROUS);
    g_clear_error (&error);
  }
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_assert_null (cor_policy_put (g_variant_new (COR_POLICY_TYPE, NULL), &wrong[i], &error));
    g_assert_error (error, COR_POLICY_ERROR, COR_POLICY_ERROR_WORD);
    g_clear_error (&error);
  }
  g_variant_builder_init (&builder, G_VARIANT_TYPE (COR_POLICY_TYPE));
  for (guint i = 0; i < COR_POLICY_MAX + 9; i++)
    g_variant_builder_add (&builder, "(sssss)", "link", "tel", "internal", "ask", "");
  g_assert_null (cor_policy_put (g_variant_builder_end (&builder), &full, &error));
  g_assert_error (error, COR_POLICY_ERROR, COR_POLICY_ERROR_FULL);
}

static void
test_classes (void)
{
  static const struct {
    const char *text;
    guint digits;
    CorClass klass;
  } cases[] = {
    { "202", 5, COR_CLASS_INTERNAL },         { "12345", 5, COR_CLASS_INTERNAL },
    { "123456", 5, COR_CLASS_EXTERNAL },      { "+39", 5, COR_CLASS_EXTERNAL },
    { "202", 0, COR_CLASS_EXTERNAL },         { "202", 2, COR_CLASS_EXTERNAL },
    { "112", 5, COR_CLASS_EMERGENCY },        { "*43", 5, COR_CLASS_FEATURE },
    { "**21*204#", 5, COR_CLASS_FORWARDING },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CorNumber) number = cor_number_parse (cases[i].text, COR_NUMBER_FROM_PERSON, NULL);

    g_assert_cmpint (cor_class_of (number, cases[i].digits), ==, cases[i].klass);
  }
  g_assert_cmpstr (cor_class_to_word (COR_CLASS_ANY), ==, "");
  g_assert_cmpstr (cor_class_to_word (COR_CLASS_INTERNAL), ==, "internal");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/policy/put-and-drop", test_put_and_drop);
  g_test_add_func ("/policy/drop", test_drop);
  g_test_add_func ("/policy/put-refused", test_put_refused);
  g_test_add_func ("/policy/classes", test_classes);
  return g_test_run ();
}
