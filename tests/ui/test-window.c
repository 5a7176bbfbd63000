/* SPDX-License-Identifier: GPL-3.0-or-later
 * The window follows the session from sign-in to a call, wide and narrow. */
#include "config.h"
#include "ui-test.h"
#include "link-sheet.h"

typedef struct {
  CorSession *session;
  CorWindow *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->session = cor_session_new ();
  fake_session_fill (fixture->session);
  fixture->window = ui_window_new (fixture->session);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->session);
}

static void
go_ready (Fixture *fixture)
{
  fake_session_set_int (fixture->session, "state", COR_SESSION_READY);
  ui_draw (GTK_WIDGET (fixture->window));
}

static GtkEditable *
row (Fixture *fixture, const char *title)
{
  GtkWidget *widget = ui_find_label (fixture->window, title);

  return GTK_EDITABLE (gtk_widget_get_ancestor (widget, ADW_TYPE_ENTRY_ROW));
}

static void
test_sign_in (Fixture *fixture, gconstpointer data)
{
  GtkEditable *password = row (fixture, "Password");

  g_assert_cmpstr (gtk_editable_get_text (row (fixture, "Server")), ==, "nethvoice.example");
  g_assert_cmpstr (gtk_editable_get_text (row (fixture, "User")), ==, "anna");
  g_assert_false (gtk_widget_is_sensitive (ui_find_named (fixture->window, "Sign In")));
  gtk_editable_set_text (password, "secret");
  ui_click (fixture->window, "Sign In");
  ui_assert_log (fixture->session, "sign-in nethvoice.example anna secret");
  fake_session_set_int (fixture->session, "state", COR_SESSION_SIGNING_IN);
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_nonnull (ui_find_label (fixture->window, "Signing in…"));
  ui_click (fixture->window, "Cancel");
  ui_assert_log (fixture->session, "sign-out");
  fake_session_set_text (fixture->session, "sign-in-error", "Wrong password.");
  fake_session_set_int (fixture->session, "state", COR_SESSION_SIGNED_OUT);
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_nonnull (ui_find_label (fixture->window, "Wrong password."));
  g_assert_cmpstr (gtk_editable_get_text (password), ==, "secret");
  go_ready (fixture);
  g_assert_cmpstr (gtk_editable_get_text (password), ==, "");
}

static void
test_code (Fixture *fixture, gconstpointer data)
{
  fake_session_set_int (fixture->session, "state", COR_SESSION_NEEDS_OTP);
  ui_draw (GTK_WIDGET (fixture->window));
  gtk_editable_set_text (row (fixture, "Code"), " 123456 ");
  ui_click (fixture->window, "Continue");
  ui_assert_log (fixture->session, "otp 123456");
  fake_session_set_text (fixture->session, "sign-in-error", "That code is not right.");
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_nonnull (ui_find_label (fixture->window, "That code is not right."));
  ui_click (fixture->window, "Use Another Account");
  ui_assert_log (fixture->session, "sign-out");
}

static void
test_demo (Fixture *fixture, gconstpointer data)
{
  ui_click (fixture->window, "Try the Demo");
  ui_assert_log (fixture->session, "demo");
}

static void
test_trouble (Fixture *fixture, gconstpointer data)
{
  go_ready (fixture);
  g_assert_null (ui_find_named (fixture->window, "Try Again"));
  fake_session_set_text (fixture->session, "trouble-action", "app.retry");
  fake_session_set_text (fixture->session, "trouble-button", "Try Again");
  fake_session_set_text (fixture->session, "trouble", "The server does not answer.");
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_nonnull (ui_find_label (fixture->window, "The server does not answer."));
  ui_click (fixture->window, "Try Again");
  ui_assert_log (fixture->session, "retry");
  fake_session_set_text (fixture->session, "trouble", NULL);
  ui_wait_until (ui_find_named (fixture->window, "Try Again") == NULL);
}

