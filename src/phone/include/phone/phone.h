/* SPDX-License-Identifier: GPL-3.0-or-later
 * The telephone of this computer: the SIP stack on its own thread, its lines
 * and its sound. The only room that sees re.h and baresip.h.
 *
 * Thread: everything here on the main context; the stack's own thread is never
 * seen from outside. Owner: session. */
#pragma once
#include "model/call-stats.h"
#include "model/clock.h"
#include "model/line.h"

G_BEGIN_DECLS

#define COR_PHONE_ERROR (cor_phone_error_quark ())
GQuark cor_phone_error_quark (void);

typedef enum {
  COR_PHONE_ERROR_START,   /* the stack would not start; the message says at what step */
  COR_PHONE_ERROR_ACCOUNT, /* an account field is not usable; the message names it */
} CorPhoneError;

#define COR_TYPE_PHONE (cor_phone_get_type ())
G_DECLARE_FINAL_TYPE (CorPhone, cor_phone, COR, PHONE, GObject)

typedef enum { COR_TRANSPORT_UDP, COR_TRANSPORT_TCP, COR_TRANSPORT_TLS } CorTransport;
typedef enum { COR_SRTP_OFF, COR_SRTP_OPTIONAL, COR_SRTP_REQUIRED } CorSrtp;

/* A registration's particulars; borrowed for the call that takes them. */
typedef struct {
  const char *user;       /* SIP user and digest user, unless auth_user is set */
  const char *auth_user;  /* or NULL */
  const char *password;   /* or NULL; never written to a log, an AOR or a file */
  const char *domain;     /* of the identity: sip:user@domain */
  const char *proxy;      /* host[:port] to send to, or NULL for the domain itself */
  CorTransport transport; /* TLS verifies certificate and host name, always */
  CorSrtp srtp;
  guint expires;            /* seconds; 0 = 120, which notices a restarted server */
  const char *label;        /* what the user knows the line by; NULL = user */
  const char *display_name; /* or NULL */
} CorSipAccount;

typedef struct {
  const char *interface; /* bind SIP and RTP to this address ("127.0.0.1"); NULL = by route */
  const char *ca_file;   /* PEM bundle; NULL = the system's */
  gboolean trace;        /* SIP messages to the log at debug level, secrets blanked */
  const CorClock *clock; /* for registering; NULL = the machine's */
} CorPhoneConfig;

/* Starts the thread and waits for the stack to be up (5 ms as measured). */
CorPhone *cor_phone_new (const CorPhoneConfig *config, GError **error);

/* BYE, un-REGISTER, then the end of the thread: at most 1.5 s when nobody answers, without
 * blocking the main context. Calls end with COR_CALL_END_LOCAL first. After `callback` only unref
 * is left to do; an unref without it stops hard and at once. */
void cor_phone_stop_async (CorPhone *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean cor_phone_stop_finish (CorPhone *self, GAsyncResult *result, GError **error);

/* Transfer full. Dropping the last reference unregisters and ends the line's calls. */
CorLine *cor_phone_add_sip_line (CorPhone *self, const CorSipAccount *account, GError **error);

/* The computer was asleep: all lines ask their servers at once, by new connections. */
void cor_phone_wake (CorPhone *self);

/* --- Sound. Device names are the sound server's own, stable over restarts; NULL = default. --- */

typedef enum { COR_AUDIO_MICROPHONE, COR_AUDIO_SPEAKER, COR_AUDIO_RINGER } CorAudioRole;

/* A GListModel of CorAudioDevice (below), kept up to date; transfer none. */
GListModel *cor_phone_get_audio_devices (CorPhone *self, CorAudioRole role);
/* The first of these names that is there, at any time: what is unplugged in a call is replaced by
 * the next, and used again when it comes back. NULL, or none of them there: the default. */
void cor_phone_set_audio_devices (CorPhone *self, CorAudioRole role, const char *const *names);
/* Takes the echo of the speaker, and noise, out of the microphone's sound; at once, in running
 * calls too. Neither is before it is asked for. */
void cor_phone_set_voice (CorPhone *self, gboolean echo_cancellation, gboolean noise_suppression);
/* FALSE: Cornetta was built without the library that does it. */
gboolean cor_phone_can_process_voice (CorPhone *self);
/* Property "audio-trouble" (string or NULL): why a microphone or speaker can't be used, for the
 * user; calls go on with silence in its place. */

#define COR_TYPE_AUDIO_DEVICE (cor_audio_device_get_type ())
G_DECLARE_FINAL_TYPE (CorAudioDevice, cor_audio_device, COR, AUDIO_DEVICE, GObject)
const char *cor_audio_device_get_name (CorAudioDevice *self);        /* stable */
const char *cor_audio_device_get_description (CorAudioDevice *self); /* for the user */

void cor_phone_get_stats_async (CorPhone *self,
                                CorCall *call,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean cor_phone_get_stats_finish (CorPhone *self,
                                     GAsyncResult *result,
                                     CorCallStats *ret_stats,
                                     GError **error);

/* From now on the end of this call's sound is told by the signal
 * "call-measured" (guint id of the CorCall, const CorCallStats *stats), even after the call's own
 * end; stats are NULL when there was no sound. FALSE: it is none of this phone's. */
gboolean cor_phone_measure (CorPhone *self, CorCall *call);

/* What calls from now on offer, in this order, and accept: of "opus", "G722", "PCMA" and "PCMU",
 * each at most once. None of them: all, in that order. An answer keeps to the order of the offer.
 */
void cor_phone_set_codecs (CorPhone *self, const char *const *names);
/* Whose exchanges' tones are made, "IT"; NULL or one that is not known: what most countries have.
 */
void cor_phone_set_country (CorPhone *self, const char *country);

/* The ring tone of this computer; session decides when. Looped, on the ringer device. */
void cor_phone_set_ringing (CorPhone *self, gboolean ringing);

/* Two short tones on the ringer device, before a call is answered by itself. */
#define COR_PHONE_BEEP_MS 600
void cor_phone_beep (CorPhone *self);

G_END_DECLS
