# SPDX-License-Identifier: GPL-3.0-or-later
"""M35: whether the sound works, told in numbers."""
import json

from kit import main, sound
from kit.shared import SharedCase
from kit.watch import wait_until


class SoundCheck(SharedCase):
    parts = {'display': True, 'keyring': True, 'sound': True}

    def ask(self, *words, status=0):
        done = self.world.run(['cornetta', 'ctl', *words, '--json'], check=False)
        self.assertEqual(done.returncode, status, done.stderr)
        return json.loads(done.stdout)

    def test_microphone(self):
        tone = self.world.sound.play(440, level=0.25)
        found = self.ask('miccheck')
        self.assertFalse(found['silent'])
        self.assertAlmostEqual(found['peak'], -12.04, delta=1)
        # The card may open a moment before the sound server gives it anything.
        self.assertAlmostEqual(found['level'], -15.05, delta=1.5)
        self.world.end(tone)

    def test_silent_microphone(self):
        found = self.ask('miccheck', status=1)
        self.assertTrue(found['silent'])
        self.assertLess(found['peak'], -90)

    def test_played_back(self):
        """As others hear it; then nobody listens any more."""
        self.addCleanup(self.world.end, self.world.sound.play(440))
        check = self.world.spawn('check', ['cornetta', 'ctl', 'miccheck', '--play'])
        wait_until(lambda: self.heard(440), 'the recording')
        self.assertEqual(check.wait(60), 0)
        wait_until(lambda: not self.heard(440), 'silence')
        wait_until(lambda: 'source' not in self.world.sound.pactl(
            'list', 'short', 'source-outputs').split(), 'nobody at the microphone')

    def heard(self, hertz):
        samples = self.world.sound.record('spk.monitor', 0.4)
        return sound.level(samples) > -45 and sound.strength(samples, hertz) > 0.5

    def assert_returned(self, found):
        """A busy machine may put a gap into one of the five notes."""
        self.assertEqual(found['sent'], 5)
        self.assertGreaterEqual(found['returned'], 4)
        self.assertEqual(found['lost'], 20 * (5 - found['returned']))

    def test_echo(self):
        found = self.ask('echotest', '600')
        self.assert_returned(found)
        self.assertGreater(found['delay'], 20)
        self.assertLess(found['delay'], 400)
        self.assertAlmostEqual(found['level'], 0, delta=1.5)
        self.ended(number='600', end='local')

    def test_echo_by_its_code(self):
        self.assert_returned(self.ask('echotest'))
        self.ended(number='*43', end='local')

    def test_no_echo(self):
        """Who talks all the while sends nothing back."""
        found = self.ask('echotest', '202', status=1)
        self.assertEqual(found, {'sent': 0, 'returned': 0})
        self.ended(number='202', end='local')

    def test_refused(self):
        for number in ('0721405516', '**21*204#', '112', '899123456', '600,1', 'x'):
            with self.subTest(number=number):
                done = self.world.run(['cornetta', 'ctl', 'echotest', number], check=False)
                self.assertEqual(done.returncode, 1)
                self.assertTrue(done.stderr)
        self.assertEqual(self.signals.named('CallAdded'), [])

    def test_busy(self):
        done = self.world.run(['cornetta', 'ctl', 'echotest', '602'], check=False)
        self.assertEqual(done.returncode, 1)
        self.assertTrue(done.stderr)


if __name__ == '__main__':
    main()
