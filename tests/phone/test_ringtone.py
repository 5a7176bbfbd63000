# SPDX-License-Identifier: GPL-3.0-or-later
"""M29: what this computer rings with, heard from the ringer."""
import array
import math
import os
import time
import unittest
import wave

from phonekit import PhoneTest, Pulse, Stranger

NOTE = 1300  # neither the melody's nor any exchange's
MELODY = 740


class Ringtone(PhoneTest):
    def setUp(self):
        super().setUp()
        self.pulse = Pulse(self, self.folder)
        self.driver = self.phone(env=self.pulse.env)
        self.driver.send('device', 'ringer', 'two')
        self.two = self.pulse.listen('two.monitor')

    def file(self, seconds=2, rate=44100):
        path = os.path.join(self.folder, 'ring.wav')
        with wave.open(path, 'wb') as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(rate)
            out.writeframes(array.array('h', (
                int(16000 * math.sin(2 * math.pi * NOTE * i / rate))
                for i in range(int(seconds * rate)))).tobytes())
        return path

    def test_rings_with_a_file(self):
        self.driver.send('ringtone', self.file())
        self.driver.send('ring', 'on')
        self.two.wait_tone(NOTE)
        self.two.wait_silence(NOTE)
        self.two.wait_tone(NOTE)
        self.driver.send('ringtone', 'melody')
        self.two.wait_tone(MELODY, 0.01)
        self.driver.send('ring', 'off')
        self.two.wait_silence(MELODY)
        self.driver.quit()

    def test_rings_by_country(self):
        self.driver.send('country', 'FR')
        self.driver.send('ringtone', 'country')
        self.driver.send('ring', 'on')
        self.two.wait_tone(440)
        self.two.wait_silence(440)
        self.driver.quit()

    def test_file_that_is_not_there_yet(self):
        """It rings all the same, and with the file once that can be read."""
        path = os.path.join(self.folder, 'ring.wav')
        self.driver.send('ringtone', path)
        said = self.driver.wait('ringtone')
        self.assertIn('No such file', said['trouble'])
        self.driver.send('ring', 'on')
        self.two.wait_tone(MELODY, 0.01)
        self.driver.send('ring', 'off')
        self.file()
        self.driver.send('ring', 'on')
        self.assertIsNone(self.driver.wait('ringtone')['trouble'])
        self.two.wait_tone(NOTE)
        self.driver.quit()

    def test_played_once(self):
        self.driver.send('ringtone', self.file(1))
        self.driver.send('play-ringtone')
        self.two.wait_tone(NOTE)
        self.assertIsNone(self.driver.wait('played')['error'])
        self.two.wait_silence(NOTE)
        self.driver.send('play-ringtone')
        self.two.wait_tone(NOTE)
        self.driver.send('play-ringtone')
        self.assertIn('already', self.driver.wait('played')['error'])
        self.driver.quit()

    def test_stopped(self):
        self.driver.send('ringtone', self.file(30))
        self.driver.send('play-ringtone')
        self.two.wait_tone(NOTE)
        self.driver.send('stop-ringtone')
        self.assertIsNotNone(self.driver.wait('played')['error'])
        self.two.wait_silence(NOTE)
        self.driver.quit()

    def test_stopped_and_played_again(self):
        """At once, before it has been noticed."""
        self.driver.send('ringtone', self.file(30))
        self.driver.send('play-ringtone')
        self.two.wait_tone(NOTE)
        self.driver.send('stop-ringtone')
        self.driver.send('play-ringtone')
        self.assertNotIn('already', self.driver.wait('played')['error'])
        self.driver.send('ring', 'on')
        self.assertIsNone(self.driver.wait('played')['error'])
        self.driver.quit()

    def test_call_goes_before(self):
        """Its own ring stops what was being heard; and none is begun while it rings."""
        self.driver.send('ringtone', self.file(30))
        self.driver.send('play-ringtone')
        self.two.wait_tone(NOTE)
        begun = time.monotonic()
        self.driver.send('ring', 'on')
        self.assertIsNone(self.driver.wait('played')['error'])
        self.assertLess(time.monotonic() - begun, 20)
        self.two.wait_tone(NOTE)
        self.driver.send('play-ringtone')
        self.assertIsNotNone(self.driver.wait('played')['error'])
        self.driver.send('ring', 'off')
        self.two.wait_silence(NOTE)
        self.driver.quit()

    def test_call_of_ours_goes_before(self):
        stranger = Stranger(self)
        self.driver.register(stranger.port)
        self.driver.send('ringtone', self.file(30))
        self.driver.send('play-ringtone')
        self.two.wait_tone(NOTE)
        self.driver.dial('600')
        self.assertIsNone(self.driver.wait('played')['error'])
        self.two.wait_silence(NOTE)
        self.driver.quit()


if __name__ == '__main__':
    unittest.main()
