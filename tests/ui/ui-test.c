/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the windows' tests share, and the program that runs them all. */
#include "config.h"
#include "ui-test.h"

static gboolean
on_wake_up (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

void
ui_iterate (void)
{
  static guint source = 0;

  if (source == 0)
    source = g_timeout_add (20, on_wake_up, NULL);
  g_main_context_iteration (NULL, TRUE);
}

static gboolean
on_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer count)
{
  ++*(int *)count;
  gtk_widget_queue_draw (widget);
  return G_SOURCE_CONTINUE;
}

void
ui_draw (GtkWidget *widget)
{
  int frames = 0;
  guint id = gtk_widget_add_tick_callback (widget, on_frame, &frames, NULL);

  /* One to lay out, one in which sizes asked for meanwhile are given, one to see them. */
  ui_wait_until (frames >= 4);
  gtk_widget_remove_tick_callback (widget, id);
}

CorWindow *
ui_window_new (CorSession *session)
{
  CorWindow *window = cor_window_new (NULL, session);

  gtk_widget_insert_action_group (GTK_WIDGET (window), "app", cor_session_get_actions (session));
  gtk_window_present (GTK_WINDOW (window));
  ui_draw (GTK_WIDGET (window));
  return window;
}

typedef gboolean (*Match) (GtkWidget *widget, const char *text);

static GtkWidget *
walk (GtkWidget *widget, Match match, const char *text)
{
  GtkWidget *child, *found;

  if (match (widget, text))
    return widget;
  for (child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if ((found = walk (child, match, text)) != NULL)
      return found;
  return NULL;
}

static gboolean
is_type (GtkWidget *widget, const char *type)
{
  return g_str_equal (G_OBJECT_TYPE_NAME (widget), type);
}

GtkWidget *
ui_find (gpointer root, const char *type)
{
  return walk (root, is_type, type);
}

/* What newer toolkits take as the name without making a property of it. */
static char *
dup_shown_name (GtkWidget *widget)
{
  const char *label = GTK_IS_BUTTON (widget) ? gtk_button_get_label (GTK_BUTTON (widget)) : NULL;

  return g_strdup (label != NULL ? label : gtk_widget_get_tooltip_text (widget));
}

/* The toolkit only says whether a name is the expected one, and what it is when it is not. */
static char *
dup_name (GtkWidget *widget)
{
  g_autofree char *other = NULL;

  if (!gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL))
    return dup_shown_name (widget);
  other =
    gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, "");
  if (other == NULL)
    return NULL;
  return g_str_has_prefix (other, "'") ? g_strndup (other + 1, strlen (other) - 2)
                                       : g_steal_pointer (&other);
}

gboolean
ui_has_name (GtkWidget *widget)
{
  g_autofree char *name = dup_name (widget);

  return (name != NULL && *name != '\0') ||
         gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget),
                                           GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

static gboolean
is_named (GtkWidget *widget, const char *text)
{
  g_autofree char *name = NULL;

  if (!gtk_widget_get_mapped (widget) || GTK_IS_LABEL (widget))
    return FALSE;
  name = dup_name (widget);
  return name != NULL && g_str_has_prefix (name, text);
}

GtkWidget *
ui_find_named (gpointer root, const char *name)
{
  return walk (root, is_named, name);
}

static gboolean
is_label (GtkWidget *widget, const char *text)
{
  return GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
         g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text);
}

GtkWidget *
ui_find_label (gpointer root, const char *text)
{
  return walk (root, is_label, text);
}

static gboolean
is_named_button (GtkWidget *widget, const char *text)
{
  return GTK_IS_BUTTON (widget) && is_named (widget, text);
}

void
ui_click (gpointer root, const char *name)
{
  GtkWidget *button = walk (root, is_named_button, name);

  if (button == NULL || !gtk_widget_is_sensitive (button))
    g_error ("%s: no such button to click", name);
  g_signal_emit_by_name (button, "clicked");
}

int
main (int argc, char **argv)
{
  /* Names are kept where they can be asked for; drawing needs no GL. */
  g_setenv ("GTK_A11Y", "test", TRUE);
  g_setenv ("GSK_RENDERER", "cairo", TRUE);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  add_format_tests ();
  add_look_tests ();
  add_call_tests ();
  add_command_bar_tests ();
  add_colleague_tests ();
  add_company_tests ();
  add_reception_tests ();
  add_conference_tests ();
  add_contact_tests ();
  add_drop_tests ();
  add_empty_tests ();
  add_target_tests ();
  add_list_tests ();
  add_history_tests ();
  add_voicemail_tests ();
  add_row_feed_tests ();
  add_strange_tests ();
  add_window_tests ();
  add_application_tests ();
  add_others_tests ();
  add_preferences_tests ();
  add_codec_tests ();
  add_level_meter_tests ();
  add_ringtone_tests ();
  add_voice_tests ();
  add_diagnosis_tests ();
  add_help_tests ();
  add_quality_tests ();
  add_written_tests ();
  add_accounts_tests ();
  add_administrator_tests ();
  add_welcome_tests ();
  add_renderer_tests ();
  return g_test_run ();
}
