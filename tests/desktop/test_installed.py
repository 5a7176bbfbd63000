# SPDX-License-Identifier: GPL-3.0-or-later
"""What is installed for the desktop, and what the build folder offers instead: M01, M04, Q33."""
import configparser
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

import kit

MESON = os.environ.get('CORNETTA_MESON', 'meson')
ID = 'org.cornetta.Cornetta'
# Libraries by what their names begin with, and under which title ui/about.c tells of them.
PARTS = {
    'libadwaita': 'libadwaita', 'libasound': 'ALSA', 'libcrypto': 'OpenSSL', 'libcurl': 'curl',
    'libgio': 'GLib, GObject, GIO', 'libglib': 'GLib, GObject, GIO',
    'libgmodule': 'GLib, GObject, GIO', 'libgobject': 'GLib, GObject, GIO',
    'libgraphene': 'Graphene', 'libgtk': 'GTK', 'libjson-glib': 'JSON-GLib',
    'libnotify': 'libnotify', 'libopus': 'Opus', 'libpango': 'Pango', 'libcairo': 'cairo',
    'libphonenumber': 'libphonenumber', 'libportaudio': 'PortAudio', 'libpulse': 'PulseAudio',
    'libsecret': 'libsecret', 'libsndfile': 'libsndfile', 'libsoup': 'libsoup',
    'libspandsp': 'SpanDSP', 'libspeexdsp': 'SpeexDSP', 'libsqlite3': 'SQLite',
    'libssl': 'OpenSSL', 'libwebrtc': 'WebRTC Audio Processing', 'libxml2': 'libxml2',
    'libz.': 'zlib',
}
# The compiler's and the system's own.
SYSTEM = ('libc.', 'libm.', 'libgcc_s.', 'libstdc++.', 'ld-linux', 'libasan.', 'libubsan.',
          'libtsan.', 'libpthread.', 'libdl.')
EMBEDDED = ['baresip', 're', 'rem']
SCHEMES = ['x-scheme-handler/tel', 'x-scheme-handler/callto', 'x-scheme-handler/nethlink']


def read_keys(path, section):
    keys = configparser.ConfigParser(interpolation=None, delimiters='=', comment_prefixes='#')
    keys.optionxform = str
    keys.read(path, encoding='utf-8')
    return dict(keys[section])


