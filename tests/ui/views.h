/* SPDX-License-Identifier: GPL-3.0-or-later
 * Every view of the program, one after the other, in one look: of each there is a picture made, its
 * layout checked, or both. */
#pragma once
#include "fake-session.h"
#include "ui/application.h"
#include "window.h"
#include <adwaita.h>

G_BEGIN_DECLS

typedef struct {
  const char *name;
  const char *suffix;   /* of the pictures' names */
  const char *language; /* NULL: English */
  int width, height;
  gboolean dark;
  gboolean contrast; /* high */
  gboolean large;    /* letters half as large again */
} Look;

/* folder: for pictures, or NULL for none. */
void picture_begin (CorApplication *app, const Look *look, const char *folder);
/* Checks, and makes the picture. */
void picture_save (GtkWidget *window, const char *name);
guint picture_get_faults (void);
guint picture_get_count (void);
const Look *picture_look (void);
/* Until what was changed is laid out and drawn. */
void picture_settle (GtkWidget *window);
/* Filled and ready. */
CorSession *picture_session (void);
CorWindow *picture_window (CorSession *session);
GtkApplication *picture_app (void);
GtkWidget *picture_find (gpointer root, const char *type);
/* What comes a moment later. */
GtkWidget *picture_wait_for (gpointer root, const char *type);
GtkWidget *picture_find_class (gpointer root, const char *css_class);

/* Of the menu button in this widget, while it is open. */
void picture_save_popover (GtkWidget *window, gpointer root, const char *name);

void view_lists (void);
void view_long_names (void);
void view_calls (void);
void view_company (void);
void view_windows (void);

G_END_DECLS
