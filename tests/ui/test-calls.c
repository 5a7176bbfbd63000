/* SPDX-License-Identifier: GPL-3.0-or-later
 * The call view follows the calls, and each of its buttons does one thing once. */
#include "config.h"
#include "ui-test.h"
#include "call-view.h"

typedef struct {
  CorSession *session;
  CorWindow *window;
  CorCallView *view;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->session = cor_session_new ();
  fake_session_set_int (fixture->session, "state", COR_SESSION_READY);
  fixture->window = ui_window_new (fixture->session);
  fixture->view = COR_CALL_VIEW (ui_find (fixture->window, "CorCallView"));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->session);
}

static void
assert_log (Fixture *fixture, const char *format, guint id)
{
  g_autofree char *expected = g_strdup_printf ("%s %u", format, id);

  ui_assert_log (fixture->session, expected);
}

static gboolean
sees (Fixture *fixture, const char *text)
{
  return ui_find_label (fixture->view, text) != NULL;
}

static CorCall *
new_call (Fixture *fixture, gboolean incoming)
{
  CorCall *call =
    fake_session_add_call (fixture->session, incoming, "0721405516", "Anna Rossi", "This computer");

  ui_draw (GTK_WIDGET (fixture->window));
  return call;
}

static void
test_outgoing (Fixture *fixture, gconstpointer data)
{
  CorCall *call;

  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (fixture->view)));
  call = new_call (fixture, FALSE);
  g_assert_true (sees (fixture, "Anna Rossi"));
  g_assert_true (sees (fixture, "0721405516"));
  g_assert_true (sees (fixture, "This computer"));
  g_assert_true (sees (fixture, "Calling…"));
  g_assert_null (ui_find_named (fixture->view, "Answer"));
  g_assert_false (gtk_widget_is_sensitive (ui_find_named (fixture->view, "Mute")));
  cor_call_set_state (call, COR_CALL_RINGING);
  g_assert_true (sees (fixture, "Ringing…"));
  cor_call_set_state (call, COR_CALL_ACTIVE);
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_true (sees (fixture, "0:00"));
  ui_wait_until (sees (fixture, "0:01"));
  g_assert_false (sees (fixture, "Ringing…"));
  g_assert_null (ui_find_named (fixture->view, "Encrypted"));
  cor_call_set_secure (call, TRUE);
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_nonnull (ui_find_named (fixture->view, "Encrypted"));
}

static void
test_incoming (Fixture *fixture, gconstpointer data)
{
  CorCall *call = new_call (fixture, TRUE);

  g_assert_true (sees (fixture, "Incoming call"));
  g_assert_null (ui_find_named (fixture->view, "Hang Up"));
  g_assert_null (ui_find_named (fixture->view, "Mute"));
  ui_click (fixture->view, "Answer");
  assert_log (fixture, "answer", cor_call_get_id (call));
  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_ACTIVE);
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_null (ui_find_named (fixture->view, "Answer"));
  ui_click (fixture->view, "Hang Up");
  assert_log (fixture, "hang-up", cor_call_get_id (call));
}

/* The other phone that rings is a choice for as long as it does. */
static void
test_answer_there (Fixture *fixture, gconstpointer data)
{
  CorCall *call = new_call (fixture, TRUE);

  g_assert_null (ui_find_named (fixture->view, "Answer on"));
  cor_call_set_also_at (call, "Yealink T46U");
  ui_draw (GTK_WIDGET (fixture->window));
  ui_click (fixture->view, "Answer on Yealink T46U");
  assert_log (fixture, "answer-there", cor_call_get_id (call));
  cor_call_set_also_at (call, cor_call_get_place (call));
  ui_draw (GTK_WIDGET (fixture->window));
  ui_click (fixture->view, "Answer Here");
  assert_log (fixture, "answer-there", cor_call_get_id (call));
  cor_call_set_also_at (call, NULL);
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_null (ui_find_named (fixture->view, "Answer Here"));
}

static void
test_decline (Fixture *fixture, gconstpointer data)
{
  CorCall *call = new_call (fixture, TRUE);
  guint id = cor_call_get_id (call);

  ui_click (fixture->view, "Decline");
  assert_log (fixture, "decline", id);
}

