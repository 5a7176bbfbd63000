/* SPDX-License-Identifier: GPL-3.0-or-later
 * What must hold of whatever a stranger describes. */
#pragma once
#include <glib.h>

/* libFuzzer's entry. */
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);
