/* SPDX-License-Identifier: GPL-3.0-or-later
 * A colleague in a list: who, what they do now, a button that calls, and a menu of
 * what else can be done. Owner: the list view, which hands it one after the other.
 * What somebody does is said in words; the colour of the dot only repeats it. */
#include "config.h"
#include "colleague-row.h"
#include "bidi.h"
#include "list-row.h"
#include "number-label.h"
#include <glib/gi18n-lib.h>

struct _CorColleagueRow {
  GtkBox parent;
  AdwAvatar *avatar;
  GtkWidget *dot;
  GtkLabel *name;
  GtkImage *star;
  GtkLabel *now;
  GtkLabel *since;
  CorNumberLabel *number;
  GtkButton *call;
  GtkMenuButton *more;
  CorColleague *colleague; /* or NULL */
  gulong changed_id;
  gboolean chooses; /* and calls nobody */
};

G_DEFINE_FINAL_TYPE (CorColleagueRow, cor_colleague_row, GTK_TYPE_BOX)

/* The classes of style.css. */
static const char *
color_of (CorPresence presence)
{
  switch (presence) {
  case COR_PRESENCE_ONLINE:
    return "free";
  case COR_PRESENCE_BUSY:
  case COR_PRESENCE_DND:
    return "busy";
  case COR_PRESENCE_RINGING:
    return "ringing";
  case COR_PRESENCE_VOICEMAIL:
  case COR_PRESENCE_CELLPHONE:
  case COR_PRESENCE_CALLFORWARD:
    return "away";
  case COR_PRESENCE_UNKNOWN:
  case COR_PRESENCE_OFFLINE:
  default:
    return "offline";
  }
}

static void
set_dot (CorColleagueRow *self, CorPresence presence)
{
  const char *classes[] = { "cor-dot", color_of (presence), NULL };

  gtk_widget_set_css_classes (self->dot, classes);
}

/* Or NULL. */
static char *
dup_since (CorColleague *colleague)
{
  gint64 since = cor_colleague_get_now (colleague)->since;
  g_autoptr (GDateTime) time = since > 1 ? g_date_time_new_from_unix_local (since) : NULL;
  g_autofree char *text = time != NULL ? g_date_time_format (time, "%H:%M") : NULL;

  /* Translators: of what a colleague does: the time when it began, "since 10:42". */
  return text != NULL ? g_strdup_printf (_ ("since %s"), text) : NULL;
}

static void
update (CorColleagueRow *self)
{
  CorColleague *colleague = self->colleague;
  const char *name = colleague != NULL ? cor_colleague_get_name (colleague) : "";
  const char *number = colleague != NULL ? cor_colleague_get_extension (colleague) : "";
  gboolean favourite = colleague != NULL && cor_colleague_get_favourite (colleague) != 0;
  g_autofree char *now = colleague != NULL ? cor_colleague_dup_now_text (colleague) : g_strdup ("");
  g_autofree char *since = colleague != NULL ? dup_since (colleague) : NULL;
  g_autofree char *label = NULL;

  cor_bidi_set_label (self->name, name);
  cor_bidi_set_label (self->now, now);
  gtk_label_set_label (self->since, since != NULL ? since : "");
  gtk_widget_set_visible (GTK_WIDGET (self->since), since != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->star), favourite);
  set_dot (self,
           colleague != NULL ? cor_colleague_get_now (colleague)->presence : COR_PRESENCE_UNKNOWN);
  label = g_strdup_printf ("%s, %s, %s%s%s%s%s", name, number, now, since != NULL ? ", " : "",
                           since != NULL ? since : "", favourite ? ", " : "",
                           favourite ? _ ("Favorite") : "");
  cor_list_row_set_label (GTK_WIDGET (self), label);
}

static void
set_call (CorColleagueRow *self)
{
  const char *name = self->colleague != NULL ? cor_colleague_get_name (self->colleague) : "";
  gboolean calls = self->colleague != NULL && !self->chooses;
  g_autofree char *call = g_strdup_printf (_ ("Call %s"), name);
  /* Translators: %s is a colleague; the name of a menu. */
  g_autofree char *more = g_strdup_printf (_ ("More about %s"), name);

  gtk_widget_set_visible (GTK_WIDGET (self->call), calls);
  gtk_widget_set_visible (GTK_WIDGET (self->more), calls);
  if (!calls)
    return;
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->call), "s",
                                    cor_colleague_get_extension (self->colleague));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->call), GTK_ACCESSIBLE_PROPERTY_LABEL, call,
                                  -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->more), GTK_ACCESSIBLE_PROPERTY_LABEL, more,
                                  -1);
}

