/* SPDX-License-Identifier: GPL-3.0-or-later
 * The stack's configuration. */
#include "config.h"
#include "engine-private.h"
#include "samples.h"

/* Sound that goes by ICE may use any address of this computer, loopback excepted, unless the
 * program is bound to one. */
static char *
ice_address (const CorPhoneConfig *config)
{
  if (config->interface == NULL)
    return g_strdup ("");
  if (strchr (config->interface, ':') != NULL)
    return g_strdup_printf ("ice_address [%s]:0\n", config->interface);
  return g_strdup_printf ("ice_address %s:0\n", config->interface);
}

/* Nothing of the user's goes in here but the address to bind to. */
char *
cor_wire_settings (const CorPhoneConfig *config)
{
  /* The address is moved to the route's once a server is known. */
  const char *interface = config->interface != NULL ? config->interface : "127.0.0.1";
  g_autofree char *ice = ice_address (config);

  return g_strdup_printf ("net_interface %s\n"
                          "%s"
                          "call_max_calls 64\n"
                          "call_local_timeout 300\n"
                          "call_hold_other_calls no\n"
                          "audio_player cornetta,\n"
                          "audio_source cornetta,\n"
                          "audio_alert cornetta,\n"
                          "ausrc_srate %d\nausrc_channels 1\n"
                          "auplay_srate %d\nauplay_channels 1\n"
                          "audio_txmode poll\n"
                          "audio_buffer 20-160\n"
                          "jitter_buffer_type adaptive\n"
                          "jitter_buffer_delay 1-20\n"
                          "jitter_buffer_wish 2\n"
                          "rtp_ports 16384-32767\n",
                          interface, ice, COR_RATE, COR_RATE);
}
