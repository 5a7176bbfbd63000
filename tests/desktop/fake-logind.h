/* SPDX-License-Identifier: GPL-3.0-or-later
 * logind for tests, as far as a locked screen goes, on a system bus of the test's own. */
#pragma once
#include "fake-service.h"

G_BEGIN_DECLS

typedef struct _FakeLogind FakeLogind;

/* bus: becomes the system's bus of this process, which must not have asked for it before. */
FakeLogind *fake_logind_new (GTestDBus *bus);
void fake_logind_free (FakeLogind *self);
void fake_logind_set_locked (FakeLogind *self, gboolean locked);
/* Another session of this machine: nobody here is meant. */
void fake_logind_lock_another (FakeLogind *self);

G_END_DECLS
