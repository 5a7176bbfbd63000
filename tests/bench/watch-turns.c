/* SPDX-License-Identifier: GPL-3.0-or-later
 * Loaded before a program (LD_PRELOAD), says how long each turn of its main
 * loop was: from the return of one poll to the beginning of the next, which is
 * how long everything else had to wait. One line a turn of 1 ms or more goes
 * to the file that BENCH_TURNS names:  BEGIN WALL CPU  in ns, the first on
 * CLOCK_MONOTONIC, the last the CPU time that the main thread spent in it. */
#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define WORTH_NS 1000000

static int file = -1;
static gint64 wall, cpu; /* when this turn began; 0: not in the loop yet */

static gint64
now (clockid_t clock)
{
  struct timespec time;

  clock_gettime (clock, &time);
  return time.tv_sec * G_GINT64_CONSTANT (1000000000) + time.tv_nsec;
}

static void
end_turn (void)
{
  gint64 length = now (CLOCK_MONOTONIC) - wall;
  char line[80];
  int n;

  if (wall == 0 || length < WORTH_NS)
    return;
  n =
    snprintf (line, sizeof line, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n",
              wall, length, now (CLOCK_THREAD_CPUTIME_ID) - cpu);
  if (write (file, line, n) != n)
    _exit (3);
}

static int
watch (GPollFD *fds, guint n, int timeout)
{
  int result, error;

  end_turn ();
  result = g_poll (fds, n, timeout);
  error = errno;
  wall = now (CLOCK_MONOTONIC);
  cpu = now (CLOCK_THREAD_CPUTIME_ID);
  errno = error;
  return result;
}

__attribute__ ((constructor)) static void
begin (void)
{
  const char *path = g_getenv ("BENCH_TURNS");

  if (path == NULL)
    return;
  file = open (path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  /* Not for the programs that this one starts. */
  g_unsetenv ("BENCH_TURNS");
  g_unsetenv ("LD_PRELOAD");
  if (file >= 0)
    g_main_context_set_poll_func (NULL, watch);
}
