/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whether a browser keeps phone links for itself or for a web page, by its own
 * settings. Read on a thread of their own, since a profile may be large. */
#include "config.h"
#include "net/json.h"
#include "session-looks.h"
#include <glib/gi18n-lib.h>

#define MOST_PROFILES 16
#define MOST_BYTES (8 * 1024 * 1024)

/* What Mozilla calls nsIHandlerInfo.useHelperApp and handleInternally. */
#define BY_HELPER 2
#define BY_ITSELF 3

typedef struct {
  GString *fine;
  char *trouble;
} Found;

static void
found_free (gpointer data)
{
  Found *found = data;

  if (found->fine != NULL)
    g_string_free (found->fine, TRUE);
  g_free (found->trouble);
  g_free (found);
}

static const char *const schemes[] = { "tel", "callto" };

static JsonObject *
read_json (const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info =
    g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL, NULL);
  gsize length;

  if (info == NULL || g_file_info_get_size (info) > MOST_BYTES ||
      !g_file_get_contents (path, &text, &length, NULL))
    return NULL;
  return cor_json_parse_object (text, length, NULL);
}

static void
blame (Found *found, const char *browser, const char *scheme, const char *taker)
{
  g_autofree char *who = g_strndup (taker, 80);
  g_autofree char *valid = g_utf8_make_valid (who, -1);

  g_free (found->trouble);
  /* Translators: a browser, "tel", and what takes the links. */
  found->trouble = g_strdup_printf (
    _ ("%s gives %s: links to %s instead of the desktop. Choose the system’s default for them in "
       "the browser’s settings."),
    browser, scheme, valid);
}

static gboolean
is_ours (const char *path)
{
  g_autofree char *name = path != NULL ? g_path_get_basename (path) : NULL;

  return name != NULL && (g_str_has_prefix (name, "cornetta") || g_str_equal (name, "xdg-open"));
}

static gboolean
judge_mozilla (Found *found, const char *browser, JsonObject *root)
{
  JsonObject *all = cor_json_get_object (root, "schemes");

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++) {
    JsonObject *scheme = cor_json_get_object (all, schemes[i]);
    gint64 action = cor_json_get_int (scheme, "action", 0);
    JsonArray *handlers = cor_json_get_array (scheme, "handlers");
    JsonObject *first = cor_json_array_get_object (handlers, 0);
    const char *name = cor_json_get_string (first, "name", 1024);

    if (scheme == NULL || cor_json_get_bool (scheme, "ask") ||
        (action != BY_HELPER && action != BY_ITSELF) ||
        (action == BY_HELPER &&
         (first == NULL || is_ours (cor_json_get_string (first, "path", 4096)))))
      continue;
    if (name == NULL)
      name = cor_json_get_string (first, "uriTemplate", 4096);
    blame (found, browser, schemes[i], name != NULL ? name : browser);
    return FALSE;
  }
  return TRUE;
}

static gboolean
judge_chromium (Found *found, const char *browser, JsonObject *root)
{
  JsonObject *excluded =
    cor_json_get_object (cor_json_get_object (root, "protocol_handler"), "excluded_schemes");
  JsonArray *pages = cor_json_get_array (cor_json_get_object (root, "custom_handlers"),
                                         "registered_protocol_handlers");

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (cor_json_get_bool (excluded, schemes[i])) {
      blame (found, browser, schemes[i], _ ("nobody"));
      return FALSE;
    }
  for (guint i = 0; i < MIN (cor_json_array_length (pages), 100); i++) {
    JsonObject *page = cor_json_array_get_object (pages, i);
    const char *scheme = cor_json_get_string (page, "protocol", 32);
    const char *url = cor_json_get_string (page, "url", 4096);

    for (guint j = 0; j < G_N_ELEMENTS (schemes); j++)
      if (g_strcmp0 (scheme, schemes[j]) == 0 && cor_json_get_bool (page, "default")) {
        blame (found, browser, schemes[j], url != NULL ? url : "?");
        return FALSE;
      }
  }
  return TRUE;
}

typedef gboolean (*Judge) (Found *found, const char *browser, JsonObject *root);

static void
read_profiles (Found *found, const char *browser, const char *folder, const char *file, Judge judge)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  gboolean seen = FALSE, fine = TRUE;
  const char *name;

  for (guint i = 0; dir != NULL && i < MOST_PROFILES && (name = g_dir_read_name (dir)) != NULL;) {
    g_autofree char *path = g_build_filename (folder, name, file, NULL);
    g_autoptr (JsonObject) root = NULL;

    if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
      continue;
    i++;
    seen = TRUE;
    root = read_json (path);
    fine = (root == NULL || judge (found, browser, root)) && fine;
  }
  if (seen && fine)
    g_string_append_printf (found->fine, "%s%s", found->fine->len > 0 ? ", " : "", browser);
}

static void
read_all (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  static const struct {
    const char *browser;
    const char *folder;
    gboolean mozilla;
    gboolean in_home; /* else among the user's configuration */
  } places[] = {
    { "Firefox", ".mozilla/firefox", TRUE, TRUE },
    { "Firefox (Snap)", "snap/firefox/common/.mozilla/firefox", TRUE, TRUE },
    { "Firefox (Flatpak)", ".var/app/org.mozilla.firefox/.mozilla/firefox", TRUE, TRUE },
    { "Thunderbird", ".thunderbird", TRUE, TRUE },
    { "Chromium", "chromium", FALSE, FALSE },
    { "Google Chrome", "google-chrome", FALSE, FALSE },
    { "Microsoft Edge", "microsoft-edge", FALSE, FALSE },
    { "Brave", "BraveSoftware/Brave-Browser", FALSE, FALSE },
    { "Vivaldi", "vivaldi", FALSE, FALSE },
  };
  Found *found = g_new0 (Found, 1);

  found->fine = g_string_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++) {
    g_autofree char *folder = g_build_filename (
      places[i].in_home ? g_get_home_dir () : g_get_user_config_dir (), places[i].folder, NULL);

    read_profiles (found, places[i].browser, folder,
                   places[i].mozilla ? "handlers.json" : "Preferences",
                   places[i].mozilla ? judge_mozilla : judge_chromium);
  }
  g_task_return_pointer (task, found, found_free);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CorRun) run = data;
  CorFacts *facts = cor_run_get_facts (run);
  Found *found = g_task_propagate_pointer (G_TASK (result), NULL);

  if (found != NULL) {
    facts->browsers_read = COR_FACT_YES;
    facts->browser_trouble = g_steal_pointer (&found->trouble);
    if (found->fine->len > 0)
      facts->browsers = g_strdup (found->fine->str);
    found_free (found);
  }
  cor_run_end_look (run, COR_LOOK_BROWSERS);
}

void
cor_look_at_browsers (CorRun *run)
{
  g_autoptr (GTask) task =
    g_task_new (NULL, cor_run_get_cancellable (run), on_read, cor_run_ref (run));

  g_task_set_source_tag (task, cor_look_at_browsers);
  g_task_run_in_thread (task, read_all);
}
