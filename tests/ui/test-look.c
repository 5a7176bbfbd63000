/* SPDX-License-Identifier: GPL-3.0-or-later
 * Every widget stands, every control has a name, and nothing is wider than the
 * narrowest window. */
#include "config.h"
#include "ui-test.h"
#include "banner.h"
#include "call-view.h"
#include "contact-page.h"
#include "contact-row.h"
#include "device-chooser.h"
#include "device-list.h"
#include "dial-entry.h"
#include "history-pane.h"
#include "history-row.h"
#include "keypad.h"
#include "link-sheet.h"
#include "list-pane.h"
#include "phonebook-pane.h"
#include "preferences.h"
#include "sign-in-page.h"
#include "waiting-row.h"

#define NARROWEST 360

static void
test_stands (void)
{
  const GType types[] = {
    COR_TYPE_BANNER,      COR_TYPE_CALL_VIEW,      COR_TYPE_CONTACT_PAGE, COR_TYPE_CONTACT_ROW,
    COR_TYPE_DEVICE_LIST, COR_TYPE_DIAL_ENTRY,     COR_TYPE_HISTORY_PANE, COR_TYPE_HISTORY_ROW,
    COR_TYPE_KEYPAD,      COR_TYPE_SIGN_IN_PAGE,   COR_TYPE_LIST_PANE,    COR_TYPE_PHONEBOOK_PANE,
    COR_TYPE_WAITING_ROW, COR_TYPE_DEVICE_CHOOSER,
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++) {
    GtkWidget *window = gtk_window_new ();
    GtkWidget *widget = g_object_new (types[i], NULL);

    g_test_message ("%s", g_type_name (types[i]));
    g_object_add_weak_pointer (G_OBJECT (widget), (gpointer *)&widget);
    gtk_window_set_child (GTK_WINDOW (window), widget);
    gtk_window_present (GTK_WINDOW (window));
    ui_wait_until (gtk_widget_get_mapped (widget));
    gtk_window_destroy (GTK_WINDOW (window));
    /* Whoever keeps a reference to it leaks it. */
    g_assert_null (widget);
  }
}

/* What the keyboard stops at, and what a screen reader would have to name. The inner parts of
 * the toolkit's own composites speak by the composite. */
static gboolean
needs_name (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (GTK_IS_TEXT (widget) || GTK_IS_MENU_BUTTON (parent) || ADW_IS_ENTRY_ROW (parent))
    return FALSE;
  if (gtk_widget_get_ancestor (widget, GTK_TYPE_WINDOW_CONTROLS) != NULL ||
      gtk_widget_get_ancestor (widget, ADW_TYPE_VIEW_SWITCHER) != NULL ||
      gtk_widget_get_ancestor (widget, ADW_TYPE_ENTRY_ROW) != NULL)
    return FALSE;
  return GTK_IS_BUTTON (widget) || GTK_IS_CHECK_BUTTON (widget) || GTK_IS_MENU_BUTTON (widget) ||
         GTK_IS_EDITABLE (widget) ||
         (GTK_IS_LIST_VIEW (parent) &&
          gtk_widget_get_ancestor (parent, COR_TYPE_LIST_PANE) != NULL);
}

static void
check_names (GtkWidget *widget, guint *ret_checked)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_names (child, ret_checked);
  if (!needs_name (widget))
    return;
  ++*ret_checked;
  if (!ui_has_name (widget))
    g_error ("a %s has no accessible name", G_OBJECT_TYPE_NAME (widget));
}

