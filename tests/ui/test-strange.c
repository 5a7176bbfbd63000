/* SPDX-License-Identifier: GPL-3.0-or-later
 * Strings of strangers in the panes and on the contact's page: shown as they are, in a window of
 * 360 pixels. */
#include "config.h"
#include "ui-test.h"

#define LONG 10000
#define MANY 25
#define NARROWEST 360

static const char html[] = "<b>Bold</b> &amp; <span size='90000'>";
static const char rtl[] = "شركة \u202eevil الاتصالات";
static const char emoji[] = "👩‍👩‍👧‍👦 Famiglia 🇮🇹";

static CorContact *
new_contact (gint64 id, const char *name)
{
  CorContactPhone phones[MANY];

  for (guint i = 0; i < MANY; i++)
    phones[i] = (CorContactPhone){ COR_PHONE_WORK, i == 0 ? name : "0721 405516", FALSE };
  return cor_contact_new (&(CorContactFields){ .id = id,
                                               .source = "cti",
                                               .type = "public",
                                               .name = name,
                                               .company = name,
                                               .phones = phones,
                                               .n_phones = MANY });
}

static void
check (CorWindow *window, const char *name)
{
  int minimum;

  ui_draw (GTK_WIDGET (window));
  g_assert_nonnull (ui_find_label (window, name));
  gtk_widget_measure (gtk_widget_get_first_child (GTK_WIDGET (window)), GTK_ORIENTATION_HORIZONTAL,
                      -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, NARROWEST);
}

static void
test_people (void)
{
  g_autofree char *longest = g_strnfill (LONG, 'x');
  const char *names[] = { html, rtl, emoji, longest };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (CorSession) session = cor_session_new ();
    g_autoptr (CorContact) contact = new_contact (1, names[i]);
    CorWindow *window;

    fake_session_set_int (session, "state", COR_SESSION_READY);
    g_list_store_append (fake_session_get_contact_store (session), contact);
    window = ui_window_new (session);
    check (window, names[i]);
    g_signal_emit_by_name (ui_find (window, "CorPhonebookPane"), "opened", contact);
    check (window, names[i]);
    g_assert_true (gtk_widget_get_mapped (ui_find (window, "CorContactPage")));
    gtk_window_destroy (GTK_WINDOW (window));
  }
}

static void
test_calls (void)
{
  const gint64 times[] = { 0, 4102444800, G_MAXINT64 };
  g_autofree char *longest = g_strnfill (LONG, 'x');
  const char *names[] = { html, emoji, longest };
  g_autoptr (CorSession) session = cor_session_new ();
  CorWindow *window;

  fake_session_set_int (session, "state", COR_SESSION_READY);
  for (guint i = 0; i < G_N_ELEMENTS (times); i++) {
    g_autofree char *id = g_strdup_printf ("%u.1", i);
    CorHistoryFields fields = { .id = id,
                                .time = times[i],
                                .duration = times[i],
                                .number = names[i],
                                .name = names[i],
                                .queue = names[i],
                                .answered = TRUE,
                                .heads_day = TRUE };
    g_autoptr (CorHistoryEntry) entry = cor_history_entry_new (&fields);

    g_list_store_append (fake_session_get_history_store (session), entry);
  }
  window = ui_window_new (session);
  cor_window_show_pane (window, "history");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    check (window, names[i]);
  gtk_window_destroy (GTK_WINDOW (window));
}

void
add_strange_tests (void)
{
  g_test_add_func ("/ui/strange/people", test_people);
  g_test_add_func ("/ui/strange/calls", test_calls);
}
