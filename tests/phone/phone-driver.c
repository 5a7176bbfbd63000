/* SPDX-License-Identifier: GPL-3.0-or-later
 * The phone room with a command line: commands on stdin, one JSON object a
 * line on stdout for whatever happens. For tests; never installed. */
#include "config.h"
#include "driver.h"
#include "model/call-hints.h"
#include <gio/gunixinputstream.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const line_states[] = { "offline", "registering", "ready", "failed" };
static const char *const call_states[] = { "dialing", "ringing", "incoming", "active", "ended" };
static const char *const ends[] = { "none",      "local",     "remote", "declined",
                                    "missed",    "elsewhere", "busy",   "rejected",
                                    "no-answer", "not-found", "failed" };

static void
append_json (GString *out, const char *text)
{
  if (text == NULL) {
    g_string_append (out, "null");
    return;
  }
  g_string_append_c (out, '"');
  for (; *text != '\0'; text++) {
    if (*text == '"' || *text == '\\')
      g_string_append_c (out, '\\');
    if ((guchar)*text < 0x20)
      g_string_append_printf (out, "\\u%04x", *text);
    else
      g_string_append_c (out, *text);
  }
  g_string_append_c (out, '"');
}

void
say (const char *event, ...)
{
  g_autoptr (GString) out = g_string_new ("{\"event\":");
  const char *key;
  va_list args;

  append_json (out, event);
  va_start (args, event);
  while ((key = va_arg (args, const char *)) != NULL) {
    g_string_append_printf (out, ",\"%s\":", key);
    append_json (out, va_arg (args, const char *));
  }
  va_end (args);
  puts (g_string_append_c (out, '}')->str);
  fflush (stdout);
}

static const char *const hints[] = { "none", "muted", "mic-silent", "no-rtp" };

static void
on_line_changed (CorLine *line, GParamSpec *pspec, const char *name)
{
  g_autofree char *reason = cor_line_dup_reason (line);

  say ("line", "line", name, "state", line_states[cor_line_get_state (line)], "reason", reason,
       NULL);
}

void
say_call (const char *event, CorCall *call)
{
  g_autofree char *id = g_strdup_printf ("%u", cor_call_get_id (call));
  const CorCallHints *said = cor_call_get_hints (call);

  say (event, "call", id, "state", call_states[cor_call_get_state (call)], "number",
       cor_call_get_number (call), "name", cor_call_get_name (call), "held",
       cor_call_is_held (call) ? "yes" : "no", "held-by-peer",
       cor_call_is_held_by_peer (call) ? "yes" : "no", "secure",
       cor_call_is_secure (call) ? "yes" : "no", "muted", cor_call_is_muted (call) ? "yes" : "no",
       "end", ends[cor_call_get_end (call)], "text", cor_call_get_end_text (call), "trouble",
       cor_call_get_trouble (call), "hint", hints[cor_call_get_hint (call)], "called", said->called,
       "redirect", said->redirect, "asks", said->wants_answer ? "yes" : "no", NULL);
}

static void
on_call_changed (CorCall *call, GParamSpec *pspec, gpointer data)
{
  say_call ("call", call);
}

void
watch (Driver *self, CorCall *call)
{
  g_hash_table_insert (self->calls, GUINT_TO_POINTER (cor_call_get_id (call)), g_object_ref (call));
  g_signal_connect (call, "notify", G_CALLBACK (on_call_changed), self);
}

static void
on_incoming (CorLine *line, CorCall *call, Driver *self)
{
  watch (self, call);
  say_call ("incoming", call);
}

static void
on_referred (CorLine *line, CorCall *call, const char *number, guint referral, Driver *self)
{
  g_autofree char *id = g_strdup_printf ("%u", cor_call_get_id (call));
  g_autofree char *text = g_strdup_printf ("%u", referral);

  say ("referred", "call", id, "number", number, "referral", text, NULL);
}

static void
on_trouble (CorPhone *phone, GParamSpec *pspec, gpointer data)
{
  g_autofree char *text = NULL;

  g_object_get (phone, "audio-trouble", &text, NULL);
  say ("trouble", "text", text, NULL);
}

static const char *
option (char **words, const char *key, const char *otherwise)
{
  for (guint i = 2; words[i] != NULL; i++) {
    if (g_str_has_prefix (words[i], key) && words[i][strlen (key)] == '=')
      return words[i] + strlen (key) + 1;
  }
  return otherwise;
}

static int
index_of (const char *word, const char *const *words)
{
  for (int i = 0; words[i] != NULL; i++) {
    if (g_str_equal (words[i], word))
      return i;
  }
  g_error ("unknown word %s", word);
}

