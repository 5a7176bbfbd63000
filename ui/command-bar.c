/* SPDX-License-Identifier: GPL-3.0-or-later
 * The command bar. Owner: the application, which keeps it from its first use
 * on. It has the main window's entry and rows, with two short lists made one;
 * what is chosen there is called, or a call is transferred to it, at once or
 * when who is there was asked, or it is added to a call.
 * Hidden it holds no list, so that the mirror's changes cost it nothing. */
#include "config.h"
#include "command-bar.h"
#include "cut-text.h"
#include "caller.h"
#include "colleague-row.h"
#include "contact-row.h"
#include "dial-entry.h"
#include "format.h"
#include "history-row.h"
#include "list-pane.h"
#include "session/colleagues.h"
#include "stack.h"
#include "targets.h"
#include <glib/gi18n-lib.h>

struct _CorCommandBar {
  AdwWindow parent;
  AdwToastOverlay *toasts;
  GtkStack *stack;
  CorDialEntry *entry;
  CorListPane *results;
  GtkWidget *transfer_tools;
  GtkToggleButton *ask_first;
  GtkButton *join;
  GtkButton *park;
  GtkButton *open_window;
  CorSession *session;
  CorCall *transferred; /* or added to; NULL: it calls */
  gboolean adds;
  CorTargets *targets; /* only while it is in sight */
};

static void caller_init (CorCallerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CorCommandBar,
                               cor_command_bar,
                               ADW_TYPE_WINDOW,
                               G_IMPLEMENT_INTERFACE (COR_TYPE_CALLER, caller_init))

enum { PROP_0, PROP_SESSION, N_PROPS };
static GParamSpec *props[N_PROPS];
enum { WINDOW_WANTED, CONTACT_WANTED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* --- Rows: the phonebook's and the history's own. --- */

typedef struct {
  GType (*type) (void);
  GType (*row_type) (void);
  GtkWidget *(*row_new) (void);
} Kind;

static const Kind kinds[] = {
  { cor_contact_get_type, cor_contact_row_get_type, cor_contact_row_new },
  { cor_colleague_get_type, cor_colleague_row_get_type, cor_colleague_row_new },
  { cor_history_entry_get_type, cor_history_row_get_type, cor_history_row_new },
};

static void
set_calls (GtkWidget *child, gboolean calls)
{
  if (COR_IS_CONTACT_ROW (child))
    cor_contact_row_set_calls (COR_CONTACT_ROW (child), calls);
  else if (COR_IS_COLLEAGUE_ROW (child))
    cor_colleague_row_set_calls (COR_COLLEAGUE_ROW (child), calls);
  else
    cor_history_row_set_calls (COR_HISTORY_ROW (child), calls);
}

static void
set_child_item (GtkWidget *child, gpointer item)
{
  if (COR_IS_CONTACT_ROW (child))
    cor_contact_row_set_item (COR_CONTACT_ROW (child), item);
  else if (COR_IS_COLLEAGUE_ROW (child))
    cor_colleague_row_set_item (COR_COLLEAGUE_ROW (child), item);
  else
    cor_history_row_set_item (COR_HISTORY_ROW (child), item);
}

static void
set_item (GtkWidget *row, gpointer item, gboolean calls)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (row));

  for (guint i = 0; item != NULL && i < G_N_ELEMENTS (kinds); i++) {
    if (!G_TYPE_CHECK_INSTANCE_TYPE (item, kinds[i].type ()))
      continue;
    if (child == NULL || !G_TYPE_CHECK_INSTANCE_TYPE (child, kinds[i].row_type ())) {
      if (child != NULL)
        set_child_item (child, NULL);
      child = kinds[i].row_new ();
      set_calls (child, calls);
      adw_bin_set_child (ADW_BIN (row), child);
    }
  }
  if (child != NULL)
    set_child_item (child, item);
}

static void
set_row_to_call (GtkWidget *row, gpointer item)
{
  set_item (row, item, TRUE);
}

static void
set_row_to_choose (GtkWidget *row, gpointer item)
{
  set_item (row, item, FALSE);
}

static void
on_activated (CorListPane *pane, GObject *item, CorCommandBar *self)
{
  CorOrigin origin;
  const char *number = cor_target_get_number (item, &origin);

  if (number != NULL)
    cor_caller_call (COR_CALLER (self), number, origin, NULL);
}

/* --- What is listed. --- */

