# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages that the network loses: calls come, last and go as if it did not, and none is left."""
import json
import pathlib
import time
import unittest

from lossy import Patient, Relay
from phonekit import WATCHDOG, PhoneTest, Rtp


class Lost(PhoneTest):
    def setUp(self):
        super().setUp()
        self.relay = Relay(self, seed=3261)
        self.stranger = Patient(self, self.relay)
        self.phone = self.phone_for(self.relay.port)

    def phone_for(self, port):
        phone = super().phone()
        phone.register(port)
        return phone

    def lost(self, name, count=1):
        """Waits until that many of a kind are lost."""
        while self.relay.lost.count(name) < count:
            self.relay.news.get(timeout=60)

    def dial(self):
        rtp = Rtp(self)
        call = self.phone.dial('600')
        invite = self.stranger.wait('INVITE')
        self.stranger.follow(invite, rtp)
        self.stranger.answer(invite, 200, 'OK', sdp=self.stranger.sdp(rtp))
        self.phone.wait('call', call=call, state='active')
        return call, invite

    def ring(self):
        rtp = Rtp(self)
        call = self.stranger.invite(rtp)
        said = self.phone.wait('incoming')
        return said['call'], call, rtp

    def answered(self):
        number, call, rtp = self.ring()
        self.phone.send('answer', number)
        answer = self.stranger.wait_any('200 INVITE')
        self.stranger.follow(answer, rtp)
        call['to'] = answer.get('To')
        return number, call

    def ends(self, call, end):
        self.assertEqual(self.phone.wait('call', call=call, state='ended')['end'], end)

    def sounds(self, call):
        before = self.phone.stats(call)
        self.phone.wait_stats(call, lambda s: s['rx'] > before['rx'] + 5 and
                              s['tx'] > before['tx'] + 5)

    def all_ended(self):
        """Each call of the log is over, and stays so."""
        calls = {}
        for line in list(self.phone.log):
            if line.startswith('{"event":"call"') or line.startswith('{"event":"incoming"'):
                said = json.loads(line)
                self.assertFalse(calls.get(said['call']) == 'ended' != said['state'])
                calls[said['call']] = said['state']
        self.assertEqual(set(calls.values()), {'ended'})
        self.phone.quit()

    def test_answer_to_our_invite(self):
        self.relay.lose['200 INVITE'] = 2
        call, _ = self.dial()
        self.assertEqual(self.relay.lost, ['200 INVITE'] * 2)
        self.sounds(call)
        self.phone.send('hangup', call)
        self.ends(call, 'local')
        self.stranger.wait('BYE')
        self.all_ended()

    def test_our_ack(self):
        self.relay.lose['ACK'] = 2
        call, _ = self.dial()
        self.stranger.wait('ACK')  # told again that the call is answered, the phone says it again
        self.assertEqual(self.relay.lost, ['ACK'] * 2)
        self.sounds(call)
        self.phone.send('hangup', call)
        self.ends(call, 'local')
        self.all_ended()

    def test_our_answer(self):
        self.relay.lose['200 INVITE'] = 2
        number, call = self.answered()
        self.stranger.ack(call)
        self.phone.wait('call', call=number, state='active')
        self.sounds(number)
        self.stranger.request('BYE', call, cseq=2, branch='z9hG4bKbye')
        self.ends(number, 'remote')
        self.all_ended()

    def test_their_ack_once(self):
        self.relay.lose['ACK'] = 1
        number, call = self.answered()
        self.stranger.ack(call)
        self.lost('ACK')
        self.phone.wait('call', call=number, state='active')
        self.sounds(number)
        self.phone.send('hangup', number)
        self.ends(number, 'local')
        self.stranger.wait('BYE')
        self.all_ended()

    def test_their_ack_for_good(self):
        """RFC 3261, 13.3.1.4: after 32 s the call is ended with a BYE."""
        self.relay.lose['ACK'] = 1000
        number, call = self.answered()
        began = time.monotonic()
        said = self.phone.wait('call', call=number, state='ended')
        self.assertGreater(time.monotonic() - began, 20)
        self.assertEqual(said['end'], 'failed')
        self.stranger.wait('BYE')
        self.all_ended()

    def test_hang_up_before_their_ack(self):
        self.relay.lose['ACK'] = 1
        number, call = self.answered()
        self.stranger.ack(call)
        self.phone.send('hangup', number)
        self.ends(number, 'local')
        self.stranger.wait('BYE')
        self.all_ended()

    def test_our_bye(self):
        call, _ = self.dial()
        self.relay.lose['BYE'] = 2
        self.phone.send('hangup', call)
        self.ends(call, 'local')
        self.stranger.wait('BYE')
        self.assertEqual(self.relay.lost, ['BYE'] * 2)
        self.all_ended()

    def test_our_bye_for_good(self):
        """The user is rid of the call at once, and the program ends when told."""
        call, _ = self.dial()
        self.relay.lose['BYE'] = 1000
        self.phone.send('hangup', call)
        self.ends(call, 'local')
        self.lost('BYE')
        again, _ = self.dial()
        self.phone.send('hangup', again)
        self.ends(again, 'local')
        began = time.monotonic()
        self.all_ended()
        self.assertLess(time.monotonic() - began, 10)

    def test_answer_to_their_bye(self):
        call, invite = self.dial()
        self.stranger.wait('ACK')
        self.relay.lose['200 BYE'] = 1
        self.stranger.in_dialog('BYE', invite)
        self.ends(call, 'remote')
        self.stranger.wait_any('200 BYE', '481 BYE')
        self.all_ended()

    def test_cancel_and_its_end(self):
        self.relay.lose.update({'CANCEL': 1, '200 CANCEL': 1, '487 INVITE': 1})
        call = self.phone.dial('600')
        invite = self.stranger.wait('INVITE')
        self.stranger.answer(invite, 180, 'Ringing')
        self.phone.wait('call', call=call, state='ringing')
        self.phone.send('hangup', call)
        self.ends(call, 'local')
        self.stranger.wait('CANCEL')
        self.stranger.answer(invite, 487, 'Request Terminated')
        self.stranger.wait('ACK')
        self.all_ended()

    def test_refusal_of_ours(self):
        self.relay.lose.update({'486 INVITE': 2, 'ACK': 1})
        number, call, _ = self.ring()
        self.phone.send('decline', number)
        self.ends(number, 'declined')
        answer = self.stranger.wait_any('486 INVITE')
        call['to'] = answer.get('To')
        self.stranger.request('ACK', call)
        self.all_ended()

    def test_twenty_calls_over_a_bad_network(self):
        """A third of all is lost, by a seed."""
        self.relay.chance = 0.3
        for i in range(20):
            if i % 2:
                call, _ = self.dial()
                self.phone.send('hangup', call)
                self.ends(call, 'local')
                continue
            number, call = self.answered()
            self.stranger.ack(call)
            self.phone.wait('call', call=number, state='active')
            self.stranger.request('BYE', call, cseq=2, branch='z9hG4bKbye%d' % i)
            self.ends(number, 'remote')
        self.relay.chance = 0
        self.assertGreater(len(self.relay.lost), 10)
        self.all_ended()


