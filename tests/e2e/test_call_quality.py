# SPDX-License-Identifier: GPL-3.0-or-later
"""M90: the numbers of a call's sound on a network that loses, delays and repeats packets, each
one counted on the way. The other party is Debian's baresip behind Kamailio."""
import math
import re
import time
import wave

from gi.repository import GLib

from kit import atspi, ctl, main, sound
from kit.relay import SipRelay
from kit.shared import Signals
from kit.sip import HOST, Baresip, Kamailio, start_on
from kit.watch import wait_until
from kit.window import Window
from kit.world import APP_ID, WorldCase

USERS = {'401': 'one', '402': 'two'}
ENOUGH = 600  # packets: 12 s, so that reports have been sent both ways


class Call(WorldCase):
    """A call to 402 whose sound goes by `relay`."""

    parts = {'display': True}
    codec = 'g711'
    plays = None
    tone = 925  # Hz: half a wave is left over in 20 ms, so that nothing fits by chance

    def setUp(self):
        super().setUp()
        self.server = Kamailio(self.world, USERS)
        self.relay = SipRelay(self.server.port, HOST)
        self.addCleanup(self.relay.close)
        start_on(self.world, self.relay.port, '401', 'one')
        self.signals = Signals(self.world)
        self.addCleanup(self.signals.stop)
        ctl.wait_status(self.world, line='ready')
        self.peer = Baresip(self.world, '402', 'two', self.server.port, tone=self.tone, codec=self.codec,
                            plays=self.plays and self.plays())
        self.peer.wait_registered()

    def talk(self):
        ctl.call(self.world, 'Dial', 'ssa{sv}', '402', '', {})
        return ctl.wait_call(self.world, 'active', number='402')

    def stats(self, call=0):
        return ctl.call(self.world, 'CallStats', 'u', call)

    def wait_stats(self, what, matches):
        return wait_until(lambda: stats if matches(stats := self.stats()) else None, what)

    def wait_enough(self):
        return self.wait_stats('enough packets and reports', lambda stats: (
            stats['expected'] >= ENOUGH and 'rtt' in stats))

    def hang_up(self, call):
        """Returns what is left of the call."""
        ctl.call(self.world, 'HangUp', 'u', call['id'])
        self.signals.wait('CallEnded', id=call['id'])
        self.peer.wait_event('CALL_CLOSED')
        return self.stats(call['id'])


class Numbers(Call):
    def test_clean(self):
        call = self.talk()
        stats = self.wait_enough()
        self.assertEqual((stats['lost'], stats['duplicated'], stats['reordered']), (0, 0, 0))
        self.assertLess(stats['late'], 10)  # a busy machine's own
        self.assertEqual(stats['loss'], 0)
        self.assertGreater(stats['mos'], 4.0)
        self.assertEqual((stats['codec'], stats['encryption']), ('PCMA/8000', 'none'))
        self.assertEqual((stats['quality'], stats['quality-recent']), ('good', 'good'))
        self.assertEqual((stats['remote-lost'], stats['remote-loss']), (0, 0))
        for way in ('tx', 'rx'):
            self.assertAlmostEqual(stats[way + '-bitrate'] / 64000, 1, delta=0.1)
            self.assertEqual(stats[way + '-bytes'], 160 * stats[way + '-packets'])
        left = self.hang_up(call)
        self.assertEqual((left['id'], left['ended'], left['lost']), (call['id'], True, 0))
        self.assertGreaterEqual(left['expected'], stats['expected'])

    def test_one_in_ten(self):
        """Exactly what was lost on the way, and what the other side has told of its part."""
        self.relay.lose(10)
        call = self.talk()
        stats = self.wait_enough()
        self.assertGreaterEqual(stats['loss'], 8)
        self.assertLessEqual(stats['loss'], 12)
        self.assertLess(stats['mos'], 3.6)
        self.assertGreater(stats['remote-lost'], 0)
        self.assertAlmostEqual(stats['remote-loss'], 10, delta=3)
        # What is on the way when a call ends may come or not.
        self.relay.cut = True
        lost, sent = self.relay.missing('telephone')
        self.wait_stats('the last one', lambda stats: stats['expected'] >= sent)
        left = self.hang_up(call)
        self.assertEqual((left['lost'], left['expected']), (lost, sent))
        self.assertAlmostEqual(left['loss'], 100 * lost / sent, delta=0.01)

    def test_kept(self):
        """Of the calls that have ended, the last 20; and without an id the newest."""
        first = self.hang_up(self.talk())
        self.peer.command('dial', '401')
        ctl.wait_call(self.world, 'incoming', number='402')
        ctl.call(self.world, 'Answer', 'u', 0)
        second = self.hang_up(ctl.wait_call(self.world, 'active', number='402'))
        self.assertNotEqual(first['id'], second['id'])
        self.assertEqual(self.stats(first['id']), first)
        self.assertEqual(self.stats(), second)

    def test_repeated(self):
        self.relay.repeat(20)
        call = self.talk()
        self.wait_stats('enough', lambda stats: stats['expected'] >= 300)
        left = self.hang_up(call)
        self.assertEqual((left['lost'], left['loss']), (0, 0))
        self.assertAlmostEqual(left['duplicated'] / left['expected'], 0.2, delta=0.03)


