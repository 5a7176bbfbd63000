# SPDX-License-Identifier: GPL-3.0-or-later
"""A number that is selected in any program, or was copied, is dialled: M18."""
from kit import ctl, main
from kit.selection import select
from kit.shared import SharedCase
from kit.watch import stays, wait_until
from kit.world import APP_ID, WorldCase


class Selection(SharedCase):
    parts = {'display': True, 'keyring': True}

    def setUp(self):
        super().setUp()
        self.dial_by_hand()

    def tearDown(self):
        for option in ('--primary', '--clipboard'):
            self.world.run(['xsel', option, '--clear'])

    def select(self, text, where='--primary'):
        select(self.world, text, where)

    def ask(self, *options, check=True):
        return ctl.command(self.world, 'ctl', 'dial-selection', *options, check=check)

    def assert_called_once(self, number):
        wait_until(lambda: self.app.invites(number) == 1, 'one INVITE to ' + number)
        self.wait_call('active', number=number)

    def assert_refused(self, done, *words):
        self.assertEqual(done.returncode, 1)
        for word in words:
            self.assertIn(word, done.stderr)
        self.assertEqual(ctl.calls(self.world), [])

    def test_primary(self):
        self.select('0721 405516')
        self.ask()
        self.assert_called_once('0721405516')

    def test_clipboard(self):
        self.select('(0721) 551-091\n', '--clipboard')
        self.select('a word')
        self.ask('--clipboard')
        self.assert_called_once('0721551091')

    def test_action(self):
        """What a key of the desktop's runs."""
        self.select('202')
        self.world.run(['gapplication', 'action', APP_ID, 'dial-selection'])
        self.assert_called_once('202')

    def test_action_clipboard(self):
        self.select('tel:+39-0541-1234', '--clipboard')
        self.world.run(['gapplication', 'action', APP_ID, 'dial-clipboard'])
        self.assert_called_once('+3905411234')

    def test_action_tells_what_is_wrong(self):
        self.select('call me back')
        self.world.run(['gapplication', 'action', APP_ID, 'dial-selection'])
        wait_until(lambda: 'call me back' in ctl.status(self.world).get('refused', ''),
                   'words about the text')
        self.assertEqual(ctl.calls(self.world), [])

    def test_no_number(self):
        self.select('See page 12, call Anna')
        self.assert_refused(self.ask(check=False), 'See page 12, call Anna')
        self.select('2' * 100000)
        # Too long to come in one piece; how far a toolkit gets with it is its own affair.
        self.assert_refused(self.ask(check=False))
        self.select(b'\xff\xfe'.decode('latin-1') + '\x01')
        self.assert_refused(self.ask(check=False))

    def test_nothing(self):
        self.assert_refused(self.ask(check=False), 'No text is selected')
        self.assert_refused(self.ask('--clipboard', check=False), 'No text was copied')
        self.select(' \n')
        self.assert_refused(self.ask(check=False), 'No text is selected')

    def test_strangers_text(self):
        """Selected is not typed: a page may choose what its reader selects."""
        self.select('**21*899123#')
        self.assertIn('asks its user', self.ask().stderr)
        wait_until(lambda: ctl.status(self.world).get('asking'), 'the question')
        stays(lambda: not ctl.calls(self.world), 1, 'no call')


class Cold(WorldCase):
    parts = {'display': True}

    def test_action_starts_the_program(self):
        select(self.world, '0721 405516')
        self.world.run(['gapplication', 'action', APP_ID, 'dial-selection'])
        self.world.bus.wait_for(APP_ID)
        wait_until(lambda: ctl.status(self.world).get('waiting') == '0721 405516', 'the number')
        ctl.command(self.world, 'ctl', 'quit')
        self.world.bus.wait_gone(APP_ID)


if __name__ == '__main__':
    main()