static void
test_waiting (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CorDialRequest) request =
    cor_dial_request_new ("tel:0721%20405516", COR_ORIGIN_LINK, NULL, NULL);

  fake_session_set_waiting (fixture->session, request);
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_nonnull (
    ui_find_label (fixture->window, "<0721405516> waits to be called until you are ready."));
  g_assert_null (ui_find_named (fixture->window, "Call"));
  go_ready (fixture);
  g_assert_nonnull (ui_find_label (
    fixture->window, "Call <0721405516> now? It was asked for before you were ready."));
  /* Enter makes the call, and only Enter does. */
  ui_assert_log (fixture->session, "");
  g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->window)) ==
                 ui_find_named (fixture->window, "Call"));
  gtk_widget_activate (gtk_root_get_focus (GTK_ROOT (fixture->window)));
  ui_wait_until (
    !gtk_widget_has_css_class (ui_find_named (fixture->window, "Call"), "keyboard-activating"));
  ui_assert_log (fixture->session, "confirm tel:0721%20405516 -");
  ui_click (fixture->window, "Discard");
  ui_assert_log (fixture->session, "drop-waiting");
}

/* What is being typed is not interrupted by the call that waited. */
static void
test_waiting_while_typing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CorDialRequest) request =
    cor_dial_request_new ("tel:204", COR_ORIGIN_LINK, NULL, NULL);
  GtkWidget *entry;

  go_ready (fixture);
  entry = ui_find (fixture->window, "GtkSearchEntry");
  gtk_widget_grab_focus (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), "anna");
  fake_session_set_waiting (fixture->session, request);
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_true (GTK_IS_TEXT (gtk_root_get_focus (GTK_ROOT (fixture->window))));
}

static void
test_device (Fixture *fixture, gconstpointer data)
{
  GtkWidget *chooser, *list;

  go_ready (fixture);
  chooser = ui_find (fixture->window, "CorDeviceChooser");
  g_assert_nonnull (ui_find_named (chooser, "201 Ready. Calls are made by: This computer"));
  gtk_menu_button_popup (GTK_MENU_BUTTON (adw_bin_get_child (ADW_BIN (chooser))));
  ui_wait_until (ui_find_label (chooser, "Yealink T46U") != NULL);
  list = ui_find (chooser, "CorDeviceList");
  g_assert_false (gtk_widget_is_sensitive (ui_find_named (list, "Web phone")));
  gtk_check_button_set_active (
    GTK_CHECK_BUTTON (ui_find (ui_find_named (list, "Yealink"), "GtkCheckButton")), TRUE);
  ui_assert_log (fixture->session, "device 91201");
  ui_wait_until (ui_find_named (chooser, "201 Ready. Calls are made by: Yealink T46U") != NULL);
  /* From another client, and not told back to it. */
  fake_session_set_text (fixture->session, "device", "this-computer");
  g_assert_nonnull (ui_find_named (chooser, "201 Ready. Calls are made by: This computer"));
  ui_assert_log (fixture->session, "");
  gtk_menu_button_popdown (GTK_MENU_BUTTON (adw_bin_get_child (ADW_BIN (chooser))));
  ui_draw (GTK_WIDGET (fixture->window));
}

static void
test_no_directory (Fixture *fixture, gconstpointer data)
{
  go_ready (fixture);
  g_assert_null (ui_find_label (fixture->window, "Type a Number"));
  fake_session_set_int (fixture->session, "has-directory", FALSE);
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_nonnull (ui_find_label (fixture->window, "Type a Number"));
  g_assert_false (gtk_widget_get_mapped (ui_find (fixture->window, "CorPhonebookPane")));
  gtk_editable_set_text (GTK_EDITABLE (ui_find (fixture->window, "GtkSearchEntry")), "204");
  g_signal_emit_by_name (ui_find (fixture->window, "GtkSearchEntry"), "activate");
  ui_assert_log (fixture->session, "dial 204 typed");
}