static void
add_line (Driver *self, char **words)
{
  static const char *const transports[] = { "udp", "tcp", "tls", NULL };
  static const char *const srtp[] = { "off", "optional", "required", NULL };
  g_autoptr (GError) error = NULL;
  CorSipAccount account = {
    .user = option (words, "user", "201"),
    .auth_user = option (words, "auth", NULL),
    .password = option (words, "password", NULL),
    .domain = option (words, "domain", "127.0.0.1"),
    .proxy = option (words, "proxy", NULL),
    .transport = (CorTransport)index_of (option (words, "transport", "udp"), transports),
    .srtp = (CorSrtp)index_of (option (words, "srtp", "off"), srtp),
    .expires = (guint)atoi (option (words, "expires", "0")),
    .display_name = option (words, "name", NULL),
  };
  CorLine *line = cor_phone_add_sip_line (self->phone, &account, &error);

  if (line == NULL) {
    say ("error", "text", error->message, NULL);
    return;
  }
  g_hash_table_insert (self->lines, g_strdup (words[1]), line);
  g_signal_connect_data (line, "notify", G_CALLBACK (on_line_changed), g_strdup (words[1]),
                         (GClosureNotify)(GCallback)g_free, 0);
  g_signal_connect (line, "incoming", G_CALLBACK (on_incoming), self);
  g_signal_connect (line, "referred", G_CALLBACK (on_referred), self);
}

/* What follows the first ',' is for after the answer. */
static void
dial (Driver *self, CorLine *line, const char *text)
{
  const char *comma = strchr (text, ',');
  g_autofree char *canonical = g_strndup (text, comma ? (gsize)(comma - text) : strlen (text));
  CorNumber number = { .canonical = canonical, .post_dial = (char *)comma };
  g_autoptr (CorCall) call = cor_line_dial (line, &number);

  watch (self, call);
  say_call ("dialled", call);
}

/* The call that its other side asked for. */
static void
follow (Driver *self, CorLine *line, char **words)
{
  CorNumber number = { .canonical = words[2] };
  g_autoptr (CorCall) call = cor_line_follow (line, &number, (guint)strtoul (words[3], NULL, 10));

  if (call == NULL) {
    say ("nothing", NULL);
    return;
  }
  watch (self, call);
  say_call ("dialled", call);
}

static void
on_stats_ready (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  CorCallStats stats;

  if (!cor_phone_get_stats_finish (COR_PHONE (source), result, &stats, &error)) {
    say ("stats", "error", error->message, NULL);
    return;
  }
  printf ("{\"event\":\"stats\",\"tx\":%" G_GUINT64_FORMAT ",\"rx\":%" G_GUINT64_FORMAT
          ",\"tx_level\":%.1f,\"rx_level\":%.1f,\"codec\":\"%s\",\"rtt\":%.1f,\"jitter\":%.1f,"
          "\"expected\":%" G_GUINT64_FORMAT ",\"lost\":%" G_GUINT64_FORMAT
          ",\"late\":%" G_GUINT64_FORMAT ",\"buffer\":%u,\"remote_lost\":%d}\n",
          stats.tx_packets, stats.rx_packets, stats.tx_level, stats.rx_level, stats.codec,
          stats.rtt_ms, stats.jitter_ms, stats.whole.expected, stats.whole.lost, stats.whole.late,
          stats.buffer_ms, stats.remote_lost);
  fflush (stdout);
}

static void
on_stopped (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  cor_phone_stop_finish (COR_PHONE (source), result, &error);
  say ("stopped", "error", error != NULL ? error->message : NULL, NULL);
}

static CorAudioRole
role_of (const char *word)
{
  static const char *const roles[] = { "microphone", "speaker", "ringer", NULL };

  return (CorAudioRole)index_of (word, roles);
}

static void
list_devices (Driver *self, const char *role)
{
  GListModel *devices = cor_phone_get_audio_devices (self->phone, role_of (role));

  for (guint i = 0; i < g_list_model_get_n_items (devices); i++) {
    g_autoptr (CorAudioDevice) device = g_list_model_get_item (devices, i);

    say ("device", "role", role, "name", cor_audio_device_get_name (device), "description",
         cor_audio_device_get_description (device), NULL);
  }
  say ("devices", "role", role, NULL);
}

static void
join (Driver *self, CorCall *call, const char *id)
{
  CorCall *other = g_hash_table_lookup (self->calls, GUINT_TO_POINTER (strtoul (id, NULL, 10)));

  if (other == NULL)
    g_error ("no call %s", id);
  cor_call_join (call, other);
}

static void
run_call (Driver *self, const char *verb, char **words)
{
  CorCall *call =
    g_hash_table_lookup (self->calls, GUINT_TO_POINTER (strtoul (words[1], NULL, 10)));

  if (call == NULL)
    g_error ("no call %s", words[1]);
  if (run_peer (self, call, verb, words))
    return;
  if (g_str_equal (verb, "answer"))
    cor_call_answer (call);
  else if (g_str_equal (verb, "decline"))
    cor_call_decline (call);
  else if (g_str_equal (verb, "elsewhere"))
    cor_call_set_ended (call, COR_CALL_END_ELSEWHERE, NULL); /* as the server says */
  else if (g_str_equal (verb, "hangup"))
    cor_call_hang_up (call);
  else if (g_str_equal (verb, "hold") || g_str_equal (verb, "resume"))
    cor_call_hold (call, *verb == 'h');
  else if (g_str_equal (verb, "mute") || g_str_equal (verb, "unmute"))
    cor_call_mute (call, *verb == 'm');
  else if (g_str_equal (verb, "digits"))
    cor_call_send_digits (call, words[2]);
  else if (g_str_equal (verb, "transfer"))
    cor_call_transfer (call, words[2]);
  else if (g_str_equal (verb, "join"))
    join (self, call, words[2]);
  else if (g_str_equal (verb, "stats"))
    cor_phone_get_stats_async (self->phone, call, on_stats_ready, self);
  else
    g_error ("unknown command %s", verb);
}

