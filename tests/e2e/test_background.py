# SPDX-License-Identifier: GPL-3.0-or-later
"""The program without its window: M70. Closing hides, links still call, quitting unregisters; the
panel's icon; the launcher's menu: Q32."""
import re

from kit import ctl, keys, main
from kit.app import use_sip_of
from kit.demo import Demo
from kit.desktop import Logind, MediaKeys, Panel, SessionManager
from kit.shared import SharedCase
from kit.sip import Kamailio, start_on
from kit.watch import stays, wait_until
from kit.world import APP_ID, WorldCase


def contacts(world, user):
    """When each REGISTER of the user's that was let in wanted its contact to expire."""
    return [int(seconds) for seconds in
            re.findall(r'CONTACT %s <[^>]*>\S*?expires=(\d+)' % user, world.log('kamailio'))]


class Quit(WorldCase):
    parts = {'display': True}

    def test_unregisters(self):
        kamailio = Kamailio(self.world, {'201': 'secret'})
        program = start_on(self.world, kamailio.port, '201', 'secret')
        ctl.wait_status(self.world, line='ready')
        self.assertNotIn(0, contacts(self.world, '201'))
        self.world.run(['gapplication', 'action', APP_ID, 'quit'])
        self.assertEqual(program.wait(60), 0)
        self.assertEqual(contacts(self.world, '201')[-1], 0)

    def test_no_panel(self):
        """Where there is no place for icons nothing is missed, and nothing complained of."""
        program = ctl.start(self.world, '--gapplication-service')
        ctl.status(self.world)
        self.assertEqual(ctl.quit_program(self.world, program), 0)
        self.assertNotIn('status item:', self.world.log('cornetta-desktop'))


class Background(SharedCase):
    parts = {'display': True, 'keyring': True}

    @classmethod
    def prepare(cls):
        cls.panel = Panel(cls.world)
        cls.addClassCleanup(cls.panel.stop)

    def action(self, name, *arguments):
        self.world.run(['gapplication', 'action', APP_ID, name, *arguments])

    def close_window(self):
        keys.wait_window(self.world, 'Cornetta')
        keys.press(self.world, 'ctrl+w')
        wait_until(lambda: keys.window(self.world) != 'Cornetta', 'the window to close')

    def test_close_hides(self):
        self.world.run(['gapplication', 'launch', APP_ID])
        self.close_window()
        ctl.wait_status(self.world, line='ready')
        self.world.run(['gio', 'open', 'tel:202'])
        self.wait_call('active', number='202')
        self.assertEqual(self.app.invites('202'), 1)
        self.close_window()
        self.wait_call('active', number='202')

    def test_panel(self):
        self.panel.wait_item()
        wait_until(lambda: self.panel.get('IconName') == APP_ID + '-symbolic', 'to be ready')
        self.assertEqual(set(self.panel.menu()),
                         {'Show Cornetta', 'New Call…', '-', 'Do Not Disturb', 'Quit'})
        self.ring('203')
        wait_until(lambda: self.panel.get('Status') == 'NeedsAttention', 'the ringing icon')
        call = self.wait_call('incoming', number='203')
        ctl.call(self.world, 'Answer', 'u', call['id'])
        wait_until(lambda: self.panel.get('Status') == 'Active', 'the talking icon')

    def test_panel_menu(self):
        self.panel.wait_item()
        self.panel.click('New Call…')
        keys.wait_window(self.world, 'Cornetta')
        self.close_window()
        self.panel.click('Show Cornetta')
        self.close_window()
        self.panel.click('Do Not Disturb')
        ctl.wait_status(self.world, presence_chosen='dnd')
        wait_until(lambda: self.panel.menu()['Do Not Disturb'][1]['toggle-state'] == 1, 'its mark')
        self.panel.click('Do Not Disturb')
        ctl.wait_status(self.world, presence_chosen='online')

    def test_panel_switched_off(self):
        self.panel.wait_item()
        before = len(self.panel.owners)
        self.world.run(['gsettings', 'set', APP_ID, 'status-item', 'false'])
        wait_until(self.panel.gone, 'the icon to go')
        self.world.run(['gsettings', 'set', APP_ID, 'status-item', 'true'])
        self.panel.wait_item(before + 1)

    def test_back_to_before(self):
        """Do Not Disturb gives back what was chosen, unless something else was chosen meanwhile."""
        ctl.command(self.world, 'ctl', 'presence', 'forward', '202')
        ctl.wait_status(self.world, presence_chosen='callforward')
        self.action('do-not-disturb')
        ctl.wait_status(self.world, presence_chosen='dnd')
        self.action('do-not-disturb')
        ctl.wait_status(self.world, presence_chosen='callforward', forwarded_to='202')
        self.action('do-not-disturb')
        ctl.wait_status(self.world, presence_chosen='dnd')
        ctl.command(self.world, 'ctl', 'presence', 'online')
        ctl.wait_status(self.world, presence_chosen='online')
        ctl.command(self.world, 'ctl', 'presence', 'dnd')
        ctl.wait_status(self.world, presence_chosen='dnd')
        self.action('do-not-disturb')
        ctl.wait_status(self.world, presence_chosen='online')

    def test_launcher_menu(self):
        for words in (['new-call'], ['history']):
            ctl.command(self.world, '--action', *words)
            self.close_window()
        self.action('pane', '"phonebook"')
        self.close_window()
        self.action('pane', '"nowhere"')
        self.close_window()
        ctl.command(self.world, '--action', 'do-not-disturb')
        ctl.wait_status(self.world, presence_chosen='dnd')
        ctl.command(self.world, '--action', 'do-not-disturb')
        ctl.wait_status(self.world, presence_chosen='online')
        for words in (['quit'], ['history', '202'], []):
            self.assertEqual(ctl.command(self.world, '--action', *words, check=False).returncode, 2)


