/* SPDX-License-Identifier: GPL-3.0-or-later
 * A certificate authority and a certificate for this run alone. */
#pragma once
#include <gio/gio.h>

/* For 127.0.0.1, ::1 and localhost. *ret_ca_file: the authority's PEM in a private temporary
 * folder, removed by cor_cert_clean(). */
GTlsCertificate *cor_cert_make (char **ret_ca_file, GError **error);
void cor_cert_clean (const char *ca_file);