static int
minimum_width (GtkWidget *widget)
{
  int minimum;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

/* Names the way down to what is too wide, so that one knows what to mend. */
static void
check_width (GtkWidget *window)
{
  /* Without the frame, whose width is the desktop's affair. */
  GtkWidget *widest = gtk_widget_get_first_child (window);

  if (minimum_width (widest) <= NARROWEST)
    return;
  while (widest != NULL) {
    GtkWidget *next = NULL;

    g_printerr ("%s %s %d\n", G_OBJECT_TYPE_NAME (widest), gtk_widget_get_name (widest),
                minimum_width (widest));
    for (GtkWidget *child = gtk_widget_get_first_child (widest); child != NULL;
         child = gtk_widget_get_next_sibling (child))
      if (gtk_widget_get_mapped (child) &&
          (next == NULL || minimum_width (child) > minimum_width (next)))
        next = child;
    widest = next;
  }
  g_error ("wider than %d", NARROWEST);
}

/* At least so many controls: a page that shows nothing has no unnamed ones either. */
static void
check (gpointer window, guint at_least)
{
  guint checked = 0;

  ui_draw (window);
  check_names (window, &checked);
  g_assert_cmpuint (checked, >=, at_least);
  check_width (window);
}

static void
test_sign_in (void)
{
  g_autoptr (CorSession) session = cor_session_new ();
  CorWindow *window = ui_window_new (session);

  fake_session_set_text (session, "sign-in-error",
                         "A very long explanation of what went wrong, which has to be wrapped");
  check (window, 3);
  fake_session_set_int (session, "state", COR_SESSION_SIGNING_IN);
  check (window, 2);
  fake_session_set_int (session, "state", COR_SESSION_NEEDS_OTP);
  check (window, 3);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_lists (void)
{
  g_autoptr (CorSession) session = cor_session_new ();
  g_autoptr (CorDialRequest) request = cor_dial_request_new (
    "tel:1234567890123456789012345678901234567890", COR_ORIGIN_LINK, NULL, NULL);
  CorWindow *window;

  fake_session_fill (session);
  fake_session_set_int (session, "state", COR_SESSION_READY);
  window = ui_window_new (session);
  check (window, 20);
  fake_session_set_text (session, "line-text", "Registering with a very long name of a server");
  fake_session_set_text (session, "trouble",
                         "Averylongwordwithoutanyspaces.that.might.be.a.server.name.example");
  fake_session_set_text (session, "trouble-action", "app.retry");
  fake_session_set_text (session, "trouble-button", "Try again");
  fake_session_set_waiting (session, request);
  cor_window_show_pane (window, "history");
  check (window, 16);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_contact (void)
{
  g_autoptr (CorSession) session = cor_session_new ();
  g_autoptr (GObject) contact = NULL;
  CorWindow *window;

  fake_session_fill (session);
  fake_session_set_int (session, "state", COR_SESSION_READY);
  window = ui_window_new (session);
  contact = g_list_model_get_item (G_LIST_MODEL (fake_session_get_contact_store (session)), 0);
  g_signal_emit_by_name (ui_find (window, "CorPhonebookPane"), "opened", contact);
  check (window, 20);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_calls (void)
{
  g_autoptr (CorSession) session = cor_session_new ();
  CorWindow *window;
  CorCall *call;

  fake_session_set_int (session, "state", COR_SESSION_READY);
  window = ui_window_new (session);
  call = fake_session_add_call (session, TRUE, "0721405516",
                                "Somebody with a name that is longer than any window is wide",
                                "The telephone on the desk by the window in the corner office");
  check (window, 5);
  cor_call_answer (call);
  fake_session_add_call (session, TRUE, "", NULL, "This computer");
  ui_draw (GTK_WIDGET (window));
  ui_click (window, "Keypad");
  cor_call_set_trouble (call, "The desk phone did not take the command. Use its own buttons.");
  check (window, 20);
  gtk_window_destroy (GTK_WINDOW (window));
}

static int
minimum_height (GtkWindow *window)
{
  int minimum;

  ui_draw (GTK_WIDGET (window));
  gtk_widget_measure (gtk_widget_get_first_child (GTK_WIDGET (window)), GTK_ORIENTATION_VERTICAL,
                      -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

/* Six need no taller window than two: their list is scrolled. */
static void
test_many_calls (void)
{
  g_autoptr (CorSession) session = cor_session_new ();
  CorWindow *window;
  int height = 0;

  fake_session_set_int (session, "state", COR_SESSION_READY);
  window = ui_window_new (session);
  for (guint i = 0; i < 6; i++) {
    g_autofree char *number = g_strdup_printf ("20%u", i);

    cor_call_answer (fake_session_add_call (session, TRUE, number, NULL, "This computer"));
    if (i == 1)
      height = minimum_height (GTK_WINDOW (window));
  }
  g_assert_cmpint (minimum_height (GTK_WINDOW (window)), ==, height);
  check (window, 15);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_other_windows (void)
{
  g_autoptr (CorSession) session = cor_session_new ();
  g_autoptr (CorDialRequest) request =
    cor_dial_request_new ("tel:899123456", COR_ORIGIN_LINK, NULL, NULL);
  g_autoptr (CorQuestion) question =
    cor_question_new (request, "1234567890123456789012345678901234567890", "For a reason.");
  GtkWindow *windows[2];

  fake_session_fill (session);
  cor_question_set_name (question, "Somebody");
  windows[0] =
    GTK_WINDOW (cor_link_sheet_new (NULL, question, cor_session_get_devices (session), NULL));
  windows[1] = GTK_WINDOW (cor_preferences_new (NULL, session));
  for (guint i = 0; i < G_N_ELEMENTS (windows); i++) {
    gtk_window_present (windows[i]);
    check (windows[i], i == 0 ? 5 : 0);
    gtk_window_destroy (windows[i]);
  }
}

void
add_look_tests (void)
{
  g_test_add_func ("/ui/look/stands", test_stands);
  g_test_add_func ("/ui/look/sign-in", test_sign_in);
  g_test_add_func ("/ui/look/lists", test_lists);
  g_test_add_func ("/ui/look/contact", test_contact);
  g_test_add_func ("/ui/look/calls", test_calls);
  g_test_add_func ("/ui/look/many-calls", test_many_calls);
  g_test_add_func ("/ui/look/other-windows", test_other_windows);
}
