# SPDX-License-Identifier: GPL-3.0-or-later
"""A click on a phone link becomes one call: M08, M09, M11, Q01."""
from gi.repository import GLib

from kit import ctl, main
from kit.app import App
from kit.watch import stays, wait_until
from kit.world import APP_ID, WorldCase


class Warm(WorldCase):
    parts = {'display': True, 'keyring': True}

    def setUp(self):
        super().setUp()
        # A long list on a busy machine takes longer to show than two clicks may be apart.
        self.app = App(self, demo_options=('--contacts=30', '--history=20'))

    def assert_called_once(self, number):
        wait_until(lambda: self.app.invites(number) == 1, 'one INVITE to ' + number)
        self.assertEqual(ctl.wait_call(self.world, 'active', number=number)['incoming'], False)

    def test_gio_open(self):
        self.world.run(['gio', 'open', 'tel:202'])
        self.assert_called_once('202')

    def test_xdg_open_on_gnome(self):
        self.world.run(['xdg-open', 'tel:202'])
        self.assert_called_once('202')

    def test_xdg_open_without_a_desktop(self):
        self.world.run(['xdg-open', 'tel:202'], env={'XDG_CURRENT_DESKTOP': ''})
        self.assert_called_once('202')

    def test_command(self):
        ctl.command(self.world, 'tel:202')
        self.assert_called_once('202')

    def test_web_cti_clicks_twice(self):
        """callto: first, and tel: when the page kept the focus."""
        self.world.run(['gio', 'open', 'callto://202'])
        self.world.run(['gio', 'open', 'tel://202'])
        self.assert_called_once('202')
        stays(lambda: self.app.invites('202') == 1, 2, 'one INVITE')
        self.assertEqual(len(ctl.calls(self.world)), 1)

    def test_bad_links(self):
        for link in ('tel:%zz', 'tel:', 'tel:+', 'tel:abc;x', 'tel:' + '1' * 45,
                     'nethlink://transfer?to=203'):
            self.world.run(['gio', 'open', link])
            wait_until(lambda: ctl.status(self.world).get('refused'), 'words about ' + link)
        self.assertEqual(ctl.calls(self.world), [])
        self.assertIsNone(self.app.program.poll())

    def test_forwarding_code_is_asked(self):
        self.world.run(['gio', 'open', 'tel:**21*204#'])
        wait_until(lambda: ctl.status(self.world).get('asking'), 'the question')
        stays(lambda: not ctl.calls(self.world), 1, 'no call')

    def test_second_start_hands_over(self):
        second = self.world.run([self.world.build / 'cornetta-desktop', 'tel:202'])
        self.assertEqual(second.returncode, 0)
        self.assert_called_once('202')
        owner = self.world.bus.call('org.freedesktop.DBus', '/', 'org.freedesktop.DBus',
                                    'GetConnectionUnixProcessID', GLib.Variant('(s)', (APP_ID,)))
        self.assertEqual(owner, self.app.program.pid)


class Cold(WorldCase):
    parts = {'display': True, 'keyring': True}

    def test_link_starts_the_program(self):
        """Signed in once; then the program ends, and a link starts it by D-Bus."""
        app = App(self)
        self.assertEqual(app.quit(), 0)
        self.world.bus.wait_gone(APP_ID)
        wait_until(lambda: not app.demo.state()['registrations'], 'the line to be given up')
        self.world.run(['gio', 'open', 'tel:+39 0721 405516'])
        ctl.wait_call(self.world, 'active', number='+390721405516')
        wait_until(lambda: app.invites('+390721405516') == 1, 'one INVITE')
        stays(lambda: app.invites('+390721405516') == 1, 1, 'one INVITE')


if __name__ == '__main__':
    main()
