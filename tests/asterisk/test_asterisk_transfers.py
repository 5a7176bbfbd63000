# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls that change hands by Asterisk: sent on, asked first, taken, sent on by the others."""
from kit import ctl, main
from kit.watch import wait_until
from office import Office

TRANSFERRED = ('local', 'The call was transferred.')


class Transfers(Office):
    parts = {'display': True, 'sound': True}

    def transfer(self, call, number):
        self.control('Transfer', 'usb', call['id'], number, False)

    def test_blind(self):
        """By REFER; the two that are left hear each other."""
        waits, other = self.phone('402', tone=900), self.phone('403', tone=500)
        call = self.talk('402')
        self.transfer(call, '403')
        said = self.ended(call)
        self.assertEqual((said['end'], said['end-text']), TRANSFERRED)
        event = self.server.manager.wait('BlindTransfer')
        self.assertEqual((event['Result'], event['Extension']), ('Success', '403'))
        self.phone_hears(waits, 500)
        self.phone_hears(other, 900)
        wait_until(lambda: len(self.server.channels()) == 2, 'us to be gone')

    def test_blind_of_a_caller(self):
        """The same with a call that came in."""
        caller, other = self.phone('402', tone=900), self.phone('403', tone=500)
        caller.command('dial', '401')
        call = self.answer(self.rung(number='402'))
        self.transfer(call, '403')
        said = self.ended(call)
        self.assertEqual((said['end'], said['end-text']), TRANSFERRED)
        self.phone_hears(caller, 500)
        self.phone_hears(other, 900)

    def test_blind_to_nowhere(self):
        """The exchange refuses; nobody is lost."""
        self.phone('402', tone=900)
        call = self.talk('402')
        self.transfer(call, '3333')
        wait_until(lambda: 'not exist' in ctl.status(self.world).get('refused', ''), 'why')
        self.wait_call('active', id=call['id'], transferring=False)
        self.hears(900)
        self.hang_up(call)

    def consult(self):
        self.waits, self.asked = self.phone('402', tone=900), self.phone('403', tone=500)
        first = self.talk('402')
        self.control('Transfer', 'usb', first['id'], '403', True)
        second = self.wait_call('active', number='403')
        self.wait_call('active', id=first['id'], held=True)
        self.hears(500)
        self.phone_hears(self.waits, 700)
        return first, second

    def test_attended(self):
        """By REFER with Replaces, of two calls with the same exchange."""
        first, second = self.consult()
        self.control('CompleteTransfer', 'u', first['id'])
        event = self.server.manager.wait('AttendedTransfer')
        self.assertEqual(event['Result'], 'Success')
        for call in (first, second):
            said = self.ended(call)
            self.assertEqual((said['end'], said['end-text']), TRANSFERRED)
        self.phone_hears(self.waits, 500)
        self.phone_hears(self.asked, 900)

    def test_swap_and_back(self):
        first, second = self.consult()
        self.control('Swap', 'u', 0)
        self.hears(900)
        self.phone_hears(self.asked, 700)
        self.control('Swap', 'u', 0)
        self.hears(500)
        self.control('GoBack', 'u', 0)
        self.assertEqual(self.ended(second)['end'], 'local')
        self.hears(900)
        self.wait_call('active', id=first['id'], held=False)
        self.hang_up(first)

    def test_attended_while_it_rings(self):
        """Who is asked has not answered: the user gives up asking, and the first one goes there."""
        other = self.phone('403', tone=500, answers='manual')
        waits = self.phone('402', tone=900)
        first = self.talk('402')
        self.control('Transfer', 'usb', first['id'], '403', True)
        second = self.wait_call('ringing', number='403')
        self.wait_call('active', id=first['id'], held=True)
        self.control('CompleteTransfer', 'u', first['id'])
        self.ended(second)
        for _ in range(2):  # our call, and now theirs
            other.wait_event('CALL_INCOMING')
        other.command('accept')
        self.assertEqual(self.ended(first)['end-text'], TRANSFERRED[1])
        self.phone_hears(waits, 500)
        self.phone_hears(other, 900)

    def test_sent_on_by_them(self):
        """Who we talk to sends us on: the same call, with somebody else."""
        phone = self.phone('402', tone=900)
        other = self.phone('403', tone=500)
        call = self.talk('402')
        self.hears(900)
        phone.command('transfer', 'sip:403@127.0.0.1:%d' % self.server.port)
        phone.wait_event('CALL_CLOSED')
        self.hears(500)
        self.world.sound.play(440)
        self.phone_hears(other, 440)
        now = self.wait_call('active', id=call['id'], number='403')
        self.assertEqual(now['name'], 'Phone 403')
        self.hang_up(call)

    def test_pick_up(self):
        """A call that rings at a colleague's is taken here; it is the caller who is there then."""
        caller = self.phone('402', tone=900)
        asked = self.phone('403', answers='manual')
        caller.command('dial', '403')
        asked.wait_event('CALL_INCOMING')
        self.dial('5403')
        call = self.wait_call('active', number='402', name='Phone 402')
        self.hears(900)
        asked.wait_event('CALL_CLOSED')
        self.hang_up(call)

    def test_feature_codes(self):
        """The exchange's own ways, by tones: ## and a number."""
        self.phone('402', tone=900)
        other = self.phone('403', tone=500)
        call = self.talk('402')
        self.hears(900)
        self.control('SendDigits', 'us', call['id'], '##')
        self.server.manager.wait('MusicOnHoldStart')
        self.control('SendDigits', 'us', call['id'], '403')
        self.assertEqual(self.ended(call)['end'], 'remote')
        self.phone_hears(other, 900)


class ByUpdate(Office):
    """The same, where the exchange tells by UPDATE who is there now."""

    parts = {'display': True, 'sound': True}
    options = {'all': 'connected_line_method = update'}
    test_sent_on_by_them = Transfers.test_sent_on_by_them

    def tearDown(self):
        self.assertIn('UPDATE sip:', self.server.log())
        self.assertNotIn('405 Method Not Allowed', self.server.log())


if __name__ == '__main__':
    main()