class Away(SharedCase):
    """What comes from the desktop while the window is nobody's concern."""

    parts = {'display': True, 'keyring': True, 'system_bus': True, 'notifications': True}

    @classmethod
    def prepare(cls):
        cls.keys = MediaKeys(cls.world)
        cls.addClassCleanup(cls.keys.stop)
        cls.logind = Logind(cls.world)
        cls.addClassCleanup(cls.logind.stop)

    def setUp(self):
        super().setUp()
        self.logind.wait_followed()

    def is_visible(self):
        return bool(self.world.run(['xdotool', 'search', '--onlyvisible', '--name', '^Cornetta$'],
                                   check=False).stdout)

    def test_keyboard_stays(self):
        """M68: a call shows the window, or not, and takes nobody's keyboard."""
        other = self.world.spawn('other', ['xev', '-name', 'Stranger'])
        self.addCleanup(self.world.end, other)
        keys.wait_window(self.world, 'Stranger')
        switch = ['gsettings', 'set', APP_ID, 'show-window-for-calls']
        self.addCleanup(self.world.run, switch + ['true'])
        self.world.run(switch + ['false'])
        self.ring('203')
        self.popups.wait()
        stays(lambda: not self.is_visible() and keys.window(self.world) == 'Stranger', 1)
        self.control('Decline', 'u', 0)
        ctl.wait_no_call(self.world)
        self.world.run(switch + ['true'])
        self.ring('204')
        wait_until(self.is_visible, 'the window')
        stays(lambda: keys.window(self.world) == 'Stranger', 1)

    def test_media_keys(self):
        """Q30: only while it rings or somebody talks."""
        self.keys.calls.clear()
        self.ring('203')
        self.keys.wait('GrabMediaPlayerKeys')
        self.keys.press('Next')
        self.keys.press('Play')
        self.wait_call('active', number='203')
        self.keys.press('Pause')
        self.ended(number='203')
        self.keys.wait('ReleaseMediaPlayerKeys')
        self.keys.press('Play')
        self.ring('204')
        self.keys.wait('GrabMediaPlayerKeys', 2)
        self.keys.press('Stop')
        self.ended(number='204')
        self.assertEqual(len(self.keys.named('GrabMediaPlayerKeys')), 2)

    def test_locked(self):
        """Who calls is nobody's business who passes by."""
        self.world.run(['gsettings', 'set', APP_ID, 'hide-caller-when-locked', 'true'])
        self.addCleanup(self.world.run, ['gsettings', 'reset', APP_ID, 'hide-caller-when-locked'])
        self.ring('203')
        wait_until(lambda: '203' in str(self.popups.wait()), 'the number')
        self.logind.lock(True)
        wait_until(lambda: '203' not in str(self.popups.wait()), 'it to be hidden')
        self.logind.lock(False)
        wait_until(lambda: '203' in str(self.popups.wait()), 'the number again')


class Awake(SharedCase):
    parts = {'display': True, 'keyring': True}

    @classmethod
    def prepare(cls):
        cls.manager = SessionManager(cls.world)
        cls.addClassCleanup(cls.manager.stop)

    def test_in_a_call(self):
        """Q15: a computer that falls asleep hangs up. The toolkit waits for the answer, which
        comes from this very thread."""
        dial = self.world.spawn('dial', [ctl.program(self.world), 'ctl', 'call', '202'])
        self.assertEqual(self.manager.wait('Inhibit')[3], 4)  # suspending
        self.assertEqual(dial.wait(60), 0)
        self.wait_call('active', number='202')
        self.hang_up()
        self.assertEqual(self.manager.wait('Uninhibit'), (7,))
        self.assertEqual(len(self.manager.named('Inhibit')), 1)


class Launcher(WorldCase):
    parts = {'display': True, 'keyring': True}

    def test_not_running(self):
        """Its menu starts the program, which does it once it is signed in."""
        demo = Demo(self.world, '--contacts=5', '--history=5')
        use_sip_of(self.world, demo)
        program = ctl.start(self.world, '--gapplication-service')
        ctl.call(self.world, 'SignIn', 'sss', demo.url, 'demo', demo.users[0]['password'])
        ctl.wait_status(self.world, state='ready', line='ready', presence_chosen='online')
        self.assertEqual(ctl.quit_program(self.world, program), 0)
        self.world.bus.wait_gone(APP_ID)
        ctl.command(self.world, '--action', 'do-not-disturb')
        ctl.wait_status(self.world, presence_chosen='dnd')
        ctl.call(self.world, 'Quit')
        self.world.bus.wait_gone(APP_ID)
        ctl.command(self.world, '--action', 'history')
        keys.wait_window(self.world, 'Cornetta')
        ctl.call(self.world, 'Quit')
        self.world.bus.wait_gone(APP_ID)


if __name__ == '__main__':
    main()
