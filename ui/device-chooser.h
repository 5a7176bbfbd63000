/* SPDX-License-Identifier: GPL-3.0-or-later
 * The header's chip: what the line is doing, and which device makes the calls. */
#pragma once
#include <adwaita.h>
#include "model/device.h"
#include "model/line.h"

G_BEGIN_DECLS

#define COR_TYPE_DEVICE_CHOOSER (cor_device_chooser_get_type ())
G_DECLARE_FINAL_TYPE (CorDeviceChooser, cor_device_chooser, COR, DEVICE_CHOOSER, AdwBin)

/* Properties: line-state (int, CorLineState), line-text (string), line-why (string or NULL), device
 * (string, id of the chosen one), presence (int, CorPresence). A choice activates app.device (s).
 */
void cor_device_chooser_set_devices (CorDeviceChooser *self, GListModel *devices);

G_END_DECLS
