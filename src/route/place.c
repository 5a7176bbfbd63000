/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where a call can be made from at this moment. */
#include "place.h"

static gboolean
is_id (CorDevice *device, const char *id)
{
  return g_strcmp0 (cor_device_get_id (device), id) == 0;
}

static gboolean
is_ready_desk (CorDevice *device, const char *unused)
{
  return cor_device_get_kind (device) == COR_DEVICE_DESK_PHONE && cor_device_is_online (device);
}

/* Borrowed: the world's list holds it. */
static CorDevice *
find (GListModel *devices, gboolean (*matches) (CorDevice *, const char *), const char *id)
{
  guint n = devices != NULL ? g_list_model_get_n_items (devices) : 0;

  for (guint i = 0; i < n; i++) {
    g_autoptr (CorDevice) device = g_list_model_get_item (devices, i);

    if (matches (device, id))
      return device;
  }
  return NULL;
}

static gboolean
is_this_computer (const char *id, CorDevice *device)
{
  if (device != NULL)
    return cor_device_get_kind (device) == COR_DEVICE_THIS_COMPUTER;
  return g_strcmp0 (id, COR_DEVICE_ID_THIS_COMPUTER) == 0;
}

CorPlace
cor_place_find (const char *wanted_id, const CorRouteWorld *world)
{
  CorPlace place = { COR_PLACE_NONE, NULL, NULL };
  const char *id = wanted_id;

  if (id == NULL || id[0] == '\0')
    id = world->chosen_device;
  if (id == NULL || id[0] == '\0')
    id = COR_DEVICE_ID_THIS_COMPUTER;
  place.wanted = find (world->devices, is_id, id);
  place.other = find (world->devices, is_ready_desk, NULL);
  if (place.wanted != NULL && is_ready_desk (place.wanted, NULL))
    place.kind =
      world->line_ready && cor_device_is_away (place.wanted) ? COR_PLACE_DESK_AWAY : COR_PLACE_DESK;
  else if (world->line_ready)
    place.kind =
      is_this_computer (id, place.wanted) ? COR_PLACE_COMPUTER : COR_PLACE_COMPUTER_INSTEAD;
  else if (world->line_expected)
    place.kind = COR_PLACE_LATER;
  return place;
}
