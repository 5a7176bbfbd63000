/* SPDX-License-Identifier: GPL-3.0-or-later
 * What every road to a call makes first: link, command line, D-Bus, entry,
 * contact, history, notification. Immutable. */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  COR_ORIGIN_LINK,    /* a stranger may have written it: a page, a mail, a document */
  COR_ORIGIN_CONTROL, /* D-Bus or command line: `cornetta ctl call`, `cornetta --dial` */
  COR_ORIGIN_TYPED,
  COR_ORIGIN_CONTACT,
  COR_ORIGIN_HISTORY,
  COR_ORIGIN_NOTIFICATION,
  COR_ORIGIN_PEER, /* the other side of a call, or a server between, asks for it: always asked */
} CorOrigin;

#define COR_TYPE_DIAL_REQUEST (cor_dial_request_get_type ())
G_DECLARE_FINAL_TYPE (CorDialRequest, cor_dial_request, COR, DIAL_REQUEST, GObject)

/* text: as it came, at most 64 KiB (longer is cut; the parser then refuses it).
 * device: a CorDevice id, or NULL for the chosen one.
 * activation_token: of the launcher, for the window's focus, or NULL. */
CorDialRequest *cor_dial_request_new (const char *text,
                                      CorOrigin origin,
                                      const char *device,
                                      const char *activation_token);
const char *cor_dial_request_get_text (CorDialRequest *self);
CorOrigin cor_dial_request_get_origin (CorDialRequest *self);
const char *cor_dial_request_get_device (CorDialRequest *self);
const char *cor_dial_request_get_activation_token (CorDialRequest *self);

G_END_DECLS
