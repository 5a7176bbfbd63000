# SPDX-License-Identifier: GPL-3.0-or-later
"""Sound through a sound server, measured at both ends."""
import unittest

from phonekit import PhoneTest, Pulse, Stranger, loudness


class Sound(PhoneTest):
    def setUp(self):
        super().setUp()
        self.pulse = Pulse(self, self.folder)
        self.stranger = Stranger(self)
        self.driver = self.phone(env=self.pulse.env)
        self.driver.register(self.stranger.port)

    def hears(self, rtp, hz):
        rtp.wait(lambda r: loudness(r.heard[-4000:], hz, 8000) > 0.02, 'a tone of %d Hz' % hz)

    def test_both_ways(self):
        self.pulse.play('left-wire', 700)
        call, _, rtp = self.talk(self.driver, self.stranger)
        self.pulse.listen('one.monitor').wait_tone(1000)
        self.hears(rtp, 700)
        stats = self.driver.stats(call)
        self.assertGreater(stats['tx_level'], -30)
        self.assertGreater(stats['rx_level'], -30)
        self.driver.quit()


if __name__ == '__main__':
    unittest.main()
