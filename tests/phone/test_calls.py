# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls with a stranger that answers in every way SIP knows."""
import itertools
import json
import queue
import time
import unittest

from phonekit import PhoneTest, Rtp, Stranger


class Outgoing(PhoneTest):
    def test_dial_answer_hang_up(self):
        phone, stranger = self.connected()
        call, _, rtp = self.talk(phone, stranger)
        stats = phone.wait_stats(call, lambda s: s['rx'] > 25 and s['tx'] > 25)
        self.assertEqual(stats['codec'], 'PCMU/8000')
        self.assertGreater(stats['rx_level'], -30)
        phone.send('hangup', call)
        self.assertEqual(phone.wait('call', call=call, state='ended')['end'], 'local')
        stranger.wait('BYE')
        phone.quit()

    def test_they_hang_up(self):
        phone, stranger = self.connected()
        call, invite, _ = self.talk(phone, stranger)
        stranger.in_dialog('BYE', invite)
        self.assertEqual(phone.wait('call', call=call, state='ended')['end'], 'remote')
        stranger.wait(code=200)
        phone.quit()

    def test_somebody_else_is_there(self):
        """The server says who it put at the other end; nobody else's word, no lesser one."""
        phone, stranger = self.connected()
        call, invite, rtp = self.talk(phone, stranger)
        for header in ('P-Asserted-Identity: "Bruno <b>Neri</b>" <sip:203@pbx>',
                       'P-Asserted-Identity: "Again" <sip:203@pbx>',
                       'P-Asserted-Identity: "Nobody" <sip:anonymous@anonymous.invalid>',
                       'P-Asserted-Identity: <nonsense', 'Supported: timer',
                       'Remote-Party-ID: <sip:*43@pbx>;party=called'):
            sent = stranger.in_dialog('INVITE', invite, stranger.sdp(rtp), [header])
            stranger.wait(code=200)
            stranger.request('ACK', sent, branch='z9hG4bKack')
        phone.wait('call', call=call, number='*43')
        said = [(event['number'], event.get('name'))
                for event in map(json.loads, phone.log_of('call')) if event['state'] == 'active']
        self.assertEqual([pair for pair, _ in itertools.groupby(said)],
                         [('600', None), ('203', 'Bruno <b>Neri</b>'), ('*43', None)])
        phone.send('hangup', call)
        phone.quit()

    def names(self, phone):
        """Who was there, one after the other, as the user read it."""
        said = [(event['number'], event.get('name'))
                for event in map(json.loads, phone.log_of('call'))]
        return [pair for pair, _ in itertools.groupby(said)]

    def test_an_answer_says_who_is_there(self):
        """A queue's number rings, somebody picks it up; a name for the same one is taken."""
        phone, stranger = self.connected()
        call = phone.dial('401')
        invite = stranger.wait('INVITE')
        stranger.answer(invite, 180, 'Ringing', ['P-Asserted-Identity: "Support" <sip:401@pbx>'])
        phone.wait('call', call=call, name='Support')
        stranger.answer(invite, 200, 'OK', ['Remote-Party-ID: "Ada" <sip:203@pbx>;party=called'],
                        sdp=stranger.sdp(Rtp(self)))
        phone.wait('call', call=call, state='active', number='203')
        self.assertEqual(self.names(phone), [('401', 'Support'), ('203', 'Ada')])
        phone.quit()

    def test_number_in_another_form(self):
        phone, stranger = self.connected()
        call = phone.dial('+390721405516')
        invite = stranger.wait('INVITE')
        stranger.answer(invite, 200, 'OK', ['P-Asserted-Identity: "Ada" <sip:0721405516@pbx>'],
                        sdp=stranger.sdp(Rtp(self)))
        phone.wait('call', call=call, state='active')
        self.assertEqual(self.names(phone), [('+390721405516', 'Ada')])
        phone.quit()

    def update(self, stranger, invite, code, *headers, sdp=None):
        stranger.in_dialog('UPDATE', invite, sdp, headers)
        return stranger.wait(code=code)

    def test_update_says_who_is_there(self):
        phone, stranger = self.connected()
        call, invite, rtp = self.talk(phone, stranger)
        self.assertIn('UPDATE', invite.get('Allow').split(','))
        plain = self.update(stranger, invite, 200, 'P-Asserted-Identity: "Ada" <sip:203@pbx>')
        phone.wait('call', call=call, number='203', name='Ada')
        self.assertEqual(plain.body, '')
        self.assertTrue(plain.get('Contact'))
        held = self.update(stranger, invite, 200, 'Remote-Party-ID: "Eva" <sip:204@pbx>',
                           sdp=stranger.sdp(rtp, 'sendonly'))
        self.assertIn('a=recvonly', held.body)
        phone.wait('call', call=call, number='204')
        phone.wait('call', call=call, held_by_peer='yes')
        self.update(stranger, invite, 488, sdp='v=0\r\nnonsense\r\n')
        self.update(stranger, invite, 200, sdp=stranger.sdp(rtp))
        phone.wait('call', call=call, held_by_peer='no')
        self.assertEqual(self.names(phone), [('600', None), ('203', 'Ada'), ('204', 'Eva')])
        phone.send('hangup', call)
        phone.quit()

    def test_update_refused(self):
        """While we wait for an answer to an offer of ours, and for a call that is no more."""
        phone, stranger = self.connected()
        call, invite, rtp = self.talk(phone, stranger)
        phone.send('hold', call)
        offer = stranger.wait('INVITE')
        self.update(stranger, invite, 491, sdp=stranger.sdp(rtp))
        self.update(stranger, invite, 200)
        stranger.answer(offer, 200, 'OK', sdp=stranger.sdp(rtp, 'recvonly'))
        phone.wait('call', call=call, held='yes')
        phone.send('hangup', call)
        stranger.wait('BYE')
        self.update(stranger, invite, 481)
        phone.quit()

    def test_only_the_server_says_who_is_there(self):
        phone, stranger = self.connected()
        call, invite, _ = self.talk(phone, stranger)
        other = Stranger(self, host='127.0.0.2')
        other.tag, other.cseq = stranger.tag, 1
        self.update(other, invite, 200, 'P-Asserted-Identity: "Eva" <sip:666@pbx>')
        stranger.cseq = 2
        self.update(stranger, invite, 200, 'P-Asserted-Identity: "Ada" <sip:203@pbx>')
        phone.wait('call', call=call, number='203')
        self.assertEqual(self.names(phone), [('600', None), ('203', 'Ada')])
        phone.quit()

    def test_number_in_the_request(self):
        phone, stranger = self.connected()
        phone.dial('*43#')
        self.assertTrue(stranger.wait('INVITE').first.startswith('INVITE sip:*43%23@127.0.0.1'))
        phone.quit()

    def test_refusals(self):
        phone, stranger = self.connected()
        for code, reason, end in ((486, 'Busy Here', 'busy'), (600, 'Busy Everywhere', 'busy'),
                                  (603, 'Decline', 'rejected'), (403, 'Forbidden', 'rejected'),
                                  (404, 'Not Found', 'not-found'),
                                  (484, 'Address Incomplete', 'not-found'),
                                  (480, 'Unavailable', 'no-answer'),
                                  (408, 'Timeout', 'no-answer'), (488, 'No', 'failed'),
                                  (503, 'Service Unavailable', 'failed')):
            with self.subTest(code=code):
                call = phone.dial('600')
                stranger.answer(stranger.wait('INVITE'), code, reason)
                ended = phone.wait('call', call=call, state='ended')
                self.assertEqual(ended['end'], end)
                self.assertTrue(ended['text'])
        phone.quit()

    def put_off(self, *headers):
        """A hold that is answered 500."""
        phone, stranger = self.connected()
        call, _, _ = self.talk(phone, stranger)
        phone.send('hold', call)
        stranger.answer(stranger.wait('INVITE'), 500, 'Later', headers=headers)
        return phone, stranger, call

    def test_hold_put_off_without_end(self):
        """It is tried five times more, with a pause each time; then nothing more comes of it."""
        phone, stranger, call = self.put_off('Retry-After: 0')
        for _ in range(5):
            began = time.monotonic()
            again = stranger.wait('INVITE')
            self.assertGreater(time.monotonic() - began, 0.8)
            self.assertIn('a=sendonly', again.body)
            stranger.answer(again, 500, 'Later', headers=['Retry-After: 0 (busy)'])
        with self.assertRaises(queue.Empty):
            while stranger.inbox.get(timeout=2).method != 'INVITE':
                pass
        phone.send('resume', call)
        again = stranger.wait('INVITE')
        self.assertIn('a=sendrecv', again.body)
        stranger.answer(again, 500, 'Later', headers=['Retry-After: 1'])
        self.assertIn('a=sendrecv', stranger.wait('INVITE').body)
        phone.quit()

    def test_hold_put_off_for_days(self):
        phone, stranger, _ = self.put_off('Retry-After: 999999999999')
        began = time.monotonic()
        stranger.wait('INVITE')
        self.assertGreater(time.monotonic() - began, 8)
        phone.quit()

    def test_redirect_is_not_followed(self):
        phone, stranger = self.connected()
        trap = Stranger(self)
        call = phone.dial('600')
        stranger.answer(stranger.wait('INVITE'), 302, 'Moved Temporarily',
                        ['Contact: <sip:899123456@127.0.0.1:%d>' % trap.port])
        ended = phone.wait('call', call=call, state='ended')
        self.assertEqual(ended['end'], 'failed')
        self.assertIn('redirected', ended['text'])
        self.assertEqual(ended['redirect'], '899123456')
        stranger.wait('ACK')
        phone.quit()
        self.assertTrue(trap.inbox.empty() and stranger.inbox.empty())

    def test_redirect_of_nobody(self):
        """What is no number, or none at all, is no place to call."""
        phone, stranger = self.connected()
        for contact, redirect in (('<sip:127.0.0.1>', ''), ('<sip:%00%ff%22@x>', ''),
                                  ('<sip:' + '9' * 4000 + '@x>', '9' * 128),
                                  ('<' * 100, None)):
            with self.subTest(contact=contact[:20]):
                call = phone.dial('600')
                stranger.answer(stranger.wait('INVITE'), 302, 'Moved', ['Contact: ' + contact])
                ended = phone.wait('call', call=call, state='ended')
                self.assertIn(ended['redirect'], (redirect, None))
        phone.quit()

    def test_cancel(self):
        phone, stranger = self.connected()
        call = phone.dial('600')
        invite = stranger.wait('INVITE')
        stranger.answer(invite, 180, 'Ringing')
        phone.wait('call', call=call, state='ringing')
        phone.send('hangup', call)
        stranger.wait('CANCEL')
        stranger.answer(invite, 487, 'Request Terminated')
        stranger.wait('ACK')
        self.assertEqual(phone.wait('call', call=call, state='ended')['end'], 'local')
        phone.quit()

    def test_early_media_and_keys_in_it(self):
        phone, stranger = self.connected()
        rtp = Rtp(self)
        call = phone.dial('600')
        invite = stranger.wait('INVITE')
        stranger.follow(invite, rtp)
        stranger.answer(invite, 183, 'Session Progress', sdp=stranger.sdp(rtp))
        phone.wait('call', call=call, state='ringing')
        phone.wait_stats(call, lambda s: s['rx_level'] > -30)
        phone.send('digits', call, '5')
        rtp.wait(lambda r: r.digits, 'a key in early media')
        stranger.answer(invite, 200, 'OK', sdp=stranger.sdp(rtp))
        phone.wait('call', call=call, state='active')
        phone.quit()

    def test_not_registered(self):
        phone = self.phone()
        phone.add_line(9)
        call = phone.dial('600')
        ended = phone.wait('call', call=call, state='ended')
        self.assertEqual(ended['end'], 'failed')
        self.assertTrue(ended['text'])
        phone.quit()


