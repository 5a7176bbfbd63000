/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a thread hands over runs in the other's loop, also when nobody is in it. */
#include "model/hand-over.h"

typedef struct {
  GThread *owner;
  GString *heard;
  guint freed;
} Ear;

typedef struct {
  Ear *ear;
  char word;
} Word;

static gboolean
on_word (gpointer data)
{
  Word *word = data;

  g_assert_true (g_thread_self () == word->ear->owner);
  g_string_append_c (word->ear->heard, word->word);
  return G_SOURCE_REMOVE;
}

static void
word_free (gpointer data)
{
  Word *word = data;

  word->ear->freed++;
  g_free (word);
}

static gpointer
say (gpointer ear)
{
  for (char c = 'a'; c <= 'c'; c++) {
    Word *word = g_new (Word, 1);

    *word = (Word){ ear, c };
    cor_hand_over (NULL, on_word, word, word_free);
  }
  return NULL;
}

static void
test_nobody_in_the_loop (void)
{
  Ear ear = { g_thread_self (), g_string_new (NULL), 0 };

  g_thread_join (g_thread_new ("says", say, &ear));
  g_assert_cmpstr (ear.heard->str, ==, "");
  g_assert_cmpuint (ear.freed, ==, 0);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpstr (ear.heard->str, ==, "abc");
  g_assert_cmpuint (ear.freed, ==, 3);
  g_string_free (ear.heard, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hand-over/nobody-in-the-loop", test_nobody_in_the_loop);
  return g_test_run ();
}
