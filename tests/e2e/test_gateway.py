# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls by the server's gateway: the program, a real Janus, and behind it strangers at a
stranger's exchange: Debian's baresip and SIPp at Kamailio. In a network of the test's own."""
import itertools

from kit import ctl, main, netns, sound
from kit.janus import Janus
from kit.shared import SharedCase
from kit.sip import Baresip, Kamailio, free_port, sipp
from kit.watch import stays, wait_until
from kit.world import APP_ID
from test_peer_asks import CALLER, TALK
from test_questions import Hands

USERS = {'201': 'secret-201', '402': 'two', '403': 'three'}
NOTES = {'402': 900, '403': 1300}  # Hz that they play
OURS = 440
SCRIPTED = ('404', '405', '406')  # by a scenario of the test's

# A telephone that is called and rings, then does what STEPS say.
CALLED = '''<?xml version="1.0"?>
<scenario name="called">
  <recv request="INVITE"/>
  <send><![CDATA[
    SIP/2.0 180 Ringing
    [last_Via:]
    [last_Record-Route:]
    [last_From:]
    [last_To:];tag=[call_number]
    [last_Call-ID:]
    [last_CSeq:]
    Contact: <sip:[local_ip]:[local_port]>
    Content-Length: 0

  ]]></send>
%s
</scenario>
'''
REFUSE = '''  <send retrans="500"><![CDATA[
    SIP/2.0 %s
    [last_Via:]
    [last_From:]
    [last_To:];tag=[call_number]
    [last_Call-ID:]
    [last_CSeq:]
    Content-Length: 0

  ]]></send>
  <recv request="ACK"/>
'''
BE_CANCELLED = '''  <recv request="CANCEL"/>
  <send><![CDATA[
    SIP/2.0 200 OK
    [last_Via:]
    [last_From:]
    [last_To:]
    [last_Call-ID:]
    [last_CSeq:]
    Content-Length: 0

  ]]></send>
  <send retrans="500"><![CDATA[
    SIP/2.0 487 Request Terminated
    [last_Via:]
    [last_From:]
    [last_To:];tag=[call_number]
    [last_Call-ID:]
    CSeq: 1 INVITE
    Content-Length: 0

  ]]></send>
  <recv request="ACK"/>
'''


def is_note(samples, hertz):
    return len(samples) > 2000 and sound.strength(samples, hertz) > 0.5