static void
set_empty (CorCommandBar *self, const char *query)
{
  gboolean transfers = self->transferred != NULL && !self->adds;
  g_autofree char *text = NULL;

  if (*query == '\0') {
    cor_list_pane_set_empty (self->results, "input-dialpad-symbolic",
                             self->adds  ? _ ("Add Whom?")
                             : transfers ? _ ("Transfer to Whom?")
                                         : _ ("Whom to Call?"),
                             _ ("Type a name or a number, then press Enter."));
  } else if (cor_format_is_number (query)) {
    cor_list_pane_set_empty (self->results, "call-start-symbolic", _ ("Not in the Phonebook"),
                             transfers ? _ ("Press Enter to transfer the call to this number.")
                                       : _ ("Press Enter to call this number."));
  } else {
    text = g_strdup_printf (
      transfers ? _ ("Nobody in the phonebook matches “%s”. Type a number instead.")
                : _ ("Nobody in the phonebook matches “%s”. Type a number to call it."),
      query);
    cor_list_pane_set_empty (self->results, "edit-find-symbolic", _ ("No Matches"), text);
  }
}

static void
set_query (CorCommandBar *self, const char *query)
{
  set_empty (self, query);
  if (self->targets != NULL)
    cor_targets_set_query (self->targets, query);
}

static void
on_query_changed (CorDialEntry *entry, const char *query, CorCommandBar *self)
{
  set_query (self, query);
}

/* What a call is transferred to is most often somebody here. */
static void
make_lists (CorCommandBar *self)
{
  gboolean chooses = self->transferred != NULL;

  if (self->targets != NULL)
    return;
  self->targets = cor_targets_new (self->session, chooses);
  cor_list_pane_set_model (self->results, cor_targets_get_model (self->targets));
  cor_dial_entry_set_people (self->entry, cor_targets_get_contacts (self->targets),
                             cor_targets_get_colleagues (self->targets), chooses);
}

static void
drop_lists (CorCommandBar *self)
{
  if (self->targets == NULL)
    return;
  cor_dial_entry_set_people (self->entry, NULL, NULL, FALSE);
  cor_list_pane_set_model (self->results, NULL);
  g_clear_pointer (&self->targets, cor_targets_free);
}

/* --- Keys and buttons. --- */

static void
on_leave_entry (CorDialEntry *entry, CorCommandBar *self)
{
  cor_list_pane_focus_first (self->results);
}

/* Whatever is chosen already: who is there is asked first. */
static gboolean
ask_first (CorCommandBar *self, GtkWidget *focus)
{
  if (self->transferred == NULL || self->adds || focus == NULL)
    return GDK_EVENT_PROPAGATE;
  gtk_toggle_button_set_active (self->ask_first, TRUE);
  if (gtk_widget_is_ancestor (focus, GTK_WIDGET (self->entry)))
    cor_dial_entry_enter (self->entry);
  else
    gtk_widget_activate (focus);
  return GDK_EVENT_STOP;
}

static gboolean
is_enter (guint keyval)
{
  return keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_ISO_Enter;
}

static gboolean
on_key_pressed (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                CorCommandBar *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  /* A menu has keys of its own. */
  if (focus != NULL && gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL)
    return GDK_EVENT_PROPAGATE;
  if (is_enter (keyval) && (state & GDK_CONTROL_MASK) != 0)
    return ask_first (self, focus);
  if (keyval == GDK_KEY_Escape) {
    gtk_window_close (GTK_WINDOW (self));
    return GDK_EVENT_STOP;
  }
  if ((keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up) &&
      cor_list_pane_is_first_focused (self->results)) {
    cor_dial_entry_focus (self->entry);
    return GDK_EVENT_STOP;
  }
  return GDK_EVENT_PROPAGATE;
}

static void
on_ask_first_toggled (GtkToggleButton *button, CorCommandBar *self)
{
  cor_dial_entry_set_purpose (
    self->entry, gtk_toggle_button_get_active (button) ? COR_DIAL_ASKS : COR_DIAL_TRANSFERS);
  cor_dial_entry_focus (self->entry);
}

static void
on_moved_clicked (GtkButton *button, CorCommandBar *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static void
on_open_window_clicked (GtkButton *button, CorCommandBar *self)
{
  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (self, signals[WINDOW_WANTED], 0);
}

/* While a sign-in goes on numbers can be typed: the call waits for the line. */
static void
update_page (CorCommandBar *self)
{
  int state;
  gboolean usable;

  g_object_get (self->session, "state", &state, NULL);
  usable = state == COR_SESSION_READY || state == COR_SESSION_SIGNING_IN;
  cor_stack_show (self->stack, usable ? "dial" : "signed-out");
  if (usable)
    cor_dial_entry_focus (self->entry);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->open_window));
}

/* --- What its rows ask of it. --- */

static CorSession *
get_session (CorCaller *caller)
{
  return COR_COMMAND_BAR (caller)->session;
}

