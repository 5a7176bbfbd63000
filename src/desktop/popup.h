/* SPDX-License-Identifier: GPL-3.0-or-later
 * What one notification says: a plain value that threads copy. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

#define COR_POPUP_ACTIONS_MAX 3 /* GNOME Shell shows no more */

typedef struct {
  const char *key; /* static; "default" is the click on the body, and has no button */
  char *label;     /* for the user, in their language */
} CorPopupAction;

/* What one notification says. Plain text: the thread escapes the body where the daemon
 * wants markup. */
typedef struct {
  char *summary;        /* never empty */
  char *body;           /* or NULL */
  const char *category; /* static */
  gboolean ringing;     /* critical, resident, never expires */
  gboolean clickable;   /* a click on the body is the action "default" */
  CorPopupAction actions[COR_POPUP_ACTIONS_MAX];
  guint n_actions;
} CorPopup;

CorPopup *cor_popup_new (const char *summary, const char *body, const char *category);
void cor_popup_add_action (CorPopup *self, const char *key, const char *label);
CorPopup *cor_popup_copy (const CorPopup *self);
void cor_popup_free (CorPopup *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CorPopup, cor_popup_free)

G_END_DECLS
