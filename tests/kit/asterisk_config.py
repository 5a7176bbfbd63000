# SPDX-License-Identifier: GPL-3.0-or-later
"""The files that an Asterisk of a test reads."""
import array
import math

MAIN = '''[directories]
astetcdir => /mnt
astmoddir => %(modules)s
astvarlibdir => /var/lib/asterisk
astdatadir => /usr/share/asterisk
astdbdir => /mnt/db
astkeydir => /mnt/keys
astagidir => /mnt/run
astspooldir => /mnt/spool
astrundir => /mnt/run
astlogdir => /mnt/log
[options]
verbose = 3
nocolor = yes
'''
TRANSPORT = '''[%(name)s]
type = transport
protocol = %(name)s
bind = 127.0.0.1:%(port)d
%(more)s
'''
ENDPOINT = '''[%(user)s]
type = endpoint
context = phones
callerid = "%(name)s" <%(user)s>
disallow = all
allow = %(codecs)s
aors = %(user)s
auth = %(user)s
direct_media = no
rtp_symmetric = yes
force_rport = yes
rewrite_contact = yes
send_pai = yes
trust_id_outbound = yes
device_state_busy_at = 2
%(more)s
[%(user)s]
type = aor
max_contacts = 2
qualify_frequency = 0
[%(user)s]
type = auth
auth_type = userpass
username = %(user)s
password = %(password)s

'''
# The features an office has; *2 is its own attended transfer, ## its blind one.
DIALPLAN = '''[phones]
exten => 600,1,Answer()
 same => n,Echo()
exten => 601,1,Answer()
 same => n,Playback(demo-congrats)
 same => n,Hangup()
exten => 602,1,Busy()
exten => 603,1,Ringing()
 same => n,Wait(300)
exten => 604,1,Congestion()
exten => 605,1,Progress()
 same => n,Playtones(900)
 same => n,Wait(300)
exten => 606,1,Answer()
 same => n,MusicOnHold(tone)
exten => 607,1,Answer()
 same => n,Playtones(900)
 same => n,Wait(300)
exten => 608,1,Answer()
 same => n,Read(DIGITS,,16,t(),1,30)
 same => n,UserEvent(Digits,Digits: ${DIGITS})
 same => n,Hangup()
exten => _61XX,1,Hangup(${EXTEN:2})
exten => 630,1,Answer()
 same => n,ConfBridge(630)
exten => 640,1,Answer()
 same => n,Queue(desk)
exten => 700,1,Park()
exten => _70X,1,ParkedCall(default,${EXTEN})
exten => _4XX,1,Dial(PJSIP/${EXTEN},60,tT)
exten => _5XXX,1,PickupChan(PJSIP/${EXTEN:1},p)
exten => _74XX,1,Dial(PJSIP/${EXTEN:1},60)
exten => _84XX,1,Dial(${PJSIP_DIAL_CONTACTS(${EXTEN:1})},60)
exten => _94XX,1,Dial(PJSIP/${EXTEN:1},2)
'''


def tone(hertz, seconds=20, rate=8000):
    """Music of one note, without a header."""
    return array.array('h', (int(8000 * math.sin(2 * math.pi * hertz * i / rate))
                             for i in range(seconds * rate))).tobytes()


def files(server, users, options, dialplan):
    """{name: text}"""
    modules = next((server.root / 'usr/lib').glob('*/asterisk/modules'))
    transports = [('udp', server.port, ''), ('tcp', server.port, '')]
    if server.tls_port:
        transports.append(('tls', server.tls_port, 'cert_file = /mnt/server.pem\n'
                           'priv_key_file = /mnt/server.key\nmethod = tlsv1_2'))
    accounts = ''.join(ENDPOINT % {
        'user': user, 'password': password, 'name': 'Phone ' + user,
        'codecs': options.get('codecs', 'alaw'),
        'more': '\n'.join((options.get('all', ''), options.get(user, '')))}
        for user, password in users.items())
    return {
        'asterisk.conf': MAIN % {'modules': '/' + str(modules.relative_to(server.root))},
        # Those that have no configuration here leave by themselves.
        'modules.conf': '[modules]\nautoload = yes\n',
        'logger.conf': '[general]\ndateformat = %T.%3q\n[logfiles]\n'
                       'asterisk-said = notice,warning,error,verbose\n',
        'manager.conf': '[general]\nenabled = yes\nbindaddr = 127.0.0.1\nport = %d\n'
                        '[test]\nsecret = test\nread = all\nwrite = all\n' % server.manager_port,
        'rtp.conf': '[general]\nrtpstart = 61000\nrtpend = 65000\nstrictrtp = no\n',
        'pjsip.conf': '[global]\ntype = global\nendpoint_identifier_order = username,ip\n' + ''.join(
            TRANSPORT % {'name': name, 'port': port, 'more': more}
            for name, port, more in transports) + accounts,
        'extensions.conf': DIALPLAN + dialplan,
        'musiconhold.conf': '[default]\nmode = files\ndirectory = /mnt/music\n'
                            '[tone]\nmode = files\ndirectory = /mnt/music\n',
        'confbridge.conf': '[default_bridge]\ntype = bridge\n[default_user]\ntype = user\nquiet = yes\n',
        'res_parking.conf': '[general]\n[default]\nparkext = 700\nparkpos = 701-709\n'
                            'context = phones\nparkingtime = 300\ncomebacktoorigin = no\n',
        'queues.conf': '[general]\n[desk]\nstrategy = ringall\nmember => PJSIP/401\n',
        'features.conf': '[general]\n[featuremap]\nblindxfer => ##\natxfer => *2\n',
        'cdr.conf': '[general]\nenable = no\n'}
