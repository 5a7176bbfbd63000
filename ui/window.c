/* SPDX-License-Identifier: GPL-3.0-or-later
 * The main window. Owner: the application. It binds its parts to the session
 * and keeps one thing: whether a contact is looked at beside the lists. Wide,
 * the call or the contact stands beside the lists; narrow, it covers them. */
#include "config.h"
#include "welcome-window.h"
#include "window.h"
#include "cut-text.h"
#include "banner.h"
#include "call-view.h"
#include "colleagues-pane.h"
#include "reception-pages.h"
#include "conference-bar.h"
#include "contact-panel.h"
#include "device-chooser.h"
#include "dial-entry.h"
#include "drop.h"
#include "history-pane.h"
#include "notices.h"
#include "phonebook-pane.h"
#include "player-bar.h"
#include "session/organisation.h"
#include "sign-in-page.h"
#include "stack.h"
#include "switcher-room.h"
#include "typing.h"
#include "voicemail-pane.h"
#include "waiting-row.h"
#include <glib/gi18n-lib.h>

struct _CorWindow {
  AdwApplicationWindow parent;
  AdwToastOverlay *toasts;
  GtkStack *root;
  CorBanner *sign_in_banner;
  CorWaitingRow *sign_in_waiting;
  CorSignInPage *sign_in;
  AdwLeaflet *leaflet;
  GtkWidget *panes;
  AdwHeaderBar *panes_header;
  AdwViewSwitcherTitle *switcher_title;
  CorDeviceChooser *devices;
  CorBanner *banner;
  CorWaitingRow *waiting;
  CorDialEntry *entry;
  AdwViewStack *stack;
  CorPhonebookPane *phonebook;
  CorHistoryPane *history;
  AdwViewStackPage *history_page;
  CorColleaguesPane *colleagues;
  CorVoicemailPane *voicemail;
  AdwViewStackPage *voicemail_page;
  AdwStatusPage *no_directory;
  GtkButton *call_bar;
  AdwViewSwitcherBar *switcher_bar;
  GtkWidget *separator;
  GtkWidget *side;
  AdwHeaderBar *side_header;
  GtkButton *back;
  AdwWindowTitle *side_title;
  GtkStack *side_stack;
  CorCallView *call_view;
  CorContactPanel *contact_page;
  CorSession *session;
  GListModel *contacts; /* the two lists, each with the entry's query */
  GListModel *calls;
  gboolean contact_open;
};

static void caller_init (CorCallerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CorWindow,
                               cor_window,
                               ADW_TYPE_APPLICATION_WINDOW,
                               G_IMPLEMENT_INTERFACE (COR_TYPE_CALLER, caller_init))

enum { PROP_0, PROP_SESSION, N_PROPS };
static GParamSpec *props[N_PROPS];

static void
name_button (GtkButton *button, const char *icon, const char *label)
{
  gtk_button_set_icon_name (button, icon);
  gtk_widget_set_tooltip_text (GTK_WIDGET (button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}

/* A call that is out of sight has a way back to it. */
static void
update_call_bar (CorWindow *self, gboolean call_seen)
{
  CorCall *call = cor_call_view_get_call (self->call_view);
  g_autofree char *label = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->call_bar), call != NULL && !call_seen);
  if (call == NULL)
    return;
  /* Translators: %s is who one talks to. */
  label = g_strdup_printf (_ ("Back to the Call with %s"), cor_call_get_shown (call));
  gtk_button_set_label (self->call_bar, label);
}

static void
update_side_header (CorWindow *self, gboolean folded, gboolean has_side)
{
  adw_header_bar_set_show_end_title_buttons (self->panes_header, folded || !has_side);
  adw_header_bar_set_show_start_title_buttons (self->side_header, folded);
  adw_window_title_set_title (self->side_title,
                              self->contact_open ? _ ("Contact") : C_ ("title", "Call"));
  gtk_widget_set_visible (GTK_WIDGET (self->back), folded || self->contact_open);
  if (folded)
    name_button (self->back, "go-previous-symbolic", _ ("Back"));
  else
    name_button (self->back, "window-close-symbolic", _ ("Close the Contact"));
}

