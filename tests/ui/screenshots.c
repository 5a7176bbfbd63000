/* SPDX-License-Identifier: GPL-3.0-or-later
 * Shows every view in every look, with the tests' own session and its data: checks that nothing is
 * cut, lies upon another thing or is wider than the window, and makes pictures, so that a change of
 * looks is seen. screenshots [--look NAME] [FOLDER]: without a folder it only checks. Needs a
 * display of 1700 pixels, and makes no sound. */
#include "config.h"
#include "views.h"
#include <locale.h>
#include <glib/gi18n-lib.h>

static const Look looks[] = {
  { "light", "", NULL, 820, 600, FALSE, FALSE, FALSE },
  { "dark", "-dark", NULL, 820, 600, TRUE, FALSE, FALSE },
  { "narrow", "-narrow", NULL, 360, 640, FALSE, FALSE, FALSE },
  { "wide", "-wide", NULL, 1600, 900, FALSE, FALSE, FALSE },
  { "contrast", "-contrast", NULL, 820, 600, FALSE, TRUE, FALSE },
  { "contrast-dark", "-contrast-dark", NULL, 360, 640, TRUE, TRUE, FALSE },
  { "large", "-large", NULL, 820, 600, FALSE, FALSE, TRUE },
  { "large-narrow", "-large-narrow", NULL, 360, 640, FALSE, FALSE, TRUE },
  { "it", "-it", "it", 820, 600, FALSE, FALSE, FALSE },
  { "it-dark", "-it-dark", "it", 820, 600, TRUE, FALSE, FALSE },
  { "it-narrow", "-it-narrow", "it", 360, 640, FALSE, FALSE, FALSE },
  { "rtl", "-rtl", "ar", 820, 600, FALSE, FALSE, FALSE },
  { "rtl-narrow", "-rtl-narrow", "ar", 360, 640, TRUE, FALSE, FALSE },
};

static const Look *
find_look (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    if (g_str_equal (looks[i].name, name))
      return &looks[i];
  g_printerr ("%s: no such look\n", name);
  return NULL;
}

/* Each look in a process of its own: language and contrast are settled when a program starts. */
static gboolean
run_again (const char *program, const Look *look, const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
    g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, program, "--look", look->name, folder, NULL);

  if (process == NULL || !g_subprocess_wait_check (process, NULL, &error)) {
    g_printerr ("%s: %s\n", look->name, error->message);
    return FALSE;
  }
  return TRUE;
}

static void
settle_environment (const Look *look)
{
  const char *locales = g_getenv ("CORNETTA_LOCALEDIR");

  /* A language needs a locale that is not "C", but not its own. */
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_setenv ("LANGUAGE", look->language != NULL ? look->language : "en", TRUE);
  g_setenv ("ADW_DEBUG_HIGH_CONTRAST", look->contrast ? "1" : "0", TRUE);
  g_setenv ("GSK_RENDERER", "cairo", TRUE);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locales != NULL ? locales : COR_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  /* Which the toolkit would take from the locale. */
  if (g_strcmp0 (look->language, "ar") == 0)
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
}

static int
show (const Look *look, const char *folder)
{
  g_autoptr (CorSession) session = cor_session_new ();
  g_autoptr (CorApplication) app = NULL;

  settle_environment (look);
  app = cor_application_new (session);
  g_application_set_flags (G_APPLICATION (app), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (app), NULL, NULL);
  picture_begin (app, look, folder);
  view_lists ();
  view_long_names ();
  view_calls ();
  view_company ();
  view_windows ();
  g_print ("%s: %u views, %u faults\n", look->name, picture_get_count (), picture_get_faults ());
  return picture_get_faults () == 0 ? 0 : 1;
}

int
main (int argc, char **argv)
{
  const char *name = argc > 2 && g_str_equal (argv[1], "--look") ? argv[2] : NULL;
  const char *folder = argv[name != NULL ? 3 : 1];
  const Look *look = name != NULL ? find_look (name) : NULL;
  gboolean ok = TRUE;

  if (argc > (name != NULL ? 4 : 2) || (name != NULL && look == NULL)) {
    g_printerr ("usage: screenshots [--look NAME] [FOLDER]\n");
    return 2;
  }
  if (folder != NULL)
    g_mkdir_with_parents (folder, 0755);
  if (look != NULL)
    return show (look, folder);
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    ok = run_again (argv[0], &looks[i], folder) && ok;
  return ok ? 0 : 1;
}