class Incoming(PhoneTest):
    def ring(self, phone, stranger, **options):
        rtp = Rtp(self)
        dialog = stranger.invite(rtp, **options)
        call = phone.wait('incoming')
        stranger.wait(code=180)
        return call, dialog, rtp

    def answered(self, phone, stranger, **options):
        call, dialog, rtp = self.ring(phone, stranger, **options)
        phone.send('answer', call['call'])
        ok = stranger.wait(code=200)
        stranger.follow(ok, rtp)
        dialog['to'] = ok.get('To')
        stranger.request('ACK', dialog, branch='z9hG4bKack' + dialog['id'])
        phone.wait('call', call=call['call'], state='active')
        return call, dialog, rtp

    def test_somebody_else_rings(self):
        """Who called has transferred their call to us before we answered."""
        phone, stranger = self.connected()
        rtp = Rtp(self)
        dialog = stranger.invite(rtp)
        call = phone.wait('incoming')['call']
        dialog['to'] = stranger.wait(code=180).get('To')
        said = 'P-Asserted-Identity: "Eva" <sip:204@pbx>'
        stranger.request('UPDATE', dialog, stranger.sdp(rtp), [], 'z9hG4bKu1', cseq=2)
        self.assertTrue(stranger.wait(code=500).get('Retry-After'))
        stranger.request('UPDATE', dialog, None, [said], 'z9hG4bKu2', cseq=3)
        stranger.wait(code=200)
        phone.wait('call', call=call, state='incoming', number='204', name='Eva')
        phone.send('answer', call)
        stranger.wait(code=200)
        stranger.request('ACK', dialog, branch='z9hG4bKack')
        phone.wait('call', call=call, state='active')
        phone.quit()

    def test_answer_and_they_hang_up(self):
        phone, stranger = self.connected()
        call, dialog, rtp = self.answered(phone, stranger)
        self.assertEqual((call['number'], call['name']), ('300', 'Ada'))
        rtp.wait(lambda r: r.packets > 25, 'half a second of sound')
        stranger.request('BYE', dialog, branch='z9hG4bKbye', cseq=2)
        self.assertEqual(phone.wait('call', state='ended')['end'], 'remote')
        phone.quit()

    def test_decline(self):
        phone, stranger = self.connected()
        call, _, _ = self.ring(phone, stranger)
        phone.send('decline', call['call'])
        self.assertEqual(phone.wait('call', state='ended')['end'], 'declined')
        stranger.wait(code=486)
        phone.quit()

    def cancelled(self, *headers):
        phone, stranger = self.connected()
        _, dialog, _ = self.ring(phone, stranger)
        stranger.request('CANCEL', dialog, headers=headers)
        end = phone.wait('call', state='ended')['end']
        stranger.wait(code=487)
        phone.quit()
        return end

    def test_missed(self):
        self.assertEqual(self.cancelled(), 'missed')

    def test_taken_by_another_phone(self):
        self.assertEqual(
            self.cancelled('Reason: SIP;cause=200;text="Call completed elsewhere"'), 'elsewhere')

    def test_answer_crosses_another_phones(self):
        """M47: by the server's word a desk phone has it; nobody is left with an open microphone."""
        phone, stranger = self.connected()
        call, dialog, _ = self.ring(phone, stranger)
        phone.send('answer', call['call'])
        phone.send('elsewhere', call['call'])
        self.assertEqual(phone.wait('call', state='ended')['end'], 'elsewhere')
        dialog['to'] = stranger.wait(code=200).get('To')
        stranger.request('ACK', dialog, branch='z9hG4bKcrossed')
        stranger.wait('BYE')
        phone.quit()

    def test_caller_withheld(self):
        phone, stranger = self.connected()
        call, _, _ = self.ring(phone, stranger, name='', user='anonymous')
        self.assertEqual(call['number'], '')
        phone.quit()

    def invited(self, phone, stranger, *headers, to='<sip:201@127.0.0.1>'):
        """What the phone tells of an INVITE with these headers; it is declined."""
        self.invites = getattr(self, 'invites', 0) + 1
        dialog = {'id': 'head%d' % self.invites, 'cseq': 1, 'to': to,
                  'branch': 'z9hG4bKhead%d' % self.invites,
                  'from': '<sip:300@127.0.0.1>;tag=head%d' % self.invites}
        stranger.request('INVITE', dialog, sdp=stranger.sdp(Rtp(self)), headers=headers)
        call = phone.wait('incoming')
        stranger.wait(code=180)
        phone.send('decline', call['call'])
        stranger.wait(code=486)
        return call

    def test_asks_for_an_answer(self):
        """Q10: it rings on all the same; whether it is answered is decided elsewhere."""
        phone, stranger = self.connected()
        for header in ('Call-Info: <sip:x>;answer-after=0', 'Answer-Mode: Auto',
                       'Alert-Info: <http://x>;info=alert-autoanswer', 'Alert-Info: Intercom'):
            self.assertEqual(self.invited(phone, stranger, header)['asks'], 'yes', header)
        for header in ('Call-Info: <sip:x>;answer-after=9', 'Answer-Mode: Manual',
                       'Alert-Info: <http://x/ring.wav>', 'X-Answer-Mode: Auto'):
            self.assertEqual(self.invited(phone, stranger, header)['asks'], 'no', header)
        phone.quit()

    def test_what_was_called(self):
        """Q13"""
        phone, stranger = self.connected()
        for called, headers in (
                (None, ()),
                ('Sales (401)', ('P-Called-Party-ID: "Sales" <sip:401@127.0.0.1>',
                                 'Diversion: <sip:402@127.0.0.1>')),
                ('402', ('Diversion: <sip:402@127.0.0.1>;reason=no-answer',
                         'History-Info: <sip:403@127.0.0.1>;index=1')),
                ('403', ('History-Info: <sip:403@127.0.0.1>;index=1',)),
                (None, ('P-Called-Party-ID: <sip:201@127.0.0.1>',)),
                (None, ('Diversion: <<<', 'History-Info: ' + 'x' * 3000,)),
                ('9' * 128, ('Diversion: <sip:%s@127.0.0.1>' % ('9' * 3000),))):
            self.assertEqual(self.invited(phone, stranger, *headers)['called'], called, headers)
        self.assertEqual(
            self.invited(phone, stranger, to='"Support" <sip:404@127.0.0.1>')['called'],
            'Support (404)')
        self.assertIsNone(self.invited(phone, stranger, to='<%s>' % stranger.contact)['called'])
        phone.quit()

    def test_seventh_call_is_busy(self):
        """Six can be had on one line, five of them on hold; and so again once one has ended."""
        phone, stranger = self.connected()
        calls = []
        for i in range(6):
            call, dialog, rtp = self.ring(phone, stranger, user='30%d' % i)
            phone.send('answer', call['call'])
            if calls:
                held = stranger.wait('INVITE')
                self.assertIn('a=sendonly', held.body)
                stranger.answer(held, 200, 'OK', sdp=stranger.sdp(rtp, 'recvonly'))
            answer = stranger.wait(code=200)
            stranger.follow(answer, rtp)
            dialog['to'] = answer.get('To')
            stranger.request('ACK', dialog, branch='z9hG4bKack' + dialog['id'])
            phone.wait('call', call=call['call'], state='active')
            calls.append(call['call'])
        stranger.invite(Rtp(self), user='309')
        stranger.wait(code=486)
        phone.wait_stats(calls[-1], lambda s: s['rx'] > 20 and s['tx'] > 20)
        phone.send('hangup', calls[0])
        phone.wait('call', call=calls[0], state='ended')
        self.ring(phone, stranger, user='309')
        phone.quit()

    def test_second_call_holds_the_first(self):
        phone, stranger = self.connected()
        first, invite, rtp = self.talk(phone, stranger)
        second, dialog, _ = self.ring(phone, stranger)
        phone.send('answer', second['call'])
        again = stranger.wait('INVITE')
        self.assertIn('a=sendonly', again.body)
        stranger.answer(again, 200, 'OK', sdp=stranger.sdp(rtp, 'recvonly'))
        phone.wait('call', call=first, held='yes')
        stranger.wait(code=200)
        phone.send('hangup', second['call'])
        phone.wait('call', call=second['call'], state='ended')
        # Nothing takes the first one off hold but a command.
        phone.send('resume', first)
        resumed = phone.wait('call', call=first, held='no')
        self.assertEqual(resumed['state'], 'active')
        back = stranger.wait('INVITE')
        self.assertIn('a=sendrecv', back.body)
        phone.quit()


