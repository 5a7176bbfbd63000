# SPDX-License-Identifier: GPL-3.0-or-later
"""SIP as nobody should write it: the kinds of messages that RFC 4475 describes, in our own
words, and a seeded mutator that spoils good ones."""
import random

SDP = ('v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n'
       'm=audio 40000 RTP/AVP 0 8 101\r\na=rtpmap:0 PCMU/8000\r\n'
       'a=rtpmap:101 telephone-event/8000\r\n'
       'a=fmtp:101 0-15\r\na=ptime:20\r\na=sendrecv\r\n')


def message(uri, source, method='INVITE', body='', line=None, change=None, more=(), tag='',
            **given):
    """A request, or with `line` whatever begins like that. `change` replaces headers by name,
    None takes one away; `given` says branch, call and number."""
    call = given.get('call', 'torture')
    headers = {
        'Via': 'SIP/2.0/UDP %s:%d;branch=z9hG4bK%s;rport' % (*source, given.get('branch', call)),
        'Max-Forwards': '70', 'From': '"Ada" <sip:300@127.0.0.1>;tag=t' + call,
        'To': '<sip:201@127.0.0.1>' + (';tag=' + tag if tag else ''), 'Call-ID': call,
        'CSeq': '%d %s' % (given.get('number', 1), method),
        'Contact': '<sip:x@%s:%d>' % source}
    if body:
        headers['Content-Type'] = 'application/sdp'
    headers['Content-Length'] = str(len(body))
    headers.update(change or {})
    lines = [line or '%s %s SIP/2.0' % (method, uri)]
    lines += ['%s: %s' % (name, value) for name, value in headers.items() if value is not None]
    return ('\r\n'.join([*lines, *more]) + '\r\n\r\n' + body).encode('utf-8', 'surrogateescape')


def refused(uri, source):
    """Requests that must not become a call."""
    def one(name, **given):
        return name, message(uri, source, call='bad-' + name, **{'body': SDP, **given})
    deep = 'm=audio 4000 RTP/AVP' + ' 0' * 5000 + '\r\n'
    return [
        one('no-from', change={'From': None}), one('no-to', change={'To': None}),
        one('no-call-id', change={'Call-ID': None}), one('no-cseq', change={'CSeq': None}),
        one('no-via', change={'Via': None}), one('empty-from', change={'From': ''}),
        one('other-cseq-method', change={'CSeq': '1 OPTIONS'}),
        one('large-cseq', change={'CSeq': '36893488147419103232 INVITE'}),
        one('word-cseq', change={'CSeq': 'one INVITE'}),
        one('longer-than-the-body', change={'Content-Length': '9999'}),
        one('huge-length', change={'Content-Length': '99999999999999999999'}),
        one('negative-length-and-no-body', change={'Content-Length': '-999'}, body='x'),
        one('other-version', line='INVITE %s SIP/7.0' % uri),
        one('spaces-in-the-line', line='INVITE  %s  SIP/2.0' % uri),
        one('spaces-in-the-uri', line='INVITE sip:201 @127.0.0.1; lr SIP/2.0'),
        one('unknown-scheme', line='INVITE nobodyknows:soap SIP/2.0'),
        one('header-uri', line='INVITE sip:nobody@127.0.0.1?Route=%3Csip:x%3E SIP/2.0'),
        one('unknown-method', method='NEWMETHOD'),
        one('folded-nonsense', change={'Subject': 'a\r\n b\r\n\t c', 'From': '\r\n ;;,;,,;'}),
        one('via-without-branch', change={'Via': 'SIP/2.0/UDP 127.0.0.1:5060'}),
        one('via-of-nothing', change={'Via': 'SIP/2.0/UDP ;branch=z9hG4bK-'}),
        one('requires-the-unknown', more=['Require: nothingSupportsThis, norDoThis']),
        one('empty-media', body='v=0\r\nm=\r\n'),
        one('body-of-bytes', body='\udc80\udcff\udcfe' * 200),
        one('many-formats', body=SDP[:SDP.index('m=')].replace('v=0', 'v=9') + deep),
        ('nothing', b'\r\n\r\n'), ('zeros', b'\0' * 400), ('ones', b'\xff' * 1400),
        ('half-a-line', b'INVITE sip:'), ('no-end', b'INVITE sip:a SIP/2.0\r\nVia: ' + b'x' * 3000),
        ('response-of-nobody', message(uri, source, line='SIP/2.0 200 OK', body=SDP)),
        ('large-code', message(uri, source, line='SIP/2.0 4294967496 better not', body=SDP)),
        ('strange-reason', message(uri, source, line='SIP/2.0 200 \udcf1\udcf8', body=SDP)),
    ]


