/* SPDX-License-Identifier: GPL-3.0-or-later
 * Notifications on the screen as libnotify shows them, off the main thread.
 *
 * libnotify speaks D-Bus synchronously: a slow daemon would hold the main loop
 * for as long as it likes, up to 25 s a call. It is not thread-safe either. So
 * a thread of its own, "notify", makes every call to it and owns its objects;
 * plain copies go in, plain copies come out. The caller says what is to be on
 * the screen, not what to do: the thread brings the screen to that, one answered
 * call after the other, which is also why a Close never overtakes its Show.
 *
 * Thread of every function here: the one that made the object, whose
 * thread-default context gets the events. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

#define COR_POPUP_ACTIONS_MAX 3 /* GNOME Shell shows no more */

typedef struct {
  const char *key; /* static; "default" is the click on the body, and has no button */
  char *label;     /* for the user, in their language */
} CorPopupAction;

/* What one notification says. Plain text: the thread escapes the body where the daemon
 * wants markup. */
typedef struct {
  char *summary;        /* never empty */
  char *body;           /* or NULL */
  const char *category; /* static */
  gboolean ringing;     /* critical, resident, never expires */
  gboolean clickable;   /* a click on the body is the action "default" */
  CorPopupAction actions[COR_POPUP_ACTIONS_MAX];
  guint n_actions;
} CorPopup;

CorPopup *cor_popup_new (const char *summary, const char *body, const char *category);
void cor_popup_add_action (CorPopup *self, const char *key, const char *label);
void cor_popup_free (CorPopup *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CorPopup, cor_popup_free)

typedef struct {
  guint id;
  const char *action; /* its key; NULL: the user dismissed the notification */
  const char *token;  /* activation token, or NULL */
} CorPopupEvent;

typedef void (*CorPopupFunc) (const CorPopupEvent *event, gpointer user_data);

typedef struct _CorPopups CorPopups;

CorPopups *cor_popups_new (CorPopupFunc func, gpointer user_data);
/* Takes popup. An id is the caller's; showing it again updates it in place. */
void cor_popups_show (CorPopups *self, guint id, CorPopup *popup);
void cor_popups_close (CorPopups *self, guint id);
/* Closes what is shown. Waits for that, but not long: a daemon that hangs is left behind with
 * the thread that waits for it. No event comes after this. */
void cor_popups_free (CorPopups *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CorPopups, cor_popups_free)

G_END_DECLS
