/* SPDX-License-Identifier: GPL-3.0-or-later
 * An icon among those of the desktop's panel, with a menu: where there is a
 * place for such icons (Plasma, Xfce, GNOME with an extension). Owner: session.
 * Thread: main context. */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  COR_STATUS_OFFLINE,
  COR_STATUS_READY,
  COR_STATUS_DND,
  COR_STATUS_MISSED,
  COR_STATUS_RINGING,
  COR_STATUS_BUSY,
} CorStatus;

typedef struct {
  CorStatus status;
  const char *text; /* for people, or NULL */
  gboolean dnd;     /* is chosen */
  gboolean may_dnd; /* can be chosen */
} CorStatusLook;

#define COR_TYPE_STATUS_ITEM (cor_status_item_get_type ())
G_DECLARE_FINAL_TYPE (CorStatusItem, cor_status_item, COR, STATUS_ITEM, GObject)

/* Signal: "chosen" (const char *what, const char *activation_token or NULL), what being "show",
 * "new-call", "do-not-disturb" or "quit". Without a place for icons nothing happens, until one
 * comes; the last reference takes the icon away. */
CorStatusItem *cor_status_item_new (void);
void cor_status_item_set (CorStatusItem *self, const CorStatusLook *look);

G_END_DECLS