def clicks(samples, hertz):
    """How many of the 20 ms have a step that a pure tone can't have."""
    turn = 2 * math.cos(2 * math.pi * hertz / sound.RATE)
    highest = max(map(abs, samples))
    steps = [abs(after - turn * now + before) > highest * 0.3
             for before, now, after in zip(samples, samples[1:], samples[2:])]
    frame = sound.RATE // 50
    return sum(any(steps[at:at + frame]) for at in range(0, len(steps), frame))


class Heard(Call):
    parts = {'display': True, 'sound': True}

    def test_concealed(self):
        """A tone goes on through some 25 losses. Each would be two clicks; some are left for a
        busy machine, whose own gaps click too."""
        self.relay.lose(10)
        self.talk()
        self.wait_stats('some sound', lambda stats: stats['expected'] > 100)
        before = self.relay.lost['telephone']
        heard = self.world.sound.record('spk.monitor', 5)
        self.assertGreater(self.relay.lost['telephone'] - before, 20)
        self.assertGreater(sound.steady(heard, self.tone), 0.8)
        self.assertLess(clicks(heard, self.tone), 20)


class Jitter(Call):
    def plays(self):
        """A second of a tone and a second of silence in turn: in pauses depth is given back."""
        path = self.world.folder / 'pauses.wav'
        with wave.open(str(path), 'wb') as out:
            out.setnchannels(2)
            out.setsampwidth(2)
            out.setframerate(48000)
            tone = b''.join(2 * int(15000 * math.sin(2 * math.pi * 440 * at / 48000)).to_bytes(
                2, 'little', signed=True) for at in range(48000))
            for _ in range(90):
                out.writeframesraw(tone + bytes(len(tone)))
        return path

    def stretch(self):
        """Over some 5 s: how deep the buffer was on average, ms, and how many came too late."""
        before = self.stats()
        depths = []
        while (now := self.stats())['expected'] < before['expected'] + 250:
            depths.append(now['buffer'])
            time.sleep(0.05)
        return sum(depths) / len(depths), now['late'] - before['late']

    @staticmethod
    def calm(stretch):
        depth, late = stretch
        return stretch if depth < 90 and late < 5 else None

    def test_depth_follows(self):
        """It grows until nearly all that come 0 to 150 ms late can be played, and goes back."""
        self.talk()
        self.wait_stats('some sound', lambda stats: stats['expected'] > 100)
        depth, _ = wait_until(lambda: self.calm(self.stretch()), 'a shallow buffer')
        self.relay.delay(0.15)
        wait_until(lambda: self.stretch()[1] < 5, 'nearly all to be in time')
        self.assertGreater(self.stats()['reordered'], 100)
        deep, _ = self.stretch()
        self.assertGreater(deep, depth + 30)
        self.relay.delay(0)
        wait_until(lambda: self.stretch()[0] < depth + 20, 'the buffer to be as it was')


class Seen(Call):
    parts = {'display': True, 'a11y': True}

    def test_numbers(self):
        """The same as are told on the bus, and the last call's after its end."""
        self.relay.lose(10)
        ctl.command(self.world)
        window = Window(self.world)
        call = self.talk()
        before = self.wait_enough()
        atspi.click(window.button('Call quality: Fair'))
        seen = self.read(window)
        after = self.stats()
        self.assertLessEqual(before['lost'], seen['lost'])
        self.assertLessEqual(seen['lost'], after['lost'])
        self.assertAlmostEqual(seen['loss'], after['loss'], delta=0.5)
        self.assertAlmostEqual(seen['mos'], after['mos-recent'], delta=0.3)
        self.assertLess(seen['mos'], 3.6)
        left = self.hang_up(call)
        self.world.bus.call(APP_ID, ctl.PATH, 'org.gtk.Actions', 'Activate', GLib.Variant(
            '(sava{sv})', ('call-quality', [], {})))
        # The share as it is, not as the bus has it, rounded.
        atspi.find(window.app, 'Lost: %.1f %% (%d of %d)' % (
            100 * left['lost'] / left['expected'], left['lost'], left['expected']))

    def read(self, window):
        row = atspi.find(window.app, lambda name: name.startswith('Lost: '), 'label').get_name()
        loss, lost, expected = re.fullmatch(r'Lost: ([\d.]+) % \((\d+) of (\d+)\)', row).groups()
        quality = atspi.find(window.app, lambda name: name.startswith('Quality: ')).get_name()
        return {'loss': float(loss), 'lost': int(lost), 'expected': int(expected),
                'mos': float(re.search(r'MOS ([\d.]+)', quality)[1])}


if __name__ == '__main__':
    main()
