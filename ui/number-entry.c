/* SPDX-License-Identifier: GPL-3.0-or-later
 * Entries in which numbers are typed: in a mirrored window the groups of "0721
 * 405516" would be turned round. Marks in the text, as labels have them, would
 * be copied and dialled; so it is the entry that runs the other way. */
#include "config.h"
#include "number-entry.h"

static gboolean
has_letter (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_unichar_isalpha (g_utf8_get_char (text)))
      return TRUE;
  return FALSE;
}

static void
on_changed (GtkEditable *text)
{
  const char *typed = gtk_editable_get_text (text);
  gboolean neutral = *typed != '\0' && !has_letter (typed);

  gtk_widget_set_direction (GTK_WIDGET (text), neutral ? GTK_TEXT_DIR_LTR : GTK_TEXT_DIR_RTL);
  /* At the same side as what is typed before and after. */
  gtk_editable_set_alignment (text, neutral ? 1 : 0);
}

void
cor_number_entry_keep_order (GtkEditable *entry)
{
  GtkEditable *inner;

  if (gtk_widget_get_default_direction () != GTK_TEXT_DIR_RTL)
    return;
  while ((inner = gtk_editable_get_delegate (entry)) != NULL)
    entry = inner;
  g_signal_connect (entry, "changed", G_CALLBACK (on_changed), NULL);
  on_changed (entry);
}
