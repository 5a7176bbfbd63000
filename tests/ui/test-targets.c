/* SPDX-License-Identifier: GPL-3.0-or-later
 * Numbers that are shown can be called, and have a menu. */
#include "config.h"
#include "ui-test.h"
#include "number-button.h"

typedef struct {
  CorSession *session;
  CorWindow *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->session = cor_session_new ();
  fake_session_fill (fixture->session);
  fake_session_set_int (fixture->session, "state", COR_SESSION_READY);
  fixture->window = ui_window_new (fixture->session);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  /* A search for whose number it is may still be under way. */
  ui_draw (GTK_WIDGET (fixture->window));
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->session);
}

static gboolean
looks_like_number (const char *text)
{
  guint digits = 0;

  for (; *text != '\0'; text++) {
    if (strchr ("0123456789", *text) != NULL)
      digits++;
    else if (strchr (" +-./()*#", *text) == NULL)
      return FALSE;
  }
  return digits >= 3;
}

/* How many labels show numbers; each of them is in something that calls. */
static guint
check_targets (GtkWidget *widget)
{
  guint n = 0;

  if (!gtk_widget_get_mapped (widget))
    return 0;
  if (GTK_IS_LABEL (widget) && looks_like_number (gtk_label_get_text (GTK_LABEL (widget)))) {
    if (gtk_widget_get_ancestor (widget, COR_TYPE_NUMBER_BUTTON) == NULL)
      g_error ("%s can't be called", gtk_label_get_text (GTK_LABEL (widget)));
    n++;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += check_targets (child);
  return n;
}

static GtkWidget *
number_in (Fixture *fixture, const char *where)
{
  GtkWidget *number = ui_find (ui_find (fixture->window, where), "CorNumberButton");

  g_assert_nonnull (number);
  return number;
}

static void
open_contact (Fixture *fixture)
{
  g_signal_emit_by_name (ui_find (fixture->window, "GtkListView"), "activate", 0);
  ui_draw (GTK_WIDGET (fixture->window));
}

static void
test_everywhere (Fixture *fixture, gconstpointer data)
{
  CorCall *call;

  g_assert_cmpuint (check_targets (GTK_WIDGET (fixture->window)), >=, 8);
  open_contact (fixture);
  g_assert_cmpuint (check_targets (ui_find (fixture->window, "CorContactPage")), ==, 5);
  cor_window_show_pane (fixture->window, "history");
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_cmpuint (check_targets (GTK_WIDGET (fixture->window)), >=, 8);
  call = fake_session_add_call (fixture->session, FALSE, "0721551091", NULL, "This computer");
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_cmpuint (check_targets (ui_find (fixture->window, "CorCallView")), ==, 1);
  cor_call_hang_up (call);
}

static void
test_target (Fixture *fixture, gconstpointer data)
{
  GtkWidget *number = number_in (fixture, "CorPhonebookPane");

  gtk_test_accessible_assert_role (number, GTK_ACCESSIBLE_ROLE_BUTTON);
  gtk_test_accessible_assert_property (number, GTK_ACCESSIBLE_PROPERTY_LABEL, "Call 201");
  gtk_widget_activate_action (number, "call", NULL);
  ui_assert_log (fixture->session, "dial 201 contact");
  gtk_widget_activate_action (number, "number.call-with", "s", "91201");
  ui_assert_log (fixture->session, "dial 201 contact on 91201");
  cor_window_show_pane (fixture->window, "history");
  ui_draw (GTK_WIDGET (fixture->window));
  gtk_widget_activate_action (number_in (fixture, "CorHistoryPane"), "call", NULL);
  ui_assert_log (fixture->session, "dial 0721 551000 history");
}

static void
on_text (GObject *source, GAsyncResult *result, gpointer data)
{
  *(char **)data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static void
test_copy (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;

  gtk_widget_activate_action (number_in (fixture, "CorPhonebookPane"), "number.copy", NULL);
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (fixture->window)), NULL,
                                 on_text, &text);
  ui_wait_until (text != NULL);
  g_assert_cmpstr (text, ==, "201");
  ui_wait_until (ui_find_label (fixture->window, "Number copied") != NULL);
}

