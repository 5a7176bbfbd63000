/* SPDX-License-Identifier: GPL-3.0-or-later
 * The call that is talked in, and the list of calls when there are several.
 * Owner: the window. It keeps which call is looked at and nothing else: every
 * label and button follows the CorCall, and a toggle that the call does not
 * follow goes back. Ticks once a second, only while a call is talked in and
 * the view is in sight. */
#include "config.h"
#include "call-view.h"
#include "bidi.h"
#include "call-row.h"
#include "call-text.h"
#include "company-bar.h"
#include "consult-bar.h"
#include "keypad.h"
#include "number-label.h"
#include "quality-button.h"
#include "record-bar.h"
#include "model/call-hints.h"
#include "switch-button.h"
#include "there-button.h"
#include "model/contact.h"
#include <glib/gi18n-lib.h>

/* How long an ended call stays, for its reason to be read, and for its offer to be taken. */
#define ENDED_MS 3000
#define ENDED_STUCK_MS 30000

struct _CorCallView {
  AdwBin parent;
  GtkListBox *list;
  AdwAvatar *avatar;
  GtkLabel *name;
  CorNumberLabel *number;
  GtkLabel *number_text;
  GtkLabel *place;
  CorSwitchButton *switch_button;
  GtkImage *secure;
  GtkLabel *timer;
  CorQualityButton *quality;
  GtkLabel *state;
  GtkLabel *hint;
  GtkLabel *trouble;
  GtkWidget *post_dial;
  GtkButton *send_post_dial;
  GtkButton *drop_post_dial;
  GtkRevealer *keypad_revealer;
  CorKeypad *keypad;
  GtkBox *tools;
  GtkToggleButton *mute;
  GtkToggleButton *hold;
  GtkToggleButton *keys;
  GtkButton *transfer;
  GtkButton *record;
  CorRecordBar *recording;
  CorConsultBar *consult;
  CorCompanyBar *company;
  GtkButton *here;
  GtkButton *decline;
  GtkButton *answer;
  GtkButton *hang_up;
  CorCallList *calls;
  CorCall *call;
  gulong notify_id;
  guint tick_id;
  guint ended_id;
  gboolean updating; /* the toggles are being set to what the call says */
};

G_DEFINE_FINAL_TYPE (CorCallView, cor_call_view, ADW_TYPE_BIN)

enum { PROP_0, PROP_CALL, N_PROPS };
static GParamSpec *props[N_PROPS];

static void
set_text (GtkLabel *label, const char *text)
{
  cor_bidi_set_label (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static void
activate (CorCallView *self, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (self), action, "u", cor_call_get_id (self->call));
}

static void
update_time (CorCallView *self)
{
  g_autofree char *time = cor_call_text_time (self->call);

  set_text (self->timer, time);
}

static gboolean on_tick (gpointer data);

/* Ticks fall just after a whole second of the call, so that none is skipped. */
static void
schedule_tick (CorCallView *self)
{
  gint64 talked;

  g_clear_handle_id (&self->tick_id, g_source_remove);
  if (self->call == NULL || cor_call_get_state (self->call) != COR_CALL_ACTIVE ||
      !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  talked = (g_get_monotonic_time () - cor_call_get_answered_at (self->call)) / 1000;
  self->tick_id = g_timeout_add (1010 - talked % 1000, on_tick, self);
}

static gboolean
on_tick (gpointer data)
{
  CorCallView *self = data;

  self->tick_id = 0;
  update_time (self);
  schedule_tick (self);
  return G_SOURCE_REMOVE;
}

/* Who one talks to is not called; once the call has ended they can be, again. */
static void
update_number (CorCallView *self, gboolean named)
{
  const char *number = cor_call_get_number (self->call);
  gboolean is_callable = *number != '\0' && !cor_phone_is_masked (number);

  cor_number_label_set (self->number, cor_call_get_shown_number (self->call),
                        is_callable ? number : NULL);
  if (is_callable)
    cor_number_button_set_can_call (cor_number_label_get_button (self->number),
                                    cor_call_get_state (self->call) == COR_CALL_ENDED);
  if (named)
    gtk_widget_remove_css_class (GTK_WIDGET (self->number_text), "title-1");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->number_text), "title-1");
}

