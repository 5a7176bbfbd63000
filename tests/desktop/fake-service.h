/* SPDX-License-Identifier: GPL-3.0-or-later
 * A service of the desktop's for tests: has a name on the bus, writes down what
 * it is asked, and answers as it was told. On the test's own main loop. */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _FakeService FakeService;

/* A bus of the test's own, the session's for whatever is tested; g_test_dbus_down() it. */
GTestDBus *fake_service_bus_up (void);

/* name: NULL for none. xml: one interface. Has the name before it returns. */
FakeService *fake_service_new (GTestDBus *bus, const char *name, const char *path, const char *xml);
void fake_service_free (FakeService *self); /* leaves the bus */

const char *fake_service_get_unique_name (FakeService *self);
GDBusConnection *fake_service_get_connection (FakeService *self);
void fake_service_own (FakeService *self, const char *name); /* one more */
/* value: consumed when floating. Tells of the change, too. */
void fake_service_set (FakeService *self, const char *property, GVariant *value);
/* What a method answers from now on: a tuple, consumed when floating. Before, as little as can
 * be. NULL: an error. */
void fake_service_answer (FakeService *self, const char *method, GVariant *value);
void fake_service_emit (FakeService *self, const char *name, GVariant *arguments);
/* "Method ('argument', 2)", a line each, oldest first; cleared by reading. Free with g_free(). */
char *fake_service_take_log (FakeService *self);
/* Runs the main loop until there is such a line, and takes what was written. */
void fake_service_wait (FakeService *self, const char *line);
/* The same of any line. Free with g_free(). */
char *fake_service_wait_any (FakeService *self);
/* All that is tested has asked until now has come, and its answers are there. */
void fake_service_settle (FakeService *self);
/* A call as another program makes it, to what is tested; method: with its interface before it,
 * as "org.example.Door.Open". NULL: it failed. */
GVariant *fake_service_call (FakeService *self,
                             const char *to,
                             const char *path,
                             const char *method,
                             GVariant *arguments);

#define fake_service_wait_until(condition)                                              \
  G_STMT_START                                                                          \
  {                                                                                     \
    guint watchdog_ = g_timeout_add_seconds (60, fake_service_on_watchdog, #condition); \
    while (!(condition))                                                                \
      g_main_context_iteration (NULL, TRUE);                                            \
    g_source_remove (watchdog_);                                                        \
  }                                                                                     \
  G_STMT_END
gboolean fake_service_on_watchdog (gpointer what);

G_END_DECLS