class Installed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        subprocess.run(
            [MESON, 'install', '-C', str(kit.BUILD), '--no-rebuild', '--quiet', '--destdir',
             cls.folder.name],
            check=True, stdout=subprocess.PIPE, timeout=60)
        cls.root = pathlib.Path(cls.folder.name)

    def one(self, pattern):
        found = [path for path in self.root.rglob(pattern)
                 if path.is_file() and 'bash-completion' not in path.parts]
        self.assertEqual(len(found), 1, f'{pattern}: {found}')
        return found[0]

    def test_one_of_each(self):
        places = {
            '*.desktop': 'share/applications',
            '*.service': 'share/dbus-1/services',
            '*.metainfo.xml': 'share/metainfo',
            '*.gschema.xml': 'share/glib-2.0/schemas',
            f'{ID}.svg': 'share/icons/hicolor/scalable/apps',
            f'{ID}-symbolic.svg': 'share/icons/hicolor/symbolic/apps',
        }
        for pattern, place in places.items():
            path = self.one(pattern)
            self.assertTrue(path.name.startswith(ID), path)
            self.assertTrue(str(path.parent).endswith(place), path)

    def test_desktop_file(self):
        keys = read_keys(self.one('*.desktop'), 'Desktop Entry')
        self.assertEqual(keys['Exec'], 'cornetta %u')
        self.assertEqual(self.one('cornetta').parent.name, 'bin')
        self.assertEqual(keys['DBusActivatable'], 'true')
        self.assertEqual(keys['Icon'], ID)
        self.assertEqual(keys['MimeType'].rstrip(';').split(';'), SCHEMES)
        self.assertTrue(keys['Keywords'].endswith(';'))

    def test_default_applications_offer_it(self):
        """What GNOME Settings lists under default applications is what GIO lists."""
        desktop_file = self.one('*.desktop')
        folder = desktop_file.parent
        subprocess.run(['update-desktop-database', folder], check=True, timeout=60)
        with tempfile.TemporaryDirectory() as home:
            env = {'HOME': home, 'XDG_DATA_DIRS': str(folder.parent), 'XDG_CONFIG_DIRS': home,
                   'LC_ALL': 'C.UTF-8', 'GIO_USE_VFS': 'local',
                   'PATH': '%s:/usr/bin:/bin' % self.one('cornetta').parent}
            for scheme in SCHEMES:
                said = subprocess.run(['gio', 'mime', scheme], env=env, check=True, timeout=60,
                                      capture_output=True, text=True).stdout
                for part in ('Registered', 'Recommended'):
                    self.assertRegex(said, r'%s applications:\n\s+%s\.desktop\n' % (part, ID))

    def test_service(self):
        keys = read_keys(self.one('*.service'), 'D-BUS Service')
        self.assertEqual(keys['Name'], ID)
        program, argument = keys['Exec'].split()
        self.assertEqual(argument, '--gapplication-service')
        self.assertTrue(program.endswith('/cornetta/cornetta-desktop'), program)
        if (kit.BUILD / 'cornetta-desktop').exists():
            self.assertTrue((self.root / program.lstrip('/')).exists(), program)

    def test_search_provider(self):
        keys = read_keys(self.one('*.search-provider.ini'), 'Shell Search Provider')
        self.assertEqual(keys, {'DesktopId': ID + '.desktop', 'BusName': ID, 'Version': '2',
                                'ObjectPath': '/org/cornetta/Cornetta/SearchProvider'})
        self.assertEqual(self.one('*.search-provider.ini').parent.name, 'search-providers')

    def test_no_trace_of_the_build(self):
        for path in self.root.rglob(f'{ID}*'):
            self.assertNotIn(str(kit.BUILD).encode(), path.read_bytes(), path)
            self.assertNotIn(b'@', re.sub(rb'[^\s@]+@[^\s@]+\.[^\s@]+', b'', path.read_bytes()),
                             f'{path}: a placeholder was left')

    def libraries(self):
        """What the installed programs and modules ask the loader for."""
        programs = [path for path in self.root.rglob('cornetta*')
                    if path.is_file() and path.read_bytes()[:4] == b'\x7fELF']
        self.assertGreaterEqual(len(programs), 3)
        said = subprocess.run(['readelf', '-d', *programs], check=True, timeout=60, text=True,
                              capture_output=True).stdout
        return {name for name in re.findall(r'\(NEEDED\).*\[(.*)\]', said)
                if not name.startswith(SYSTEM)}

    def test_about_names_every_part(self):
        """Whose work is in it is told in About: the embedded stack and every library."""
        text = (kit.SOURCE / 'ui/about.c').read_text()
        titles = re.findall(r'^  \{ "([^"]+)",', text, re.M)
        self.assertEqual(len(titles), len(set(titles)))
        wanted = set(EMBEDDED)
        for library in self.libraries():
            parts = {title for start, title in PARTS.items() if library.startswith(start)}
            self.assertTrue(parts, f'{library}: whose is it? ui/about.c')
            wanted |= parts
        self.assertEqual(wanted - set(titles), set())


class Uninstalled(unittest.TestCase):
    def test_programs_of_the_build(self):
        share = kit.BUILD / 'data/share'
        keys = read_keys(share / f'applications/{ID}.desktop', 'Desktop Entry')
        self.assertEqual(keys['Exec'], f'{kit.BUILD}/src/ctl/cornetta %u')
        keys = read_keys(share / f'dbus-1/services/{ID}.service', 'D-BUS Service')
        self.assertEqual(keys['Exec'], f'{kit.BUILD}/cornetta-desktop --gapplication-service')

    def test_links_it_opens(self):
        cache = kit.BUILD / 'data/share/applications/mimeinfo.cache'
        if not cache.exists():
            self.skipTest('update-desktop-database is not installed')
        keys = read_keys(cache, 'MIME Cache')
        self.assertEqual(keys, {scheme: f'{ID}.desktop;' for scheme in SCHEMES})


class Icons(unittest.TestCase):
    def test_symbolic_has_fills_only(self):
        text = (kit.SOURCE / f'data/icons/hicolor/symbolic/apps/{ID}-symbolic.svg').read_text()
        self.assertIn('fill=', text)
        self.assertNotIn('stroke', text)


if __name__ == '__main__':
    kit.main()
