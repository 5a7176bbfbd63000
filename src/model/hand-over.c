/* SPDX-License-Identifier: GPL-3.0-or-later
 * From one thread to another. */
#include "config.h"
#include "model/hand-over.h"

void
cor_hand_over (GMainContext *context, GSourceFunc func, gpointer data, GDestroyNotify notify)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, data, notify);
  g_source_attach (source, context);
}