class Midcall(PhoneTest):
    def setUp(self):
        super().setUp()
        self.driver, self.stranger = self.connected()
        self.call, self.invite, self.rtp = self.talk(self.driver, self.stranger)

    def test_hold_and_resume(self):
        self.driver.send('hold', self.call)
        again = self.stranger.wait('INVITE')
        self.assertIn('a=sendonly', again.body)
        self.stranger.answer(again, 200, 'OK', sdp=self.stranger.sdp(self.rtp, 'recvonly'))
        self.driver.wait('call', call=self.call, held='yes')
        self.stranger.wait('ACK')
        self.driver.wait_stats(self.call, lambda s: s['rx_level'] < -90)
        self.driver.send('resume', self.call)
        back = self.stranger.wait('INVITE')
        self.assertIn('a=sendrecv', back.body)
        self.stranger.answer(back, 200, 'OK', sdp=self.stranger.sdp(self.rtp))
        self.assertEqual(self.driver.wait('call', held='no')['held-by-peer'], 'no')
        self.driver.wait_stats(self.call, lambda s: s['rx_level'] > -30)
        self.driver.quit()

    def test_they_hold(self):
        for direction in ('sendonly', 'inactive'):
            self.stranger.in_dialog('INVITE', self.invite,
                                    sdp=self.stranger.sdp(self.rtp, direction))
            self.driver.wait('call', held_by_peer='yes')
            self.stranger.in_dialog('ACK', self.invite)
            self.stranger.in_dialog('INVITE', self.invite, sdp=self.stranger.sdp(self.rtp))
            self.driver.wait('call', held_by_peer='no')
            self.stranger.in_dialog('ACK', self.invite)
        self.driver.quit()

    def test_keys(self):
        self.driver.send('digits', self.call, '12*#')
        self.rtp.wait(lambda r: len(r.digits) == 4, 'four keys')
        self.assertEqual(''.join(d for d, _ in self.rtp.digits), '12*#')
        for _, duration in self.rtp.digits:
            self.assertGreaterEqual(duration, 640)  # 80 ms
        # Asterisk ignores a key that begins less than 45 ms after the one before; networks jitter.
        self.assertGreaterEqual(min(self.rtp.gaps), 800, self.rtp.gaps)
        self.driver.quit()

    def test_keys_after_the_answer(self):
        self.driver.send('hangup', self.call)
        self.stranger.wait('BYE')
        _, _, rtp = self.talk(self.driver, self.stranger, '600,42')
        rtp.wait(lambda r: len(r.digits) == 2, 'keys after the answer')
        self.assertEqual(''.join(d for d, _ in rtp.digits), '42')
        self.driver.quit()


