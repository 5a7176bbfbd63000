# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls with a stranger that answers in every way SIP knows."""
import sys
import time
import unittest

from phonekit import PhoneTest, Rtp, Stranger, loudness


class Calls(PhoneTest):
    def test_dial_answer_hang_up(self):
        phone, stranger = self.connected()
        call, invite, rtp = self.talk(phone, stranger)
        stats = phone.wait_stats(call, lambda s: s['rx'] > 25 and s['tx'] > 25)
        self.assertEqual(stats['codec'], 'PCMU/8000')
        self.assertGreater(stats['rx_level'], -30)
        phone.send('hangup', call)
        self.assertEqual(phone.wait('call', state='ended')['end'], 'local')
        stranger.wait('BYE')
        phone.quit()


if __name__ == '__main__':
    unittest.main()
