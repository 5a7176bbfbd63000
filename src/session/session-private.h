/* SPDX-License-Identifier: GPL-3.0-or-later
 * The session's state, in one place. Its code is split by theme:
 *   session.c          the object: properties, models, start and stop
 *   session-account.c  an account, from its profile to its end
 *   session-accounts.c  which ones this computer has
 *   session-organisation.c  what an organisation has set for all of its computers
 *   session-sign-in.c  signed-out -> signed in, and back
 *   session-mirror.c   its phonebook and history, kept here
 *   session-line.c     the phone of this computer and its line
 *   session-lines.c    which ways it has to be one
 *   session-default.c  the default device as the server has it
 *   session-colleagues.c everybody who works here
 *   session-reception.c  what the company shares
 *   session-parking.c  who waits in a parking
 *   session-queues.c   the queues that the user answers
 *   session-speed-dials.c  numbers that are called by a digit
 *   session-devices.c  what can make calls, and which one is chosen
 *   session-dial.c     the one road of a click
 *   session-numbers.c  how numbers are shown, and what is dialled for them
 *   session-recent.c   the click before, while it counts
 *   session-ask.c      the question to the user before a call
 *   session-phone-link.c  whether an administrator has let this computer be one
 *   session-peer.c     what the other side of a call asks for
 *   session-policy.c   the user's rules for clicks
 *   session-book.c     contacts are written
 *   session-delete.c   and deleted
 *   session-called.c   which queue a call came by, by the server's word
 *   session-calls.c    names of calls, their twins, what rings and is announced
 *   session-presence.c what the user chose to be seen as
 *   session-quality.c  how good the sound of calls is and was
 *   session-ringtone.c what this computer rings with
 *   session-here.c     from this computer, when a desk phone does nothing
 *   session-intercom.c calls that ask for an answer by themselves
 *   session-acts.c     transfer, listen and intrude by a link
 *   session-conference.c, session-confer.c  several talk together
 *   session-consult.c  somebody is asked before a transfer
 *   session-move.c     transfer and park, and by which road
 *   session-record.c   what is said is recorded
 *   session-handlers.c who opens phone links
 *   session-second.c   two calls at once
 *   session-selection.c what is selected or was copied
 *   session-shortcuts.c keys that work in every program
 *   session-reach.c    what keeps a desk phone from ringing
 *   session-wake.c     after the computer has slept
 *   session-diagnose.c what works and what does not, check by check; look-*.c looks, diagnosis-*.c
 *                      judges, session-mend.c mends
 *   session-trace.c    what is passed on to who looks for a fault
 *   session-diagnose-line.c every way that the line has
 *   session-voicemail.c, session-player.c, session-sounds.c  messages and recordings
 *   session-find.c     whose number it is
 *   session-switch.c   a call goes on at another phone
 *   session-history.c  the calls of the past, and those that were missed
 *   session-url.c      the page that the administrator has set for callers
 *   session-hook.c     the user's own command
 *   session-cards.c    what the company knows of a number
 *   session-around.c   the desktop around: session-around.h has its subjects
 *   session-trouble.c  the banner
 *   session-actions.c  the action group
 */
#pragma once
#include "session/session.h"
#include "cti/cti.h"
#include "desktop/badge.h"
#include "desktop/notifier.h"
#include "desktop/shortcuts.h"
#include "desktop/suspend.h"
#include "model/colleague-list.h"
#include "model/player.h"
#include "model/voicemail-list.h"
#include "net/clock.h"
#include "net/lan.h"
#include "phone/phone.h"
#include "route/route.h"
#include "store/store.h"
#include "demo-process.h"
#include "diagnosis.h"
#include "directory.h"
#include "ringer.h"
#include "twins.h"

G_BEGIN_DECLS