@netns.needed
class Strangers(SharedCase, Hands):
    parts = {'display': True, 'keyring': True, 'sound': True}
    by_sip = False
    nobody = itertools.cycle(('498', '499'))

    @classmethod
    def prepare(cls):
        cls.scripted = free_port()
        cls.exchange = Kamailio(cls.world, USERS, routes=dict.fromkeys(SCRIPTED, cls.scripted))
        cls.janus = Janus(cls.world)
        cls.demo_options = ('--gateway', cls.janus.url, '--exchange', str(cls.exchange.port),
                            '--contacts=5', '--history=5', '--operators=2')
        cls.world.sound.play(OURS)
        cls.peers = {}
        for number, codec in (('402', 'g711'), ('403', 'opus')):
            cls.peers[number] = Baresip(cls.world, number, USERS[number], cls.exchange.port,
                                        tone=NOTES[number], codec=codec)
            cls.addClassCleanup(cls.peers[number].stop)
            cls.peers[number].wait_registered()

    def setUp(self):
        super().setUp()
        for peer in self.peers.values():
            peer.forget()
        # The number that was called last would be asked about.
        number = next(self.nobody)
        self.dial(number)
        self.ended(number=number, end='not-found')

    # What both ends perceive

    def hears(self, hertz):
        wait_until(lambda: is_note(self.world.sound.record('spk.monitor', 0.5), hertz),
                   '%d Hz here' % hertz)

    def hears_nothing(self):
        wait_until(lambda: sound.level(self.world.sound.record('spk.monitor', 0.5)) < -70, 'silence')

    def peer_hears(self, number, hertz):
        peer = self.peers[number]
        wait_until(lambda: is_note(peer.heard()[-8000:], hertz), '%d Hz there' % hertz)

    def peer_hears_nothing(self, number):
        """What it writes is what it hears: it stops, or goes on with silence."""
        peer = self.peers[number]

        def quiet():
            before = len(peer.heard())
            self.world.sound.record('spk.monitor', 0.5)
            return sound.level(peer.heard()[max(before, len(peer.heard()) - 3000):]) < -60
        wait_until(quiet, 'silence there')

    def goes_through(self, number, codec):
        self.peer_hears(number, OURS)
        self.hears(NOTES[number])
        stats = self.control('CallStats', 'u', 0)
        self.assertTrue(stats['codec'].startswith(codec), stats)
        self.assertGreater(min(stats['tx-packets'], stats['rx-packets']), 20)

    def goes_on(self, number):
        """After a hold, which ends what Debian's baresip writes of a call: what it hears then
        must be seen here, by what is sent and comes back."""
        self.hears(NOTES[number])
        before = self.control('CallStats', 'u', 0)

        def more():
            now = self.control('CallStats', 'u', 0)
            return all(now[key] > before[key] + 20 for key in ('tx-packets', 'rx-packets')) and \
                now['tx-level'] > -40
        wait_until(more, 'sound both ways')

    def scripted_peer(self, steps):
        scenario = self.world.folder / ('scenario-%d.xml' % free_port())
        scenario.write_text(CALLED % steps)
        peer, _ = sipp(self.world, scenario, port=self.scripted, name=scenario.stem)
        self.addCleanup(self.world.end, peer)
        return peer

    # The tests

    def test_which_line(self):
        status = ctl.status(self.world)
        self.assertEqual((status['line'], status['line-kind'], status['line-label']),
                         ('ready', 'gateway', '201'))
        self.assertIn('gateway', status['line-why'])
        self.assertTrue(self.exchange.requests('REGISTER'))
        checks = ctl.ctl(self.world, 'diagnose', '--only', 'line')['checks']
        self.assertEqual([(check['id'], check['status']) for check in checks],
                         [('line.offered', 'pass'), ('line.gateway', 'pass')])

    def test_call_out(self):
        for number, codec in (('402', 'PCM'), ('403', 'opus')):
            with self.subTest(codec):
                call = self.talk(number)
                self.peers[number].wait_event('CALL_ESTABLISHED')
                self.goes_through(number, codec)
                self.assertTrue(self.wait_call('active', id=call['id'])['secure'])
                self.hang_up(call['id'])
                self.ended(id=call['id'], end='local')
                self.peers[number].wait_event('CALL_CLOSED')
                self.hears_nothing()

    def test_call_in(self):
        for number, codec in (('402', 'PCM'), ('403', 'opus')):
            with self.subTest(codec):
                self.peers[number].command('dial', '201')
                call = self.wait_call('incoming', number=number)
                self.control('Answer', 'u', 0)
                self.wait_call('active', id=call['id'])
                self.peers[number].wait_event('CALL_ESTABLISHED')
                self.goes_through(number, codec)
                self.peers[number].command('hangup')
                self.ended(id=call['id'], end='remote')
                ctl.wait_no_call(self.world)

    def test_digits(self):
        call = self.talk('402')
        self.peer_hears('402', OURS)
        self.control('SendDigits', 'us', call['id'], '42*#')
        digits = [self.peers['402'].wait_event('CALL_DTMF_START')['param'] for _ in range(4)]
        self.assertEqual(''.join(digits), '42*#')

    def test_hold(self):
        call = self.talk('402')
        self.goes_through('402', 'PCM')
        self.control('Hold', 'ub', call['id'], True)
        self.wait_call('active', held=True)
        self.hears_nothing()
        self.peer_hears_nothing('402')
        self.control('Hold', 'ub', call['id'], False)
        self.wait_call('active', held=False)
        self.goes_on('402')

    def test_peer_holds(self):
        call = self.talk('402')
        self.goes_through('402', 'PCM')
        self.peers['402'].command('hold')
        self.wait_call('active', id=call['id'], **{'held-by-peer': True})
        self.hears_nothing()
        self.peers['402'].command('resume')
        self.wait_call('active', id=call['id'], **{'held-by-peer': False})
        self.goes_on('402')

    def test_refused(self):
        answers = (('486 Busy Here', 'busy'), ('480 Temporarily Unavailable', 'no-answer'),
                   ('603 Decline', 'rejected'))
        for number, (words, end) in zip(SCRIPTED, answers):
            with self.subTest(words):
                peer = self.scripted_peer(REFUSE % words)
                self.dial(number)
                self.ended(number=number, end=end)
                self.assertEqual(peer.wait(60), 0)

    def test_cancel(self):
        peer = self.scripted_peer(BE_CANCELLED)
        self.dial(SCRIPTED[0])
        call = self.wait_call('ringing', number=SCRIPTED[0])
        self.hang_up(call['id'])
        self.ended(id=call['id'], end='local')
        self.assertEqual(peer.wait(60), 0)

    def test_decline(self):
        self.peers['402'].command('dial', '201')
        call = self.wait_call('incoming', number='402')
        self.control('Decline', 'u', 0)
        self.ended(id=call['id'], end='declined')
        closed = self.peers['402'].wait_event('CALL_CLOSED')
        self.assertRegex(closed['param'], r'^486')

    def test_caller_gives_up(self):
        self.peers['402'].command('dial', '201')
        call = self.wait_call('incoming', number='402')
        self.peers['402'].command('hangup')
        self.ended(id=call['id'], end='missed')

    def test_two_calls(self):
        """The first waits while the second is spoken to, and the other way round."""
        first = self.talk('402')
        self.goes_through('402', 'PCM')
        self.peers['403'].command('dial', '201')
        second = self.wait_call('incoming', number='403')
        self.wait_call('active', id=first['id'])
        self.control('Hold', 'ub', first['id'], True)
        self.control('Answer', 'u', second['id'])
        self.wait_call('active', id=second['id'])
        self.wait_call('active', id=first['id'], held=True)
        self.hears(NOTES['403'])
        self.peer_hears('403', OURS)
        self.peer_hears_nothing('402')
        self.hang_up(second['id'])
        self.ended(id=second['id'])
        self.control('Hold', 'ub', first['id'], False)
        self.goes_on('402')

    def test_transferred(self):
        """Whom we talk to sends us on, and the user is asked, as on a SIP line."""
        self.talk('402')
        self.peers['402'].command('transfer', 'sip:403@127.0.0.1')
        self.wait_asked('403')
        stays(lambda: [call['number'] for call in ctl.calls(self.world)] == ['402'], 1, 'the one call')
        self.press('Return')
        self.wait_call('active', number='403')
        self.assertEqual(self.ended(number='402', end='local')['end-text'],
                         'The call was transferred.')
        self.goes_through('403', 'opus')

    def test_answered_by_itself(self):
        """Q10, Q13: what the exchange says of a call comes through the gateway, too."""
        def intercom(on):
            self.world.run(['gsettings', 'set', APP_ID, 'answer-intercom', on])
        self.addCleanup(intercom, 'false')
        intercom('true')
        scenario = self.world.folder / 'caller.xml'
        scenario.write_text(CALLER.replace('sip:401@', 'sip:201@') % (
            '    Answer-Mode: Auto\n    P-Called-Party-ID: "Sales" <sip:400@127.0.0.1>\n', 200, TALK))
        caller, _ = sipp(self.world, scenario, '127.0.0.1:%d' % self.exchange.port, name='caller')
        call = self.wait_call('active', number='402', incoming=True)
        self.assertEqual(call['called'], 'Sales (400)')
        self.hang_up(call['id'])
        self.assertEqual(caller.wait(60), 0)

    def test_call_after_call(self):
        """At once, as often as one likes: what a handle of Janus would not do."""
        for number in ('402', '403', '402'):
            call = self.talk(number)
            self.hang_up(call['id'])
            self.ended(id=call['id'], end='local')
        self.peers['402'].command('dial', '201')
        call = self.wait_call('incoming', number='402')
        self.control('Answer', 'u', call['id'])
        self.hears(NOTES['402'])
        self.peer_hears('402', OURS)

    def test_line_stays(self):
        stays(lambda: ctl.status(self.world)['line'] == 'ready', 1, 'the line')
        self.assertNotIn('trouble', ctl.status(self.world))


if __name__ == '__main__':
    main()