void
cor_colleague_row_set_item (CorColleagueRow *self, CorColleague *colleague)
{
  const char *number = colleague != NULL ? cor_colleague_get_extension (colleague) : "";

  if (self->colleague != NULL)
    g_clear_signal_handler (&self->changed_id, self->colleague);
  g_set_object (&self->colleague, colleague);
  gtk_menu_button_set_popover (self->more, NULL);
  if (colleague != NULL)
    self->changed_id = g_signal_connect_swapped (colleague, "changed", G_CALLBACK (update), self);
  adw_avatar_set_text (self->avatar, colleague != NULL ? cor_colleague_get_name (colleague) : NULL);
  cor_number_label_set (self->number, number, colleague != NULL && !self->chooses ? number : NULL);
  set_call (self);
  update (self);
}

void
cor_colleague_row_set_calls (CorColleagueRow *self, gboolean calls)
{
  self->chooses = !calls;
}

/* --- The menu, made when somebody looks at it. --- */

static void
append (GMenu *menu, const char *label, const char *action, const char *username)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", username);
  g_menu_item_set_attribute (item, "hidden-when", "s", "action-disabled");
  g_menu_append_item (menu, item);
}

static GMenuModel *
make_menu (CorColleague *colleague)
{
  GMenu *menu = g_menu_new ();
  const char *username = cor_colleague_get_username (colleague);
  CorPresence presence = cor_colleague_get_now (colleague)->presence;

  append (menu,
          cor_colleague_get_favourite (colleague) != 0 ? _ ("Remove from _Favorites")
                                                       : _ ("Add to _Favorites"),
          "app.star", username);
  if (presence == COR_PRESENCE_RINGING)
    append (menu, _ ("_Pick Up Their Call"), "app.pick-up", username);
  if (presence == COR_PRESENCE_BUSY) {
    append (menu, _ ("Call _Me Once They Are Free"), "app.recall", username);
    append (menu, _ ("_Listen to Their Call"), "app.listen", username);
    append (menu, _ ("_Join Their Call"), "app.intrude", username);
  }
  return G_MENU_MODEL (menu);
}

static void
on_create_menu (GtkMenuButton *button, gpointer user_data)
{
  CorColleagueRow *self = user_data;
  g_autoptr (GMenuModel) menu = self->colleague != NULL ? make_menu (self->colleague) : NULL;

  gtk_menu_button_set_menu_model (button, menu);
}

static void
dispose (GObject *object)
{
  CorColleagueRow *self = COR_COLLEAGUE_ROW (object);

  if (self->colleague != NULL)
    g_clear_signal_handler (&self->changed_id, self->colleague);
  g_clear_object (&self->colleague);
  G_OBJECT_CLASS (cor_colleague_row_parent_class)->dispose (object);
}

static void
cor_colleague_row_class_init (CorColleagueRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  cor_list_row_class_init (widget_class);
  g_type_ensure (COR_TYPE_NUMBER_LABEL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/colleague-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CorColleagueRow, avatar);
  gtk_widget_class_bind_template_child (widget_class, CorColleagueRow, dot);
  gtk_widget_class_bind_template_child (widget_class, CorColleagueRow, name);
  gtk_widget_class_bind_template_child (widget_class, CorColleagueRow, star);
  gtk_widget_class_bind_template_child (widget_class, CorColleagueRow, now);
  gtk_widget_class_bind_template_child (widget_class, CorColleagueRow, since);
  gtk_widget_class_bind_template_child (widget_class, CorColleagueRow, number);
  gtk_widget_class_bind_template_child (widget_class, CorColleagueRow, call);
  gtk_widget_class_bind_template_child (widget_class, CorColleagueRow, more);
}

static void
cor_colleague_row_init (CorColleagueRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->more, on_create_menu, self, NULL);
}

GtkWidget *
cor_colleague_row_new (void)
{
  return g_object_new (COR_TYPE_COLLEAGUE_ROW, NULL);
}
