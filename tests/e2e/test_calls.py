# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls through the whole program: D-Bus, the demo's parties, notifications."""
from gi.repository import GLib
from kit import ctl, main
from kit.shared import SharedCase
from kit.watch import stays, wait_until
from kit.world import APP_ID


class Calls(SharedCase):
    parts = {'display': True, 'keyring': True, 'notifications': True}

    def test_digits(self):
        """M36"""
        self.talk('202')
        self.control('SendDigits', 'us', 0, '12#*')
        self.wait_party('202', digits='12#*')

    def test_digits_after_the_number(self):
        """Q14: another program's are offered, and sent when the user wants it."""
        self.dial('tel:203,12#')
        call = self.wait_call('active', number='203')
        self.assertEqual(self.demo.party('203')['digits'], '')
        self.world.run(['gapplication', 'action', APP_ID, 'send-post-dial',
                        'uint32 %d' % call['id']])
        self.wait_party('203', digits='12#')

    def test_digits_from_there(self):
        """The other side's tones are no sound and no command: the call goes on, nothing is told of
        them, and they are not in the log."""
        call = self.talk('221')
        heard = self.control('CallStats', 'u', call['id'])['rx-packets']
        told = len(self.signals.named('CallChanged'))
        self.party_does('221', 'dtmf', digits='0123456789*#ABCD')
        wait_until(lambda: self.control('CallStats', 'u', call['id'])['rx-packets'] > heard + 250,
                   'the tones and sound after them')
        now = self.wait_call('active', id=call['id'])
        self.assertFalse(now['held'] or now['muted'] or now['held-by-peer'])
        self.assertEqual(len(self.signals.named('CallChanged')), told)
        self.assertEqual(self.demo.party('221')['digits'], '')
        self.assertNotIn('0123456789*#', self.world.log('cornetta-desktop'))
        self.control('SendDigits', 'us', call['id'], '7')
        self.wait_party('221', digits='7')

    def test_digits_in_early_media(self):
        """M36"""
        self.dial('605')
        call = self.wait_call('ringing', number='605')
        self.wait_party('605', rtpOut=lambda packets: packets > 0)
        self.control('SendDigits', 'us', call['id'], '12#*')
        self.wait_party('605', digits='12#*')
        self.wait_call('active', number='605')

    def test_wrong_digits(self):
        call = self.talk('204')
        for digits in ('12a', '1 2', '1' * 65):
            with self.assertRaisesRegex(GLib.Error, 'Digits are'):
                self.control('SendDigits', 'us', call['id'], digits)
        self.assertEqual(self.demo.party('204')['digits'], '')

    def test_two_calls(self):
        """The second holds the first; none comes back by itself."""
        first = self.talk('205')
        second = self.ring('203')
        self.assertFalse(self.wait_call('active', id=first['id'])['held'])
        self.control('Answer', 'u', second['id'])
        self.wait_call('active', id=second['id'], held=False)
        self.wait_call('active', id=first['id'], held=True)
        self.wait_party('205', state='held')
        self.party_does('203', 'hangup')
        self.ended(id=second['id'], end='remote')
        stays(lambda: self.demo.party('205')['state'] == 'held', 1, 'the hold')
        self.assertTrue(self.wait_call('active', id=first['id'])['held'])
        self.control('Hold', 'ub', first['id'], False)
        self.wait_party('205', state='up')

    def test_dialling_holds(self):
        first = self.talk('206')
        second = self.talk('207')
        self.wait_call('active', id=first['id'], held=True)
        self.wait_party('206', state='held')
        self.control('Hold', 'ub', first['id'], False)
        self.wait_call('active', id=first['id'], held=False)
        self.wait_call('active', id=second['id'], held=True)
        self.wait_party('207', state='held')
        self.assertEqual(len(ctl.calls(self.world)), 2)

    def test_busy(self):
        self.dial('602')
        self.assertEqual(self.ended(number='602')['end'], 'busy')

    def test_no_answer(self):
        self.dial('603')
        call = self.wait_call('ringing', number='603')
        self.hang_up(call['id'])
        self.assertEqual(self.ended(number='603')['end'], 'local')
        self.wait_party('603', state='idle')

    def test_declined_there(self):
        self.dial('604')
        said = self.ended(number='604')
        self.assertEqual(said['end'], 'rejected')
        self.assertEqual(said['end-text'], 'The call was declined.')

    def test_unknown_number(self):
        self.dial('9')
        said = self.ended(number='9')
        self.assertEqual(said['end'], 'not-found')
        self.assertEqual(said['end-text'], 'This number does not exist.')

    def test_server_out_of_order(self):
        self.addCleanup(self.fault, 'none')
        self.fault('503')
        self.dial('208')
        said = self.ended(number='208')
        self.assertEqual(said['end'], 'failed')
        self.assertIn('try again later', said['end-text'].lower())
        self.fault('none')
        self.talk('209')

    def fault(self, value):
        status, answer = self.demo.request('POST', '/demo/fault', {'kind': 'sip', 'value': value})
        self.assertEqual(status, 200, answer)

    def test_no_such_call(self):
        for method in ('Answer', 'Decline', 'HangUp'):
            for number in (0, 4294967295):
                with self.assertRaisesRegex(GLib.Error, 'no such call'):
                    self.control(method, 'u', number)


