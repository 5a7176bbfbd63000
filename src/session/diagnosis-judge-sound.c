/* SPDX-License-Identifier: GPL-3.0-or-later
 * Verdicts on the sound of this computer. */
#include "config.h"
#include "diagnosis-table.h"
#include <glib/gi18n-lib.h>

#define DEAD (-90.0)  /* dBov: not even a room is heard */
#define QUIET (-50.0) /* nobody spoke */
#define TAKEN 30.0    /* dB: what noise suppression may take of a voice's loudest moment */

static gboolean
is_barred (const CorFacts *facts)
{
  return facts->sound_server == COR_FACT_NO && facts->has_microphone != COR_FACT_YES &&
         facts->has_speaker != COR_FACT_YES;
}

/* Nothing can be said of a microphone. */
static gboolean
is_without (const CorFacts *facts, CorVerdict *ret)
{
  if (is_barred (facts))
    cor_verdict_skip (ret, _ ("Cornetta has no access to the sound."));
  else if (facts->has_microphone == COR_FACT_NO)
    cor_verdict_skip (ret, _ ("There is no microphone."));
  else
    return FALSE;
  return TRUE;
}

static gboolean
is_unheard (const CorFacts *facts, CorVerdict *ret)
{
  if (is_without (facts, ret))
    return TRUE;
  if (facts->opened == COR_FACT_NO)
    cor_verdict_skip (ret, _ ("The microphone could not be opened."));
  else if (facts->heard_out != COR_FACT_YES)
    cor_verdict_skip (ret, _ ("The microphone could not be listened to."));
  else
    return FALSE;
  return TRUE;
}

void
cor_judge_permission (const CorFacts *facts, CorVerdict *ret)
{
  if (is_barred (facts)) {
    cor_verdict_fail (ret, _ ("No sound server answers Cornetta, and no sound card does. Allow it "
                              "to use sound in the desktop’s settings, or start the sound "
                              "server."));
    cor_verdict_offer (ret, _ ("Sound Settings"), "app.preferences");
  } else if (facts->sound_server == COR_FACT_YES) {
    cor_verdict_pass (ret, _ ("The sound server answers."));
  } else if (facts->sound_server == COR_FACT_NO) {
    cor_verdict_pass (ret, _ ("There is no sound server; the cards are used directly."));
  } else {
    cor_verdict_skip (ret, _ ("The sound is not known yet: run the diagnosis again."));
  }
}

void
cor_judge_mic_access (const CorFacts *facts, CorVerdict *ret)
{
  if (is_barred (facts)) {
    cor_verdict_skip (ret, _ ("Cornetta has no access to the sound."));
  } else if (facts->has_microphone == COR_FACT_NO) {
    cor_verdict_fail (ret, _ ("No microphone is connected to this computer: you won’t be heard. "
                              "Connect one, or call with a desk phone."));
    cor_verdict_offer (ret, _ ("Sound Settings"), "app.preferences");
  } else if (facts->opened == COR_FACT_NO) {
    cor_verdict_fail (ret, facts->open_error != NULL ? facts->open_error
                                                     : _ ("The microphone can’t be opened."));
    cor_verdict_offer (ret, _ ("Sound Settings"), "app.preferences");
  } else if (facts->opened == COR_FACT_YES) {
    cor_verdict_pass (ret, _ ("It opens."));
  } else {
    cor_verdict_skip (ret, _ ("The microphone could not be listened to."));
  }
}

void
cor_judge_mic_muted (const CorFacts *facts, CorVerdict *ret)
{
  g_autofree char *text = NULL;

  if (is_without (facts, ret))
    return;
  if (facts->muted == COR_FACT_UNKNOWN) {
    cor_verdict_skip (ret, _ ("Without a sound server that can’t be told: look at the switch of "
                              "your headset."));
  } else if (facts->muted == COR_FACT_YES || facts->volume == 0) {
    cor_verdict_fail (ret, facts->muted == COR_FACT_YES
                             ? _ ("The microphone is muted in the sound settings of your desktop: "
                                  "you won’t be heard.")
                             : _ ("The microphone is turned down to nothing in the sound settings "
                                  "of your desktop: you won’t be heard."));
    cor_verdict_offer (ret, _ ("Unmute"), "app.mend::audio.mic.muted");
  } else {
    text = g_strdup_printf (_ ("It is on, at %u %%."), facts->volume);
    cor_verdict_pass (ret, text);
  }
}