static gboolean
on_next_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  CorWindow *self = COR_WINDOW (widget);

  adw_view_switcher_bar_set_reveal (
    self->switcher_bar, !gtk_widget_get_visible (GTK_WIDGET (self->switcher_title)) ||
                          adw_view_switcher_title_get_title_visible (self->switcher_title));
  return G_SOURCE_REMOVE;
}

/* It becomes so while sizes are handed out, when a new one can't be asked for. */
static void
on_title_visible (CorWindow *self)
{
  gtk_widget_add_tick_callback (GTK_WIDGET (self), on_next_frame, NULL, NULL);
}

static void
update_side (CorWindow *self)
{
  gboolean folded = adw_leaflet_get_folded (self->leaflet);
  gboolean has_call = cor_call_view_get_call (self->call_view) != NULL;
  gboolean has_side = has_call || self->contact_open;
  gboolean side_seen =
    has_side && (!folded || adw_leaflet_get_visible_child (self->leaflet) == self->side);

  gtk_widget_set_visible (self->side, has_side);
  gtk_widget_set_visible (self->separator, has_side);
  cor_stack_show (self->side_stack, self->contact_open ? "contact" : "call");
  update_side_header (self, folded, has_side);
  update_call_bar (self, side_seen && !self->contact_open);
}

static void
go_to_side (CorWindow *self)
{
  update_side (self);
  adw_leaflet_set_visible_child (self->leaflet, self->side);
}

/* The view itself takes the keys, so that digits go to the call, Space answers it, and an Enter
 * too many does nothing. */
static void
on_call_shown (CorWindow *self)
{
  if (cor_call_view_get_call (self->call_view) != NULL) {
    self->contact_open = FALSE;
    go_to_side (self);
    if (!cor_typing_in_window_of (GTK_WIDGET (self)))
      gtk_widget_grab_focus (GTK_WIDGET (self->call_view));
    return;
  }
  self->contact_open |= cor_contact_panel_is_writing (self->contact_page);
  if (!self->contact_open)
    adw_leaflet_set_visible_child (self->leaflet, self->panes);
  update_side (self);
  if (gtk_root_get_focus (GTK_ROOT (self)) == NULL)
    cor_dial_entry_focus (self->entry);
}

void
cor_window_show_contact (CorWindow *self, CorContact *contact)
{
  cor_contact_panel_show (self->contact_page, contact);
  self->contact_open = TRUE;
  go_to_side (self);
  if (contact != NULL)
    gtk_widget_child_focus (GTK_WIDGET (self->contact_page), GTK_DIR_TAB_FORWARD);
}

static void
on_contact_opened (CorPhonebookPane *pane, CorContact *contact, CorWindow *self)
{
  cor_window_show_contact (self, contact);
}

/* Back from a contact goes to the lists; a call is still there, wide beside them, narrow by its
 * bar. */
static void
on_close_side (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CorWindow *self = COR_WINDOW (widget);

  cor_stack_let_go (self->side);
  self->contact_open = FALSE;
  adw_leaflet_set_visible_child (self->leaflet, self->panes);
  update_side (self);
}

static void
on_show_call (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CorWindow *self = COR_WINDOW (widget);

  if (cor_call_view_get_call (self->call_view) == NULL)
    return;
  self->contact_open = FALSE;
  go_to_side (self);
}

static void
on_query_changed (CorDialEntry *entry, const char *query, CorWindow *self)
{
  cor_session_set_query (self->session, self->contacts, query);
  cor_session_set_query (self->session, self->calls, query);
  cor_phonebook_pane_set_query (self->phonebook, query);
  cor_history_pane_set_query (self->history, query);
  cor_voicemail_pane_set_query (self->voicemail, query);
  cor_reception_pages_set_query (self->stack, query);
}

static gboolean
shows (CorWindow *self, const char *pane)
{
  return g_strcmp0 (adw_view_stack_get_visible_child_name (self->stack), pane) == 0;
}

