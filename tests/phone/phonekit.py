# SPDX-License-Identifier: GPL-3.0-or-later
"""What the phone's tests share: the driver, a stranger that speaks SIP, sound."""
import functools
import json
import math
import os
import queue
import re
import shutil
import signal
import socket
import struct
import subprocess
import tempfile
import threading
import time
import unittest

WATCHDOG = int(os.environ.get('PHONE_WATCHDOG', 60))
DRIVER = os.environ.get('PHONE_DRIVER', '_build/tests/phone/phone-driver')


def free_port(kind=socket.SOCK_DGRAM):
    with socket.socket(socket.AF_INET, kind) as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]


class Process:
    """A program that ends with the test, and whose lines can be waited for."""

    def __init__(self, test, argv, env=None, stdin=False):
        self.log = []
        self.lines = queue.Queue()
        self.process = subprocess.Popen(
            argv, env=env, stdin=subprocess.PIPE if stdin else subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors='replace',
            start_new_session=True)
        test.addCleanup(self.end)
        threading.Thread(target=self._read, args=(self.process.stdout, self.log, self.lines),
                         daemon=True).start()

    @staticmethod
    def _read(out, log, lines):
        """One that is started again has others: its first end is not its last."""
        for line in out:
            log.append(line.rstrip('\n'))
            lines.put(line.rstrip('\n'))
        lines.put(None)

    def wait_line(self, pattern):
        end = time.monotonic() + WATCHDOG
        while True:
            try:
                line = self.lines.get(timeout=max(0.01, end - time.monotonic()))
            except queue.Empty:
                line = None
            if line is None:
                raise AssertionError('no line like %r in:\n%s' % (pattern, '\n'.join(self.log)))
            if re.search(pattern, line):
                return line

    def end(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        # A server's children may outlive it when it had to be killed.
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        if self.process.stdin:
            self.process.stdin.close()


class Phone(Process):
    """The phone room itself, through its driver program."""

    def __init__(self, test, *args, env=None):
        wrapper = os.environ.get('PHONE_WRAPPER', '').split()
        super().__init__(test, wrapper + [DRIVER, *args], env=env or quiet_env(), stdin=True)
        self.test = test
        self.wait('ready')

    def send(self, *words):
        self.process.stdin.write(' '.join(str(w) for w in words) + '\n')
        self.process.stdin.flush()

    def next_event(self, what='event', end=None):
        """The next thing the driver says; what else is on its output is its log."""
        end = end or time.monotonic() + WATCHDOG
        while True:
            try:
                line = self.lines.get(timeout=max(0.01, end - time.monotonic()))
            except queue.Empty:
                line = None
            if line is None:
                raise AssertionError('no %s in:\n%s' % (what, '\n'.join(self.log)))
            if line.startswith('{'):
                return json.loads(line)

    def wait(self, event, **wanted):
        end = time.monotonic() + WATCHDOG
        while True:
            said = self.next_event('%s %r' % (event, wanted), end)
            if said['event'] == event and all(said.get(k.replace('_', '-')) == v
                                              for k, v in wanted.items()):
                return said

    def log_of(self, event):
        """All that was said of this so far."""
        return [line for line in self.log if line.startswith('{"event":"%s"' % event)]

    def stats(self, call):
        self.send('stats', call)
        return self.wait('stats')

    def wait_stats(self, call, good):
        """Asks until the answer is good; each question waits for its answer."""
        end = time.monotonic() + WATCHDOG
        while time.monotonic() < end:
            stats = self.stats(call)
            if good(stats):
                return stats
            time.sleep(0.05)
        raise AssertionError('statistics stay at %r' % stats)

    def add_line(self, port, name='a', **options):
        options.setdefault('proxy', '127.0.0.1:%d' % port)
        self.send('line', name, *('%s=%s' % (k, v) for k, v in options.items()))

    def register(self, port, name='a', **options):
        self.add_line(port, name, **options)
        self.send('connect', name)
        return self.wait('line', line=name, state='ready')

    def dial(self, number, name='a'):
        self.send('dial', name, number)
        return self.wait('dialled')['call']

    def quit(self):
        self.send('quit')
        code = self.process.wait(WATCHDOG)
        self.test.assertEqual(code, 0, '\n'.join(self.log[-40:]))


def quiet_env(**more):
    """No sound server, no user's files."""
    env = {k: v for k, v in os.environ.items()
           if k not in ('PULSE_SERVER', 'PULSE_SINK', 'PULSE_SOURCE', 'DISPLAY')}
    env.update(PULSE_SERVER='unix:/nonexistent', G_DEBUG='fatal-criticals', LC_ALL='C.UTF-8',
               XDG_RUNTIME_DIR='/nonexistent', HOME='/nonexistent', **more)
    return env


# --- A stranger that speaks SIP over UDP, and RTP with G.711 ---

def linear_to_ulaw(sample):
    sign = 0x80 if sample < 0 else 0
    sample = min(abs(sample), 32635) + 132
    exponent = max(0, sample.bit_length() - 8)
    return ~(sign | exponent << 4 | (sample >> (exponent + 3)) & 0x0f) & 0xff


def ulaw_to_linear(byte):
    byte = ~byte & 0xff
    value = ((((byte & 0x0f) << 3) + 132) << ((byte & 0x70) >> 4)) - 132
    return -value if byte & 0x80 else value


def loudness(samples, hz, rate):
    """How much of a frequency there is, 1.0 being full scale (Goertzel)."""
    k = 2 * math.cos(2 * math.pi * hz / rate)
    s1 = s2 = 0.0
    for x in samples:
        s1, s2 = x + k * s1 - s2, s1
    power = s1 * s1 + s2 * s2 - k * s1 * s2
    return 2 * math.sqrt(max(0.0, power)) / max(1, len(samples)) / 32768


def datagrams(host, far):
    """A socket of this address, of this machine or a far one."""
    sock = (far.socket(socket.SOCK_DGRAM) if far else
            socket.socket(socket.AF_INET6 if ':' in host else socket.AF_INET, socket.SOCK_DGRAM))
    sock.bind((host, 0))
    return sock


class Rtp:
    """Sends a tone, or what `sound` gives for a sample's number, as PCMU and keeps what arrives."""

    def __init__(self, test, hz=1000, sound=None, host='127.0.0.1', far=None):
        self.sock = datagrams(host, far)
        self.sock.settimeout(0.2)
        self.port = self.sock.getsockname()[1]
        self.heard = []
        self.digits = []
        self.gaps = []  # between their ends and next ones, in RTP's time of 8 kHz
        self.packets = 0
        self.changed = threading.Condition()
        self.peer = None
        self.sound = sound or (lambda i: 8000 * math.sin(2 * math.pi * hz * i / 8000))
        self.running = True
        test.addCleanup(self.close)
        for target in (self._receive, self._send):
            threading.Thread(target=target, daemon=True).start()

    def close(self):
        self.running = False

    def _receive(self):
        last_event = None
        while self.running:
            try:
                data, _ = self.sock.recvfrom(2048)
            except socket.timeout:
                continue
            except OSError:
                return
            kind = data[1] & 0x7f
            with self.changed:
                self.packets += 1
                if kind == 0:
                    self.heard.extend(ulaw_to_linear(b) for b in data[12:])
                    del self.heard[:-16000]
                elif kind == 101 and len(data) >= 16:
                    event, flags, duration = struct.unpack('!BBH', data[12:16])
                    stamp = data[4:8]
                    if flags & 0x80 and stamp != last_event:
                        if last_event:
                            begins = struct.unpack('!I', stamp)[0]
                            self.gaps.append(begins - struct.unpack('!I', last_event)[0] -
                                             self.digits[-1][1])
                        last_event = stamp
                        self.digits.append(('0123456789*#ABCD'[event], duration))
                self.changed.notify_all()

    protect = staticmethod(lambda sequence, head, block: head + block)

    def _send(self):
        n = 0
        start = time.monotonic()
        while self.running:
            n += 1
            if self.peer:
                block = bytes(linear_to_ulaw(int(self.sound(n * 160 + i))) for i in range(160))
                head = struct.pack('!BBHII', 0x80, 0, n & 0xffff, n * 160 & 0xffffffff, 4711)
                try:
                    self.sock.sendto(self.protect(n & 0xffff, head, block), self.peer)
                except OSError:
                    pass  # no road for a while: what is lost is lost
            time.sleep(max(0, start + n * 0.02 - time.monotonic()))

    def wait(self, good, what):
        end = time.monotonic() + WATCHDOG
        with self.changed:
            while not good(self):
                if time.monotonic() > end:
                    raise AssertionError('never: ' + what)
                self.changed.wait(0.5)


class Message:
    def __init__(self, data, source):
        head, _, self.body = data.decode('utf-8', 'replace').partition('\r\n\r\n')
        self.first, *lines = head.split('\r\n')
        self.headers = [tuple(p.strip() for p in line.partition(':')[::2]) for line in lines]
        self.source = source
        self.method = self.first.split(' ')[0] if not self.first.startswith('SIP/') else None
        self.code = None if self.method else int(self.first.split(' ')[1])

    def all(self, name):
        return [v for k, v in self.headers if k.lower() == name.lower()]

    def get(self, name):
        return (self.all(name) or [''])[0]


class Stranger:
    """A registrar and the other side of calls; each message waits to be answered by the test,
    but REGISTER (unless told otherwise), ACK and BYE."""

    def __init__(self, test, host='127.0.0.1', far=None):
        self.sock = datagrams(host, far)
        self.host = host
        self.uri = '[%s]' % host if ':' in host else host
        self.port = self.sock.getsockname()[1]
        self.inbox = queue.Queue()
        self.registers = []
        self.registered = threading.Condition()
        self.register_answers = []  # (code, reason) for the next ones; then 200
        self.seen = set()
        self.contact = None
        self.tag = 'stranger%d' % self.port
        self.silent = False
        test.addCleanup(self.close)
        threading.Thread(target=self._run, daemon=True).start()

    def close(self):
        try:
            self.sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self.sock.close()

    def _run(self):
        while True:
            try:
                data, source = self.sock.recvfrom(65536)
            except OSError:
                return
            if data.strip() and not self.silent:
                self.take(data, source)

    def take(self, data, source):
        message = Message(data, source)
        key = (message.first, message.get('Via'), message.get('CSeq'), message.code)
        if key in self.seen and message.method:
            return
        self.seen.add(key)
        if message.method == 'REGISTER':
            self._register(message)
            return
        if message.method in ('BYE', 'CANCEL'):
            self.answer(message, 200, 'OK')
        self.inbox.put(message)

    def wait_registers(self, count):
        """Until so many have come."""
        with self.registered:
            if not self.registered.wait_for(lambda: len(self.registers) >= count, WATCHDOG):
                raise AssertionError('%d REGISTERs came' % len(self.registers))

    def _register(self, message):
        with self.registered:
            self.registers.append(message)
            self.registered.notify_all()
        code, reason, *more = (self.register_answers.pop(0) if self.register_answers
                               else (200, 'OK'))
        self.contact = re.search('<(.*?)>', message.get('Contact')).group(1)
        extra = ['Contact: ' + message.get('Contact')] if code == 200 else []
        self.answer(message, code, reason, headers=extra + list(more))

    def wait(self, method=None, code=None):
        end = time.monotonic() + WATCHDOG
        while True:
            try:
                message = self.inbox.get(timeout=max(0.01, end - time.monotonic()))
            except queue.Empty:
                raise AssertionError('no %s came' % (method or code)) from None
            if (method and message.method == method) or (code and message.code == code):
                return message

    def answer(self, message, code, reason, headers=(), sdp=None):
        to = message.get('To')
        if ';tag=' not in to and code != 100:
            to += ';tag=' + self.tag
        lines = ['SIP/2.0 %d %s' % (code, reason)]
        lines += ['Via: ' + v for v in message.all('Via')]
        lines += ['From: ' + message.get('From'), 'To: ' + to,
                  'Call-ID: ' + message.get('Call-ID'), 'CSeq: ' + message.get('CSeq')]
        if not any(h.startswith('Contact:') for h in headers):
            lines.append('Contact: ' + self.own_contact())
        self._send(lines + list(headers), sdp, message.source)

    def own_contact(self):
        return '<sip:stranger@%s:%d>' % (self.uri, self.port)

    def _send(self, lines, sdp, destination):
        body = sdp or ''
        if sdp:
            lines.append('Content-Type: application/sdp')
        lines.append('Content-Length: %d' % len(body))
        self.send(('\r\n'.join(lines) + '\r\n\r\n' + body).encode(), destination)

    def send(self, data, destination):
        self.sock.sendto(data, destination)

    def sdp(self, rtp, direction='sendrecv'):
        place = 'IN IP%d %s' % (6 if ':' in self.host else 4, self.host)
        return ('v=0\r\no=- 1 %d %s\r\ns=-\r\nc=%s\r\nt=0 0\r\n'
                'm=audio %d RTP/AVP 0 101\r\na=rtpmap:0 PCMU/8000\r\n'
                'a=rtpmap:101 telephone-event/8000\r\na=%s\r\n'
                % (time.monotonic_ns(), place, place, rtp.port, direction))

    def follow(self, message, rtp):
        port = re.search(r'm=audio (\d+)', message.body)
        rtp.peer = (re.search(r'c=IN IP\d (\S+)', message.body).group(1), int(port.group(1)))

    def invite(self, rtp, name='Ada', user='300', call_id=None, headers=()):
        self.calls = getattr(self, 'calls', 0) + 1
        call = {'id': call_id or 'in%d-%d' % (self.port, self.calls), 'cseq': 1,
                'branch': 'z9hG4bK%d%d' % (self.port, self.calls), 'to': '<sip:201@%s>' % self.uri,
                'from': '"%s" <sip:%s@%s>;tag=f%d' % (name, user, self.uri, self.calls)}
        self.request('INVITE', call, sdp=self.sdp(rtp), headers=headers)
        return call

    def request(self, method, call, sdp=None, headers=(), branch=None, cseq=None):
        host, port = re.search(r'@\[?([\da-f.:]+)\]?:(\d+)', self.contact).groups()
        lines = ['%s %s SIP/2.0' % (method, self.contact),
                 'Via: SIP/2.0/UDP %s:%d;branch=%s;rport' % (self.uri, self.port,
                                                            branch or call['branch']),
                 'From: ' + call['from'], 'To: ' + call['to'], 'Call-ID: ' + call['id'],
                 'CSeq: %d %s' % (cseq or call['cseq'], method), 'Max-Forwards: 70',
                 'Contact: ' + self.own_contact(), *headers]
        self._send(lines, sdp, (host, int(port)))

    def in_dialog(self, method, invite, sdp=None, headers=()):
        """A request of ours within a call that the phone made."""
        call = {'id': invite.get('Call-ID'), 'cseq': 1 + getattr(self, 'cseq', 0),
                'branch': 'z9hG4bKd%d' % time.monotonic_ns(),
                'from': invite.get('To') + ';tag=' + self.tag, 'to': invite.get('From')}
        self.cseq = call['cseq']
        self.contact = re.search('<(.*?)>', invite.get('Contact')).group(1)
        self.request(method, call, sdp=sdp, headers=headers)
        return call


class PhoneTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix='cor-phone-')
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def phone(self, *args, env=None):
        return Phone(self, '--interface=127.0.0.1', *args, env=env)

    def connected(self, **options):
        """A phone registered with a stranger."""
        stranger = Stranger(self)
        phone = self.phone()
        phone.register(stranger.port, **options)
        return phone, stranger

    def talk(self, phone, stranger, number='600', rtp=None, sound=None):
        """A call of ours that the stranger has answered."""
        rtp = rtp or Rtp(self, sound=sound)
        call = phone.dial(number)
        invite = stranger.wait('INVITE')
        stranger.follow(invite, rtp)
        stranger.answer(invite, 200, 'OK', sdp=stranger.sdp(rtp))
        phone.wait('call', call=call, state='active')
        stranger.wait('ACK')
        return call, invite, rtp