/* Narrow, a call covers the lists; going back leaves a way to it. */
static void
test_narrow (Fixture *fixture, gconstpointer data)
{
  GtkWidget *pane = ui_find (fixture->window, "CorPhonebookPane");
  GtkWidget *view = ui_find (fixture->window, "CorCallView");
  CorCall *call;

  go_ready (fixture);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 360, 640);
  ui_wait_until (gtk_widget_get_width (GTK_WIDGET (fixture->window)) <= 360);
  call = fake_session_add_call (fixture->session, FALSE, "204", "Anna Rossi", "This computer");
  ui_draw (GTK_WIDGET (fixture->window));
  ui_wait_until (
    !gtk_widget_get_child_visible (gtk_widget_get_ancestor (pane, ADW_TYPE_VIEW_STACK)) ||
    !gtk_widget_get_mapped (pane));
  g_assert_true (gtk_widget_get_mapped (view));
  ui_click (fixture->window, "Back");
  ui_wait_until (gtk_widget_get_mapped (pane) && !gtk_widget_get_mapped (view));
  ui_draw (GTK_WIDGET (fixture->window));
  ui_click (fixture->window, "Back to the Call with Anna Rossi");
  ui_wait_until (gtk_widget_get_mapped (view) && !gtk_widget_get_mapped (pane));
  cor_call_hang_up (call);
  ui_wait_until (gtk_widget_get_mapped (pane) && !gtk_widget_get_mapped (view));
}

/* Wide, a contact stands in the call's place and gives it back. */
static void
test_wide (Fixture *fixture, gconstpointer data)
{
  GtkWidget *pane = ui_find (fixture->window, "CorPhonebookPane");
  GtkWidget *view = ui_find (fixture->window, "CorCallView");
  GtkWidget *page = ui_find (fixture->window, "CorContactPage");

  go_ready (fixture);
  fake_session_add_call (fixture->session, FALSE, "204", "Anna Rossi", "This computer");
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_true (gtk_widget_get_mapped (pane) && gtk_widget_get_mapped (view));
  g_signal_emit_by_name (ui_find (pane, "GtkListView"), "activate", 0);
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_true (gtk_widget_get_mapped (pane) && gtk_widget_get_mapped (page));
  g_assert_nonnull (ui_find_named (fixture->window, "Back to the Call with Anna Rossi"));
  ui_click (fixture->window, "Close the Contact");
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_true (gtk_widget_get_mapped (view));
  g_assert_null (ui_find_named (fixture->window, "Back to the Call"));
}

static void
on_answer (CorLinkSheet *sheet, CorDialRequest *request, GPtrArray *answers)
{
  g_ptr_array_add (answers, g_object_ref (request));
}

static void
on_always (CorLinkSheet *sheet, CorQuestion *question, const char *device, char **ret)
{
  *ret = g_strdup_printf ("%s %s", cor_question_get_remember (question), device);
}

static CorLinkSheet *
new_sheet (Fixture *fixture, CorDialRequest *request, GPtrArray *confirmed, GPtrArray *dismissed)
{
  g_autoptr (CorQuestion) question = cor_question_new (request, "899123456", "It costs more.");
  CorLinkSheet *sheet =
    cor_link_sheet_new (GTK_WINDOW (fixture->window), question,
                        cor_session_get_devices (fixture->session), "this-computer");

  cor_question_set_name (question, "Premium & <Co>");
  g_signal_connect (sheet, "confirmed", G_CALLBACK (on_answer), confirmed);
  g_signal_connect (sheet, "dismissed", G_CALLBACK (on_answer), dismissed);
  gtk_window_present (GTK_WINDOW (sheet));
  ui_draw (GTK_WIDGET (sheet));
  return sheet;
}

static gboolean
press (CorLinkSheet *sheet, guint keyval)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (sheet));
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

    if (GTK_IS_EVENT_CONTROLLER_KEY (controller) && !handled)
      g_signal_emit_by_name (controller, "key-pressed", keyval, 0, 0, &handled);
  }
  return handled;
}

