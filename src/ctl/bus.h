/* SPDX-License-Identifier: GPL-3.0-or-later
 * Messages to the running program. */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

#define COR_CONTROL_INTERFACE "org.cornetta.Cornetta.Control"
#define COR_CONTROL_PATH "/org/cornetta/Cornetta"

typedef enum {
  COR_EXIT_OK,
  COR_EXIT_FAILED,
  COR_EXIT_USAGE, /* also a number that can't be read */
  COR_EXIT_NOT_RUNNING,
  COR_EXIT_CODE_NEEDED, /* the second factor */
  COR_EXIT_NO_PHONE_LINK,
  COR_EXIT_LOCKED = COR_EXIT_NOT_RUNNING, /* the organisation has set it: nothing was asked */
} CorExit;

typedef struct {
  const char *interface; /* NULL: the control interface */
  const char *method;
  GVariant *arguments; /* floating is sunk */
  gboolean start;      /* let the bus start the program */
  const char *waiting; /* said on stderr, translated then, when the answer takes its time */
} CorBusCall;

/* Blocks until the answer; transfer full. */
GVariant *cor_bus_call (GDBusConnection *bus, const CorBusCall *call, GError **error);
/* a{sv}, floating: what the launcher gave for the window's focus. */
GVariant *cor_bus_platform_data (void);
gboolean cor_bus_is_not_running (const GError *error);
/* Says what went wrong on stderr. */
CorExit cor_bus_fail (const GError *error);

G_END_DECLS
