/* SPDX-License-Identifier: GPL-3.0-or-later
 * WebRTC's audio processing behind voice-module.h. C++ ends in this file.
 *
 * Debian 12 has its release 0.3, later systems 1, whose interface is another; what is asked of both
 * is the same. */
#include "config.h"
#include "voice-module.h"

#if COR_WEBRTC_AUDIO == 0
#include <webrtc/modules/audio_processing/include/audio_processing.h>
#include <webrtc/modules/interface/module_common_types.h>
#else
#include <modules/audio_processing/include/audio_processing.h>
#endif

using webrtc::AudioProcessing;
using webrtc::StreamConfig;

struct _CorVoiceChain {
#if COR_WEBRTC_AUDIO == 0
  AudioProcessing *processing;
#else
  rtc::scoped_refptr<AudioProcessing> processing;
#endif
  StreamConfig format;
};

#if COR_WEBRTC_AUDIO == 0

static AudioProcessing *
make ()
{
  webrtc::Config config;

  /* 128 ms of echo instead of 48. */
  config.Set<webrtc::ExtendedFilter> (new webrtc::ExtendedFilter (true));
  return AudioProcessing::Create (config);
}

static void
unmake (CorVoiceChain *chain)
{
  delete chain->processing;
}

static void
configure (CorVoiceChain *chain, gboolean echo, gboolean noise)
{
  webrtc::EchoCancellation *canceller = chain->processing->echo_cancellation ();
  webrtc::NoiseSuppression *suppression = chain->processing->noise_suppression ();

  canceller->enable_drift_compensation (false);
  canceller->set_suppression_level (webrtc::EchoCancellation::kModerateSuppression);
  canceller->Enable (echo);
  suppression->set_level (webrtc::NoiseSuppression::kHigh);
  suppression->Enable (noise);
  chain->processing->high_pass_filter ()->Enable (true);
}

#else

static rtc::scoped_refptr<AudioProcessing>
make ()
{
  return rtc::scoped_refptr<AudioProcessing> (webrtc::AudioProcessingBuilder ().Create ());
}

static void
unmake (CorVoiceChain *chain)
{
  chain->processing = nullptr;
}

static void
configure (CorVoiceChain *chain, gboolean echo, gboolean noise)
{
  AudioProcessing::Config config;

  config.echo_canceller.enabled = echo;
  config.noise_suppression.enabled = noise;
  config.noise_suppression.level = AudioProcessing::Config::NoiseSuppression::kHigh;
  config.high_pass_filter.enabled = true;
  chain->processing->ApplyConfig (config);
}

#endif

static void
destroy (CorVoiceChain *chain)
{
  unmake (chain);
  delete chain;
}

static CorVoiceChain *
create (guint rate)
{
  StreamConfig format ((int)rate, 1);
  const webrtc::ProcessingConfig formats = { { format, format, format, format } };
  CorVoiceChain *chain = new CorVoiceChain{ make (), format };

  if (chain->processing->Initialize (formats) == AudioProcessing::kNoError)
    return chain;
  destroy (chain);
  return nullptr;
}

static void
process (CorVoiceChain *chain, const float *played, float *mic)
{
  float unused[480];
  float *out = unused;

  chain->processing->ProcessReverseStream (&played, chain->format, chain->format, &out);
  /* The room gives both at the time at which they meet. */
  chain->processing->set_stream_delay_ms (0);
  chain->processing->ProcessStream (&mic, chain->format, chain->format, &mic);
}

extern "C" {
const CorVoiceModule cor_voice_module = {
  COR_VOICE_MODULE_VERSION, create, configure, process, destroy,
};
}
