/* SPDX-License-Identifier: GPL-3.0-or-later
 * Players of music and films give way to a call: MPRIS. Owner: session.
 * Thread: main context. */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

#define COR_TYPE_MUSIC (cor_music_get_type ())
G_DECLARE_FINAL_TYPE (CorMusic, cor_music, COR, MUSIC, GObject)

CorMusic *cor_music_new (void);
/* TRUE pauses what plays, FALSE lets it go on: those players alone that were paused here, and
 * that nobody has touched since. */
void cor_music_set_paused (CorMusic *self, gboolean paused);

G_END_DECLS