def tolerated(uri, source):
    """What a strict reader refuses; no harm comes of it."""
    return [
        ('angle-brackets', message(uri, source, line='INVITE <%s> SIP/2.0' % uri, call='angle',
                                   body=SDP)),
        ('unended-quote', message(uri, source, call='quote', body=SDP,
                                  change={'From': '"Ada <sip:300@127.0.0.1>;tag=1'})),
        ('no-sdp', message(uri, source, call='no-sdp')),
        ('two-of-all', message(uri, source, call='two', body=SDP, more=[
            'Call-ID: other', 'CSeq: 7 INVITE', 'From: <sip:2@x.example>;tag=2', 'Max-Forwards: 5',
            'To: <sip:3@x.example>', 'Content-Type: text/plain'])),
        ('old-date-and-warning', message(uri, source, call='date', body=SDP, more=[
            'Date: Fri, 01 Jan 2010 16:00:00 EST', 'Warning: 1812 overture "In Progress"',
            'Expires: 0 (never)', 'Retry-After: 949302838503028349304978'])),
    ]


def accepted(uri, source):
    """Ugly requests that are good all the same, each a call."""
    long = 'x' * 250
    return [
        ('short-forms', message(uri, source, call='good-short', body=SDP, change={
            'Via': None, 'From': None, 'To': None, 'Call-ID': None, 'Content-Type': None,
            'Content-Length': None, 'Contact': None}, more=[
                'v:  SIP  / 2.0  /UDP  %s:%d ;branch = z9hG4bKgood-short' % source,
                'T  :\r\n sip:201@127.0.0.1', 'f: <sip:300@127.0.0.1>;tag=1', 'i:good-short',
                'm: <sip:x@%s:%d>' % source, 'c:   application/sdp', 'l:\t%d' % len(SDP)])),
        ('long-values', message(uri, source, call='good-long', body=SDP, change={
            'From': '"%s" <sip:%s@%s.example>;tag=%s' % (long, long, long, long),
            'User-Agent': long * 8}, more=['X-%s: %s' % (long, long), 'Subject: ' + long * 4])),
        ('escapes', message(uri, source, call='good-escapes', body=SDP, change={
            'From': '"Quotes \\"and\\\\\\" all" <sip:%00user%25%40@127.0.0.1>;tag=1'})),
        ('many-vias', message(uri, source, call='good-vias', body=SDP, more=[
            'Via: SIP/2.0/UDP h%d.example:5060;branch=z9hG4bKv%d' % (i, i) for i in range(60)])),
        ('rest-after-the-body', message(uri, source, call='good-rest', body=SDP) +
         b'INVITE sip:somebody SIP/2.0\r\n\r\nm=audio 1 RTP/AVP 99\r\n'),
    ]


SPOILERS = [b'', b'\0', b'\r\n', b'\r\n\r\n', b',', b';', b'"', b'<', b'>', b':', b'@', b'%',
            b'%00', b'[', b']', b'[::', b'=', b' ', b'\t', b'\xff\xfe', b'\xc3', b'4294967295',
            b'-1', b'99999999999999999999', b'%n%s', b'a' * 300, b';tag=x', b'/', b'*']


def spoil(good, chance):
    """One to four things done to a message."""
    data = bytearray(good)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(data) + 1)
        what = chance.randrange(6)
        if what == 0:
            data[at:at] = chance.choice(SPOILERS)
        elif what == 1:
            del data[at:at + chance.randint(1, 30)]
        elif what == 2 and at < len(data):
            data[at] = chance.randrange(256)
        elif what == 3:
            piece = data[at:at + chance.randint(1, 120)]
            to = chance.randrange(len(data) + 1)
            data[to:to] = piece
        elif what == 4:
            del data[at:]
        else:
            end = at + chance.randint(1, 8)
            data[at:end] = chance.choice(SPOILERS)
    return bytes(data)


def spoiled(goods, count, seed):
    """`count` messages, the same ones for the same seed."""
    chance = random.Random(seed)
    return [spoil(chance.choice(goods), chance) for _ in range(count)]
