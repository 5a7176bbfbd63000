/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who is signed in, by either generation's token. */
#include "sessions.h"
#include "json-out.h"
#include <string.h>

#define LIFE_S (14 * 24 * 3600)
#define LASTING_LIFE_S (100LL * 365 * 24 * 3600)
/* What a stranger's sign-ins may make grow. */
#define MAX_SESSIONS 5000

struct _CorSessions {
  CorPeople *people;
  guint8 key[32];
  GHashTable *by_token; /* token -> CorSession, owned */
  GQueue order;         /* CorSession, oldest first */
  GHashTable *serials;  /* CorPerson -> the serial of the older server's lasting token */
  GHashTable *legacy;   /* "user:token" -> CorPerson */
  GQueue legacy_order;  /* the same keys, oldest first */
  GHashTable *lasting;  /* CorPerson -> "user:token" */
  guint counter;
};

static void
free_session (gpointer data)
{
  CorSession *session = data;
  g_free (session->token);
  g_free (session->user);
  g_free (session->audience);
  g_free (session);
}

CorSessions *
cor_sessions_new (CorPeople *people)
{
  CorSessions *sessions = g_new0 (CorSessions, 1);
  sessions->people = people;
  for (guint i = 0; i < sizeof sessions->key; i++)
    sessions->key[i] = g_random_int_range (0, 256);
  sessions->by_token = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_session);
  sessions->serials = g_hash_table_new (NULL, NULL);
  sessions->legacy = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  sessions->lasting = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  return sessions;
}

void
cor_sessions_free (CorSessions *sessions)
{
  g_queue_clear (&sessions->order);
  g_queue_clear (&sessions->legacy_order);
  g_hash_table_unref (sessions->by_token);
  g_hash_table_unref (sessions->serials);
  g_hash_table_unref (sessions->legacy);
  g_hash_table_unref (sessions->lasting);
  g_free (sessions);
}

/* --- JSON Web Tokens, HS256 --- */

static char *
base64url (const guint8 *data, gsize length)
{
  char *text = g_base64_encode (data, length);
  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';
  return text;
}

static guint8 *
unbase64url (const char *text, gsize *ret_length)
{
  g_autoptr (GString) padded = g_string_new (text);
  while (padded->len % 4)
    g_string_append_c (padded, '=');
  g_strdelimit (padded->str, "-", '+');
  g_strdelimit (padded->str, "_", '/');
  return g_base64_decode (padded->str, ret_length);
}

static char *
sign (CorSessions *sessions, const char *text)
{
  guint8 digest[32];
  gsize length = sizeof digest;
  g_autoptr (GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA256, sessions->key, sizeof sessions->key);
  g_hmac_update (hmac, (const guint8 *)text, strlen (text));
  g_hmac_get_digest (hmac, digest, &length);
  return base64url (digest, length);
}

static char *
make_token (CorSessions *sessions, const CorSession *session)
{
  static const char header[] = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
  g_autoptr (GString) claims = g_string_new (NULL);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  cor_json_open (claims, NULL, '{');
  cor_json_bool (claims, "2fa", session->person->otp);
  if (session->audience)
    cor_json_string (claims, "aud", session->audience);
  cor_json_int (claims, "exp", session->expires);
  cor_json_int (claims, "iat", now);
  cor_json_string (claims, "id", session->user);
  cor_json_int (claims, "orig_iat", now);
  cor_json_bool (claims, "otp_verified", session->verified);
  cor_json_string (claims, "profile_id", session->person->advanced ? "3" : "1");
  /* Two tokens of one second are still two. */
  cor_json_int (claims, "n", ++sessions->counter);
  cor_json_close (claims, '}');
  g_autofree char *head = base64url ((const guint8 *)header, sizeof header - 1);
  g_autofree char *body = base64url ((const guint8 *)claims->str, claims->len);
  g_autofree char *text = g_strdup_printf ("%s.%s", head, body);
  g_autofree char *signature = sign (sessions, text);
  return g_strdup_printf ("%s.%s", text, signature);
}

