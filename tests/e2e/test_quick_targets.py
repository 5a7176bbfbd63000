# SPDX-License-Identifier: GPL-3.0-or-later
"""M41: at most three actions, by real keys, from the key that transfers to a call that has gone:
to a number, to who was called last, to a colleague. Favourites show what they do meanwhile."""
from kit import atspi, ctl, keys, main
from kit.app import use_sip_of
from kit.demo import Demo
from kit.watch import wait_until
from kit.window import Window
from kit.world import StoryCase

MOST = 3


class QuickTargets(StoryCase):
    parts = {'display': True, 'a11y': True, 'keyring': True}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.demo = Demo(cls.world, '--contacts=20', '--history=6', '--fault', 'rate=0')
        use_sip_of(cls.world, cls.demo)
        cls.program = ctl.start(cls.world)
        cls.window = Window(cls.world)
        cls.window.type_account(cls.demo.url)
        ctl.wait_status(cls.world, state='ready', line='ready', syncing=False)
        wait_until(lambda: ctl.ctl(cls.world, 'colleagues'), 'the colleagues')

    # Hands that are counted: a key, or a text typed in one go.

    def act(self, *words):
        self.actions += 1
        self.world.run(['xdotool', *words])

    def key(self, key):
        self.act('key', '--clearmodifiers', key)

    def type(self, text):
        self.act('type', '--delay', '15', '--', text)

    def begin_call(self, number):
        ctl.command(self.world, 'ctl', 'call', number)
        ctl.wait_call(self.world, 'active', number=number)
        wait_until(lambda: keys.window(self.world) == 'Cornetta', 'the window')
        # The call has the keys, once it is seen.
        self.window.button('Mute')

    def open(self):
        self.actions = 0
        self.key('t')
        wait_until(lambda: keys.window(self.world).startswith('Transfer '), 'where to')

    def assert_gone_to(self, number, party):
        ctl.wait_no_call(self.world)
        told = self.demo.state()['bodies'].get('POST /api/astproxy/blindtransfer', {})
        self.assertIn(number, (told.get('to'), self.demo.party(party)['transferredTo']))
        self.assertLessEqual(self.actions, MOST)

    def row(self, name):
        return atspi.name_of(atspi.find(self.window.app, lambda text: name in text, 'list item'))

    def test_1_number(self):
        self.begin_call('202')
        self.open()
        self.type('203')
        self.window.read('Transfer to 203')
        self.key('Return')
        self.assert_gone_to('203', '202')

    def test_2_last_called(self):
        self.begin_call('205')
        ctl.command(self.world, 'ctl', 'hangup')
        ctl.wait_no_call(self.world)
        wait_until(lambda: ctl.ctl(self.world, 'history')[0]['number'] == '205', 'the history')
        self.begin_call('206')
        self.open()
        self.row('Outgoing call')
        self.key('Down')
        self.key('Return')
        self.assert_gone_to('205', '206')

    def test_3_colleague(self):
        self.begin_call('202')
        self.open()
        self.type('carla ver')
        self.window.read('Transfer to Carla Verdi, 203')
        self.key('Return')
        self.assert_gone_to('203', '202')

    def test_4_favourites_live(self):
        one, other = [each for each in ctl.ctl(self.world, 'colleagues')
                      if each['state'] == 'online' and each['user'].startswith('op')][:2]
        who = '%s, %s' % (one['name'], one['extension'])
        ctl.command(self.world, 'ctl', 'colleague', 'star', one['user'])
        self.begin_call('207')
        self.open()
        self.assertIn('Available', self.row(who))
        for state, text in (('ringing', '%s is calling'), ('up', 'In a call with %s'),
                            ('over', 'Available')):
            self.demo.request('POST', '/demo/office', {
                'from': other['extension'], 'to': one['extension'], 'state': state})
            text = text.replace('%s', other['name'])
            self.window.read('%s, %s' % (who, text), role='list item')
        self.key('Escape')
        wait_until(lambda: keys.window(self.world) == 'Cornetta', 'the window')
        ctl.command(self.world, 'ctl', 'hangup')
        ctl.wait_no_call(self.world)

    def test_5_quit(self):
        self.assertEqual(ctl.quit_program(self.world, self.program), 0)


if __name__ == '__main__':
    main()
