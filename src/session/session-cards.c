/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the company knows of a number, and the numbers in that. */
#include "config.h"
#include "session-company.h"
#include "cti/company.h"
#include "model/contact.h"
#include "numbering/numbering.h"
#include <string.h>

/* A line with more of them is no line of a card's. */
#define NUMBERS_MAX 8
#define ELLIPSIS "…"

typedef struct {
  GPtrArray *cards;
  char *country;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_ptr_array_unref (reading->cards);
  g_free (reading->country);
  g_free (reading);
}

/* What is left of "Phone: …" when its number stands beside it. */
static void
trim (GString *text)
{
  while (text->len > 0) {
    if (g_str_has_suffix (text->str, ELLIPSIS))
      g_string_truncate (text, text->len - strlen (ELLIPSIS));
    else if (g_str_has_suffix (text->str, "·"))
      g_string_truncate (text, text->len - strlen ("·"));
    else if (strchr (" :,;-/|", text->str[text->len - 1]) != NULL)
      g_string_truncate (text, text->len - 1);
    else
      break;
  }
}

static void
add_line (CorCustomerCard *card, const char *line, const char *country)
{
  g_autoptr (GArray) found = cor_numbering_find (line, country);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GStrvBuilder) numbers = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) shown = g_strv_builder_new ();
  guint n = MIN (found->len, NUMBERS_MAX);
  gsize at = 0;

  for (guint i = 0; i < n; i++) {
    const CorNumberingMatch *match = &g_array_index (found, CorNumberingMatch, i);
    g_autofree char *form = cor_numbering_format (match->canonical, country);

    g_string_append_len (text, line + at, (gssize)(match->start - at));
    g_string_append (text, ELLIPSIS);
    at = match->end;
    g_strv_builder_add (numbers, match->canonical);
    g_strv_builder_add (shown, form);
  }
  g_string_append (text, line + at);
  if (n > 0)
    trim (text);
  cor_customer_card_add_line (card, text->str, g_strv_builder_end (numbers),
                              g_strv_builder_end (shown));
}

/* In a thread of its own: what knows numbers takes its time. */
static void
read_lines (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Reading *reading = data;

  for (guint i = 0; i < reading->cards->len; i++) {
    CorCustomerCard *card = g_ptr_array_index (reading->cards, i);
    g_auto (GStrv) lines = g_strsplit (card->text, "\n", -1);

    for (guint j = 0; lines[j] != NULL; j++)
      add_line (card, lines[j], reading->country);
  }
  g_task_return_pointer (task, g_ptr_array_ref (reading->cards), (GDestroyNotify)g_ptr_array_unref);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  g_task_return_pointer (task, g_task_propagate_pointer (G_TASK (result), NULL),
                         (GDestroyNotify)g_ptr_array_unref);
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CorSession *self = g_task_get_source_object (task);
  g_autoptr (GTask) reading = NULL;
  GError *error = NULL;
  GPtrArray *cards = cor_cti_fetch_cards_finish (COR_CTI (source), result, &error);
  Reading *data;

  if (cards == NULL) {
    g_task_return_error (task, error);
    return;
  }
  data = g_new0 (Reading, 1);
  data->cards = cards;
  data->country = g_strdup (self->country);
  reading = g_task_new (NULL, NULL, on_read, g_steal_pointer (&task));
  g_task_set_task_data (reading, data, reading_free);
  g_task_run_in_thread (reading, read_lines);
}

gboolean
cor_session_may_see_cards (CorSession *self)
{
  return self->cti != NULL && self->profile != NULL && self->profile->customer_cards;
}

void
cor_session_fetch_cards_async (CorSession *self,
                               const char *number,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, cor_session_fetch_cards_async);
  if (!cor_session_may_see_cards (self) || *number == '\0' || cor_phone_is_masked (number)) {
    g_task_return_pointer (task,
                           g_ptr_array_new_with_free_func ((GDestroyNotify)cor_customer_card_free),
                           (GDestroyNotify)g_ptr_array_unref);
    g_object_unref (task);
    return;
  }
  cor_cti_fetch_cards_async (self->cti, number, cancellable, on_fetched, task);
}

GPtrArray *
cor_session_fetch_cards_finish (CorSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
