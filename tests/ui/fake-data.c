/* SPDX-License-Identifier: GPL-3.0-or-later
 * People, calls and devices for the windows' tests and pictures. */
#include "config.h"
#include "fake-session.h"

static void
add_contact (CorSession *self, const char *name, const char *company, CorContactPhone phones[3])
{
  guint n = 0;
  static gint64 id = 0;

  while (n < 3 && phones[n].number != NULL)
    n++;
  {
    CorContactFields fields = { .id = ++id,
                                .source = "cti",
                                .type = "public",
                                .name = name,
                                .company = company,
                                .phones = phones,
                                .n_phones = n };
    g_autoptr (CorContact) contact = cor_contact_new (&fields);

    g_list_store_append (fake_session_get_contact_store (self), contact);
  }
}

static void
fill_contacts (CorSession *self)
{
  static const char *const first[] = { "Anna",  "Bruno", "Carla", "Dario",  "Elena",
                                       "Fabio", "Gaia",  "Hugo",  "Ilaria", "Luca" };
  static const char *const last[] = { "Bianchi", "Conti", "Esposito", "Ferrari",
                                      "Moretti", "Ricci", "Rossi" };
  static const char *const companies[] = { "Aurora Srl", "Borgo & Figli", "Casa Editrice Colle",
                                           NULL };

  for (guint i = 0; i < 60; i++) {
    g_autofree char *name = g_strdup_printf ("%s %s", first[i / 6], last[i % 7]);
    g_autofree char *extension = g_strdup_printf ("%u", 201 + i);
    g_autofree char *mobile = g_strdup_printf ("+39 333 555 %04u", 1000 + i * 37);
    CorContactPhone phones[3] = { { COR_PHONE_EXTENSION, extension, FALSE },
                                  { COR_PHONE_MOBILE, mobile, FALSE },
                                  { COR_PHONE_HOME, "0721405xxx", TRUE } };

    add_contact (self, name, companies[i % 4], phones);
  }
}

static void
add_entry (CorSession *self, guint i, CorHistoryDirection direction, gint64 time)
{
  static int day_above = 0;
  g_autoptr (GDateTime) when = g_date_time_new_from_unix_local (time);
  int day = g_date_time_get_day_of_year (when);
  static const char *const names[] = { "Anna Bianchi", "Carla Rossi", NULL, "Luca Conti", NULL };
  g_autofree char *id = g_strdup_printf ("%u", i);
  g_autofree char *number = g_strdup_printf ("0721 55%04u", 1000 + i * 91);
  gboolean answered = direction != COR_HISTORY_MISSED && i % 7 != 3;
  CorHistoryFields fields = { .id = id,
                              .direction = direction,
                              .time = time,
                              .duration = answered ? 37 + i * 53 : 0,
                              .number = i == 5 ? "" : number,
                              .name = names[i % 5],
                              .queue = i % 9 == 4 ? "401" : NULL,
                              .answered = answered };
  g_autoptr (CorHistoryEntry) entry = NULL;

  fields.heads_day = i == 0 || day != day_above;
  day_above = day;
  fields.recorded = i % 5 == 2;
  fields.note =
    i == 1 ? "Call back on Monday about the order that was promised for Thursday" : NULL;
  entry = cor_history_entry_new (&fields);
  g_list_store_append (fake_session_get_history_store (self), entry);
}

static void
fill_history (CorSession *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) day =
    g_date_time_new_local (g_date_time_get_year (now), g_date_time_get_month (now),
                           g_date_time_get_day_of_month (now), 0, 0, 0);

  for (guint i = 0; i < 40; i++)
    add_entry (self, i, i % 4, g_date_time_to_unix (day) - (gint64)i * i * 3600 + 41 * 60);
}

static void
add_device (CorSession *self, const char *id, CorDeviceKind kind, const char *name, gboolean online)
{
  g_autoptr (CorDevice) device = cor_device_new (id, kind, name);

  cor_device_set_online (device, online, NULL);
  g_list_store_append (G_LIST_STORE (cor_session_get_devices (self)), device);
}

void
fake_session_fill (CorSession *self)
{
  fill_contacts (self);
  fill_history (self);
  add_device (self, COR_DEVICE_ID_THIS_COMPUTER, COR_DEVICE_THIS_COMPUTER, "This computer", TRUE);
  add_device (self, "91201", COR_DEVICE_DESK_PHONE, "Yealink T46U", TRUE);
  add_device (self, "92201", COR_DEVICE_DESK_PHONE, "Snom D785", FALSE);
  add_device (self, "93201", COR_DEVICE_OTHER, "Web phone", FALSE);
  fake_session_set_text (self, "device", COR_DEVICE_ID_THIS_COMPUTER);
  fake_session_set_text (self, "line-text", "201 Ready");
  fake_session_set_text (self, "line-why",
                         "The server reaches the extension of this computer by its gateway.");
  fake_session_set_text (self, "user-name", "anna");
  fake_session_set_text (self, "host", "nethvoice.example");
  fake_session_set_int (self, "line-state", COR_LINE_READY);
  fake_session_set_int (self, "presence", COR_PRESENCE_ONLINE);
}

void
cor_session_find_contact_async (CorSession *self,
                                const char *number,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  GListModel *contacts = G_LIST_MODEL (fake_session_get_contact_store (self));

  for (guint i = 0; i < g_list_model_get_n_items (contacts); i++) {
    g_autoptr (CorContact) contact = g_list_model_get_item (contacts, i);
    const CorContactPhone *phone = cor_contact_get_best_phone (contact);

    if (phone != NULL && g_str_equal (phone->number, number)) {
      g_task_return_pointer (task, g_steal_pointer (&contact), g_object_unref);
      return;
    }
  }
  g_task_return_pointer (task, NULL, NULL);
}

CorContact *
cor_session_find_contact_finish (CorSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
