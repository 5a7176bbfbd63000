# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop that lacks what one expects, links that are none, files that are
damaged: the window says so, and the call goes on. This desktop has no keyring,
no notification daemon and no sound server."""
import pathlib

from kit import ctl, keys, main
from kit.app import use_sip_of
from kit.demo import Demo
from kit.watch import TimedOut, wait_until
from kit.window import Window
from kit.world import StoryCase


class BareDesktop(StoryCase):
    parts = {'display': True, 'a11y': True}

    def setUp(self):
        self.demo = Demo(self.world, '--contacts=10', '--history=10')
        self.addCleanup(self.demo.stop)
        use_sip_of(self.world, self.demo)
        self.program = None
        self.addCleanup(self.end)

    def start(self, *words, **options):
        self.program = ctl.start(self.world, *words, **options)
        self.window = Window(self.world)

    def sign_in(self):
        self.start()
        self.window.type_account(self.demo.url)
        ctl.wait_status(self.world, state='ready', line='ready')

    def quit(self):
        code = ctl.quit_program(self.world, self.program)
        self.program = None
        self.assertEqual(code, 0, self.world.log('cornetta-desktop')[-3000:])

    def end(self):
        if self.program is not None:
            self.quit()
        for key in ('last-host', 'last-user'):
            self.world.run(['gsettings', 'reset', 'org.cornetta.Cornetta', key])

    def mirrors(self):
        folder = pathlib.Path(self.world.env['XDG_CACHE_HOME']) / 'cornetta'
        return sorted(folder.glob('*.db'))

    def test_no_keyring(self):
        """Signed in all the same, and told that the password is not kept."""
        self.sign_in()
        self.window.read('No keyring answers on this desktop')
        self.assertEqual(ctl.status(self.world)['state'], 'ready')

    def test_no_sound(self):
        self.sign_in()
        self.world.run(['gio', 'open', 'tel:202'])
        ctl.wait_call(self.world, 'active', number='202')
        self.window.read('check the sound settings')
        wait_until(lambda: self.demo.party('202')['rtpIn'] > 20, 'packets all the same')
        self.window.click('Hang Up')
        ctl.wait_no_call(self.world)

    def test_no_notification_daemon(self):
        """An incoming call is in the window, and answered there."""
        self.sign_in()
        self.demo.call('202')
        ctl.wait_call(self.world, 'incoming', number='202')
        self.window.click('Answer')
        ctl.wait_call(self.world, 'active', number='202')
        self.window.click('Hang Up')
        ctl.wait_no_call(self.world)

    def test_bad_links(self):
        self.sign_in()
        said = [None]

        def refused():
            why = ctl.status(self.world).get('refused')
            return why if why not in said else None
        for link in ('tel:%zz', 'tel:' + '1' * 45, 'tel:', 'callto:a b'):
            with self.subTest(link):
                self.world.run(['gio', 'open', link])
                said.append(wait_until(refused, 'a reason of its own'))
                self.window.read(said[-1][:40])
        self.assertEqual(ctl.calls(self.world), [])
        self.assertEqual(self.demo.state()['parties'], {})

    def test_damaged_mirror(self):
        for old in self.mirrors():
            old.unlink()
        self.sign_in()
        wait_until(lambda: ctl.status(self.world)['contacts'] > 0, 'the phonebook')
        everybody = [each['name'] for each in ctl.call(self.world, 'SearchContacts', 'su', '', 50)]
        self.quit()
        mirror, = self.mirrors()
        mirror.write_bytes(b'This is not a database. ' * 4000)
        self.sign_in_again()
        self.window.alert('was damaged and is being fetched again')
        wait_until(lambda: everybody == [each['name'] for each in ctl.call(
            self.world, 'SearchContacts', 'su', '', 50)], 'everybody to be back')

    def sign_in_again(self):
        """The form knows server and user; only the password is asked."""
        self.start()
        self.window.type('demo')
        self.window.press('Return')
        ctl.wait_status(self.world, state='ready')

    def test_no_bus(self):
        """A link without a session bus starts the program, which waits for its user. GTK tells
        assistive programs nothing then, so this one is driven by keys and judged by the server."""
        program = self.start_without_bus() or self.start_without_bus() or self.start_without_bus()
        self.assertIsNotNone(program, 'the sign-in by keys reached no server')
        wait_until(self.is_called, '203 to be called')
        self.world.run(['xdotool', 'key', 'ctrl+d'])
        wait_until(lambda: self.demo.party('203')['state'] == 'idle', 'the call to end')
        self.world.run(['xdotool', 'key', 'ctrl+q'])
        self.assertEqual(program.wait(60), 0, self.world.log('no-bus')[-3000:])

    def start_without_bus(self):
        """The program, once its sign-in reached the server; None when keys came too early, which
        nothing but the server can tell here."""
        env = {'DBUS_SESSION_BUS_ADDRESS': 'unix:path=/nonexistent', 'GTK_A11Y': 'none'}
        program = self.world.spawn('no-bus', [ctl.program(self.world), 'tel:203'], env=env)
        wait_until(self.has_keyboard, 'the window')
        for text in (self.demo.url, 'demo', 'demo'):
            self.world.run(['xdotool', 'type', '--delay', '15', '--', text])
            self.world.run(['xdotool', 'key', 'Return'])
        try:
            wait_until(lambda: 'POST /api/login' in self.demo.state()['requests'], 'the sign-in', 15)
        except TimedOut:
            self.world.end(program)
            return None
        return program

    def is_called(self):
        """A link that waited over 30 s for the sign-in is asked about first; Enter says yes."""
        party = self.demo.party('203') or {}
        if not party.get('calls') and self.demo.state()['registrations']:
            self.world.run(['xdotool', 'key', 'Return'])
        return party.get('state') == 'up'

    def has_keyboard(self):
        return keys.window(self.world) == 'Cornetta'


if __name__ == '__main__':
    main()
