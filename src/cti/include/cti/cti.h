/* SPDX-License-Identifier: GPL-3.0-or-later
 * The CTI server: REST, sign-in, realtime. One object per signed-in account.
 * Thread: main context; nothing blocks. Facts: NethVoice middleware 0.5.9 and nethcti-server ns8.
 * Owner: session. */
#pragma once
#include "model/contact.h"
#include "model/history-entry.h"
#include "model/call-list.h"
#include "model/presence.h"

G_BEGIN_DECLS

#define COR_CTI_ERROR (cor_cti_error_quark ())
GQuark cor_cti_error_quark (void);

/* Every message says what happened, where (the host) and what the user can do, and is translated.
 */
typedef enum {
  COR_CTI_ERROR_HOST,        /* the host's text is no host, or http:// to other than loopback */
  COR_CTI_ERROR_NETWORK,     /* no such host, refused, timed out, cut in the middle */
  COR_CTI_ERROR_TLS,         /* the certificate is not trusted or not the host's */
  COR_CTI_ERROR_CREDENTIALS, /* wrong user name or password */
  COR_CTI_ERROR_OTP,         /* a second factor is asked for */
  COR_CTI_ERROR_EXPIRED,     /* the token is no longer good: sign in again */
  COR_CTI_ERROR_FORBIDDEN,   /* the profile does not permit it */
  COR_CTI_ERROR_BUSY,        /* 429: too many requests; try later */
  COR_CTI_ERROR_NOT_FOUND,   /* no such thing, or the host has no CTI */
  COR_CTI_ERROR_SERVER,      /* 5xx; the message holds the server's `error` header */
  COR_CTI_ERROR_BAD_DATA,    /* not JSON, wrong types, too big */
} CorCtiError;

#define COR_TYPE_CTI (cor_cti_get_type ())
G_DECLARE_FINAL_TYPE (CorCti, cor_cti, COR, CTI, GObject)

/* host: name, address, URL or host:port as a person types it; https unless it is an explicit
 * http:// URL of loopback. ca_file: PEM bundle to trust instead of the system's, or NULL. */
CorCti *cor_cti_new (const char *host, const char *ca_file, GError **error);
const char *cor_cti_get_host (CorCti *self); /* host or host:port, normalised */
/* The same with what it takes to sign in there again: "http://" of this machine. */
const char *cor_cti_get_address (CorCti *self);

