# SPDX-License-Identifier: GPL-3.0-or-later
"""Sound through a sound server, measured at both ends."""
import math
import random
import os
import re
import unittest

from phonekit import PhoneTest, Process, Pulse, Rtp, Stranger, loudness, tone


def at(heard, hz):
    return loudness(heard[-4000:], hz, 8000)


def babble(i, rate=8000):
    """Syllables: a third of a second each, no two of a pitch, with pauses between them."""
    at, within = divmod(i, rate // 3)
    pitch, length = random.Random(at).choices(range(20, 60), k=2)
    if within >= length * 40:
        return 0
    swell = math.sin(math.pi * within / (length * 40))
    return 8000 * swell * sum(math.sin(2 * math.pi * pitch * 5 * h * i / rate) / h
                              for h in range(1, 6)) / 2


def power(samples):
    """dB of full scale."""
    return 10 * math.log10(sum(s * s for s in samples) / max(1, len(samples)) / 32768 ** 2 + 1e-12)


class Sound(PhoneTest):
    server = Pulse

    def setUp(self):
        super().setUp()
        self.pulse = self.server(self, self.folder)
        self.stranger = Stranger(self)
        self.driver = self.phone(env=self.pulse.env)
        self.driver.register(self.stranger.port)

    def hears(self, rtp, hz):
        rtp.wait(lambda r: at(r.heard, hz) > 0.02, 'a tone of %d Hz' % hz)

    def hears_nothing(self, rtp, hz):
        rtp.wait(lambda r: at(r.heard, hz) < 0.001, 'silence')

    def wait_devices(self, role, wanted):
        while True:
            self.driver.send('devices', role)
            names = set()
            said = self.driver.next_event()
            while said['event'] != 'devices':
                if said['event'] == 'device':
                    names.add(said['name'])
                said = self.driver.next_event()
            if names == wanted:
                return

    def stream(self, kind, name):
        """Our stream of this name, as soon as the server has it."""
        found = []

        def there():
            found[:] = [stream for stream in self.pulse.streams(kind)
                        if stream.get('application.id') == 'org.cornetta.Cornetta'
                        and stream.get('media.name') == name and stream['Corked'] == 'no']
            return found
        self.pulse.wait(there, 'stream ' + name)
        return found[0]

    def buffered(self, kind, name):
        """Seconds between us and the server: PulseAudio's measure, PipeWire's property."""
        stream = self.stream(kind, name)
        if 'node.latency' in stream:
            samples, rate = stream['node.latency'].split('/')
            return int(samples) / int(rate)
        return int(stream['Buffer Latency'].split(' ')[0]) / 1e6

    def test_known_to_the_server(self):
        self.talk(self.driver, self.stranger)
        for kind, name in (('sink-inputs', 'Speaker'), ('source-outputs', 'Microphone')):
            stream = self.stream(kind, name)
            self.assertEqual(stream['media.role'], 'phone')
            self.assertEqual(stream['application.name'], 'Cornetta')
            self.assertEqual(stream['application.icon_name'], 'org.cornetta.Cornetta')
            self.pulse.wait(lambda: 0 < self.buffered(kind, name) <= 0.1, 'short buffer of ' + name)
        self.driver.quit()

    def test_ringing_has_a_volume_of_its_own(self):
        self.driver.send('ring', 'on')
        stream = self.stream('sink-inputs', 'Ringer')
        self.assertNotIn('media.role', stream)
        self.assertEqual(stream['application.name'], 'Cornetta')
        self.driver.quit()

    def calling(self, code, reason):
        """A call of ours that waits, with our microphone open: (INVITE, Rtp)."""
        rtp = Rtp(self)
        self.driver.dial('600')
        invite = self.stranger.wait('INVITE')
        self.stranger.answer(invite, code, reason)
        self.stream('source-outputs', 'Microphone')
        return invite, rtp

    def answered(self, invite, rtp, packets):
        """The first packets after the answer."""
        self.stranger.follow(invite, rtp)
        self.stranger.answer(invite, 200, 'OK', sdp=self.stranger.sdp(rtp))
        rtp.wait(lambda r: len(r.heard) >= packets * 160, 'packets')
        return rtp.heard[:packets * 160]

    def test_first_words_are_sent(self):
        player = self.pulse.play('left-wire', 700)
        self.pulse.listen('left').wait_tone(700)
        invite, rtp = self.calling(180, 'Ringing')
        self.assertEqual(rtp.packets, 0)
        heard = self.answered(invite, rtp, 10)
        self.assertGreater(loudness(heard[-480:], 700, 8000), 0.1)
        player.end()
        self.driver.quit()

    def test_words_before_the_answer_are_not_sent(self):
        player = self.pulse.play('left-wire', 700)
        left = self.pulse.listen('left')
        left.wait_tone(700)
        # Not ringing yet, so nothing else moves samples: what the microphone hears is kept as long
        # as there is room, which is a third of a second.
        invite, rtp = self.calling(100, 'Trying')
        before = left.total
        left.wait(lambda _: left.total > before + 8000, 'a second of words')
        player.end()
        left.wait(lambda s: max(map(abs, s[-4000:])) < 50, 'silence')
        self.assertLess(max(map(abs, self.answered(invite, rtp, 40))), 100)
        self.driver.quit()

    def test_both_ways_through_hold(self):
        self.pulse.play('left-wire', 700)
        call, _, rtp = self.talk(self.driver, self.stranger)
        speaker = self.pulse.listen('one.monitor')
        speaker.wait_tone(1000)
        self.hears(rtp, 700)
        stats = self.driver.stats(call)
        self.assertGreater(stats['tx_level'], -30)
        self.assertGreater(stats['rx_level'], -30)
        self.driver.send('hold', call)
        self.stranger.answer(self.stranger.wait('INVITE'), 200, 'OK',
                             sdp=self.stranger.sdp(rtp, 'recvonly'))
        speaker.wait_silence(1000)
        self.driver.send('resume', call)
        self.stranger.answer(self.stranger.wait('INVITE'), 200, 'OK', sdp=self.stranger.sdp(rtp))
        rtp.heard.clear()
        speaker.wait_tone(1000)
        self.hears(rtp, 700)
        self.driver.quit()

    def test_mute(self):
        self.pulse.play('left-wire', 700)
        call, _, rtp = self.talk(self.driver, self.stranger)
        self.hears(rtp, 700)
        self.driver.send('mute', call)
        self.hears_nothing(rtp, 700)
        self.assertLess(self.driver.stats(call)['tx_level'], -90)
        self.driver.send('unmute', call)
        self.hears(rtp, 700)
        self.driver.quit()

    def test_echo(self):
        """M33: the microphone hears nothing but the speaker; switched in the running call."""
        self.pulse.pactl('load-module', 'module-remap-source', 'source_name=room',
                         'master=one.monitor')
        self.wait_devices('microphone', {'left', 'right', 'room'})
        self.driver.send('device', 'microphone', 'room')
        _, _, rtp = self.talk(self.driver, self.stranger, sound=babble)

        def heard():
            with rtp.changed:
                return power(rtp.heard)
        rtp.wait(lambda r: len(r.heard) == 16000 and power(r.heard) > -30, 'the echo')
        loud = heard()
        self.driver.send('voice', 'e')
        rtp.wait(lambda r: power(r.heard) < loud - 20, 'the echo going')
        self.driver.send('voice', '-')
        rtp.wait(lambda r: power(r.heard) > loud - 6, 'the echo coming back')
        self.driver.quit()

    def wait_hint(self, call, hint):
        self.driver.wait('call', call=call, hint=hint)

    def test_hints(self):
        """M37: each comes, and goes when it is over."""
        self.pulse.play('left-wire', 700)
        call, _, rtp = self.talk(self.driver, self.stranger)
        self.hears(rtp, 700)
        self.driver.send('mute', call)
        self.wait_hint(call, 'muted')
        self.driver.send('unmute', call)
        self.wait_hint(call, 'none')
        self.pulse.pactl('set-source-mute', 'left', '1')
        self.wait_hint(call, 'mic-silent')
        to, rtp.peer = rtp.peer, None
        self.wait_hint(call, 'no-rtp')
        rtp.peer = to
        self.wait_hint(call, 'mic-silent')
        self.pulse.pactl('set-source-mute', 'left', '0')
        self.wait_hint(call, 'none')
        self.driver.quit()

    def test_no_hint_on_hold(self):
        """M37: nothing comes, and nothing should."""
        self.pulse.play('left-wire', 700)
        call, _, rtp = self.talk(self.driver, self.stranger)
        rtp.peer = None
        self.wait_hint(call, 'no-rtp')
        self.driver.send('hold', call)
        self.driver.wait('call', call=call, held='yes', hint='none')
        self.driver.quit()

    def test_other_devices_in_a_call(self):
        self.pulse.play('left-wire', 700)
        self.pulse.play('right-wire', 1300)
        _, _, rtp = self.talk(self.driver, self.stranger)
        one = self.pulse.listen('one.monitor')
        two = self.pulse.listen('two.monitor')
        one.wait_tone(1000)
        self.hears(rtp, 700)
        self.driver.send('device', 'speaker', 'two')
        self.driver.send('device', 'microphone', 'right')
        two.wait_tone(1000)
        one.wait_silence(1000)
        self.hears(rtp, 1300)
        rtp.wait(lambda r: at(r.heard, 700) < 0.01, 'nothing of the microphone before')
        self.driver.quit()

    def test_device_goes_and_comes_back(self):
        self.driver.send('device', 'speaker', 'two')
        self.talk(self.driver, self.stranger)
        self.pulse.listen('two.monitor').wait_tone(1000)
        one = self.pulse.listen('one.monitor')
        self.pulse.unplug('sink_name=two ')
        one.wait_tone(1000)
        self.pulse.pactl('load-module', 'module-null-sink', 'sink_name=two', 'rate=48000')
        self.pulse.listen('two.monitor').wait_tone(1000)
        self.driver.quit()

    def test_first_of_several_that_is_there(self):
        self.driver.send('device', 'speaker', 'gone', 'two', 'right-wire', 'one')
        self.talk(self.driver, self.stranger)
        self.pulse.listen('two.monitor').wait_tone(1000)
        spare = self.pulse.listen('right-wire.monitor')
        self.pulse.unplug('sink_name=two ')
        spare.wait_tone(1000)
        self.pulse.pactl('load-module', 'module-null-sink', 'sink_name=two', 'rate=48000')
        self.pulse.listen('two.monitor').wait_tone(1000)
        spare.wait_silence(1000)
        self.driver.quit()

    def test_nothing_to_speak_into(self):
        self.pulse.unplug('source_name=left ')
        self.assertEqual(self.driver.log_of('trouble'), [])
        self.pulse.unplug('source_name=right ')
        self.assertIn('No microphone is connected', self.driver.wait('trouble')['text'])
        call, _, _ = self.talk(self.driver, self.stranger)
        self.pulse.listen('one.monitor').wait_tone(1000)
        self.assertLess(self.driver.stats(call)['tx_level'], -90)
        self.pulse.pactl('load-module', 'module-remap-source', 'source_name=left',
                         'master=left-wire.monitor')
        self.driver.wait('trouble', text=None)
        self.driver.quit()

    def test_list_of_devices(self):
        self.wait_devices('microphone', {'left', 'right'})
        speakers = {'one', 'two', 'left-wire', 'right-wire'}
        self.wait_devices('speaker', speakers)
        self.pulse.pactl('load-module', 'module-null-sink', 'sink_name=three')
        self.wait_devices('ringer', speakers | {'three'})
        self.driver.quit()

    def test_sound_server_restarts(self):
        self.talk(self.driver, self.stranger)
        self.pulse.listen('one.monitor').wait_tone(1000)
        self.pulse.process.end()
        self.assertTrue(self.driver.wait('trouble')['text'])
        self.pulse.start()
        self.pulse.listen('one.monitor').wait_tone(1000)
        self.driver.quit()

    def test_ring_tone_on_its_own_device(self):
        self.driver.send('device', 'ringer', 'two')
        self.driver.send('ring', 'on')
        two = self.pulse.listen('two.monitor')
        two.wait_tone(740, 0.01)
        self.driver.send('ring', 'off')
        two.wait_silence(740)
        self.driver.quit()

    def test_ringback_until_media_comes(self):
        one = self.pulse.listen('one.monitor')
        self.driver.dial('600')
        invite = self.stranger.wait('INVITE')
        self.stranger.answer(invite, 180, 'Ringing')
        one.wait_tone(425)
        rtp = Rtp(self)
        self.stranger.follow(invite, rtp)
        self.stranger.answer(invite, 183, 'Progress', sdp=self.stranger.sdp(rtp))
        one.wait_tone(1000)
        one.wait_silence(425)
        self.driver.quit()

    def refused(self, code, reason):
        """The text for the user of a call that is answered so."""
        call = self.driver.dial('600')
        self.stranger.answer(self.stranger.wait('INVITE'), code, reason)
        return self.driver.wait('call', call=call, state='ended')['text']

    def wait_cadence(self, listener, hz, on):
        """Until a burst of this note, between two silences, was so long; milliseconds."""
        def lengths(samples):
            loud = [loudness(samples[i:i + 160], hz, 8000) > 0.05
                    for i in range(0, len(samples) - 159, 160)]
            runs = ''.join('x' if l else ' ' for l in loud)
            return [20 * len(run) for run in re.findall('(?<= )x+(?= )', runs)]
        listener.wait(lambda s: any(abs(ms - on) <= 40 for ms in lengths(s)),
                      '%d Hz for %d ms' % (hz, on))

    def test_tones_of_refusals(self):
        """Q08"""
        self.driver.send('country', 'IT')
        one = self.pulse.listen('one.monitor')
        self.assertEqual(self.refused(486, 'Busy Here'), 'The line is busy.')
        self.wait_cadence(one, 425, 500)
        one.wait(lambda s: len(s) == 8000 and loudness(s, 425, 8000) < 0.0005, 'its end')
        self.assertEqual(self.refused(603, 'Decline'), 'The call was declined.')
        self.wait_cadence(one, 425, 500)
        self.assertEqual(self.refused(503, 'Service Unavailable'),
                         "The server can't take calls at the moment. Try again later.")
        self.wait_cadence(one, 425, 200)
        for code, text in ((404, 'This number does not exist.'),
                           (480, 'The other side is not available now.')):
            self.assertEqual(self.refused(code, 'No'), text)
            for hz in (950, 1400, 1800):
                one.wait(lambda s: loudness(s[-1600:], hz, 8000) > 0.05, '%d Hz' % hz)
            one.wait(lambda s: len(s) == 8000 and max(map(abs, s)) < 50, 'silence')
        self.driver.quit()

    def test_tones_of_a_country(self):
        """Q08"""
        self.driver.send('country', 'GB')
        one = self.pulse.listen('one.monitor')
        call = self.driver.dial('600')
        invite = self.stranger.wait('INVITE')
        self.stranger.answer(invite, 180, 'Ringing')
        one.wait_tone(400)
        one.wait_tone(450)
        self.stranger.answer(invite, 486, 'Busy Here')
        self.driver.wait('call', call=call, state='ended')
        one.wait_silence(450)
        self.wait_cadence(one, 400, 375)
        self.driver.quit()

    def test_waiting_call_beeps(self):
        self.talk(self.driver, self.stranger)
        one = self.pulse.listen('one.monitor')
        one.wait_tone(1000)
        self.driver.send('ring', 'on')
        one.wait(lambda s: loudness(s[-1600:], 425, 8000) > 0.02, 'a beep')
        one.wait_tone(1000)
        self.driver.quit()


class Stalled(PhoneTest):
    def test_microphone_that_says_nothing(self):
        """It is opened again and again, and heard as soon as it says something."""
        pulse = Pulse(self, self.folder)
        pipe = os.path.join(self.folder, 'pipe')
        pulse.pactl('load-module', 'module-pipe-source', 'source_name=pipe', 'file=' + pipe,
                    'rate=48000', 'channels=1', 'format=s16le')
        stranger = Stranger(self)
        driver = self.phone(env=pulse.env)
        driver.register(stranger.port)
        driver.send('device', 'microphone', 'pipe')
        _, _, rtp = self.talk(driver, stranger)
        self.assertIn('microphone', driver.wait('trouble')['text'])
        with open(os.path.join(self.folder, 'tone'), 'wb') as out:
            out.write(tone(700, 30))
        Process(self, ['sh', '-c', 'cat %s/tone > %s' % (self.folder, pipe)])
        driver.wait('trouble', text=None)
        rtp.wait(lambda r: at(r.heard, 700) > 0.02, 'a tone of 700 Hz')
        driver.quit()


class NoSound(PhoneTest):
    def test_calls_go_on(self):
        phone, stranger = self.connected()
        call, _, rtp = self.talk(phone, stranger)
        self.assertTrue(phone.wait('trouble')['text'])
        rtp.wait(lambda r: r.packets > 100, 'two seconds of silence sent')
        stats = phone.stats(call)
        self.assertLess(stats['tx_level'], -90)
        self.assertGreater(stats['rx_level'], -30)
        phone.quit()


if __name__ == '__main__':
    unittest.main()
