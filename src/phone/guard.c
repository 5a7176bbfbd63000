/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who may talk SIP to us: the servers of our lines, and anybody within a call,
 * neither faster than a telephone needs. */
#include "config.h"
#include "guard.h"

/* What waits for its retransmissions is kept for 32 s, so a rate is a limit on
 * memory, too. Source addresses of UDP can be forged. */
#define NEW_BURST 60 /* a server's requests that begin something */
#define NEW_PER_SECOND 10
#define WITHIN_BURST 200 /* its requests that say they belong to something */
#define WITHIN_PER_SECOND 50
#define OTHERS_BURST 50
#define OTHERS_PER_SECOND 10

/* A bucket that drips: full means burst. */
static gboolean
take (CorWireBucket *self, guint burst, guint per_second)
{
  guint64 now = tmr_jiffies ();
  guint64 level = self->level_ms + (now - self->since);

  if (self->since == 0 || level > (guint64)burst * 1000 / per_second)
    level = (guint64)burst * 1000 / per_second;
  self->since = now;
  self->level_ms = level;
  if (level < 1000 / per_second)
    return FALSE;
  self->level_ms -= 1000 / per_second;
  return TRUE;
}

static gboolean
is_server_of (const CorWireLine *line, const struct sa *source)
{
  for (guint i = 0; line->servers != NULL && i < line->servers->len; i++) {
    if (sa_cmp (source, &g_array_index (line->servers, struct sa, i), SA_ADDR))
      return TRUE;
  }
  for (guint i = 0; i < line->n_answered; i++) {
    if (sa_cmp (source, &line->answered[i], SA_ADDR))
      return TRUE;
  }
  return FALSE;
}

gboolean
cor_wire_is_server (CorEngine *engine, const struct sa *source)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, cor_wire_lines (engine));
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    if (is_server_of (value, source))
      return TRUE;
  }
  return FALSE;
}

void
cor_wire_guard_learn (CorWireLine *line, char **addresses)
{
  g_clear_pointer (&line->servers, g_array_unref);
  line->servers = g_array_new (FALSE, FALSE, sizeof (struct sa));
  for (guint i = 0; addresses[i] != NULL; i++) {
    struct sa server;

    if (sa_set_str (&server, addresses[i], 0) == 0)
      g_array_append_val (line->servers, server);
  }
}

/* The oldest one makes room. */
void
cor_wire_guard_note_answer (CorWireLine *line, const struct sa *source)
{
  if (is_server_of (line, source))
    return;
  if (line->n_answered == COR_ANSWERED_MAX)
    memmove (line->answered, line->answered + 1, --line->n_answered * sizeof *line->answered);
  line->answered[line->n_answered++] = *source;
}

/* A message with a tag in To belongs to a call or subscription; the stack
 * answers 481 when there is none. Without Record-Route they come from the
 * other telephone, whose address nobody told us. */
bool
cor_wire_guard (const struct sa *source, const struct sip_msg *message, void *arg)
{
  CorWireGuard *self = arg;
  gboolean within = message != NULL && pl_isset (&message->to.tag);

  if (!cor_wire_is_server (self->engine, source))
    return within && take (&self->others, OTHERS_BURST, OTHERS_PER_SECOND);
  if (message == NULL)
    return true;
  return within ? take (&self->within, WITHIN_BURST, WITHIN_PER_SECOND)
                : take (&self->fresh, NEW_BURST, NEW_PER_SECOND);
}

bool
cor_wire_on_subscribe (const struct sip_msg *message, void *ua)
{
  sip_treply (NULL, uag_sip (), message, 489, "Bad Event");
  return true;
}