void
cor_judge_devices (const CorFacts *facts, CorVerdict *ret)
{
  g_autofree char *text = NULL;

  if (is_barred (facts)) {
    cor_verdict_skip (ret, _ ("Cornetta has no access to the sound."));
  } else if (facts->chosen_missing != NULL) {
    text = g_strdup_printf (_ ("Not connected: %s. Another one is used meanwhile. Connect it, or "
                               "choose another."),
                            facts->chosen_missing);
    cor_verdict_fail (ret, text);
    cor_verdict_offer (ret, _ ("Choose"), "app.preferences");
  } else if (facts->has_speaker == COR_FACT_NO) {
    cor_verdict_fail (ret, _ ("No speaker is connected to this computer: you will hear nothing."));
    cor_verdict_offer (ret, _ ("Choose"), "app.preferences");
  } else if (facts->has_speaker == COR_FACT_YES) {
    cor_verdict_pass (ret, _ ("What you chose is there."));
  } else {
    cor_verdict_skip (ret, _ ("The sound is not known yet: run the diagnosis again."));
  }
}

void
cor_judge_mic_level (const CorFacts *facts, CorVerdict *ret)
{
  g_autofree char *text = NULL;

  if (is_unheard (facts, ret))
    return;
  if (facts->muted == COR_FACT_YES || (facts->muted == COR_FACT_NO && facts->volume == 0)) {
    cor_verdict_skip (ret, _ ("The microphone is muted."));
  } else if (facts->raw <= DEAD) {
    cor_verdict_fail (ret, _ ("Nothing at all comes from the microphone, not even the room. Look "
                              "for a switch on it, or choose another."));
    cor_verdict_offer (ret, _ ("Choose"), "app.preferences");
  } else if (facts->raw < QUIET) {
    cor_verdict_skip (ret, _ ("Nobody spoke. Speak in the first seconds of the diagnosis."));
  } else {
    text = g_strdup_printf (_ ("It heard you, at %.0f dB."), facts->raw);
    cor_verdict_pass (ret, text);
  }
}

void
cor_judge_noise (const CorFacts *facts, CorVerdict *ret)
{
  if (!facts->suppresses) {
    cor_verdict_pass (ret, _ ("It is off."));
    return;
  }
  if (is_unheard (facts, ret))
    return;
  if (facts->raw < QUIET) {
    cor_verdict_skip (ret, _ ("Nobody spoke. Speak in the first seconds of the diagnosis."));
  } else if (facts->given < facts->raw - TAKEN) {
    cor_verdict_fail (ret, _ ("Noise suppression takes your voice for noise: others hear next to "
                              "nothing. Switch it off."));
    cor_verdict_offer (ret, _ ("Switch Off"), "app.mend::audio.ns");
  } else {
    cor_verdict_pass (ret, _ ("It is on, and your voice gets through."));
  }
}

void
cor_judge_engine (const CorFacts *facts, CorVerdict *ret)
{
  if (is_without (facts, ret))
    return;
  if (facts->opened == COR_FACT_NO) {
    cor_verdict_skip (ret, _ ("The microphone could not be opened."));
  } else if ((facts->late & 1u << COR_LOOK_MICROPHONE) != 0 || facts->heard_out == COR_FACT_NO) {
    cor_verdict_fail (ret, _ ("Sound stands still: three seconds of it did not come to an end."));
    cor_verdict_offer (ret, _ ("Restart Sound"), "app.mend::audio.engine");
  } else if (facts->heard_out == COR_FACT_YES) {
    cor_verdict_pass (ret, _ ("Three seconds of sound went by as they should."));
  } else {
    cor_verdict_skip (ret, _ ("The sound was not tried."));
  }
}
