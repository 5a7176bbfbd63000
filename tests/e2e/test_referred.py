# SPDX-License-Identifier: GPL-3.0-or-later
"""The other side of a call transfers us: Debian's baresip and SIPp behind Kamailio, and the user
who is asked."""
from kit import ctl, main, referrer
from kit.shared import Signals
from kit.sip import Baresip, Kamailio, free_port, sipp, start_on
from kit.watch import stays, wait_until
from kit.world import WorldCase
from test_questions import Hands

USERS = {'401': 'one', '402': 'two', '403': 'three'}
TRANSFERRED = 'The call was transferred.'


class Referred(WorldCase, Hands):
    parts = {'display': True}

    def start(self, *baresips, sipp_asks=()):
        """These are registered; 405 is SIPp, which asks for a call to 403."""
        port = free_port()
        self.server = Kamailio(self.world, USERS, routes={'405': port})
        for user, answers in baresips:
            self.baresips[user] = Baresip(self.world, user, USERS[user], self.server.port,
                                          answers=answers)
            self.baresips[user].wait_registered()
        if sipp_asks:
            scenario = self.world.folder / 'referrer.xml'
            scenario.write_text(referrer.scenario('<sip:403@127.0.0.1>', *sipp_asks))
            self.sipp, _ = sipp(self.world, scenario, port=port)
        self.program = start_on(self.world, self.server.port, '401', 'one')
        self.signals = Signals(self.world)
        ctl.wait_status(self.world, line='ready')

    def setUp(self):
        super().setUp()
        self.baresips = {}

    def end(self):
        self.assertEqual(ctl.quit_program(self.world, self.program), 0,
                         self.world.log('cornetta-desktop')[-3000:])

    def talk(self, number):
        ctl.call(self.world, 'Dial', 'ssa{sv}', number, '', {})
        return ctl.wait_call(self.world, 'active', number=number)

    def is_alone(self, number):
        return [(call['number'], call['state'], call['held']) for call in ctl.calls(self.world)] \
            == [(number, 'active', False)]

    def hang_up(self):
        ctl.call(self.world, 'HangUp', 'u', 0)
        self.assertEqual(self.sipp.wait(60), 0)
        self.end()

    def test_yes(self):
        self.start(('402', 'auto'), ('403', 'auto'))
        self.talk('402')
        self.baresips['402'].command('transfer', 'sip:403@127.0.0.1')
        self.wait_asked('403')
        stays(lambda: self.is_alone('402') and '403' not in self.server.called().values(), 1,
              'the one call')
        self.press('Return')
        ctl.wait_call(self.world, 'active', number='403')
        ended = self.signals.wait('CallEnded', number='402')
        self.assertEqual((ended['end'], ended['end-text']), ('local', TRANSFERRED))
        self.baresips['402'].wait_event('CALL_CLOSED')
        ctl.call(self.world, 'HangUp', 'u', 0)
        self.baresips['403'].wait_event('CALL_CLOSED')
        self.end()

    def test_no(self):
        """Closed is a No: they are told, and the call goes on."""
        self.start(sipp_asks=(referrer.told('active', '100 Trying'),
                              referrer.told('terminated', '603 Decline'), referrer.hung_up()))
        self.talk('405')
        self.wait_asked('403')
        self.press('Escape')
        self.wait_answered()
        stays(lambda: self.is_alone('405'), 1, 'the call')
        self.assertNotIn('403', self.server.called().values())
        self.hang_up()

    def test_nobody_is_reached(self):
        """Who waited comes back by itself."""
        self.start(('403', 'manual'), sipp_asks=(
            referrer.told('active', '100 Trying'), referrer.asked_again(2, 'recvonly'),
            referrer.told('terminated', '486 '), referrer.asked_again(3, 'sendrecv'),
            referrer.hung_up()))
        self.talk('405')
        self.wait_asked('403')
        self.press('Return')
        ctl.wait_call(self.world, 'ringing', number='403')
        ctl.wait_call(self.world, 'active', number='405', held=True)
        wait_until(lambda: self.world.log('kamailio').count('UP 405 ') == 2, 'the hold answered')
        self.baresips['403'].command('hangup')
        self.assertEqual(self.signals.wait('CallEnded', number='403')['end'], 'busy')
        wait_until(lambda: self.is_alone('405'), 'the one call')
        self.hang_up()

    def test_dangerous(self):
        """Never blindly: what it may cost is on the sheet, and without an answer nothing is
        called."""
        self.start(('402', 'auto'))
        self.talk('402')
        self.baresips['402'].command('transfer', 'sip:+881612345678@127.0.0.1')
        self.wait_asked('+881612345678')
        stays(lambda: len(self.server.called()) == 1, 2, 'the question')
        self.press('Escape')
        self.wait_answered()
        self.assertEqual(self.baresips['402'].wait_event('TRANSFER_FAILED')['param'], '603 Decline')
        self.assertEqual(list(self.server.called().values()), ['402'])
        self.end()


if __name__ == '__main__':
    main()