static void
test_question (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) confirmed = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) dismissed = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (CorDialRequest) request =
    cor_dial_request_new ("tel:899-123456", COR_ORIGIN_LINK, NULL, "token");
  CorLinkSheet *sheet = new_sheet (fixture, request, confirmed, dismissed);
  CorDialRequest *answer;

  g_assert_nonnull (ui_find_label (sheet, "Premium & <Co>"));
  g_assert_nonnull (ui_find_label (sheet, "899123456"));
  g_assert_nonnull (ui_find_label (sheet, "It costs more."));
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (gtk_window_get_focus (GTK_WINDOW (sheet)))),
                   ==, "Call");
  ui_click (sheet, "Call");
  g_assert_cmpuint (confirmed->len, ==, 1);
  g_assert_true (confirmed->pdata[0] == request);
  sheet = new_sheet (fixture, request, confirmed, dismissed);
  g_assert_true (press (sheet, GDK_KEY_2));
  g_assert_false (press (sheet, GDK_KEY_4));
  ui_click (sheet, "Call");
  g_assert_cmpuint (confirmed->len, ==, 2);
  answer = confirmed->pdata[1];
  g_assert_cmpstr (cor_dial_request_get_device (answer), ==, "91201");
  g_assert_cmpstr (cor_dial_request_get_text (answer), ==, "tel:899-123456");
  g_assert_cmpint (cor_dial_request_get_origin (answer), ==, COR_ORIGIN_LINK);
  g_assert_cmpuint (dismissed->len, ==, 0);
}

/* By the keyboard alone, and remembered. */
static void
test_question_always (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) confirmed = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) dismissed = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (CorDialRequest) request =
    cor_dial_request_new ("tel:202", COR_ORIGIN_LINK, NULL, NULL);
  CorLinkSheet *sheet = new_sheet (fixture, request, confirmed, dismissed);
  g_autofree char *always = NULL;

  g_assert_null (ui_find_label (sheet, "Always do this for internal numbers"));
  cor_question_set_remember (cor_link_sheet_get_question (sheet), "internal");
  cor_question_set_company (cor_link_sheet_get_question (sheet), "ACME <&>");
  cor_question_set_dialled (cor_link_sheet_get_question (sheet), "00390721405516");
  cor_question_set_where_from (cor_link_sheet_get_question (sheet), "From a link");
  ui_draw (GTK_WIDGET (sheet));
  g_assert_nonnull (ui_find_label (sheet, "ACME <&>"));
  g_assert_nonnull (ui_find_label (sheet, "Dialled as 00390721405516"));
  g_assert_nonnull (ui_find_label (sheet, "From a link"));
  g_signal_connect (sheet, "always", G_CALLBACK (on_always), &always);
  gtk_check_button_set_active (
    GTK_CHECK_BUTTON (ui_find_named (sheet, "Always do this for internal numbers")), TRUE);
  g_assert_false (press (sheet, GDK_KEY_Up));
  g_assert_true (press (sheet, GDK_KEY_Down));
  g_assert_true (press (sheet, GDK_KEY_Up));
  g_assert_true (press (sheet, GDK_KEY_Down));
  ui_click (sheet, "Call");
  g_assert_cmpstr (always, ==, "internal 91201");
  g_assert_cmpstr (cor_dial_request_get_device (confirmed->pdata[0]), ==, "91201");
}

