/* SPDX-License-Identifier: GPL-3.0-or-later
 * What works and what does not: rows by group, filled as the session finds out,
 * and what is passed on to who can help. */
#include "config.h"
#include "diagnosis-window.h"
#include "check-row.h"
#include "session/diagnosis.h"
#include "session/trace.h"
#include <glib/gi18n-lib.h>

struct _CorDiagnosisWindow {
  AdwWindow parent;
  AdwToastOverlay *toasts;
  AdwPreferencesPage *page;
  GtkLabel *summary;
  GtkButton *again;
  GtkButton *stop;
  CorSession *session;
  GSimpleActionGroup *actions;
};

G_DEFINE_FINAL_TYPE (CorDiagnosisWindow, cor_diagnosis_window, ADW_TYPE_WINDOW)

static void
say (CorDiagnosisWindow *self, const char *text)
{
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (text));
}

/* --- What has come of it --- */

typedef struct {
  guint all, waiting, failed;
} Count;

static Count
count (GListModel *checks)
{
  Count sum = { .all = g_list_model_get_n_items (checks) };

  for (guint i = 0; i < sum.all; i++) {
    g_autoptr (CorCheck) check = g_list_model_get_item (checks, i);

    sum.waiting += cor_check_get_result (check) == COR_CHECK_WAITING ? 1 : 0;
    sum.failed += cor_check_get_result (check) == COR_CHECK_FAIL ? 1 : 0;
  }
  return sum;
}

static void
update (CorDiagnosisWindow *self)
{
  Count sum = count (cor_session_get_checks (self->session));
  g_autofree char *text = NULL;

  if (sum.waiting > 0)
    text = g_strdup_printf (_ ("%u of %u looked at. Say a few words, for the microphone."),
                            sum.all - sum.waiting, sum.all);
  else if (sum.failed > 0)
    text = g_strdup_printf (
      ngettext ("%u thing needs your attention.", "%u things need your attention.", sum.failed),
      sum.failed);
  else
    text = g_strdup (_ ("Nothing is wrong that could be looked at."));
  gtk_label_set_label (self->summary, text);
  gtk_widget_set_visible (GTK_WIDGET (self->again), sum.waiting == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->stop), sum.waiting > 0);
}

/* --- Rows --- */

static GtkWidget *
make_steps (CorDiagnosisWindow *self, GListModel *steps)
{
  GtkWidget *row = adw_expander_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Step by Step"));
  for (guint i = 0; i < g_list_model_get_n_items (steps); i++) {
    g_autoptr (CorCheck) step = g_list_model_get_item (steps, i);

    adw_expander_row_add_row (ADW_EXPANDER_ROW (row), cor_check_row_new (step));
  }
  return row;
}

static AdwPreferencesGroup *
add_group (CorDiagnosisWindow *self, const char *title)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, title);
  adw_preferences_page_add (self->page, group);
  return group;
}

static void
fill (CorDiagnosisWindow *self)
{
  GListModel *checks = cor_session_get_checks (self->session);
  AdwPreferencesGroup *group = NULL;
  const char *last = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (checks); i++) {
    g_autoptr (CorCheck) check = g_list_model_get_item (checks, i);
    GListModel *steps = cor_check_get_steps (check);

    if (g_strcmp0 (last, cor_check_get_group (check)) != 0) {
      last = cor_check_get_group (check);
      group = add_group (self, cor_session_get_check_group_title (last));
    }
    adw_preferences_group_add (group, cor_check_row_new (check));
    if (g_list_model_get_n_items (steps) > 0)
      adw_preferences_group_add (group, make_steps (self, steps));
    g_signal_connect_object (check, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  }
}

/* --- Acts --- */

static void
on_again (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  CorDiagnosisWindow *self = window;

  cor_session_diagnose (self->session, "", FALSE);
  update (self);
}

static void
on_stop (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  CorDiagnosisWindow *self = window;

  cor_session_stop_diagnosis (self->session);
  update (self);
}

static void
on_echo (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  CorDiagnosisWindow *self = window;

  cor_session_diagnose (self->session, "connection", TRUE);
}

static void
on_copy (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  CorDiagnosisWindow *self = window;
  g_autofree char *report = cor_session_dup_diagnosis_report (self->session);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), report);
  say (self, _ ("The report is copied: paste it into a message."));
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CorDiagnosisWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (cor_session_save_trace_finish (COR_SESSION (source), result, &error))
    say (self, _ ("The trace is saved. Look through it before you pass it on."));
  else
    say (self, error->message);
}

static void
on_file_chosen (GtkNativeDialog *dialog, int response, CorDiagnosisWindow *self)
{
  g_autoptr (GFile) file =
    response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  g_autoptr (GVariant) numbers =
    g_action_group_get_action_state (G_ACTION_GROUP (self->actions), "numbers");

  g_object_unref (dialog);
  if (file != NULL)
    cor_session_save_trace_async (self->session, file, g_variant_get_boolean (numbers), on_saved,
                                  g_object_ref (self));
}

static void
on_save (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
    _ ("Save Trace"), window, GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), _ ("cornetta-trace.txt"));
  g_signal_connect_object (chooser, "response", G_CALLBACK (on_file_chosen), window, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
add_actions (CorDiagnosisWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "again", .activate = on_again }, { .name = "stop", .activate = on_stop },
    { .name = "echo", .activate = on_echo },   { .name = "copy", .activate = on_copy },
    { .name = "save", .activate = on_save },   { .name = "numbers", .state = "false" },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "diagnosis", G_ACTION_GROUP (self->actions));
}

static void
dispose (GObject *object)
{
  CorDiagnosisWindow *self = COR_DIAGNOSIS_WINDOW (object);

  if (self->session != NULL && count (cor_session_get_checks (self->session)).waiting > 0)
    cor_session_stop_diagnosis (self->session);
  g_clear_object (&self->session);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (cor_diagnosis_window_parent_class)->dispose (object);
}

static void
cor_diagnosis_window_class_init (CorDiagnosisWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/diagnosis-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CorDiagnosisWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, CorDiagnosisWindow, page);
  gtk_widget_class_bind_template_child (widget_class, CorDiagnosisWindow, summary);
  gtk_widget_class_bind_template_child (widget_class, CorDiagnosisWindow, again);
  gtk_widget_class_bind_template_child (widget_class, CorDiagnosisWindow, stop);
}

static void
cor_diagnosis_window_init (CorDiagnosisWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_actions (self);
}

GtkWindow *
cor_diagnosis_window_new (GtkWindow *parent, CorSession *session)
{
  CorDiagnosisWindow *self =
    g_object_new (COR_TYPE_DIAGNOSIS_WINDOW, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  fill (self);
  cor_session_diagnose (session, "", FALSE);
  update (self);
  return GTK_WINDOW (self);
}