static void
run (Driver *self, char **words)
{
  const char *verb = words[0];
  CorLine *line = words[1] != NULL ? g_hash_table_lookup (self->lines, words[1]) : NULL;

  if (g_str_equal (verb, "line"))
    add_line (self, words);
  else if (g_str_equal (verb, "connect"))
    cor_line_connect (line);
  else if (g_str_equal (verb, "disconnect"))
    cor_line_disconnect (line);
  else if (g_str_equal (verb, "drop"))
    g_hash_table_remove (self->lines, words[1]);
  else if (g_str_equal (verb, "dial"))
    dial (self, line, words[2]);
  else if (g_str_equal (verb, "follow"))
    follow (self, line, words);
  else if (g_str_equal (verb, "refuse"))
    cor_line_refuse (line, (guint)strtoul (words[2], NULL, 10));
  else if (g_str_equal (verb, "peer"))
    add_peer (self, words);
  else if (g_str_equal (verb, "codecs"))
    cor_phone_set_codecs (self->phone, (const char *const *)&words[1]);
  else if (g_str_equal (verb, "country"))
    cor_phone_set_country (self->phone, words[1]);
  else if (g_str_equal (verb, "ring"))
    cor_phone_set_ringing (self->phone, g_str_equal (words[1], "on"));
  else if (g_str_equal (verb, "device"))
    cor_phone_set_audio_devices (self->phone, role_of (words[1]), (const char *const *)&words[2]);
  else if (g_str_equal (verb, "voice"))
    cor_phone_set_voice (self->phone, strchr (words[1], 'e') != NULL,
                         strchr (words[1], 'n') != NULL);
  else if (g_str_equal (verb, "devices"))
    list_devices (self, words[1]);
  else if (g_str_equal (verb, "wake"))
    cor_phone_wake (self->phone);
  else if (g_str_equal (verb, "tick"))
    driver_clock_tick ((guint)strtoul (words[1], NULL, 10));
  else if (g_str_equal (verb, "stop"))
    cor_phone_stop_async (self->phone, on_stopped, self);
  else if (g_str_equal (verb, "quit"))
    g_main_loop_quit (self->loop);
  else if (!run_ringtone (self, verb, words))
    run_call (self, verb, words);
}

static void
on_line_read (GObject *source, GAsyncResult *result, gpointer data)
{
  Driver *self = data;
  g_autofree char *text =
    g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, NULL);
  g_auto (GStrv) words = NULL;

  if (text == NULL) {
    g_main_loop_quit (self->loop);
    return;
  }
  words = g_strsplit (text, " ", -1);
  run (self, words);
  g_data_input_stream_read_line_async (G_DATA_INPUT_STREAM (source), G_PRIORITY_DEFAULT, NULL,
                                       on_line_read, self);
}

static void
run_driver (Driver *self)
{
  g_autoptr (GInputStream) in = g_unix_input_stream_new (0, FALSE);
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (in);

  g_signal_connect (self->phone, "notify::audio-trouble", G_CALLBACK (on_trouble), self);
  say ("ready", NULL);
  g_data_input_stream_read_line_async (lines, G_PRIORITY_DEFAULT, NULL, on_line_read, self);
  g_main_loop_run (self->loop);
}

int
main (int argc, char **argv)
{
  CorPhoneConfig config = { 0 };
  gboolean by_hand = FALSE;
  g_autofree char *interface = NULL;
  g_autofree char *ca_file = NULL;
  const GOptionEntry entries[] = {
    { "interface", 0, 0, G_OPTION_ARG_STRING, &interface, NULL, NULL },
    { "ca", 0, 0, G_OPTION_ARG_STRING, &ca_file, NULL, NULL },
    { "clock", 0, 0, G_OPTION_ARG_NONE, &by_hand, NULL, NULL },
    { "trace", 0, 0, G_OPTION_ARG_NONE, &config.trace, NULL, NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) options = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  Driver self = { 0 };

  g_option_context_add_main_entries (options, entries, NULL);
  if (!g_option_context_parse (options, &argc, &argv, &error))
    g_error ("%s", error->message);
  config.interface = interface;
  config.ca_file = ca_file;
  if (by_hand)
    config.clock = driver_clock_get ();
  self.loop = g_main_loop_new (NULL, FALSE);
  self.lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self.calls = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  self.phone = cor_phone_new (&config, &error);
  if (self.phone == NULL) {
    say ("error", "text", error->message, NULL);
    return 1;
  }
  self.peers = driver_peers_new ();
  run_driver (&self);
  g_clear_object (&self.peers);
  g_hash_table_unref (self.lines);
  g_hash_table_unref (self.calls);
  g_assert_finalize_object (self.phone);
  g_main_loop_unref (self.loop);
  return 0;
}