static CorTokenState
check_text (CorSessions *sessions, const char *token)
{
  g_auto (GStrv) parts = g_strsplit (token, ".", 4);
  if (g_strv_length (parts) != 3)
    return COR_TOKEN_MALFORMED;
  gsize length;
  g_autofree guint8 *header = unbase64url (parts[0], &length);
  g_autoptr (JsonParser) parser = json_parser_new ();
  if (!header || !length || !json_parser_load_from_data (parser, (char *)header, length, NULL))
    return COR_TOKEN_MALFORMED;
  g_autofree char *text = g_strdup_printf ("%s.%s", parts[0], parts[1]);
  g_autofree char *signature = sign (sessions, text);
  return g_str_equal (signature, parts[2]) ? COR_TOKEN_GOOD : COR_TOKEN_BAD_SIGNATURE;
}

/* --- the middleware --- */

static guint
serial_of (CorSessions *sessions, const CorPerson *person)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (sessions->serials, person));
}

static void
rotate (CorSessions *sessions, CorPerson *person)
{
  guint next = serial_of (sessions, person) + 1;
  g_hash_table_insert (sessions->serials, person, GUINT_TO_POINTER (next));
}

static CorSession *
add_session (CorSessions *sessions, CorSession *session)
{
  session->token = make_token (sessions, session);
  g_hash_table_insert (sessions->by_token, session->token, session);
  g_queue_push_tail (&sessions->order, session);
  if (sessions->order.length > MAX_SESSIONS)
    cor_sessions_drop (sessions, g_queue_peek_head (&sessions->order));
  return session;
}

CorSession *
cor_sessions_issue (CorSessions *sessions,
                    CorPerson *person,
                    const char *audience,
                    gboolean verified)
{
  CorSession *session = g_new0 (CorSession, 1);
  session->user = g_strdup (person->username);
  session->person = person;
  session->verified = verified;
  session->audience = g_strdup (audience);
  session->serial = serial_of (sessions, person);
  session->expires =
    g_get_real_time () / G_USEC_PER_SEC + (audience ? LASTING_LIFE_S : (gint64)LIFE_S);
  return add_session (sessions, session);
}

CorSession *
cor_sessions_sign_in (CorSessions *sessions, const char *user, const char *password)
{
  CorPerson *person = cor_people_find (sessions->people, user);
  if (!person || !person->password || !g_str_equal (person->password, password))
    return NULL;
  gboolean by_number = g_ascii_isdigit (*user);
  if (by_number)
    rotate (sessions, person);
  CorSession *session = cor_sessions_issue (sessions, person, NULL, FALSE);
  if (by_number)
    session->serial = G_MAXUINT;
  return session;
}

CorTokenState
cor_sessions_check (CorSessions *sessions, const char *authorization, CorSession **ret_session)
{
  if (!authorization || !g_str_has_prefix (authorization, "Bearer "))
    return COR_TOKEN_MISSING;
  const char *token = authorization + strlen ("Bearer ");
  CorTokenState state = check_text (sessions, token);
  if (state != COR_TOKEN_GOOD)
    return state;
  CorSession *session = g_hash_table_lookup (sessions->by_token, token);
  if (!session)
    return COR_TOKEN_UNKNOWN;
  if (session->expires <= g_get_real_time () / G_USEC_PER_SEC)
    return COR_TOKEN_EXPIRED;
  *ret_session = session;
  return session->person->otp && !session->verified ? COR_TOKEN_UNKNOWN : COR_TOKEN_GOOD;
}

gboolean
cor_sessions_is_fresh (CorSessions *sessions, const CorSession *session)
{
  return session->serial == serial_of (sessions, session->person);
}

CorSession *
cor_sessions_find_audience (CorSessions *sessions, const CorPerson *person, const char *audience)
{
  for (GList *link = sessions->order.head; link; link = link->next) {
    CorSession *session = link->data;
    if (session->person == person && g_strcmp0 (session->audience, audience) == 0)
      return session;
  }
  return NULL;
}

