/* SPDX-License-Identifier: GPL-3.0-or-later
 * Something that can make the user's calls: this computer or a phone on a
 * desk. Owner: session's list of devices. Thread: main context. */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  COR_DEVICE_THIS_COMPUTER,
  COR_DEVICE_DESK_PHONE, /* endpoint type "physical" */
  COR_DEVICE_OTHER,      /* web phone in a browser, mobile app: shown, not chosen */
} CorDeviceKind;

#define COR_TYPE_DEVICE (cor_device_get_type ())
G_DECLARE_FINAL_TYPE (CorDevice, cor_device, COR, DEVICE, GObject)

/* The id of this computer as a device, whatever extension it registers. */
#define COR_DEVICE_ID_THIS_COMPUTER "this-computer"

/* Properties: id (string, the extension, or the id above; construct only), kind (int; construct
 * only), name (string), online (boolean), away (boolean: it is online, but its calls need a way
 * from this computer that is not there), detail (string or NULL: the state in words). */
CorDevice *cor_device_new (const char *id, CorDeviceKind kind, const char *name);
const char *cor_device_get_id (CorDevice *self);
CorDeviceKind cor_device_get_kind (CorDevice *self);
const char *cor_device_get_name (CorDevice *self);
gboolean cor_device_is_online (CorDevice *self);
gboolean cor_device_is_away (CorDevice *self);
const char *cor_device_get_detail (CorDevice *self);
void cor_device_set_name (CorDevice *self, const char *name);
void cor_device_set_online (CorDevice *self, gboolean online, const char *detail); /* not away */
void cor_device_set_away (CorDevice *self, const char *detail);

G_END_DECLS
