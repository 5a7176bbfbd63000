# SPDX-License-Identifier: GPL-3.0-or-later
"""What the windows show and do about sound, with sound."""
import array
import math
import wave

from kit import atspi, main, sound
from kit.shared import SharedCase
from kit.watch import wait_until
from kit.window import Window
from kit.world import APP_ID

NOTE = 1320
PLAY = 'Play the Ringtone Once'


class SoundWindow(SharedCase):
    parts = {'display': True, 'keyring': True, 'sound': True, 'a11y': True}
    # Either would take a steady tone for what it is to take away.
    settings = {'ringer': 'ring', 'noise-suppression': 'false', 'echo-cancellation': 'false'}

    def wait_level(self, name, good):
        def level():
            bar = atspi.find_now(self.window.app, name)
            return bar is not None and good(atspi.Atspi.Value.get_current_value(bar))
        wait_until(level, name)

    def test_levels(self):
        """M35: how loud a call is stands in its window."""
        self.addCleanup(self.world.end, self.world.sound.play(440))
        self.talk('202')
        self.window = Window(self.world)
        # 9 dB below the loudest there can be, of 60 that the bar shows.
        self.wait_level('Microphone Level', lambda level: 0.75 < level < 0.95)
        self.wait_level('Speaker Level', lambda level: level > 0.3)
        self.control('Mute', 'ub', 0, True)
        self.wait_level('Microphone Level, Muted', lambda level: level == 0)
        self.wait_level('Speaker Level', lambda level: level > 0.3)
        self.control('Mute', 'ub', 0, False)
        self.wait_level('Microphone Level', lambda level: level > 0.75)

    def is_heard(self):
        samples = self.world.sound.record('ring.monitor', 0.4)
        return sound.level(samples) > -45 and sound.strength(samples, NOTE) > 0.5

    def test_ringtone(self):
        """M29: its button plays it where the ringer is, and stops it."""
        path = self.world.folder / 'ring.wav'
        with wave.open(str(path), 'wb') as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(8000)
            out.writeframes(array.array('h', (
                int(16000 * math.sin(2 * math.pi * NOTE * i / 8000))
                for i in range(25 * 8000))).tobytes())
        self.world.run(['gsettings', 'set', APP_ID, 'ringtone', str(path)])
        self.world.run(['gapplication', 'action', APP_ID, 'preferences'])
        window = Window(self.world)
        window.click(PLAY)
        wait_until(self.is_heard, 'the ringtone')
        window.click('Stop the Ringtone')
        wait_until(lambda: not self.is_heard(), 'silence')
        window.click(PLAY)
        wait_until(self.is_heard, 'the ringtone')
        self.ring('203')
        window.button(PLAY)
        self.control('Decline', 'u', 0)
        self.ended(number='203')


if __name__ == '__main__':
    main()
