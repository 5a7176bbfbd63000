/* SPDX-License-Identifier: GPL-3.0-or-later
 * What draws the windows. Where a machine has no GPU, GL is drawn by the
 * processor: a window then takes twice the time to its first paint and four
 * times the memory that cairo takes (README, "Measured"), and even to look for
 * a GL that is not used costs a tenth of a second. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* Keeps the toolkit from looking for GL where there is none to be had: once, before the first
 * thread. What the user says by GSK_RENDERER, GDK_DEBUG or GDK_DISABLE counts more. */
void cor_renderer_choose (void);

/* The toolkit has read the choice: the programs that we start are not told of it. Main thread. */
void cor_renderer_forget (void);

/* Whether a device that draws is among those of the folder, /sys/class/drm but for tests. */
gboolean cor_renderer_finds_gpu (const char *folder);

G_END_DECLS
