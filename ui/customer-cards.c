/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the company knows of a number. Owner: the call view, or a contact's
 * page. Asked for a moment later: a call that rings comes first. What went wrong is said in no
 * words here: cards are a help, and nobody has asked for them. */
#include "config.h"
#include "customer-cards.h"
#include "caller.h"
#include "number-button.h"
#include "session/company.h"
#include <glib/gi18n-lib.h>

#define FETCH_MS 100
#define CARDS_MAX 8
/* Buttons take room and time. */
#define NUMBERS_MAX 30

struct _CorCustomerCards {
  AdwBin parent;
  GtkWidget *state; /* what is said instead of cards, where somebody looks for them */
  GtkSpinner *spinner;
  GtkLabel *text;
  GtkWidget *again;
  gboolean tells;
  GtkListBox *list;
  char *number;
  guint fetch_id;
  GCancellable *cancellable; /* of the request, or NULL */
};

G_DEFINE_FINAL_TYPE (CorCustomerCards, cor_customer_cards, ADW_TYPE_BIN)

static GtkWidget *
new_text (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  return label;
}

/* Its numbers stand one under the other beside what the line says of them. */
static GtkWidget *
new_line (const CorCardLine *line)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *numbers = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box), new_text (line->text));
  for (guint i = 0; line->numbers[i] != NULL; i++) {
    GtkWidget *button =
      cor_number_button_new_for (COR_ORIGIN_CONTACT, line->numbers[i], line->shown[i]);

    gtk_widget_set_halign (button, GTK_ALIGN_END);
    gtk_box_append (GTK_BOX (numbers), button);
  }
  gtk_box_append (GTK_BOX (box), numbers);
  return box;
}

static void
flush_text (GtkBox *box, GString *text)
{
  if (text->len > 0)
    gtk_box_append (box, new_text (text->str));
  g_string_truncate (text, 0);
}

/* Lines without numbers are one label: a card may have hundreds. */
static GtkWidget *
new_body (const CorCustomerCard *card)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autoptr (GString) text = g_string_new (NULL);
  guint numbers = 0;

  for (guint i = 0; i < card->lines->len; i++) {
    const CorCardLine *line = g_ptr_array_index (card->lines, i);
    guint n = g_strv_length (line->numbers);

    if (n > 0 && numbers + n <= NUMBERS_MAX) {
      flush_text (GTK_BOX (box), text);
      gtk_box_append (GTK_BOX (box), new_line (line));
      numbers += n;
      continue;
    }
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line->text);
  }
  flush_text (GTK_BOX (box), text);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 12);
  return box;
}

static GtkWidget *
new_card (const CorCustomerCard *card, gboolean expanded)
{
  GtkWidget *row = adw_expander_row_new ();
  GtkWidget *body = gtk_list_box_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), card->title);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), expanded);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (body), new_body (card));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (body), FALSE);
  gtk_widget_set_focusable (body, FALSE);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), body);
  return row;
}

static void
update_sight (CorCustomerCards *self)
{
  gboolean cards = gtk_list_box_get_row_at_index (self->list, 0) != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->list), cards);
  gtk_widget_set_visible (GTK_WIDGET (self),
                          cards || (self->tells && gtk_widget_get_visible (self->state)));
}

/* NULL: nothing to be said. */
static void
say (CorCustomerCards *self, const char *text, gboolean fetching, gboolean again)
{
  gtk_label_set_label (self->text, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), fetching);
  gtk_spinner_set_spinning (self->spinner, fetching);
  gtk_widget_set_visible (self->again, again);
  gtk_widget_set_visible (self->state, self->tells && text != NULL);
  update_sight (self);
}

static void
clear (CorCustomerCards *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  say (self, NULL, FALSE, FALSE);
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CorCustomerCards) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) cards =
    cor_session_fetch_cards_finish (COR_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  if (cards == NULL)
    g_debug ("cards: %s", error->message);
  for (guint i = 0; cards != NULL && i < MIN (cards->len, CARDS_MAX); i++)
    gtk_list_box_append (self->list, new_card (g_ptr_array_index (cards, i), i == 0));
  if (cards == NULL)
    say (self, error->message, FALSE, TRUE);
  else
    say (self, cards->len == 0 ? _ ("There are no cards about this number.") : NULL, FALSE, FALSE);
}

static gboolean
on_fetch_due (gpointer user_data)
{
  CorCustomerCards *self = user_data;
  CorCaller *caller = cor_caller_of (GTK_WIDGET (self));

  self->fetch_id = 0;
  if (caller == NULL)
    return G_SOURCE_REMOVE;
  self->cancellable = g_cancellable_new ();
  say (self, _ ("Fetching the cards…"), TRUE, FALSE);
  cor_session_fetch_cards_async (cor_caller_get_session (caller), self->number, self->cancellable,
                                 on_fetched, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
stop (CorCustomerCards *self)
{
  g_clear_handle_id (&self->fetch_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

void
cor_customer_cards_set_number (CorCustomerCards *self, const char *number)
{
  if (g_strcmp0 (self->number, number) == 0)
    return;
  stop (self);
  clear (self);
  g_free (self->number);
  self->number = g_strdup (number);
  if (number != NULL && *number != '\0')
    self->fetch_id = g_timeout_add (FETCH_MS, on_fetch_due, self);
}

static void
on_again (CorCustomerCards *self)
{
  g_clear_handle_id (&self->fetch_id, g_source_remove);
  on_fetch_due (self);
}

void
cor_customer_cards_set_tells (CorCustomerCards *self, gboolean tells)
{
  self->tells = tells;
}

static void
dispose (GObject *object)
{
  stop (COR_CUSTOMER_CARDS (object));
  G_OBJECT_CLASS (cor_customer_cards_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_free (COR_CUSTOMER_CARDS (object)->number);
  G_OBJECT_CLASS (cor_customer_cards_parent_class)->finalize (object);
}

static void
cor_customer_cards_class_init (CorCustomerCardsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
}

static void
add_state (CorCustomerCards *self)
{
  self->state = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  self->text = GTK_LABEL (gtk_label_new (NULL));
  self->again = gtk_button_new_with_label (_ ("Try Again"));
  gtk_label_set_wrap (self->text, TRUE);
  gtk_label_set_xalign (self->text, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->text), "dim-label");
  gtk_widget_set_hexpand (GTK_WIDGET (self->text), TRUE);
  gtk_widget_set_valign (self->again, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->again, "clicked", G_CALLBACK (on_again), self);
  gtk_box_append (GTK_BOX (self->state), GTK_WIDGET (self->spinner));
  gtk_box_append (GTK_BOX (self->state), GTK_WIDGET (self->text));
  gtk_box_append (GTK_BOX (self->state), self->again);
  gtk_widget_set_visible (self->state, FALSE);
}

static void
cor_customer_cards_init (CorCustomerCards *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  add_state (self);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Customer cards"), -1);
  gtk_box_append (GTK_BOX (box), self->state);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
