# SPDX-License-Identifier: GPL-3.0-or-later
"""A call goes on at another of the user's phones, and is fetched from there. M46"""
from kit import atspi, ctl, main
from kit.moving import Moving
from kit.watch import wait_until
from kit.window import Window

DESK = '301'
HERE = 'this-computer'


class Switch(Moving):
    parts = {'display': True, 'keyring': True, 'a11y': True}

    def switch(self, device, *words, check=True):
        return ctl.command(self.world, 'ctl', 'switch', device, *words, check=check)

    def talk_a_while(self, number, device):
        """(the call, since when it is talked in)"""
        self.dial(number, device)
        call = self.wait_call('active', number=number)
        wait_until(lambda: ctl.calls(self.world)[0]['seconds'] >= 3, 'some seconds')
        return call

    def pick_up(self):
        status, answer = self.demo.request('POST', '/demo/phone',
                                           {'number': DESK, 'action': 'answer'})
        self.assertEqual(status, 200, answer)

    def assert_goes_on(self, call, on_this_computer):
        now = self.wait_call('active', number=call['number'], **{
            'on-this-computer': on_this_computer})
        self.assertNotEqual(now['id'], call['id'])
        self.assertGreaterEqual(now['seconds'], 3)
        self.assertEqual(len(ctl.calls(self.world)), 1)
        return now

    def test_to_the_desk_phone_and_back(self):
        call = self.talk_a_while('206', HERE)
        self.wait_known()
        self.switch(DESK)
        said = self.ended(id=call['id'])
        self.assertEqual(said['end'], 'local')
        self.assertIn('goes on at', said['end-text'])
        self.assertEqual(self.posted('/astproxy/blindtransfer')[1],
                         {'convid': self.known, 'endpointId': '201', 'to': DESK})
        self.wait_call('incoming', number='206')
        self.pick_up()
        desk = self.assert_goes_on(call, False)
        known = next(iter(self.conversations(DESK)))
        self.switch(HERE)
        self.ended(id=desk['id'], end='local')
        self.assertEqual(self.posted('/astproxy/blindtransfer')[1],
                         {'convid': known, 'endpointId': DESK, 'to': '201'})
        self.assert_goes_on(desk, True)
        self.wait_party('206', state='up', rtpIn=lambda packets: packets > 0)

    def test_in_the_window(self):
        self.talk_a_while('207', HERE)
        self.wait_known()
        window = Window(self.world)
        window.click('Continue on Another Phone')
        desk = next(device['name'] for device in ctl.ctl(self.world, 'devices')
                    if device['id'] == DESK)
        atspi.click(atspi.find(window.app, 'Continue on ' + desk, 'menu item'))
        self.wait_call('incoming', number='207')
        self.pick_up()
        now = self.wait_call('active', number='207', **{'on-this-computer': False})
        self.assertGreaterEqual(now['seconds'], 3)

    def test_somebody_else_calls_meanwhile(self):
        """Only who was sent there is answered."""
        self.dial('208', DESK)
        call = self.wait_call('active', number='208')
        other = self.ring('209')
        self.switch(HERE, str(call['id']))
        self.wait_call('active', number='208', **{'on-this-computer': True})
        self.assertEqual(self.wait_call('incoming', number='209')['id'], other['id'])

    def test_wrong(self):
        self.assertEqual(self.switch(DESK, check=False).returncode, 1)  # no call
        call = self.talk_known('210')
        for device in (HERE, '999', 'nothing'):
            self.assertEqual(self.switch(device, check=False).returncode, 1, device)
        self.addCleanup(self.fault, 'rest', 'none')
        self.fault('rest', '500')
        self.switch(DESK)
        wait_until(lambda: ctl.status(self.world).get('refused'), 'a reason')
        self.fault('rest', 'none')
        self.wait_call('active', id=call['id'])


if __name__ == '__main__':
    main()
