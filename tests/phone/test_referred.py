# SPDX-License-Identifier: GPL-3.0-or-later
"""The other side of a call asks us to call somebody else, RFC 3515: a stranger by hand, SIPp and
Debian's baresip behind Kamailio."""
import os
import sys
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
# pylint: disable=wrong-import-position
import torture
from kit import referrer
from kamailio import PASSWORD, Kamailio
from phonekit import WATCHDOG, PhoneTest, Rtp
from test_peers import SCENARIO, Baresip, sipp
from test_strangers import place as place_of

PLACE = 'abc@pbx;to-tag=a1;from-tag=b2'
ESCAPED = 'abc%40pbx%3Bto-tag%3Da1%3Bfrom-tag%3Db2'
TRANSFERRED = ('local', 'The call was transferred.')


class ByHand(PhoneTest):
    def setUp(self):
        super().setUp()
        self.driver, self.stranger = self.connected()
        self.call, self.invite, self.rtp = self.talk(self.driver, self.stranger)

    def refer(self, *targets, headers=(), target='<sip:203@127.0.0.1>'):
        self.stranger.in_dialog('REFER', self.invite, headers=[
            *('Refer-To: ' + one for one in targets or (target,)), *headers])

    def refused(self, code, *targets, **given):
        self.refer(*targets, **given)
        self.assertEqual(self.stranger.wait(code=code).get('CSeq').split()[1], 'REFER')

    def notified(self, state, first):
        notify = self.stranger.wait('NOTIFY')
        self.stranger.answer(notify, 200, 'OK')
        self.assertEqual(notify.get('Event').split(';')[0], 'refer')
        self.assertTrue(notify.get('Content-Type').startswith('message/sipfrag'))
        self.assertRegex(notify.get('Subscription-State'), '^%s(;|$)' % state)
        self.assertEqual(notify.body.split('\r\n')[0], 'SIP/2.0 ' + first)
        self.assertEqual(notify.get('Call-ID'), self.invite.get('Call-ID'))
        return notify

    def asked(self, number='203', **given):
        """They ask, and it is asked about: the number of the question."""
        self.refer(**given)
        self.stranger.wait(code=202)
        said = self.driver.wait('referred')
        self.assertEqual((said['call'], said['number']), (self.call, number))
        self.notified('active', '100 Trying')
        return said['referral']

    def follow(self, referral, number='203'):
        """The call that is made, and its INVITE; the one before is held meanwhile."""
        self.driver.send('follow', 'a', number, referral)
        call = self.driver.wait('dialled')['call']
        found = None
        for _ in range(2):
            invite = self.stranger.wait('INVITE')
            if invite.get('Call-ID') == self.invite.get('Call-ID'):
                self.assertIn('a=sendonly', invite.body)
                self.stranger.answer(invite, 200, 'OK', sdp=self.stranger.sdp(self.rtp, 'recvonly'))
                self.stranger.wait('ACK')
            else:
                found = invite
        self.assertIn('sip:%s@' % number, found.first)
        return call, found

    def goes_on(self):
        before = self.driver.stats(self.call)
        self.driver.wait_stats(self.call, lambda s: s['rx'] > before['rx'] + 10)

    def no_invite(self):
        """What would have been sent has been: the answer to an OPTIONS comes after it."""
        call = {'id': 'options%d' % time.monotonic_ns(), 'cseq': 1, 'to': '<sip:201@127.0.0.1>',
                'branch': 'z9hG4bKo%d' % time.monotonic_ns(), 'from': '<sip:x@127.0.0.1>;tag=o'}
        self.stranger.request('OPTIONS', call)
        while True:
            message = self.stranger.inbox.get(timeout=WATCHDOG)
            self.assertNotEqual(message.method, 'INVITE')
            if message.code == 200 and message.get('Call-ID') == call['id']:
                return

    def test_followed(self):
        """Not before somebody says so; then they hear how it went, and hang up."""
        referral = self.asked()
        self.no_invite()
        call, invite = self.follow(referral)
        self.assertEqual(invite.all('Replaces') + invite.all('Referred-By'), [])
        self.stranger.answer(invite, 180, 'Ringing')
        self.stranger.answer(invite, 200, 'OK', sdp=self.stranger.sdp(Rtp(self)))
        self.driver.wait('call', call=call, state='active')
        self.notified('terminated', '200 OK')
        self.stranger.in_dialog('BYE', self.invite)
        ended = self.driver.wait('call', call=self.call, state='ended')
        self.assertEqual((ended['end'], ended['text']), TRANSFERRED)
        self.driver.stats(call)
        self.driver.quit()

    def test_left_to_us(self):
        """Some never hang up."""
        call, invite = self.follow(self.asked())
        self.stranger.answer(invite, 200, 'OK', sdp=self.stranger.sdp(Rtp(self)))
        self.notified('terminated', '200 OK')
        ended = self.driver.wait('call', call=self.call, state='ended')
        self.assertEqual((ended['end'], ended['text']), TRANSFERRED)
        self.assertEqual(self.stranger.wait('BYE').get('Call-ID'), self.invite.get('Call-ID'))
        self.driver.stats(call)
        self.driver.quit()

    def test_refused_by_its_user(self):
        self.driver.send('refuse', 'a', self.asked())
        self.notified('terminated', '603 Decline')
        self.goes_on()
        self.no_invite()
        self.driver.quit()

    def test_nobody_there(self):
        call, invite = self.follow(self.asked())
        self.stranger.answer(invite, 486, 'Busy Here')
        self.assertEqual(self.driver.wait('call', call=call, state='ended')['end'], 'busy')
        self.notified('terminated', '486 Busy Here')
        self.driver.send('resume', self.call)
        self.driver.wait('call', call=self.call, held='no', state='active')
        self.driver.quit()

    def test_given_up(self):
        call, invite = self.follow(self.asked())
        self.stranger.answer(invite, 180, 'Ringing')
        self.driver.wait('call', call=call, state='ringing')
        self.driver.send('hangup', call)
        self.notified('terminated', '487 Request Terminated')
        self.driver.quit()

    def test_they_hang_up_at_once(self):
        """As many do after the 202: what they asked for stands, and they hear of it."""
        referral = self.asked(target='<sip:203@127.0.0.1?Replaces=%s>' % ESCAPED)
        self.stranger.in_dialog('BYE', self.invite)
        self.assertEqual(self.driver.wait('call', call=self.call, state='ended')['end'], 'remote')
        self.driver.send('follow', 'a', '203', referral)
        call = self.driver.wait('dialled')['call']
        invite = self.stranger.wait('INVITE')
        self.assertEqual(invite.all('Replaces'), [PLACE])
        self.stranger.answer(invite, 200, 'OK', sdp=self.stranger.sdp(self.rtp))
        self.driver.wait('call', call=call, state='active')
        self.notified('terminated', '200 OK')
        self.driver.quit()

    def test_somebodys_place(self):
        """RFC 3891: whose place to take goes with the call, and who asked for it."""
        referral = self.asked(target='"Bob" <sip:203@pbx.example;user=phone?Subject=x&Replaces=%s>'
                              % ESCAPED, headers=['Referred-By: <sip:600@127.0.0.1>'])
        call, invite = self.follow(referral)
        self.assertEqual(invite.all('Replaces'), [PLACE])
        self.assertEqual(invite.all('Referred-By'), ['<sip:600@127.0.0.1>'])
        self.assertEqual(invite.all('Subject'), [])
        self.stranger.answer(invite, 180, 'Ringing')
        self.driver.wait('call', call=call, state='ringing')
        self.driver.send('hangup', call)
        self.driver.dial('204')
        self.assertEqual(self.stranger.wait('CANCEL').get('Call-ID'), invite.get('Call-ID'))
        invite = self.stranger.wait('INVITE')
        self.assertIn('sip:204@', invite.first)
        self.assertEqual(invite.all('Replaces') + invite.all('Referred-By'), [])
        self.driver.quit()

    def test_who_wants_to_hear_nothing(self):
        """RFC 4488"""
        self.refer(headers=['Refer-Sub: false'])
        self.assertEqual(self.stranger.wait(code=202).get('Refer-Sub'), 'false')
        call, invite = self.follow(self.driver.wait('referred')['referral'])
        self.stranger.answer(invite, 200, 'OK', sdp=self.stranger.sdp(Rtp(self)))
        self.driver.wait('call', call=call, state='active')
        self.assertEqual(self.stranger.wait('BYE').get('Call-ID'), self.invite.get('Call-ID'))
        self.driver.quit()
        self.assertNotIn('NOTIFY', [message.method for message in list(self.stranger.inbox.queue)])

    def test_what_is_no_request(self):
        for code, targets in ((400, ('<sip:203@127.0.0.1>', '<sip:204@127.0.0.1>')),
                              (400, ('',)), (400, ('<nothing',)), (404, ('<sip:127.0.0.1>',)),
                              (404, ('<sip:%00%ff@x>',)), (404, ('<sip:anonymous@x>',)),
                              (416, ('<https://203@x>',)), (416, ('<tel:+390721>',)),
                              (501, ('<sip:203@x;method=BYE>',)),
                              (400, ('<sip:203@x?Replaces=a>',)),
                              (400, ('<sip:203@x?Replaces=a%3Bto-tag%3D1>',)),
                              (400, ('<sip:203@x?Replaces=%s%%0D%%0AX%%3A1>' % ESCAPED,)),
                              (400, ('<sip:203@x?Replaces=%s&Replaces=%s>' % (ESCAPED, ESCAPED),)),
                              (400, ('<sip:203@x?Replaces=%s%s>' % (ESCAPED, 'x' * 300),))):
            with self.subTest(targets=targets):
                self.refused(code, *targets)
        self.goes_on()
        self.driver.quit()
        self.assertEqual(self.driver.log_of('referred'), [])

    def test_spoiled(self):
        """Read to the end each time, and one in some good by chance."""
        source = self.stranger.sock.getsockname()
        host, port = place_of(self.stranger.contact)
        twice = '<sip:203@x;user=phone?Replaces=%s&Replaces=%s>' % (ESCAPED, ESCAPED)
        good = torture.message(
            self.stranger.contact, source, 'REFER', call=self.invite.get('Call-ID'), number=7,
            change={'From': self.invite.get('To') + ';tag=' + self.stranger.tag,
                    'To': self.invite.get('From')},
            more=['Refer-To: ' + twice, 'Referred-By: <sip:600@x>', 'Refer-Sub: true'])
        for i, data in enumerate(torture.spoiled([good], 240, seed=3515)):
            self.stranger.send(data.replace(b'z9hG4bK', b'z9hG4bK%d' % i), (host, int(port)))
            if i % 20 == 19:
                self.no_invite()
        self.goes_on()
        self.driver.quit()

    def test_only_one_at_a_time(self):
        """And who asks for it again and again is not asked about any more."""
        for _ in range(3):
            referral = self.asked()
            self.refused(491)
            self.driver.send('refuse', 'a', referral)
            self.notified('terminated', '603 Decline')
        self.refused(603)
        self.driver.quit()
        self.assertEqual(len(self.driver.log_of('referred')), 3)

    def test_long_number(self):
        self.refer(target='<sip:%s@127.0.0.1>' % ('7' * 3000))
        self.stranger.wait(code=202)
        self.assertLess(len(self.driver.wait('referred')['number']), 150)
        self.driver.quit()

    def test_who_stops_to_listen(self):
        """A NOTIFY that they don't take, or an interval of nothing, changes nothing else."""
        for headers, answer in ((('Expires: 0',), 200), ((), 481)):
            self.refer(headers=headers)
            referral = self.driver.wait('referred')['referral']
            self.stranger.answer(self.stranger.wait('NOTIFY'), answer, 'Whatever')
            self.driver.send('refuse', 'a', referral)
            self.driver.stats(self.call)  # one after the other
        self.goes_on()
        self.driver.quit()

    def test_unknown_number_of_a_question(self):
        self.driver.send('refuse', 'a', '4711')
        self.driver.send('follow', 'a', '203', '4711')
        self.driver.wait('nothing')
        self.driver.quit()

    def test_program_ends(self):
        self.asked()
        self.driver.quit()
        notify = self.stranger.wait('NOTIFY')
        self.assertIn('terminated', notify.get('Subscription-State'))


