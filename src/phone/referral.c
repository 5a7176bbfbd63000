/* SPDX-License-Identifier: GPL-3.0-or-later
 * The other side of a call asks us to call somebody else, and is told how that went (RFC 3515).
 * Whose place there to take comes with it where there is one (RFC 3891). All of it is a stranger's
 * word: only its number goes on from here, to be asked about. */
#include "config.h"
#include "referral.h"

#define REFERRALS_MAX 8          /* that nobody has decided on yet, of all calls */
#define REFUSED_MAX 3            /* of one call: who goes on asking is not asked about any more */
#define PLACE_MAX 256            /* bytes of a Replaces or Referred-By */
#define DECIDE_MS (170 * 1000)   /* for its user to decide */
#define SUBSCRIPTION_S (10 * 60) /* what they are told of */
#define LEAVE_MS 4000            /* for them to end the call that we are transferred from */

struct _CorWireReferral {
  guint id;
  CorEngine *engine;
  guint line;
  guint call;                  /* in which it was asked for; it may be gone */
  guint follower;              /* the call that was made for it; 0: not yet */
  struct sipnot *subscription; /* NULL: they don't want to hear of it, or can't be told */
  char *place;                 /* Replaces, or NULL */
  char *by;                    /* Referred-By, or NULL */
  struct tmr timer;
};

/* What a REFER says. */
typedef struct {
  char *number;
  char *place;
  guint places;
  gboolean silent; /* RFC 4488 */
} Asked;

static void
asked_clear (Asked *self)
{
  g_free (self->number);
  g_free (self->place);
}

static void
referral_free (gpointer data)
{
  CorWireReferral *self = data;

  tmr_cancel (&self->timer);
  mem_deref (self->subscription);
  g_free (self->place);
  g_free (self->by);
  g_free (self);
}

GHashTable *
cor_wire_referrals_new (void)
{
  return g_hash_table_new_full (NULL, NULL, NULL, referral_free);
}

CorWireReferral *
cor_wire_find_referral (CorEngine *engine, guint id)
{
  return g_hash_table_lookup (cor_wire_referrals (engine), GUINT_TO_POINTER (id));
}

static void
forget (CorWireReferral *self)
{
  g_hash_table_remove (cor_wire_referrals (self->engine), GUINT_TO_POINTER (self->id));
}

/* --- What they are told. --- */

static void
notify (CorWireReferral *self, guint code, const char *reason)
{
  enum sipevent_subst state = code >= 200 ? SIPEVENT_TERMINATED : SIPEVENT_ACTIVE;

  if (self->subscription == NULL)
    return;
  sipevent_notifyf (self->subscription, NULL, state, SIPEVENT_NORESOURCE, 0, "SIP/2.0 %u %s\r\n",
                    code, reason);
  if (code >= 200)
    self->subscription = mem_deref (self->subscription);
}

void
cor_wire_referral_end (CorWireReferral *self, guint code, const char *reason)
{
  if (self == NULL)
    return;
  notify (self, code, reason);
  forget (self);
}

static void
on_undecided (void *data)
{
  cor_wire_referral_end (data, 408, "Request Timeout");
}

static void
on_unsubscribed (int err, const struct sip_msg *message, void *data)
{
  CorWireReferral *self = data;

  self->subscription = mem_deref (self->subscription);
}

/* --- What they ask for. --- */

static gboolean
is_plain (const char *text)
{
  if (strlen (text) > PLACE_MAX)
    return FALSE;
  for (; *text != '\0'; text++) {
    if (!g_ascii_isprint (*text))
      return FALSE;
  }
  return TRUE;
}

static int
on_header (const struct pl *name, const struct pl *value, void *data)
{
  Asked *asked = data;
  g_autofree char *escaped = NULL;

  if (pl_strcasecmp (name, "Replaces") != 0)
    return 0;
  escaped = g_strndup (value->p, value->l);
  g_free (asked->place);
  asked->place = g_uri_unescape_string (escaped, NULL);
  asked->places++;
  return 0;
}

static gboolean
is_place (const Asked *asked)
{
  return asked->places == 1 && asked->place != NULL && is_plain (asked->place) &&
         strstr (asked->place, ";to-tag=") != NULL && strstr (asked->place, ";from-tag=") != NULL;
}

