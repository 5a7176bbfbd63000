# SPDX-License-Identifier: GPL-3.0-or-later
"""A second call while one is talked in, with Debian's baresip at the other ends of both: M42."""
from gi.repository import GLib
from kit import ctl, main
from kit.shared import Popups, Signals
from kit.sip import Baresip, Kamailio, start_on
from kit.watch import stays
from kit.world import APP_ID, WorldCase

USERS = {'401': 'one', '402': 'two', '403': 'three', '404': 'four'}


class Second(WorldCase):
    parts = {'display': True, 'notifications': True}

    def setUp(self):
        super().setUp()
        self.server = Kamailio(self.world, USERS)
        self.popups = Popups(self.world)
        self.first, self.second = (
            Baresip(self.world, user, USERS[user], self.server.port) for user in ('402', '403'))
        self.program = start_on(self.world, self.server.port, '401', 'one')
        self.signals = Signals(self.world)
        ctl.wait_status(self.world, line='ready')
        self.talked, self.ringing = self.talk_and_ring()

    def talk_and_ring(self):
        """402 is talked with, and 403 calls."""
        self.first.wait_registered()
        self.second.wait_registered()
        ctl.call(self.world, 'Dial', 'ssa{sv}', '402', '', {})
        talked = ctl.wait_call(self.world, 'active', number='402')
        self.first.wait_event('CALL_ESTABLISHED')
        self.second.command('dial', '401')
        return talked['id'], ctl.wait_call(self.world, 'incoming', number='403')['id']

    def press(self, key):
        number, shown = self.popups.wait()
        self.assertEqual(shown['actions'], ['default', 'answer', 'answer-ending', 'decline'])
        self.popups.press(number, key)

    def assert_both(self, talked, held):
        ctl.wait_call(self.world, 'active', id=talked, held=False)
        ctl.wait_call(self.world, 'active', id=held, held=True)

    def end(self):
        self.assertEqual(ctl.quit_program(self.world, self.program), 0,
                         self.world.log('cornetta-desktop')[-3000:])

    def test_hold_and_answer(self):
        self.press('answer')
        self.second.wait_event('CALL_ESTABLISHED')
        self.assert_both(self.ringing, self.talked)
        self.popups.wait_none()
        # One key swaps them, and back.
        self.world.run(['gapplication', 'action', APP_ID, 'swap', 'uint32 0'])
        self.assert_both(self.talked, self.ringing)
        ctl.command(self.world, 'ctl', 'swap')
        self.assert_both(self.ringing, self.talked)
        ctl.call(self.world, 'HangUp', 'u', self.ringing)
        self.second.wait_event('CALL_CLOSED')
        # What was held is not talked in without a word.
        stays(lambda: ctl.calls(self.world)[0]['held'], 1, 'the hold')
        with self.assertRaisesRegex(GLib.Error, 'Nobody waits'):
            ctl.call(self.world, 'Swap', 'u', 0)
        self.end()

    def test_end_and_answer(self):
        self.press('answer-ending')
        self.first.wait_event('CALL_CLOSED')
        self.second.wait_event('CALL_ESTABLISHED')
        ctl.wait_call(self.world, 'active', id=self.ringing, held=False)
        self.assertEqual(self.signals.wait('CallEnded', id=self.talked)['end'], 'local')
        self.assertEqual(len(ctl.calls(self.world)), 1)
        self.popups.wait_none()
        self.end()

    def test_end_and_answer_by_command(self):
        ctl.command(self.world, 'ctl', 'answer', str(self.ringing), '--end-other')
        self.first.wait_event('CALL_CLOSED')
        self.second.wait_event('CALL_ESTABLISHED')
        ctl.wait_call(self.world, 'active', id=self.ringing, held=False)
        self.assertEqual(len(ctl.calls(self.world)), 1)
        # A call that no longer rings ends nothing.
        with self.assertRaisesRegex(GLib.Error, 'no such call'):
            ctl.call(self.world, 'AnswerEnding', 'u', self.ringing)
        self.assertEqual(len(ctl.calls(self.world)), 1)
        self.end()

    def test_decline(self):
        self.press('decline')
        self.second.wait_event('CALL_CLOSED')
        self.assertEqual(self.signals.wait('CallEnded', id=self.ringing)['end'], 'declined')
        self.assertFalse(ctl.wait_call(self.world, 'active', id=self.talked)['held'])
        self.popups.wait_none()
        self.end()

    def test_a_third(self):
        """A call on hold is ended by nobody's answer but its own."""
        self.press('answer')
        self.assert_both(self.ringing, self.talked)
        third = Baresip(self.world, '404', USERS['404'], self.server.port)
        third.wait_registered()
        third.command('dial', '401')
        call = ctl.wait_call(self.world, 'incoming', number='404')['id']
        self.press('answer-ending')
        self.second.wait_event('CALL_CLOSED')
        self.assert_both(call, self.talked)
        self.assertEqual(len(ctl.calls(self.world)), 2)
        self.end()


if __name__ == '__main__':
    main()
