# SPDX-License-Identifier: GPL-3.0-or-later
"""SIPp as a telephone that transfers who calls it: it holds them to the order of the messages, and
to what each says."""

HEAD = '''<?xml version="1.0" encoding="UTF-8"?>
<scenario name="answer, and ask to call somebody else">
  <recv request="INVITE" rrs="true" crlf="true"/>
%s  <recv request="ACK">
    <action>
      <ereg regexp=".*" search_in="hdr" header="From:" assign_to="they"/>
      <ereg regexp=".*" search_in="hdr" header="To:" assign_to="we"/>
    </action>
  </recv>
'''
OK = '''  <send%s><![CDATA[
SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:]%s
[last_Call-ID:]
[last_CSeq:]
[last_Record-Route:]
Contact: <sip:[local_ip]:[local_port];transport=[transport]>
%sContent-Length: [len]

%s]]></send>
'''
SDP = '''v=0
o=- 1 %d IN IP4 [local_ip]
s=-
c=IN IP4 [media_ip]
t=0 0
m=audio [media_port] RTP/AVP 8
a=rtpmap:8 PCMA/8000
a=%s
'''
REQUEST = '''  <send%s><![CDATA[
%s [next_url] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
[routes]
From:[$we]
To:[$they]
[last_Call-ID:]
CSeq: %d %s
Contact: <sip:[local_ip]:[local_port];transport=[transport]>
Max-Forwards: 70
%sContent-Length: 0

]]></send>
  <recv response="%d"/>
'''
NOTIFY = '''  <recv request="NOTIFY">
    <action>
      <ereg regexp="^ *%s;" search_in="hdr" header="Subscription-State:" check_it="true"
        assign_to="told"/>
      <ereg regexp="^SIP/2.0 %s" search_in="body" check_it="true" assign_to="told"/>
    </action>
  </recv>
'''
_SDP_TYPE = 'Content-Type: application/sdp\n'


def _ok(version, direction, tag=''):
    return OK % (' retrans="500"', tag, _SDP_TYPE, SDP % (version, direction))


def told(state, first):
    """They tell how it goes: the subscription's state, and the line that it is about."""
    return NOTIFY % (state, first) + OK % ('', '', '', '')


def asked_again(version, direction):
    """A re-INVITE of theirs, which we answer."""
    return '  <recv request="INVITE" crlf="true"/>\n' + _ok(version, direction) + \
        '  <recv request="ACK" crlf="true"/>\n'


def hang_up():
    return REQUEST % (' retrans="500"', 'BYE', 2, 'BYE', '', 200)


def hung_up():
    return '  <recv request="BYE"/>\n' + OK % ('', '', '', '')


def scenario(target, *steps, code=202):
    """Answers, asks for a call to `target`, is answered `code`, and then `steps`."""
    return ''.join([HEAD % _ok(1, 'sendrecv', ';tag=[pid]SIPp[call_number]'),
                    REQUEST % (' retrans="500"', 'REFER', 1, 'REFER', 'Refer-To: %s\n' % target,
                               code),
                    *steps, '  <Reference variables="they,we,told"/>\n</scenario>\n'])
