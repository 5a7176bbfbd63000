/* SPDX-License-Identifier: GPL-3.0-or-later
 * A registration: how this computer gets to be a phone. A SIP line today, the
 * server's WebRTC gateway beside it; a call cannot tell which it came by. */
#pragma once
#include "model/call.h"
#include "model/number.h"

G_BEGIN_DECLS

typedef enum {
  COR_LINE_OFFLINE,     /* not asked to register, or unregistered */
  COR_LINE_REGISTERING, /* asked, or trying again; `reason` says why again */
  COR_LINE_READY,       /* registered: calls go out and come in */
  COR_LINE_FAILED,      /* refused for a reason that trying again won't mend */
} CorLineState;

#define COR_TYPE_LINE (cor_line_get_type ())
G_DECLARE_DERIVABLE_TYPE (CorLine, cor_line, COR, LINE, GObject)

/* Properties: state (int, CorLineState), label (string, what the user knows it by: "201"),
 * kind (string: "sip", "gateway"), reason (string or NULL: for the user, when not READY).
 * Signals: "incoming" (CorCall) in state INCOMING, not yet in any list; "referred" (CorCall, the
 * number as they write it, guint): its other side asks that this number is called instead. That
 * is a stranger's word, and ends in cor_line_follow() or cor_line_refuse() with the last. */
struct _CorLineClass {
  GObjectClass parent_class;
  void (*connect) (CorLine *self);
  void (*disconnect) (CorLine *self);
  CorCall *(*dial) (CorLine *self, const CorNumber *number);
  CorCall *(*follow) (CorLine *self, const CorNumber *number, guint referral); /* NULL: can't */
  void (*refuse) (CorLine *self, guint referral);                              /* NULL: can't */
};

/* Registers, and keeps at it with back-off until told to disconnect. */
void cor_line_connect (CorLine *self);
void cor_line_disconnect (CorLine *self);
/* Transfer full, never NULL, in state DIALING; a call that can't be sent ends by itself with a
 * reason. The caller puts it into the list. */
CorCall *cor_line_dial (CorLine *self, const CorNumber *number);
/* Likewise, for who asked for it, who is told what came of it; NULL when it is none of this line's
 * (any more). */
CorCall *cor_line_follow (CorLine *self, const CorNumber *number, guint referral);
void cor_line_refuse (CorLine *self, guint referral);
CorLineState cor_line_get_state (CorLine *self);
char *cor_line_dup_label (CorLine *self);
char *cor_line_dup_reason (CorLine *self);

/* For who implements one. Both tell of what changed alone. kind: a static string. */
void cor_line_set_state (CorLine *line, CorLineState state, const char *reason);
void cor_line_set_label (CorLine *line, const char *kind, const char *label);

G_END_DECLS
