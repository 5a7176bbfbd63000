/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who carries out a call's commands: a line of this computer, or the server
 * for a desk phone. CorCall forwards to it; nothing above can tell which. */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _CorCall CorCall;

#define COR_TYPE_CALL_CONTROL (cor_call_control_get_type ())
G_DECLARE_INTERFACE (CorCallControl, cor_call_control, COR, CALL_CONTROL, GObject)

/* All on the main context. None fails in place: what became of a command shows
 * in the call's state, or in its "trouble" property. */
struct _CorCallControlInterface {
  GTypeInterface parent;
  void (*answer) (CorCallControl *self, CorCall *call);
  /* At the call's "also-at". NULL: nowhere else. */
  void (*answer_there) (CorCallControl *self, CorCall *call);
  void (*decline) (CorCallControl *self, CorCall *call);
  void (*hang_up) (CorCallControl *self, CorCall *call);
  void (*set_hold) (CorCallControl *self, CorCall *call, gboolean hold);
  void (*set_mute) (CorCallControl *self, CorCall *call, gboolean mute);
  /* [0-9*#A-D], and ',' and 'w', which pause for 2 s. */
  void (*send_digits) (CorCallControl *self, CorCall *call, const char *digits);
  /* Blind: the other side is sent to that number, and this side is out of it. NULL: can't. */
  void (*transfer) (CorCallControl *self, CorCall *call, const char *to);
  /* The other sides of both calls are put together, and this side is out of it. NULL: can't. */
  void (*join) (CorCallControl *self, CorCall *call, CorCall *other);
};

G_END_DECLS
