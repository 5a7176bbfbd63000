# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody takes the place of the other side, RFC 3891: a stranger by hand, SIPp and three of us
behind Kamailio."""
import re
import socket
import unittest

import torture
from kamailio import PASSWORD, Kamailio
from phonekit import PhoneTest, Pulse, Rtp, Stranger, loudness
from test_sound import at
from test_strangers import place as place_of


def tag(value):
    return re.search(';tag=([^;]+)', value).group(1)


class Replacing(PhoneTest):
    env = None

    def start(self, **options):
        self.stranger = Stranger(self)
        self.driver = self.phone(env=self.env)
        self.driver.register(self.stranger.port, **options)

    def place(self, invite, own=None):
        """How the two ends of a call that we made name it."""
        return '%s;to-tag=%s;from-tag=%s' % (invite.get('Call-ID'), tag(invite.get('From')),
                                             own or self.stranger.tag)

    def take(self, place, rtp=None, **given):
        """Somebody asks for that place; the call, and how it is answered."""
        rtp = rtp or Rtp(self)
        call = self.stranger.invite(rtp, name='Bob', user='309',
                                    headers=['Replaces: ' + place, *given.pop('headers', ())],
                                    **given)
        return call, rtp

    def refused(self, code, place, **given):
        call, _ = self.take(place, **given)
        self.assertEqual(self.stranger.wait(code=code).get('Call-ID'), call['id'])

    def taken(self, place, rtp=None, **given):
        call, rtp = self.take(place, rtp, **given)
        answer = self.stranger.wait(code=200)
        while answer.get('Call-ID') != call['id']:
            answer = self.stranger.wait(code=200)
        self.stranger.follow(answer, rtp)
        call['to'] = answer.get('To')
        self.stranger.request('ACK', call)
        return call, answer, rtp

    def goes_on(self, call):
        before = self.driver.stats(call)
        self.driver.wait_stats(call, lambda s: s['rx'] > before['rx'] + 10)

    def never_rang(self):
        """Nor was it told of a call that could not be answered."""
        self.driver.quit()
        self.assertEqual(self.driver.log_of('incoming'), [])


class ByHand(Replacing):
    def test_of_a_call_of_ours(self):
        self.start()
        call, invite, old = self.talk(self.driver, self.stranger)
        self.assertIn('replaces', invite.get('Supported'))
        self.driver.wait_stats(call, lambda s: s['rx'] > 10)
        _, answer, rtp = self.taken(self.place(invite), headers=['Require: replaces'])
        self.assertIn('replaces', ','.join(answer.all('Supported')))
        said = self.driver.wait('call', call=call, number='309')
        self.assertEqual((said['name'], said['state']), ('Bob', 'active'))
        self.assertEqual(self.stranger.wait('BYE').get('Call-ID'), invite.get('Call-ID'))
        old.peer = None
        self.goes_on(call)
        self.driver.send('digits', call, '5')
        rtp.wait(lambda r: r.digits, 'the digit')
        self.never_rang()

    def test_of_a_call_of_theirs(self):
        """And once more; then it is hung up."""
        self.start()
        first = self.stranger.invite(Rtp(self))
        call = self.driver.wait('incoming')['call']
        self.driver.send('answer', call)
        answer = self.stranger.wait(code=200)
        first['to'] = answer.get('To')
        self.stranger.request('ACK', first)
        self.driver.wait('call', call=call, state='active')
        for _ in range(2):
            place = '%s;from-tag=%s;to-tag=%s' % (first['id'], tag(first['from']),
                                                  tag(first['to']))
            second, _, _ = self.taken(place)
            self.assertEqual(self.stranger.wait('BYE').get('Call-ID'), first['id'])
            self.goes_on(call)
            first = second
        self.driver.send('hangup', call)
        self.assertEqual(self.stranger.wait('BYE').get('Call-ID'), first['id'])
        self.driver.wait('call', call=call, state='ended', end='local')
        self.driver.quit()
        self.assertEqual(len(self.driver.log_of('incoming')), 1)

    def test_held_by_its_user(self):
        self.start()
        call, invite, rtp = self.talk(self.driver, self.stranger)
        self.driver.send('hold', call)
        self.stranger.answer(self.stranger.wait('INVITE'), 200, 'OK',
                             sdp=self.stranger.sdp(rtp, 'recvonly'))
        self.driver.wait('call', call=call, held='yes')
        new, _, rtp = self.taken(self.place(invite))
        again = self.stranger.wait('INVITE')
        self.assertEqual(again.get('Call-ID'), new['id'])
        self.assertIn('a=sendonly', again.body)
        self.stranger.answer(again, 200, 'OK', sdp=self.stranger.sdp(rtp, 'recvonly'))
        self.assertEqual(self.driver.wait('call', call=call, number='309')['held'], 'yes')
        self.driver.send('resume', call)
        again = self.stranger.wait('INVITE')
        self.assertIn('a=sendrecv', again.body)
        self.stranger.answer(again, 200, 'OK', sdp=self.stranger.sdp(rtp))
        self.driver.wait('call', call=call, held='no')
        self.goes_on(call)
        self.never_rang()

    def test_held_by_them(self):
        """As who is transferred usually is: whoever comes instead talks at once."""
        self.start()
        call, invite, rtp = self.talk(self.driver, self.stranger)
        self.stranger.in_dialog('INVITE', invite, sdp=self.stranger.sdp(rtp, 'sendonly'))
        self.stranger.wait(code=200)
        self.driver.wait('call', call=call, held_by_peer='yes')
        self.taken(self.place(invite))
        self.driver.wait('call', call=call, number='309')
        self.driver.wait('call', call=call, held_by_peer='no')
        self.never_rang()

    def ringing(self):
        """A call of ours that rings somewhere."""
        call = self.driver.dial('600')
        invite = self.stranger.wait('INVITE')
        self.stranger.answer(invite, 180, 'Ringing')
        self.driver.wait('call', call=call, state='ringing')
        return call, invite

    def test_while_it_rings_there(self):
        self.start()
        call, invite = self.ringing()
        self.refused(481, self.place(invite, 'nobody'))
        self.taken(self.place(invite) + ';early-only')
        self.assertEqual(self.stranger.wait('CANCEL').get('Call-ID'), invite.get('Call-ID'))
        self.stranger.answer(invite, 487, 'Request Terminated')
        self.driver.wait('call', call=call, state='active', number='309')
        self.goes_on(call)
        self.never_rang()

    def test_only_while_it_rings(self):
        self.start()
        call, invite, _ = self.talk(self.driver, self.stranger)
        self.refused(486, self.place(invite) + ';early-only')
        self.goes_on(call)
        self.never_rang()

    def test_what_rings_here(self):
        """The caller's to take back, and nobody's to take."""
        self.start()
        first = self.stranger.invite(Rtp(self))
        call = self.driver.wait('incoming')['call']
        to = self.stranger.wait(code=180).get('To')
        self.refused(481, '%s;from-tag=%s;to-tag=%s' % (first['id'], tag(first['from']), tag(to)))
        self.driver.send('decline', call)
        self.driver.wait('call', call=call, state='ended', end='declined')
        self.driver.quit()
        self.assertEqual(len(self.driver.log_of('incoming')), 1)

    def test_no_place_of_ours(self):
        self.start()
        call, invite, _ = self.talk(self.driver, self.stranger)
        good = self.place(invite)
        for code, place in ((481, 'x' + good), (481, good + 'x'),
                            (481, good.replace('to-tag=', 'to-tag=x')),
                            (481, 'a;to-tag=0;from-tag=0'), (481, ('y' * 900) + ';' + good),
                            (400, invite.get('Call-ID')), (400, good.split(';from')[0]),
                            (400, ''), (400, ';;;')):
            with self.subTest(place=place):
                self.refused(code, place)
        self.refused(400, good, headers=['Replaces: ' + good])
        self.goes_on(call)
        self.never_rang()

    def test_what_is_over(self):
        self.start()
        call, invite, _ = self.talk(self.driver, self.stranger)
        self.driver.send('hangup', call)
        self.driver.wait('call', call=call, state='ended')
        self.refused(481, self.place(invite))
        self.never_rang()

    def test_of_another_line(self):
        """Which is another user's."""
        self.start()
        other = Stranger(self)
        self.driver.register(other.port, name='b', user='202')
        call, invite, _ = self.talk(self.driver, self.stranger)
        self.stranger, first = other, self.stranger
        self.refused(481, self.place(invite, first.tag))
        self.goes_on(call)
        self.never_rang()

    def test_stranger(self):
        """Even one that knows the place is not heard."""
        self.start()
        call, invite, _ = self.talk(self.driver, self.stranger)
        host, port = place_of(self.stranger.contact)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as far:
            far.bind(('127.0.0.2', 0))
            far.settimeout(1)
            far.sendto(torture.message(self.stranger.contact, far.getsockname(), body=torture.SDP,
                                       more=['Replaces: ' + self.place(invite)]),
                       (host, int(port)))
            with self.assertRaises(TimeoutError):
                far.recv(100)
        self.goes_on(call)
        self.never_rang()

    def test_not_acceptable(self):
        """In clear, where the account asks for encryption: what was stays."""
        self.start(srtp='optional')
        call, invite, rtp = self.talk(self.driver, self.stranger)
        sdp = self.stranger.sdp
        self.stranger.sdp = lambda *_: sdp(rtp).replace('RTP/AVP 0 101', 'RTP/AVP 99')
        self.refused(488, self.place(invite))
        self.goes_on(call)
        self.never_rang()

    def test_as_many_calls_as_there_may_be(self):
        self.start()
        rtp = Rtp(self)
        call, invite, _ = self.talk(self.driver, self.stranger, rtp=rtp)
        for number in ('601', '602', '603'):
            self.driver.dial(number)
        self.taken(self.place(invite))
        self.driver.wait('call', call=call, number='309')
        self.never_rang()


