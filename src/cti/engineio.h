/* SPDX-License-Identifier: GPL-3.0-or-later
 * Frames of Engine.IO 4 with Socket.IO 5 in them, as far as the server uses
 * them. Pure: no I/O, no allocation while reading. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  COR_FRAME_OTHER,      /* nothing for us, or nothing at all */
  COR_FRAME_OPEN,       /* 0{...}; payload is the JSON */
  COR_FRAME_CLOSE,      /* 1 */
  COR_FRAME_PING,       /* 2 */
  COR_FRAME_CONNECT,    /* 40 */
  COR_FRAME_DISCONNECT, /* 41 */
  COR_FRAME_EVENT,      /* 42[...]; payload is the JSON */
  COR_FRAME_REFUSED,    /* 44 */
} CorFrameKind;

typedef struct {
  CorFrameKind kind;
  const char *payload; /* into the text */
  gsize payload_len;
} CorFrame;

#define COR_FRAME_TEXT_PONG "3"
#define COR_FRAME_TEXT_CONNECT "40"
#define COR_FRAME_TEXT_TAKE_OVER_ACK "42[\"takeOverAck\"]"

CorFrame cor_engineio_parse (const char *text, gsize len);
/* Starts exactly with 42["login": the middleware looks for nothing else. */
char *cor_engineio_build_login (const char *user, const char *token);

G_END_DECLS