/* Where one talks, or rather what was called when that is not this user themselves. */
static void
update_place (CorCallView *self)
{
  const char *called = cor_call_get_hints (self->call)->called;
  g_autofree char *text = NULL;

  if (called != NULL)
    /* Translators: of an incoming call, a queue or a number: "Sales (401) was called". */
    text = g_strdup_printf (_ ("%s was called"), called);
  set_text (self->place, text != NULL ? text : cor_call_get_place (self->call));
}

static void
update_who (CorCallView *self)
{
  const char *name = cor_call_get_name (self->call);
  gboolean named = name != NULL && *name != '\0';

  adw_avatar_set_text (self->avatar, named ? name : NULL);
  adw_avatar_set_show_initials (self->avatar, named);
  cor_bidi_set_label (self->name, cor_call_get_shown (self->call));
  gtk_widget_set_visible (GTK_WIDGET (self->name),
                          named || *cor_call_get_number (self->call) == '\0');
  update_number (self, named);
  update_place (self);
  gtk_widget_set_visible (GTK_WIDGET (self->secure), cor_call_is_secure (self->call));
}

/* While somebody is asked there is another way to do it. */
static gboolean
can_transfer (CorCallView *self)
{
  return self->call != NULL && cor_call_get_state (self->call) == COR_CALL_ACTIVE &&
         cor_call_get_waiting (self->call) == NULL;
}

static void
update_tools (CorCallView *self)
{
  CorCallState state = cor_call_get_state (self->call);
  gboolean active = state == COR_CALL_ACTIVE;
  gboolean digits = active || state == COR_CALL_RINGING;

  self->updating = TRUE;
  gtk_toggle_button_set_active (self->mute, cor_call_is_muted (self->call));
  gtk_toggle_button_set_active (self->hold, cor_call_is_held (self->call));
  if (!digits)
    gtk_toggle_button_set_active (self->keys, FALSE);
  self->updating = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->mute), active);
  gtk_widget_set_sensitive (GTK_WIDGET (self->hold), active);
  gtk_widget_set_sensitive (GTK_WIDGET (self->keys), digits);
  gtk_widget_set_sensitive (GTK_WIDGET (self->transfer), can_transfer (self));
  gtk_widget_set_visible (GTK_WIDGET (self->tools), state != COR_CALL_INCOMING);
}

/* Who may not does not see that it can be done; what goes on is ended where it shows. */
static void
update_record (CorCallView *self)
{
  gboolean idle = self->call != NULL && cor_call_get_recording (self->call) == COR_RECORDING_NONE;

  gtk_widget_set_visible (GTK_WIDGET (self->record),
                          idle && gtk_widget_get_sensitive (GTK_WIDGET (self->record)));
}

/* A picture has no room beside a keypad or another call. */
static void
update_keypad (CorCallView *self)
{
  gboolean open = gtk_toggle_button_get_active (self->keys);

  gtk_revealer_set_reveal_child (self->keypad_revealer, open);
  gtk_widget_set_visible (GTK_WIDGET (self->keypad_revealer), open);
  gtk_widget_set_visible (GTK_WIDGET (self->avatar),
                          !open && !gtk_widget_get_visible (GTK_WIDGET (self->list)) &&
                            (self->call == NULL || cor_call_get_waiting (self->call) == NULL));
}

static void
update_buttons (CorCallView *self)
{
  CorCallState state = cor_call_get_state (self->call);

  gtk_widget_set_visible (GTK_WIDGET (self->here), cor_call_is_stuck (self->call));
  gtk_widget_set_visible (GTK_WIDGET (self->answer), state == COR_CALL_INCOMING);
  gtk_widget_set_visible (GTK_WIDGET (self->decline), state == COR_CALL_INCOMING);
  /* Who is asked is left by Go Back. */
  gtk_widget_set_visible (
    GTK_WIDGET (self->hang_up),
    state == COR_CALL_ENDED || cor_call_is_held (self->call) ||
      (state != COR_CALL_INCOMING && cor_call_get_waiting (self->call) == NULL));
  gtk_widget_set_sensitive (GTK_WIDGET (self->hang_up), state != COR_CALL_ENDED);
}