enum {
  PROP_0,
  PROP_STATE,
  PROP_USER_NAME,
  PROP_EXTENSION,
  PROP_HOST,
  PROP_PRESENCE,
  PROP_HAS_DIRECTORY,
  PROP_LINE_STATE,
  PROP_LINE_TEXT,
  PROP_LINE_WHY,
  PROP_DEVICE,
  PROP_SYNC_FRACTION,
  PROP_SIGN_IN_ERROR,
  PROP_TROUBLE,
  PROP_TROUBLE_ACTION,
  PROP_TROUBLE_BUTTON,
  PROP_SHORTCUTS_TROUBLE,
  PROP_AUTOSTART_TROUBLE,
  PROP_RINGTONE_TROUBLE,
  PROP_WAITING,
  PROP_MISSED,
  PROP_HISTORY_REACH,
  PROP_VOICEMAIL_NEW,
  PROP_DIAGNOSING,
  N_PROPS,
};

/* How a desk phone stands. */
typedef struct {
  char *where; /* its address, or NULL */
  gboolean registered;
  gboolean told;    /* by the server; before, the former is a guess */
  gboolean needed;  /* a way from this computer to the phone */
  gboolean probing; /* for it, now */
  gboolean probed;  /* result and ms hold */
  CorProbeResult result;
  guint ms;
} CorReach;
#define COR_REACH_PROBE_MS 1000

typedef struct _CorSwitch CorSwitch;
typedef struct _CorMeet CorMeet;
typedef struct _CorUrl CorUrl;
typedef struct _CorHooks CorHooks;
typedef struct _CorReception CorReception;
typedef struct _CorAround CorAround;

struct _CorSession {
  GObject parent;
  GSettings *settings;
  const CorClock *clock; /* the machine's, unless a test turns one by hand */
  CorSessionState state;
  char *texts[N_PROPS]; /* of the string properties, by property */
  CorPresence presence;

  /* Observers and models that live as long as the session. */
  CorCallList *calls;
  GPtrArray *qualities; /* of the last calls; session-quality.c's */
  CorRinger *ringer;
  CorTwins *twins;
  CorNotifier *notifier;
  GSimpleActionGroup *actions;
  GListStore *devices; /* CorDevice */
  CorColleagueList *colleagues;
  CorVoicemailList *voicemail;
  guint voicemail_source;      /* a fetch that is due after news of it */
  gboolean voicemail_fetching; /* and once more after that */
  gboolean voicemail_again;
  CorPlayer *player;
  GBytes *player_sound;          /* what it has, or NULL */
  GCancellable *player_fetching; /* until it is heard; or NULL */
  guint player_source;           /* while it is */
  CorReception *reception;       /* of session-reception.c */
  GPtrArray *contact_lists;      /* CorSwitchModel, not referenced */
  GPtrArray *history_lists;      /* CorSwitchModel, not referenced */
  GListModel *all_contacts;      /* everything there is, for who only counts */
  GListModel *all_history;

  /* Who opens phone links. NULL until somebody looks. */
  GListStore *link_handlers; /* CorLinkHandler */
  GAppInfoMonitor *app_monitor;
  CorShortcuts *shortcuts; /* NULL unless switched on */
  CorSuspend *suspend;

  /* The account. NULL when signed out. */
  CorCti *cti;
  CorCtiProfile *profile;
  CorStore *store;
  char *store_path;            /* of the mirror that is open, or will be; NULL: of none */
  struct _CorOpening *opening; /* of session-mirror.c; NULL unless one is being opened */
  guint mirrors_ending;        /* closed, then deleted */
  GTask *mirrors_awaited;      /* waits for the end of them; or NULL */
  CorDirectory *directory;
  GStrv groups;         /* that contacts can be shared with; or NULL */
  GPtrArray *deletions; /* of session-delete.c; or NULL */
  GTask *flushing;      /* waits for them; or NULL */
  guint flush_source;
  GCancellable *account_cancellable; /* of everything that belongs to this account */
  GCancellable *fetching;            /* its profile; or NULL */
  char *password;                    /* until the keyring has it; wiped */
  guint retry_source;                /* fetch the profile again after a network failure */
  guint retries;
  gboolean announced; /* this program, to the server */
  gboolean elsewhere; /* another program of the user's has taken the realtime socket's place */
  guint missed;       /* calls that nobody has seen */
  CorBadge *badge;    /* of them, or NULL */
  guint retention_source;
  guint history_source; /* a refresh of the history that is due after a call */
  CorDemoProcess *demo;

