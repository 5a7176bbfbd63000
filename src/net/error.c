/* SPDX-License-Identifier: GPL-3.0-or-later
 * What can go wrong between us and a server, in the user's language. */
#include "config.h"
#include "net/error.h"
#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (cor - net - error - quark, cor_net_error)

GError *
cor_net_error_new (CorNetError code, const char *host)
{
  GQuark domain = COR_NET_ERROR;

  switch (code) {
  case COR_NET_ERROR_HOST:
    return g_error_new (domain, code, _ ("%s cannot be used over unencrypted http. Use https."),
                        host);
  case COR_NET_ERROR_RESOLVE:
    return g_error_new (domain, code,
                        _ ("%s was not found. Check the server's name and the network."), host);
  case COR_NET_ERROR_CONNECT:
    return g_error_new (domain, code,
                        _ ("%s does not accept connections. Check the server's name, or try "
                           "later."),
                        host);
  case COR_NET_ERROR_TIMEOUT:
    return g_error_new (domain, code,
                        _ ("%s did not answer in time. Check the network, or try later."), host);
  case COR_NET_ERROR_TLS:
    return g_error_new (domain, code,
                        _ ("The certificate of %s is not trusted. Check the server's name; if it "
                           "is right, tell your administrator."),
                        host);
  case COR_NET_ERROR_CUT:
    return g_error_new (domain, code, _ ("The connection to %s broke. Try again."), host);
  case COR_NET_ERROR_TOO_BIG:
    return g_error_new (domain, code,
                        _ ("%s sent more than expected. Check the server's name; if it is right, "
                           "tell your administrator."),
                        host);
  case COR_NET_ERROR_DATA:
  default:
    return g_error_new (domain, code,
                        _ ("The answer of %s cannot be read. Check the server's name; if it is "
                           "right, tell your administrator."),
                        host);
  }
}
