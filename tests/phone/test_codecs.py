# SPDX-License-Identifier: GPL-3.0-or-later
"""M30: which codecs a call offers and accepts, and in what order."""
import re
import unittest

from phonekit import PhoneTest, Rtp

NAMES = {'0': 'PCMU', '8': 'PCMA', '9': 'G722'}


def codecs(message):
    """The names in a description's order, without the keys'."""
    names = dict(NAMES)
    names.update(re.findall(r'a=rtpmap:(\d+) ([\w-]+)/', message.body))
    numbers = re.search(r'm=audio \d+ \S+ ([\d ]+)', message.body).group(1).split()
    return [names[n] for n in numbers if names[n] != 'telephone-event']


class Codecs(PhoneTest):
    def offer(self, phone, stranger):
        call = phone.dial('600')
        invite = stranger.wait('INVITE')
        stranger.answer(invite, 486, 'Busy Here')
        phone.wait('call', call=call, state='ended')
        return codecs(invite)

    def test_offer(self):
        phone, stranger = self.connected()
        self.assertEqual(self.offer(phone, stranger), ['opus', 'G722', 'PCMA', 'PCMU'])
        for wanted in (['PCMA', 'opus'], ['G722'], ['PCMU', 'PCMA', 'G722', 'opus']):
            phone.send('codecs', *wanted)
            self.assertEqual(self.offer(phone, stranger), wanted)
        phone.quit()

    def test_unknown_and_doubled_names(self):
        phone, stranger = self.connected()
        phone.send('codecs', 'mp3', 'PCMU', 'PCMU', 'pcma')
        self.assertEqual(self.offer(phone, stranger), ['PCMU', 'PCMA'])
        for words in (['mp3'], []):
            phone.send('codecs', *words)
            self.assertEqual(self.offer(phone, stranger), ['opus', 'G722', 'PCMA', 'PCMU'])
        phone.quit()

    def test_answered_with_another(self):
        """A side that knows G.711 alone."""
        phone, stranger = self.connected()
        call, _, _ = self.talk(phone, stranger)
        phone.wait_stats(call, lambda stats: stats['codec'] == 'PCMU/8000')
        phone.quit()

    def ring_with(self, phone, stranger):
        """The answer to an offer of PCMU alone."""
        stranger.invite(Rtp(self))
        return phone.wait('incoming')['call']

    def test_offered_one_that_is_wanted(self):
        phone, stranger = self.connected()
        phone.send('codecs', 'opus', 'PCMU')
        phone.send('answer', self.ring_with(phone, stranger))
        self.assertEqual(codecs(stranger.wait(code=200))[0], 'PCMU')
        phone.quit()

    def test_offered_one_that_is_not_wanted(self):
        phone, stranger = self.connected()
        phone.send('codecs', 'opus', 'G722')
        phone.dial('600')
        stranger.wait('INVITE')  # one after the other: the setting is in force
        stranger.invite(Rtp(self))
        self.assertEqual(stranger.wait(code=488).code, 488)
        phone.quit()

    def test_call_under_way_keeps_its_own(self):
        phone, stranger = self.connected()
        call, _, rtp = self.talk(phone, stranger)
        phone.send('codecs', 'opus')
        packets = rtp.packets
        rtp.wait(lambda r: r.packets > packets + 25, 'packets')
        phone.wait_stats(call, lambda stats: stats['codec'] == 'PCMU/8000')
        phone.quit()


if __name__ == '__main__':
    unittest.main()
