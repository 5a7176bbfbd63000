/* SPDX-License-Identifier: GPL-3.0-or-later
 * What one command of `cornetta ctl` was given, and how it asks the running program. */
#pragma once
#include "bus.h"
#include "handlers.h"
#include "history.h"
#include "rule.h"

G_BEGIN_DECLS

typedef struct _CorCommand CorCommand;
typedef struct _CorContext CorContext;

struct _CorContext {
  const CorCommand *command;
  GDBusConnection *bus; /* NULL for the commands that need none */
  GPtrArray *args;      /* after the command's name */
  gboolean json;
  const char *device;
  const char *file;
  CorRuleOptions rule;
  CorHandlersOrder order;
  CorHistoryOptions history;
  gboolean clipboard;
  gboolean ask_first;
  gboolean end_other;
  gboolean there;
  gboolean play;
  gboolean numbers; /* phone numbers whole */
  const char *only;
};

struct _CorCommand {
  const char *name;
  const char *usage;
  guint min, max; /* arguments */
  CorExit (*run) (const CorContext *context);
  const char *method;
  const char *help;
  gboolean (*take) (CorContext *context); /* its own options; FALSE: a value is missing. Or NULL */
};

/* NULL behind the last one. */
const char *cor_context_arg (const CorContext *context, guint i);
/* Says how the command is used. */
CorExit cor_context_bad_usage (const CorContext *context);
/* A call's id; without one 0, which the program reads as the one that is meant. */
gboolean cor_context_read_id (const CorContext *context, guint i, guint32 *ret_id);
/* By the command's method. Transfer full: the answer's only value, or NULL after saying why. */
GVariant *cor_context_ask (const CorContext *context,
                           GVariant *arguments,
                           const char *type,
                           CorExit *ret_code);
/* The same by another method. */
GVariant *cor_context_ask_method (const CorContext *context,
                                  const char *method,
                                  GVariant *arguments,
                                  const char *type,
                                  CorExit *ret_code);
/* By the command's, where nothing is answered. */
CorExit cor_context_order (const CorContext *context, GVariant *arguments);

G_END_DECLS
