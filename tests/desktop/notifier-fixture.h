/* SPDX-License-Identifier: GPL-3.0-or-later
 * A notifier, its calls and a fake daemon, for the tests of notifications. */
#pragma once
#include "desktop/notifier.h"
#include "fake-daemon.h"

G_BEGIN_DECLS

#define CAPS "actions body body-markup icon-static persistence"

/* A line that carries out nothing but what a test wants to see. */
#define FAKE_TYPE_LINE (fake_line_get_type ())
G_DECLARE_FINAL_TYPE (FakeLine, fake_line, FAKE, LINE, GObject)

struct _FakeLine {
  GObject parent;
  guint answered, answered_there, declined;
};

typedef struct {
  FakeDaemon *daemon;
  FakeLine *line;
  CorCallList *calls;
  CorNotifier *notifier;
  GString *said; /* what the notifier's signals said, a line each */
} Fixture;

/* caps: the daemon's; NULL: there is none. */
void set_up (Fixture *f, gconstpointer caps);
void tear_down (Fixture *f, gconstpointer caps);
void start_daemon (Fixture *f, const char *caps);
void start_notifier (Fixture *f);

/* A call that comes in and rings; transfer full. */
CorCall *ring_with (Fixture *f, const char *number, const char *name);
CorCall *ring (Fixture *f, const char *number);
void miss (Fixture *f, const char *number);

/* The newest note, once there are so many. */
const FakeNote *wait_note (Fixture *f, guint n);
void wait_said (Fixture *f, const char *said);
gboolean on_watchdog (gpointer what);
/* All that was said to the daemon before has been carried out when a call that rings after it is
 * on the screen. Leaves it there; transfer full. */
CorCall *settle (Fixture *f);

/* A program of such tests, on a bus of its own. */
int run_tests (int argc, char *argv[], void (*add_tests) (void));

#define ADD(name, caps, func) \
  g_test_add ("/desktop/notifier/" name, Fixture, caps, set_up, func, tear_down)

G_END_DECLS
