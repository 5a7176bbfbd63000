/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the company of the fake session shares. */
#include "config.h"
#include "fake-session.h"
#include "session/reception.h"

static GListStore *
get_store (CorSession *self, const char *name, GType type)
{
  GListStore *store = g_object_get_data (G_OBJECT (self), name);

  if (store == NULL) {
    store = g_list_store_new (type);
    g_object_set_data_full (G_OBJECT (self), name, store, g_object_unref);
  }
  return store;
}

static void
on_activated (GSimpleAction *action, GVariant *parameter, gpointer session)
{
  g_autofree char *value = g_variant_is_of_type (parameter, G_VARIANT_TYPE_STRING)
                             ? g_variant_dup_string (parameter, NULL)
                             : g_variant_print (parameter, FALSE);
  g_autofree char *text = g_strdup_printf ("%s %s", g_action_get_name (G_ACTION (action)), value);

  fake_session_say (session, text);
}

void
fake_session_add_reception (CorSession *self)
{
  static const GActionEntry entries[] = {
    { .name = "pick-up-parked", .activate = on_activated, .parameter_type = "s" },
    { .name = "speed-dial", .activate = on_activated, .parameter_type = "u" },
    { .name = "move-speed-dial", .activate = on_activated, .parameter_type = "(xu)" },
    { .name = "queue-log-in", .activate = on_activated, .parameter_type = "s" },
    { .name = "queue-log-out", .activate = on_activated, .parameter_type = "s" },
    { .name = "queue-pause", .activate = on_activated, .parameter_type = "(ss)" },
    { .name = "queue-go-on", .activate = on_activated, .parameter_type = "s" },
    { .name = "undo-delete", .activate = on_activated, .parameter_type = "u" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (cor_session_get_actions (self)), entries,
                                   G_N_ELEMENTS (entries), self);
}

GListModel *
cor_session_get_parked (CorSession *self)
{
  return G_LIST_MODEL (get_store (self, "parked", COR_TYPE_PARKED_CALL));
}

void
fake_session_fill_parked (CorSession *self)
{
  static const CorParkedFields fields[] = {
    { "71", TRUE, "0721405516", "Max Rossi", "202", "Roberto Bianchi", 42 },
    { "74", TRUE, "+390541123456", NULL, "203", "Carla Verdi", 8 },
  };
  GListStore *store = get_store (self, "parked", COR_TYPE_PARKED_CALL);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++) {
    g_autoptr (CorParkedCall) call = cor_parked_call_new (&fields[i]);

    cor_parked_call_begin (call, 0);
    cor_parked_call_set_shown_number (call, i == 0 ? "0721 405516" : "+39 0541 123456");
    g_list_store_append (store, call);
  }
}

/* --- Speed dials. --- */

GListModel *
cor_session_get_speed_dials (CorSession *self)
{
  return G_LIST_MODEL (get_store (self, "speed-dials", COR_TYPE_SPEED_DIAL));
}

gboolean
cor_session_may_write_speed_dials (CorSession *self)
{
  return g_object_get_data (G_OBJECT (self), "reads-only") == NULL;
}

/* A number of one digit is refused. */
void
cor_session_write_speed_dial_async (CorSession *self,
                                    CorSpeedDial *before,
                                    const char *name,
                                    const char *number,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autofree char *text =
    g_strdup_printf ("write-speed-dial %d %s %s",
                     before != NULL ? (int)cor_speed_dial_get_id (before) : 0, name, number);

  fake_session_say (self, text);
  if (number[1] != '\0')
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "That is no phone number.");
}

gboolean
cor_session_write_speed_dial_finish (CorSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

guint
cor_session_delete_speed_dial (CorSession *self, CorSpeedDial *dial)
{
  g_autofree char *text =
    g_strdup_printf ("delete-speed-dial %d", (int)cor_speed_dial_get_id (dial));

  fake_session_say (self, text);
  return 72;
}

void
fake_session_fill_speed_dials (CorSession *self)
{
  static const CorSpeedDialFields fields[] = {
    { 6, "Giulia Verdi", NULL, "+393331234567", FALSE },
    { 7, "carla", "Carla Verdi", "203", TRUE },
    { 8, "Tipografia Rossi & Figli", NULL, "0721405516", FALSE },
  };
  static const char *const shown[] = { "+39 333 123 4567", "203", "0721 405516" };
  GListStore *store = get_store (self, "speed-dials", COR_TYPE_SPEED_DIAL);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++) {
    g_autoptr (CorSpeedDial) dial = cor_speed_dial_new (&fields[i]);

    cor_speed_dial_set_position (dial, i + 1);
    cor_speed_dial_set_shown_number (dial, shown[i]);
    g_list_store_append (store, dial);
  }
}

/* --- Queues. --- */

GListModel *
cor_session_get_queues (CorSession *self)
{
  return G_LIST_MODEL (get_store (self, "queues", COR_TYPE_QUEUE));
}

CorQueueMember *
cor_session_get_own_member (CorSession *self, CorQueue *queue)
{
  return cor_queue_find_member (queue, "201");
}

void
fake_session_fill_queues (CorSession *self)
{
  static const CorQueueMemberFields fields[] = {
    { "401", "201", "Demo User", NULL, FALSE, TRUE, FALSE },
    { "401", "203", "Carla Verdi", "lunch", TRUE, TRUE, TRUE },
    { "402", "201", "Demo User", NULL, TRUE, FALSE, FALSE },
    { "402", "202", "Roberto Bianchi", NULL, FALSE, TRUE, FALSE },
  };

  for (guint i = 0; i < 4; i += 2) {
    g_autoptr (GPtrArray) members = g_ptr_array_new_with_free_func (g_object_unref);
    g_autoptr (CorQueue) queue = NULL;

    g_ptr_array_add (members, cor_queue_member_new (&fields[i]));
    g_ptr_array_add (members, cor_queue_member_new (&fields[i + 1]));
    queue = cor_queue_new (fields[i].queue, i == 0 ? "Sales" : "Support", i == 0 ? 2 : 0, members);
    g_list_store_append (get_store (self, "queues", COR_TYPE_QUEUE), queue);
  }
}