  char *default_before;   /* the server's default before this computer was it; or NULL */
  gboolean default_taken; /* looked at since this computer came */
  gboolean line_was_ready;
  guint choosing; /* choices that the server has not confirmed yet */

  GHashTable *reach;   /* desk phone -> CorReach */
  guint settle_source; /* the network has changed */

  /* The diagnosis. */
  CorDiagnosis *diagnosis;
  char *trial_host;     /* what is tried before a sign-in, while it is; or NULL */
  GPtrArray *diagnoses; /* GTask: wait for its end */
  CorFact phone_rang;   /* when its user had the desk phone rung, since they signed in */
  char *phone_rang_text;
  GString *versions; /* lines for a trace */

  /* The phone of this computer. */
  CorPhone *phone;
  const char *phone_loopback; /* bound there because the server is; static, or NULL */
  CorLine *line;
  CorLine *gateway;      /* of all of them the one by the gateway; weak, or NULL */
  guint wish_source;     /* its user wishes for another line */
  gboolean line_pending; /* there will be one once the server has told where */
  gboolean plain_sip;    /* an account of the command line's, without a CTI server */

  char *country;           /* whose numbers these are, ISO 3166 */
  GThread *numbers_thread; /* makes ready what the first number needs; it may have ended */

  /* The road of a click. */
  CorPolicy *policy;
  char *recent_canonical; /* of the request that was acted on a moment ago, or NULL */
  gboolean recent_was_link;
  guint recent_ticks; /* of the loop, until it counts no more */
  guint recent_source;
  CorDialRequest *waiting;
  CorNumber *waiting_number;
  gint64 waiting_since;      /* monotonic us */
  gboolean waiting_answered; /* its user has said yes to it */
  gboolean waiting_confirms; /* it is not dialled without Enter when its time comes */
  CorQuestion *asking;       /* what the user has before them */
  CorConference *conference;
  CorMeet *meet;                   /* of session-conference.c, or NULL */
  CorSwitch *switching;            /* of session-switch.c, or NULL */
  GPtrArray *consults;             /* of session-consult.c */
  GPtrArray *referrals;            /* of session-referral.c */
  CorCall *stuck;                  /* may be made from this computer instead; it may have ended */
  const char *peer_asks;           /* why the other side asks for a call; while that is decided */
  guint asked_call;                /* id of the call that a transfer was asked about */
  CorUrl *url;                     /* of session-url.c */
  struct _CorSummaries *summaries; /* of session-summary.c */
  CorHooks *hooks;                 /* of session-hook.c */
  CorAround *around;               /* of session-around.c */
  guint keeping;                   /* secrets that are on their way into the keyring */
  GTask *flushing_secrets;         /* somebody waits for them, or NULL */
  guint flush_timer;

  /* What the banner may have to say; session-trouble.c picks one. */
  char *server_trouble;
  char *mirror_trouble;
  gboolean stopping;
};

/* session.c */
void cor_session_set_text (CorSession *self, guint prop, const char *value);
void cor_session_set_state (CorSession *self, CorSessionState state);
void cor_session_notify (CorSession *self, guint prop);
void cor_session_emit_refused (CorSession *self, const char *reason);
void cor_session_emit_told (CorSession *self, const char *text);
void cor_session_emit_open_uri (CorSession *self, const char *uri);
void cor_session_emit_raise (CorSession *self, const char *activation_token);
void cor_session_emit_ask (CorSession *self, CorQuestion *question);
void cor_session_emit_show_call (CorSession *self, CorCall *call);
void
cor_session_attach_store (CorSession *self); /* points the lists at the mirror, or at nothing */

