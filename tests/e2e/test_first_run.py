# SPDX-License-Identifier: GPL-3.0-or-later
"""M96: from the installed program to the first call, with the keyboard."""
from kit import ctl, keys, main
from kit.app import use_sip_of
from kit.demo import Demo
from kit.watch import wait_until
from kit.window import Window
from kit.world import APP_ID, StoryCase

TITLE = 'Set Up Cornetta'


class FirstRun(StoryCase):
    parts = {'display': True, 'keyring': True, 'a11y': True}

    def step(self):
        return self.world.run(['gsettings', 'get', APP_ID, 'first-run']).stdout.strip("'\n")

    def start(self):
        type(self).program = ctl.start(self.world)
        type(self).window = Window(self.world)

    def test_1_form(self):
        """The first of four pages."""
        type(self).demo = Demo(self.world, '--contacts=5', '--history=5')
        use_sip_of(self.world, self.demo)
        self.start()
        keys.wait_window(self.world, 'Cornetta')
        for text in (self.demo.url, 'demo', self.demo.users[0]['password']):
            self.window.type(text)
            self.window.press('Return')
        keys.wait_window(self.world, TITLE)
        self.window.read('Step 2 of 4')
        self.assertEqual(self.step(), 'calls')
        ctl.wait_status(self.world, line='ready')

    def test_2_page_after_page(self):
        self.window.press('Return')
        self.window.read('Step 3 of 4')

    def test_3_resumed(self):
        """Closed, and the program ended: the next start goes on there."""
        self.window.press('alt+F4')
        keys.wait_window(self.world, 'Cornetta')
        self.assertEqual(ctl.quit_program(self.world, self.program), 0)
        self.start()
        keys.wait_window(self.world, TITLE)
        self.window.read('Step 3 of 4')

    def test_4_links(self):
        self.window.press('space')  # on the first row, which has the keyboard
        for scheme in ('tel', 'callto', 'nethlink'):
            wait_until(lambda: APP_ID in self.world.run(
                ['gio', 'mime', 'x-scheme-handler/' + scheme], check=False).stdout, scheme)
        self.window.press('Down', 'space')
        entry = self.world.home / '.config/autostart' / (APP_ID + '.desktop')
        wait_until(entry.exists, 'the entry')

    def test_5_call(self):
        ctl.wait_status(self.world, line='ready')
        self.window.click('Next')
        self.window.read('Step 4 of 4')
        self.window.click('Call It')
        ctl.wait_call(self.world, 'active', number='*43')
        keys.wait_window(self.world, 'Cornetta')
        self.assertEqual(self.step(), 'done')
        ctl.call(self.world, 'HangUp', 'u', 0)
        ctl.wait_no_call(self.world)

    def test_6_never_again(self):
        self.assertEqual(ctl.quit_program(self.world, self.program), 0)
        self.start()
        ctl.wait_status(self.world, line='ready')
        keys.wait_window(self.world, 'Cornetta')
        self.assertEqual(ctl.quit_program(self.world, self.program), 0)


if __name__ == '__main__':
    main()
