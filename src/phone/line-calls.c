/* SPDX-License-Identifier: GPL-3.0-or-later
 * The calls of a line. */
#include "config.h"
#include "line-calls.h"

static void
line_call_free (CorLineCall *entry)
{
  g_object_unref (entry->call);
  g_free (entry->post_dial);
  g_free (entry);
}

GPtrArray *
cor_line_calls_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)line_call_free);
}

CorLineCall *
cor_line_calls_add (GPtrArray *calls, CorCall *call, guint wire)
{
  CorLineCall *entry = g_new0 (CorLineCall, 1);

  entry->call = g_object_ref (call);
  entry->wire = wire;
  g_ptr_array_add (calls, entry);
  return entry;
}

CorLineCall *
cor_line_calls_find (GPtrArray *calls, CorCall *call)
{
  for (guint i = 0; i < calls->len; i++) {
    CorLineCall *entry = calls->pdata[i];

    if (entry->call == call)
      return entry;
  }
  return NULL;
}

CorLineCall *
cor_line_calls_find_wire (GPtrArray *calls, guint wire)
{
  for (guint i = 0; i < calls->len; i++) {
    CorLineCall *entry = calls->pdata[i];

    if (entry->wire == wire)
      return entry;
  }
  return NULL;
}