class Stop(PhoneTest):
    def test_says_good_bye(self):
        phone, stranger = self.connected()
        call, _, _ = self.talk(phone, stranger)
        registers = len(stranger.registers)
        phone.send('stop')
        self.assertEqual(phone.wait('call', call=call, state='ended')['end'], 'local')
        phone.wait('stopped', error=None)
        stranger.wait('BYE')
        self.assertIn('expires=0', stranger.registers[registers].get('Contact'))
        phone.quit()

    def test_server_gone(self):
        phone, stranger = self.connected()
        self.talk(phone, stranger)
        stranger.silent = True
        begun = time.monotonic()
        phone.send('stop')
        phone.wait('stopped', error=None)
        self.assertLess(time.monotonic() - begun, 16)  # SIP itself would wait for 32 s
        phone.quit()

    def test_dropped_in_a_call(self):
        phone, stranger = self.connected()
        self.talk(phone, stranger)
        phone.quit()

    def test_dropped_line_unregisters(self):
        phone, stranger = self.connected()
        call, _, _ = self.talk(phone, stranger)
        phone.send('drop', 'a')
        self.assertEqual(phone.wait('call', call=call, state='ended')['end'], 'local')
        stranger.wait('BYE')
        phone.quit()


if __name__ == '__main__':
    unittest.main()
