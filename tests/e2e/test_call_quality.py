# SPDX-License-Identifier: GPL-3.0-or-later
"""M90: the numbers of a call's sound on a network that loses, delays and repeats packets, each
one counted on the way. The other party is Debian's baresip behind Kamailio."""
import math
import re

from gi.repository import GLib

from kit import atspi, ctl, main, sound
from kit.quality import Call
from kit.window import Window
from kit.world import APP_ID


class Numbers(Call):
    def test_clean_and_then_repeated(self):
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
        # What comes twice is no loss and hides none.
        self.relay.repeat(20)
        self.wait_stats('some of it again', lambda now: now['expected'] >= stats['expected'] + 300)
        left = self.hang_up(call)
        self.assertEqual((left['id'], left['ended'], left['lost'], left['loss']),
                         (call['id'], True, 0, 0))
        self.assertAlmostEqual(left['duplicated'] / (left['expected'] - stats['expected']), 0.2,
                               delta=0.03)

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
