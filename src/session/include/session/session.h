/* SPDX-License-Identifier: GPL-3.0-or-later
 * Cornetta without a screen: owns phone, CTI, store and desktop, and goes from
 * signed-out to ready. Windows show its models and activate its actions.
 * Thread: main context. Owner: the application. */
#pragma once
#include "model/call-list.h"
#include "model/conference.h"
#include "model/contact.h"
#include "model/device.h"
#include "model/dial-request.h"
#include "model/history-entry.h"
#include "model/history-filter.h"
#include "model/line.h"
#include "model/link-handler.h"
#include "model/number.h"
#include "model/presence.h"
#include "model/question.h"

G_BEGIN_DECLS

typedef enum {
  COR_SESSION_SIGNED_OUT,
  COR_SESSION_SIGNING_IN, /* also at start, with what the keyring holds */
  COR_SESSION_NEEDS_OTP,
  COR_SESSION_READY, /* signed in, or on a plain SIP account; the line may still register */
} CorSessionState;

#define COR_TYPE_SESSION (cor_session_get_type ())
G_DECLARE_FINAL_TYPE (CorSession, cor_session, COR, SESSION, GObject)

/* Properties, notify only on change:
 *   state (int, CorSessionState);
 *   user-name (string or NULL), extension (string or NULL), host (string or NULL), presence (int);
 *   has-directory (boolean: a CTI account, so phonebook and history exist; a plain SIP account
 *     has none);
 *   line-state (int, CorLineState), line-text (string: the header's chip, "201 Ready"),
 *     line-why (string or NULL: by which way the exchange is reached, and why by this one);
 *   device (string, id of the chosen CorDevice; writable: also sets it on the server);
 *   sync-fraction (double, 0..1; -1 when nothing is being fetched);
 *   sign-in-error (string or NULL: under the sign-in form);
 *   trouble (string or NULL: the banner), trouble-action (string or NULL: a detailed action name
 *     that mends it, "app.retry"), trouble-button (string or NULL: its label);
 *   shortcuts-trouble (string or NULL: why keys that were switched on don't work everywhere);
 *   autostart-trouble (string or NULL: why it could not be switched whether it starts at login);
 *   ringtone-trouble (string or NULL: why the chosen file can't be rung with);
 *   missed (uint: missed calls that nobody has seen, here or by calling back from anywhere);
 *   history-reach (int, CorHistoryReach);
 *   voicemail-new (uint: messages that nobody has heard, see session/sounds.h);
 *   waiting (CorDialRequest or NULL: the one that waits until there is something to dial with).
 * Signals:
 *   "ask" (CorQuestion): show the link sheet, in this very turn of the main loop; names arrive in
 *     the question afterwards; answer by cor_session_confirm() or cor_session_dismiss();
 *   "refused" (const char *reason): tell the user now (toast), where they are;
 *   "told" (const char *text): the same of what was done;
 *   "raise" (const char *activation_token or NULL): present the main window;
 *   "show-call" (CorCall): present the call view;
 *   "shortcut" (const char *id, const char *activation_token or NULL): a key was pressed in any
 *     program, for dial-selection, bar, answer, hang-up or mute; or in the menu of the panel's
 *     icon, for new-call or quit. */
CorSession *cor_session_new (void);
void cor_session_start (CorSession *self);
/* Ends calls, unregisters, closes the mirror. A desk phone stays the chosen device; where this
 * computer is it, the server hears who is to be it now. */
