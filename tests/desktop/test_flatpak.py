# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be said of the Flatpak manifest without building it."""
import configparser
import re
import unittest

import yaml

import kit

ID = 'org.cornetta.Cornetta'
# What a softphone may ask of its sandbox, and not a hole more.
ALLOWED = {
    '--share=network', '--share=ipc', '--socket=wayland', '--socket=fallback-x11',
    '--socket=pulseaudio', '--device=dri', '--talk-name=org.freedesktop.Notifications',
    '--talk-name=org.kde.StatusNotifierWatcher', '--talk-name=org.mpris.MediaPlayer2.*',
    '--env=NOTIFY_IGNORE_PORTAL=1', '--system-talk-name=org.freedesktop.login1',
}


class Manifest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.manifest = yaml.safe_load((kit.SOURCE / f'flatpak/{ID}.yml').read_text())
        cls.sources = [source for module in cls.manifest['modules'] for source in module['sources']]

    def test_names(self):
        self.assertEqual(self.manifest['id'], ID)
        self.assertEqual(self.manifest['command'], 'cornetta')
        self.assertEqual(self.manifest['runtime'], 'org.gnome.Platform')
        self.assertIsInstance(self.manifest['runtime-version'], str)

    def test_holes(self):
        holes = self.manifest['finish-args']
        self.assertEqual(set(holes) - ALLOWED, set())
        self.assertEqual(len(holes), len(set(holes)))
        for needed in ('--share=network', '--socket=wayland', '--socket=pulseaudio'):
            self.assertIn(needed, holes)

    def test_sources_are_pinned(self):
        for source in self.sources:
            if 'url' in source:
                self.assertTrue(source['url'].startswith('https://'), source)
                self.assertRegex(source['sha256'], r'^[0-9a-f]{64}$')
            else:
                self.assertEqual(source['type'], 'dir')

    def test_sources_are_the_wraps(self):
        """The files that the wraps look for, by their names and checksums."""
        wanted = {}
        for path in (kit.SOURCE / 'subprojects').glob('*.wrap'):
            wrap = configparser.ConfigParser(interpolation=None)
            wrap.read(path)
            wanted[wrap['wrap-file']['source_filename']] = wrap['wrap-file']['source_hash']
        self.assertEqual(len(wanted), 3)
        given = {source['dest-filename']: source['sha256'] for source in self.sources
                 if source.get('dest') == 'subprojects/packagefiles'}
        self.assertEqual(given, wanted)

    def test_own_module_is_last(self):
        names = [module['name'] for module in self.manifest['modules']]
        self.assertEqual(names[-1], 'cornetta')
        for name in names:
            self.assertTrue(re.fullmatch('[a-z]+', name))


if __name__ == '__main__':
    kit.main()
