# SPDX-License-Identifier: GPL-3.0-or-later
"""Without a mouse: from the sign-in to the end of a call by keys alone. And without
eyes: whatever can be used has a name."""
from kit import atspi, ctl, keys, main
from kit.app import use_sip_of
from kit.demo import Demo
from kit.watch import wait_until
from kit.window import Window
from kit.world import StoryCase

# libadwaita 1.2 gives the eye in its password row no name of its own.
NAMELESS_IN_LIBADWAITA = ['push button']


class Keyboard(StoryCase):
    parts = {'display': True, 'a11y': True, 'keyring': True}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.demo = Demo(cls.world, '--contacts=20', '--history=10')
        use_sip_of(cls.world, cls.demo)
        cls.program = ctl.start(cls.world)
        cls.window = Window(cls.world)

    def assert_all_named(self):
        self.assertEqual(atspi.unnamed_controls(self.window.app), NAMELESS_IN_LIBADWAITA)

    def test_1_sign_in(self):
        self.assert_all_named()
        self.window.type_account(self.demo.url)
        self.window.read('201 Ready')
        wait_until(lambda: ctl.status(self.world)['contacts'] > 0, 'the phonebook')
        self.assert_all_named()

    def test_2_search_and_call(self):
        friend = next(each for each in ctl.call(self.world, 'SearchContacts', 'su', '', 50)
                      if each['name'].isascii() and each['numbers'])
        self.window.search(friend['name'])
        self.window.read('Call ' + friend['name'])
        self.window.press('Return')
        self.assertEqual(ctl.wait_call(self.world, 'active')['name'], friend['name'])
        self.assert_all_named()

    def test_3_mute_hold_and_hang_up(self):
        self.window.press('ctrl+m')
        ctl.wait_call(self.world, 'active', muted=True)
        self.window.press('ctrl+h')
        ctl.wait_call(self.world, 'active', held=True)
        self.window.press('ctrl+d')
        ctl.wait_no_call(self.world)

    def test_4_history_and_preferences(self):
        self.window.press('ctrl+2')
        self.assert_all_named()
        self.window.press('ctrl+comma')
        self.window.read('Preferences', role='frame')
        self.assert_all_named()
        # Whatever page a preference is on, its words and Enter lead to it.
        self.window.press('ctrl+f')
        self.window.type('outside line')
        self.window.read('Prefix for an outside line', role='list item')
        self.window.press('Escape', 'Escape')
        atspi.gone(self.window.app, 'Preferences', 'frame')

    def row(self, name):
        """The device's row in the chooser's list."""
        return atspi.find(self.window.app, lambda text: text.startswith(name + ','), 'list item')

    def test_5_device_by_space(self):
        desk = next(device for device in ctl.call(self.world, 'Devices')
                    if device['kind'] == 'desk-phone')
        self.window.click(lambda text: text.startswith('201 Ready'))
        self.window.choose(desk['name'], 'space')
        ctl.wait_status(self.world, device=desk['id'])

    def test_6_device_by_an_assistive_program(self):
        self.window.click(lambda text: text.startswith('201 Ready'))
        atspi.click(self.row('This computer'))
        ctl.wait_status(self.world, device='this-computer')

    def wait_focus(self, role):
        return wait_until(lambda: next(
            (node for node in atspi.walk(self.window.app) if atspi.role_of(node) == role
             and atspi.has_state(node, atspi.Atspi.StateType.FOCUSED)), None), role + ' focused')

    def test_7_person(self):
        """The arrows go from row to row, Enter opens one, Tab leads to the button that calls."""
        self.window.press('ctrl+1')
        self.window.search('')
        self.window.press('Down')
        row = self.wait_focus('list item')
        name = atspi.name_of(row).rpartition(', ')[0]
        self.assertTrue(name)
        self.window.press('Return')
        self.window.button('Close the Contact')
        self.assertEqual(ctl.calls(self.world), [])
        self.window.click('Close the Contact')
        self.window.search('')
        self.window.press('Down')
        self.assertEqual(atspi.name_of(self.wait_focus('list item')), atspi.name_of(row))
        self.window.press('Tab')
        self.assertEqual(atspi.name_of(self.wait_focus('push button')), 'Call ' + name)
        self.window.press('space')
        self.assertEqual(ctl.wait_call(self.world, 'active')['name'], name)
        ctl.command(self.world, 'ctl', 'hangup')
        ctl.wait_no_call(self.world)

    def open_transfer(self, key='ctrl+t'):
        self.window.press(key)
        wait_until(lambda: keys.window(self.world).startswith('Transfer '),
                   'the window that asks where to')
        self.assert_all_named()

    def type_target(self, number):
        self.open_transfer()
        # GTK does not tell that a second window is active; the window manager did.
        self.world.run(['xdotool', 'type', '--delay', '15', '--', number])
        self.window.read('Transfer to ' + number)

    def test_71_transfer(self):
        """M39, M41: the key, the number, Enter."""
        self.window.search('202')
        self.window.press('Return')
        ctl.wait_call(self.world, 'active', number='202')
        self.type_target('203')
        self.world.run(['xdotool', 'key', 'Return'])
        ctl.wait_no_call(self.world)
        # By the server where it has told of the call already, by the line otherwise.
        told = self.demo.state()['bodies'].get('POST /api/astproxy/blindtransfer', {})
        self.assertIn('203', (told.get('to'), self.demo.party('202')['transferredTo']))

    def test_72_ask_first(self):
        """M40: somebody is asked, the two change places, go back, and are put together."""
        self.window.press('ctrl+f')
        self.window.search('206')
        self.window.press('Return')
        ctl.wait_call(self.world, 'active', number='206')
        for back in (True, False):
            self.type_target('207')
            self.world.run(['xdotool', 'key', 'ctrl+Return'])
            ctl.wait_call(self.world, 'active', number='207', held=False)
            ctl.wait_call(self.world, 'active', number='206', held=True)
            self.window.button('Complete Transfer')
            self.assert_all_named()
            if back:
                self.window.press('ctrl+s')
                ctl.wait_call(self.world, 'active', number='206', held=False)
                self.window.press('ctrl+b')
                wait_until(lambda: len(ctl.calls(self.world)) == 1, 'one call')
        self.window.press('ctrl+j')
        ctl.wait_no_call(self.world)
        self.assertEqual(self.demo.party('206')['transferredTo'], '207')

    def test_73_last_called(self):
        """M41: who was called last is the first row: a key, the arrow, Enter."""
        self.window.press('ctrl+f')
        self.window.search('205')
        self.window.press('Return')
        ctl.wait_call(self.world, 'active', number='205')
        self.window.press('ctrl+d')
        ctl.wait_no_call(self.world)
        newest = wait_until(lambda: next((each for each in ctl.ctl(self.world, 'history')[:1]
                                          if each['number'] == '205'), None), 'the history')
        self.window.press('ctrl+f')
        self.window.search('203')
        self.window.press('Return')
        ctl.wait_call(self.world, 'active', number='203')
        self.open_transfer()
        self.window.read('Outgoing call, ' + (newest.get('name') or '205'), role='list item')
        self.world.run(['xdotool', 'key', 'Down', 'Return'])
        ctl.wait_no_call(self.world)
        told = self.demo.state()['bodies'].get('POST /api/astproxy/blindtransfer', {})
        self.assertIn('205', (told.get('to'), self.demo.party('203')['transferredTo']))

    def test_74_history(self):
        """From the field into the list, Enter calls back."""
        self.window.press('ctrl+2')
        self.window.search('')
        self.window.press('Down')
        self.wait_focus('list item')
        self.assert_all_named()
        newest = ctl.ctl(self.world, 'history')[0]
        self.window.press('Return')
        ctl.wait_call(self.world, 'active', number=newest['number'])
        self.window.press('ctrl+d')
        ctl.wait_no_call(self.world)

    def test_75_colleagues(self):
        """The same among the colleagues, and the menu beside one."""
        self.window.press('ctrl+3')
        self.window.search('')
        self.window.press('Down')
        row = self.wait_focus('list item')
        self.assertTrue(atspi.name_of(row))
        self.assert_all_named()
        for beginning in ('Call ', 'More about '):
            self.window.press('Tab')
            wait_until(lambda begin=beginning: atspi.name_of(
                self.wait_focus('push button')).startswith(begin), beginning)
        self.window.press('space')
        self.window.read('Favorites')
        self.assert_all_named()
        self.window.press('Escape')
        self.window.search('')
        self.window.press('Down')
        number = atspi.name_of(self.wait_focus('list item')).split(', ')[1]
        self.window.press('Return')
        ctl.wait_call(self.world, 'active', number=number)
        self.window.press('ctrl+d')
        ctl.wait_no_call(self.world)

    def test_76_contact_page(self):
        """Opened, edited and left; the form and what asks before something is lost are named."""
        self.window.press('ctrl+1')
        self.window.search('')
        self.window.press('Down')
        self.wait_focus('list item')
        self.window.press('Return')
        self.window.button('Close the Contact')
        self.assert_all_named()
        self.window.press('ctrl+shift+n')
        self.window.read('New Contact')
        self.assert_all_named()
        self.window.press('Escape')
        self.window.press('Escape')

    def test_8_quit(self):
        self.window.press('ctrl+comma')
        self.window.read('Preferences', role='frame')
        self.window.press('ctrl+q')
        self.assertEqual(self.program.wait(60), 0)


if __name__ == '__main__':
    main()