static gboolean
take (CorCaller *caller, const char *number)
{
  CorCommandBar *self = COR_COMMAND_BAR (caller);
  gboolean asks = gtk_toggle_button_get_active (self->ask_first);

  if (self->transferred == NULL)
    return FALSE;
  gtk_widget_activate_action (GTK_WIDGET (self),
                              self->adds ? "app.conference-add"
                              : asks     ? "app.ask-first"
                                         : "app.transfer",
                              "(us)", cor_call_get_id (self->transferred), number);
  return TRUE;
}

static void
called (CorCaller *caller)
{
  gtk_window_close (GTK_WINDOW (caller));
}

static void
say (CorCaller *caller, const char *text)
{
  g_autofree char *safe = g_markup_escape_text (text, -1);

  adw_toast_overlay_add_toast (COR_COMMAND_BAR (caller)->toasts, adw_toast_new (safe));
}

static void
show_contact (CorCaller *caller, CorContact *contact)
{
  gtk_window_close (GTK_WINDOW (caller));
  g_signal_emit (caller, signals[CONTACT_WANTED], 0, contact);
}

static void
caller_init (CorCallerInterface *iface)
{
  iface->get_session = get_session;
  iface->take = take;
  iface->called = called;
  iface->say = say;
  iface->show_contact = show_contact;
}

/* --- What it is open for. --- */

/* There is nothing left to transfer. */
static void
on_call_state (CorCommandBar *self)
{
  if (cor_call_get_state (self->transferred) == COR_CALL_ENDED)
    gtk_window_close (GTK_WINDOW (self));
}

static gboolean
is_active_here (CorCall *call)
{
  return call != NULL && cor_call_is_on_this_computer (call) &&
         cor_call_get_state (call) == COR_CALL_ACTIVE;
}

/* The one other call that goes on here: who is there may be where to. */
static CorCall *
find_other (CorCommandBar *self)
{
  GListModel *calls = G_LIST_MODEL (cor_session_get_calls (self->session));
  CorCall *other = NULL;
  guint n = 0;

  for (guint i = 0; is_active_here (self->transferred) && i < g_list_model_get_n_items (calls);
       i++) {
    g_autoptr (CorCall) call = g_list_model_get_item (calls, i);

    if (call == self->transferred || !is_active_here (call))
      continue;
    other = call;
    n++;
  }
  return n == 1 ? other : NULL;
}

static void
update_join (CorCommandBar *self)
{
  CorCall *other = find_other (self);
  g_autofree char *label = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->join), other != NULL);
  if (other == NULL)
    return;
  /* Translators: both are people one talks to, in two calls. */
  label = g_strdup_printf (_ ("Transfer %s to %s"), cor_call_get_shown (self->transferred),
                           cor_call_get_shown (other));
  gtk_button_set_label (self->join, label);
}

static void
set_transferred (CorCommandBar *self, CorCall *call)
{
  g_autofree char *title = NULL;

  if (self->transferred != NULL)
    g_signal_handlers_disconnect_by_data (self->transferred, self);
  g_set_object (&self->transferred, call);
  if (call != NULL) {
    g_signal_connect_swapped (call, "notify::state", G_CALLBACK (on_call_state), self);
    gtk_actionable_set_action_target (GTK_ACTIONABLE (self->park), "u", cor_call_get_id (call));
    gtk_actionable_set_action_target (GTK_ACTIONABLE (self->join), "u", cor_call_get_id (call));
    if (self->adds)
      title = g_strdup (_ ("Add to the Call"));
    else
      /* Translators: %s is who one talks to, and who is now to talk to somebody else. */
      title = g_strdup_printf (_ ("Transfer %s"), cor_call_get_shown (call));
  }
  gtk_window_set_title (GTK_WINDOW (self), title != NULL ? title : _ ("Quick Call"));
  gtk_widget_set_visible (self->transfer_tools, call != NULL && !self->adds);
  gtk_toggle_button_set_active (self->ask_first, FALSE);
  cor_dial_entry_set_purpose (self->entry, call == NULL ? COR_DIAL_CALLS
                                           : self->adds ? COR_DIAL_ADDS
                                                        : COR_DIAL_TRANSFERS);
  cor_list_pane_set_rows (self->results, adw_bin_new,
                          call != NULL ? set_row_to_choose : set_row_to_call, TRUE);
}

/* --- The window. --- */

/* Cleared while its list is still laid out: one that is not can't be scrolled. The focus goes
 * first: a row that goes with it would have GTK move the keyboard on when the bar is next seen. */
