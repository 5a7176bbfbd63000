/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl policy`: what its arguments ask of the program. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  const char *origin, *klass, *device; /* options; NULL when not given */
} CorRuleOptions;

/* Takes them out of `args`; says what is wrong. */
gboolean cor_rule_take_options (GPtrArray *args, CorRuleOptions *ret_options);
/* The method that is meant and what it is given (floating), or NULL for wrong usage. */
const char *
cor_rule_read (GPtrArray *args, const CorRuleOptions *options, GVariant **ret_arguments);

G_END_DECLS