static GtkWidget *
open_menu (GtkWidget *number)
{
  GtkWidget *menu;

  gtk_widget_activate_action (number, "number.menu", NULL);
  menu = ui_find (number, "GtkPopoverMenu");
  g_assert_nonnull (menu);
  ui_wait_until (gtk_widget_get_mapped (menu));
  return menu;
}

static void
test_menu (Fixture *fixture, gconstpointer data)
{
  GtkWidget *number = number_in (fixture, "CorPhonebookPane");
  GtkWidget *menu = open_menu (number);

  g_assert_nonnull (ui_find_label (menu, "Call"));
  g_assert_nonnull (ui_find_label (menu, "Call With"));
  g_assert_nonnull (ui_find_label (menu, "Copy"));
  ui_wait_until (ui_find_label (menu, "Show Contact") != NULL);
  gtk_widget_activate_action (number, "number.show-contact", NULL);
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_true (gtk_widget_get_mapped (ui_find (fixture->window, "CorContactPage")));
  gtk_popover_popdown (GTK_POPOVER (menu));
  ui_wait_until (ui_find (number, "GtkPopoverMenu") == NULL);
  /* On the contact's own page there is none to show. */
  menu = open_menu (number_in (fixture, "CorContactPage"));
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_null (ui_find_label (menu, "Show Contact"));
  ui_assert_log (fixture->session, "");
}

/* Nobody is known by it. */
static void
test_menu_of_stranger (Fixture *fixture, gconstpointer data)
{
  GtkWidget *menu;

  cor_window_show_pane (fixture->window, "history");
  ui_draw (GTK_WIDGET (fixture->window));
  menu = open_menu (number_in (fixture, "CorHistoryPane"));
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_nonnull (ui_find_label (menu, "Copy"));
  g_assert_null (ui_find_label (menu, "Show Contact"));
}

/* One row after another has the menu's number: it closes rather than act on another. */
static void
test_menu_of_row_that_changes (Fixture *fixture, gconstpointer data)
{
  GtkWidget *number = number_in (fixture, "CorPhonebookPane");

  open_menu (number);
  cor_number_button_set (COR_NUMBER_BUTTON (number), "299", "299");
  g_assert_null (ui_find (number, "GtkPopoverMenu"));
  gtk_widget_activate_action (number, "call", NULL);
  ui_assert_log (fixture->session, "dial 299 contact");
}

/* Whom one talks to is not called; who has hung up is. */
static void
test_call (Fixture *fixture, gconstpointer data)
{
  CorCall *call =
    fake_session_add_call (fixture->session, TRUE, "0721551091", "Carla Rossi", "This computer");
  GtkWidget *menu, *number;

  ui_draw (GTK_WIDGET (fixture->window));
  number = number_in (fixture, "CorCallView");
  gtk_widget_activate_action (number, "call", NULL);
  menu = open_menu (number);
  g_assert_null (ui_find_label (menu, "Call"));
  g_assert_nonnull (ui_find_label (menu, "Copy"));
  ui_assert_log (fixture->session, "");
  cor_call_set_ended (call, COR_CALL_END_MISSED, "Nobody answered");
  gtk_widget_activate_action (number, "call", NULL);
  ui_assert_log (fixture->session, "dial 0721551091 history");
}

#define ADD(name, test) g_test_add ("/ui/targets/" name, Fixture, NULL, set_up, test, tear_down)

void
add_target_tests (void)
{
  ADD ("everywhere", test_everywhere);
  ADD ("target", test_target);
  ADD ("copy", test_copy);
  ADD ("menu", test_menu);
  ADD ("menu-of-stranger", test_menu_of_stranger);
  ADD ("menu-of-row-that-changes", test_menu_of_row_that_changes);
  ADD ("call", test_call);
}
