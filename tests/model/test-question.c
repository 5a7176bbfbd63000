/* SPDX-License-Identifier: GPL-3.0-or-later
 * A question knows its number at once and its name when somebody finds it. */
#include "model/question.h"

static void
count (guint *n)
{
  (*n)++;
}

static CorQuestion *
new_question (const char *text, const char *canonical)
{
  g_autoptr (CorDialRequest) request = cor_dial_request_new (text, COR_ORIGIN_LINK, NULL, NULL);

  return cor_question_new (request, canonical, "It costs more.");
}

static void
test_as_made (void)
{
  g_autoptr (CorQuestion) question = new_question ("tel:+39 0721", "+390721");

  g_assert_cmpstr (cor_dial_request_get_text (cor_question_get_request (question)), ==,
                   "tel:+39 0721");
  g_assert_cmpstr (cor_question_get_canonical (question), ==, "+390721");
  g_assert_cmpstr (cor_question_get_shown (question), ==, "+390721");
  g_assert_cmpstr (cor_question_get_dialled (question), ==, "+390721");
  g_assert_cmpstr (cor_question_get_reason (question), ==, "It costs more.");
  g_assert_null (cor_question_get_name (question));
  g_assert_null (cor_question_get_company (question));
  g_assert_null (cor_question_get_where_from (question));
  g_assert_null (cor_question_get_remember (question));
  g_assert_null (cor_question_get_other (question));
}

typedef struct {
  const char *property;
  void (*set) (CorQuestion *, const char *);
  const char *(*get) (CorQuestion *);
  const char *at_first;
} Text;

static void
test_texts (void)
{
  static const Text texts[] = {
    { "shown", cor_question_set_shown, cor_question_get_shown, "202" },
    { "dialled", cor_question_set_dialled, cor_question_get_dialled, "202" },
    { "name", cor_question_set_name, cor_question_get_name, NULL },
    { "company", cor_question_set_company, cor_question_get_company, NULL },
    { "where-from", cor_question_set_where_from, cor_question_get_where_from, NULL },
    { "device", cor_question_set_device, cor_question_get_device, NULL },
    { "remember", cor_question_set_remember, cor_question_get_remember, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (CorQuestion) question = new_question ("tel:202", "202");
    g_autofree char *signal = g_strconcat ("notify::", texts[i].property, NULL);
    g_autofree char *value = NULL;
    guint all = 0, this = 0;

    g_signal_connect_swapped (question, "notify", G_CALLBACK (count), &all);
    g_signal_connect_swapped (question, signal, G_CALLBACK (count), &this);
    texts[i].set (question, texts[i].at_first);
    g_assert_cmpuint (all, ==, 0);
    texts[i].set (question, "x");
    texts[i].set (question, "x");
    g_assert_cmpstr (texts[i].get (question), ==, "x");
    g_object_get (question, texts[i].property, &value, NULL);
    g_assert_cmpstr (value, ==, "x");
    g_assert_cmpuint (all, ==, 1);
    g_assert_cmpuint (this, ==, 1);
    texts[i].set (question, NULL);
    g_assert_cmpstr (texts[i].get (question), ==, texts[i].at_first);
    g_assert_cmpuint (this, ==, 2);
  }
}

static void
test_other (void)
{
  g_autoptr (CorQuestion) question = new_question ("tel:202", "202");
  CorQuestion *other = new_question ("tel:203", "203");
  g_autoptr (CorQuestion) read = NULL;
  g_autoptr (CorDialRequest) request = NULL;
  guint n = 0;

  g_signal_connect_swapped (question, "notify::other", G_CALLBACK (count), &n);
  cor_question_set_other (question, other);
  cor_question_set_other (question, other);
  g_object_get (question, "other", &read, "request", &request, NULL);
  g_assert_true (read == other);
  g_assert_true (request == cor_question_get_request (question));
  g_assert_cmpuint (n, ==, 1);
  g_clear_object (&read);
  g_object_unref (other);
  cor_question_set_other (question, NULL);
  g_assert_null (cor_question_get_other (question));
}

static void
test_kind (void)
{
  g_autoptr (CorQuestion) question = new_question ("nethlink://listen?to=202", "202");
  int kind;

  g_assert_cmpint (cor_question_get_kind (question), ==, COR_QUESTION_CALL);
  cor_question_set_kind (question, COR_QUESTION_LISTEN);
  g_object_get (question, "kind", &kind, NULL);
  g_assert_cmpint (kind, ==, COR_QUESTION_LISTEN);
}

static void
test_answered (void)
{
  g_autoptr (CorQuestion) question = new_question ("tel:202", "202");
  gboolean answered = TRUE;
  guint n = 0;

  g_object_get (question, "answered", &answered, NULL);
  g_assert_false (answered);
  g_signal_connect_swapped (question, "notify::answered", G_CALLBACK (count), &n);
  cor_question_set_answered (question);
  cor_question_set_answered (question);
  g_assert_true (cor_question_is_answered (question));
  g_assert_cmpuint (n, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/question/as-made", test_as_made);
  g_test_add_func ("/question/texts", test_texts);
  g_test_add_func ("/question/other", test_other);
  g_test_add_func ("/question/kind", test_kind);
  g_test_add_func ("/question/answered", test_answered);
  return g_test_run ();
}
