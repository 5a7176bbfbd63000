/* SPDX-License-Identifier: GPL-3.0-or-later
 * The organisation's policy file. It is read once: it changes with an
 * installation. */
#include "config.h"
#include "session/organisation.h"
#include "session-account.h"
#include "net/host.h"
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define PATH "/etc/cornetta/policy.conf"
#define MAX_BYTES (64 * 1024)
#define GROUP "account"
#define KEY "cor-organisation"

typedef struct {
  char *host; /* as the session names it, or NULL */
  gboolean locked;
  char *trouble; /* for the user, or NULL */
} Organisation;

static void
organisation_free (gpointer data)
{
  Organisation *self = data;

  g_free (self->host);
  g_free (self->trouble);
  g_free (self);
}

/* "http://" is kept, of this machine alone. */
static char *
dup_normal (const char *host, GError **error)
{
  g_autoptr (CorHost) parsed = cor_host_parse (host, error);

  if (parsed == NULL)
    return NULL;
  return g_strdup (g_str_has_prefix (parsed->origin, "https:") ? parsed->shown : parsed->origin);
}

static gboolean
read_file (GKeyFile *file, const char *path, GError **error)
{
  GStatBuf info;

  if (g_stat (path, &info) == 0 && info.st_size > MAX_BYTES) {
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, _ ("It is longer than %d bytes."),
                 MAX_BYTES);
    return FALSE;
  }
  return g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, error);
}

static void
read_account (Organisation *self, GKeyFile *file, GError **error)
{
  g_autofree char *host = g_key_file_get_string (file, GROUP, "host", NULL);
  g_autoptr (GError) wrong = NULL;
  gboolean locked = g_key_file_get_boolean (file, GROUP, "host-locked", &wrong);

  if (g_error_matches (wrong, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_INVALID_VALUE)) {
    g_propagate_error (error, g_steal_pointer (&wrong));
    return;
  }
  if (host == NULL || *host == '\0')
    return;
  self->host = dup_normal (host, error);
  self->locked = locked && self->host != NULL;
}

static Organisation *
read_policy (void)
{
  const char *path = g_getenv ("CORNETTA_POLICY");
  Organisation *self = g_new0 (Organisation, 1);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;

  if (path == NULL || *path == '\0')
    path = PATH;
  if (read_file (file, path, &error))
    read_account (self, file, &error);
  if (error != NULL && !g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    self->trouble = g_strdup_printf (
      _ ("What your organisation has set cannot be read from %s: %s Tell your administrator."),
      path, error->message);
  return self;
}

static Organisation *
get (CorSession *session)
{
  Organisation *self = g_object_get_data (G_OBJECT (session), KEY);

  if (self == NULL) {
    self = read_policy ();
    g_object_set_data_full (G_OBJECT (session), KEY, self, organisation_free);
  }
  return self;
}

const char *
cor_session_get_organisation_host (CorSession *self, gboolean *ret_locked)
{
  Organisation *organisation = get (self);

  *ret_locked = organisation->locked;
  return organisation->host;
}

void
cor_session_tell_organisation_trouble (CorSession *self)
{
  Organisation *organisation = get (self);

  if (organisation->trouble != NULL && self->state == COR_SESSION_SIGNED_OUT)
    cor_session_set_text (self, PROP_SIGN_IN_ERROR, organisation->trouble);
}

gboolean
cor_session_check_host (CorSession *self, const char *host, GError **error)
{
  Organisation *organisation = get (self);
  g_autofree char *normal = NULL;

  if (!organisation->locked)
    return TRUE;
  normal = dup_normal (host, NULL);
  if (g_strcmp0 (normal, organisation->host) == 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
               _ ("Your organisation has set the server: only %s can be signed in to."),
               organisation->host);
  return FALSE;
}
