/* SPDX-License-Identifier: GPL-3.0-or-later
 * What works and what does not, check by check, in the order in which one
 * stands on the other. */
#include "config.h"
#include "session-private.h"
#include <glib/gi18n-lib.h>

/* The desk phone that is meant: the chosen one, else the first. */
static CorDevice *
find_phone (CorSession *self)
{
  CorDevice *device = cor_session_find_device (self, self->texts[PROP_DEVICE]);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->devices));

  if (device != NULL && cor_device_get_kind (device) == COR_DEVICE_DESK_PHONE)
    return device;
  for (guint i = 0; i < n; i++) {
    g_autoptr (CorDevice) each = g_list_model_get_item (G_LIST_MODEL (self->devices), i);

    if (cor_device_get_kind (each) == COR_DEVICE_DESK_PHONE)
      return each; /* the list keeps it */
  }
  return NULL;
}

void
cor_session_add_check (GVariantBuilder *checks,
                       const char *id,
                       const char *status,
                       const char *reason)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "id", "s", id);
  g_variant_dict_insert (&dict, "status", "s", status);
  g_variant_dict_insert (&dict, "reason", "s", reason);
  g_variant_builder_add_value (checks, g_variant_dict_end (&dict));
}

static const char *
describe_way (const CorReach *reach)
{
  if (!reach->probed)
    return _ ("The server tells no address of the phone that this computer may try.");
  if (reach->result == COR_PROBE_OPEN)
    return _ ("The phone answers on this network.");
  if (reach->result == COR_PROBE_CLOSED)
    return _ ("The phone is there, but its web interface does not answer.");
  return _ ("The phone is not reachable from this network.");
}

static const char *
judge_way (const CorReach *reach)
{
  if (!reach->probed)
    return "unknown";
  if (reach->result == COR_PROBE_OPEN)
    return "ok";
  return reach->needed ? "failed" : "warning";
}

static void
check_phone (const CorReach *reach, GVariantBuilder *checks)
{
  cor_session_add_check (checks, "desk.assigned", "ok", _ ("A desk phone is assigned to you."));
  if (!reach->told)
    cor_session_add_check (checks, "desk.registered", "unknown",
                           _ ("The server has not told of the phone yet."));
  else if (reach->registered)
    cor_session_add_check (checks, "desk.registered", "ok",
                           _ ("The phone is registered at the server."));
  else
    cor_session_add_check (checks, "desk.registered", "failed",
                           _ ("The phone is not registered: check its power and network."));
  cor_session_add_check (
    checks, "desk.road", "ok",
    reach->needed ? _ ("The server has this computer ask the phone: it needs a way to it.")
                  : _ ("The server calls the phone: a way from this computer is not needed."));
  cor_session_add_check (checks, "desk.route", judge_way (reach), describe_way (reach));
}

static void
add_phone (CorSession *self, GVariantDict *answer, GVariantBuilder *checks)
{
  CorDevice *phone = find_phone (self);
  const CorReach *reach;

  if (phone == NULL) {
    const char *reason = _ ("No desk phone is assigned to you: ask your administrator.");

    cor_session_add_check (checks, "desk.assigned", "failed", reason);
    g_variant_dict_insert (answer, "reachable", "b", FALSE);
    g_variant_dict_insert (answer, "reason", "s", reason);
    return;
  }
  reach = cor_session_get_reach (self, cor_device_get_id (phone));
  check_phone (reach, checks);
  g_variant_dict_insert (answer, "device", "s", cor_device_get_id (phone));
  g_variant_dict_insert (answer, "reachable", "b",
                         reach->probed && reach->result == COR_PROBE_OPEN);
  if (reach->probed)
    g_variant_dict_insert (answer, "ms", "u", reach->ms);
  g_variant_dict_insert (answer, "reason", "s", describe_way (reach));
}

/* only: as of cor_session_diagnose_async() */
static GVariant *
build (CorSession *self, const char *only)
{
  GVariantBuilder checks;
  GVariantDict answer;

  g_variant_dict_init (&answer, NULL);
  g_variant_builder_init (&checks, G_VARIANT_TYPE ("aa{sv}"));
  if (!g_str_equal (only, "deskphone"))
    cor_session_check_line (self, &checks);
  if (!g_str_equal (only, "line"))
    add_phone (self, &answer, &checks);
  g_variant_dict_insert_value (&answer, "checks", g_variant_builder_end (&checks));
  return g_variant_ref_sink (g_variant_dict_end (&answer));
}

static void
answer (CorSession *self, GTask *task)
{
  g_task_return_pointer (task, build (self, g_task_get_task_data (task)),
                         (GDestroyNotify)g_variant_unref);
  g_object_unref (task);
}

void
cor_session_diagnosis_go_on (CorSession *self)
{
  while (self->diagnoses->len > 0)
    answer (self, g_ptr_array_steal_index (self->diagnoses, 0));
}

void
cor_session_diagnose_async (CorSession *self,
                            const char *only,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  CorDevice *phone = find_phone (self);

  g_task_set_source_tag (task, cor_session_diagnose_async);
  g_task_set_task_data (task, g_strdup (only), g_free);
  if (*only != '\0' && !g_str_equal (only, "deskphone") && !g_str_equal (only, "line")) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                             _ ("There is no check “%s”. There are: deskphone, line."), only);
    g_object_unref (task);
  } else if (phone != NULL && !g_str_equal (only, "line") &&
             cor_session_probe_device (self, cor_device_get_id (phone))) {
    g_ptr_array_add (self->diagnoses, task);
  } else {
    answer (self, task);
  }
}

GVariant *
cor_session_diagnose_finish (CorSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
