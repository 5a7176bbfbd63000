/* SPDX-License-Identifier: GPL-3.0-or-later
 * The last things that the program said. */
#include "config.h"
#include "model/redact.h"
#include "model/trace.h"
#include <string.h>

#define DEFAULT_LEVEL "default"
#define MOST_OF_ONE (32 * 1024) /* of an entry */

typedef struct {
  GQueue entries; /* char * */
  gsize bytes;
} Ring;

static GMutex lock;
static Ring rings[COR_TRACE_N]; /* guarded by `lock` */
static gint level = -1;         /* atomic; of the words below */

static const struct {
  const char *word;
  GLogLevelFlags flag;
} levels[] = {
  { "error", G_LOG_LEVEL_ERROR },     { "critical", G_LOG_LEVEL_CRITICAL },
  { "warning", G_LOG_LEVEL_WARNING }, { "message", G_LOG_LEVEL_MESSAGE },
  { "info", G_LOG_LEVEL_INFO },       { "debug", G_LOG_LEVEL_DEBUG },
};

static void
push (CorTraceKind kind, const char *text)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *time = g_date_time_format (now, "%H:%M:%S.%f");
  Ring *ring = &rings[kind];
  char *entry = g_strdup_printf ("%.12s %s", time, text);

  g_mutex_lock (&lock);
  g_queue_push_tail (&ring->entries, entry);
  ring->bytes += strlen (entry);
  while (ring->bytes > COR_TRACE_MAX_BYTES) {
    char *oldest = g_queue_pop_head (&ring->entries);

    ring->bytes -= strlen (oldest);
    g_free (oldest);
  }
  g_mutex_unlock (&lock);
}

void
cor_trace_note (CorTraceKind kind, const char *text)
{
  g_autofree char *cut = g_strndup (text, MOST_OF_ONE);
  g_autofree char *safe = cor_redact_secrets (cut);

  push (kind, safe);
}

char *
cor_trace_dup (CorTraceKind kind)
{
  GString *text = g_string_new (NULL);

  g_mutex_lock (&lock);
  for (GList *l = rings[kind].entries.head; l != NULL; l = l->next)
    g_string_append_printf (text, "%s\n", (const char *)l->data);
  g_mutex_unlock (&lock);
  return g_string_free (text, FALSE);
}

void
cor_trace_forget (void)
{
  g_mutex_lock (&lock);
  for (guint i = 0; i < COR_TRACE_N; i++) {
    g_queue_clear_full (&rings[i].entries, g_free);
    rings[i].bytes = 0;
  }
  g_mutex_unlock (&lock);
}

/* --- The log --- */

static const char *
find_field (const GLogField *fields, gsize n, const char *key)
{
  for (gsize i = 0; i < n; i++)
    if (g_str_equal (fields[i].key, key) && fields[i].length < 0)
      return fields[i].value;
  return NULL;
}

static const char *
describe (GLogLevelFlags flags)
{
  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    if ((flags & levels[i].flag) != 0)
      return levels[i].word;
  return "log";
}

/* What is logged at debug level by libraries is theirs. */
static void
keep (GLogLevelFlags flags, const char *domain, const char *message)
{
  g_autofree char *text = NULL;

  if (message == NULL || ((flags & (G_LOG_LEVEL_DEBUG | G_LOG_LEVEL_INFO)) != 0 &&
                          g_strcmp0 (domain, "cornetta") != 0))
    return;
  text = g_strdup_printf ("%s %s: %s", domain != NULL ? domain : "", describe (flags), message);
  cor_trace_note (COR_TRACE_LOG, text);
}

static GLogWriterOutput
print (GLogLevelFlags flags, const GLogField *fields, gsize n, int chosen)
{
  const char *domain = find_field (fields, n, "GLIB_DOMAIN");
  gboolean is_chatter = (flags & (G_LOG_LEVEL_DEBUG | G_LOG_LEVEL_INFO)) != 0;

  if (chosen < 0)
    return g_log_writer_default (flags, fields, n, NULL);
  if ((flags & G_LOG_LEVEL_MASK) > levels[chosen].flag ||
      (is_chatter && g_strcmp0 (domain, "cornetta") != 0))
    return G_LOG_WRITER_HANDLED;
  if (g_log_writer_is_journald (2) &&
      g_log_writer_journald (flags, fields, n, NULL) == G_LOG_WRITER_HANDLED)
    return G_LOG_WRITER_HANDLED;
  return g_log_writer_standard_streams (flags, fields, n, NULL);
}

static GLogWriterOutput
on_log (GLogLevelFlags flags, const GLogField *fields, gsize n, gpointer data)
{
  keep (flags, find_field (fields, n, "GLIB_DOMAIN"), find_field (fields, n, "MESSAGE"));
  return print (flags, fields, n, g_atomic_int_get (&level));
}

void
cor_trace_take_log (void)
{
  g_log_set_writer_func (on_log, NULL, NULL);
}

gboolean
cor_trace_set_log_level (const char *word)
{
  gboolean found = g_str_equal (word, DEFAULT_LEVEL);

  if (found)
    g_atomic_int_set (&level, -1);
  for (guint i = 0; i < G_N_ELEMENTS (levels) && !found; i++)
    if (g_str_equal (levels[i].word, word)) {
      g_atomic_int_set (&level, (int)i);
      found = TRUE;
    }
  return found;
}

const char *
cor_trace_get_log_level (void)
{
  int now = g_atomic_int_get (&level);

  return now < 0 ? DEFAULT_LEVEL : levels[now].word;
}
