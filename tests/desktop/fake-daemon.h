/* SPDX-License-Identifier: GPL-3.0-or-later
 * A notification daemon for tests, on a thread and a connection of its own, so
 * that it can be slow, hang or go away while the tested code runs. */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/* One Notify as it came over the bus. */
typedef struct {
  guint id; /* what it was answered with, or will be */
  guint replaces;
  char *app_name, *icon, *summary, *body;
  char **actions; /* key, label, key, label... */
  GVariant *hints;
  int timeout;
} FakeNote;

typedef struct _FakeDaemon FakeDaemon;

/* caps: space separated. Takes the name before it returns. */
FakeDaemon *fake_daemon_new (const char *address, const char *caps);
void fake_daemon_free (FakeDaemon *self); /* gives the name up before it returns */

/* From now on Notify is answered only by fake_daemon_release(), oldest first. */
void fake_daemon_hold (FakeDaemon *self, gboolean hold);
gboolean fake_daemon_release (FakeDaemon *self); /* FALSE: none was held */
/* The next Notify blocks the whole daemon for so long. *ticks is read at both its ends. */
void fake_daemon_hang_once (FakeDaemon *self, guint seconds, int *ticks);

/* All of these count from the start. */
guint fake_daemon_count_notes (FakeDaemon *self);
guint fake_daemon_count_closes (FakeDaemon *self);
guint fake_daemon_count_answers (FakeDaemon *self);
guint fake_daemon_count_on_screen (FakeDaemon *self);
gboolean fake_daemon_is_on_screen (FakeDaemon *self, guint id);
/* How far *ticks went during the hang; -1 while it lasts, or before. */
int fake_daemon_get_ticks (FakeDaemon *self);
/* Valid as long as the daemon; index from the end: 0 is the newest. */
const FakeNote *fake_daemon_get_note (FakeDaemon *self, guint from_end);

/* What a user does; token may be NULL. A user cannot press what is not on the screen, a broken
 * daemon can: neither checks the id. */
void fake_daemon_press (FakeDaemon *self, guint id, const char *action, const char *token);
void fake_daemon_dismiss (FakeDaemon *self, guint id);

/* Runs the main loop until it is so; fails the test after a minute. */
typedef guint (*FakeDaemonCount) (FakeDaemon *self);
void fake_daemon_wait (FakeDaemon *self, FakeDaemonCount count, guint at_least);
void fake_daemon_wait_empty (FakeDaemon *self);

G_END_DECLS
