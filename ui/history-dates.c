/* SPDX-License-Identifier: GPL-3.0-or-later
 * From when to when calls are looked at. Owner: the history's pane. The days
 * are the local calendar's; each end is a day, and both belong to the span. */
#include "config.h"
#include "history-dates.h"
#include <glib/gi18n-lib.h>

struct _CorHistoryDates {
  AdwBin parent;
  GtkMenuButton *button;
  GtkCheckButton *any;
  GtkCheckButton *today;
  GtkCheckButton *week;
  GtkCheckButton *month;
  GtkCheckButton *chosen;
  GtkToggleButton *from_button;
  GtkToggleButton *to_button;
  GtkCalendar *calendar;
  GtkPopover *popover;
  GDateTime *from; /* midnight of the first day */
  GDateTime *to;   /* midnight of the last day */
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (CorHistoryDates, cor_history_dates, ADW_TYPE_BIN)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static GDateTime *
midnight_of (GDateTime *time)
{
  return g_date_time_new_local (g_date_time_get_year (time), g_date_time_get_month (time),
                                g_date_time_get_day_of_month (time), 0, 0, 0);
}

static GDateTime *
midnight_before (int days)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) midnight = midnight_of (now);

  return g_date_time_add_days (midnight, -days);
}

/* Days before today that the span begins with; -1: it has no such beginning. */
static int
days_of (CorHistoryDates *self)
{
  if (gtk_check_button_get_active (self->today))
    return 0;
  if (gtk_check_button_get_active (self->week))
    return 6;
  return gtk_check_button_get_active (self->month) ? 29 : -1;
}

void
cor_history_dates_get (CorHistoryDates *self, gint64 *ret_from, gint64 *ret_to)
{
  int days = days_of (self);

  *ret_from = *ret_to = 0;
  if (days >= 0) {
    g_autoptr (GDateTime) begin = midnight_before (days);

    *ret_from = g_date_time_to_unix (begin);
  } else if (gtk_check_button_get_active (self->chosen)) {
    g_autoptr (GDateTime) end = g_date_time_add_days (self->to, 1);

    *ret_from = g_date_time_to_unix (self->from);
    *ret_to = g_date_time_to_unix (end);
  }
}

static char *
format (GDateTime *day)
{
  return g_date_time_format (day, C_ ("a day of a span of days", "%-d %b %Y"));
}

static char *
describe (CorHistoryDates *self)
{
  g_autofree char *from = format (self->from);
  g_autofree char *to = format (self->to);

  switch (days_of (self)) {
  case 0:
    return g_strdup (C_ ("heading of calls", "Today"));
  case 6:
    return g_strdup (_ ("Last 7 Days"));
  case 29:
    return g_strdup (_ ("Last 30 Days"));
  default:
    break;
  }
  if (gtk_check_button_get_active (self->any))
    return g_strdup (_ ("Any Time"));
  if (g_date_time_equal (self->from, self->to))
    return g_steal_pointer (&from);
  /* Translators: from one day to another. */
  return g_strdup_printf (_ ("%s – %s"), from, to);
}

static void
update (CorHistoryDates *self)
{
  g_autofree char *text = describe (self);
  g_autofree char *from = format (self->from);
  g_autofree char *to = format (self->to);
  g_autofree char *from_label = g_strdup_printf (_ ("From %s"), from);
  /* Translators: %s is "Any Time", "Today" and so on. */
  g_autofree char *label = g_strdup_printf (_ ("Days: %s"), text);
  g_autofree char *to_label = g_strdup_printf (_ ("To %s"), to);

  gtk_menu_button_set_label (self->button, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  gtk_button_set_label (GTK_BUTTON (self->from_button), from_label);
  gtk_button_set_label (GTK_BUTTON (self->to_button), to_label);
}

static void
tell (CorHistoryDates *self)
{
  update (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
show_day (CorHistoryDates *self)
{
  self->showing = TRUE;
  gtk_calendar_select_day (
    self->calendar, gtk_toggle_button_get_active (self->from_button) ? self->from : self->to);
  self->showing = FALSE;
}

/* Once for the two that change. */
static void
on_span_toggled (GtkCheckButton *span, CorHistoryDates *self)
{
  if (gtk_check_button_get_active (span))
    tell (self);
}

static void
on_end_toggled (GtkToggleButton *button, CorHistoryDates *self)
{
  show_day (self);
}

static void
take (GDateTime **end, GDateTime *day)
{
  g_date_time_ref (day);
  g_clear_pointer (end, g_date_time_unref);
  *end = day;
}

/* A span never ends before it begins: the other end comes along. */
static void
on_day_selected (GtkCalendar *calendar, CorHistoryDates *self)
{
  g_autoptr (GDateTime) shown = gtk_calendar_get_date (calendar);
  g_autoptr (GDateTime) day = midnight_of (shown);

  if (self->showing)
    return;
  if (gtk_toggle_button_get_active (self->from_button)) {
    take (&self->from, day);
    if (g_date_time_compare (self->to, day) < 0)
      take (&self->to, day);
  } else {
    take (&self->to, day);
    if (g_date_time_compare (self->from, day) > 0)
      take (&self->from, day);
  }
  tell (self);
}

static void
finalize (GObject *object)
{
  CorHistoryDates *self = COR_HISTORY_DATES (object);

  g_clear_pointer (&self->from, g_date_time_unref);
  g_clear_pointer (&self->to, g_date_time_unref);
  G_OBJECT_CLASS (cor_history_dates_parent_class)->finalize (object);
}

static void
cor_history_dates_class_init (CorHistoryDatesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = finalize;
  signals[CHANGED] = g_signal_new ("changed", COR_TYPE_HISTORY_DATES, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/history-dates.ui");
  gtk_widget_class_bind_template_child (widget_class, CorHistoryDates, button);
  gtk_widget_class_bind_template_child (widget_class, CorHistoryDates, any);
  gtk_widget_class_bind_template_child (widget_class, CorHistoryDates, today);
  gtk_widget_class_bind_template_child (widget_class, CorHistoryDates, week);
  gtk_widget_class_bind_template_child (widget_class, CorHistoryDates, month);
  gtk_widget_class_bind_template_child (widget_class, CorHistoryDates, chosen);
  gtk_widget_class_bind_template_child (widget_class, CorHistoryDates, from_button);
  gtk_widget_class_bind_template_child (widget_class, CorHistoryDates, to_button);
  gtk_widget_class_bind_template_child (widget_class, CorHistoryDates, calendar);
  gtk_widget_class_bind_template_child (widget_class, CorHistoryDates, popover);
  gtk_widget_class_bind_template_callback (widget_class, on_span_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_end_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_day_selected);
}

static void
cor_history_dates_init (CorHistoryDates *self)
{
  self->from = midnight_before (0);
  self->to = midnight_before (0);
  gtk_widget_init_template (GTK_WIDGET (self));
  show_day (self);
  update (self);
}
