/* SPDX-License-Identifier: GPL-3.0-or-later
 * The help, offline. Its pages are the installed ones; they are in the program
 * too, so that they can be read where no viewer is installed. */
#include "config.h"
#include "help-window.h"
#include "help-page.h"
#include "window.h"
#include <glib/gi18n-lib.h>

#define INDEX "index"

struct _CorHelpWindow {
  AdwWindow parent;
  GtkScrolledWindow *scroller;
  GtkBox *page;
  GtkButton *back;
  GPtrArray *visited; /* names; the last is shown */
};

G_DEFINE_FINAL_TYPE (CorHelpWindow, cor_help_window, ADW_TYPE_WINDOW)

/* --- A page --- */

static gboolean
on_link (GtkLabel *label, const char *target, CorHelpWindow *self)
{
  if (strstr (target, "://") != NULL)
    return FALSE; /* the desktop opens it */
  cor_help_window_show_page (self, target);
  return TRUE;
}

static char *
set_mark (const CorHelpBlock *block)
{
  if (block->kind == COR_HELP_BULLET)
    return g_strdup_printf ("•  %s", block->markup);
  if (block->kind == COR_HELP_STEP)
    return g_strdup_printf ("%u.  %s", block->number, block->markup);
  if (block->kind == COR_HELP_SCREEN)
    return g_strdup_printf ("<tt>%s</tt>", block->markup);
  return g_strdup (block->markup);
}

static GtkWidget *
make_label (CorHelpWindow *self, const CorHelpBlock *block)
{
  static const char *const classes[] = {
    [COR_HELP_TITLE] = "title-2", [COR_HELP_HEADING] = "heading", [COR_HELP_TEXT] = "body",
    [COR_HELP_BULLET] = "body",   [COR_HELP_STEP] = "body",       [COR_HELP_NOTE] = "dim-label",
    [COR_HELP_SCREEN] = "card",
  };
  g_autofree char *markup = set_mark (block);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), block->kind == COR_HELP_SCREEN);
  gtk_widget_add_css_class (label, classes[block->kind]);
  if (block->kind == COR_HELP_SCREEN)
    gtk_widget_add_css_class (label, "help-screen");
  if (block->kind == COR_HELP_BULLET || block->kind == COR_HELP_STEP)
    gtk_widget_set_margin_start (label, 12);
  g_signal_connect_object (label, "activate-link", G_CALLBACK (on_link), self, 0);
  return label;
}

static void
fill (CorHelpWindow *self, GPtrArray *blocks)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->page))) != NULL)
    gtk_box_remove (self->page, child);
  for (guint i = 0; i < blocks->len; i++)
    gtk_box_append (self->page, make_label (self, blocks->pdata[i]));
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

static void
show_last (CorHelpWindow *self)
{
  const char *name = self->visited->pdata[self->visited->len - 1];
  g_autoptr (GPtrArray) blocks = cor_help_page_load (name);

  if (blocks == NULL)
    blocks = cor_help_page_load (INDEX);
  fill (self, blocks);
  gtk_widget_set_sensitive (GTK_WIDGET (self->back), self->visited->len > 1);
}

/* A label that is clicked must not be gone before its signal has ended. */
static gboolean
on_idle (gpointer window)
{
  show_last (window);
  return G_SOURCE_REMOVE;
}

void
cor_help_window_show_page (CorHelpWindow *self, const char *name)
{
  g_ptr_array_add (self->visited, g_strdup (name));
  g_idle_add_full (G_PRIORITY_DEFAULT, on_idle, g_object_ref (self), g_object_unref);
}

/* --- The window --- */

static void
on_back_clicked (GtkButton *button, CorHelpWindow *self)
{
  g_ptr_array_remove_index (self->visited, self->visited->len - 1);
  show_last (self);
}

static void
on_contents_clicked (GtkButton *button, CorHelpWindow *self)
{
  cor_help_window_show_page (self, INDEX);
}

static void
finalize (GObject *object)
{
  g_ptr_array_unref (COR_HELP_WINDOW (object)->visited);
  G_OBJECT_CLASS (cor_help_window_parent_class)->finalize (object);
}

static void
cor_help_window_class_init (CorHelpWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/help-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CorHelpWindow, scroller);
  gtk_widget_class_bind_template_child (widget_class, CorHelpWindow, page);
  gtk_widget_class_bind_template_child (widget_class, CorHelpWindow, back);
  gtk_widget_class_bind_template_callback (widget_class, on_back_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_contents_clicked);
}

static void
cor_help_window_init (CorHelpWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->visited = g_ptr_array_new_with_free_func (g_free);
}

CorHelpWindow *
cor_help_window_new (GtkWindow *parent)
{
  return g_object_new (COR_TYPE_HELP_WINDOW, "transient-for", parent, NULL);
}

/* --- The action --- */

static gboolean
is_installed (void)
{
  for (const char *const *folder = g_get_system_data_dirs (); *folder != NULL; folder++) {
    g_autofree char *path =
      g_build_filename (*folder, "help", "C", "cornetta", INDEX ".page", NULL);

    if (g_file_test (path, G_FILE_TEST_EXISTS))
      return TRUE;
  }
  return FALSE;
}

static gboolean
has_viewer (void)
{
  g_autoptr (GAppInfo) viewer = g_app_info_get_default_for_uri_scheme ("help");

  return viewer != NULL && is_installed ();
}

static GtkWindow *
find_window (GtkApplication *app, GType type)
{
  for (GList *l = gtk_application_get_windows (app); l != NULL; l = l->next)
    if (G_TYPE_CHECK_INSTANCE_TYPE (l->data, type))
      return l->data;
  return NULL;
}

static void
on_help (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkApplication *app = data;
  const char *name = g_variant_get_string (parameter, NULL);
  GtkWindow *parent = find_window (app, COR_TYPE_WINDOW);
  GtkWindow *window = find_window (app, COR_TYPE_HELP_WINDOW);

  if (has_viewer ()) {
    g_autofree char *uri = g_strconcat ("help:cornetta/", name, NULL);

    gtk_show_uri (parent, uri, GDK_CURRENT_TIME);
    return;
  }
  if (window == NULL)
    window = GTK_WINDOW (cor_help_window_new (
      parent != NULL && gtk_widget_get_visible (GTK_WIDGET (parent)) ? parent : NULL));
  gtk_window_set_application (window, app);
  cor_help_window_show_page (COR_HELP_WINDOW (window), name);
  gtk_window_present (window);
}

void
cor_help_window_install (GtkApplication *app)
{
  static const GActionEntry entries[] = {
    { .name = "help", .activate = on_help, .parameter_type = "s" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (app), entries, G_N_ELEMENTS (entries), app);
}
