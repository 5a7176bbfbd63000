# SPDX-License-Identifier: GPL-3.0-or-later
"""The line by the server's gateway: from the click to Janus, from the answer to the sound,
and what waiting for a call costs."""
import json
import shutil
import socket
import statistics
import struct
import threading
import time

from gi.repository import GLib
from kit import ctl, netns
from kit.demo import Demo
from kit.janus import Janus
from kit.relay import CANDIDATE, Relay
from kit.watch import WATCHDOG, TimedOut, wait_until
from kit.world import APP_ID

from .idle import sample
from .measure import QuietWorld, rest, spread, table, verdict
from .ours import message, process_of, quit_cornetta, sign_in, use_sink, wait_ready
from .sink import SO_TIMESTAMPNS, Sink, arrival

READING = (
    'Debian\'s Janus, on this machine. What is said to it passes a relay that notes when: the '
    'click is a dial by D-Bus, the call a request of Janus\' SIP plugin, the answer its word that '
    'the call was accepted, the sound the first packet of RTP on the network, for which the way '
    'and the keys have to be found first.')
IDLE = 'Wake-ups are voluntary context switches of all threads, of a program without a window.'
CALL, SENT, HEARD = ('click to Janus\' `call`', 'answer to the first sound to Janus',
                     'answer to the first sound from Janus')
AIMS = {SENT: 50, HEARD: 50}
NUMBERS = ('600', '601')
IPV4 = 0x0800  # of Ethernet
WAYS = ('gateway, long poll', 'gateway, WebSocket', 'SIP')
SETTLE, SECONDS = 10, 60


class Watcher(Relay):
    """Notes in ns when each of these came by for the first time since `forget`. The sound goes
    its own way, on which it is seen."""

    def __init__(self, url, host):
        self._seen = {}
        self._ports = set()
        self._news = threading.Condition()
        super().__init__(url, host)
        self._server.handle_error = lambda *_: None  # whoever polls may leave
        self._ear = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(IPV4))
        self._ear.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
        self._ear.bind(('lo', IPV4))
        self._ear.settimeout(0.2)
        self._listening = threading.Thread(target=self._listen, daemon=True)
        self._listening.start()

    def close(self):
        ear, self._ear = self._ear, None
        self._listening.join()
        ear.close()
        super().close()

    def _listen(self):
        while (ear := self._ear) is not None:
            try:
                packet, extra, _, _ = ear.recvmsg(2048, 256)
            except TimeoutError:
                continue
            self._hear(packet, arrival(extra))

    def _hear(self, packet, when):
        """IPv4 with UDP with RTP, to Janus or from it."""
        head = (packet[0] & 15) * 4
        rtp = packet[head + 8:]
        if packet[9] != 17 or len(rtp) < 12 or rtp[0] >> 6 != 2 or 192 <= rtp[1] <= 223:
            return
        source, target = struct.unpack_from('!HH', packet, head)
        if target in self._ports:
            self._note('sound to janus', when)
        elif source in self._ports:
            self._note('sound to telephone', when)

    def forget(self):
        with self._news:
            self._seen.clear()

    def wait(self, what):
        with self._news:
            if not self._news.wait_for(lambda: what in self._seen, WATCHDOG):
                raise TimedOut('the gateway: %s did not come by' % what)
            return self._seen[what]

    def _note(self, what, when=None):
        when = when or time.monotonic_ns()
        with self._news:
            self._seen.setdefault(what, when)
            self._news.notify_all()

    def rewrite(self, body, side):
        for what in words_of(body):
            self._note(what)
        return super().rewrite(body, side)

    def replace(self, sdp, side):
        if side == 'janus':
            self._ports.update(int(found[4]) for found in CANDIDATE.finditer(sdp))
        return sdp


def words_of(body):
    """What is asked of Janus' SIP plugin in this body, or told by it."""
    try:
        said = json.loads(body)
    except ValueError:
        return
    for entry in said if isinstance(said, list) else [said]:
        asked = entry.get('body') or {}
        result = entry.get('plugindata', {}).get('data', {}).get('result') or {}
        if asked.get('request') == 'call':
            yield 'call'
        if result.get('event') == 'accepted':
            yield 'answer'


