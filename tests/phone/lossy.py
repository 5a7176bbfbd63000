# SPDX-License-Identifier: GPL-3.0-or-later
"""A bad network between the phone and a stranger: a relay that loses what it is told to, and a
stranger that repeats himself as RFC 3261 asks, since the network may have lost it."""
import queue
import random
import re
import socket
import threading
import time

from phonekit import WATCHDOG, Message, Stranger

T1 = 0.5


def kind(data):
    return kind_of(Message(data, None))


def kind_of(message):
    """'INVITE', 'ACK' ... or '200 INVITE', '487 INVITE' ..."""
    if message.method:
        return message.method
    return '%d %s' % (message.code, message.get('CSeq').split(' ')[-1])


class Relay:
    """Between the phone's side, `front`, and the stranger's, `back`. `lose` counts the next
    messages of a kind that are lost; `chance` with a seed loses any."""

    def __init__(self, test, seed=0):
        self.front, self.back = (socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in '12')
        for end in (self.front, self.back):
            end.bind(('127.0.0.1', 0))
        self.port = self.front.getsockname()[1]
        self.inner = self.back.getsockname()
        self.phone = self.stranger = None
        self.lose = {}
        self.chance = 0.0
        self.random = random.Random(seed)
        self.passed, self.lost = [], []
        self.news = queue.Queue()
        test.addCleanup(self.close)
        for end, other in ((self.front, self.back), (self.back, self.front)):
            threading.Thread(target=self._carry, args=(end, other), daemon=True).start()

    def close(self):
        for end in (self.front, self.back):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            end.close()

    def _loses(self, name):
        if self.lose.get(name, 0) > 0:
            self.lose[name] -= 1
            return True
        return not name.endswith('REGISTER') and self.random.random() < self.chance

    def _carry(self, end, other):
        while True:
            try:
                data, source = end.recvfrom(65536)
                if end is self.front:
                    self.phone = source
                if not data.strip():
                    continue
                name = kind(data)
                if self._loses(name):
                    self.lost.append(name)
                    self.news.put(name)
                else:
                    self.passed.append(name)
                    other.sendto(data, self.stranger if end is self.front else self.phone)
            except OSError:
                return


class Patient(Stranger):
    """Behind a relay. Repeats requests until an answer comes, and final answers to INVITE until
    the ACK does; gives the test each message once."""

    def __init__(self, test, relay):
        self.relay = relay
        self.lock = threading.Lock()
        self.repeating = {}  # what for -> [when, wait, lines, SDP]
        self.acked = {}  # Call-ID -> call
        super().__init__(test)
        relay.stranger = ('127.0.0.1', self.port)
        self.port = relay.port  # what others are told
        self.ended = threading.Event()
        test.addCleanup(self.ended.set)
        threading.Thread(target=self._repeat, daemon=True).start()

    def _send(self, lines, sdp, destination):
        text = '\r\n'.join(lines)
        name = kind((text + '\r\n\r\n').encode())
        if re.match('[2-6].. INVITE', name):
            key = re.search('Call-ID: (.*?)\r', text)[1]
        elif name[0].isdigit() or name == 'ACK':
            key = None
        else:
            key = re.search('branch=([^;\r]+)', text)[1], name
        if key:
            with self.lock:
                self.repeating[key] = [time.monotonic() + T1, T1, list(lines), sdp]
        super()._send(list(lines), sdp, self.relay.inner)

    def _repeat(self):
        while not self.ended.wait(0.05):
            now = time.monotonic()
            with self.lock:
                due = [entry for entry in self.repeating.values() if entry[0] <= now]
            for entry in due:
                entry[1] = min(entry[1] * 2, 4)
                entry[0] = now + entry[1]
                super()._send(list(entry[2]), entry[3], self.relay.inner)

    def ack(self, call):
        """Of an answer to our INVITE; again whenever the answer is repeated."""
        self.acked[call['id']] = dict(call, branch='z9hG4bKack' + call['id'])
        self.request('ACK', self.acked[call['id']])

    def wait_any(self, *kinds):
        """The first message of these kinds."""
        while True:
            message = self.inbox.get(timeout=WATCHDOG)
            if kind_of(message) in kinds:
                return message

    def _settle(self, message):
        """Ends what waited for this message."""
        with self.lock:
            if message.method == 'ACK':
                self.repeating.pop(message.get('Call-ID'), None)
            elif message.code:
                branch = re.search('branch=([^;]+)', message.get('Via'))[1]
                self.repeating.pop((branch, message.get('CSeq').split(' ')[1]), None)

    def _run(self):
        while True:
            try:
                data, source = self.sock.recvfrom(65536)
            except OSError:
                return
            if not data:
                return
            message = Message(data, source)
            self._settle(message)
            key = (message.first, message.get('Via'), message.get('CSeq'))
            again = key in self.seen
            self.seen.add(key)
            if message.method in ('BYE', 'CANCEL'):
                self.answer(message, 200, 'OK')
            if message.method == 'REGISTER':
                self._register(message)
            elif not again:
                self.inbox.put(message)
            elif message.code and message.get('Call-ID') in self.acked:
                self.request('ACK', self.acked[message.get('Call-ID')])