class WithSound(Replacing):
    def test_muted(self):
        """Whoever comes is heard, and does not hear who is muted."""
        pulse = Pulse(self, self.folder)
        self.env = pulse.env
        self.start()
        pulse.play('left-wire', 700)
        call, invite, rtp = self.talk(self.driver, self.stranger)
        rtp.wait(lambda r: at(r.heard, 700) > 0.02, 'the microphone')
        self.driver.send('mute', call)
        self.driver.wait('call', call=call, muted='yes')
        _, _, new = self.taken(self.place(invite), Rtp(self, hz=1500))
        pulse.listen('one.monitor').wait_tone(1500)
        new.wait(lambda r: len(r.heard) >= 8000, 'packets')
        self.assertLess(loudness(new.heard[:8000], 700, 8000), 0.001)
        self.assertEqual(self.driver.wait('call', call=call, number='309')['muted'], 'yes')
        self.driver.send('unmute', call)
        new.wait(lambda r: at(r.heard, 700) > 0.02, 'the microphone')
        self.never_rang()


class Chain(PhoneTest):
    """A transfer from end to end through Kamailio: who transfers, who is, and who it is to."""

    def test_attended(self):
        server = Kamailio(self, self.folder)
        phone = self.phone()
        passwords = {'201': PASSWORD, '202': 'plain', '204': PASSWORD}
        for user, password in passwords.items():
            phone.register(server.udp, name=user, user=user, password=password)
        calls = {}
        for number in ('202', '204'):
            calls[number] = phone.dial(number, name='201')
            there = phone.wait('incoming')['call']
            phone.send('answer', there)
            phone.wait('call', call=calls[number], state='active')
            phone.wait('call', call=there, state='active')
            calls[number + ' there'] = there
        phone.send('join', calls['202'], calls['204'])
        said = phone.wait('referred', call=calls['202 there'], number='204')
        phone.send('follow', '202', '204', said['referral'])
        follower = phone.wait('dialled')['call']
        phone.wait('call', call=calls['204 there'], number='202', state='active')
        phone.wait('call', call=follower, state='active')
        for call in (calls['202'], calls['204'], calls['202 there']):
            if not any('"call":"%s","state":"ended"' % call in line for line in phone.log):
                phone.wait('call', call=call, state='ended')
        phone.send('hangup', follower)
        phone.wait('call', call=calls['204 there'], state='ended', end='remote')
        phone.quit()
        self.assertEqual(len(phone.log_of('incoming')), 2)


if __name__ == '__main__':
    unittest.main()
