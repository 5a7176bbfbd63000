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
#include "popup.h"

G_BEGIN_DECLS

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
