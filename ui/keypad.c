/* SPDX-License-Identifier: GPL-3.0-or-later
 * The twelve keys of a telephone. Owner: the call view. */
#include "config.h"
#include "keypad.h"

/* What is shown of a long text: PINs and menus stay below it. */
#define SENT_MAX 64

struct _CorKeypad {
  AdwBin parent;
  GtkLabel *sent;
  GtkGrid *grid;
};

G_DEFINE_FINAL_TYPE (CorKeypad, cor_keypad, ADW_TYPE_BIN)

enum { DIGIT, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
press (CorKeypad *self, const char *digit)
{
  const char *sent = gtk_label_get_label (self->sent);
  gsize length = strlen (sent);
  g_autofree char *text =
    g_strconcat (length >= SENT_MAX ? sent + length - SENT_MAX + 1 : sent, digit, NULL);

  gtk_label_set_label (self->sent, text);
  g_signal_emit (self, signals[DIGIT], 0, digit);
}

static void
on_clicked (GtkButton *button, CorKeypad *self)
{
  press (self, gtk_widget_get_name (GTK_WIDGET (button)));
}

gboolean
cor_keypad_press (CorKeypad *self, gunichar digit)
{
  char text[2] = { 0 };

  if (digit == 0 || digit > 127 || strchr ("0123456789*#", digit) == NULL)
    return FALSE;
  text[0] = digit;
  press (self, text);
  return TRUE;
}

void
cor_keypad_clear (CorKeypad *self)
{
  gtk_label_set_label (self->sent, "");
}

static void
cor_keypad_class_init (CorKeypadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[DIGIT] = g_signal_new ("digit", COR_TYPE_KEYPAD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/cornetta/Cornetta/keypad.ui");
  gtk_widget_class_bind_template_child (widget_class, CorKeypad, sent);
  gtk_widget_class_bind_template_child (widget_class, CorKeypad, grid);
  gtk_widget_class_bind_template_callback (widget_class, on_clicked);
}

static void
cor_keypad_init (CorKeypad *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* The keys of a telephone stand in the same places everywhere. */
  gtk_widget_set_direction (GTK_WIDGET (self->grid), GTK_TEXT_DIR_LTR);
  gtk_widget_set_direction (GTK_WIDGET (self->sent), GTK_TEXT_DIR_LTR);
}
