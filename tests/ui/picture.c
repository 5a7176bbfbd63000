/* SPDX-License-Identifier: GPL-3.0-or-later
 * Shows a window as one look wants it, checks how it is laid out, and saves what it shows. */
#include "config.h"
#include "layout.h"
#include "views.h"

#define FRAMES 4
#define MOST_TRIES 20

static struct {
  CorApplication *app;
  const Look *look;
  const char *folder;
  guint faults, count;
} now;

void
picture_begin (CorApplication *app, const Look *look, const char *folder)
{
  GtkSettings *settings = gtk_settings_get_default ();

  now.app = app;
  now.look = look;
  now.folder = folder;
  g_object_set (settings, "gtk-enable-animations", FALSE, "gtk-cursor-blink", FALSE, "gtk-xft-dpi",
                look->large ? 144 * 1024 : 96 * 1024, NULL);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      look->dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                                 : ADW_COLOR_SCHEME_FORCE_LIGHT);
  /* Whoever asks for a look is not to be shown another one. */
  g_assert_cmpint (adw_style_manager_get_high_contrast (adw_style_manager_get_default ()), ==,
                   look->contrast);
}

const Look *
picture_look (void)
{
  return now.look;
}

guint
picture_get_faults (void)
{
  return now.faults;
}

guint
picture_get_count (void)
{
  return now.count;
}

GtkApplication *
picture_app (void)
{
  return GTK_APPLICATION (now.app);
}

static gboolean
on_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer count)
{
  ++*(int *)count;
  gtk_widget_queue_draw (widget);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_late (gpointer window)
{
  g_error ("%s is not drawn", G_OBJECT_TYPE_NAME (window));
  return G_SOURCE_REMOVE;
}

/* One frame to lay out, one in which sizes asked for meanwhile are given, one to see them. */
void
picture_settle (GtkWidget *window)
{
  int frames = 0;
  guint id = gtk_widget_add_tick_callback (window, on_frame, &frames, NULL);
  guint watchdog = g_timeout_add_seconds (60, on_late, window);

  while (frames < FRAMES)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_source_remove (watchdog);
  gtk_widget_remove_tick_callback (window, id);
}

/* NULL: nothing is drawn yet, as on a machine that is busy. */
static GskRenderNode *
render (GtkWidget *window)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (window),
                          gtk_widget_get_height (window));
  return gtk_snapshot_free_to_node (snapshot);
}

static void
write_picture (GtkWidget *window, const char *name)
{
  g_autofree char *path = g_strdup_printf ("%s/%s%s.png", now.folder, name, now.look->suffix);
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GskRenderNode) node = NULL;

  for (guint i = 0; i < MOST_TRIES && (node = render (window)) == NULL; i++)
    picture_settle (window);
  if (node == NULL)
    g_error ("%s: nothing to draw", name);
  texture = gsk_renderer_render_texture (
    gtk_native_get_renderer (GTK_NATIVE (window)), node,
    &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (window), gtk_widget_get_height (window)));
  if (!gdk_texture_save_to_png (texture, path))
    g_error ("%s: cannot be written", path);
}

void
picture_save (GtkWidget *window, const char *name)
{
  g_autofree char *view = g_strdup_printf ("%s%s", name, now.look->suffix);
  int room = GTK_IS_WINDOW (window) ? now.look->width : G_MAXINT;

  picture_settle (window);
  now.faults += layout_check (window, view, room);
  now.count++;
  if (now.folder != NULL)
    write_picture (window, name);
}

CorSession *
picture_session (void)
{
  CorSession *session = cor_session_new ();

  fake_session_fill (session);
  fake_session_set_int (session, "state", COR_SESSION_READY);
  return session;
}

CorWindow *
picture_window (CorSession *session)
{
  CorWindow *window = cor_window_new (GTK_APPLICATION (now.app), session);

  gtk_widget_insert_action_group (GTK_WIDGET (window), "app", cor_session_get_actions (session));
  gtk_window_set_default_size (GTK_WINDOW (window), now.look->width, now.look->height);
  gtk_window_present (GTK_WINDOW (window));
  picture_settle (GTK_WIDGET (window));
  return window;
}

typedef gboolean (*Match) (GtkWidget *widget, const char *text);

static GtkWidget *
find (GtkWidget *widget, Match match, const char *text)
{
  GtkWidget *child, *found;

  if (match (widget, text))
    return widget;
  for (child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if ((found = find (child, match, text)) != NULL)
      return found;
  return NULL;
}

static gboolean
is_type (GtkWidget *widget, const char *type)
{
  return g_str_equal (G_OBJECT_TYPE_NAME (widget), type);
}

GtkWidget *
picture_find (gpointer root, const char *type)
{
  return find (root, is_type, type);
}

GtkWidget *
picture_wait_for (gpointer root, const char *type)
{
  guint watchdog = g_timeout_add_seconds (60, on_late, root);
  GtkWidget *found;

  while ((found = picture_find (root, type)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (watchdog);
  return found;
}

GtkWidget *
picture_find_class (gpointer root, const char *css_class)
{
  return find (root, gtk_widget_has_css_class, css_class);
}

void
picture_save_popover (GtkWidget *window, gpointer root, const char *name)
{
  GtkWidget *widget = picture_find (root, "GtkMenuButton");
  GtkMenuButton *button = GTK_MENU_BUTTON (widget);

  picture_settle (window);
  gtk_menu_button_popup (button);
  picture_save (GTK_WIDGET (gtk_menu_button_get_popover (button)), name);
  gtk_menu_button_popdown (button);
  picture_settle (window);
}