/* Who is asked is on the line, and somebody waits: three ways on, and no other. */
static void
test_consult (Fixture *fixture, gconstpointer data)
{
  CorCall *call = new_call (fixture, FALSE);
  guint id = cor_call_get_id (call);

  cor_call_set_state (call, COR_CALL_ACTIVE);
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_null (ui_find_named (fixture->view, "Complete Transfer"));
  cor_call_set_waiting (call, "Bruno Verdi");
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_true (sees (fixture, "Bruno Verdi waits"));
  g_assert_null (ui_find_named (fixture->view, "Hang Up"));
  g_assert_false (gtk_widget_is_sensitive (ui_find_named (fixture->view, "Transfer")));
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "call.transfer", NULL);
  ui_assert_log (fixture->session, "");
  ui_click (fixture->view, "Swap");
  assert_log (fixture, "swap", id);
  ui_click (fixture->view, "Go Back");
  assert_log (fixture, "go-back", id);
  ui_click (fixture->view, "Complete Transfer");
  assert_log (fixture, "complete-transfer", id);
  cor_call_set_transferring (call, TRUE);
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_true (sees (fixture, "Transferring…"));
  g_assert_false (gtk_widget_is_sensitive (ui_find_named (fixture->view, "Complete Transfer")));
  cor_call_set_transferring (call, FALSE);
  cor_call_set_held (call, TRUE);
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_true (sees (fixture, "You talk to Bruno Verdi"));
  g_assert_nonnull (ui_find_named (fixture->view, "Hang Up"));
  cor_call_set_waiting (call, NULL);
  cor_call_set_held (call, FALSE);
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_null (ui_find_named (fixture->view, "Swap"));
  g_assert_true (gtk_widget_is_sensitive (ui_find_named (fixture->view, "Transfer")));
}

/* Where it may go on: whatever else of the user's is there. */
static void
test_switch (Fixture *fixture, gconstpointer data)
{
  GListStore *devices = G_LIST_STORE (cor_session_get_devices (fixture->session));
  CorCall *call = new_call (fixture, FALSE);
  GtkMenuButton *button;
  GMenuModel *menu;
  g_autofree char *label = NULL;

  g_assert_null (ui_find_named (fixture->view, "Continue on Another Phone"));
  for (guint i = 0; i < 2; i++) {
    g_autoptr (CorDevice) device =
      cor_device_new (i == 0 ? "301" : "302", COR_DEVICE_DESK_PHONE, "Yealink T46U");

    cor_device_set_online (device, i == 0, NULL);
    g_list_store_append (devices, device);
  }
  cor_call_set_state (call, COR_CALL_ACTIVE);
  ui_draw (GTK_WIDGET (fixture->window));
  button = GTK_MENU_BUTTON (ui_find (ui_find (fixture->view, "CorSwitchButton"), "GtkMenuButton"));
  menu = gtk_menu_button_get_menu_model (button);
  g_assert_cmpint (g_menu_model_get_n_items (menu), ==, 1); /* the other one is offline */
  g_menu_model_get_item_attribute (menu, 0, G_MENU_ATTRIBUTE_LABEL, "s", &label);
  g_assert_cmpstr (label, ==, "Continue on Yealink T46U");
  cor_call_set_waiting (call, "Bruno Verdi");
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_null (ui_find_named (fixture->view, "Continue on Another Phone"));
}

static void
test_record (Fixture *fixture, gconstpointer data)
{
  GActionMap *actions = G_ACTION_MAP (cor_session_get_actions (fixture->session));
  GSimpleAction *record = G_SIMPLE_ACTION (g_action_map_lookup_action (actions, "record"));
  CorCall *call = new_call (fixture, FALSE);
  guint id = cor_call_get_id (call);

  cor_call_set_state (call, COR_CALL_ACTIVE);
  g_simple_action_set_enabled (record, FALSE); /* no permission */
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_null (ui_find_named (fixture->view, "Record"));
  g_simple_action_set_enabled (record, TRUE);
  ui_draw (GTK_WIDGET (fixture->window));
  ui_click (fixture->view, "Record");
  assert_log (fixture, "record", id);
  g_assert_false (sees (fixture, "Recording")); /* the server has not said so */
  cor_call_set_recording (call, COR_RECORDING_ON);
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_true (sees (fixture, "Recording"));
  g_assert_null (ui_find_named (fixture->view, "Record"));
  ui_click (fixture->view, "Pause");
  assert_log (fixture, "record-pause", id);
  cor_call_set_recording (call, COR_RECORDING_PAUSED);
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_true (sees (fixture, "Recording paused"));
  ui_click (fixture->view, "Go On");
  assert_log (fixture, "record-pause", id);
  ui_click (fixture->view, "Stop");
  assert_log (fixture, "record", id);
  cor_call_set_recording (call, COR_RECORDING_NONE);
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_null (ui_find_named (fixture->view, "Stop"));
  g_assert_nonnull (ui_find_named (fixture->view, "Record"));
}

