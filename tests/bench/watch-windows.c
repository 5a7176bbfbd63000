/* SPDX-License-Identifier: GPL-3.0-or-later
 * Says when windows of an X display appear. One line an event, times in ns of
 * CLOCK_MONOTONIC:  ready 0 TIME | map WINDOW TIME TITLE | paint WINDOW TIME TITLE
 * Painted means that the window shows COLOURS different colours: more than a
 * blank background and its border. The window manager's frame does not count. */
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/Xdamage.h>
#include <stdbool.h>
#include <stdio.h>
#include <time.h>

#define COLOURS 6
#define WINDOWS 64

typedef struct {
  Window id; /* 0: this place is free */
  Damage damage;
  bool mapped, painted;
} Watched;

static Watched watched[WINDOWS];

static int
on_error (Display *display, XErrorEvent *event)
{
  return 0; /* A window that has gone meanwhile. */
}

static void
say (Display *display, const char *what, Window window)
{
  struct timespec now;
  char *title = NULL;

  clock_gettime (CLOCK_MONOTONIC, &now);
  if (window != None)
    XFetchName (display, window, &title);
  printf ("%s %lu %lld %s\n", what, window, now.tv_sec * 1000000000LL + now.tv_nsec,
          title != NULL ? title : "");
  if (title != NULL)
    XFree (title);
}

static Watched *
find (Window window)
{
  for (int i = 0; i < WINDOWS; i++)
    if (watched[i].id == window)
      return &watched[i];
  return NULL;
}

static bool
has_colours (const XImage *image)
{
  unsigned long seen[COLOURS];
  int n = 0;

  for (int y = 0; y < image->height; y++)
    for (int x = 0; x < image->width; x++) {
      unsigned long pixel = XGetPixel ((XImage *)image, x, y) & 0xffffff;
      int i = 0;

      while (i < n && seen[i] != pixel)
        i++;
      if (i == n)
        seen[n++] = pixel;
      if (n == COLOURS)
        return true;
    }
  return false;
}

static void
look (Display *display, Watched *self)
{
  XWindowAttributes now;
  XImage *image;

  if (!self->mapped || self->painted || !XGetWindowAttributes (display, self->id, &now) ||
      now.map_state != IsViewable)
    return;
  image = XGetImage (display, self->id, 0, 0, now.width, now.height, AllPlanes, ZPixmap);
  if (image == NULL)
    return;
  self->painted = has_colours (image);
  if (self->painted)
    say (display, "paint", self->id);
  XDestroyImage (image);
}

/* The window manager's frames are nobody's: only programs name a class. */
static void
note_map (Display *display, Watched *self)
{
  XClassHint hint = { 0 };

  if (self->mapped)
    return;
  if (XGetClassHint (display, self->id, &hint)) {
    self->mapped = true;
    say (display, "map", self->id);
    XFree (hint.res_name);
    XFree (hint.res_class);
  } else {
    *self = (Watched){ 0 };
  }
}

static void
on_created (Display *display, const XCreateWindowEvent *event)
{
  Watched *self = find (None);
  XWindowAttributes now;

  if (event->override_redirect || self == NULL)
    return;
  *self = (Watched){ .id = event->window };
  XSelectInput (display, self->id, StructureNotifyMask);
  self->damage = XDamageCreate (display, self->id, XDamageReportNonEmpty);
  if (XGetWindowAttributes (display, self->id, &now) && now.map_state == IsViewable)
    note_map (display, self);
}

static void
on_event (Display *display, const XEvent *event, int damage_event)
{
  Watched *self = find (event->xany.window);

  if (event->type == CreateNotify) {
    on_created (display, &event->xcreatewindow);
  } else if (self == NULL || self->id == None) {
    return;
  } else if (event->type == MapNotify) {
    note_map (display, self);
    look (display, self);
  } else if (event->type == DestroyNotify) {
    *self = (Watched){ 0 };
  } else if (event->type == damage_event) {
    XDamageSubtract (display, self->damage, None, None);
    look (display, self);
  }
}

int
main (void)
{
  Display *display = XOpenDisplay (NULL);
  int damage_event, damage_error;
  XEvent event;

  setvbuf (stdout, NULL, _IOLBF, 0);
  if (display == NULL || !XDamageQueryExtension (display, &damage_event, &damage_error)) {
    fprintf (stderr, "watch-windows: no display with the DAMAGE extension\n");
    return 1;
  }
  XSetErrorHandler (on_error);
  XSelectInput (display, DefaultRootWindow (display), SubstructureNotifyMask);
  XSync (display, False);
  say (display, "ready", None);
  for (;;) {
    XNextEvent (display, &event);
    on_event (display, &event, damage_event + XDamageNotify);
  }
}