class Twenty(PhoneTest):
    """The short brother of the soak test: nothing is left of a call."""

    def holds(self, phone):
        folder = pathlib.Path('/proc/%d' % phone.process.pid)
        return (len(list((folder / 'fd').iterdir())),
                sum(not (task / 'comm').read_text().startswith('pool-')
                    for task in (folder / 'task').iterdir()))

    def no_more(self, phone, before):
        return all(now <= then for now, then in zip(self.holds(phone), before))

    def calls(self, phone, stranger, count):
        for i in range(count):
            if i % 2:
                call, invite, rtp = self.talk(phone, stranger)
                stranger.in_dialog('BYE', invite)
            else:
                rtp = Rtp(self)
                call = stranger.invite(rtp)
                number = phone.wait('incoming')['call']
                phone.send('answer', number)
                answer = stranger.wait(code=200)
                stranger.follow(answer, rtp)
                stranger.request('ACK', dict(call, to=answer.get('To')))
                phone.wait('call', call=number, state='active')
                phone.send('hangup', number)
                call = number
            phone.wait('call', call=call, state='ended')
            stranger.wait('BYE' if not i % 2 else None, None if not i % 2 else 200)
            rtp.close()

    def test_calls_leave_nothing(self):
        phone, stranger = self.connected()
        self.calls(phone, stranger, 4)
        before = self.holds(phone)
        self.calls(phone, stranger, 20)
        # What the fourth call held may have been on its way out still.
        end = time.monotonic() + WATCHDOG
        while not self.no_more(phone, before) and time.monotonic() < end:
            time.sleep(0.1)
        self.assertTrue(self.no_more(phone, before), (self.holds(phone), before))
        phone.quit()


if __name__ == '__main__':
    unittest.main()
