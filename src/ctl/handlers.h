/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl handler`: which program opens phone links. */
#pragma once
#include "bus.h"

G_BEGIN_DECLS

typedef enum {
  COR_HANDLERS_SHOW,
  COR_HANDLERS_SET,
  COR_HANDLERS_UNSET,
} CorHandlersOrder;

/* Removes --show, --set or --unset; FALSE, after saying so, when there are several. */
gboolean cor_handlers_take_order (GPtrArray *args, CorHandlersOrder *ret_order);
/* `schemes`: none means all. */
CorExit cor_handlers_run (CorHandlersOrder order, GPtrArray *schemes, gboolean json);

G_END_DECLS