void cor_session_stop_async (CorSession *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean cor_session_stop_finish (CorSession *self, GAsyncResult *result, GError **error);

/* Models; transfer none, live as long as the session. */
CorCallList *cor_session_get_calls (CorSession *self);
GListModel *cor_session_get_devices (CorSession *self); /* CorDevice */
CorConference *cor_session_get_conference (CorSession *self);
/* Transfer full; lazy, over the mirror; empty when signed out and filled after sign-in without
 * the caller doing anything. Query: cor_session_set_query(). */
GListModel *cor_session_list_contacts (CorSession *self);
GListModel *cor_session_list_history (CorSession *self, gboolean missed_only);
void cor_session_set_query (CorSession *self, GListModel *model, const char *query);
/* Of a list of history. */
void cor_session_set_history_filter (CorSession *self,
                                     GListModel *model,
                                     const CorHistoryFilter *filter);
/* For who has seen the oldest there are: asks the server for older ones, unless there are none. */
void cor_session_fetch_older_history (CorSession *self);
/* The missed calls have been looked at: "missed" is 0, and nothing announces them any more. */
void cor_session_see_missed (CorSession *self);
/* All calls are gone from this computer; the server's records are its own. "refused" tells what
 * failed. */
void cor_session_clear_history (CorSession *self);
/* Whose number it is; NULL without error when nobody is known. */
void cor_session_find_contact_async (CorSession *self,
                                     const char *number,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
CorContact *
cor_session_find_contact_finish (CorSession *self, GAsyncResult *result, GError **error);

/* One road to every act. The same are actions for menus, keys and D-Bus:
 *   app.dial (s), app.answer (u id), app.answer-there (u: at its also-at), app.decline (u),
 * app.hang-up (u), app.hold (u), app.mute (u), app.transfer ((us): to a number), app.ask-first
 * ((us): the same, once somebody there was asked), app.swap (u), app.complete-transfer (u),
 * app.go-back (u): while somebody is asked, the first two also with two calls; app.record (u:
 * begins or stops), app.record-pause (u): both enabled where the account may; app.conference-add
 * ((us): a number to that call, where the account may), app.conference-join, app.conference-end,
 * app.conference-mute (s: a participant's number; again: heard again), app.conference-remove (s);
 * app.switch-device ((us): goes on at that CorDevice), app.park (u: enabled where the account may),
 * app.presence-online, app.presence-dnd, app.presence-voicemail, app.presence-cellphone,
 * app.presence-forward (s: a number): what the user is seen as, each enabled where the account may,
 * its state whether it is the one (b), app.digits
 * ((us)), app.send-post-dial (u), app.drop-post-dial (u), app.call-here (u: of a call that is
 * stuck, ended or not), app.device (s, stateful), app.sign-out, app.retry, app.silence,
 * app.do-not-disturb (b: again chooses what was chosen before; before the account is there it
 * waits for that).
 */
GActionGroup *cor_session_get_actions (CorSession *self);
void cor_session_dial (CorSession *self, CorDialRequest *request);
/* Text that was selected or copied in any program. Refused when it is more than a number. */
void cor_session_dial_selection (CorSession *self, const char *text, const char *activation_token);
void cor_session_confirm (CorSession *self, CorDialRequest *request); /* after "ask" or waiting */
void cor_session_dismiss (CorSession *self, CorDialRequest *request); /* the user said no */
void cor_session_drop_waiting (CorSession *self);

/* The user's rules for clicks, rows of COR_POLICY_TYPE in route/policy.h: (origin, scheme, class,
 * act, device). The settings "link-rules", "ask-before-calling" and "internal-digits" keep them.
 * row: of type (sssss), consumed when floating. */
gboolean cor_session_put_rule (CorSession *self, GVariant *row, GError **error);
void cor_session_drop_rule (CorSession *self, GVariant *row); /* act and device are not looked at */
/* "Always": a rule for the class of numbers that the question may be remembered for. device: a
 * CorDevice id, or NULL for the chosen one. */
void cor_session_remember (CorSession *self, CorQuestion *question, const char *device);
/* Numbers in the user's country; transfer full. How people write one: */
char *cor_session_format_number (CorSession *self, const char *number);
/* What the exchange would be told for what somebody typed; NULL and why when it is no number: */
char *cor_session_preview_number (CorSession *self, const char *text, GError **error);
const char *cor_session_get_country (CorSession *self); /* ISO 3166, "IT" */

/* What sign-in-error and state tell of it. */
void
cor_session_sign_in (CorSession *self, const char *host, const char *user, const char *password);
void cor_session_send_otp (CorSession *self, const char *otp);
void cor_session_sign_out (CorSession *self);
/* Starts `cornetta-demo` and signs in to it. */
void cor_session_start_demo (CorSession *self);
/* host, user of the last sign-in, to fill the form; each or NULL. */
void cor_session_get_last_account (CorSession *self, const char **ret_host, const char **ret_user);

/* A plain SIP account, without a CTI server; see `cornetta --help`. Password borrowed. */
typedef struct {
  const char *server, *user, *password; /* server: host[:port] */
  const char *transport;                /* "udp", "tcp", "tls" */
  const char *encryption;               /* "auto", "off", "optional", "required"; or NULL: "auto" */
} CorSessionSipAccount;
gboolean
cor_session_use_sip_account (CorSession *self, const CorSessionSipAccount *account, GError **error);

/* Microphones, speakers, ringers: rows of (name, description). role: 0 microphone, 1 speaker,
 * 2 ringer. */
GListModel *cor_session_get_audio_devices (CorSession *self, guint role);
/* name: "" is the system's choice. */
void cor_session_set_audio_device (CorSession *self, guint role, const char *name);
/* What was chosen, there or not; "" is the system's choice. */
char *cor_session_dup_audio_device (CorSession *self, guint role);

/* Who opens phone links: a CorLinkHandler for tel, callto and nethlink; they follow what is chosen
 * here and anywhere. */
GListModel *cor_session_get_link_handlers (CorSession *self);
/* Only when the user says so. FALSE with words for them. */
gboolean
cor_session_set_link_handler (CorSession *self, const char *scheme, gboolean ours, GError **error);

/* A shortcut of GNOME's own that calls the selected number, where there is such a list. Keys: as
 * "<Control><Alt>c"; NULL: it is not there. */
gboolean cor_session_has_keybinding_list (CorSession *self);
char *cor_session_dup_keybinding (CorSession *self);
void cor_session_set_keybinding (CorSession *self, gboolean wanted);

G_END_DECLS