/* The code of a refusal, or 0. */
static guint
read_target (const struct sip_msg *message, Asked *asked)
{
  const struct sip_hdr *header = sip_msg_hdr (message, SIP_HDR_REFER_TO);
  struct sip_addr address;
  struct pl method;

  if (header == NULL || sip_msg_hdr_count (message, SIP_HDR_REFER_TO) != 1 ||
      sip_addr_decode (&address, &header->val) != 0)
    return 400;
  if (pl_strcasecmp (&address.uri.scheme, "sip") != 0 &&
      pl_strcasecmp (&address.uri.scheme, "sips") != 0)
    return 416;
  if (msg_param_decode (&address.uri.params, "method", &method) == 0 &&
      pl_strcasecmp (&method, "INVITE") != 0)
    return 501;
  uri_headers_apply (&address.uri.headers, on_header, asked);
  if (asked->places > 0 && !is_place (asked))
    return 400;
  asked->number = cor_wire_number (&address.uri);
  return *asked->number != '\0' ? 0 : 404;
}

static void
read_wish (const struct sip_msg *message, Asked *asked)
{
  const struct sip_hdr *header = sip_msg_xhdr (message, "Refer-Sub");

  asked->silent = header != NULL && header->val.l >= strlen ("false") &&
                  g_ascii_strncasecmp (header->val.p, "false", strlen ("false")) == 0;
}

static char *
read_by (const struct sip_msg *message)
{
  const struct sip_hdr *header = sip_msg_xhdr (message, "Referred-By");
  g_autofree char *by = header != NULL ? g_strndup (header->val.p, header->val.l) : NULL;

  return by != NULL && is_plain (by) ? g_steal_pointer (&by) : NULL;
}

static gboolean
is_asked_about (CorEngine *engine, guint call)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, cor_wire_referrals (engine));
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    if (((CorWireReferral *)value)->call == call)
      return TRUE;
  }
  return FALSE;
}

/* Nobody is sent on from a call that does not stand, and nobody twice at once. */
static guint
check_call (CorEngine *engine, const CorWireCall *wire)
{
  if (wire == NULL || !wire->established || wire->refused >= REFUSED_MAX ||
      g_hash_table_size (cor_wire_referrals (engine)) >= REFERRALS_MAX)
    return 603;
  return is_asked_about (engine, wire->id) ? 491 : 0;
}

