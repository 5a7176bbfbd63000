/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the company keeps for callers, as the tests want it. */
#include "config.h"
#include "fake-session.h"
#include "session/company.h"

#define KEY "fake-cards"

void
fake_session_set_cards (CorSession *self, GPtrArray *cards)
{
  g_object_set_data_full (G_OBJECT (self), KEY, cards != NULL ? g_ptr_array_ref (cards) : NULL,
                          (GDestroyNotify)g_ptr_array_unref);
}

static gpointer
copy_card (gconstpointer card, gpointer data)
{
  return cor_customer_card_copy (card);
}

void
cor_session_fetch_cards_async (CorSession *self,
                               const char *number,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GPtrArray *cards = g_object_get_data (G_OBJECT (self), KEY);
  GPtrArray *copy = cards != NULL ? g_ptr_array_copy (cards, copy_card, NULL) : g_ptr_array_new ();

  g_ptr_array_set_free_func (copy, (GDestroyNotify)cor_customer_card_free);
  g_task_return_pointer (task, copy, (GDestroyNotify)g_ptr_array_unref);
}

GPtrArray *
cor_session_fetch_cards_finish (CorSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
cor_session_may_see_cards (CorSession *self)
{
  return g_object_get_data (G_OBJECT (self), KEY) != NULL;
}

gboolean
cor_session_check_command (const char *command, GError **error)
{
  if (!g_str_equal (command, "wrong"))
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no program “wrong”.");
  return FALSE;
}

void
fake_session_set_page (CorSession *self, gboolean there)
{
  GActionMap *actions = G_ACTION_MAP (cor_session_get_actions (self));

  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (actions, "open-url")),
                               there);
}

static void
add_line (CorCustomerCard *card, const char *text, const char *number, const char *shown)
{
  const char *numbers[] = { number, NULL }, *texts[] = { shown, NULL };

  cor_customer_card_add_line (card, text, g_strdupv ((GStrv)numbers), g_strdupv ((GStrv)texts));
}

void
fake_session_fill_cards (CorSession *self)
{
  g_autoptr (GPtrArray) cards =
    g_ptr_array_new_with_free_func ((GDestroyNotify)cor_customer_card_free);
  CorCustomerCard *identity = cor_customer_card_new ("i", "Customer Identity", "");
  CorCustomerCard *orders = cor_customer_card_new ("o", "Orders", "");

  add_line (identity, "Tipografia Rossi & Figli", NULL, NULL);
  add_line (identity, "Via dell'Industria 12, 61121 Pesaro", NULL, NULL);
  add_line (identity, "Office", "+390721405516", "0721 405516");
  add_line (identity, "Mobile", "+393331234567", "333 123 4567");
  add_line (orders, "1042: shipped", NULL, NULL);
  g_ptr_array_add (cards, identity);
  g_ptr_array_add (cards, orders);
  fake_session_set_cards (self, cards);
}