# --- A sound server of the test's own ---

@functools.lru_cache(maxsize=4)
def tone(hz, seconds, rate=48000, amplitude=10000):
    return b''.join(struct.pack('<h', int(amplitude * math.sin(2 * math.pi * hz * i / rate)))
                    for i in range(int(rate * seconds)))


class Pulse:
    """PulseAudio with two speakers, `one` and `two`, and two microphones, `left` and `right`,
    that hear what is played to them."""

    def __init__(self, test, folder):
        self.test = test
        self.folder = os.path.join(folder, 'pulse')
        os.mkdir(self.folder, 0o700)
        self.socket = os.path.join(self.folder, 'native')
        self.env = quiet_env(PULSE_RUNTIME_PATH=self.folder, PULSE_STATE_PATH=self.folder)
        self.env.update(PULSE_SERVER='unix:' + self.socket, HOME=self.folder,
                        XDG_RUNTIME_DIR=self.folder)
        self.start()

    def start(self):
        modules = ['module-native-protocol-unix socket=%s auth-anonymous=1' % self.socket]
        for name in ('one', 'two', 'left-wire', 'right-wire'):
            modules.append('module-null-sink sink_name=%s rate=48000 '
                           'sink_properties=device.description=%s' % (name, name))
        for name in ('left', 'right'):
            modules.append('module-remap-source source_name=%s master=%s-wire.monitor '
                           'source_properties=device.description=%s' % (name, name, name))
        self.launch(modules)
        # PipeWire's session manager may have seen the devices and take no wishes yet.
        for wish in (('set-default-sink', 'one'), ('set-default-source', 'left')):
            self.wait(lambda wish=wish: self.pactl(*wish, check=False).returncode == 0,
                      ' '.join(wish))

    def launch(self, modules):
        argv = ['pulseaudio', '-n', '--daemonize=no', '--exit-idle-time=-1', '--use-pid-file=no',
                '--log-level=error']
        self.process = Process(self.test, argv + [a for m in modules for a in ('-L', m)],
                               env=self.env)
        self.wait(lambda: self.pactl('info', check=False).returncode == 0, 'an answer')

    def wait(self, good, what):
        end = time.monotonic() + WATCHDOG
        while not good():
            if time.monotonic() > end:
                raise AssertionError('sound server: no %s:\n%s' % (what, '\n'.join(
                    self.process.log)))
            time.sleep(0.05)

    def pactl(self, *words, check=True):
        return subprocess.run(['pactl', *words], env=self.env, check=check, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def unplug(self, words):
        """The module that was loaded with these words."""
        modules = self.pactl('list', 'short', 'modules').stdout.splitlines()
        self.pactl('unload-module', next(m.split('\t')[0] for m in modules if words in m + ' '))

    def streams(self, kind):
        """The `sink-inputs` or `source-outputs`: {field or property: text} each."""
        said = self.pactl('list', kind).stdout
        return [dict(re.findall(r'^\t+([\w. ]+?)(?:: | = ")(.*?)"?$', part, re.MULTILINE))
                for part in re.split(r'\n\n', said) if '#' in part]

    def play(self, sink, hz):
        """Plays a tone for as long as the test runs."""
        path = os.path.join(self.folder, 'tone%d.raw' % hz)
        with open(path, 'wb') as f:
            f.write(tone(hz, WATCHDOG))
        return Process(self.test, ['pacat', '--playback', '--raw', '--rate=48000', '--channels=1',
                                   '--latency-msec=40', '-d', sink, path], env=self.env)

    def listen(self, source):
        return Recording(self, source)


class PipeWire(Pulse):
    """The same by PipeWire, through its own pipewire-pulse."""

    @staticmethod
    def is_here():
        return all(shutil.which(program) for program in
                   ('pipewire', 'wireplumber', 'pipewire-pulse', 'dbus-run-session'))

    def launch(self, modules):
        self.process = Process(self.test, ['dbus-run-session', '--', 'sh', '-c', (
            'rm -f "$XDG_RUNTIME_DIR"/pipewire-0*; '  # of one that was killed
            'pipewire & until [ -S "$XDG_RUNTIME_DIR/pipewire-0" ]; do sleep 0.05; done; '
            'wireplumber & exec pipewire-pulse')], env=self.env)
        self.wait(lambda: self.pactl('info', check=False).returncode == 0, 'an answer')
        for module in modules[1:]:
            self.pactl('load-module', *module.split(' '))
        self.wait(self.has_all, 'devices')

    def has_all(self):
        """The session manager has seen them, so they can be made the default."""
        said = self.pactl('list', 'short', 'sources').stdout
        return all('\t%s\t' % name in said for name in ('one.monitor', 'left', 'right'))


class Recording:
    """The last second that a source heard."""

    def __init__(self, pulse, source):
        self.process = subprocess.Popen(
            ['parec', '--raw', '--rate=8000', '--channels=1', '--format=s16le',
             '--latency-msec=40', '-d', source],
            env=pulse.env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        pulse.test.addCleanup(self.end)
        self.samples = []
        self.total = 0  # samples since its beginning, 8000 a second
        self.changed = threading.Condition()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        while True:
            data = self.process.stdout.read(1600)
            if len(data) < 1600:
                return
            with self.changed:
                self.samples.extend(struct.unpack('<800h', data))
                self.total += 800
                del self.samples[:-8000]
                self.changed.notify_all()

    def end(self):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()

    def wait_tone(self, hz, least=0.02):
        self.wait(lambda s: loudness(s[-4000:], hz, 8000) > least, 'a tone of %d Hz' % hz)

    def wait_silence(self, hz, most=0.002):
        self.wait(lambda s: loudness(s[-4000:], hz, 8000) < most, 'silence at %d Hz' % hz)

    def wait(self, good, what):
        end = time.monotonic() + WATCHDOG
        with self.changed:
            while len(self.samples) < 4000 or not good(self.samples):
                if time.monotonic() > end:
                    raise AssertionError('never heard ' + what)
                self.changed.wait(0.5)
