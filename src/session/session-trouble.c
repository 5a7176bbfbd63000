/* SPDX-License-Identifier: GPL-3.0-or-later
 * The banner: of all that is wrong, what the user should know first, and the
 * button that mends it. */
#include "config.h"
#include "session-private.h"
#include <glib/gi18n-lib.h>

typedef struct {
  char *text; /* owned */
  const char *action;
  const char *button;
} Trouble;

static gboolean
line_trouble (CorSession *self, Trouble *ret)
{
  CorLineState state;
  g_autofree char *reason = NULL;

  if (self->line == NULL)
    return FALSE;
  if (cor_session_line_is_deaf (self)) {
    *ret = (Trouble){ cor_session_dup_line_why (self), "app.retry", _ ("Try again") };
    return TRUE;
  }
  state = cor_line_get_state (self->line);
  reason = cor_line_dup_reason (self->line);
  if (reason == NULL || (state != COR_LINE_FAILED && state != COR_LINE_REGISTERING))
    return FALSE;
  *ret = (Trouble){ g_steal_pointer (&reason), "app.retry", _ ("Try again") };
  return TRUE;
}

static gboolean
no_line_trouble (CorSession *self, Trouble *ret)
{
  if (!cor_session_lacks_phone_link (self))
    return FALSE;
  *ret = (Trouble){ g_strdup (
                      _ ("“Phone Link” is not enabled for you, so this computer is no phone. Your "
                         "administrator can enable it; desk phones work meanwhile.")),
                    "app.ask-administrator", _ ("What to Ask…") };
  return TRUE;
}

static gboolean
audio_trouble (CorSession *self, Trouble *ret)
{
  g_autofree char *text = NULL;

  /* Who calls with a desk phone needs no microphone here. */
  if (self->phone == NULL ||
      (g_strcmp0 (self->texts[PROP_DEVICE], COR_DEVICE_ID_THIS_COMPUTER) != 0 &&
       g_list_model_get_n_items (G_LIST_MODEL (self->calls)) == 0))
    return FALSE;
  g_object_get (self->phone, "audio-trouble", &text, NULL);
  if (text == NULL)
    return FALSE;
  *ret = (Trouble){ g_steal_pointer (&text), "app.preferences", _ ("Sound settings") };
  return TRUE;
}

static gboolean
kept_trouble (const char *text, gboolean retry, Trouble *ret)
{
  if (text == NULL)
    return FALSE;
  *ret = (Trouble){ g_strdup (text), retry ? "app.retry" : NULL, retry ? _ ("Try again") : NULL };
  return TRUE;
}

static gboolean
elsewhere_trouble (CorSession *self, Trouble *ret)
{
  if (!self->elsewhere)
    return FALSE;
  *ret = (Trouble){ g_strdup (_ ("You are online with another program, and live updates go there. "
                                 "Use them here instead?")),
                    "app.use-here", _ ("Use Here") };
  return TRUE;
}

/* In order of what keeps the user from talking. */
void
cor_session_update_trouble (CorSession *self)
{
  Trouble trouble = { NULL, NULL, NULL };

  if (self->stopping)
    return;
  if (!kept_trouble (self->server_trouble, TRUE, &trouble) && !elsewhere_trouble (self, &trouble) &&
      !line_trouble (self, &trouble) && !no_line_trouble (self, &trouble) &&
      !audio_trouble (self, &trouble))
    kept_trouble (self->mirror_trouble, FALSE, &trouble);
  cor_session_set_text (self, PROP_TROUBLE_ACTION, trouble.action);
  cor_session_set_text (self, PROP_TROUBLE_BUTTON, trouble.button);
  cor_session_set_text (self, PROP_TROUBLE, trouble.text);
  g_free (trouble.text);
}
