# SPDX-License-Identifier: GPL-3.0-or-later
"""Plain calls by Asterisk: registering, sound both ways, digits, hold, and what a call that does
not come about is called."""
from kit import ctl, main, process
from kit.asterisk import Asterisk, require
from kit.sip import start_on
from kit.watch import wait_until
from kit.world import WorldCase
from office import Office, USERS


# Q.850's cause, what Asterisk answers, how the call ended, a word of what the user reads.
CAUSES = (
    (1, 404, 'not-found', 'does not exist'), (17, 486, 'busy', 'busy'),
    (18, 408, 'no-answer', 'Nobody answered'), (19, 480, 'no-answer', 'not available now'),
    (21, 403, 'rejected', 'not allow'), (22, 410, 'not-found', 'no longer in use'),
    (27, 502, 'failed', 'other network'), (28, 484, 'not-found', 'incomplete'),
    (34, 503, 'failed', 'Try again later'), (38, 500, 'failed', 'server failed'),
    (58, 488, 'failed', 'codec or encryption'))
ALL_DIGITS = '0123456789*#ABCD'


class Exchange(WorldCase):
    def setUp(self):
        require()
        super().setUp()

    def test_alone(self):
        """It listens on loopback only, and ends when told so."""
        server = Asterisk(self.world, USERS)
        self.assertRegex(server.command('core show version'), r'^Asterisk 2\d\.')
        lines = self.world.run(['ss', '-Hlntp']).stdout.splitlines()
        own = [line.split()[3] for line in lines if 'pid=%d,' % server.process.pid in line]
        self.assertEqual({address.rpartition(':')[0] for address in own}, {'127.0.0.1'})
        self.assertEqual(server.contacts('401'), [])
        server.stop()
        self.assertEqual(server.process.returncode, 0)


class Transport(Office):
    """The line comes, is used by the exchange, and goes with the program."""

    transport = None

    def check(self):
        self.server.wait_registered('401')
        self.assertEqual(self.server.transport_of('401'), self.transport)
        self.server.originate('PJSIP/401', '600', 'Ada', '6001')
        call = self.rung(number='6001', name='Ada')
        self.answer(call)
        self.hang_up(call)
        self.server.wait_idle()
        self.assertEqual(ctl.quit_program(self.world, self.program), 0)
        self.server.wait_registered('401', 0)
        self.program = start_on(
            self.world, self.server.tls_port or self.server.port, '401', 'wrong', self.transport,
            self.certificates and self.certificates.ca)
        status = ctl.wait_status(self.world, line='failed')
        self.assertIn('refused user or password', status['line-reason'])


class Udp(Transport):
    transport = 'udp'

    def test_udp(self):
        self.check()


class Tcp(Transport):
    transport = 'tcp'

    def test_tcp(self):
        self.check()


class Tls(Transport):
    transport = 'tls'

    def test_tls(self):
        self.check()


class Audible(Office):
    parts = {'display': True, 'sound': True}

    def test_echo(self):
        call = self.talk('600')
        self.world.sound.play(440)
        self.hears(440)
        stats = self.stats()
        self.assertEqual((stats['codec'], stats['lost']), ('PCMA/8000', 0))
        self.assertEqual(self.hang_up(call)['end'], 'local')
        self.server.wait_idle()

    def test_incoming(self):
        """The exchange calls, and hangs up."""
        self.server.originate('PJSIP/401', '607', 'Ada Bianchi', '6001')
        call = self.rung(number='6001', name='Ada Bianchi')
        self.answer(call)
        self.hears(900)
        self.server.command('channel request hangup ' + self.server.channel_of('401'))
        self.assertEqual(self.ended(call)['end'], 'remote')

    def test_early_media(self):
        """What is heard before anybody has answered."""
        self.dial('605')
        call = self.wait_call('ringing', number='605')
        self.hears(900)
        self.hang_up(call)
        self.server.wait_idle()

    def test_hold(self):
        """Who waits for us hears the exchange's music; who makes us wait is seen, and heard."""
        phone = self.phone('402', tone=900)
        call = self.talk('402')
        player = self.world.sound.play(440)
        self.phone_hears(phone, 440)
        self.hears(900)
        self.control('Hold', 'ub', call['id'], True)
        self.server.manager.wait('MusicOnHoldStart')
        self.phone_hears(phone, 700)
        self.hears_nothing()
        self.control('Hold', 'ub', call['id'], False)
        self.server.manager.wait('MusicOnHoldStop')
        self.phone_hears(phone, 440)
        self.hears(900)
        process.end(player)
        phone.command('hold')
        self.hears(700, 'music')
        phone.command('resume')
        self.hears(900, 'again')
        self.hang_up(call)

    def test_conference(self):
        """Two who called the same room hear each other."""
        phone = self.phone('402', tone=900)
        phone.command('dial', '630')
        phone.wait_event('CALL_ESTABLISHED')
        call = self.talk('630')
        self.world.sound.play(440)
        self.hears(900)
        self.phone_hears(phone, 440)
        self.hang_up(call)

    def test_park(self):
        """Who was sent to be parked is fetched by the number that the exchange has told."""
        phone = self.phone('402', tone=900)
        call = self.talk('402')
        self.control('Transfer', 'usb', call['id'], '700', False)
        self.assertEqual(self.ended(call)['end'], 'local')
        parked = self.server.manager.wait('ParkedCall')
        self.assertIn('402', parked['ParkeeChannel'])
        self.dial(parked['ParkingSpace'])
        call = self.wait_call('active', number='402', name='Phone 402')
        self.hears(900)
        self.hang_up(call)
        phone.wait_event('CALL_CLOSED')

    def test_queue(self):
        """A caller of a queue rings here, and hears music until then."""
        phone = self.phone('402', tone=900)
        phone.command('dial', '640')
        call = self.rung(number='402')
        self.phone_hears(phone, 700)
        self.answer(call)
        self.hears(900)
        self.hang_up(call)