/* A desk phone that does not ring: the offer stays when the call has ended. */
static void
test_stuck (Fixture *fixture, gconstpointer data)
{
  CorCall *call = new_call (fixture, FALSE);
  guint id = cor_call_get_id (call);

  g_assert_null (ui_find_named (fixture->view, "Call from this computer"));
  cor_call_set_stuck (call, TRUE);
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_true (sees (fixture, "The desk phone does not ring"));
  g_assert_nonnull (ui_find_named (fixture->view, "Call from this computer"));
  cor_call_set_stuck (call, FALSE);
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_true (sees (fixture, "Calling…"));
  g_assert_null (ui_find_named (fixture->view, "Call from this computer"));
  cor_call_set_stuck (call, TRUE);
  cor_call_set_ended (call, COR_CALL_END_FAILED, "exten 301 is offline");
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_true (sees (fixture, "exten 301 is offline"));
  ui_click (fixture->view, "Call from this computer");
  assert_log (fixture, "call-here", id);
}

static void
test_toggles (Fixture *fixture, gconstpointer data)
{
  CorCall *call = new_call (fixture, FALSE);
  guint id = cor_call_get_id (call);
  GtkToggleButton *mute, *hold;

  cor_call_set_state (call, COR_CALL_ACTIVE);
  ui_draw (GTK_WIDGET (fixture->window));
  mute = GTK_TOGGLE_BUTTON (ui_find_named (fixture->view, "Mute"));
  hold = GTK_TOGGLE_BUTTON (ui_find_named (fixture->view, "Hold"));
  gtk_toggle_button_set_active (mute, TRUE);
  assert_log (fixture, "mute", id);
  g_assert_true (cor_call_is_muted (call));
  g_assert_true (sees (fixture, "Your microphone is muted"));
  gtk_toggle_button_set_active (hold, TRUE);
  assert_log (fixture, "hold", id);
  g_assert_true (sees (fixture, "On hold"));
  /* What happens elsewhere shows here, and is not commanded again. */
  cor_call_set_held (call, FALSE);
  cor_call_set_muted (call, FALSE);
  g_assert_false (gtk_toggle_button_get_active (mute));
  g_assert_false (gtk_toggle_button_get_active (hold));
  ui_assert_log (fixture->session, "");
}

/* Once somebody is talked with, by the button and by a key. */
static void
test_transfer (Fixture *fixture, gconstpointer data)
{
  CorCall *call = new_call (fixture, FALSE);
  guint id = cor_call_get_id (call);

  g_assert_false (gtk_widget_get_sensitive (ui_find_named (fixture->view, "Transfer")));
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "call.transfer", NULL);
  ui_assert_log (fixture->session, "");
  cor_call_set_state (call, COR_CALL_ACTIVE);
  ui_draw (GTK_WIDGET (fixture->window));
  ui_click (fixture->view, "Transfer");
  assert_log (fixture, "transfer-to", id);
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "call.transfer", NULL);
  assert_log (fixture, "transfer-to", id);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.transfer-to", NULL);
  assert_log (fixture, "transfer-to", id);
}

/* A phone that does not do as it is told: the button says what is so. */
static void
test_refused_toggle (Fixture *fixture, gconstpointer data)
{
  CorCall *call = new_call (fixture, FALSE);
  GtkToggleButton *hold;

  cor_call_set_state (call, COR_CALL_ACTIVE);
  cor_call_set_control (call, NULL);
  ui_draw (GTK_WIDGET (fixture->window));
  hold = GTK_TOGGLE_BUTTON (ui_find_named (fixture->view, "Hold"));
  gtk_toggle_button_set_active (hold, TRUE);
  assert_log (fixture, "hold", cor_call_get_id (call));
  g_assert_false (gtk_toggle_button_get_active (hold));
}

/* M37: in calm words, until it is over. */
static void
test_hints (Fixture *fixture, gconstpointer data)
{
  static const struct {
    CorCallHint hint;
    const char *text;
  } hints[] = {
    { COR_CALL_HINT_MUTED, "You are muted: nobody hears you" },
    { COR_CALL_HINT_SILENT, "Your microphone is silent" },
    { COR_CALL_HINT_NOTHING_RECEIVED, "You receive nothing from the other side" },
  };
  CorCall *call = new_call (fixture, FALSE);

  cor_call_set_state (call, COR_CALL_ACTIVE);
  for (guint i = 0; i < G_N_ELEMENTS (hints); i++) {
    GtkWidget *label;

    g_assert_false (sees (fixture, hints[i].text));
    cor_call_set_hint (call, hints[i].hint);
    ui_draw (GTK_WIDGET (fixture->window));
    label = ui_find_label (fixture->view, hints[i].text);
    g_assert_nonnull (label);
    /* Told to who does not look. */
    g_assert_cmpint (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (label)), ==,
                     GTK_ACCESSIBLE_ROLE_STATUS);
  }
  cor_call_set_hint (call, COR_CALL_HINT_NONE);
  g_assert_false (sees (fixture, hints[2].text));
}