def use_gateway(world, url):
    for key, value in (('line', 'gateway'), ('gateway-url', url)):
        world.run(['gsettings', 'set', APP_ID, key, value])


def dial(world, number):
    """Returns when, in ns."""
    return message(world, APP_ID, ctl.PATH, (ctl.CONTROL, 'Dial'),
                   GLib.Variant('(ssa{sv})', (number, '', {})))


def one_call(world, watcher, number):
    watcher.forget()
    begin = dial(world, number)
    times = {CALL: watcher.wait('call') - begin}
    answer = watcher.wait('answer')
    times[SENT] = watcher.wait('sound to janus') - answer
    times[HEARD] = watcher.wait('sound to telephone') - answer
    call = ctl.wait_call(world, 'active', number=number)
    ctl.call(world, 'HangUp', 'u', call['id'])
    wait_until(lambda: all(each['state'] == 'ended' for each in ctl.calls(world)),
               'the end of the call')
    rest(process_of(world, APP_ID))
    return {label: took / 1e6 for label, took in times.items()}


def calls(runs, note):
    """label -> ms, of each call; the first since the program's start is not counted."""
    values = {label: [] for label in (CALL, SENT, HEARD)}
    with QuietWorld(display=True, sound=True, keyring=True) as world:
        demo, janus = Demo(world), Janus(world)
        watcher = Watcher(janus.url, netns.HERE)
        use_gateway(world, watcher.url)
        ctl.start(world, '--gapplication-service')
        sign_in(world, demo)
        for number in range(runs + 1):
            if number:
                note('gateway, call %d of %d' % (number, runs))
            times = one_call(world, watcher, NUMBERS[number % len(NUMBERS)])
            for label, took in times.items() if number else ():
                values[label].append(took)
        quit_cornetta(world)
        watcher.close()
    return values


def idle(way, times):
    """The figures of a line that waits for a call."""
    with QuietWorld(display=True, sound=True, keyring=True) as world:
        demo, sink = Demo(world), Sink()
        if way == 'SIP':
            use_sink(world, sink.port)
        else:
            janus = Janus(world)
            use_gateway(world, janus.url if way.endswith('poll') else janus.socket_url)
        ctl.start(world, '--gapplication-service')
        sign_in(world, demo)
        wait_ready(world)
        time.sleep(times[0])
        figures = sample(Program(process_of(world, APP_ID)), times[1])
        quit_cornetta(world)
        sink.close()
        return figures


class Program:
    """A process alone, as `sample` takes what was started."""

    def __init__(self, pid):
        self.pid = pid

    def tree(self):
        return [self.pid]


def missing():
    """Why nothing can be measured here, or None."""
    if not shutil.which('janus'):
        return 'n/a: janus is not installed'
    reason = netns.enter()
    return reason and 'n/a: no network namespace: ' + reason


def share(label, times):
    return statistics.median(times) / AIMS[label] if label in AIMS else None


def run(runs, note, times=(SETTLE, SECONDS)):
    title = '## The line by the server\'s gateway'
    why = missing()
    if why:
        return {}, '%s\n\n%s' % (title, why)
    values = calls(runs, note)
    rows = [[label, spread(ms), '%d' % AIMS[label] if label in AIMS else '-',
             verdict(share(label, ms))] for label, ms in values.items()]
    waits = {}
    for way in WAYS:
        note('waiting for a call: ' + way)
        waits[way] = idle(way, times)
    waiting = [[way, '%.0f' % (figures['wakeups'] * 60), '%.2f' % figures['cpu']]
               for way, figures in waits.items()]
    return {**values, 'idle': waits}, '%s\n\n%s\n\n%s\n\nIdle for %d s. %s\n\n%s' % (
        title, READING, table(['from, to', 'ms, median (min-max)', 'aim, ms', 'met'], rows),
        times[1], IDLE, table(['way', 'wake-ups/min', 'CPU ms/s'], waiting))
