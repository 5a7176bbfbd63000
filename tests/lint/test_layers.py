# SPDX-License-Identifier: GPL-3.0-or-later
"""A room reaches what its own meson.build names, and that is what the house allows."""
import json
import pathlib
import re
import shlex
import subprocess
import tempfile
import unittest

import kit
import tree

# Room: the rooms it may use. `number` is the link parser and `secret` what wipes one, inside model;
# `handler` the choice of who opens links inside desktop: what ctl has of them.
MAY_USE = {
    'model': {'number', 'secret'},
    'number': set(),
    'secret': set(),
    'cards': {'model', 'number'},
    'route': {'model', 'number'},
    'net': {'model', 'number', 'secret'},
    'numbering': {'model', 'number'},
    'phone': {'model', 'number'},
    'handler': set(),
    'desktop': {'model', 'number', 'handler'},
    'cti': {'model', 'number', 'net'},
    'gateway': {'model', 'number', 'net'},
    'store': {'model', 'number', 'numbering'},
    'session': {'model', 'number', 'cards', 'route', 'net', 'numbering', 'phone', 'desktop', 'handler',
                'cti', 'gateway', 'store'},
    'ui': {'model', 'number', 'session'},
    'demo': {'number'},
    'ctl': {'number', 'secret', 'handler'},
}
# Only these see the libraries that would otherwise leak everywhere.
LIBRARIES = {
    'baresip': {'phone'}, 'rem': {'phone'}, 're': {'phone', 'demo'},
    'gtk': {'ui'}, 'adw': {'ui'}, 'adwaita': {'ui'},
    'phonenumber': {'numbering'}, 'gmodule': {'numbering', 'phone', 'cti'},
    'webrtc_audio': {'phone'},
    'sqlite': {'store'}, 'sqlite3': {'store'}, 'curl': {'net'},
    'notify': {'desktop'}, 'libnotify': {'desktop'}, 'libsecret': {'desktop'},
}


def room_file(room):
    at = {'ui': 'ui', 'number': 'src/model/number', 'secret': 'src/model/secret',
          'handler': 'src/desktop/handler'}.get(room, 'src/' + room)
    return kit.SOURCE / at / 'meson.build'


def text_without_comments(path):
    return re.sub(r'#.*', '', path.read_text())


def dependencies(room):
    """Every NAME_dep in the room's file but those that it makes itself."""
    path = room_file(room)
    if not path.exists():
        return set()
    text = text_without_comments(path)
    own = set(re.findall(r'^\s*(\w+)_dep\s*=', text, re.M))
    return set(re.findall(r'\b(\w+)_dep\b', text)) - own - {room}


def commands():
    path = kit.BUILD / 'compile_commands.json'
    return json.loads(path.read_text()) if path.exists() else []


def flags_of(folder):
    """How a file of a room is compiled: (compiler and flags, working folder)."""
    for entry in commands():
        path = (pathlib.Path(entry['directory']) / entry['file']).resolve()
        if path.parent == kit.SOURCE / folder and path.suffix == '.c':
            words = shlex.split(entry['command'])
            drop = {'-o', '-MF', '-MQ', '-c', '-MD'}
            kept = [word for before, word in zip([''] + words, words)
                    if word not in drop and before not in {'-o', '-MF', '-MQ', '-c'}]
            return kept, entry['directory']
    return None, None


def compiles(folder, include):
    flags, directory = flags_of(folder)
    with tempfile.NamedTemporaryFile('w', suffix='.c') as source:
        source.write('#include "%s"\n' % include)
        source.flush()
        return subprocess.run([*flags, '-fsyntax-only', source.name], cwd=directory,
                              capture_output=True, check=False).returncode == 0


class Layers(unittest.TestCase):
    def test_rooms_use_what_they_may(self):
        bad = ['%s uses %s' % (room, other) for room, may in MAY_USE.items()
               for other in dependencies(room) & set(MAY_USE) - may]
        self.assertFalse(bad, bad)

    def test_libraries_stay_in_their_rooms(self):
        bad = ['%s uses %s' % (room, library) for room in MAY_USE
               for library in dependencies(room) & set(LIBRARIES)
               if room not in LIBRARIES[library]]
        self.assertFalse(bad, bad)

    def test_every_room_is_known(self):
        rooms = {path.parent.name for path in (kit.SOURCE / 'src').glob('*/meson.build')}
        self.assertFalse(rooms - set(MAY_USE))

    def test_headers_come_by_their_room(self):
        """No `src/` in an include, no include path that opens all rooms at once."""
        wrong = re.compile(r'#\s*include\s+"((src|include)/|ui/(?!(application|renderer)\.h"))')
        bad = [tree.short(path) for path in tree.c_files() if wrong.search(path.read_text())]
        for room in MAY_USE:
            path = room_file(room)
            if path.exists() and re.search(r'include_directories\s*\(\s*\'(\.\.|/)',
                                           text_without_comments(path)):
                bad.append(tree.short(path))
        self.assertFalse(bad, bad)

    def test_wrong_include_does_not_compile(self):
        """What a room may see compiles with its flags; what it may not, doesn't."""
        cases = [('src/model', 'model/call.h', 'phone/phone.h'),
                 ('src/route', 'model/call.h', 'cti/cti.h'),
                 ('src/numbering', 'model/number.h', 'model/call.h'),
                 ('src/store', 'model/contact.h', 'cti/cti.h'),
                 ('src/cti', 'model/contact.h', 'phone/phone.h'),
                 ('src/gateway', 'model/peer.h', 'phone/phone.h'),
                 ('src/gateway', 'net/http.h', 'cti/cti.h'),
                 ('src/desktop', 'model/call.h', 'phone/phone.h'),
                 ('ui', 'session/session.h', 'phone/phone.h'),
                 ('ui', 'session/session.h', 'store/store.h')]
        tried = 0
        for folder, right, wrong in cases:
            if not flags_of(folder)[0]:
                continue
            tried += 1
            with self.subTest(folder=folder, wrong=wrong):
                self.assertTrue(compiles(folder, right), '%s should see %s' % (folder, right))
                self.assertFalse(compiles(folder, wrong), '%s sees %s' % (folder, wrong))
        self.assertTrue(tried, 'no compile_commands.json: is this run from a build?')


if __name__ == '__main__':
    kit.main()