void cor_session_emit_shortcut (CorSession *self, const char *id, const char *activation_token);

/* session-shortcuts.c */
void cor_session_update_shortcuts (CorSession *self);

/* session-account.c */
void cor_session_restore (CorSession *self);
void cor_session_retry_now (CorSession *self);
void cor_session_close_account (CorSession *self);
void cor_session_use_here (CorSession *self); /* the other way round */
/* The profile and what follows from it, once more. */
void cor_session_refresh_account (CorSession *self);

/* session-mirror.c */
void cor_session_open_store (CorSession *self);
void cor_session_delete_mirror (CorSession *self); /* whoever signs out; dropped next */
void cor_session_drop_mirror (CorSession *self);   /* its file stays */
/* It is a copy: an empty one is begun, and all of it fetched again. */
void cor_session_renew_mirror (CorSession *self);
/* Until what is to be deleted is. Once at a time. */
void cor_session_await_mirrors_async (CorSession *self,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
void cor_session_start_directory (CorSession *self);
void cor_session_drop_directory (CorSession *self);

/* session-phone-link.c */
gboolean cor_session_lacks_phone_link (CorSession *self);

/* session-line.c */
gboolean cor_session_ensure_phone (CorSession *self, const char *loopback, GError **error);
void cor_session_take_line (CorSession *self, CorLine *line); /* and connects it */
void cor_session_drop_line (CorSession *self);
void cor_session_note_line (CorSession *self); /* it has changed */

/* session-lines.c */
void cor_session_build_line (CorSession *self);
void cor_session_follow_wish (CorSession *self);
char *cor_session_dup_line_why (CorSession *self);    /* this one; for its user, or NULL */
gboolean cor_session_line_is_deaf (CorSession *self); /* calls may not come by it */
void cor_session_check_gateway (CorSession *self);    /* the network has changed */
/* Takes leave of the gateway: at most 1.5 s. */
void
cor_session_stop_gateway_async (CorSession *self, GAsyncReadyCallback callback, gpointer user_data);

/* session-default.c */
void cor_session_set_server_default (CorSession *self, const char *endpoint); /* it has changed */
void cor_session_follow_default (CorSession *self); /* this computer may be it, or no longer */
void
cor_session_give_back_async (CorSession *self, GAsyncReadyCallback callback, gpointer user_data);

/* session-devices.c */
void cor_session_build_devices (CorSession *self);
CorDevice *cor_session_find_device (CorSession *self, const char *id); /* transfer none, or NULL */
/* The extension that the server knows it by, or NULL. */
const char *cor_session_endpoint_of_device (CorSession *self, const char *id);
void cor_session_choose_device (CorSession *self, const char *id); /* and tells the server */
void cor_session_note_default_device (CorSession *self, const char *endpoint);

/* session-dial.c */
void
cor_session_note_state (CorSession *self); /* what waits may need its user's Enter from now on */
void cor_session_try_waiting (CorSession *self);

/* session-recent.c */
void cor_session_note_click (CorSession *self, CorDialRequest *request, const CorNumber *number);
void cor_session_forget_click (CorSession *self);

/* session-ask.c */
/* decision: of a number; its reason may be any. */
void cor_session_ask (CorSession *self, CorDialRequest *request, const CorRouteDecision *decision);
/* Whether the open question is about this request too. */
gboolean cor_session_is_asking (CorSession *self, CorDialRequest *request);
void cor_session_close_question (CorSession *self); /* it has been answered */

/* session-acts.c */
void cor_session_describe_acts (CorSession *self, CorRouteWorld *world);
void cor_session_note_asked_call (CorSession *self);
void cor_session_act (CorSession *self, const CorRouteDecision *decision);

/* session-intercom.c */
void cor_session_answer_intercom (CorSession *self, CorCall *call); /* a new one */

/* session-peer.c */
void cor_session_note_redirect (CorSession *self, CorCall *ended);

/* session-policy.c */
void cor_session_follow_policy (CorSession *self);
/* session-called.c */
void cor_session_note_called (CorSession *self, CorCall *call);
void cor_session_watch_called (CorSession *self); /* of a new account */

/* session-calls.c */
CorTwins *cor_session_new_twins (CorSession *self);
void cor_session_follow_calls (CorSession *self);
void cor_session_announce_calls (CorSession *self); /* by notifications and the ring tone */

/* session-quality.c */
GPtrArray *cor_session_new_qualities (void);
void cor_session_watch_quality (CorSession *self);
/* stats: CorCallStats, or NULL where there was no sound. */
void cor_session_take_quality (CorSession *self, guint call, gpointer stats);
/* session-here.c */
void cor_session_watch_stuck (CorSession *self);
gboolean cor_session_can_call_here (CorSession *self);
gboolean cor_session_call_here (CorSession *self,
                                guint id); /* FALSE: nothing of this id is stuck */
/* session-numbers.c */
void cor_session_follow_country (CorSession *self);
/* A CorRouteClassify; data is the session. */
CorNumberKind cor_session_classify (const CorNumber *number, gpointer session);
/* What the exchange is told instead; transfer full. */
CorNumber *cor_session_rewrite (CorSession *self, const CorNumber *number);
void cor_session_show_call_number (CorSession *self, CorCall *call);
void cor_session_write_question (CorSession *self, CorQuestion *question, const CorNumber *number);

/* session-reach.c */
void cor_session_watch_reach (CorSession *self);
void cor_session_forget_reach (CorSession *self);
void cor_session_note_extension (CorSession *self,
                                 const char *exten,
                                 const char *status,
                                 gboolean online);
void cor_session_note_desk_reach (CorSession *self, const char *id, gboolean reached);
const CorReach *cor_session_get_reach (CorSession *self, const char *id);
void cor_session_probe_if_needed (CorSession *self, const char *id);
gboolean cor_session_probe_device (CorSession *self, const char *id); /* FALSE: nothing to probe */
void cor_session_note_probe (CorSession *self, const char *device, CorProbeResult result, guint ms);

/* session-wake.c */
void cor_session_watch_suspend (CorSession *self);

/* session-around.c */
CorAround *cor_session_new_around (void);
void cor_session_start_around (CorSession *self);
void cor_session_stop_around (CorSession *self);
void cor_session_free_around (CorSession *self);

/* session-diagnose.c */
void cor_session_start_diagnosis (CorSession *self);
void cor_session_end_diagnosis (CorSession *self);
/* only: as of cor_session_diagnose(), or "line". Answer: a{sv}, as of the control interface. */
void cor_session_diagnose_async (CorSession *self,
                                 const char *only,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
GVariant *cor_session_diagnose_finish (CorSession *self, GAsyncResult *result, GError **error);

/* session-diagnose-line.c: every way there is, whether it is used or not; aa{sv} */
GVariant *cor_session_check_lines (CorSession *self);

/* session-voice.c */
void cor_session_follow_voice (CorSession *self);
void cor_session_follow_sound (CorSession *self);
void cor_session_apply_codecs (CorSession *self);
void cor_session_apply_voice (CorSession *self); /* to a new phone */

/* session-ringtone.c */
void cor_session_follow_ringtone (CorSession *self);
void cor_session_apply_ringtone (CorSession *self); /* to a new phone */

/* session-history.c */
void cor_session_follow_retention (CorSession *self);
void cor_session_attach_history (CorSession *self); /* the store is open, or gone */
CorHistoryReach cor_session_get_history_reach (CorSession *self);

/* session-trouble.c */
void cor_session_update_trouble (CorSession *self);

/* session-actions.c */
void cor_session_add_actions (CorSession *self);
void cor_session_update_actions (CorSession *self);

G_END_DECLS
