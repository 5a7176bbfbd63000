/* SPDX-License-Identifier: GPL-3.0-or-later
 * A window with numbers in it. What they have in common: calling one, copying
 * one, and showing whose it is. */
#pragma once
#include <gtk/gtk.h>
#include "session/session.h"

G_BEGIN_DECLS

#define COR_TYPE_CALLER (cor_caller_get_type ())
G_DECLARE_INTERFACE (CorCaller, cor_caller, COR, CALLER, GtkWidget)

struct _CorCallerInterface {
  GTypeInterface parent;
  CorSession *(*get_session) (CorCaller *self);
  /* TRUE: the number is taken for something else than to be called; or NULL. */
  gboolean (*take) (CorCaller *self, const char *number);
  void (*called) (CorCaller *self); /* after each; or NULL */
  void (*say) (CorCaller *self, const char *text);
  void (*show_contact) (CorCaller *self, CorContact *contact);
};

/* For class_init: win.dial-contact (s), win.dial-history (s) and win.copy (s). */
void cor_caller_install_actions (GtkWidgetClass *klass);
/* The window that a widget is in; NULL while it is in none. */
CorCaller *cor_caller_of (GtkWidget *widget);
/* device: a CorDevice id, or NULL for the chosen one. */
void cor_caller_call (CorCaller *self, const char *number, CorOrigin origin, const char *device);
/* To the user, now. Plain text. */
void cor_caller_say (CorCaller *self, const char *text);
void cor_caller_copy (CorCaller *self, const char *number);
void cor_caller_show_contact (CorCaller *self, CorContact *contact);
CorSession *cor_caller_get_session (CorCaller *self);

G_END_DECLS
