/* SPDX-License-Identifier: GPL-3.0-or-later
 * libFuzzer's entry, which its own header leaves undeclared. */
#pragma once
#include <glib.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);
