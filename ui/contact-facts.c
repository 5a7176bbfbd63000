/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is known of somebody beside the numbers, as rows. */
#include "config.h"
#include "contact-facts.h"
#include "bidi.h"
#include "format.h"
#include "number-button.h"
#include "model/card.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define MAP "https://www.openstreetmap.org/search?query="
#define MAIL_MAX 320

static GtkWidget *
new_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  return row;
}

/* By a row's own button; the text is one that can be marked and copied. */
static void
add_button (GtkWidget *row, const char *icon, const char *label, const char *action, const char *to)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", to);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static GtkWidget *
add_fact (GtkListBox *box, const char *what, const char *text)
{
  GtkWidget *row;

  if (text == NULL || *text == '\0')
    return NULL;
  row = new_row (text, what);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 4);
  adw_preferences_row_set_title_selectable (ADW_PREFERENCES_ROW (row), TRUE);
  gtk_list_box_append (box, row);
  return row;
}

/* NULL for what is no address: nothing of it may be read as more than one. */
static char *
dup_mail_uri (const char *address)
{
  const char *at = strchr (address, '@');
  g_autofree char *escaped = NULL;

  if (at == NULL || at == address || at[1] == '\0' || strchr (at + 1, '@') != NULL ||
      strlen (address) > MAIL_MAX || strpbrk (address, " ,;<>\"\n\r\t") != NULL)
    return NULL;
  escaped = g_uri_escape_string (address, "@", FALSE);
  return g_strconcat ("mailto:", escaped, NULL);
}

static void
add_mail (GtkListBox *box, const CorCard *card, CorCardField field)
{
  const char *address = card->fields[field];
  GtkWidget *row = add_fact (box, cor_card_field_to_text (field), address);
  g_autofree char *uri = row != NULL ? dup_mail_uri (address) : NULL;
  g_autofree char *label = NULL, *copy = NULL;

  if (uri == NULL)
    return;
  label = g_strdup_printf (_ ("Write to %s"), address);
  copy = g_strdup_printf (_ ("Copy %s"), address);
  add_button (row, "edit-copy-symbolic", copy, "win.copy", address);
  add_button (row, "mail-send-symbolic", label, "contact.open", uri);
}

static void
add_page (GtkListBox *box, const CorCard *card, CorCardField field)
{
  GtkWidget *row = add_fact (box, cor_card_field_to_text (field), card->fields[field]);
  g_autofree char *uri = row != NULL ? cor_card_dup_web_uri (card->fields[field]) : NULL;
  g_autofree char *label = NULL;

  if (uri == NULL)
    return;
  label = g_strdup_printf (_ ("Open %s"), uri);
  add_button (row, "web-browser-symbolic", label, "contact.open", uri);
}

static void
add_address (GtkListBox *box, const CorCard *card, gboolean home)
{
  g_autofree char *address = cor_card_dup_address (card, home);
  GtkWidget *row = add_fact (box, home ? _ ("Home address") : _ ("Work address"), address);
  g_autofree char *escaped = NULL, *uri = NULL;

  if (row == NULL)
    return;
  escaped = g_uri_escape_string (address, NULL, FALSE);
  uri = g_strconcat (MAP, escaped, NULL);
  add_button (row, "mark-location-symbolic", _ ("Show on a map of OpenStreetMap"), "contact.open",
              uri);
}

char *
cor_contact_kind_to_text (const char *kind)
{
  g_auto (GStrv) groups = NULL;
  g_autofree char *list = NULL;

  if (g_strcmp0 (kind, "private") == 0)
    return g_strdup (C_ ("who sees a contact", "Only you"));
  if (kind == NULL || !g_str_has_prefix (kind, "group:"))
    return g_strdup (C_ ("who sees a contact", "Everyone"));
  groups = g_strsplit (kind + strlen ("group:"), ",", -1);
  list = g_strjoinv (", ", groups);
  return g_strdup_printf (ngettext ("Group: %s", "Groups: %s", g_strv_length (groups)), list);
}

void
cor_contact_facts_fill (GtkListBox *box, CorContact *contact)
{
  static const CorCardField texts[] = { COR_CARD_COMPANY, COR_CARD_JOB, COR_CARD_TITLE };
  static const CorCardField pages[] = { COR_CARD_URL, COR_CARD_LINKEDIN, COR_CARD_FACEBOOK,
                                        COR_CARD_INSTAGRAM };
  const CorCard *card = cor_contact_get_card (contact);
  g_autofree char *seen = cor_contact_kind_to_text (cor_contact_get_kind (contact));

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    add_fact (box, cor_card_field_to_text (texts[i]), card->fields[texts[i]]);
  for (guint i = COR_CARD_WORKEMAIL; i <= COR_CARD_OTHEREMAIL; i++)
    add_mail (box, card, i);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    add_page (box, card, pages[i]);
  add_address (box, card, FALSE);
  add_address (box, card, TRUE);
  add_fact (box, cor_card_field_to_text (COR_CARD_NOTES), card->fields[COR_CARD_NOTES]);
  if (g_strcmp0 (cor_contact_get_source (contact), "cti") == 0)
    add_fact (box, _ ("Seen by"), seen);
}

static const char *
way_text (CorHistoryDirection direction)
{
  switch (direction) {
  case COR_HISTORY_OUT:
    return _ ("Outgoing call");
  case COR_HISTORY_MISSED:
    return _ ("Missed call");
  case COR_HISTORY_INTERNAL:
    return _ ("Internal call");
  case COR_HISTORY_IN:
  default:
    return _ ("Incoming call");
  }
}

/* Calls back by a click, as everywhere. */
static GtkWidget *
new_number (CorHistoryEntry *entry)
{
  const char *shown = cor_history_entry_get_shown_number (entry);
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *button;

  cor_bidi_set_label (GTK_LABEL (label), shown);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 18);
  gtk_widget_add_css_class (label, "numeric");
  if (cor_history_entry_is_masked (entry) || *cor_history_entry_get_number (entry) == '\0')
    return label;
  button = cor_number_button_new (COR_ORIGIN_HISTORY);
  adw_bin_set_child (ADW_BIN (button), label);
  cor_number_button_set (COR_NUMBER_BUTTON (button), cor_history_entry_get_number (entry), shown);
  cor_number_button_set_offers_contact (COR_NUMBER_BUTTON (button), FALSE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  return button;
}

GtkWidget *
cor_contact_call_row_new (CorHistoryEntry *entry)
{
  gint64 time = cor_history_entry_get_time (entry),
         seconds = cor_history_entry_get_duration (entry);
  g_autofree char *when = cor_format_when (time, g_get_real_time () / G_USEC_PER_SEC);
  g_autofree char *full = cor_format_when_full (time);
  g_autofree char *duration = cor_format_duration (seconds);
  g_autofree char *what = seconds > 0 ? g_strjoin (" · ", when, duration, NULL) : g_strdup (when);
  GtkWidget *row = new_row (way_text (cor_history_entry_get_direction (entry)), what);

  gtk_widget_set_tooltip_text (row, full);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_number (entry));
  return row;
}

/* Whatever a contact says, only these are opened. */
static gboolean
may_open (const char *uri)
{
  return g_str_has_prefix (uri, "mailto:") || g_str_has_prefix (uri, "http://") ||
         g_str_has_prefix (uri, "https://");
}

static void
on_open (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const char *uri = g_variant_get_string (parameter, NULL);

  if (may_open (uri))
    gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (widget)), uri, GDK_CURRENT_TIME);
}

void
cor_contact_facts_install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "contact.open", "s", on_open);
}
