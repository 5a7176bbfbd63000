/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is asked before calls are forwarded. Owner: the application. The questions
 * belong to the window that is in front. */
#include "config.h"
#include "presence-menu.h"
#include "number-entry.h"
#include <adwaita.h>
#include <glib/gi18n-lib.h>

static GtkWidget *
new_question (GtkApplication *app, const char *title, const char *text)
{
  GtkWidget *dialog = adw_message_dialog_new (gtk_application_get_active_window (app), title, text);

  gtk_window_set_title (GTK_WINDOW (dialog), title); /* for who can't see it, and for the desktop */
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "forward",
                                    _ ("_Forward Calls"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "forward");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  return dialog;
}

/* What is asked before which choice. */
static const struct {
  const char *name, *of;
  const char *title;
  gboolean number; /* it has to be given one */
} questions[] = {
  { "ask-cellphone", "presence-cellphone", N_ ("Forward Calls to Your Mobile?"), FALSE },
  { "ask-forward", "presence-forward", N_ ("Forward Calls to Which Number?"), TRUE },
  { "ask-busy-cellphone", "busy-cellphone", N_ ("Forward Calls to Your Mobile While You Are Busy?"),
    FALSE },
  { "ask-busy-forward", "busy-forward", N_ ("Forward Calls to Which Number While You Are Busy?"),
    TRUE },
  { "ask-unavailable-cellphone", "unavailable-cellphone",
    N_ ("Forward Calls That You Don’t Answer to Your Mobile?"), FALSE },
  { "ask-unavailable-forward", "unavailable-forward",
    N_ ("Forward Calls That You Don’t Answer to Which Number?"), TRUE },
};

static guint
find_question (GSimpleAction *action)
{
  guint i = 0;

  while (!g_str_equal (g_action_get_name (G_ACTION (action)), questions[i].name))
    i++;
  return i;
}

#define KEY "question"

static void
on_answered (AdwMessageDialog *dialog, const char *response, GActionGroup *app)
{
  guint i = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (dialog), KEY));
  GtkEditable *entry = GTK_EDITABLE (adw_message_dialog_get_extra_child (dialog));
  GVariant *to = NULL;

  if (!g_str_equal (response, "forward"))
    return;
  if (questions[i].number)
    to = g_variant_new_string (gtk_editable_get_text (entry));
  g_action_group_activate_action (app, questions[i].of, to);
}

static void
on_number_changed (GtkEditable *entry, AdwMessageDialog *dialog)
{
  adw_message_dialog_set_response_enabled (dialog, "forward",
                                           *gtk_editable_get_text (entry) != '\0');
}

static void
add_entry (AdwMessageDialog *dialog)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_PHONE);
  gtk_entry_set_max_length (GTK_ENTRY (entry), 64);
  cor_number_entry_keep_order (GTK_EDITABLE (entry));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Number"), -1);
  adw_message_dialog_set_extra_child (dialog, entry);
  g_signal_connect_object (entry, "changed", G_CALLBACK (on_number_changed), dialog, 0);
  on_number_changed (GTK_EDITABLE (entry), dialog);
}

static void
on_ask (GSimpleAction *action, GVariant *parameter, gpointer app)
{
  guint i = find_question (action);
  gboolean number = questions[i].number;
  GtkWidget *dialog =
    new_question (app, _ (questions[i].title),
                  number ? _ ("Your calls will ring there. A number outside your company may cost.")
                         : _ ("Your colleagues’ and customers’ calls will ring there, which may "
                              "cost your company."));

  g_object_set_data (G_OBJECT (dialog), KEY, GUINT_TO_POINTER (i));
  if (number)
    add_entry (ADW_MESSAGE_DIALOG (dialog));
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_answered), app, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  if (number)
    gtk_widget_grab_focus (adw_message_dialog_get_extra_child (ADW_MESSAGE_DIALOG (dialog)));
}

void
cor_presence_menu_install (GtkApplication *app)
{
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++) {
    GAction *of = g_action_map_lookup_action (G_ACTION_MAP (app), questions[i].of);
    g_autoptr (GSimpleAction) action =
      g_simple_action_new_stateful (questions[i].name, NULL, g_variant_new_boolean (FALSE));

    g_signal_connect_object (action, "activate", G_CALLBACK (on_ask), app, 0);
    g_object_bind_property (of, "enabled", action, "enabled", G_BINDING_SYNC_CREATE);
    g_object_bind_property (of, "state", action, "state", G_BINDING_SYNC_CREATE);
    g_action_map_add_action (G_ACTION_MAP (app), G_ACTION (action));
  }
}