/* What came with the number, an extension behind it, is sent when its user says so. */
static void
update_post_dial (CorCallView *self)
{
  const char *digits = cor_call_get_post_dial (self->call);
  gboolean offered = digits != NULL && cor_call_get_state (self->call) == COR_CALL_ACTIVE;
  g_auto (GStrv) parts = NULL;
  g_autofree char *keys = NULL;
  g_autofree char *label = NULL;

  gtk_widget_set_visible (self->post_dial, offered);
  if (!offered)
    return;
  parts = g_strsplit_set (digits, ",wW", -1);
  keys = g_strjoinv ("", parts);
  /* Translators: %s are tones, "204#". */
  label = g_strdup_printf (_ ("Send %s"), keys);
  gtk_button_set_label (self->send_post_dial, label);
}

static void
update (CorCallView *self)
{
  if (self->call == NULL)
    return;
  update_who (self);
  update_time (self);
  cor_quality_button_set_call (self->quality, self->call);
  set_text (self->state, cor_call_text_state (self->call));
  set_text (self->hint, cor_call_text_hint (self->call));
  set_text (self->trouble, cor_call_get_trouble (self->call));
  update_post_dial (self);
  update_tools (self);
  update_record (self);
  update_keypad (self);
  update_buttons (self);
  schedule_tick (self);
}

static void
drop_call (CorCallView *self)
{
  g_clear_handle_id (&self->ended_id, g_source_remove);
  g_clear_handle_id (&self->tick_id, g_source_remove);
  if (self->call != NULL) {
    g_clear_signal_handler (&self->notify_id, self->call);
    cor_quality_button_set_call (self->quality, NULL);
  }
  g_clear_object (&self->call);
}

static void
set_targets (CorCallView *self)
{
  GtkButton *buttons[] = { self->record,  self->here,           self->answer,        self->decline,
                           self->hang_up, self->send_post_dial, self->drop_post_dial };

  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (buttons[i]), "u",
                                      cor_call_get_id (self->call));
}

static void
show (CorCallView *self, CorCall *call)
{
  if (self->call == call)
    return;
  drop_call (self);
  if (call != NULL) {
    self->call = g_object_ref (call);
    self->notify_id = g_signal_connect_swapped (call, "notify", G_CALLBACK (update), self);
    gtk_toggle_button_set_active (self->keys, FALSE);
    cor_keypad_clear (self->keypad);
    set_targets (self);
    update (self);
  }
  cor_switch_button_set_call (self->switch_button, call);
  cor_record_bar_set_call (self->recording, call);
  cor_consult_bar_set_call (self->consult, call);
  cor_company_bar_set_call (self->company, call);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CALL]);
}

static void
show_next (CorCallView *self)
{
  CorCall *next = cor_call_list_get_current (self->calls);

  show (self, next != NULL ? next : cor_call_list_get_ringing (self->calls));
}

static gboolean
on_ended_seen (gpointer data)
{
  CorCallView *self = data;

  self->ended_id = 0;
  show_next (self);
  return G_SOURCE_REMOVE;
}

/* The list is for choosing: one call needs none. */
static void
update_list (CorCallView *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->list),
                          g_list_model_get_n_items (G_LIST_MODEL (self->calls)) > 1);
  update_keypad (self);
}

/* A call of ours is looked at at once; one that comes in while another is talked in shows in
 * the list above it. */
static void
on_added (CorCallList *calls, CorCall *call, CorCallView *self)
{
  gboolean looking = self->call != NULL && cor_call_get_state (self->call) != COR_CALL_ENDED;

  update_list (self);
  if (!looking || !cor_call_is_incoming (call))
    show (self, call);
}

