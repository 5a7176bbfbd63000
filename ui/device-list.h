/* SPDX-License-Identifier: GPL-3.0-or-later
 * A list of devices of which one is chosen; what the device chooser and the
 * link sheet share. */
#pragma once
#include "device-row.h"

G_BEGIN_DECLS

#define COR_TYPE_DEVICE_LIST (cor_device_list_get_type ())
G_DECLARE_FINAL_TYPE (CorDeviceList, cor_device_list, COR, DEVICE_LIST, AdwBin)

/* Signal "chosen" (const char *id): by the user. */
void cor_device_list_set_devices (CorDeviceList *self, GListModel *devices);
/* id: NULL or one that is not there leaves none chosen. */
void cor_device_list_set_chosen (CorDeviceList *self, const char *id);
/* NULL when none is. */
CorDevice *cor_device_list_get_chosen (CorDeviceList *self);
/* The index-th that can be chosen, from 0, as if its user had clicked it; FALSE if there is none.
 */
gboolean cor_device_list_choose_nth (CorDeviceList *self, guint index);
/* The one after (step 1) or before (step -1) the chosen one, in the same way; FALSE at the end. */
gboolean cor_device_list_choose_next (CorDeviceList *self, int step);

G_END_DECLS
