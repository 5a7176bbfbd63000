/* SPDX-License-Identifier: GPL-3.0-or-later
 * The numbers of a question, of which one is chosen. Owner: the link sheet.
 * Out of sight while there is but one. */
#include "config.h"
#include "number-list.h"
#include "bidi.h"
#include <glib/gi18n-lib.h>

#define N_ROWS COR_QUESTION_NUMBERS_MAX

typedef struct {
  AdwActionRow *row;
  GtkCheckButton *check;
  CorQuestion *question; /* NULL: not seen */
} Line;

struct _CorNumberList {
  AdwBin parent;
  GtkListBox *list;
  Line lines[N_ROWS];
  gboolean setting; /* the program moves the radio buttons, not their user */
};

G_DEFINE_FINAL_TYPE (CorNumberList, cor_number_list, ADW_TYPE_BIN)

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
update_line (Line *line)
{
  const char *number, *name;
  g_autofree char *label = NULL, *marked = NULL;

  gtk_widget_set_visible (GTK_WIDGET (line->row), line->question != NULL);
  if (line->question == NULL)
    return;
  number = cor_question_get_shown (line->question);
  name = cor_question_get_name (line->question);
  label = name != NULL ? g_strdup_printf ("%s, %s", name, number) : g_strdup (number);
  marked = cor_bidi_mark (number);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (line->row), name != NULL ? name : marked);
  adw_action_row_set_subtitle (line->row, name != NULL ? marked : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (line->row), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (line->check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}

static void
update (CorNumberList *self)
{
  for (guint i = 0; i < N_ROWS; i++)
    update_line (&self->lines[i]);
  gtk_widget_set_visible (GTK_WIDGET (self), self->lines[1].question != NULL);
}

static void
choose (CorNumberList *self, guint index)
{
  self->setting = TRUE;
  gtk_check_button_set_active (self->lines[index].check, TRUE);
  self->setting = FALSE;
}

static void on_line_changed (CorQuestion *question, GParamSpec *pspec, CorNumberList *self);

static void
set_line (CorNumberList *self, guint index, CorQuestion *question)
{
  Line *line = &self->lines[index];

  if (line->question != NULL)
    g_signal_handlers_disconnect_by_data (line->question, self);
  g_set_object (&line->question, question);
  if (question != NULL)
    g_signal_connect_object (question, "notify", G_CALLBACK (on_line_changed), self, 0);
}

/* Whoever sends one more link does not change what Enter does. */
static void
set_lines (CorNumberList *self, CorQuestion *first)
{
  CorQuestion *question = first;

  for (guint i = 0; i < N_ROWS; i++) {
    set_line (self, i, question);
    question = question != NULL ? cor_question_get_other (question) : NULL;
  }
  choose (self, 0);
}

static void
on_line_changed (CorQuestion *question, GParamSpec *pspec, CorNumberList *self)
{
  if (g_str_equal (pspec->name, "other"))
    set_lines (self, self->lines[0].question);
  update (self);
  g_signal_emit (self, signals[CHOSEN], 0);
}

static void
on_toggled (GtkCheckButton *check, CorNumberList *self)
{
  if (!self->setting && gtk_check_button_get_active (check))
    g_signal_emit (self, signals[CHOSEN], 0);
}

void
cor_number_list_set_question (CorNumberList *self, CorQuestion *question)
{
  set_lines (self, question);
  update (self);
  g_signal_emit (self, signals[CHOSEN], 0);
}

static guint
chosen_index (CorNumberList *self)
{
  for (guint i = 1; i < N_ROWS; i++)
    if (self->lines[i].question != NULL && gtk_check_button_get_active (self->lines[i].check))
      return i;
  return 0;
}

CorQuestion *
cor_number_list_get_chosen (CorNumberList *self)
{
  return self->lines[chosen_index (self)].question;
}

gboolean
cor_number_list_choose_next (CorNumberList *self, int step)
{
  guint n = 0;

  while (n < N_ROWS && self->lines[n].question != NULL)
    n++;
  if (n < 2)
    return FALSE;
  gtk_check_button_set_active (
    self->lines[(chosen_index (self) + (step < 0 ? n - 1 : 1)) % n].check, TRUE);
  return TRUE;
}

static void
dispose (GObject *object)
{
  for (guint i = 0; i < N_ROWS; i++)
    set_line (COR_NUMBER_LIST (object), i, NULL);
  G_OBJECT_CLASS (cor_number_list_parent_class)->dispose (object);
}

static void
cor_number_list_class_init (CorNumberListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  signals[CHOSEN] = g_signal_new ("chosen", COR_TYPE_NUMBER_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
}

static void
add_line (CorNumberList *self, Line *line)
{
  line->row = ADW_ACTION_ROW (adw_action_row_new ());
  line->check = GTK_CHECK_BUTTON (gtk_check_button_new ());
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (line->row), FALSE);
  gtk_widget_set_valign (GTK_WIDGET (line->check), GTK_ALIGN_CENTER);
  gtk_check_button_set_group (line->check, line > self->lines ? self->lines[0].check : NULL);
  adw_action_row_add_prefix (line->row, GTK_WIDGET (line->check));
  adw_action_row_set_activatable_widget (line->row, GTK_WIDGET (line->check));
  g_signal_connect (line->check, "toggled", G_CALLBACK (on_toggled), self);
  gtk_list_box_append (self->list, GTK_WIDGET (line->row));
}

static void
cor_number_list_init (CorNumberList *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "cor-numbers");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Number to call"), -1);
  for (guint i = 0; i < N_ROWS; i++)
    add_line (self, &self->lines[i]);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->list));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