class Digits(Office):
    def test_digits(self):
        """RFC 4733: an application reads each once, in their order."""
        self.talk('608')
        self.control('SendDigits', 'us', 0, ALL_DIGITS)
        event = self.server.manager.wait('UserEvent', UserEvent='Digits')
        self.assertEqual(event['Digits'], ALL_DIGITS)


class Words(Office):
    def test_busy(self):
        self.assertEqual(self.refused('602')['end'], 'busy')

    def test_no_answer(self):
        self.dial('603')
        call = self.wait_call('ringing', number='603')
        self.hang_up(call)
        self.server.wait_idle()

    def test_missed(self):
        """The exchange gives up after a while."""
        phone = self.phone('402')
        phone.command('dial', '9401')
        call = self.rung(number='402')
        self.assertEqual(self.ended(call)['end'], 'missed')

    def test_unknown(self):
        self.assertEqual(self.refused('3333')['end'], 'not-found')

    def test_nobody_there(self):
        """The number exists, its telephone is not there: the exchange names itself as the cause."""
        said = self.refused('403')
        self.assertEqual(said['end'], 'failed')
        self.assertIn('try again later', said['end-text'].lower())

    def test_causes(self):
        """Why a call failed elsewhere, as the exchange makes an answer of it."""
        for cause, answer, end, word in CAUSES:
            with self.subTest(cause=cause):
                said = self.refused('61%02d' % cause)
                self.assertEqual(said['end'], end)
                self.assertIn(word, said['end-text'])
                self.assertIn('SIP/2.0 %d ' % answer, self.server.log())

    def test_decline(self):
        """The caller hears that somebody is there who does not want to talk: a busy line. For
        Dial() a 603 would be a phone that is not there."""
        phone = self.phone('402')
        phone.command('dial', '401')
        call = self.rung(number='402')
        self.assertNotIn('called', call)  # its To is our own Contact
        self.control('Decline', 'u', call['id'])
        self.assertEqual(self.ended(call)['end'], 'declined')
        phone.wait_event('CALL_CLOSED')
        self.assertEqual(self.server.log().count('SIP/2.0 486 Busy Here'), 2)  # ours, and to them

    def test_call_waiting(self):
        """A second call rings while one is talked in; the first one is held by answering it."""
        first = self.talk('600')
        phone = self.phone('402')
        phone.command('dial', '401')
        second = self.rung(number='402')
        self.answer(second)
        self.wait_call('active', id=first['id'], held=True)
        self.hang_up(second)
        phone.wait_event('CALL_CLOSED')
        self.control('Hold', 'ub', first['id'], False)
        self.wait_call('active', id=first['id'], held=False)
        self.hang_up(first)

    def test_device_state(self):
        """What the exchange tells the others of our telephone."""
        def state():
            return self.server.manager.ask('Getvar', Variable='DEVICE_STATE(PJSIP/401)')['Value']
        wait_until(lambda: state() == 'NOT_INUSE', 'not in use')
        self.server.originate('PJSIP/401', '600')
        call = self.rung(number='600')
        wait_until(lambda: state() == 'RINGING', 'ringing')
        self.answer(call)
        wait_until(lambda: state() == 'INUSE', 'in use')
        self.hang_up(call)
        wait_until(lambda: state() == 'NOT_INUSE', 'not in use')

    def test_answered_elsewhere(self):
        """Two telephones of one user: the other one answers, and that is no missed call."""
        other = self.phone('401', answers='manual')
        self.server.wait_registered('401', 2)
        caller = self.phone('402')
        caller.command('dial', '8401')
        # It gives its reason to those alone that it knows to ring.
        self.rung(number='402')
        other.wait_event('CALL_INCOMING')
        other.command('accept')
        caller.wait_event('CALL_ESTABLISHED')
        said = wait_until(lambda: self.signals.named('CallEnded'), 'the end')[0]
        self.assertEqual(said['end'], 'elsewhere')


class Gone(Office):
    """The exchange dies and comes back."""

    def come_back(self):
        self.server.kill()
        self.server.start()
        ctl.wait_status(self.world, line='ready')
        self.server.wait_registered('401')

    def talk_again(self):
        call = self.talk('607')
        self.hang_up(call)
        self.server.wait_idle()

    def in_a_call(self):
        """It doesn't know our call any more, which nobody has hung up."""
        call = self.talk('600')
        self.come_back()
        self.ended(call)
        self.talk_again()


class GoneByTcp(Gone):
    transport = 'tcp'

    def test_seen(self):
        """The lost connection alone tells."""
        self.server.kill()
        wait_until(lambda: ctl.status(self.world)['line'] != 'ready', 'the line to go')
        self.server.start()
        ctl.wait_status(self.world, line='ready')
        self.server.wait_registered('401')
        self.talk_again()

    def test_in_a_call(self):
        self.in_a_call()


class GoneByTls(Gone):
    transport = 'tls'

    def test_in_a_call(self):
        self.in_a_call()


if __name__ == '__main__':
    main()
