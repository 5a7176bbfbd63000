# SPDX-License-Identifier: GPL-3.0-or-later
"""What a call costs, beside Debian's baresip: its signalling, the way to the first sound, from
mouth to ear, and the processor's time while one talks."""
import array
import itertools
import shutil
import statistics
import subprocess
import threading
import time

from kit import ctl
from kit.sip import Baresip, start_on
from kit.watch import WATCHDOG, TimedOut, wait_until
from kit.world import APP_ID

from .measure import (QuietWorld, cpu_ns, nearest_rank, p95, paired, rest, spread, table,
                      verdict)
from .ours import message, process_of, quit_cornetta
from .party import Party

from gi.repository import GLib  # noqa: E402  pylint: disable=wrong-import-order

DIAL, RING = 'dial to INVITE', 'INVITE to 180 Ringing'
SENT, TAKEN = 'their answer to our first sound', 'our answer to our first sound'
HEARD = 'their answer to their tone in the ear'
MOUTH, EAR, BOTH = 'mouth to wire', 'wire to ear', 'mouth to ear'
DELAYS = (DIAL, RING, SENT, HEARD, TAKEN, MOUTH, EAR, BOTH)
MANY = 6
ONE_CPU, MANY_CPU = 'one call', 'six calls, five of them on hold'
AIMS = {DIAL: 30, SENT: 300, TAKEN: 300, HEARD: 300, BOTH: 150}
CALLS, TALK_S = 50, 6
RATE = 8000
LOUD = 3000
READING = (
    'Both are told by an open connection (D-Bus here, its TCP control there), on loopback, '
    'with G.711, a sound server of its own with null sinks, and take turns: "x baresip" is '
    'the median of the pairs. p95 is what 95 of 100 do not exceed, of %d calls each way, and '
    'what an aim is for. A mouth is a microphone into which a tone '
    'is written, an ear a recorder that hears one; the sound server with these two and no '
    'telephone takes %s ms, which are within each figure of theirs.')
TALKING = (
    'The processor\'s time while one talks, in ms of each second, all threads. Who is on hold is '
    'neither heard nor spoken to.')


