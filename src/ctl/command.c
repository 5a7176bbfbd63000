/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl`: one row per command. */
#include "config.h"
#include "command.h"
#include "calls.h"
#include "codecs.h"
#include "colleagues.h"
#include "company.h"
#include "diagnose.h"
#include "bar.h"
#include "contact.h"
#include "find.h"
#include "input.h"
#include "keep-trace.h"
#include "login.h"
#include "parked.h"
#include "parse.h"
#include "presence.h"
#include "queues.h"
#include "rewrite.h"
#include "show.h"
#include "sounds.h"
#include "speed-dials.h"
#include "voice.h"
#include "watch.h"
#include "written.h"
#include <glib/gi18n-lib.h>

#define WAIT_S 30
#define MAX_ROWS 1000

static CorExit
run_dictionary (const CorContext *context)
{
  CorExit code = COR_EXIT_OK;
  g_autoptr (GVariant) value = NULL;
  guint32 id = 0;
  gboolean has_id = context->command->max > 0;

  if (has_id && !cor_context_read_id (context, 0, &id))
    return cor_context_bad_usage (context);
  value = cor_context_ask (context, has_id ? g_variant_new ("(u)", id) : NULL, "(a{sv})", &code);
  if (value == NULL)
    return code;
  if (context->json)
    cor_show_json (value);
  else
    cor_show_dictionary (value);
  return COR_EXIT_OK;
}

static CorExit
show_rows (const CorContext *context, GVariant *arguments, const char *const *keys)
{
  CorExit code = COR_EXIT_OK;
  g_autoptr (GVariant) value = cor_context_ask (context, arguments, "(aa{sv})", &code);

  if (value == NULL)
    return code;
  if (context->json)
    cor_show_json (value);
  else if (keys != NULL)
    cor_show_rows (value, keys);
  else
    cor_show_contacts (value);
  return COR_EXIT_OK;
}

static CorExit
run_calls (const CorContext *context)
{
  static const char *const keys[] = { "id", "state", "number", "name", "seconds", NULL };

  return show_rows (context, NULL, keys);
}

static CorExit
run_devices (const CorContext *context)
{
  static const char *const keys[] = { "id", "kind", "name", "online", "chosen", NULL };

  return show_rows (context, NULL, keys);
}

static CorExit
run_text (const CorContext *context)
{
  return cor_context_order (context, g_variant_new ("(s)", cor_context_arg (context, 0)));
}

static CorExit
run_search (const CorContext *context)
{
  g_autofree char *query = cor_input_join (context->args, 0);

  return show_rows (context, g_variant_new ("(su)", query, (guint32)MAX_ROWS), NULL);
}

static CorExit
run_history (const CorContext *context)
{
  return cor_history_run (context->bus, context->args, &context->history, context->json);
}

static CorExit
run_missed (const CorContext *context)
{
  return cor_history_run_missed (context->bus, cor_context_arg (context, 0));
}

static CorExit
run_colleagues (const CorContext *context)
{
  return cor_colleagues_show (context->bus, context->args, context->json);
}

static CorExit
run_cards (const CorContext *context)
{
  return cor_company_cards (context->bus, cor_context_arg (context, 0), context->json);
}

static CorExit
run_colleague (const CorContext *context)
{
  CorExit code =
    cor_colleagues_act (context->bus, cor_context_arg (context, 0), cor_context_arg (context, 1));

  return code == COR_EXIT_USAGE ? cor_context_bad_usage (context) : code;
}

static CorExit
run_presence (const CorContext *context)
{
  CorExit code = cor_presence_choose (context->bus, context->only, cor_context_arg (context, 0),
                                      cor_context_arg (context, 1));

  return code == COR_EXIT_USAGE ? cor_context_bad_usage (context) : code;
}

static CorExit
run_plain (const CorContext *context)
{
  return cor_context_order (context, NULL);
}

/* The program may be gone before its answer is. */
static CorExit
run_quit (const CorContext *context)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer =
    cor_bus_call (context->bus, &(CorBusCall){ .method = "Quit" }, &error);

  if (answer != NULL || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY))
    return COR_EXIT_OK;
  return cor_bus_fail (error);
}

static CorExit
run_bar (const CorContext *context)
{
  return cor_bar_open (context->bus);
}

static CorExit
run_find_numbers (const CorContext *context)
{
  return cor_find_run (context->bus);
}

static CorExit
run_monitor (const CorContext *context)
{
  return cor_watch_monitor (context->bus, context->json);
}

static CorExit
run_diagnose (const CorContext *context)
{
  return cor_diagnose_run (context->bus, context->only, context->json);
}

static CorExit
run_codecs (const CorContext *context)
{
  return cor_codecs_run (context->bus, context->args, context->json);
}

static CorExit
run_miccheck (const CorContext *context)
{
  return cor_voice_check_microphone (context->bus, context->play, context->json);
}

static CorExit
run_echotest (const CorContext *context)
{
  return cor_voice_test_echo (context->bus, cor_context_arg (context, 0), context->json);
}

static CorExit
run_wait (const CorContext *context)
{
  g_auto (GStrv) parts = g_strsplit (cor_context_arg (context, 0), "=", 2);
  guint64 seconds = WAIT_S;
  const char *value;

  if (g_strv_length (parts) != 2 || parts[0][0] == '\0' ||
      (cor_context_arg (context, 1) != NULL &&
       !g_ascii_string_to_unsigned (cor_context_arg (context, 1), 10, 0, 24 * 3600, &seconds,
                                    NULL)))
    return cor_context_bad_usage (context);
  value = parts[1][0] == '=' ? parts[1] + 1 : parts[1];
  return cor_watch_wait (context->bus, parts[0], value, (guint)seconds);
}

static CorExit
run_policy (const CorContext *context)
{
  static const char *const keys[] = { "origin", "scheme", "class", "act", "device", NULL };
  CorCommand command = *context->command;
  CorContext changed = *context;
  GVariant *arguments = NULL;

  command.method = cor_rule_read (context->args, &context->rule, &arguments);
  changed.command = &command;
  if (command.method == NULL)
    return cor_context_bad_usage (context);
  return arguments == NULL ? show_rows (&changed, NULL, keys)
                           : cor_context_order (&changed, arguments);
}

static CorExit
run_contact (const CorContext *context)
{
  CorExit code = cor_contact_run (context->bus, context->args);

  return code == COR_EXIT_USAGE ? cor_context_bad_usage (context) : code;
}

static CorExit
run_parse (const CorContext *context)
{
  if ((context->file != NULL) == (context->args->len > 0))
    return cor_context_bad_usage (context);
  if (context->file != NULL)
    return cor_parse_file (context->file);
  return cor_parse_texts (context->args, context->json);
}

static CorExit
run_rewrite (const CorContext *context)
{
  g_autofree char *number = cor_input_join (context->args, 0);

  if ((context->file != NULL) == (context->args->len > 0))
    return cor_context_bad_usage (context);
  if (context->file != NULL)
    return cor_rewrite_test (context->bus, context->file);
  return cor_rewrite_show (context->bus, number, context->json);
}

/* The files of the desktop are the same whether the program runs or not. */
static CorExit
run_handler (const CorContext *context)
{
  return cor_handlers_run (context->order, context->args, context->json);
}

static gboolean
take_play (CorContext *context)
{
  context->play = cor_input_take_flag (context->args, "--play");
  return TRUE;
}

static gboolean
take_policy (CorContext *context)
{
  return cor_rule_take_options (context->args, &context->rule);
}

static gboolean
take_history (CorContext *context)
{
  return cor_history_take_options (context->args, &context->history);
}

static gboolean
take_checks (CorContext *context)
{
  return cor_input_take_value (context->args, "--only", &context->only);
}

static gboolean
take_file (CorContext *context)
{
  return cor_input_take_value (context->args, "--file", &context->file);
}

static gboolean
take_when (CorContext *context)
{
  return cor_input_take_value (context->args, "--when", &context->only);
}

static gboolean
take_test (CorContext *context)
{
  return cor_input_take_value (context->args, "--test", &context->file);
}

static gboolean
take_order (CorContext *context)
{
  return cor_handlers_take_order (context->args, &context->order);
}

/* clang-format off */
static const CorCommand commands[] = {
  { "status", "[--json]", 0, 0, run_dictionary, "Status", N_("Show account, line and device") },
  { "calls", "[--json]", 0, 0, run_calls, "Calls", N_("List the calls: id, state, number, name, seconds") },
  { "call", "NUMBER [--device ID]", 1, G_MAXUINT, cor_calls_run_call, "Dial", N_("Call, by the rules that hold for links"), cor_calls_take_device },
  { "dial-selection", "[--clipboard]", 0, 0, cor_calls_run_selection, NULL, N_("Call the number that is selected in any program, or was copied"), cor_calls_take_clipboard },
  { "answer", "[CALL] [--end-other | --other-phone]", 0, 1, cor_calls_run_answer, "Answer", N_("Answer the ringing call; the one that is talked in is held, or ended: --end-other; --other-phone: where else it rings"), cor_calls_take_answer },
  { "decline", "[CALL]", 0, 1, cor_calls_run_on_call, "Decline", N_("Decline the ringing call") },
  { "hangup", "[CALL]", 0, 1, cor_calls_run_on_call, "HangUp", N_("End the call") },
  { "hold", "[CALL]", 0, 1, cor_calls_run_switch, "Hold", N_("Put the call on hold") },
  { "resume", "[CALL]", 0, 1, cor_calls_run_switch, "Hold", N_("Go on with the call on hold") },
  { "mute", "[CALL]", 0, 1, cor_calls_run_switch, "Mute", N_("Switch the microphone off") },
  { "unmute", "[CALL]", 0, 1, cor_calls_run_switch, "Mute", N_("Switch the microphone on") },
  { "dtmf", "DIGITS [CALL]", 1, 2, cor_calls_run_dtmf, "SendDigits", N_("Send tones: 0-9 * # A-D") },
  { "transfer", "NUMBER [CALL] [--consult]", 1, 2, cor_calls_run_transfer, NULL, N_("Send the other side of the call to a number; --consult: call there first"), cor_calls_take_consult },
  { "swap", "[CALL]", 0, 1, cor_calls_run_on_call, "Swap", N_("Change between who waits and who is talked to") },
  { "complete", "[CALL]", 0, 1, cor_calls_run_on_call, "CompleteTransfer", N_("Put who waits and who is talked to together, and leave") },
  { "cancel", "[CALL]", 0, 1, cor_calls_run_on_call, "GoBack", N_("Hang up on who was consulted and go back to who waits") },
  { "switch", "DEVICE [CALL]", 1, 2, cor_calls_run_switch_device, "SwitchDevice", N_("Go on with the call at another of your phones, or here") },
  { "record", "start|pause|resume|stop [CALL]", 1, 2, cor_calls_run_record, "Record", N_("Record the call, by the server") },
  { "conf", "add NUMBER [CALL] | join | end | mute|unmute|remove NUMBER | show [--json]", 1, 3, cor_calls_run_conference, NULL, N_("Add somebody to the call, and talk together: a conference by the server") },
  { "park", "[CALL]", 0, 1, cor_calls_run_on_call, "Park", N_("Park the call, for anybody to fetch") },
  { "parked", "[--json]", 0, 0, cor_parked_run_show, "Parked", N_("List who waits in a parking: parking, who, by whom, seconds left") },
  { "pick-up", "PARKING", 1, 1, cor_parked_run_pick_up, "PickUpParked", N_("Let who waits in that parking ring at the chosen device") },
  { "here", "[CALL]", 0, 1, cor_calls_run_on_call, "CallHere", N_("Call from this computer instead of a desk phone that doesn’t ring") },
  { "stats", "[CALL] [--json]", 0, 1, cor_calls_run_stats, "CallStats", N_("Show how good the call's sound is, or was, in numbers") },
  { "open-url", "[CALL]", 0, 1, cor_calls_run_on_call, "OpenUrl", N_("Open the page for the caller that the administrator has set") },
  { "cards", "[NUMBER] [--json]", 0, 1, run_cards, NULL, N_("Show what the company knows of a customer; without a number of who calls or is talked to") },
  { "devices", "[--json]", 0, 0, run_devices, "Devices", N_("List what can call: id, kind, name, online, chosen") },
  { "device", "ID", 1, 1, run_text, "SetDevice", N_("Choose what calls") },
  { "codecs", "[NAME…] [--json]", 0, 16, run_codecs, NULL, N_("Show which codecs calls offer, or choose them, the preferred first: opus, G722, PCMA, PCMU") },
  { "miccheck", "[--play] [--json]", 0, 0, run_miccheck, NULL, N_("Listen to the microphone for three seconds: peak, level (dBov), silent; --play: play them back"), take_play },
  { "echotest", "[NUMBER] [--json]", 0, 1, run_echotest, NULL, N_("Call a number that sends back what it hears (*43): delay (ms), level (dB), lost (%)") },
  { "diagnose", "[--only CHECKS] [--json]", 0, 0, run_diagnose, NULL, N_("Show what works and what doesn’t, and why; CHECKS: webphone, links, deskphone, audio, connection (calls *43), line"), take_checks },
  { "trace", "FILE [--numbers]", 1, 1, cor_trace_run, NULL, N_("Save what Cornetta and its servers said, with the diagnosis and the log, without secrets; --numbers: phone numbers whole"), cor_trace_take_numbers },
  { "log-level", "[default|error|critical|warning|message|info|debug]", 0, 1, cor_log_level_run, "LogLevel", N_("Show or choose how much is logged, from now on") },
  { "history", "[QUERY] [--only KIND] [--from DATE] [--to DATE] [--of groups|everybody | --count | --older] [--json]", 0, G_MAXUINT, run_history, NULL, N_("List past calls: time, direction, number, name, seconds (KIND: missed, received, made, queue; DATE: YYYY-MM-DD); --of: other people’s, where you may see them; --count: how many; --older: have older ones fetched"), take_history },
  { "voicemail", "[list] [--json] | play|delete ID | save ID FILE | call ID [--device ID]", 0, 3, cor_sounds_run_voicemail, NULL, N_("List the messages that were left for you: id, new, time, number, name, seconds; hear one, delete it, save it or call back"), cor_calls_take_device },
  { "recording", "play|delete ID | save ID FILE", 2, 3, cor_sounds_run_recording, NULL, N_("Hear, delete or save the recording of a past call; ID from “history --json”, where it is “recorded”") },
  { "player", "[pause | resume | stop | seek SECONDS] [--json]", 0, 2, cor_sounds_run_player, NULL, N_("Show what is heard, and pause or end it") },
  { "note", "ID [TEXT…] [--json]", 1, G_MAXUINT, cor_written_run_note, NULL, N_("Show what you wrote of a past call, or write it (it stays on this computer; “” takes it away); ID from “history --json”") },
  { "summary", "show|transcript ID [--json] | edit ID [TEXT…]", 2, G_MAXUINT, cor_written_run_summary, NULL, N_("Show what the server wrote of a past call, or what was said, or change the summary; without TEXT it is read from standard input") },
  { "clear-history", "", 0, 0, run_plain, "ClearHistory", N_("Delete the past calls on this computer; the server keeps its records") },
  { "missed", "[seen]", 0, 1, run_missed, NULL, N_("Show how many missed calls nobody has seen; seen: none any more") },
  { "search", "QUERY [--json]", 1, G_MAXUINT, run_search, "SearchContacts", N_("Search the phonebook: name, company, kind, number") },
  { "contact", "create FIELD=TEXT… | edit ID FIELD=TEXT… | delete ID | import FILE [look] | export FILE", 2, 64, run_contact, NULL, N_("Write into the phonebook; FIELD: name, company, workphone, cellphone…, type (private, public); ID from “search --json”; FILE: vCard or CSV, “look” only counts") },
  { "speed-dials", "[--json]", 0, 0, cor_speed_dials_run_show, "SpeedDials", N_("List the speed dials: position, name, number, id") },
  { "speed-dial", "call POSITION | create NAME NUMBER | edit ID NAME NUMBER | delete ID | move ID POSITION", 2, 4, cor_speed_dials_run, NULL, N_("Call a speed dial, or write them; their order is this computer’s") },
  { "queues", "[--json]", 0, 0, cor_queues_run_show, "Queues", N_("List the queues that you answer: queue, name, how many wait, your state") },
  { "queue", "log-in|log-out|go-on QUEUE | pause QUEUE [REASON]", 2, G_MAXUINT, cor_queues_run, "ActOnQueue", N_("Log in to a queue or out, take a break and say why, go on") },
  { "colleagues", "[NAME | EXTENSION] [--json]", 0, G_MAXUINT, run_colleagues, NULL, N_("List who works here, and what they do: extension, name, state, seconds of the call") },
  { "colleague", "star|unstar|pick-up|recall|listen|intrude EXTENSION", 2, 2, run_colleague, NULL, N_("Favour a colleague, or pick up, wait for, hear or join a call of theirs") },
  { "presence", "online|dnd|voicemail|cellphone|forward NUMBER [--when busy|unavailable]", 1, 2, run_presence, NULL, N_("Choose what colleagues see you as, and where calls go then; --when: only while you talk, or don’t answer"), take_when },
  { "bar", "", 0, 0, run_bar, NULL, N_("Open the command bar, to call by a few keys") },
  { "sign-in", "HOST USER", 2, 2, cor_login_run_sign_in, "SignIn", N_("Sign in; the password is read from standard input") },
  { "code", "", 0, 0, cor_login_run_code, "SendCode", N_("Give the code of the second factor, or a recovery code; it is read from standard input") },
  { "sign-out", "", 0, 0, run_plain, "SignOut", N_("Sign out") },
  { "accounts", "[--json]", 0, 0, cor_login_run_accounts, "Accounts", N_("List the accounts of this computer: server, user, whether it is in use") },
  { "account", "use|forget HOST USER", 3, 3, cor_login_run_account, NULL, N_("Change to another account of this computer, or take it from this computer") },
  { "use-here", "", 0, 0, run_plain, "UseHere", N_("Have live updates here that another program of yours has taken") },
  { "quit", "", 0, 0, run_quit, "Quit", N_("End Cornetta") },
  { "monitor", "[--json]", 0, 0, run_monitor, NULL, N_("Print what happens until Cornetta ends") },
  { "wait", "KEY=VALUE [SECONDS]", 1, 2, run_wait, NULL, N_("Wait until “status” shows the value, “calls” is a number or “call” a state") },
  { "find-numbers", "< TEXT", 0, 0, run_find_numbers, NULL, N_("Print the phone numbers in a text, a line each") },
  { "rewrite", "NUMBER | --test TSV", 0, G_MAXUINT, run_rewrite, "Rewrite", N_("Show what is dialled for a number by the rules of the preferences"), take_test },
  { "policy", "show | set SCHEME ask|dial | unset SCHEME", 1, 3, run_policy, NULL, N_("Show or change what is asked before a link calls (SCHEME: tel, callto, sip, all; --class, --device, --origin, --json)"), take_policy },
  { "handler", "[--show | --set | --unset] [SCHEME…]", 0, 8, run_handler, NULL, N_("Show or choose what opens tel:, callto: and nethlink: links, or give them back"), take_order },
  { "parse", "NUMBER... | --file TSV", 0, G_MAXUINT, run_parse, NULL, N_("Show what Cornetta reads in numbers and links"), take_file },
};
/* clang-format on */

static CorExit
show_help (void)
{
  g_print ("%s\n\n", _ ("Usage: cornetta ctl COMMAND [ARGUMENT…]"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++) {
    g_autofree char *form = g_strdup_printf ("%s %s", commands[i].name, commands[i].usage);

    g_print ("  %-30s %s\n", form, _ (commands[i].help));
  }
  g_print ("\n%s\n%s\n",
           _ ("CALL is an id from “calls”; without it the ringing or the current call "
              "is meant."),
           _ ("Exit status: 0 done, 1 failed, 2 wrong usage or no number, 3 Cornetta is not "
              "running or your organisation has set it otherwise, 4 a second factor is needed, 5 "
              "“Phone Link” is not enabled."));
  return COR_EXIT_OK;
}

static const CorCommand *
find (const char *name)
{
  /* As others call them. */
  if (g_strcmp0 (name, "login") == 0)
    name = "sign-in";
  else if (g_strcmp0 (name, "logout") == 0)
    name = "sign-out";
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_strcmp0 (commands[i].name, name) == 0)
      return &commands[i];
  return NULL;
}

static CorExit
run (CorContext *context)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = NULL;

  if (context->args->len < context->command->min || context->args->len > context->command->max)
    return cor_context_bad_usage (context);
  if (context->command->run != run_parse && context->command->run != run_handler) {
    bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
    if (bus == NULL) {
      g_printerr (_ ("cornetta: Cornetta can't be reached without a session bus: %s\n"),
                  error->message);
      return COR_EXIT_NOT_RUNNING;
    }
  }
  context->bus = bus;
  return context->command->run (context);
}

CorExit
cor_command_run (GPtrArray *args)
{
  CorContext context = { .args = args };

  if (cor_input_take_flag (args, "--help") || cor_input_take_flag (args, "-h"))
    return show_help ();
  /* "call stats" is no number to call. */
  if (args->len > 1 && g_str_equal (g_ptr_array_index (args, 0), "call") &&
      g_str_equal (g_ptr_array_index (args, 1), "stats"))
    g_ptr_array_remove_index (args, 0);
  context.command = args->len > 0 ? find (g_ptr_array_index (args, 0)) : NULL;
  if (context.command == NULL) {
    g_printerr ("%s\n", _ ("cornetta: no such command; “cornetta ctl --help” lists them"));
    return COR_EXIT_USAGE;
  }
  g_ptr_array_remove_index (args, 0);
  context.json = cor_input_take_flag (args, "--json");
  if ((context.command->take != NULL && !context.command->take (&context)) ||
      !cor_input_check (args))
    return COR_EXIT_USAGE;
  return run (&context);
}