static void
on_leave_entry (CorDialEntry *entry, CorWindow *self)
{
  if (shows (self, "history"))
    cor_history_pane_focus_first (self->history);
  else if (shows (self, "voicemail"))
    cor_voicemail_pane_focus_first (self->voicemail);
  else if (!cor_reception_pages_focus_first (self->stack))
    cor_phonebook_pane_focus_first (self->phonebook);
}

/* Enter offers a person only where persons are listed. */
static void
on_pane_changed (CorWindow *self)
{
  GListModel *colleagues = cor_colleagues_pane_get_matches (self->colleagues);
  gboolean people = !shows (self, "history") && !shows (self, "voicemail");

  cor_dial_entry_set_people (self->entry, people ? self->contacts : NULL,
                             people ? colleagues : NULL, shows (self, "colleagues"));
}

static void
on_sign_in (CorSignInPage *page,
            const char *host,
            const char *user,
            const char *password,
            CorWindow *self)
{
  cor_welcome_note_form ();
  cor_session_sign_in (self->session, host, user, password);
}

static void
on_otp (CorSignInPage *page, const char *code, CorWindow *self)
{
  cor_session_send_otp (self->session, code);
}

static void
on_demo (CorSignInPage *page, CorWindow *self)
{
  cor_session_start_demo (self->session);
}

static void
on_cancel (CorSignInPage *page, CorWindow *self)
{
  cor_session_sign_out (self->session);
}

static void
on_focus_entry (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CorWindow *self = COR_WINDOW (widget);

  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_set_visible_child (self->leaflet, self->panes);
  cor_dial_entry_focus (self->entry);
}

static void
on_fill_entry (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CorWindow *self = COR_WINDOW (widget);

  /* Who has to sign in first has other things to write. */
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->root), "main") != 0)
    return;
  cor_dial_entry_set_text (self->entry, g_variant_get_string (parameter, NULL));
  on_focus_entry (widget, action, NULL);
}

static void
on_paste (GtkWidget *widget, const char *action, GVariant *parameter)
{
  cor_drop_paste (COR_CALLER (widget));
}

