# SPDX-License-Identifier: GPL-3.0-or-later
"""What is measured by the same means beside Cornetta: the floor and other softphones.

Each peer that is installed starts with a home of its own. In the tables of start and idle
twinkle, which shows nothing but a wizard without one, has an account and the others have none;
who is to call has one, at the sink."""
import shutil

from kit import sip
from kit.watch import wait_until

from .measure import FLOORS, Started, rest
from .ours import open_link

WARMING = '0412200000'
TWINKLE = '''user_name=bench
user_domain=127.0.0.1:%(port)d
user_display=
auth_name=bench
auth_pass=secret
registrar=127.0.0.1:%(port)d
register_at_startup=yes
'''
CALLS = '''[bench]
Id=bench
Host=127.0.0.1
User=bench
DisplayName=
Protocol=UDP
Port=%(port)d
AutoConnect=true
DirectMode=false
LocalPort=0
CanTel=true
MediaEncryption=0
'''
CALLS_PASSWORD = '''
import gi
gi.require_version("Secret", "1")
from gi.repository import Secret
names = {"server": "127.0.0.1", "username": "bench", "protocol": "sip"}
schema = Secret.Schema.new("sm.puri.Calls", Secret.SchemaFlags.DONT_MATCH_NAME,
                           dict.fromkeys(names, Secret.SchemaAttributeType.STRING))
Secret.password_store_sync(schema, names, None, "Calls", "secret", None)
'''
LINPHONE = '''[sip]
sip_port=-1
sip_tcp_port=-1
sip_tls_port=-1
default_proxy=0

[proxy_0]
reg_proxy=<sip:127.0.0.1:%(port)d;transport=udp>
reg_identity=sip:bench@127.0.0.1:%(port)d
reg_expires=3600
reg_sendregister=1

[auth_info_0]
username=bench
passwd=secret
realm=127.0.0.1
domain=127.0.0.1
'''


class Missing(Exception):
    """A peer that can't be measured here, and why."""


class Program:
    """A row: what to run, how it draws. `command` is None when it is not installed."""

    def __init__(self, label, command, renderer='default'):
        self.label = label
        self.command = command
        self.renderer = renderer

    def check(self):
        if not self.command:
            raise Missing('not installed')


def floors():
    return [Program('floor: libadwaita window, %s' % renderer, [FLOORS / 'floor-window'], renderer)
            for renderer in ('cairo, GL off', 'cairo', 'default')]


def twinkle(world, port):
    folder = world.home / '.twinkle'
    folder.mkdir(exist_ok=True)
    (folder / 'bench.cfg').write_text(TWINKLE % {'port': port})
    return ['twinkle', '--force', '-f', 'bench', '--sip-port', sip.free_port()]


def peers(world, port):
    """`port`: where the SIP sink listens."""
    commands = {'gnome-calls': ['gnome-calls', '--provider', 'sip'],
                'twinkle': twinkle(world, port), 'linphone': ['linphone']}
    return [Program(name, command if shutil.which(name) else None)
            for name, command in commands.items()]


class Clicker:
    """A peer with an account at the sink. `ways` are (label, click) pairs of which each finds
    the program as the one before left it; a click takes a number and returns when it was."""

    program = None
    cold = warm = ()
    patience = 10

    def __init__(self, world, sink):
        self.world = world
        self.sink = sink
        self.started = None
        self.times = {}
        if self.is_installed():
            self.set_up()

    def is_installed(self):
        return shutil.which(self.program) is not None

    def set_up(self):
        """Writes its account."""

    def labels(self):
        return ['%s, %s' % (self.program, way) for way, _ in self.list_ways()]

    def ways(self):
        if not self.is_installed():
            return []
        return [('%s, %s' % (self.program, way), click) for way, click in self.list_ways()]

    def list_ways(self):
        raise NotImplementedError

    def start(self, *argv):
        self.started = Started(self.world, [self.program, *argv], self.world.env,
                               name=self.program)
        return self.started.begin

    def ensure(self, *argv):
        """It runs, has registered and rests. Whether it had to be started."""
        if self.started is not None:
            return False
        self.sink.forget('REGISTER')
        self.start(*argv)
        self.sink.wait('REGISTER', self.patience)
        self.rest()
        return True

    def click(self, *argv):
        return Started(self.world, [self.program, *argv], self.world.env, name='peer').begin

    def rest(self):
        # What it says of the call that was busy is over too, and its window drawn.
        rest(self.started.pid)

    def end(self):
        if self.started is not None:
            self.started.end()
            wait_until(lambda: not self.started.running(), 'the end of ' + self.program)
        self.started = None


class Calls(Clicker):
    program = 'gnome-calls'

    def set_up(self):
        folder = self.world.home / '.config' / 'calls'
        folder.mkdir(exist_ok=True)
        (folder / 'sip-account.cfg').write_text(CALLS % {'port': self.sink.port})
        self.world.run(['/usr/bin/python3', '-c', CALLS_PASSWORD])

    def list_ways(self):
        return [('`gnome-calls tel:`', self.tel), ('link by D-Bus', self.open),
                ('cold, `gnome-calls tel:`', self.tel_cold)]

    def run(self):
        """The first call since its start takes longer, and is not counted."""
        if self.ensure('--provider', 'sip', '--daemon'):
            self.sink.forget(WARMING)
            self.click('tel:' + WARMING)
            self.sink.wait(WARMING, self.patience)
            self.rest()

    def tel(self, number):
        self.run()
        return self.click('tel:' + number)

    def open(self, number):
        self.run()
        return open_link(self.world, 'org.gnome.Calls', 'tel:' + number)

    def tel_cold(self, number):
        self.end()
        return self.start('--provider', 'sip', 'tel:' + number)


class Twinkle(Clicker):
    program = 'twinkle'

    def set_up(self):
        self.argv = twinkle(self.world, self.sink.port)[1:]

    def list_ways(self):
        return [('cold, `twinkle --call --immediate`', self.call_cold),
                ('`twinkle --call --immediate`', self.call)]

    def call(self, number):
        self.ensure(*self.argv)
        return self.click('--call', number, '--immediate')

    def call_cold(self, number):
        return self.start(*self.argv, '--call', number, '--immediate')


class Linphone(Clicker):
    program = 'linphone'
    patience = 20

    def set_up(self):
        folder = self.world.home / '.config' / 'linphone'
        folder.mkdir(exist_ok=True)
        (folder / 'linphonerc').write_text(LINPHONE % {'port': self.sink.port})

    def list_ways(self):
        return [('cold, `linphone sip:`', self.sip_cold), ('`linphone sip:`', self.sip),
                ('`linphone tel:`', self.tel)]

    def address(self, number):
        return 'sip:%s@%s:%d' % (number, sip.HOST, self.sink.port)

    def sip_cold(self, number):
        return self.start(self.address(number))

    def sip(self, number):
        self.ensure()
        return self.click(self.address(number))

    def tel(self, number):
        self.ensure()
        return self.click('tel:' + number)


def clickers(world, sink):
    return [kind(world, sink) for kind in (Calls, Twinkle, Linphone)]
