# SPDX-License-Identifier: GPL-3.0-or-later
"""Both the server that telephones register with and whoever they talk to: answers every call at
once, calls, and notes when each word and each first sound came. Who is held says nothing more."""
import itertools
import re
import socket
import threading
import time

from kit.sip import HOST

from .sink import CONTACT, COPIED, TO, Sink, arrival

SILENCE, LOUD = 0xd5, 0x2a  # A-law; LOUD and its mirror are as loud as it goes
BODY = re.compile(r'c=IN IP4 ([\d.]+).*?m=audio (\d+)', re.S)
STATUS = re.compile(r'^SIP/2\.0 (\d+)')
USER = re.compile(r'^(?:from|f)\s*:.*?sips?:([^@;>\s]+)@', re.I | re.M)
ADDRESS = re.compile(r'<?(sips?:[^>;\s]+)')
CALL_ID = re.compile(r'^(?:call-id|i)\s*:\s*(\S+)', re.I | re.M)
HELD = re.compile(r'^a=(?:sendonly|inactive)', re.M)
PACKET_S = 0.02


class Voice:
    """RTP of one call, A-law: silence each 20 ms, or a loud square wave."""

    def __init__(self, note):
        self._note = note
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.setsockopt(socket.SOL_SOCKET, 35, 1)
        self._socket.bind((HOST, 0))
        self._socket.settimeout(0.1)
        self.port = self._socket.getsockname()[1]
        self.target = None
        self.held = False
        self.loud = threading.Event()
        self._ended = threading.Event()
        self._threads = [threading.Thread(target=run, daemon=True)
                         for run in (self._send, self._hear)]
        for thread in self._threads:
            thread.start()

    def _send(self):
        wave = bytes(LOUD if at // 8 % 2 else LOUD ^ 0x80 for at in range(160))
        due = time.monotonic()
        for number in itertools.count():
            if self._ended.wait(max(due - time.monotonic(), 0)):
                return
            due += PACKET_S
            if self.target is None or self.held:
                continue
            loud = self.loud.is_set()
            if loud:
                self._note('loud sent', time.monotonic_ns())
            self._socket.sendto(b'\x80\x08' + (number & 0xffff).to_bytes(2, 'big') +
                                (number * 160 & 0xffffffff).to_bytes(4, 'big') + b'talk' +
                                (wave if loud else bytes([SILENCE]) * 160), self.target)

    def _hear(self):
        while not self._ended.is_set():
            try:
                packet, extra, _, _ = self._socket.recvmsg(2048, 256)
            except TimeoutError:
                continue
            if len(packet) < 13 or packet[1] & 0x7f != 8:
                continue
            when = arrival(extra)
            self._note('sound', when)
            if sum((byte ^ 0x55) & 0x7f > 0x50 for byte in packet[12:]) > 10:
                self._note('loud heard', when)

    def close(self):
        self._ended.set()
        for thread in self._threads:
            thread.join()
        self._socket.close()


class Party(Sink):
    def __init__(self):
        self.contacts = {}
        self.voices = {}  # by Call-ID
        self.voice = None  # the newest
        self.greets = False  # with a tone
        self._calls = itertools.count(1)
        super().__init__()

    def forget_all(self):
        with self._news:
            self._arrivals.clear()

    def has(self, what):
        with self._news:
            return what in self._arrivals

    def talking(self):
        """With how many calls it is not on hold."""
        return sum(not voice.held for voice in self.voices.values())

    def call(self, user):
        """Rings there; returns when, in ns."""
        address, sender = self.contacts[user]
        self.end()
        call = next(self._calls)
        self._speak_in('party-%d' % call)
        head = ['INVITE %s SIP/2.0' % address,
                'Via: SIP/2.0/UDP %s:%d;branch=z9hG4bKparty%d;rport' % (HOST, self.port, call),
                'Max-Forwards: 70', 'From: <sip:4711@%s:%d>;tag=party%d' % (HOST, self.port, call),
                'To: <%s>' % address, 'Call-ID: party-%d' % call, 'CSeq: 1 INVITE',
                'Contact: <sip:4711@%s:%d>' % (HOST, self.port)]
        begin = time.monotonic_ns()
        self._send(head, self._describe(self.voice), sender)
        return begin

    def hush(self):
        for voice in self.voices.values():
            voice.loud.clear()

    def end(self):
        for voice in self.voices.values():
            voice.close()
        self.voices.clear()
        self.voice = None

    def _speak_in(self, call):
        if call not in self.voices:
            self.voice = Voice(self._note)
            if self.greets:
                self.voice.loud.set()
            self.voices[call] = self.voice
        return self.voices[call]

    @staticmethod
    def _describe(voice):
        return ('v=0\r\no=- 1 1 IN IP4 %s\r\ns=-\r\nc=IN IP4 %s\r\nt=0 0\r\nm=audio %d RTP/AVP 8\r\n'
                'a=rtpmap:8 PCMA/8000\r\na=ptime:20\r\n%s' % (
                    HOST, HOST, voice.port, 'a=recvonly\r\n' if voice.held else ''))

    def _send(self, head, body, target):
        lines = [*head, *(['Content-Type: application/sdp'] if body else []),
                 'Content-Length: %d' % len(body), '', body]
        self._socket.sendto('\r\n'.join(lines).encode(), target)

    def _take(self, text, sender, now):
        status = STATUS.match(text)
        method = text.split(' ', 1)[0]
        if status:
            self._take_answer(text, status[1], sender, now)
        elif method == 'INVITE':
            self._note('INVITE', now)
            self._accept(text, sender)
        else:
            if method == 'REGISTER':
                address = ADDRESS.search(CONTACT.search(text)[1])[1]
                self.contacts[USER.search(text)[1]] = address, sender
            elif method in ('BYE', 'CANCEL'):
                self._note('BYE', now)
            super()._take(text, sender, now)

    def _accept(self, request, sender):
        voice = self._speak_in(CALL_ID.search(request)[1])
        voice.held = bool(HELD.search(request))
        found = BODY.search(request)
        to = TO.search(request)[1]
        head = ['SIP/2.0 200 OK', *COPIED.findall(request),
                to if ';tag=' in to else to + ';tag=party',
                'Contact: <sip:4711@%s:%d>' % (HOST, self.port)]
        self._note('answer', time.monotonic_ns())
        self._send(head, self._describe(voice), sender)
        voice.target = found[1], int(found[2])

    def _take_answer(self, text, status, sender, now):
        self._note(status, now)
        if status != '200' or 'INVITE' not in text:
            return
        found = BODY.search(text)
        if found and self.voice:
            self.voice.target = found[1], int(found[2])
        address = ADDRESS.search(CONTACT.search(text)[1])[1]
        via, *rest = [line for line in COPIED.findall(text)]
        head = ['ACK %s SIP/2.0' % address, via.replace('z9hG4bKparty', 'z9hG4bKack'),
                'Max-Forwards: 70', TO.search(text)[1]]
        self._send(head + [line.replace('INVITE', 'ACK') for line in rest], '', sender)
