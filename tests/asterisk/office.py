# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests against Asterisk share: an exchange, the program on a plain SIP account of it, and
telephones of other makes."""
from kit import ctl, sound
from kit.asterisk import Asterisk, require
from kit.shared import Signals
from kit.sip import Baresip, Certificates, start_on
from kit.watch import wait_until
from kit.world import APP_ID, WorldCase

USERS = {'401': 'one', '402': 'two', '403': 'three'}


class Office(WorldCase):
    """`server`, `program` registered as 401, `signals`; all quits cleanly at the end."""

    parts = {'display': True}
    transport = 'udp'
    options = {}
    dialplan = ''
    codecs = ()  # of the program, where not the ones it has by itself
    more = ()  # arguments of the program
    registers = True  # before the test begins

    def setUp(self):
        require()
        super().setUp()
        tls = self.transport == 'tls'
        self.certificates = Certificates(self.world) if tls else None
        self.server = Asterisk(self.world, USERS, self.certificates, self.options, self.dialplan)
        # A note that comes back is what this is there to take away.
        self.set('echo-cancellation', 'false')
        if self.codecs:
            self.set('codecs', str(list(self.codecs)))
        self.program = start_on(
            self.world, self.server.tls_port if tls else self.server.port, '401', 'one',
            self.transport, self.certificates and self.certificates.ca, self.more)
        self.signals = Signals(self.world)
        self.addCleanup(self._quit)
        if self.registers:
            ctl.wait_status(self.world, line='ready')

    def set(self, key, value):
        self.world.run(['gsettings', 'set', APP_ID, key, value])

    def _quit(self):
        self.signals.stop()
        self.assertEqual(ctl.quit_program(self.world, self.program), 0,
                         self.world.log('cornetta-desktop')[-3000:])

    def phone(self, user, port=0, **more):
        """Debian's baresip, registered; it answers by itself."""
        password = USERS[user]
        phone = Baresip(self.world, user, password, port or self.server.port, **more)
        phone.wait_registered()
        return phone

    # What the user does

    def control(self, method, signature=None, *arguments):
        return ctl.call(self.world, method, signature, *arguments)

    def dial(self, number):
        self.control('Dial', 'ssa{sv}', number, '', {})

    def talk(self, number):
        self.dial(number)
        return self.wait_call('active', number=number)

    def rung(self, **wanted):
        return self.wait_call('incoming', **wanted)

    def answer(self, call):
        self.control('Answer', 'u', call['id'])
        return self.wait_call('active', id=call['id'])

    def hang_up(self, call):
        self.control('HangUp', 'u', call['id'])
        return self.ended(call)

    def wait_call(self, state, **wanted):
        return ctl.wait_call(self.world, state, **wanted)

    def ended(self, call):
        return self.signals.wait('CallEnded', id=call['id'])

    def refused(self, number):
        self.dial(number)
        return self.signals.wait('CallEnded', number=number)

    # What is heard

    def hears(self, hertz, what='', source='spk.monitor'):
        def is_there():
            samples = self.world.sound.record(source, 0.5)
            return sound.strength(samples, hertz) > 0.5 and sound.level(samples) > -40
        wait_until(is_there, '%d Hz %s' % (hertz, what))

    def hears_nothing(self):
        wait_until(lambda: sound.level(self.world.sound.record('spk.monitor', 0.5)) < -60,
                   'silence')

    @staticmethod
    def phone_hears(phone, hertz):
        wait_until(lambda: sound.strength(phone.heard()[-4000:], hertz) > 0.5,
                   '%d Hz there' % hertz)

    def stats(self, call=0):
        return self.control('CallStats', 'u', call)