static void
hide (GtkWidget *widget)
{
  CorCommandBar *self = COR_COMMAND_BAR (widget);

  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  cor_dial_entry_set_text (self->entry, "");
  drop_lists (self);
  GTK_WIDGET_CLASS (cor_command_bar_parent_class)->hide (widget);
  self->adds = FALSE;
  if (self->transferred != NULL)
    set_transferred (self, NULL);
}

static void
constructed (GObject *object)
{
  CorCommandBar *self = COR_COMMAND_BAR (object);

  G_OBJECT_CLASS (cor_command_bar_parent_class)->constructed (object);
  g_signal_connect_object (self->session, "notify::state", G_CALLBACK (update_page), self,
                           G_CONNECT_SWAPPED);
}

static void
set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_SESSION:
    COR_COMMAND_BAR (object)->session = g_value_dup_object (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
dispose (GObject *object)
{
  CorCommandBar *self = COR_COMMAND_BAR (object);

  drop_lists (self);
  if (self->transferred != NULL)
    g_signal_handlers_disconnect_by_data (self->transferred, self);
  g_clear_object (&self->transferred);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (cor_command_bar_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/command-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, CorCommandBar, toasts);
  gtk_widget_class_bind_template_child (widget_class, CorCommandBar, stack);
  gtk_widget_class_bind_template_child (widget_class, CorCommandBar, entry);
  gtk_widget_class_bind_template_child (widget_class, CorCommandBar, results);
  gtk_widget_class_bind_template_child (widget_class, CorCommandBar, transfer_tools);
  gtk_widget_class_bind_template_child (widget_class, CorCommandBar, ask_first);
  gtk_widget_class_bind_template_child (widget_class, CorCommandBar, join);
  gtk_widget_class_bind_template_child (widget_class, CorCommandBar, park);
  gtk_widget_class_bind_template_child (widget_class, CorCommandBar, open_window);
  gtk_widget_class_bind_template_callback (widget_class, on_query_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_leave_entry);
  gtk_widget_class_bind_template_callback (widget_class, on_ask_first_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_moved_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_open_window_clicked);
}

static void
cor_command_bar_class_init (CorCommandBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = constructed;
  object_class->set_property = set_property;
  object_class->dispose = dispose;
  widget_class->hide = hide;
  props[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, COR_TYPE_SESSION,
                         G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[WINDOW_WANTED] = g_signal_new ("window-wanted", COR_TYPE_COMMAND_BAR, G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CONTACT_WANTED] = g_signal_new ("contact-wanted", COR_TYPE_COMMAND_BAR, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, COR_TYPE_CONTACT);
  g_type_ensure (COR_TYPE_DIAL_ENTRY);
  g_type_ensure (COR_TYPE_LIST_PANE);
  cor_caller_install_actions (widget_class);
  bind_template (widget_class);
}

static void
cor_command_bar_init (CorCommandBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  cor_cut_text_tell (GTK_WIDGET (self));
  cor_cut_text_allow (GTK_WIDGET (self));
  cor_list_pane_set_rows (self->results, adw_bin_new, set_row_to_call, TRUE);
  cor_list_pane_set_stays_at_top (self->results, TRUE);
  cor_dial_entry_set_capture (self->entry, GTK_WIDGET (self->stack));
}

CorCommandBar *
cor_command_bar_new (GtkApplication *app, CorSession *session)
{
  return g_object_new (COR_TYPE_COMMAND_BAR, "application", app, "session", session, NULL);
}

/* With what it was open for before, when that is still so. */
static void
open_for (CorCommandBar *self, CorCall *call, gboolean adds, const char *activation_token)
{
  if (call != self->transferred || adds != self->adds) {
    drop_lists (self);
    self->adds = adds;
    set_transferred (self, call);
  }
  update_join (self);
  make_lists (self);
  set_query (self, "");
  if (activation_token != NULL)
    gtk_window_set_startup_id (GTK_WINDOW (self), activation_token);
  update_page (self);
  gtk_window_present (GTK_WINDOW (self));
}

void
cor_command_bar_open (CorCommandBar *self, const char *activation_token)
{
  open_for (self, NULL, FALSE, activation_token);
}

void
cor_command_bar_open_transfer (CorCommandBar *self, CorCall *call, const char *activation_token)
{
  g_return_if_fail (call != NULL);

  if (cor_call_get_state (call) != COR_CALL_ACTIVE || cor_call_get_waiting (call) != NULL)
    return;
  open_for (self, call, FALSE, activation_token);
}

void
cor_command_bar_open_add (CorCommandBar *self, CorCall *call, const char *activation_token)
{
  g_return_if_fail (call != NULL);

  if (cor_call_get_state (call) == COR_CALL_ACTIVE && cor_call_get_waiting (call) == NULL)
    open_for (self, call, TRUE, activation_token);
}