static void
on_ended (CorCallList *calls, CorCall *call, CorCallView *self)
{
  update_list (self);
  if (call == self->call && self->ended_id == 0)
    self->ended_id =
      g_timeout_add (cor_call_is_stuck (call) ? ENDED_STUCK_MS : ENDED_MS, on_ended_seen, self);
}

/* After a swap one looks at the call one talks in. */
static void
on_changed (CorCallList *calls, CorCall *call, const char *property, CorCallView *self)
{
  gboolean took_over = call == cor_call_list_get_current (calls) && !cor_call_is_held (call) &&
                       cor_call_get_state (call) == COR_CALL_ACTIVE;

  if (took_over && (g_str_equal (property, "held") || g_str_equal (property, "state")))
    show (self, call);
}

static void
on_row_activated (GtkListBox *list, GtkListBoxRow *row, CorCallView *self)
{
  show (self, cor_call_row_get_call (COR_CALL_ROW (row)));
}

static void
on_mute_toggled (GtkToggleButton *button, CorCallView *self)
{
  if (self->updating || self->call == NULL)
    return;
  activate (self, "app.mute");
  update_tools (self);
}

static void
on_hold_toggled (GtkToggleButton *button, CorCallView *self)
{
  if (self->updating || self->call == NULL)
    return;
  activate (self, "app.hold");
  update_tools (self);
}

static void
on_digit (CorKeypad *keypad, const char *digit, CorCallView *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "app.digits", "(us)", cor_call_get_id (self->call),
                              digit);
}

