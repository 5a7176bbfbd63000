/* SPDX-License-Identifier: GPL-3.0-or-later
 * For the TSan build alone, which includes it before everything else: GLib is
 * not built for TSan, so what its locks order has to be told. */
#pragma once
#if defined(__SANITIZE_THREAD__) && defined(__has_include)
#if __has_include(<glib.h>)
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* too late for those who ask for it afterwards */
#endif
#include <glib.h>
#include <sanitizer/tsan_interface.h>

static inline void
tsan_mutex_lock (GMutex *mutex)
{
  g_mutex_lock (mutex);
  __tsan_acquire (mutex);
}

static inline void
tsan_mutex_unlock (GMutex *mutex)
{
  __tsan_release (mutex);
  g_mutex_unlock (mutex);
}

static inline void
tsan_cond_wait (GCond *cond, GMutex *mutex)
{
  __tsan_release (mutex);
  g_cond_wait (cond, mutex);
  __tsan_acquire (mutex);
}

static inline gboolean
tsan_cond_wait_until (GCond *cond, GMutex *mutex, gint64 until)
{
  gboolean woken;

  __tsan_release (mutex);
  woken = g_cond_wait_until (cond, mutex, until);
  __tsan_acquire (mutex);
  return woken;
}

#define g_mutex_lock tsan_mutex_lock
#define g_mutex_unlock tsan_mutex_unlock
#define g_cond_wait tsan_cond_wait
#define g_cond_wait_until tsan_cond_wait_until
#endif
#endif
