/* SPDX-License-Identifier: GPL-3.0-or-later
 * A device to call from, with its radio button. */
#pragma once
#include <adwaita.h>
#include "model/device.h"

G_BEGIN_DECLS

#define COR_TYPE_DEVICE_ROW (cor_device_row_get_type ())
G_DECLARE_FINAL_TYPE (CorDeviceRow, cor_device_row, COR, DEVICE_ROW, AdwActionRow)

/* Follows the device's name and reachability. group: another row's, or NULL. Devices of kind
 * OTHER are shown and cannot be chosen. Signal "chosen" (): by the user. */
GtkWidget *cor_device_row_new (CorDevice *device);
CorDevice *cor_device_row_get_device (CorDeviceRow *self);
void cor_device_row_set_group (CorDeviceRow *self, CorDeviceRow *group);
void cor_device_row_set_chosen (CorDeviceRow *self, gboolean chosen);
gboolean cor_device_row_is_chosen (CorDeviceRow *self);
const char *cor_device_icon (CorDevice *device);

G_END_DECLS