class Ears(threading.Thread):
    """Records a monitor for good; `wait` for a loud sample after `forget`."""

    def __init__(self, world, source):
        super().__init__(daemon=True)
        self._process = world.spawn('ears', [
            'parec', '--raw', '--device=' + source, '--rate=%d' % RATE, '--channels=1',
            '--format=s16le', '--latency-msec=10'], stdout=subprocess.PIPE, bufsize=0)
        self._heard = threading.Event()
        self.when = 0
        self.start()

    def run(self):
        while data := self._process.stdout.read(160):
            samples = array.array('h')
            samples.frombytes(data[:len(data) // 2 * 2])
            if not self._heard.is_set() and max(map(abs, samples), default=0) > LOUD:
                self.when = time.monotonic_ns()
                self._heard.set()

    def forget(self):
        self._heard.clear()

    def has_heard(self):
        return self._heard.is_set()

    def wait(self):
        if not self._heard.wait(WATCHDOG):
            raise TimedOut('nothing was heard')
        return self.when


class Mouth(threading.Thread):
    """A microphone `mouth`, the default one: silence 10 ms at a time, a tone while it speaks."""

    def __init__(self, world):
        super().__init__(daemon=True)
        path = world.folder / 'mouth'
        world.sound.pactl('load-module', 'module-pipe-source', 'source_name=mouth',
                          'file=%s' % path, 'format=s16le', 'rate=%d' % RATE, 'channels=1')
        world.sound.pactl('set-default-source', 'mouth')
        self._pipe = open(path, 'wb', buffering=0)  # pylint: disable=consider-using-with
        self.speaks, self._ended = threading.Event(), threading.Event()
        self.begun = 0
        self.start()

    def run(self):
        tone = array.array('h', [12000 if at // 8 % 2 else -12000 for at in range(80)]).tobytes()
        due = time.monotonic()
        while not self._ended.wait(max(due - time.monotonic(), 0)):
            speaks = self.speaks.is_set()
            if speaks and not self.begun:
                self.begun = time.monotonic_ns()
            self._pipe.write(tone if speaks else bytes(len(tone)))
            due += 0.01
        self._pipe.close()

    def close(self):
        self._ended.set()
        self.join()

    def speak(self):
        self.begun = 0
        self.speaks.set()


class Ours:
    name = 'Cornetta'
    user = '401'

    def __init__(self, world, party):
        self.world = world
        self.numbers = itertools.count(412300001)
        start_on(world, party.port, self.user, 'secret')
        ctl.wait_status(world, line='ready')
        self.pid = process_of(world, APP_ID)

    def tell(self, method, signature, *arguments):
        return message(self.world, APP_ID, ctl.PATH, (ctl.CONTROL, method),
                       GLib.Variant('(%s)' % signature, arguments))

    def dial(self):
        return self.tell('Dial', 'ssa{sv}', '0%d' % next(self.numbers), '', {})

    def answer(self):
        ctl.wait_call(self.world, 'incoming')
        return self.tell('Answer', 'u', 0)

    def dial_another(self):
        """It holds those before by itself."""
        self.dial()
        wait_until(lambda: all(call['state'] == 'active' for call in ctl.calls(self.world)),
                   'the call')

    def hang_up(self):
        for call in ctl.calls(self.world):
            self.tell('HangUp', 'u', call['id'])
        ctl.wait_no_call(self.world)

    def end(self):
        quit_cornetta(self.world)


class Stranger:
    name = "Debian's baresip"
    user = '402'

    def __init__(self, world, party):
        self.party = party
        self.numbers = itertools.count(412300001)
        self.program = Baresip(world, self.user, 'secret', party.port, devices='alsa',
                               answers='manual')
        self.program.wait_registered()
        self.pid = self.program.process.pid

    def dial(self):
        begin = time.monotonic_ns()
        self.program.command('dial', 'sip:0%d@127.0.0.1:%d' % (next(self.numbers), self.party.port))
        return begin

    def answer(self):
        begin = time.monotonic_ns()
        self.program.command('accept')
        return begin

    def dial_another(self):
        talking = self.party.talking()
        self.program.command('hold')
        wait_until(lambda: self.party.talking() < talking, 'the hold')
        self.program.forget()
        self.dial()
        self.program.wait_event('CALL_ESTABLISHED')

    def hang_up(self):
        for _ in list(self.party.voices):
            self.program.command('hangup')
            self.program.wait_event('CALL_CLOSED')
        self.program.forget()

    def end(self):
        self.program.stop()


class Calls:
    def __init__(self, world):
        self.world = world
        self.party = Party()
        self.ears, self.mouth = Ears(world, 'spk.monitor'), Mouth(world)
        self.values = {}
        self.server = []

    def note(self, phone, label, ns):
        self.values.setdefault(label, {}).setdefault(phone.name, []).append(ns / 1e6)

    def hush(self):
        """Both sides are silent, and that has got through."""
        self.mouth.speaks.clear()
        self.party.hush()

        def quiet():
            self.ears.forget()
            self.party.forget('loud heard')
            time.sleep(0.4)
            return not self.ears.has_heard() and not self.party.has('loud heard')
        wait_until(quiet, 'silence')

    def outgoing(self, phone):
        """They greet; then each speaks into silence, since who speaks while the other does is
        taken for his echo."""
        party = self.party
        party.forget_all()
        party.greets = True
        self.ears.forget()
        begin = phone.dial()
        self.note(phone, DIAL, party.wait('INVITE') - begin)
        answer = party.wait('answer')
        self.note(phone, SENT, party.wait('sound') - answer)
        self.note(phone, HEARD, self.ears.wait() - answer)
        party.greets = False
        self.chirp(phone)
        phone.hang_up()
        party.wait('BYE')
        party.end()

    def chirp(self, phone):
        """From mouth to wire, and from wire to ear."""
        party = self.party
        self.hush()
        self.mouth.speak()
        mouth = party.wait('loud heard') - self.mouth.begun
        self.hush()
        party.forget('loud sent')
        self.ears.forget()
        party.voice.loud.set()
        ear = self.ears.wait() - party.wait('loud sent')
        self.hush()
        for label, ns in ((MOUTH, mouth), (EAR, ear), (BOTH, mouth + ear)):
            self.note(phone, label, ns)

    def incoming(self, phone):
        party = self.party
        party.forget_all()
        begin = party.call(phone.user)
        self.note(phone, RING, party.wait('180') - begin)
        begin = phone.answer()
        self.note(phone, TAKEN, party.wait('sound') - begin)
        phone.hang_up()
        party.wait('BYE')
        party.end()

    def talk(self, phone, seconds):
        """What the processor does in one call, and in as many as there can be."""
        self.party.forget_all()
        phone.dial()
        self.party.wait('sound')
        self.work(phone, ONE_CPU, seconds)
        for _ in range(MANY - 1):
            phone.dial_another()
        wait_until(lambda: len(self.party.voices) == MANY and self.party.talking() == 1,
                   'one call to be talked in, and the others to be on hold')
        self.work(phone, MANY_CPU, seconds)
        phone.hang_up()
        self.party.end()

    def work(self, phone, label, seconds):
        self.hush()
        before, then = cpu_ns(phone.pid), time.monotonic_ns()
        time.sleep(seconds)
        share = (cpu_ns(phone.pid) - before) / (time.monotonic_ns() - then)
        self.note(phone, label, share * 1e9)

    def server_alone(self):
        """What player, sound server and recorder take without a telephone."""
        ears = Ears(self.world, 'mouth')
        for _ in range(5):
            def quiet():
                ears.forget()
                time.sleep(0.4)
                return not ears.has_heard()
            wait_until(quiet, 'silence')
            self.mouth.speak()
            self.server.append((ears.wait() - self.mouth.begun) / 1e6)
            self.mouth.speaks.clear()

    def turn(self, phones):
        for phone in phones:
            for what in (self.outgoing, self.incoming):
                rest(phone.pid)
                what(phone)

    def delays(self):
        for label in DELAYS:
            ours, theirs = (self.values[label].get(kind.name) for kind in (Ours, Stranger))
            ratio = paired(ours, theirs)
            share = nearest_rank(ours, 95) / AIMS[label] if label in AIMS else None
            yield [label, spread(ours), p95(ours),
                   spread(theirs) if theirs else 'n/a: not installed',
                   p95(theirs) if theirs else '-', '-' if ratio is None else '%.2f' % ratio,
                   '%d' % AIMS[label] if label in AIMS else '-', verdict(share)]

    def costs(self):
        for label in (ONE_CPU, MANY_CPU):
            ours, theirs = (self.values[label].get(kind.name) for kind in (Ours, Stranger))
            ratio = paired(ours, theirs)
            yield [label, spread(ours), spread(theirs) if theirs else 'n/a: not installed',
                   '-' if ratio is None else '%.2f' % ratio]

    def text(self):
        return '## Calls\n\n%s\n\n%s\n\n%s\n\n%s' % (
            READING % (len(self.values[DIAL][Ours.name]), spread(self.server)),
            table(['what', 'Cornetta, ms', 'p95', 'baresip, ms', 'p95', 'x baresip', 'aim, ms',
                   'met'], list(self.delays())), TALKING,
            table(['in', 'Cornetta, ms/s', 'baresip, ms/s', 'x baresip'], list(self.costs())))


def run(runs, note, number=CALLS, seconds=TALK_S):
    """`number` calls each way for the delays, `runs` for the processor's time."""
    with QuietWorld(display=True, sound=True) as world:
        calls = Calls(world)
        calls.server_alone()
        phones = [Ours(world, calls.party)]
        if shutil.which('baresip'):
            phones.append(Stranger(world, calls.party))
        for turn in range(number):
            note('calls, %d of %d' % (turn + 1, number))
            calls.turn(phones[::1 if turn % 2 == 0 else -1])
        for turn in range(runs):
            note('the processor\'s time in calls, %d of %d' % (turn + 1, runs))
            for phone in phones[::1 if turn % 2 == 0 else -1]:
                calls.talk(phone, seconds)
        for phone in phones:
            phone.end()
        calls.mouth.close()
        calls.party.close()
    return {**calls.values, 'sound server': calls.server}, calls.text()
