/* SPDX-License-Identifier: GPL-3.0-or-later
 * The help: what the pages say, and how one leads to another. */
#include "config.h"
#include "ui-test.h"
#include "help-page.h"
#include "help-window.h"

static const char sample[] =
  "<?xml version=\"1.0\"?><page xmlns=\"http://projectmallard.org/1.0/\" id=\"sample\">"
  "<info><desc>Not <em>shown</em></desc></info>"
  "<title>Ports &amp; <app>Roads</app></title>\n<p>Some   text\n  with <link xref=\"index\">a "
  "link</link>.</p><steps><item><p>One</p></item><item><p>Two <gui>R&amp;D</gui></p></item></steps>"
  "<section id=\"s\"><title>More</title><list><item><p>Point</p></item></list>"
  "<note><p>Mind</p></note><screen>a\n b</screen></section></page>";

static void
test_parse (void)
{
  static const CorHelpBlock wanted[] = {
    { COR_HELP_TITLE, 0, (char *)"Ports &amp; <b>Roads</b>" },
    { COR_HELP_TEXT, 0, (char *)"Some text with <a href=\"index\">a link</a>." },
    { COR_HELP_STEP, 1, (char *)"One" },
    { COR_HELP_STEP, 2, (char *)"Two <b>R&amp;D</b>" },
    { COR_HELP_HEADING, 0, (char *)"More" },
    { COR_HELP_BULLET, 0, (char *)"Point" },
    { COR_HELP_NOTE, 0, (char *)"Mind" },
    { COR_HELP_SCREEN, 0, (char *)"a\n b" },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) blocks = cor_help_page_parse (sample, -1, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (blocks->len, ==, G_N_ELEMENTS (wanted));
  for (guint i = 0; i < blocks->len; i++) {
    const CorHelpBlock *block = blocks->pdata[i];

    g_assert_cmpint (block->kind, ==, wanted[i].kind);
    g_assert_cmpuint (block->number, ==, wanted[i].number);
    g_assert_cmpstr (block->markup, ==, wanted[i].markup);
  }
}

static void
test_broken (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) blocks = cor_help_page_parse ("<page><p>open", -1, &error);

  g_assert_null (blocks);
  g_assert_nonnull (error);
  g_assert_null (cor_help_page_load ("no-such-page"));
}

/* A page's markup is what labels can show. */
static void
test_all (void)
{
  static const char *const languages[] = { "C", "it" };
  guint seen = 0;

  g_ptr_array_unref (cor_help_page_load ("index"));
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++) {
    g_autofree char *folder = g_strconcat ("/org/cornetta/Cornetta/help/", languages[i], NULL);
    g_auto (GStrv) files = g_resources_enumerate_children (folder, 0, NULL);

    for (char **file = files; *file != NULL; file++) {
      g_autofree char *path = g_build_path ("/", folder, *file, NULL);
      g_autoptr (GBytes) bytes = g_resources_lookup_data (path, 0, NULL);
      g_autoptr (GPtrArray) blocks = cor_help_page_parse (g_bytes_get_data (bytes, NULL),
                                                          (gssize)g_bytes_get_size (bytes), NULL);

      g_assert_nonnull (blocks);
      for (guint j = 0; j < blocks->len; j++) {
        const CorHelpBlock *block = blocks->pdata[j];

        g_assert_cmpstr (block->markup, !=, "");
        g_assert_cmpint (block->kind == COR_HELP_TITLE, ==, j == 0);
      }
      seen++;
    }
  }
  g_assert_cmpuint (seen, >=, 2 * 24);
}

static void
follow (CorHelpWindow *window, const char *page)
{
  GtkWidget *label = NULL;
  gboolean done = FALSE;
  g_autofree char *link = g_strdup_printf ("<a href=\"%s\">", page);

  for (GtkWidget *child = gtk_widget_get_first_child (ui_find (GTK_WINDOW (window), "GtkViewport"));
       child != NULL && label == NULL; child = gtk_widget_get_first_child (child))
    for (GtkWidget *each = child; each != NULL; each = gtk_widget_get_next_sibling (each))
      if (GTK_IS_LABEL (each) && strstr (gtk_label_get_label (GTK_LABEL (each)), link) != NULL)
        label = each;
  g_assert_nonnull (label);
  g_signal_emit_by_name (label, "activate-link", page, &done);
  g_assert_true (done);
}

static void
test_window (void)
{
  CorHelpWindow *window = cor_help_window_new (NULL);
  GtkWidget *back;

  cor_help_window_show_page (window, "index");
  gtk_window_present (GTK_WINDOW (window));
  ui_wait_until (ui_find_label (window, "Cornetta Help") != NULL);
  back = ui_find_named (GTK_WINDOW (window), "Back");
  g_assert_false (gtk_widget_get_sensitive (back));
  follow (window, "check-auth-token");
  ui_wait_until (ui_find_label (window, "Signed in to NethVoice CTI") != NULL);
  g_assert_true (gtk_widget_get_sensitive (back));
  follow (window, "user-diagnosis");
  ui_wait_until (ui_find_label (window, "The diagnosis") != NULL);
  gtk_widget_activate (back);
  ui_wait_until (ui_find_label (window, "Signed in to NethVoice CTI") != NULL);
  gtk_widget_activate (ui_find_named (GTK_WINDOW (window), "Contents"));
  ui_wait_until (ui_find_label (window, "Cornetta Help") != NULL);
  cor_help_window_show_page (window, "no-such-page");
  ui_wait_until (ui_find_label (window, "Cornetta Help") != NULL);
  gtk_window_destroy (GTK_WINDOW (window));
}

void
add_help_tests (void)
{
  g_test_add_func ("/help/parse", test_parse);
  g_test_add_func ("/help/broken", test_broken);
  g_test_add_func ("/help/all", test_all);
  g_test_add_func ("/help/window", test_window);
}