static void
test_keypad (Fixture *fixture, gconstpointer data)
{
  CorCall *call = new_call (fixture, FALSE);
  g_autofree char *expected = NULL;
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (fixture->view));
  gboolean handled = FALSE;

  cor_call_set_state (call, COR_CALL_ACTIVE);
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_null (ui_find_named (fixture->view, "5"));
  ui_click (fixture->view, "Keypad");
  ui_draw (GTK_WIDGET (fixture->window));
  ui_click (fixture->view, "5");
  ui_click (fixture->view, "Star");
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

    if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
      g_signal_emit_by_name (controller, "key-pressed", GDK_KEY_KP_7, 0, 0, &handled);
  }
  g_assert_true (handled);
  g_assert_true (sees (fixture, "5*7"));
  expected = g_strdup_printf ("digits %u 5\ndigits %u *\ndigits %u 7", cor_call_get_id (call),
                              cor_call_get_id (call), cor_call_get_id (call));
  ui_assert_log (fixture->session, expected);
  /* Another call's digits are another's. */
  new_call (fixture, FALSE);
  g_assert_false (sees (fixture, "5*7"));
}

static void
test_ended (Fixture *fixture, gconstpointer data)
{
  CorCall *call = new_call (fixture, FALSE);
  gint64 ended;

  cor_call_set_ended (call, COR_CALL_END_BUSY, "The other side is busy.");
  ended = g_get_monotonic_time ();
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_true (sees (fixture, "The other side is busy."));
  g_assert_false (gtk_widget_is_sensitive (ui_find_named (fixture->view, "Hang Up")));
  ui_wait_until (cor_call_view_get_call (fixture->view) == NULL);
  g_assert_cmpint (g_get_monotonic_time () - ended, >=, 29 * G_USEC_PER_SEC / 10);
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (fixture->view)));
}

/* A new call does not wait for the old one's reason to be read. */
static void
test_ended_then_new (Fixture *fixture, gconstpointer data)
{
  CorCall *call = new_call (fixture, FALSE), *next;

  cor_call_set_ended (call, COR_CALL_END_BUSY, "The other side is busy.");
  next = new_call (fixture, TRUE);
  g_assert_true (cor_call_view_get_call (fixture->view) == next);
  g_assert_true (sees (fixture, "Incoming call"));
}

static void
test_two (Fixture *fixture, gconstpointer data)
{
  CorCall *first = new_call (fixture, FALSE), *second;

  cor_call_set_state (first, COR_CALL_ACTIVE);
  second = fake_session_add_call (fixture->session, TRUE, "202", "Bruno Conti", "This computer");
  ui_draw (GTK_WIDGET (fixture->window));
  /* The one talked in stays in sight; the other is in the list, with its buttons. */
  g_assert_true (cor_call_view_get_call (fixture->view) == first);
  g_assert_false (gtk_widget_get_visible (ui_find (fixture->view, "AdwAvatar")));
  ui_click (fixture->view, "Hold and Answer, Bruno Conti");
  assert_log (fixture, "answer", cor_call_get_id (second));
  cor_call_set_held (first, TRUE);
  ui_draw (GTK_WIDGET (fixture->window));
  ui_click (fixture->view, "Hold, Bruno Conti");
  assert_log (fixture, "hold", cor_call_get_id (second));
  ui_draw (GTK_WIDGET (fixture->window));
  ui_click (fixture->view, "Resume, Anna Rossi");
  assert_log (fixture, "hold", cor_call_get_id (first));
  g_assert_true (cor_call_view_get_call (fixture->view) == first);
  cor_call_hang_up (first);
  ui_wait_until (cor_call_view_get_call (fixture->view) == second);
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_null (ui_find_named (fixture->view, "Hold, Bruno Conti"));
}