/* POST /login. The user name is trimmed and lower-cased. OTP: cor_cti_verify_otp_async() next. */
void cor_cti_sign_in_async (CorCti *self,
                            const char *user,
                            const char *password,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean cor_cti_sign_in_finish (CorCti *self, GAsyncResult *result, GError **error);
void cor_cti_verify_otp_async (CorCti *self,
                               const char *otp,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean cor_cti_verify_otp_finish (CorCti *self, GAsyncResult *result, GError **error);
/* Instead of signing in: a token kept from before, for `user`. */
void cor_cti_set_token (CorCti *self, const char *user, const char *token);
const char *cor_cti_get_token (CorCti *self); /* secret: for the keyring only; or NULL */
/* What a token is replaced by that is no longer good, once, before anybody hears of it; and before
 * its end, unless the account has a second factor. Secret, copied. The signal "renewed" () says
 * that cor_cti_get_token() gives another one. */
void cor_cti_set_password (CorCti *self, const char *password);
/* Revokes the lasting token of a desktop program and this one; the latter is forgotten whatever the
 * answer. */
void cor_cti_sign_out_async (CorCti *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean cor_cti_sign_out_finish (CorCti *self, GAsyncResult *result, GError **error);

/* When what the user chose holds. */
typedef enum {
  COR_CTI_ALWAYS,
  COR_CTI_ON_BUSY,        /* while they talk */
  COR_CTI_ON_UNAVAILABLE, /* when they don't answer, or no phone of theirs is there */
  COR_CTI_N_WHENS,
} CorCtiWhen;

/* /user/me */
typedef struct {
  char *id;                                /* the extension */
  char *type;                              /* "physical", "webrtc", "mobile", "nethlink" */
  char *name;                              /* its description, or the extension */
  char *user;                              /* SIP user name, or NULL (physical) */
  char *secret;                            /* SIP secret, or NULL (physical) */
  gboolean can_answer, can_hold, can_dtmf; /* what the server can make this phone do */
} CorCtiEndpoint;

/* The user's own setting of the web CTI. */
typedef enum {
  COR_CTI_OPEN_NEVER,
  COR_CTI_OPEN_RINGING,
  COR_CTI_OPEN_ANSWERED,
  COR_CTI_OPEN_BUTTON,
} CorCtiOpenUrl;

typedef struct {
  char *username, *name;
  char *main_extension;    /* or NULL */
  CorPresence presence;    /* mainPresence */
  GPtrArray *endpoints;    /* CorCtiEndpoint */
  char *default_device;    /* an endpoint's id, or NULL (the server drops a bad one) */
  char *proxy_fqdn;        /* the SIP proxy, or NULL */
  gboolean phonebook, cdr; /* permissions */
  gboolean queues;         /* seen, and the user's own place in them changed */
  gboolean spy, intrude, parkings, recording, conference;
  gboolean writes_own;   /* contacts of the user's own */
  gboolean writes_every; /* and everybody's, and shares them */
  gboolean dnd, call_forward;
  char *mailbox;   /* the user's voicemail, or NULL */
  char *cellphone; /* the user's, or NULL */
  /* By the user, for each CorCtiWhen; `presence` is what they do. */
  CorPresence chosen[COR_CTI_N_WHENS];
  char *forward_to[COR_CTI_N_WHENS]; /* a number, or NULL */
  gboolean pick_up, recall;          /* of colleagues' calls */
  gboolean all_groups;     /* colleagues of every group are seen, else of the user's own and of */
  char **groups;           /* these, by the permissions' names: "grp_sales" */
  gboolean customer_cards; /* what the company knows of callers */
  gboolean group_cdr;      /* calls of the user's groups */
  gboolean every_cdr;      /* and of everybody */
  gboolean summaries;      /* machines write what calls were about */
  gboolean summary_news;   /* and it is told, by the user's setting of the web CTI */
  CorCtiOpenUrl open_url;  /* when the page for callers is opened */
} CorCtiProfile;

void cor_cti_profile_free (CorCtiProfile *profile);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CorCtiProfile, cor_cti_profile_free)

void cor_cti_fetch_profile_async (CorCti *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
CorCtiProfile *cor_cti_fetch_profile_finish (CorCti *self, GAsyncResult *result, GError **error);

/* /config/config.production.js: the SIP domain and so on; every key is optional. */
typedef struct {
  char *voice_endpoint, *sip_host, *company_name; /* each or NULL */
  guint sip_port;                                 /* or 0 */
} CorCtiConfig;

void cor_cti_config_free (CorCtiConfig *config);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CorCtiConfig, cor_cti_config_free)
void cor_cti_fetch_config_async (CorCti *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
CorCtiConfig *cor_cti_fetch_config_finish (CorCti *self, GAsyncResult *result, GError **error);

/* A page of the phonebook (getall) or of the user's history (newest first); ret_total counts
 * all rows. Elements are CorContact and CorHistoryEntry; transfer full. */
void cor_cti_fetch_contacts_async (CorCti *self,
                                   guint offset,
                                   guint limit,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GPtrArray *cor_cti_fetch_contacts_finish (CorCti *self,
                                          GAsyncResult *result,
                                          guint *ret_total,
                                          GError **error);
/* from, to: unix seconds; whole days of the server's. page counts from 1. */
void cor_cti_fetch_history_async (CorCti *self,
                                  gint64 from,
                                  gint64 to,
                                  guint page,
                                  guint page_size,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GPtrArray *
cor_cti_fetch_history_finish (CorCti *self, GAsyncResult *result, guint *ret_total, GError **error);

void cor_cti_set_default_device_async (CorCti *self,
                                       const char *device,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean cor_cti_set_default_device_finish (CorCti *self, GAsyncResult *result, GError **error);

/* Tells the server which program has the extension; whether it listens counts for nothing. */
void cor_cti_announce (CorCti *self, const char *extension);

void cor_cti_set_presence_async (CorCti *self,
                                 CorCtiWhen when,
                                 CorPresence presence,
                                 const char *to,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean cor_cti_set_presence_finish (CorCti *self, GAsyncResult *result, GError **error);

/* POST /astproxy/call on a desk phone. Transfer full, in state DIALING, controlled by the server;
 * its state follows the realtime events of that phone, and the answer of the request, which comes
 * only when the phone is picked up (up to 15 s). '+' becomes "00". Some servers have the phone's
 * own web interface asked by this computer; where that fails within 3 s the server is asked once
 * more. A phone that does not ring within 5 s leaves the call "stuck"; so does one that failed. */
CorCall *
cor_cti_originate (CorCti *self, const char *number, const char *device, const char *device_name);

/* The desk phone that this call is on: transfer none, or NULL. ret_can_answer: it can be told to
 * answer. */
const char *cor_cti_find_desk_of_call (CorCti *self, CorCall *call, gboolean *ret_can_answer);

/* Where the web interface of a desk phone of the user's is: transfer full; NULL where it is not
 * known, or is no address that this computer may ask. ret_needed: the server has had this computer
 * ask the phone itself, so calls on it need a way there; otherwise the phone needs only to be
 * registered. */
GSocketAddress *cor_cti_dup_desk_address (CorCti *self, const char *device, gboolean *ret_needed);
/* As if the server had: what was learnt before. */
void cor_cti_set_desk_port (CorCti *self, const char *device, guint16 port);

/* Lets the user hear what `exten` says to somebody: `device`, one of the user's, rings, and whoever
 * picks it up is in that call, unheard or (intrude) heard. */
void cor_cti_listen_async (CorCti *self,
                           const char *exten,
                           const char *device,
                           gboolean intrude,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean cor_cti_listen_finish (CorCti *self, GAsyncResult *result, GError **error);

/* The queue by which somebody of this number rings at one of the user's computers: transfer none,
 * or NULL. The signal "extension" says that it may be known now. */
const char *cor_cti_find_queue (CorCti *self, const char *number);

/* A call as the server has it now. */
typedef struct {
  char *id;     /* good until the call changes */
  char *device; /* the extension that it is talked at */
  char *number; /* of the other side, as far as the profile lets it be seen */
  CorRecording recording;
} CorCtiConversation;

/* Which conversations of the server's the call may be: of one on a desk phone its own; of one on
 * this computer all that are talked in at the extensions that a program on a computer has. Transfer
 * full; CorCtiConversation. */
GPtrArray *cor_cti_list_conversations (CorCti *self, CorCall *call);

typedef enum {
  COR_CTI_TRANSFER, /* the other side goes to `to`, and this one is out of it */
  COR_CTI_CONSULT,  /* the other side waits while this one talks to `to`; who hangs up then joins
                       the two, and *1 gives up and goes back */
  COR_CTI_PARK,     /* the other side waits where anybody can fetch it */
  COR_CTI_RECORD,
  COR_CTI_RECORD_PAUSE,
  COR_CTI_RECORD_RESUME,
  COR_CTI_RECORD_STOP,
} CorCtiMoveKind;

typedef struct {
  CorCtiMoveKind kind;
  const CorCtiConversation *conversation;
  const char *to; /* a number; NULL where there is none */
} CorCtiMove;

/* The server has begun to. move: read at once. */
void cor_cti_move_async (CorCti *self,
                         const CorCtiMove *move,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
gboolean cor_cti_move_finish (CorCti *self, GAsyncResult *result, GError **error);

/* Of a call on a desk phone whose "waiting" is set, since somebody is asked before a transfer: who
 * waits and who is talked to change places; or who was asked goes, and the first one comes back. */
void cor_cti_swap (CorCti *self, CorCall *call);
void cor_cti_go_back (CorCti *self, CorCall *call);

/* Realtime: connects, stays connected with back-off, until told to stop. Signals:
 *   "extension" (const char *exten, const char *status, gboolean online): for the user's own
 *     extensions and everybody's, repeats coalesced;
 *   "presence" (const char *username, int CorPresence);
 *   "chosen-presence" (const char *username, int CorCtiWhen, int CorPresence,
 *     const char *to or NULL);
 *   "phone": cti/colleagues.h; "parking": cti/parking.h; "queue", "queue-member":
 *     cti/queues.h; "talked", "summary": cti/summary.h;
 *   "default-device" (const char *device);
 *   "connected" (): events come from now on: what was fetched before may have changed since;
 *   "reconnected" (): what was shown may be old, fetch again;
 *   "taken-over" (): the same user is online elsewhere; stopped, not retried;
 *   "expired" (): the socket's sign-in was refused or left without an answer: the token is no
 *     longer good, or the server is not well. A REST request tells which. Tries go on;
 *   "desk-call" (CorCall): a call on a desk phone of the user's that we did not ask for: it rings
 *     there (INCOMING), or was dialled there. Known only after the profile has been fetched;
 *   "desk-reach" (const char *device, gboolean reached): this computer asked the phone itself;
 *   "desk-trouble" (const char *text): for the user: something that the server wanted done at a
 *     desk phone could not be.
 * Property "online" (boolean): the socket is up and signed in. */
void cor_cti_start_realtime (CorCti *self);
void cor_cti_stop_realtime (CorCti *self);
/* Requests and events go by new connections. TRUE: realtime has not been stopped, or taken over. */
gboolean cor_cti_renew (CorCti *self);
gboolean cor_cti_is_online (CorCti *self);

G_END_DECLS
