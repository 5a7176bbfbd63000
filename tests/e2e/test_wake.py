# SPDX-License-Identifier: GPL-3.0-or-later
"""M75: the computer has slept. Every connection from before leads nowhere, and nobody said so."""
from gi.repository import GLib

from kit import ctl, main
from kit.demo import Demo
from kit.sip import Certificates, Kamailio
from kit.watch import wait_until
from kit.wire import Wire
from kit.world import APP_ID, WorldCase

SOCKET = r'GET \S*EIO='
HISTORY = r'GET \S*/history/calls'
PROFILE = r'GET \S*/user/me'


class Wake(WorldCase):
    parts = {'display': True, 'keyring': True, 'system_bus': True}

    def setUp(self):
        super().setUp()
        self.logind = self.world.system
        self.logind.call('org.freedesktop.DBus', '/', 'org.freedesktop.DBus', 'RequestName',
                         GLib.Variant('(su)', ('org.freedesktop.login1', 0)))
        self.demo = Demo(self.world, '--contacts=5', '--history=5')
        self.wire = Wire(self.demo.url)
        self.addCleanup(self.wire.close)

    def start(self, port, transport, ca=''):
        for key, value in (('sip-proxy', '127.0.0.1:%d' % port), ('sip-transport', transport)):
            self.world.run(['gsettings', 'set', APP_ID, key, value])
        program = ctl.start(self.world, '--gapplication-service',
                            env={'CORNETTA_CA_FILE': str(ca)} if ca else None)
        ctl.call(self.world, 'SignIn', 'sss', self.wire.url, 'demo', 'demo')
        ctl.wait_status(self.world, state='ready', line='ready')
        wait_until(lambda: self.wire.asked(SOCKET) and self.wire.asked(HISTORY), 'the server')
        return program

    def sleep(self, begins):
        """What logind tells before, and after."""
        self.logind.connection.emit_signal(
            None, '/org/freedesktop/login1', 'org.freedesktop.login1.Manager', 'PrepareForSleep',
            GLib.Variant('(b)', (begins,)))
        self.logind.connection.flush_sync()

    def wakes(self, server, transport):
        before = {pattern: self.wire.asked(pattern) for pattern in (SOCKET, PROFILE, HISTORY)}
        registers = len(server.requests('REGISTER'))
        self.sleep(True)
        self.wire.cut()
        self.sleep(False)
        wait_until(lambda: len(server.requests('REGISTER')) > registers, 'a REGISTER')
        self.assertTrue(server.requests('REGISTER')[-1].endswith(transport))
        for pattern in (SOCKET, PROFILE, HISTORY):
            wait_until(lambda p=pattern: self.wire.asked(p) > before[p], pattern, timeout=20)
        ctl.wait_status(self.world, line='ready')

    def test_udp(self):
        server = Kamailio(self.world, {'201': 'secret-201'})
        program = self.start(server.port, 'udp')
        for _ in range(2):
            self.wakes(server, 'udp')
        self.assertEqual(ctl.quit_program(self.world, program), 0)

    def test_tls(self):
        certificates = Certificates(self.world)
        server = Kamailio(self.world, {'201': 'secret-201'}, certificates)
        program = self.start(server.tls_port, 'tls', certificates.ca)
        self.wakes(server, 'tls')
        self.assertEqual(ctl.quit_program(self.world, program), 0)


if __name__ == '__main__':
    main()
