/* SPDX-License-Identifier: GPL-3.0-or-later
 * Strings of strangers in the panes and on the contact's page: shown as they are, in a window of
 * 360 pixels. */
#include "config.h"
#include "ui-test.h"
#include "number-entry.h"

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

/* Where the cursor is before that letter. */
static float
measure_x (GtkWidget *entry, gsize position)
{
  GtkText *text = GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (entry)));
  graphene_rect_t cursor;

  gtk_text_compute_cursor_extents (text, position, &cursor, NULL);
  return cursor.origin.x;
}

/* As they are dialled, group by group; text goes its own way. */
static void
test_typed_numbers (void)
{
  static const char number[] = "+39 0721 405516";
  GtkTextDirection before = gtk_widget_get_default_direction ();
  GtkWidget *window, *box, *plain, *entry;

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  window = gtk_window_new ();
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  plain = gtk_entry_new ();
  entry = gtk_entry_new ();
  gtk_box_append (GTK_BOX (box), gtk_button_new_with_label ("Has the keyboard"));
  gtk_box_append (GTK_BOX (box), plain);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_window_set_default_size (GTK_WINDOW (window), NARROWEST, 120);
  cor_number_entry_keep_order (GTK_EDITABLE (entry));
  gtk_editable_set_text (GTK_EDITABLE (plain), number);
  gtk_editable_set_text (GTK_EDITABLE (entry), number);
  gtk_window_present (GTK_WINDOW (window));
  ui_draw (window);
  g_assert_cmpfloat (measure_x (plain, 4), >, measure_x (plain, 9)); /* else nothing is proved */
  for (gsize i = 1; i < strlen (number); i++)
    g_assert_cmpfloat (measure_x (entry, i - 1), <, measure_x (entry, i));
  g_assert_cmpfloat (measure_x (entry, 0), >, NARROWEST / 4); /* at the right as before */
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, number);
  gtk_editable_set_text (GTK_EDITABLE (entry), rtl);
  ui_draw (window);
  g_assert_cmpfloat (measure_x (entry, 0), >, measure_x (entry, 4));
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  g_assert_cmpint (
    gtk_widget_get_direction (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (entry)))), ==,
    GTK_TEXT_DIR_RTL);
  gtk_window_destroy (GTK_WINDOW (window));
  gtk_widget_set_default_direction (before);
}

void
add_strange_tests (void)
{
  g_test_add_func ("/ui/strange/people", test_people);
  g_test_add_func ("/ui/strange/calls", test_calls);
  g_test_add_func ("/ui/strange/typed-numbers", test_typed_numbers);
}
