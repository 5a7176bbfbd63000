/* SPDX-License-Identifier: GPL-3.0-or-later
 * ALSA's plug-ins leak what loading them allocates, through libraries without
 * frame pointers: to know those leaks from ours, each allocation's stack is
 * unwound the slow way here. ASAN_OPTIONS still has the last word. */
const char *__asan_default_options (void);

const char *
__asan_default_options (void)
{
  return "fast_unwind_on_malloc=0";
}