static void
refuse (const struct sip_msg *message, guint code)
{
  static const struct {
    guint code;
    const char *reason;
  } reasons[] = {
    { 400, "Bad Refer-To" },
    { 404, "Not Found" },
    { 416, "Unsupported URI Scheme" },
    { 491, "Request Pending" },
    { 500, "Server Internal Error" },
    { 501, "Not Implemented" },
    { 603, "Decline" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++) {
    if (reasons[i].code == code)
      sip_treply (NULL, uag_sip (), message, (uint16_t)code, reasons[i].reason);
  }
}

/* --- It is accepted, which is no promise. --- */

static int
on_auth (char **user, char **password, const char *realm, void *account)
{
  return account_auth (account, user, password, realm);
}

static int
accept_silently (struct ua *ua, const struct sip_msg *message)
{
  struct sip_contact contact;

  sip_contact_set (&contact, ua_cuser (ua), &message->dst, message->tp);
  return sip_treplyf (NULL, NULL, uag_sip (), message, true, 202, "Accepted",
                      "%HRefer-Sub: false\r\nContent-Length: 0\r\n\r\n", sip_contact_print,
                      &contact);
}

static int
accept_it (CorWireReferral *self, struct call *call, const struct sip_msg *message, gboolean silent)
{
  struct ua *ua = call_get_ua (call);
  int err;

  if (silent)
    return accept_silently (ua, message);
  err = sipevent_accept (&self->subscription, uag_sipevent_sock (), message, call_dialog (call),
                         NULL, 202, "Accepted", 60, SUBSCRIPTION_S, SUBSCRIPTION_S, ua_cuser (ua),
                         "message/sipfrag;version=2.0", on_auth, ua_account (ua), true,
                         on_unsubscribed, self, NULL);
  if (err == 0)
    notify (self, 100, "Trying");
  return err;
}

static void
ask (CorEngine *engine, CorWireCall *wire, const struct sip_msg *message, Asked *asked)
{
  CorWireReferral *self = g_new0 (CorWireReferral, 1);
  CorEvent *event;

  self->id = cor_engine_next_call ();
  self->engine = engine;
  self->line = wire->line;
  self->call = wire->id;
  self->place = g_steal_pointer (&asked->place);
  self->by = read_by (message);
  if (accept_it (self, wire->call, message, asked->silent) != 0) {
    referral_free (self);
    refuse (message, 500);
    return;
  }
  g_hash_table_insert (cor_wire_referrals (engine), GUINT_TO_POINTER (self->id), self);
  tmr_start (&self->timer, DECIDE_MS, on_undecided, self);
  event = cor_wire_event (COR_EVENT_REFERRED, self->line, self->call);
  event->number = self->id;
  event->text = g_steal_pointer (&asked->number);
  cor_wire_emit (engine, event);
}

void
cor_wire_on_refer (struct call *call, const struct sip_msg *message, void *engine)
{
  CorWireCall *wire = cor_wire_find_call (engine, call);
  Asked asked = { 0 };
  guint code = check_call (engine, wire);

  if (code == 0)
    code = read_target (message, &asked);
  read_wish (message, &asked);
  if (code == 0)
    ask (engine, wire, message, &asked);
  else
    refuse (message, code);
  asked_clear (&asked);
}

/* --- It is followed, or not. --- */

int
cor_wire_referral_write (const CorWireReferral *self, struct ua *ua)
{
  struct list headers = LIST_INIT;
  int err = 0;

  if (self != NULL && self->place != NULL)
    err = custom_hdrs_add (&headers, "Replaces", "%s", self->place);
  if (err == 0 && self != NULL && self->by != NULL)
    err = custom_hdrs_add (&headers, "Referred-By", "%s", self->by);
  if (err == 0)
    err = ua_set_custom_hdrs (ua, &headers);
  list_flush (&headers);
  return err;
}

void
cor_wire_referral_follow (CorWireReferral *self, guint call)
{
  if (self == NULL)
    return;
  tmr_cancel (&self->timer);
  self->follower = call;
}

void
cor_wire_refuse_referral (CorEngine *engine, guint id)
{
  CorWireReferral *self = cor_wire_find_referral (engine, id);
  CorWireCall *wire =
    self != NULL ? g_hash_table_lookup (cor_wire_calls (engine), GUINT_TO_POINTER (self->call))
                 : NULL;

  if (wire != NULL)
    wire->refused++;
  cor_wire_referral_end (self, 603, "Decline");
}

static CorWireReferral *
find_follower (CorEngine *engine, guint call)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, cor_wire_referrals (engine));
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    if (((CorWireReferral *)value)->follower == call)
      return value;
  }
  return NULL;
}

/* Who asked is to end the call that it was asked in. Some wait for us to. */
static void
on_left_behind (void *data)
{
  CorWireReferral *self = data;
  CorEngine *engine = self->engine;
  CorWireCall *wire = g_hash_table_lookup (cor_wire_calls (engine), GUINT_TO_POINTER (self->call));

  forget (self);
  if (wire != NULL)
    cor_wire_leave (wire);
}

void
cor_wire_referral_reached (CorWireCall *wire)
{
  CorWireReferral *self = find_follower (wire->engine, wire->id);
  CorWireCall *before;

  if (self == NULL)
    return;
  notify (self, 200, "OK");
  before = g_hash_table_lookup (cor_wire_calls (self->engine), GUINT_TO_POINTER (self->call));
  if (before == NULL) {
    forget (self);
    return;
  }
  before->transferring = TRUE;
  tmr_start (&self->timer, LEAVE_MS, on_left_behind, self);
}

/* Once it was reached it can't fail any more. */
static gboolean
is_over (const CorWireReferral *self)
{
  return tmr_isrunning (&self->timer);
}

void
cor_wire_referral_failed (CorEngine *engine, guint call, guint code, const char *text)
{
  CorWireReferral *self = find_follower (engine, call);
  const char *reason = code >= 300 && text != NULL ? strchr (text, ' ') : NULL;

  if (self == NULL || is_over (self))
    return;
  if (reason != NULL)
    cor_wire_referral_end (self, code, reason + 1);
  else
    cor_wire_referral_end (self, 503, "Service Unavailable");
}

void
cor_wire_remove_referrals (CorEngine *engine, guint line)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, cor_wire_referrals (engine));
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    if (((CorWireReferral *)value)->line == line)
      g_hash_table_iter_remove (&iter);
  }
}
