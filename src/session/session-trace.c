/* SPDX-License-Identifier: GPL-3.0-or-later
 * A trace to be passed on, as one text with a heading for each part. Patterns
 * take the secrets out where they are noted; here those that are known by heart
 * are taken out once more, whatever stands around them. */
#include "config.h"
#include "model/redact.h"
#include "model/trace.h"
#include "phone/sound-state.h"
#include "session-looks.h"
#include "session/diagnosis.h"
#include "session/trace.h"
#include <glib/gi18n-lib.h>

/* Settings whose value is a command, a name or a number of the user's own. */
static const char *const private_keys[] = {
  "call-command", "last-user", "link-rules", "ringtone", "speed-dial-order", "phones-to-ask", NULL
};

/* --- Versions --- */

void
cor_session_note_version (CorSession *self, const char *part, const char *version)
{
  char *line = g_strdup_printf ("%s: %s\n", part, version);

  g_string_append (self->versions, line);
  g_free (line);
}

static void
begin (GString *text, const char *heading)
{
  g_string_append_printf (text, "\n===== %s =====\n", heading);
}

static void
write_versions (CorSession *self, GString *text)
{
  g_autofree char *system = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *time = g_date_time_format_iso8601 (now);

  g_string_append_printf (text, "Cornetta: %s\nSaved: %s\n", COR_VERSION, time);
  g_string_append_printf (text, "SIP stack: %s\n", cor_phone_describe_stack ());
  g_string_append_printf (text, "GLib: %u.%u.%u\n", glib_major_version, glib_minor_version,
                          glib_micro_version);
  g_string_append (text, self->versions->str);
  g_string_append_printf (text, "System: %s\nDesktop: %s\nSession: %s\n",
                          system != NULL ? system : "?", g_getenv ("XDG_CURRENT_DESKTOP"),
                          g_getenv ("XDG_SESSION_TYPE"));
}

/* --- The account and its settings --- */

static void
write_account (CorSession *self, GString *text)
{
  static const char *const states[] = { "signed out", "signing in", "second factor", "ready" };
  g_autofree char *reason = self->line != NULL ? cor_line_dup_reason (self->line) : NULL;

  begin (text, "Account");
  g_string_append_printf (text, "State: %s\nServer: %s\nLine: %s\nWay: %s\nReason: %s\n",
                          states[self->state],
                          self->texts[PROP_HOST] != NULL ? self->texts[PROP_HOST] : "-",
                          self->texts[PROP_LINE_TEXT] != NULL ? self->texts[PROP_LINE_TEXT] : "-",
                          self->texts[PROP_LINE_WHY] != NULL ? self->texts[PROP_LINE_WHY] : "-",
                          reason != NULL ? reason : "-");
  for (guint i = 0; self->profile != NULL && i < self->profile->endpoints->len; i++) {
    const CorCtiEndpoint *endpoint = self->profile->endpoints->pdata[i];

    g_string_append_printf (text, "Extension: tel:%s, %s\n", endpoint->id, endpoint->type);
  }
}

static void
write_settings (CorSession *self, GString *text)
{
  g_autoptr (GSettingsSchema) schema = NULL;
  g_auto (GStrv) keys = NULL;

  begin (text, "Settings");
  g_object_get (self->settings, "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  for (char **key = keys; *key != NULL; key++) {
    g_autoptr (GVariant) value = g_settings_get_value (self->settings, *key);
    g_autofree char *shown = g_variant_print (value, FALSE);
    g_autoptr (GVariant) own = g_settings_get_user_value (self->settings, *key);

    if (own != NULL && g_strv_contains (private_keys, *key))
      g_string_append_printf (text, "%s: (set)\n", *key);
    else
      g_string_append_printf (text, "%s: %s\n", *key, shown);
  }
}

static void
write_devices (CorSession *self, GString *text)
{
  static const char *const roles[] = { "Microphone", "Speaker" };

  begin (text, "Sound devices");
  for (guint role = 0; self->phone != NULL && role < G_N_ELEMENTS (roles); role++) {
    GListModel *devices = cor_session_get_audio_devices (self, role);

    for (guint i = 0; i < g_list_model_get_n_items (devices); i++) {
      g_autoptr (CorAudioDevice) device = g_list_model_get_item (devices, i);

      g_string_append_printf (text, "%s: %s\n", roles[role],
                              cor_audio_device_get_description (device));
    }
  }
}

