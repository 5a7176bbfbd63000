# SPDX-License-Identifier: GPL-3.0-or-later
"""M75: the computer has slept. Every connection from before leads nowhere, and nobody said so."""
from gi.repository import GLib

from kit import ctl, main, netns
from kit.demo import Demo
from kit.janus import Janus
from kit.sip import Certificates, Kamailio
from kit.watch import stays, wait_until
from kit.wire import Wire
from kit.world import APP_ID, WorldCase

SOCKET = r'GET \S*EIO='
HISTORY = r'GET \S*/history/calls'
POLL = r'GET /janus/\d+\?'
RUNG = 'Unknown request (wake)'
PROFILE = r'GET \S*/user/me'


class Wake(WorldCase):
    parts = {'display': True, 'keyring': True, 'system_bus': True}

    def setUp(self):
        super().setUp()
        self.logind = self.world.system
        self.logind.call('org.freedesktop.DBus', '/', 'org.freedesktop.DBus', 'RequestName',
                         GLib.Variant('(su)', ('org.freedesktop.login1', 0)))

    def start(self, ca='', **settings):
        self.demo = Demo(self.world, '--contacts=5', '--history=5')
        self.wire = self.wired(self.demo.url)
        for key, value in settings.items():
            self.world.run(['gsettings', 'set', APP_ID, key.replace('_', '-'), value])
        program = ctl.start(self.world, '--gapplication-service',
                            env={'CORNETTA_CA_FILE': str(ca)} if ca else None)
        ctl.call(self.world, 'SignIn', 'sss', self.wire.url, 'demo', 'demo')
        ctl.wait_status(self.world, state='ready', line='ready')
        wait_until(lambda: self.wire.asked(SOCKET) and self.wire.asked(HISTORY), 'the server')
        return program

    def wired(self, url):
        wire = Wire(url)
        self.addCleanup(wire.close)
        return wire

    def sleep(self, begins):
        """What logind tells before, and after."""
        self.logind.connection.emit_signal(
            None, '/org/freedesktop/login1', 'org.freedesktop.login1.Manager', 'PrepareForSleep',
            GLib.Variant('(b)', (begins,)))
        self.logind.connection.flush_sync()

    def sip(self, port, transport):
        return {'sip_proxy': '127.0.0.1:%d' % port, 'sip_transport': transport}

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
        program = self.start(**self.sip(server.port, 'udp'))
        for _ in range(2):
            self.wakes(server, 'udp')
        self.assertEqual(ctl.quit_program(self.world, program), 0)

    def test_tls(self):
        certificates = Certificates(self.world)
        server = Kamailio(self.world, {'201': 'secret-201'}, certificates)
        program = self.start(certificates.ca, **self.sip(server.tls_port, 'tls'))
        self.wakes(server, 'tls')
        self.assertEqual(ctl.quit_program(self.world, program), 0)

    def rings_after(self, wire, listens):
        """By the gateway at the end of the wire, from before the sleep to after it. Little more than
        one question, whether it is still there, goes where nobody hears it. `listens` counts how
        often the program began to listen."""
        program = self.start(gateway_url=wire.url)
        self.demo.call('204')
        self.talked_to('204')
        self.sleep(True)
        wire.cut()
        before = listens()
        self.sleep(False)
        # What is told before that goes where nobody hears it.
        wait_until(lambda: listens() > before, 'the gateway to be heard again')
        self.assertLessEqual(wire.lost(), 2)
        self.demo.call('205')
        self.talked_to('205')
        stays(lambda: [self.wire.asked(pattern) for pattern in (SOCKET, PROFILE)] == [2, 2], 6,
              'all that was asked of the server')
        self.assertEqual(ctl.quit_program(self.world, program), 0)

    def talked_to(self, number):
        call = ctl.wait_call(self.world, 'incoming', number=number)
        ctl.call(self.world, 'HangUp', 'u', call['id'])
        wait_until(lambda: not ctl.calls(self.world), 'the call to be over')

    @netns.needed
    def test_gateway(self):
        wire = self.wired(Janus(self.world).url)
        self.rings_after(wire, lambda: wire.asked(POLL))

    @netns.needed
    def test_gateway_socket(self):
        janus = Janus(self.world)
        self.rings_after(self.wired(janus.socket_url), lambda: janus.log().count(RUNG))


if __name__ == '__main__':
    main()
