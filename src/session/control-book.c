/* SPDX-License-Identifier: GPL-3.0-or-later
 * The control interface's CreateContact, EditContact and DeleteContact. */
#include "config.h"
#include "control-book.h"
#include "session-book.h"
#include "cti/book.h"
#include "store/book.h"
#include <glib/gi18n-lib.h>

typedef struct {
  CorSession *session;
  GDBusMethodInvocation *invocation; /* taken by its answer */
  GVariant *fields;                  /* or NULL */
  CorContact *contact;               /* or NULL */
} Act;

static void
act_free (Act *act)
{
  g_object_unref (act->session);
  g_clear_pointer (&act->fields, g_variant_unref);
  g_clear_object (&act->contact);
  g_free (act);
}

static Act *
act_new (CorSession *session, GDBusMethodInvocation *invocation, GVariant *fields)
{
  Act *act = g_new0 (Act, 1);

  act->session = g_object_ref (session);
  act->invocation = invocation;
  act->fields = fields;
  return act;
}

static void
refuse (GDBusMethodInvocation *invocation, const char *why)
{
  g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR, G_DBUS_ERROR_FAILED,
                                                 why);
}

static gboolean
write_fields (CorCard *card, GVariant *fields, GDBusMethodInvocation *invocation)
{
  GVariantIter iter;
  const char *name, *value;
  CorCardField field;

  g_variant_iter_init (&iter, fields);
  while (g_variant_iter_next (&iter, "{&s&s}", &name, &value)) {
    if (g_str_equal (name, "type")) {
      cor_card_set_type (card, value);
    } else if (cor_card_field_from_name (name, &field)) {
      cor_card_set (card, field, value);
    } else {
      g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS,
                                             _ ("“%s” is no field of a contact."), name);
      return FALSE;
    }
  }
  return TRUE;
}

static void
on_created (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Act *act = user_data;
  g_autoptr (CorContact) contact = NULL;
  g_autoptr (GError) error = NULL;

  if (cor_session_write_contact_finish (COR_SESSION (source), result, &contact, &error))
    g_dbus_method_invocation_return_value (
      act->invocation,
      g_variant_new ("(x)", contact != NULL ? cor_contact_get_id (contact) : (gint64)0));
  else
    refuse (act->invocation, error->message);
  act_free (act);
}

void
cor_control_create_contact (CorSession *session,
                            GVariant *parameters,
                            GDBusMethodInvocation *invocation)
{
  g_autoptr (GVariant) fields = g_variant_get_child_value (parameters, 0);
  g_autoptr (CorCard) card = cor_card_new ();

  if (write_fields (card, fields, invocation))
    cor_session_write_contact_async (session, NULL, card, on_created,
                                     act_new (session, invocation, NULL));
}

static void
on_edited (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Act *act = user_data;
  g_autoptr (GError) error = NULL;

  if (cor_session_write_contact_finish (COR_SESSION (source), result, NULL, &error))
    g_dbus_method_invocation_return_value (act->invocation, NULL);
  else
    refuse (act->invocation, error->message);
  act_free (act);
}

static void
on_deleted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Act *act = user_data;
  g_autoptr (GError) error = NULL;

  if (!cor_cti_write_contact_finish (COR_CTI (source), result, &error)) {
    refuse (act->invocation, error->message);
  } else {
    if (act->session->store != NULL)
      cor_store_hide_contact (act->session->store, act->contact);
    g_dbus_method_invocation_return_value (act->invocation, NULL);
  }
  act_free (act);
}

static void
go_on (Act *act)
{
  g_autoptr (CorCard) card = cor_card_copy (cor_contact_get_card (act->contact));

  if (act->fields == NULL)
    cor_cti_delete_contact_async (act->session->cti, cor_contact_get_id (act->contact), NULL,
                                  on_deleted, act);
  else if (write_fields (card, act->fields, act->invocation))
    cor_session_write_contact_async (act->session, act->contact, card, on_edited, act);
  else
    act_free (act);
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Act *act = user_data;
  g_autoptr (GError) error = NULL;
  const char *wrong = NULL;

  act->contact = cor_cti_fetch_contact_finish (COR_CTI (source), result, &error);
  if (error != NULL)
    wrong = error->message;
  else if (act->contact == NULL)
    wrong = _ ("There is no such contact among those that you and your colleagues keep.");
  else if (!cor_session_may_edit_contact (act->session, act->contact))
    wrong = _ ("This contact is not yours to change.");
  if (wrong == NULL) {
    go_on (act);
    return;
  }
  refuse (act->invocation, wrong);
  act_free (act);
}

/* As the server has it now, not as the mirror had it. */
static void
fetch (CorSession *session, gint64 id, GVariant *fields, GDBusMethodInvocation *invocation)
{
  if (session->cti == NULL) {
    g_clear_pointer (&fields, g_variant_unref);
    refuse (invocation, _ ("Sign in first: contacts are kept by the server."));
    return;
  }
  cor_cti_fetch_contact_async (session->cti, id, NULL, on_fetched,
                               act_new (session, invocation, fields));
}

void
cor_control_edit_contact (CorSession *session,
                          GVariant *parameters,
                          GDBusMethodInvocation *invocation)
{
  gint64 id;

  g_variant_get_child (parameters, 0, "x", &id);
  fetch (session, id, g_variant_get_child_value (parameters, 1), invocation);
}

void
cor_control_delete_contact (CorSession *session,
                            GVariant *parameters,
                            GDBusMethodInvocation *invocation)
{
  gint64 id;

  g_variant_get_child (parameters, 0, "x", &id);
  fetch (session, id, NULL, invocation);
}
