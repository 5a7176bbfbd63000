# SPDX-License-Identifier: GPL-3.0-or-later
"""The depth of the jitter buffer follows the network: M90."""
import collections
import math
import wave

from kit import main
from kit.quality import Call
from kit.watch import wait_until

STRETCH = 250  # packets: 5 s


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

    def wait_stretch(self, what, good):
        """The first 5 s of which `good(depth, late)` holds: how deep the buffer was on average,
        ms, and how many came too late. Returns the depth."""
        seen = collections.deque()

        def found():
            now = self.stats()
            seen.append((now['expected'], now['buffer'], now['late']))
            while len(seen) > 1 and seen[-1][0] - seen[1][0] >= STRETCH:
                seen.popleft()
            if seen[-1][0] - seen[0][0] < STRETCH:
                return None
            depth = sum(buffer for _, buffer, _ in seen) / len(seen)
            return (depth,) if good(depth, seen[-1][2] - seen[0][2]) else None
        return wait_until(found, what)[0]

    def test_depth_follows(self):
        """It grows until nearly all that come 0 to 150 ms late can be played, and goes back."""
        self.talk()
        self.wait_stats('some sound', lambda stats: stats['expected'] > 100)
        shallow = self.wait_stretch('a shallow buffer', lambda depth, late: depth < 90 and late < 5)
        self.relay.delay(0.15)
        self.wait_stretch('nearly all to be in time, by a deeper buffer',
                          lambda depth, late: late < 5 and depth > shallow + 30)
        self.assertGreater(self.stats()['reordered'], 100)
        self.relay.delay(0)
        self.wait_stretch('the buffer to be as it was', lambda depth, _: depth < shallow + 20)


if __name__ == '__main__':
    main()
