/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is shown of contacts, past calls, devices and presences, and what a request to dial keeps.
 */
#include "model/contact.h"
#include "model/device.h"
#include "model/dial-request.h"
#include "model/history-entry.h"
#include "model/presence.h"
#include <string.h>

static void
test_contact_shown (void)
{
  static const struct {
    const char *name, *company, *job, *number, *shown, *detail;
  } rows[] = {
    { "Ada", "Acme", "Boss", "201", "Ada", "Acme" },
    { "Ada", NULL, "Boss", "201", "Ada", "Boss" },
    { "Ada", "", "", "201", "Ada", NULL },
    { NULL, "Acme", "Boss", "201", "Acme", "Boss" },
    { "", "Acme", NULL, NULL, "Acme", NULL },
    { NULL, NULL, "Boss", "201", "201", "Boss" },
    { NULL, NULL, NULL, "2xx", "2xx", NULL },
    { "", "", "", NULL, "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    const CorContactPhone phone = { COR_PHONE_WORK, rows[i].number, FALSE };
    const CorContactFields fields = { .name = rows[i].name,
                                      .company = rows[i].company,
                                      .job = rows[i].job,
                                      .phones = &phone,
                                      .n_phones = rows[i].number != NULL };
    CorContact *contact = cor_contact_new (&fields);
    g_autofree char *shown = NULL;
    g_autofree char *detail = NULL;

    g_object_get (contact, "shown", &shown, "detail", &detail, NULL);
    g_assert_cmpstr (shown, ==, rows[i].shown);
    g_assert_cmpstr (detail, ==, rows[i].detail);
    g_assert_cmpstr (cor_contact_get_shown (contact), ==, rows[i].shown);
    g_assert_cmpstr (cor_contact_get_detail (contact), ==, rows[i].detail);
    g_assert_finalize_object (contact);
  }
}

/* The fields are copied, and "" is nothing. */
static void
test_contact_fields (void)
{
  char number[] = "201", name[] = "Ada";
  const CorContactPhone phone = { COR_PHONE_EXTENSION, number, FALSE };
  const CorContactFields fields = { .id = -7,
                                    .source = "cti",
                                    .type = "private",
                                    .name = name,
                                    .email = "ada@example.org",
                                    .notes = "",
                                    .phones = &phone,
                                    .n_phones = 1 };
  g_autoptr (CorContact) contact = cor_contact_new (&fields);
  const CorContactPhone *phones;
  guint n;

  number[0] = name[0] = '?';
  phones = cor_contact_get_phones (contact, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (phones[0].number, ==, "201");
  g_assert_cmpint (phones[0].kind, ==, COR_PHONE_EXTENSION);
  g_assert_cmpint (cor_contact_get_id (contact), ==, -7);
  g_assert_cmpstr (cor_contact_get_source (contact), ==, "cti");
  g_assert_cmpstr (cor_contact_get_kind (contact), ==, "private");
  g_assert_cmpstr (cor_contact_get_name (contact), ==, "Ada");
  g_assert_cmpstr (cor_contact_get_email (contact), ==, "ada@example.org");
  g_assert_null (cor_contact_get_notes (contact));
}

/* Of all the kinds, taking away the best each time: never a fax, never one with hidden digits. */
static void
test_contact_best_phone (void)
{
  static const CorPhoneKind order[] = { COR_PHONE_EXTENSION, COR_PHONE_MOBILE, COR_PHONE_WORK,
                                        COR_PHONE_HOME, COR_PHONE_OTHER };
  CorContactPhone phones[] = {
    { COR_PHONE_FAX, "1", FALSE },       { COR_PHONE_OTHER, "2", FALSE },
    { COR_PHONE_HOME, "3", FALSE },      { COR_PHONE_MOBILE, "4", FALSE },
    { COR_PHONE_WORK, "5", FALSE },      { COR_PHONE_EXTENSION, "6", FALSE },
    { COR_PHONE_EXTENSION, "7", FALSE },
  };
  const CorContactFields fields = { .phones = phones, .n_phones = G_N_ELEMENTS (phones) };

  for (guint k = 0; k <= G_N_ELEMENTS (order); k++) {
    g_autoptr (CorContact) contact = cor_contact_new (&fields);
    const CorContactPhone *best = cor_contact_get_best_phone (contact);

    if (k == G_N_ELEMENTS (order)) {
      g_assert_null (best);
      break;
    }
    g_assert_nonnull (best);
    g_assert_cmpint (best->kind, ==, order[k]);
    if (k == 0)
      g_assert_cmpstr (best->number, ==, "6");
    for (guint i = 0; i < G_N_ELEMENTS (phones); i++)
      phones[i].masked |= phones[i].kind == order[k];
  }
}

static void
test_masked (void)
{
  g_assert_true (cor_phone_is_masked ("39348xxx"));
  g_assert_true (cor_phone_is_masked ("3X"));
  g_assert_false (cor_phone_is_masked ("+39 0721 405516"));
  g_assert_false (cor_phone_is_masked (""));
  g_assert_false (cor_phone_is_masked (NULL));
  g_assert_cmpstr (cor_phone_kind_to_text (COR_PHONE_MOBILE), ==, "Mobile");
  g_assert_cmpstr (cor_phone_kind_to_text ((CorPhoneKind)99), ==, "Other");
}

static void
test_history (void)
{
  static const struct {
    const char *name, *company, *number, *shown;
    gboolean masked;
  } rows[] = {
    { "Ada", "Acme", "201", "Ada", FALSE },   { "", "Acme", "201", "Acme", FALSE },
    { NULL, "", "0721xxx", "0721xxx", TRUE }, { NULL, NULL, "", "Unknown", FALSE },
    { NULL, NULL, NULL, "Unknown", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    const CorHistoryFields fields = { .id = "1.2",
                                      .direction = COR_HISTORY_MISSED,
                                      .time = -5,
                                      .duration = -5,
                                      .name = rows[i].name,
                                      .company = rows[i].company,
                                      .number = rows[i].number,
                                      .queue = "" };
    CorHistoryEntry *entry = cor_history_entry_new (&fields);
    g_autofree char *shown = NULL;
    gboolean masked;
    gint64 time, duration;

    g_object_get (entry, "shown", &shown, "masked", &masked, "time", &time, "duration", &duration,
                  NULL);
    g_assert_cmpstr (shown, ==, rows[i].shown);
    g_assert_cmpint (masked, ==, rows[i].masked);
    g_assert_cmpint (time, ==, -5);
    g_assert_cmpint (duration, ==, 0);
    g_assert_cmpstr (cor_history_entry_get_id (entry), ==, "1.2");
    g_assert_nonnull (cor_history_entry_get_number (entry));
    g_assert_null (cor_history_entry_get_queue (entry));
    g_assert_cmpint (cor_history_entry_get_direction (entry), ==, COR_HISTORY_MISSED);
    g_assert_finalize_object (entry);
  }
}

/* Whoever hears of the one reads the other as it is now. */
static void
on_device_notify (CorDevice *device, GParamSpec *pspec, GString *told)
{
  g_string_append_printf (told, "%s:%s:%d:%s;", pspec->name, cor_device_get_name (device),
                          cor_device_is_online (device), cor_device_get_detail (device));
}

static void
test_device (void)
{
  CorDevice *device = cor_device_new ("204", COR_DEVICE_DESK_PHONE, "Desk");
  g_autoptr (GString) told = g_string_new (NULL);

  g_signal_connect (device, "notify::online", G_CALLBACK (on_device_notify), told);
  g_signal_connect (device, "notify::name", G_CALLBACK (on_device_notify), told);
  g_assert_cmpstr (cor_device_get_id (device), ==, "204");
  g_assert_cmpint (cor_device_get_kind (device), ==, COR_DEVICE_DESK_PHONE);
  g_assert_false (cor_device_is_online (device));
  g_assert_null (cor_device_get_detail (device));
  cor_device_set_online (device, FALSE, NULL);
  cor_device_set_name (device, "Desk");
  g_assert_cmpstr (told->str, ==, "");
  cor_device_set_online (device, 2, "in a call");
  cor_device_set_online (device, TRUE, "in a call");
  g_assert_cmpstr (told->str, ==, "online:Desk:1:in a call;");
  g_signal_connect (device, "notify::detail", G_CALLBACK (on_device_notify), told);
  g_string_truncate (told, 0);
  cor_device_set_online (device, TRUE, NULL);
  cor_device_set_name (device, "Yealink");
  g_assert_cmpstr (told->str, ==, "detail:Desk:1:(null);name:Yealink:1:(null);");
  g_assert_finalize_object (device);
}

static void
test_presence (void)
{
  static const char *const words[] = { "online", "busy",      "ringing",   "offline",
                                       "dnd",    "voicemail", "cellphone", "callforward" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    CorPresence presence = cor_presence_from_word (words[i]);

    g_assert_cmpint (presence, ==, COR_PRESENCE_ONLINE + i);
    g_assert_cmpstr (cor_presence_to_word (presence), ==, words[i]);
    g_assert_cmpstr (cor_presence_to_text (presence), !=, "Unknown");
  }
  g_assert_cmpint (COR_PRESENCE_ONLINE + G_N_ELEMENTS (words), ==, COR_PRESENCE_CALLFORWARD + 1);
  g_assert_cmpint (cor_presence_from_word ("Online"), ==, COR_PRESENCE_UNKNOWN);
  g_assert_cmpint (cor_presence_from_word (""), ==, COR_PRESENCE_UNKNOWN);
  g_assert_cmpint (cor_presence_from_word (NULL), ==, COR_PRESENCE_UNKNOWN);
  g_assert_null (cor_presence_to_word (COR_PRESENCE_UNKNOWN));
  g_assert_cmpstr (cor_presence_to_text (COR_PRESENCE_UNKNOWN), ==, "Unknown");
}

/* As long as the parser takes, whole; longer, cut to one more, so that it refuses. */
static void
test_dial_request (void)
{
  static const struct {
    gsize given, kept;
  } rows[] = { { 0, 0 }, { 65535, 65535 }, { 65536, 65536 }, { 65537, 65537 }, { 70000, 65537 } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *text = g_strnfill (rows[i].given, '1');
    CorDialRequest *request = cor_dial_request_new (text, COR_ORIGIN_LINK, "204", NULL);

    g_assert_cmpuint (strlen (cor_dial_request_get_text (request)), ==, rows[i].kept);
    g_assert_cmpint (cor_dial_request_get_origin (request), ==, COR_ORIGIN_LINK);
    g_assert_cmpstr (cor_dial_request_get_device (request), ==, "204");
    g_assert_null (cor_dial_request_get_activation_token (request));
    g_assert_finalize_object (request);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/contact/shown", test_contact_shown);
  g_test_add_func ("/contact/fields", test_contact_fields);
  g_test_add_func ("/contact/best-phone", test_contact_best_phone);
  g_test_add_func ("/contact/masked", test_masked);
  g_test_add_func ("/history/entry", test_history);
  g_test_add_func ("/device/changes", test_device);
  g_test_add_func ("/presence/words", test_presence);
  g_test_add_func ("/dial-request/limit", test_dial_request);
  return g_test_run ();
}
