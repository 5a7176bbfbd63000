/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which program opens the links of one scheme, as its user reads it. */
#include "model/link-handler.h"

struct _CorLinkHandler {
  GObject parent;
  char *scheme;
  char *program;
  char *previous;
  gboolean chosen;
};

G_DEFINE_FINAL_TYPE (CorLinkHandler, cor_link_handler, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
finalize (GObject *object)
{
  CorLinkHandler *self = COR_LINK_HANDLER (object);

  g_free (self->scheme);
  g_free (self->program);
  g_free (self->previous);
  G_OBJECT_CLASS (cor_link_handler_parent_class)->finalize (object);
}

static void
cor_link_handler_class_init (CorLinkHandlerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signals[CHANGED] = g_signal_new ("changed", COR_TYPE_LINK_HANDLER, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
cor_link_handler_init (CorLinkHandler *self)
{
}

CorLinkHandler *
cor_link_handler_new (const char *scheme)
{
  CorLinkHandler *self = g_object_new (COR_TYPE_LINK_HANDLER, NULL);

  self->scheme = g_strdup (scheme);
  return self;
}

void
cor_link_handler_update (CorLinkHandler *self,
                         const char *program,
                         gboolean chosen,
                         const char *previous)
{
  if (g_strcmp0 (self->program, program) == 0 && self->chosen == chosen &&
      g_strcmp0 (self->previous, previous) == 0)
    return;
  g_free (self->program);
  self->program = g_strdup (program);
  g_free (self->previous);
  self->previous = g_strdup (previous);
  self->chosen = chosen;
  g_signal_emit (self, signals[CHANGED], 0);
}

const char *
cor_link_handler_get_scheme (CorLinkHandler *self)
{
  return self->scheme;
}

const char *
cor_link_handler_get_program (CorLinkHandler *self)
{
  return self->program;
}

gboolean
cor_link_handler_is_chosen (CorLinkHandler *self)
{
  return self->chosen;
}

const char *
cor_link_handler_get_previous (CorLinkHandler *self)
{
  return self->previous;
}