gboolean
cor_sessions_knows (CorSessions *sessions, const CorPerson *person)
{
  for (GList *link = sessions->order.head; link; link = link->next)
    if (((CorSession *)link->data)->person == person)
      return TRUE;
  return FALSE;
}

void
cor_sessions_drop (CorSessions *sessions, CorSession *session)
{
  g_queue_remove (&sessions->order, session);
  g_hash_table_remove (sessions->by_token, session->token);
}

void
cor_sessions_drop_all (CorSessions *sessions, const CorPerson *person, const CorSession *keep)
{
  for (GList *link = sessions->order.head, *next; link; link = next) {
    CorSession *session = link->data;
    next = link->next;
    if (session->person == person && session != keep)
      cor_sessions_drop (sessions, session);
  }
}

void
cor_sessions_expire_all (CorSessions *sessions)
{
  for (GList *link = sessions->order.head; link; link = link->next)
    ((CorSession *)link->data)->expires = 0;
  g_hash_table_remove_all (sessions->legacy);
  g_queue_clear (&sessions->legacy_order);
}

/* --- the older server --- */

static void
add_legacy (CorSessions *sessions, char *key, CorPerson *person)
{
  g_hash_table_insert (sessions->legacy, key, person);
  g_queue_push_tail (&sessions->legacy_order, key);
  if (sessions->legacy_order.length > MAX_SESSIONS)
    g_hash_table_remove (sessions->legacy, g_queue_pop_head (&sessions->legacy_order));
}

static void
drop_legacy (CorSessions *sessions, const char *key)
{
  for (GList *link = sessions->legacy_order.head; link; link = link->next)
    if (g_str_equal (link->data, key)) {
      char *own = link->data;
      g_queue_delete_link (&sessions->legacy_order, link);
      g_hash_table_remove (sessions->legacy, own);
      return;
    }
}

static char *
random_hex (void)
{
  return g_strdup_printf ("%08x%08x%08x%08x%08x", g_random_int (), g_random_int (), g_random_int (),
                          g_random_int (), g_random_int ());
}

/* user: as the client writes it in its header, which is part of what is signed. */
static char *
legacy_key (const char *user, const CorPerson *person, const char *nonce)
{
  g_autofree char *lower = g_ascii_strdown (user, -1);
  g_autofree char *text = g_strdup_printf ("%s:%s:%s", lower, person->password, nonce);
  g_autofree char *token = g_compute_hmac_for_string (
    G_CHECKSUM_SHA1, (const guint8 *)person->password, strlen (person->password), text, -1);
  return g_strdup_printf ("%s:%s", lower, token);
}

char *
cor_sessions_legacy_sign_in (CorSessions *sessions, const char *user, const char *password)
{
  CorPerson *person = cor_people_find (sessions->people, user);
  if (!person || !person->password || !g_str_equal (person->password, password))
    return NULL;
  char *nonce = random_hex ();
  add_legacy (sessions, legacy_key (user, person, nonce), person);
  return nonce;
}

CorPerson *
cor_sessions_legacy_check (CorSessions *sessions, const char *authorization)
{
  if (!authorization)
    return NULL;
  const char *colon = strchr (authorization, ':');
  if (!colon)
    return NULL;
  g_autofree char *user = g_ascii_strdown (authorization, colon - authorization);
  g_autofree char *key = g_strconcat (user, colon, NULL);
  return g_hash_table_lookup (sessions->legacy, key);
}

void
cor_sessions_legacy_sign_out (CorSessions *sessions, const char *authorization)
{
  drop_legacy (sessions, authorization);
}

char *
cor_sessions_legacy_lasting (CorSessions *sessions, const char *user, CorPerson *person)
{
  g_autofree char *nonce = random_hex ();
  char *key = legacy_key (user, person, nonce);
  const char *before = g_hash_table_lookup (sessions->lasting, person);
  if (before)
    drop_legacy (sessions, before);
  rotate (sessions, person);
  g_hash_table_insert (sessions->lasting, person, g_strdup (key));
  add_legacy (sessions, key, person);
  return g_strdup (strchr (key, ':') + 1);
}
