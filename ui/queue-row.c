/* SPDX-License-Identifier: GPL-3.0-or-later
 * A queue that the user answers: how many wait, the user's own place in it and what
 * can be done about that; unfolded, what the others do. Owner: the queues' pane. */
#include "config.h"
#include "queue-row.h"
#include "number-button.h"
#include <glib/gi18n-lib.h>

#define REASON_MAX 64

struct _CorQueueRow {
  AdwExpanderRow parent;
  GtkWidget *pause;
  GtkWidget *log;
  CorSession *session;
  CorQueue *queue;
  GPtrArray *members; /* GtkWidget, the rows' */
};

G_DEFINE_FINAL_TYPE (CorQueueRow, cor_queue_row, ADW_TYPE_EXPANDER_ROW)

/* --- A break, and why. --- */

static void
on_reason_given (AdwMessageDialog *dialog, const char *response, CorQueueRow *self)
{
  GtkEditable *entry = GTK_EDITABLE (adw_message_dialog_get_extra_child (dialog));

  if (g_str_equal (response, "pause"))
    gtk_widget_activate_action (GTK_WIDGET (self), "app.queue-pause", "(ss)",
                                cor_queue_get_id (self->queue), gtk_editable_get_text (entry));
}

static void
ask_reason (CorQueueRow *self)
{
  GtkWindow *parent = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  /* Translators: %s is the name of a queue. */
  g_autofree char *title =
    g_strdup_printf (_ ("Take a Break from %s?"), cor_queue_get_name (self->queue));
  GtkWidget *dialog =
    adw_message_dialog_new (parent, title, _ ("Its calls ring at the others until you go on."));
  GtkWidget *entry = gtk_entry_new ();

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "pause",
                                    _ ("_Take a Break"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "pause");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_entry_set_max_length (GTK_ENTRY (entry), REASON_MAX);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("Reason, if you like"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Reason"), -1);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), entry);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_reason_given), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (entry);
}

static void
on_pause (CorQueueRow *self)
{
  CorQueueMember *own = cor_session_get_own_member (self->session, self->queue);

  if (own != NULL && cor_queue_member_is_paused (own))
    gtk_widget_activate_action (GTK_WIDGET (self), "app.queue-go-on", "s",
                                cor_queue_get_id (self->queue));
  else
    ask_reason (self);
}

static void
on_log (CorQueueRow *self)
{
  CorQueueMember *own = cor_session_get_own_member (self->session, self->queue);
  gboolean in = own != NULL && cor_queue_member_is_logged_in (own);

  gtk_widget_activate_action (GTK_WIDGET (self), in ? "app.queue-log-out" : "app.queue-log-in", "s",
                              cor_queue_get_id (self->queue));
}

/* --- What it says. --- */

static void
set_button (CorQueueRow *self, GtkWidget *button, const char *label)
{
  g_autofree char *said = g_strdup_printf ("%s, %s", label, cor_queue_get_name (self->queue));

  gtk_button_set_label (GTK_BUTTON (button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
}

static void
update_buttons (CorQueueRow *self, CorQueueMember *own)
{
  gboolean in = own != NULL && cor_queue_member_is_logged_in (own);

  gtk_widget_set_visible (self->pause, in);
  gtk_widget_set_visible (self->log, own != NULL && cor_queue_member_is_dynamic (own));
  set_button (self, self->pause,
              in && cor_queue_member_is_paused (own) ? C_ ("a queue", "Go On")
                                                     : C_ ("a queue", "Break…"));
  set_button (self, self->log, in ? C_ ("a queue", "Log Out") : C_ ("a queue", "Log In"));
}

/* Who has no name has the number alone, which can be called as any other one. */
static GtkWidget *
new_member (CorQueueRow *self, CorQueueMember *member)
{
  const char *exten = cor_queue_member_get_exten (member);
  const char *shown = cor_queue_member_get_shown (member);
  g_autofree char *state = cor_queue_member_dup_state (member);
  g_autofree char *number = cor_session_format_number (self->session, exten);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 g_str_equal (shown, exten) ? "" : shown);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), state);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             cor_number_button_new_for (COR_ORIGIN_CONTACT, exten, number));
  return row;
}

static void
update_members (CorQueueRow *self)
{
  GListModel *members = cor_queue_get_members (self->queue);

  for (guint i = 0; i < self->members->len; i++)
    adw_expander_row_remove (ADW_EXPANDER_ROW (self), self->members->pdata[i]);
  g_ptr_array_set_size (self->members, 0);
  for (guint i = 0; i < g_list_model_get_n_items (members); i++) {
    g_autoptr (CorQueueMember) member = g_list_model_get_item (members, i);
    GtkWidget *row = new_member (self, member);

    adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
    g_ptr_array_add (self->members, row);
  }
}

static void
update (CorQueueRow *self)
{
  CorQueueMember *own = cor_session_get_own_member (self->session, self->queue);
  guint waiting = cor_queue_get_waiting (self->queue);
  g_autofree char *state = own != NULL ? cor_queue_member_dup_state (own) : NULL;
  /* Translators: callers in a queue. */
  g_autofree char *count = waiting > 0
                             ? g_strdup_printf (ngettext ("%u waits", "%u wait", waiting), waiting)
                             : g_strdup (_ ("Nobody waits"));
  g_autofree char *text =
    g_strdup_printf ("%s%s%s", count, state != NULL ? " · " : "", state != NULL ? state : "");

  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), text);
  update_buttons (self, own);
  update_members (self);
}

static void
dispose (GObject *object)
{
  CorQueueRow *self = COR_QUEUE_ROW (object);

  g_clear_object (&self->session);
  g_clear_object (&self->queue);
  g_clear_pointer (&self->members, g_ptr_array_unref);
  G_OBJECT_CLASS (cor_queue_row_parent_class)->dispose (object);
}

static void
cor_queue_row_class_init (CorQueueRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
}

static GtkWidget *
new_button (CorQueueRow *self, GCallback on_clicked)
{
  GtkWidget *button = gtk_button_new ();

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", on_clicked, self);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), button);
  return button;
}

static void
cor_queue_row_init (CorQueueRow *self)
{
  self->members = g_ptr_array_new ();
  self->log = new_button (self, G_CALLBACK (on_log));
  self->pause = new_button (self, G_CALLBACK (on_pause));
}

GtkWidget *
cor_queue_row_new (CorSession *session, CorQueue *queue)
{
  CorQueueRow *self = g_object_new (COR_TYPE_QUEUE_ROW, "use-markup", FALSE, "title",
                                    cor_queue_get_name (queue), NULL);

  self->session = g_object_ref (session);
  self->queue = g_object_ref (queue);
  g_signal_connect_object (queue, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
