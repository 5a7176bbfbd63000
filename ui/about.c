/* SPDX-License-Identifier: GPL-3.0-or-later
 * The window About, with whose work Cornetta is made of and by which licences. */
#include "config.h"
#include "about.h"
#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* What is built into the program has its licence whole, as it asks for. */
#define BSD_3(holder)                                                                             \
  "Redistribution and use in source and binary forms, with or without modification, are "         \
  "permitted provided that the following conditions are met:\n\n"                                 \
  "1. Redistributions of source code must retain the above copyright notice, this list of "       \
  "conditions and the following disclaimer.\n\n"                                                  \
  "2. Redistributions in binary form must reproduce the above copyright notice, this list of "    \
  "conditions and the following disclaimer in the documentation and/or other materials provided " \
  "with the distribution.\n\n"                                                                    \
  "3. Neither the name of the " holder                                                            \
  " nor the names of its contributors may be used to endorse or promote products derived from "   \
  "this software without specific prior written permission.\n\n"                                  \
  "THIS SOFTWARE IS PROVIDED BY THE AUTHOR “AS IS” AND ANY EXPRESS OR IMPLIED WARRANTIES, "   \
  "INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A "   \
  "PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY DIRECT, "    \
  "INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT "       \
  "LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR "   \
  "BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, "   \
  "STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE "  \
  "USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE."

/* By the names that tests/desktop/test_installed.py looks for. */
static const struct {
  const char *title, *copyright;
  GtkLicense type;
  const char *text;
} parts[] = {
  /* Built in, with our changes. */
  { "baresip", "© 2010–2021 Alfred E. Heggestad, Richard Aas, Creytiv.com", GTK_LICENSE_CUSTOM,
    BSD_3 ("copyright holder") },
  { "re", "© 2010–2019 Alfred E. Heggestad, Richard Aas, Creytiv.com; © 2020 Commend.com",
    GTK_LICENSE_CUSTOM, BSD_3 ("Creytiv.com") },
  { "rem", "© 2010–2019 Alfred E. Heggestad, Richard Aas, Creytiv.com", GTK_LICENSE_CUSTOM,
    BSD_3 ("Creytiv.com") },
  /* Libraries of the system. */
  { "ALSA", "© 1998–2022 Jaroslav Kysela and others", GTK_LICENSE_LGPL_2_1, NULL },
  { "curl", "© 1996–2022 Daniel Stenberg and others", GTK_LICENSE_CUSTOM,
    "curl licence, https://curl.se/docs/copyright.html" },
  { "GLib, GObject, GIO", "© 1995–2022 its authors", GTK_LICENSE_LGPL_2_1, NULL },
  { "Graphene", "© 2014–2022 Emmanuele Bassi and others", GTK_LICENSE_MIT_X11, NULL },
  { "GTK", "© 1995–2022 its authors", GTK_LICENSE_LGPL_2_1, NULL },
  { "JSON-GLib", "© 2007–2022 OpenedHand Ltd., Emmanuele Bassi and others", GTK_LICENSE_LGPL_2_1,
    NULL },
  { "libadwaita", "© 2018–2022 Purism SPC, Alexander Mikhaylenko and others", GTK_LICENSE_LGPL_2_1,
    NULL },
  { "libnotify", "© 2004–2022 Christian Hammond and others", GTK_LICENSE_LGPL_2_1, NULL },
  { "libphonenumber", "© 2009–2022 The Libphonenumber Authors", GTK_LICENSE_APACHE_2_0, NULL },
  { "libsecret", "© 2011–2022 Collabora Ltd., Red Hat, Inc. and others", GTK_LICENSE_LGPL_2_1,
    NULL },
  { "libsndfile", "© 1999–2022 Erik de Castro Lopo", GTK_LICENSE_LGPL_2_1, NULL },
  { "libsoup", "© 1999–2022 Ximian, Inc., Novell, Inc., Red Hat, Inc. and others",
    GTK_LICENSE_LGPL_2_1, NULL },
  { "libxml2", "© 1998–2022 Daniel Veillard and others", GTK_LICENSE_MIT_X11, NULL },
  { "OpenSSL", "© 1995–2022 The OpenSSL Project Authors", GTK_LICENSE_APACHE_2_0, NULL },
  { "Opus",
    "© 2001–2018 Xiph.Org, Skype Limited, Octasic, Jean-Marc Valin, Timothy B. Terriberry, "
    "CSIRO, Gregory Maxwell, Mark Borgerding, Erik de Castro Lopo",
    GTK_LICENSE_BSD_3, NULL },
  { "Pango", "© 1999–2022 its authors", GTK_LICENSE_LGPL_2_1, NULL },
  { "PortAudio", "© 1999–2021 Ross Bencina, Phil Burk and others", GTK_LICENSE_MIT_X11, NULL },
  { "PulseAudio", "© 2004–2022 Lennart Poettering, Pierre Ossman and others", GTK_LICENSE_LGPL_2_1,
    NULL },
  { "SpanDSP", "© 2001–2009 Steve Underwood", GTK_LICENSE_LGPL_2_1_ONLY, NULL },
  { "SpeexDSP", "© 2002–2008 Xiph.Org Foundation, Jean-Marc Valin, David Rowe and others",
    GTK_LICENSE_BSD_3, NULL },
  { "SQLite", NULL, GTK_LICENSE_CUSTOM, "https://sqlite.org/copyright.html" },
  { "WebRTC Audio Processing", "© 2011 Google Inc., The WebRTC project authors", GTK_LICENSE_BSD_3,
    NULL },
  { "zlib", "© 1995–2022 Jean-loup Gailly, Mark Adler", GTK_LICENSE_CUSTOM,
    "zlib licence, https://zlib.net/zlib_license.html" },
};

GtkWindow *
cor_about_new (GtkWindow *parent)
{
  GtkWindow *about = g_object_new (
    ADW_TYPE_ABOUT_WINDOW, "application-name", "Cornetta", "application-icon", COR_APP_ID,
    "version", COR_VERSION, "developer-name", _ ("The Cornetta developers"), "license-type",
    GTK_LICENSE_GPL_3_0, "comments", _ ("Click a phone number anywhere and talk"), "transient-for",
    parent, "modal", FALSE, "destroy-with-parent", TRUE, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    adw_about_window_add_legal_section (ADW_ABOUT_WINDOW (about), parts[i].title,
                                        parts[i].copyright, parts[i].type, parts[i].text);
  return about;
}
