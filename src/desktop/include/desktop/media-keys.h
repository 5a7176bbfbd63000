/* SPDX-License-Identifier: GPL-3.0-or-later
 * The keys of a keyboard or headset for players, while they are wanted:
 * GNOME's service gives them to who asked last.
 * Source: org.gnome.SettingsDaemon.MediaKeys of gnome-settings-daemon.
 * Thread: main context. */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

#define COR_TYPE_MEDIA_KEYS (cor_media_keys_get_type ())
G_DECLARE_FINAL_TYPE (CorMediaKeys, cor_media_keys, COR, MEDIA_KEYS, GObject)

typedef enum {
  COR_MEDIA_KEY_PLAY, /* or Pause: many headsets have one for both */
  COR_MEDIA_KEY_STOP,
} CorMediaKey;

/* Signal: "pressed" (int, CorMediaKey), only while they are wanted. */
CorMediaKeys *cor_media_keys_new (void);
void cor_media_keys_set_wanted (CorMediaKeys *self, gboolean wanted);

G_END_DECLS
