# SPDX-License-Identifier: GPL-3.0-or-later
"""M73: who works here, what they do as it happens, and what can be done about it, as a script
sees it."""
from kit import ctl, main
from kit.app import App
from kit.watch import wait_until
from kit.world import StoryCase


class Colleagues(StoryCase):
    parts = {'display': True, 'keyring': True}

    def start(self, user='demo', options=('--fault', 'rate=0')):
        self.app = App(self, demo_options=options, sign_in=False)
        self.app.sign_in(user)
        wait_until(self.colleagues, 'the colleagues')

    def colleagues(self, *words):
        return ctl.ctl(self.world, 'colleagues', *words)

    def colleague(self, exten):
        return next(each for each in self.colleagues(exten) if each['extension'] == exten)

    def wait_state(self, exten, state):
        def found():
            now = self.colleague(exten)
            return now if now['state'] == state else None
        return wait_until(found, '%s %s' % (exten, state))

    def office(self, call_from, to, state):
        status, answer = self.app.demo.request('POST', '/demo/office', {
            'from': call_from, 'to': to, 'state': state})
        self.assertEqual(status, 200, answer)

    def act(self, act, who, check=True):
        return ctl.command(self.world, 'ctl', 'colleague', act, who, check=check)

    def test_live(self):
        self.start()
        everybody = self.colleagues()
        self.assertEqual(len(everybody), 304)
        self.assertNotIn('demo', [each['user'] for each in everybody])
        self.assertEqual([each['name'] for each in self.colleagues('carla', 'ver')], ['Carla Verdi'])
        self.assertEqual(self.colleague('203')['groups'], ['Support'])
        self.office('202', '203', 'ringing')
        ringing = self.wait_state('203', 'ringing')
        self.assertEqual((ringing['with'], ringing['incoming']), ('Roberto Bianchi', True))
        self.assertEqual(ringing['text'], 'Roberto Bianchi is calling')
        self.office('202', '203', 'up')
        busy = self.wait_state('203', 'busy')
        self.assertEqual(busy['text'], 'In a call with Roberto Bianchi')
        self.assertLess(busy['seconds'], 60)
        self.office('202', '203', 'over')
        self.assertNotIn('with', self.wait_state('203', 'online'))

    def test_storm(self):
        """Several hundred calls begin and end as fast as they can be told; what is last is right."""
        self.start()
        free = [each['extension'] for each in self.colleagues() if each['state'] == 'online'
                and each['user'].startswith('op')][:40]
        for _ in range(5):
            for one, other in zip(free[::2], free[1::2]):
                self.office(one, other, 'up')
                self.office(one, other, 'over')
        self.office(free[0], free[1], 'up')
        self.wait_state(free[1], 'busy')
        wait_until(lambda: not [each for each in self.colleagues()
                                if each['extension'] in free[2:] and each['state'] != 'online'],
                   'everybody else to be free')

    def test_star(self):
        self.start()
        self.act('star', 'carla')
        self.assertTrue(self.colleague('203')['favourite'])
        self.assertEqual(self.colleagues()[0]['extension'], '203')
        # The server keeps it: it is there when everything is fetched anew.
        ctl.call(self.world, 'SignOut')
        ctl.wait_status(self.world, state='signed-out')
        self.app.sign_in()
        wait_until(self.colleagues, 'the colleagues')
        self.assertTrue(self.colleague('203')['favourite'])
        self.act('unstar', '203')
        self.assertFalse(self.colleague('203')['favourite'])

    def test_pick_up(self):
        self.start()
        self.assertNotEqual(self.act('pick-up', '203', check=False).returncode, 0)
        self.office('202', '203', 'ringing')
        self.wait_state('203', 'ringing')
        self.act('pick-up', '203')
        self.assertEqual(ctl.wait_call(self.world, 'incoming')['number'], '202')
        self.wait_state('203', 'online')
        ctl.command(self.world, 'ctl', 'answer')
        ctl.wait_call(self.world, 'active')
        ctl.command(self.world, 'ctl', 'hangup')
        ctl.wait_no_call(self.world)

    def test_recall(self):
        self.start()
        self.office('202', '203', 'up')
        self.wait_state('203', 'busy')
        self.act('recall', '203')
        self.assertEqual(ctl.calls(self.world), [])
        self.office('202', '203', 'over')
        self.assertEqual(ctl.wait_call(self.world, 'incoming')['number'], '203')
        ctl.command(self.world, 'ctl', 'decline')
        ctl.wait_no_call(self.world)

    def test_listen(self):
        self.start()
        self.office('202', '203', 'up')
        self.wait_state('203', 'busy')
        self.act('listen', '203')
        ctl.wait_call(self.world, 'incoming')
        ctl.command(self.world, 'ctl', 'decline')
        ctl.wait_no_call(self.world)

    def test_plain_profile(self):
        """Only the user's own groups, not with whom, and nothing but the star."""
        self.start('demo3')
        everybody = self.colleagues()
        self.assertTrue(0 < len(everybody) < 300)
        self.assertEqual({tuple(each['groups']) for each in everybody}, {('Support',)})
        self.office('202', '203', 'up')
        busy = self.wait_state('203', 'busy')
        self.assertEqual(busy['text'], 'In a call')
        self.assertNotIn('with', busy)
        for act in ('pick-up', 'recall', 'listen', 'intrude'):
            self.assertIn('may not', self.act(act, '203', check=False).stderr)
        self.act('star', '203')
        self.assertIn('no such colleague', self.act('star', '202', check=False).stderr)

    def test_signed_out(self):
        """Signing out forgets them."""
        self.start()
        ctl.call(self.world, 'SignOut')
        ctl.wait_status(self.world, state='signed-out')
        self.assertEqual(self.colleagues(), [])
        self.assertNotEqual(self.act('star', '203', check=False).returncode, 0)


if __name__ == '__main__':
    main()