class BeforeTheCall(PhoneTest):
    def test_while_it_rings(self):
        driver, stranger = self.connected()
        call = stranger.invite(Rtp(self))
        said = driver.wait('incoming')
        call['to'] = stranger.wait(code=180).get('To')
        stranger.request('REFER', call, cseq=2, branch='z9hG4bKrefer',
                         headers=['Refer-To: <sip:203@127.0.0.1>'])
        self.assertEqual(stranger.wait(code=603).get('CSeq'), '2 REFER')
        driver.send('decline', said['call'])
        driver.wait('call', call=said['call'], state='ended')
        driver.quit()

    def test_outside_of_calls(self):
        driver, stranger = self.connected()
        for to, code in (('<sip:201@127.0.0.1>', 501), ('<sip:201@127.0.0.1>;tag=none', 481)):
            stranger.request('REFER', {'id': 'r%d' % code, 'cseq': 1, 'to': to,
                                       'branch': 'z9hG4bKr%d' % code,
                                       'from': '<sip:600@127.0.0.1>;tag=1'},
                             headers=['Refer-To: <sip:203@127.0.0.1>'])
            stranger.wait(code=code)
        driver.quit()
        self.assertEqual(driver.log_of('referred'), [])


class Strangers(PhoneTest):
    """One asks, another is called."""

    def start(self, scenario, answer='auto'):
        port, self.sipp = sipp(self, scenario)
        self.server = Kamailio(self, self.folder, forward=port)
        self.driver = self.phone()
        self.driver.register(self.server.udp, password=PASSWORD)
        self.baresip = Baresip(
            self, self.folder, '<sip:202@127.0.0.1:%d;transport=udp>;auth_pass=plain;'
            'answermode=%s;regint=60;outbound="sip:127.0.0.1:%d"' % (
                self.server.udp, answer, self.server.udp))
        self.server.wait_line('registered 202')

    def talk(self, number):
        call = self.driver.dial(number)
        self.driver.wait('call', call=call, state='active')
        return call

    def end(self):
        self.assertEqual(self.sipp.process.wait(WATCHDOG), 0, '\n'.join(self.sipp.log[-30:]))
        self.driver.quit()

    def follow(self, call, number):
        said = self.driver.wait('referred', call=call, number=number)
        self.driver.send('follow', 'a', number, said['referral'])
        return self.driver.wait('dialled')['call']

    def transferred(self, call):
        ended = self.driver.wait('call', call=call, state='ended')
        self.assertEqual((ended['end'], ended['text']), TRANSFERRED)

    def test_baresip_asks(self):
        self.start(SCENARIO)
        call = self.talk('202')
        self.baresip.command('transfer', 'sip:203@127.0.0.1')
        follower = self.follow(call, '203')
        self.driver.wait('call', call=follower, state='active')
        self.baresip.wait_event('CALL_CLOSED')
        self.transferred(call)
        self.driver.send('hangup', follower)
        self.end()

    def test_baresip_is_refused(self):
        self.start(SCENARIO)
        call = self.talk('202')
        self.baresip.command('transfer', 'sip:203@127.0.0.1')
        self.driver.send('refuse', 'a', self.driver.wait('referred')['referral'])
        self.baresip.wait_event('TRANSFER_FAILED', param='603 Decline')
        self.sipp.end()
        self.driver.quit()

    def test_sipp_asks(self):
        """It holds us to the order of the messages, and to what each says."""
        scenario = os.path.join(self.folder, 'scenario.xml')
        with open(scenario, 'w', encoding='utf-8') as f:
            f.write(referrer.scenario(
                '<sip:202@127.0.0.1>', referrer.told('active', '100 Trying'),
                referrer.asked_again(2, 'recvonly'), referrer.told('terminated', '200 OK'),
                referrer.hang_up()))
        self.start(scenario, answer='manual')
        call = self.talk('203')
        follower = self.follow(call, '202')
        self.driver.wait('call', call=follower, state='ringing')
        for _ in range(2):  # the hold has been answered, too
            self.server.wait_line(' up 203 ')
        self.baresip.command('accept')
        self.driver.wait('call', call=follower, state='active')
        self.transferred(call)
        self.driver.wait_stats(follower, lambda s: s['rx_level'] > -40)
        self.driver.send('hangup', follower)
        self.baresip.wait_event('CALL_CLOSED')
        self.end()


if __name__ == '__main__':
    unittest.main()
