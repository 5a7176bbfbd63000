# SPDX-License-Identifier: GPL-3.0-or-later
"""M83: the command bar, by the command, by the desktop's own way to an action, and by keys alone."""
from kit import atspi, ctl, keys, main
from kit.app import use_sip_of
from kit.demo import Demo
from kit.watch import wait_until
from kit.window import Window
from kit.world import APP_ID, StoryCase

BAR = 'Quick Call'


class Bar(StoryCase):
    parts = {'display': True, 'a11y': True, 'keyring': True}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.demo = Demo(cls.world, '--contacts=20', '--history=6')
        use_sip_of(cls.world, cls.demo)
        cls.program = ctl.start(cls.world, '--gapplication-service')

    @property
    def window(self):
        return Window(self.world)

    def open(self):
        ctl.command(self.world, 'ctl', 'bar')
        self.bar()

    def bar(self):
        """It has the keyboard."""
        wait_until(lambda: self.active() == BAR, 'the bar')

    def active(self):
        """Where the keys go, whatever an assistive program has been told so far."""
        return keys.window(self.world)

    def type(self, text):
        self.world.run(['xdotool', 'type', '--delay', '15', '--', text])

    def press(self, *keys):
        self.world.run(['xdotool', 'key', '--delay', '50', *keys])

    def root(self):
        """Its window alone."""
        return atspi.find(self.window.app, BAR, 'frame')

    def gone(self):
        wait_until(lambda: self.active() != BAR, 'the bar to go')

    def hang_up(self):
        ctl.command(self.world, 'ctl', 'hangup')
        ctl.wait_no_call(self.world)

    def test_1_signed_out(self):
        """Without a main window; the button leads to it."""
        self.open()
        self.window.read('Sign In First')
        self.press('Return')
        self.gone()
        wait_until(lambda: self.active() == 'Cornetta', 'the main window')
        ctl.call(self.world, 'SignIn', 'sss', self.demo.url, 'demo', 'demo')
        ctl.wait_status(self.world, state='ready', line='ready', syncing=False)

    def test_2_name(self):
        friend = next(each for each in ctl.call(self.world, 'SearchContacts', 'su', '', 50)
                      if each['name'].isascii() and each['numbers'])
        self.open()
        self.type(friend['name'])
        self.window.read('Call ' + friend['name'], role='push button')
        self.assertEqual(set(atspi.unnamed_controls(self.root())), set())
        self.press('Return')
        self.assertEqual(ctl.wait_call(self.world, 'active')['name'], friend['name'])
        self.gone()
        self.hang_up()

    def test_3_number_by_the_desktops_way(self):
        self.world.run(['gapplication', 'action', APP_ID, 'bar'])
        self.bar()
        self.type('202')
        self.press('Return')
        ctl.wait_call(self.world, 'active', number='202')
        self.gone()
        self.hang_up()

    def test_4_row(self):
        """The last call is at the top before anything is typed."""
        self.open()
        wait_until(lambda: atspi.find_now(self.root(), None, 'list item'), 'a row')
        self.press('Down', 'Return')
        ctl.wait_call(self.world, 'active')
        self.gone()
        self.hang_up()

    def test_5_escape_gives_the_focus_back(self):
        wait_until(lambda: self.active() == 'Cornetta', 'the main window')
        self.open()
        self.type('203')
        self.press('Escape')
        self.gone()
        wait_until(lambda: self.active() == 'Cornetta', 'the main window')
        self.assertEqual(ctl.calls(self.world), [])

    def test_6_end(self):
        ctl.call(self.world, 'Quit')
        self.assertEqual(self.program.wait(60), 0)


if __name__ == '__main__':
    main()