static gboolean
on_key_pressed (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                CorCallView *self)
{
  if (self->call == NULL || !gtk_widget_get_sensitive (GTK_WIDGET (self->keys)) ||
      (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  return cor_keypad_press (self->keypad, gdk_keyval_to_unicode (keyval));
}

static void
open_transfer (CorCallView *self)
{
  if (can_transfer (self))
    activate (self, "app.transfer-to");
}

static void
on_transfer_clicked (GtkButton *button, CorCallView *self)
{
  open_transfer (self);
}

static void
on_transfer (GtkWidget *widget, const char *action, GVariant *parameter)
{
  open_transfer (COR_CALL_VIEW (widget));
}

static void
on_answer (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CorCallView *self = COR_CALL_VIEW (widget);

  if (self->call != NULL && cor_call_get_state (self->call) == COR_CALL_INCOMING)
    activate (self, "app.answer");
}

static GtkWidget *
new_row (gpointer item, gpointer data)
{
  return cor_call_row_new (COR_CALL (item), COR_CALL_VIEW (data)->calls);
}

void
cor_call_view_set_calls (CorCallView *self, CorCallList *calls)
{
  g_set_object (&self->calls, calls);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (calls), new_row, self, NULL);
  g_signal_connect_object (calls, "added", G_CALLBACK (on_added), self, 0);
  g_signal_connect_object (calls, "ended", G_CALLBACK (on_ended), self, 0);
  g_signal_connect_object (calls, "changed", G_CALLBACK (on_changed), self, 0);
  update_list (self);
  show_next (self);
}

void
cor_call_view_show_call (CorCallView *self, CorCall *call)
{
  show (self, call);
}

void
cor_call_view_set_session (CorCallView *self, CorSession *session)
{
  cor_quality_button_set_session (self->quality, session);
}

CorCall *
cor_call_view_get_call (CorCallView *self)
{
  return self->call;
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_CALL:
    g_value_set_object (value, COR_CALL_VIEW (object)->call);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (cor_call_view_parent_class)->map (widget);
  update (COR_CALL_VIEW (widget));
}

static void
unmap (GtkWidget *widget)
{
  g_clear_handle_id (&COR_CALL_VIEW (widget)->tick_id, g_source_remove);
  GTK_WIDGET_CLASS (cor_call_view_parent_class)->unmap (widget);
  cor_quality_button_set_call (COR_CALL_VIEW (widget)->quality, COR_CALL_VIEW (widget)->call);
}

static void
dispose (GObject *object)
{
  CorCallView *self = COR_CALL_VIEW (object);

  drop_call (self);
  g_clear_object (&self->calls);
  G_OBJECT_CLASS (cor_call_view_parent_class)->dispose (object);
}

static void
install_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/cornetta/Cornetta/call-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CorCallView, list);
  gtk_widget_class_bind_template_child (widget_class, CorCallView, avatar);
  gtk_widget_class_bind_template_child (widget_class, CorCallView, name);
  gtk_widget_class_bind_template_child (widget_class, CorCallView, number);
  gtk_widget_class_bind_template_child (widget_class, CorCallView, number_text);
  gtk_widget_class_bind_template_child (widget_class, CorCallView, place);
  gtk_widget_class_bind_template_child (widget_class, CorCallView, switch_button);
  gtk_widget_class_bind_template_child (widget_class, CorCallView, secure);
  gtk_widget_class_bind_template_child (widget_class, CorCallView, timer);
  gtk_widget_class_bind_template_child (widget_class, CorCallView, quality);
  gtk_widget_class_bind_template_child (widget_class, CorCallView, state);
  gtk_widget_class_bind_template_child (widget_class, CorCallView, hint);
  gtk_widget_class_bind_template_child (widget_class, CorCallView, trouble);
  gtk_widget_class_bind_template_child (widget_class, CorCallView, post_dial);
  gtk_widget_class_bind_template_child (widget_class, CorCallView, send_post_dial);
  gtk_widget_class_bind_template_child (widget_class, CorCallView, drop_post_dial);
  gtk_widget_class_bind_template_child (widget_class, CorCallView, keypad_revealer);
  gtk_widget_class_bind_template_child (widget_class, CorCallView, keypad);
  gtk_widget_class_bind_template_child (widget_class, CorCallView, tools);
  gtk_widget_class_bind_template_child (widget_class, CorCallView, mute);
  gtk_widget_class_bind_template_child (widget_class, CorCallView, hold);
  gtk_widget_class_bind_template_child (widget_class, CorCallView, keys);
  gtk_widget_class_bind_template_child (widget_class, CorCallView, transfer);
  gtk_widget_class_bind_template_child (widget_class, CorCallView, record);
  gtk_widget_class_bind_template_child (widget_class, CorCallView, recording);
  gtk_widget_class_bind_template_child (widget_class, CorCallView, consult);
  gtk_widget_class_bind_template_child (widget_class, CorCallView, company);
  gtk_widget_class_bind_template_child (widget_class, CorCallView, here);
  gtk_widget_class_bind_template_child (widget_class, CorCallView, decline);
  gtk_widget_class_bind_template_child (widget_class, CorCallView, answer);
  gtk_widget_class_bind_template_child (widget_class, CorCallView, hang_up);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_mute_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_hold_toggled);
  gtk_widget_class_bind_template_callback (widget_class, update_keypad);
  gtk_widget_class_bind_template_callback (widget_class, on_transfer_clicked);
  gtk_widget_class_bind_template_callback (widget_class, update_record);
  gtk_widget_class_bind_template_callback (widget_class, on_digit);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed);
}

static void
cor_call_view_class_init (CorCallViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = get_property;
  object_class->dispose = dispose;
  widget_class->map = map;
  widget_class->unmap = unmap;
  props[PROP_CALL] = g_param_spec_object ("call", NULL, NULL, COR_TYPE_CALL,
                                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_install_action (widget_class, "call.answer", NULL, on_answer);
  gtk_widget_class_install_action (widget_class, "call.transfer", NULL, on_transfer);
  g_type_ensure (COR_TYPE_COMPANY_BAR);
  g_type_ensure (COR_TYPE_CONSULT_BAR);
  g_type_ensure (COR_TYPE_KEYPAD);
  g_type_ensure (COR_TYPE_NUMBER_LABEL);
  g_type_ensure (COR_TYPE_QUALITY_BUTTON);
  g_type_ensure (COR_TYPE_RECORD_BAR);
  g_type_ensure (COR_TYPE_SWITCH_BUTTON);
  g_type_ensure (COR_TYPE_THERE_BUTTON);
  install_template (widget_class);
}

static void
cor_call_view_init (CorCallView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