static void
test_question_of_two (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) confirmed = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) dismissed = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (CorDialRequest) request =
    cor_dial_request_new ("tel:202", COR_ORIGIN_LINK, NULL, NULL);
  g_autoptr (CorDialRequest) other = cor_dial_request_new ("tel:203", COR_ORIGIN_LINK, NULL, NULL);
  g_autoptr (CorQuestion) second = cor_question_new (other, "203", "Another link.");
  g_autoptr (CorQuestion) third = cor_question_new (other, "204", "A third link.");
  CorLinkSheet *sheet = new_sheet (fixture, request, confirmed, dismissed);

  cor_question_set_other (cor_link_sheet_get_question (sheet), second);
  ui_draw (GTK_WIDGET (sheet));
  g_assert_nonnull (ui_find_named (sheet, "Premium & <Co>, 899123456"));
  g_assert_nonnull (ui_find_named (sheet, "203"));
  g_assert_nonnull (ui_find_label (sheet, "It costs more."));
  g_assert_true (press (sheet, GDK_KEY_Down));
  g_assert_nonnull (ui_find_label (sheet, "Another link."));
  /* Whoever sends a third changes nothing under the finger. */
  cor_question_set_other (cor_link_sheet_get_question (sheet), third);
  g_assert_nonnull (ui_find_label (sheet, "It costs more."));
  cor_question_set_other (cor_link_sheet_get_question (sheet), second);
  cor_question_set_name (second, "Bruno");
  ui_draw (GTK_WIDGET (sheet));
  g_assert_nonnull (ui_find_named (sheet, "Bruno, 203"));
  /* One more, by the last: the arrows go round, and Enter is the first one's again. */
  cor_question_set_other (second, third);
  g_assert_true (press (sheet, GDK_KEY_Up));
  ui_draw (GTK_WIDGET (sheet));
  g_assert_nonnull (ui_find_named (sheet, "204"));
  g_assert_nonnull (ui_find_label (sheet, "A third link."));
  g_assert_true (press (sheet, GDK_KEY_Down));
  g_assert_nonnull (ui_find_label (sheet, "It costs more."));
  g_assert_true (press (sheet, GDK_KEY_Down));
  ui_click (sheet, "Call");
  g_assert_true (confirmed->pdata[0] == other);
}

static void
test_question_no (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) confirmed = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) dismissed = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (CorDialRequest) request =
    cor_dial_request_new ("tel:899", COR_ORIGIN_LINK, NULL, NULL);

  g_assert_true (press (new_sheet (fixture, request, confirmed, dismissed), GDK_KEY_Escape));
  ui_wait_until (dismissed->len == 1);
  ui_click (new_sheet (fixture, request, confirmed, dismissed), "Cancel");
  ui_wait_until (dismissed->len == 2);
  gtk_window_destroy (GTK_WINDOW (new_sheet (fixture, request, confirmed, dismissed)));
  ui_wait_until (dismissed->len == 3);
  g_assert_cmpuint (confirmed->len, ==, 0);
}

#define ADD(name, test) g_test_add ("/ui/window/" name, Fixture, NULL, set_up, test, tear_down)

/* The panes are chosen at the bottom where the header has no room, and at the top where it has. */
static void
test_switcher (Fixture *fixture, gconstpointer data)
{
  GtkWidget *top = ui_find (fixture->window, "AdwViewSwitcherTitle");
  GtkWidget *bottom = ui_find (fixture->window, "AdwViewSwitcherBar");
  GtkWindow *window = GTK_WINDOW (fixture->window);
  int minimum;

  go_ready (fixture);
  ui_wait_until (gtk_widget_get_visible (top));
  g_assert_false (adw_view_switcher_bar_get_reveal (ADW_VIEW_SWITCHER_BAR (bottom)));
  gtk_window_set_default_size (window, 400, 600);
  ui_wait_until (adw_view_switcher_bar_get_reveal (ADW_VIEW_SWITCHER_BAR (bottom)));
  ui_wait_until (!gtk_widget_get_visible (top));
  gtk_widget_measure (ui_find (window, "AdwHeaderBar"), GTK_ORIENTATION_HORIZONTAL, -1, &minimum,
                      NULL, NULL, NULL);
  g_assert_cmpint (minimum, <, 320);
  gtk_window_set_default_size (window, 820, 600);
  ui_wait_until (gtk_widget_get_visible (top));
  ui_wait_until (!adw_view_switcher_bar_get_reveal (ADW_VIEW_SWITCHER_BAR (bottom)));
}

void
add_window_tests (void)
{
  ADD ("sign-in", test_sign_in);
  ADD ("code", test_code);
  ADD ("demo", test_demo);
  ADD ("trouble", test_trouble);
  ADD ("waiting", test_waiting);
  ADD ("waiting-while-typing", test_waiting_while_typing);
  ADD ("device", test_device);
  ADD ("no-directory", test_no_directory);
  ADD ("narrow", test_narrow);
  ADD ("wide", test_wide);
  ADD ("question", test_question);
  ADD ("question-always", test_question_always);
  ADD ("question-of-two", test_question_of_two);
  ADD ("question-no", test_question_no);
  ADD ("switcher", test_switcher);
}
