/* SPDX-License-Identifier: GPL-3.0-or-later
 * A line that only notes what it is told. */
#pragma once
#include "model/line.h"

G_BEGIN_DECLS

#define FAKE_TYPE_LINE (fake_line_get_type ())
G_DECLARE_FINAL_TYPE (FakeLine, fake_line, FAKE, LINE, GObject)

struct _FakeLine {
  GObject parent;
  CorLineState state;
  GPtrArray *dialled; /* what the exchange is told */
};

G_END_DECLS