/* --- What was said --- */

static void
write_ladder (GString *text, const char *messages)
{
  g_auto (GStrv) lines = g_strsplit (messages, "\n", -1);

  begin (text, "SIP ladder");
  for (char **line = lines; *line != NULL; line++)
    if (strstr (*line, " -> ") == *line + 12 || strstr (*line, " <- ") == *line + 12)
      g_string_append_printf (text, "%s\n", *line);
}

static void
write_rings (GString *text)
{
  static const char *const headings[COR_TRACE_N] = {
    [COR_TRACE_SIP] = "SIP messages",
    [COR_TRACE_REST] = "Requests (REST)",
    [COR_TRACE_NEWS] = "News (WebSocket)",
    [COR_TRACE_GATEWAY] = "Gateway",
    [COR_TRACE_LOG] = "Log",
  };

  for (guint i = 0; i < COR_TRACE_N; i++) {
    g_autofree char *kept = cor_trace_dup ((CorTraceKind)i);

    if (i == COR_TRACE_SIP)
      write_ladder (text, kept);
    begin (text, headings[i]);
    g_string_append (text, kept);
  }
}

/* --- The whole --- */

/* Borrowed, NULL at the end. */
static GPtrArray *
list_known (CorSession *self)
{
  GPtrArray *known = g_ptr_array_new ();

  if (self->password != NULL)
    g_ptr_array_add (known, self->password);
  if (self->cti != NULL && cor_cti_get_token (self->cti) != NULL)
    g_ptr_array_add (known, (char *)cor_cti_get_token (self->cti));
  for (guint i = 0; self->profile != NULL && i < self->profile->endpoints->len; i++) {
    const CorCtiEndpoint *endpoint = self->profile->endpoints->pdata[i];

    if (endpoint->secret != NULL)
      g_ptr_array_add (known, endpoint->secret);
  }
  g_ptr_array_add (known, NULL);
  return known;
}

static char *
make (CorSession *self, gboolean numbers)
{
  g_autoptr (GString) text = g_string_new ("A trace of Cornetta, without passwords, tokens and "
                                           "keys.\n\n");
  g_autoptr (GPtrArray) known = list_known (self);
  g_autofree char *report = cor_session_dup_diagnosis_report (self);
  g_autofree char *without = NULL;
  g_autofree char *safe = NULL;

  write_versions (self, text);
  write_account (self, text);
  write_settings (self, text);
  write_devices (self, text);
  begin (text, "Diagnosis");
  g_string_append (text, report);
  write_rings (text);
  without = cor_redact_words (text->str, (const char *const *)known->pdata);
  safe = cor_redact_secrets (without);
  return numbers ? g_steal_pointer (&safe) : cor_redact_numbers (safe);
}

static void
on_diagnosed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CorSession *self = COR_SESSION (source);
  GError *error = NULL;
  g_autoptr (GVariant) answer = cor_session_diagnose_finish (self, result, &error);

  if (answer == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, make (self, GPOINTER_TO_INT (g_task_get_task_data (task))),
                           g_free);
}

void
cor_session_make_trace_async (CorSession *self,
                              gboolean numbers,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, cor_session_make_trace_async);
  g_task_set_task_data (task, GINT_TO_POINTER (numbers), NULL);
  cor_session_diagnose_async (self, "", on_diagnosed, task);
}

char *
cor_session_make_trace_finish (CorSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Into a file --- */

static void
on_made (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GFile *file = g_task_get_task_data (task);
  g_autofree char *text = cor_session_make_trace_finish (COR_SESSION (source), result, NULL);
  const char *path = g_file_peek_path (file);
  g_autoptr (GError) error = NULL;

  if (path == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                             _ ("A trace is saved on this computer alone: choose a folder here."));
  else if (!g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", error->message);
  else
    g_task_return_boolean (task, TRUE);
}

void
cor_session_save_trace_async (CorSession *self,
                              GFile *file,
                              gboolean numbers,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, cor_session_save_trace_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  cor_session_make_trace_async (self, numbers, on_made, task);
}

gboolean
cor_session_save_trace_finish (CorSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