class Notified(SharedCase):
    """M66, M67"""

    parts = {'display': True, 'keyring': True, 'notifications': True}

    def test_what_it_says(self):
        self.ring('203')
        number, popup = self.popups.wait()
        self.assertEqual(popup['hints']['urgency'], 2)
        self.assertEqual(popup['actions'], ['default', 'answer', 'decline', 'silence'])
        self.assertIn('Carla Verdi', popup['summary'])
        self.assertIn('203', popup['body'])
        self.popups.press(number, 'decline')
        self.ended(number='203', end='declined')
        self.popups.wait_none()
        self.wait_party('203', state='idle')

    def test_answer(self):
        call = self.ring('202')
        self.popups.press(self.popups.wait()[0], 'answer')
        self.wait_call('active', id=call['id'])
        self.popups.wait_none()
        self.wait_party('202', state='up')

    def test_dismissed(self):
        """Swept away, it neither comes back nor ends the call."""
        call = self.ring('202')
        self.popups.wait()
        self.popups.dismiss_all()
        self.control('Answer', 'u', call['id'])
        self.wait_call('active', id=call['id'])
        self.assertEqual(self.popups.of('call.incoming'), {})

    def test_missed(self):
        self.ring('204', cancel_after_ms=1500)
        self.ended(number='204', end='missed')
        number, popup = self.popups.wait('call.unanswered')
        self.popups.wait_none()
        self.assertIn('204', popup['body'])
        self.assertIn('call-back', popup['actions'])
        self.popups.press(number, 'call-back')
        self.assertFalse(self.wait_call('active', number='204')['incoming'])
        self.wait_party('204', calls=2)
        self.popups.wait_none('call.unanswered')

    def test_cancelled_at_once(self):
        """However the caller's CANCEL races with the notification: none stays."""
        for delay in (1, 20, 50, 100, 200):
            before = len(self.signals.named('CallEnded'))
            self.demo.call('205', cancel_after_ms=delay)
            wait_until(lambda: len(self.signals.named('CallEnded')) > before, 'the end')
            self.popups.wait_none()
        # All five of them are the business of one notification.
        wait_until(lambda: '5' in self.popups.wait('call.unanswered')[1]['summary'], 'five missed')
        # It came after all the others' turns, so this is how it stays.
        self.assertEqual(self.popups.of('call.incoming'), {})

    def test_answered_elsewhere(self):
        """M47: gone without a word."""
        self.ring('206', cancel_after_ms=1000, cancel_reason='elsewhere')
        self.ended(number='206', end='elsewhere')
        self.popups.wait_none()
        stays(lambda: not self.popups.of('call.incoming') and
              not self.popups.of('call.unanswered'), 1, 'no notification of a call')



if __name__ == '__main__':
    main()
