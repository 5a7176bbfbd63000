/* SPDX-License-Identifier: GPL-3.0-or-later
 * What reads any message as a call would. */
#pragma once
#include <glib.h>

/* libFuzzer's entry. */
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);