static void
on_pane (GtkWidget *widget, const char *action, GVariant *parameter)
{
  cor_window_show_pane (COR_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

/* win.mute, win.hold, win.transfer-to and win.hang-up: the keys act on the call one talks in,
 * whichever one looks at; with none, hanging up declines the one that rings. */
static void
on_call_command (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CorWindow *self = COR_WINDOW (widget);
  CorCallList *calls = cor_session_get_calls (self->session);
  CorCall *call = cor_call_list_get_current (calls);
  g_autofree char *name = g_strconcat ("app", strchr (action, '.'), NULL);

  if (call == NULL && g_str_equal (action, "win.hang-up"))
    call = cor_call_list_get_ringing (calls);
  if (call != NULL)
    gtk_widget_activate_action (widget, name, "u", cor_call_get_id (call));
}

static void
update_page (CorWindow *self)
{
  int state;
  gboolean ready, directory;

  g_object_get (self->session, "state", &state, "has-directory", &directory, NULL);
  ready = state == COR_SESSION_READY;
  cor_stack_show (self->root, ready ? "main" : "sign-in");
  if (ready)
    cor_dial_entry_focus (self->entry);
  gtk_widget_set_visible (GTK_WIDGET (self->stack), directory);
  gtk_widget_set_visible (GTK_WIDGET (self->no_directory), !directory);
  adw_view_switcher_title_set_view_switcher_enabled (self->switcher_title, directory);
  gtk_widget_set_visible (GTK_WIDGET (self->switcher_bar), directory);
  g_object_set (self->waiting, "ready", ready, NULL);
}

static void
bind_line (CorWindow *self)
{
  static const char *const names[] = { "line-state", "line-text", "line-why", "device",
                                       "presence" };

  cor_device_chooser_set_devices (self->devices, cor_session_get_devices (self->session));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_object_bind_property (self->session, names[i], self->devices, names[i],
                            G_BINDING_SYNC_CREATE);
}

static void
bind_lists (CorWindow *self)
{
  self->contacts = cor_session_list_contacts (self->session);
  self->calls = cor_session_list_history (self->session, FALSE);
  cor_phonebook_pane_set_model (self->phonebook, self->contacts);
  cor_history_pane_set_session (self->history, self->session, self->calls);
  g_object_bind_property (self->session, "missed", self->history_page, "badge-number",
                          G_BINDING_SYNC_CREATE);
  cor_reception_pages_bind (self->stack, self->session);
  cor_phonebook_pane_set_session (self->phonebook, self->session);
  cor_voicemail_pane_set_session (self->voicemail, self->session, self->voicemail_page);
  g_signal_connect_object (self->stack, "notify::visible-child", G_CALLBACK (on_pane_changed), self,
                           G_CONNECT_SWAPPED);
  on_pane_changed (self);
}

static void
bind_sign_in (CorWindow *self)
{
  const char *host = NULL, *user = NULL;
  gboolean locked;

  cor_session_get_last_account (self->session, &host, &user);
  cor_sign_in_page_set_account (self->sign_in, host, user);
  if (cor_session_get_organisation_host (self->session, &locked) != NULL && locked)
    cor_sign_in_page_lock_host (self->sign_in);
  g_object_bind_property (self->session, "state", self->sign_in, "state", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->session, "sign-in-error", self->sign_in, "error",
                          G_BINDING_SYNC_CREATE);
}

static void
constructed (GObject *object)
{
  CorWindow *self = COR_WINDOW (object);

  G_OBJECT_CLASS (cor_window_parent_class)->constructed (object);
  bind_sign_in (self);
  bind_line (self);
  cor_notices_bind (self->session, self->banner, self->waiting);
  cor_notices_bind (self->session, self->sign_in_banner, self->sign_in_waiting);
  bind_lists (self);
  cor_call_view_set_session (self->call_view, self->session);
  cor_call_view_set_calls (self->call_view, cor_session_get_calls (self->session));
  cor_dial_entry_set_capture (self->entry, self->panes);
  cor_drop_attach (COR_CALLER (self));
  cor_contact_panel_attach (self->contact_page, COR_CALLER (self));
  g_signal_connect_object (self->session, "notify::state", G_CALLBACK (update_page), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::has-directory", G_CALLBACK (update_page), self,
                           G_CONNECT_SWAPPED);
  cor_switcher_room_watch (GTK_WIDGET (self->switcher_title), GTK_WIDGET (self->panes_header));
  update_page (self);
  update_side (self);
  on_title_visible (self);
}

static void
set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    COR_WINDOW (object)->session = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dispose (GObject *object)
{
  CorWindow *self = COR_WINDOW (object);

  g_clear_object (&self->contacts);
  g_clear_object (&self->calls);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (cor_window_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  cor_caller_install_actions (widget_class);
  cor_waiting_row_install_actions (widget_class);
  gtk_widget_class_install_action (widget_class, "win.focus-entry", NULL, on_focus_entry);
  gtk_widget_class_install_action (widget_class, "win.fill-entry", "s", on_fill_entry);
  gtk_widget_class_install_action (widget_class, "win.paste", NULL, on_paste);
  /* Whatever can be typed into has taken the key before. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "win.paste",
                                       NULL);
  gtk_widget_class_install_action (widget_class, "win.pane", "s", on_pane);
  gtk_widget_class_install_action (widget_class, "win.close-side", NULL, on_close_side);
  gtk_widget_class_install_action (widget_class, "win.show-call", NULL, on_show_call);
  gtk_widget_class_install_action (widget_class, "win.mute", NULL, on_call_command);
  gtk_widget_class_install_action (widget_class, "win.hold", NULL, on_call_command);
  gtk_widget_class_install_action (widget_class, "win.transfer-to", NULL, on_call_command);
  gtk_widget_class_install_action (widget_class, "win.hang-up", NULL, on_call_command);
}

static void
bind_callbacks (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, on_title_visible);
  gtk_widget_class_bind_template_callback (widget_class, update_side);
  gtk_widget_class_bind_template_callback (widget_class, on_call_shown);
  gtk_widget_class_bind_template_callback (widget_class, on_contact_opened);
  gtk_widget_class_bind_template_callback (widget_class, on_query_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_leave_entry);
  gtk_widget_class_bind_template_callback (widget_class, on_sign_in);
  gtk_widget_class_bind_template_callback (widget_class, on_otp);
  gtk_widget_class_bind_template_callback (widget_class, on_demo);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  static const struct {
    const char *name;
    gssize offset;
  } children[] = {
#define CHILD(name) { #name, G_STRUCT_OFFSET (CorWindow, name) }
    CHILD (toasts),         CHILD (root),         CHILD (sign_in_banner), CHILD (sign_in_waiting),
    CHILD (sign_in),        CHILD (leaflet),      CHILD (panes),          CHILD (panes_header),
    CHILD (switcher_title), CHILD (devices),      CHILD (banner),         CHILD (waiting),
    CHILD (entry),          CHILD (stack),        CHILD (phonebook),      CHILD (history),
    CHILD (history_page),   CHILD (no_directory), CHILD (call_bar),       CHILD (switcher_bar),
    CHILD (separator),      CHILD (side),         CHILD (back),           CHILD (side_header),
    CHILD (side_title),     CHILD (side_stack),   CHILD (call_view),      CHILD (contact_page),
    CHILD (colleagues),     CHILD (voicemail),    CHILD (voicemail_page),
#undef CHILD
  };

  for (guint i = 0; i < G_N_ELEMENTS (children); i++)
    gtk_widget_class_bind_template_child_full (widget_class, children[i].name, FALSE,
                                               children[i].offset);
}

static void
cor_window_class_init (CorWindowClass *klass)
{
  static GType (*const parts[]) (void) = {
    cor_banner_get_type,         cor_call_view_get_type,      cor_contact_panel_get_type,
    cor_dial_entry_get_type,     cor_device_chooser_get_type, cor_history_pane_get_type,
    cor_sign_in_page_get_type,   cor_phonebook_pane_get_type, cor_waiting_row_get_type,
    cor_conference_bar_get_type, cor_voicemail_pane_get_type, cor_player_bar_get_type,
  };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = constructed;
  object_class->set_property = set_property;
  object_class->dispose = dispose;
  props[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, COR_TYPE_SESSION,
                         G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    g_type_ensure (parts[i]());
  cor_reception_pages_ensure_types ();
  install_actions (widget_class);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/cornetta/Cornetta/window.ui");
  bind_children (widget_class);
  bind_callbacks (widget_class);
}

static void
cor_window_init (CorWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  cor_cut_text_tell (GTK_WIDGET (self));
}

static CorSession *
get_session (CorCaller *caller)
{
  return COR_WINDOW (caller)->session;
}

static void
say (CorCaller *caller, const char *text)
{
  cor_window_toast (COR_WINDOW (caller), text);
}

static void
show_contact (CorCaller *caller, CorContact *contact)
{
  cor_window_show_contact (COR_WINDOW (caller), contact);
}

static void
caller_init (CorCallerInterface *iface)
{
  iface->get_session = get_session;
  iface->say = say;
  iface->show_contact = show_contact;
}

CorWindow *
cor_window_new (GtkApplication *app, CorSession *session)
{
  return g_object_new (COR_TYPE_WINDOW, "application", app, "session", session, NULL);
}

void
cor_window_show_call (CorWindow *self, CorCall *call)
{
  cor_call_view_show_call (self->call_view, call);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-call", NULL);
}

void
cor_window_show_pane (CorWindow *self, const char *name)
{
  GtkWidget *pane = adw_view_stack_get_child_by_name (self->stack, name);

  /* An account without a mailbox has no messages. */
  if (pane == NULL ||
      !adw_view_stack_page_get_visible (adw_view_stack_get_page (self->stack, pane)))
    return;
  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_set_visible_child (self->leaflet, self->panes);
  adw_view_stack_set_visible_child_name (self->stack, name);
}

void
cor_window_toast (CorWindow *self, const char *text)
{
  g_autofree char *safe = g_markup_escape_text (text, -1);

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (safe));
}