/* M42: beside a call that is talked in there are three answers, each with its own words. */
static void
test_second (Fixture *fixture, gconstpointer data)
{
  CorCall *first = new_call (fixture, FALSE), *second;
  guint id;

  second = fake_session_add_call (fixture->session, TRUE, "202", "Bruno Conti", "This computer");
  id = cor_call_get_id (second);
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_null (ui_find_named (fixture->view, "Hold and Answer, Bruno Conti"));
  g_assert_nonnull (ui_find_named (fixture->view, "Answer, Bruno Conti"));
  cor_call_set_state (first, COR_CALL_ACTIVE);
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_null (ui_find_named (fixture->view, "Answer, Bruno Conti"));
  ui_click (fixture->view, "End and Answer, Bruno Conti");
  assert_log (fixture, "answer-ending", id);
  /* With the first on hold nothing is in its way. */
  cor_call_set_held (first, TRUE);
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_null (ui_find_named (fixture->view, "End and Answer, Bruno Conti"));
  g_assert_nonnull (ui_find_named (fixture->view, "Answer, Bruno Conti"));
  cor_call_set_held (first, FALSE);
  ui_draw (GTK_WIDGET (fixture->window));
  ui_click (fixture->view, "Hold and Answer, Bruno Conti");
  assert_log (fixture, "answer", id);
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_null (ui_find_named (fixture->view, "Hold and Answer, Bruno Conti"));
}

static void
test_second_declined (Fixture *fixture, gconstpointer data)
{
  CorCall *first = new_call (fixture, FALSE), *second;
  guint id;

  cor_call_set_state (first, COR_CALL_ACTIVE);
  second = fake_session_add_call (fixture->session, TRUE, "202", "Bruno Conti", "This computer");
  id = cor_call_get_id (second);
  ui_draw (GTK_WIDGET (fixture->window));
  ui_click (fixture->view, "Decline, Bruno Conti");
  assert_log (fixture, "decline", id);
  g_assert_true (cor_call_view_get_call (fixture->view) == first);
}

static void
test_shortcuts (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  CorCall *call;
  guint id;

  /* Without a call they do nothing. */
  gtk_widget_activate_action (window, "win.mute", NULL);
  gtk_widget_activate_action (window, "win.hang-up", NULL);
  ui_assert_log (fixture->session, "");
  call = new_call (fixture, TRUE);
  id = cor_call_get_id (call);
  gtk_widget_activate_action (window, "win.mute", NULL);
  ui_assert_log (fixture->session, "");
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "call.answer", NULL);
  assert_log (fixture, "answer", id);
  /* Space answers what rings and nothing else. */
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "call.answer", NULL);
  ui_assert_log (fixture->session, "");
  gtk_widget_activate_action (window, "win.mute", NULL);
  assert_log (fixture, "mute", id);
  gtk_widget_activate_action (window, "win.hold", NULL);
  assert_log (fixture, "hold", id);
  gtk_widget_activate_action (window, "win.hang-up", NULL);
  assert_log (fixture, "hang-up", id);
}

/* What came with the number is offered after the answer, and not a second longer. */
static void
test_post_dial (Fixture *fixture, gconstpointer data)
{
  CorCall *call = new_call (fixture, TRUE);
  guint id = cor_call_get_id (call);

  cor_call_set_post_dial (call, ",,204#");
  ui_draw (GTK_WIDGET (fixture->view));
  g_assert_null (ui_find_named (fixture->view, "Send 204#"));
  cor_call_answer (call);
  ui_draw (GTK_WIDGET (fixture->view));
  ui_click (fixture->view, "Send 204#");
  assert_log (fixture, "send-post-dial", id);
  ui_click (fixture->view, "Don't Send");
  assert_log (fixture, "drop-post-dial", id);
  cor_call_set_post_dial (call, NULL);
  ui_draw (GTK_WIDGET (fixture->view));
  g_assert_null (ui_find_named (fixture->view, "Send 204#"));
}

#define ADD(name, test) g_test_add ("/ui/calls/" name, Fixture, NULL, set_up, test, tear_down)

void
add_call_tests (void)
{
  ADD ("outgoing", test_outgoing);
  ADD ("incoming", test_incoming);
  ADD ("answer-there", test_answer_there);
  ADD ("decline", test_decline);
  ADD ("stuck", test_stuck);
  ADD ("toggles", test_toggles);
  ADD ("transfer", test_transfer);
  ADD ("consult", test_consult);
  ADD ("switch", test_switch);
  ADD ("record", test_record);
  ADD ("refused-toggle", test_refused_toggle);
  ADD ("keypad", test_keypad);
  ADD ("hints", test_hints);
  ADD ("post-dial", test_post_dial);
  ADD ("ended", test_ended);
  ADD ("ended-then-new", test_ended_then_new);
  ADD ("two", test_two);
  ADD ("second", test_second);
  ADD ("second-declined", test_second_declined);
  ADD ("shortcuts", test_shortcuts);
}
