/* SPDX-License-Identifier: GPL-3.0-or-later
 * The panes' switcher in the header. Even while it shows nothing it asks for 16
 * pixels for each pane, which a window of 360 has not in large letters: so where
 * there is certainly no room for it, it is hidden. Owner: the window. */
#include "config.h"
#include "switcher-room.h"

#define KEY "cor-switcher-room"
/* Of six panes it needs more in the smallest letters; less than this it asks for in the largest. */
#define ROOM 480

typedef struct {
  GtkWidget *switcher; /* borrowed, with the header */
  guint tick_id;
} Room;

/* Before it has one, the width that the window is to have. */
static int
measure (GtkWidget *header)
{
  int width = gtk_widget_get_width (header), height;
  GtkRoot *root = gtk_widget_get_root (header);

  if (width > 0 || !GTK_IS_WINDOW (root))
    return width;
  gtk_window_get_default_size (GTK_WINDOW (root), &width, &height);
  return gtk_window_is_maximized (GTK_WINDOW (root)) ? G_MAXINT : width;
}

static void
update (GtkWidget *header)
{
  Room *room = g_object_get_data (G_OBJECT (header), KEY);

  gtk_widget_set_visible (room->switcher, measure (header) >= ROOM);
}

static gboolean
on_next_frame (GtkWidget *header, GdkFrameClock *clock, gpointer data)
{
  Room *room = data;

  room->tick_id = 0;
  update (header);
  return G_SOURCE_REMOVE;
}

/* Sizes are handed out just now, when other ones can't be asked for. */
static void
on_layout (GtkWidget *header)
{
  Room *room = g_object_get_data (G_OBJECT (header), KEY);

  if (room->tick_id == 0)
    room->tick_id = gtk_widget_add_tick_callback (header, on_next_frame, room, NULL);
}

static void
on_realized (GtkWidget *header)
{
  GdkSurface *surface = gtk_native_get_surface (gtk_widget_get_native (header));

  g_signal_connect_object (surface, "layout", G_CALLBACK (on_layout), header, G_CONNECT_SWAPPED);
  update (header);
}

void
cor_switcher_room_watch (GtkWidget *switcher, GtkWidget *header)
{
  Room *room = g_new (Room, 1);

  *room = (Room){ switcher, 0 };
  g_object_set_data_full (G_OBJECT (header), KEY, room, g_free);
  g_signal_connect (header, "realize", G_CALLBACK (on_realized), NULL);
  update (header);
}
