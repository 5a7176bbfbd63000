/* SPDX-License-Identifier: GPL-3.0-or-later
 * What this computer rings with: the choice, the reading of its file, and hearing it. */
#pragma once
#include "sound.h"

G_BEGIN_DECLS

typedef struct _CorRingtone CorRingtone;

typedef void (*CorRingtoneFunc) (gpointer user_data);

/* Main context. changed: why the file can't be rung with is another one now. Owner: the phone. */
CorRingtone *cor_ringtone_new (CorSound *sound, CorRingtoneFunc changed, gpointer user_data);
void cor_ringtone_free (CorRingtone *self);
void cor_ringtone_choose (CorRingtone *self, gboolean by_country, const char *path);
const char *cor_ringtone_get_trouble (CorRingtone *self);
/* It rings: a file that was not there, or not to be read, may be by now. */
void cor_ringtone_note_ringing (CorRingtone *self);
/* Takes the task over. */
void cor_ringtone_play (CorRingtone *self, GTask *task);

G_END_DECLS
