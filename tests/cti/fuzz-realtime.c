/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a hostile server could send over the realtime socket or as an answer:
 * frames, events, JSON. Built with libFuzzer when the option `fuzz` is on, and
 * run over the seeds by the ordinary tests always. */
#include "client-config.h"
#include "cti-private.h"
#include "engineio.h"
#include "event.h"
#include "history.h"
#include "phonebook.h"
#include "profile.h"
#include "token.h"
#include "fuzz-realtime.h"

static void
fuzz_frame (const char *text, gsize len)
{
  CorFrame frame = cor_engineio_parse (text, len);
  g_autoptr (CorEvent) event = NULL;
  g_autoptr (CorExten) copy = NULL;

  if (frame.kind != COR_FRAME_EVENT)
    return;
  event = cor_event_parse (frame.payload, frame.payload_len);
  if (event->exten == NULL)
    return;
  copy = cor_exten_copy (event->exten);
  if (!cor_exten_equal (copy, event->exten))
    g_abort ();
}

static void
fuzz_answer (const char *text, gsize len)
{
  g_autoptr (JsonObject) object = cor_json_parse_object (text, len, NULL);
  g_autoptr (CorCtiProfile) profile = NULL;
  g_autoptr (GPtrArray) contacts = NULL;
  g_autoptr (GPtrArray) history = NULL;
  guint total;

  if (object == NULL)
    return;
  profile = cor_profile_parse (object);
  contacts = cor_page_parse (object, cor_phonebook_parse_row, NULL, &total);
  history = cor_page_parse (object, cor_history_parse_row, NULL, &total);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  /* A copy of just this size, so that a read beyond the end is seen. */
  g_autofree char *text = g_memdup2 (data, size);
  g_autofree char *terminated = g_strndup ((const char *)data, size);
  g_autoptr (CorHost) host = NULL;

  if (size == 0)
    return 0;
  fuzz_frame (text, size);
  fuzz_answer (text, size);
  cor_cti_config_free (cor_client_config_parse (text, size));
  if (cor_token_is_plausible (terminated))
    cor_token_awaits_otp (terminated);
  host = cor_host_parse (terminated, NULL);
  return 0;
}
