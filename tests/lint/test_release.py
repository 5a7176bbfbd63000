# SPDX-License-Identifier: GPL-3.0-or-later
"""A release says the same of itself everywhere: the version, which stands in meson.build, its date,
and what of the SIP stack is in it."""
import configparser
import datetime
import email.utils
import re
import unittest
import xml.etree.ElementTree as xml

import kit

ID = 'org.cornetta.Cornetta'


def read(name):
    return (kit.SOURCE / name).read_text()


def version():
    return re.search(r"\A(?:#.*\n)*project\([^)]*?\bversion: '([^']+)'", read('meson.build'))[1]


def entry():
    """The version, the revision and the day of debian/changelog's first entry."""
    first = re.match(r'cornetta \(([^)]+)-(\w+)\) \w+; urgency=\w+\n.*?\n -- [^<]+<[^>]+>  (.+)\n',
                     read('debian/changelog'), re.S)
    return first[1], first[2], email.utils.parsedate_to_datetime(first[3]).date()


class Release(unittest.TestCase):
    def test_form(self):
        self.assertRegex(version(), r'^\d+\.\d+\.\d+$')

    def test_news(self):
        first, line = read('NEWS').splitlines()[:2]
        said, day = re.fullmatch(r'Cornetta (\S+), (\S+)', first).groups()
        self.assertEqual((said, datetime.date.fromisoformat(day)), (version(), entry()[2]))
        self.assertEqual(line, '=' * len(first))

    def test_metainfo(self):
        releases = xml.parse(kit.SOURCE / f'data/{ID}.metainfo.xml.in').getroot().find('releases')
        newest = releases[0]
        self.assertEqual(newest.get('version'), version())
        self.assertEqual(datetime.date.fromisoformat(newest.get('date')), entry()[2])
        told = [(said, day) for said, day in
                re.findall(r'^Cornetta (\S+), (\S+)\n=', read('NEWS'), re.M)]
        self.assertEqual([(one.get('version'), one.get('date')) for one in releases], told)

    def test_changelog(self):
        self.assertEqual(entry()[0], version())

    def test_nowhere_else(self):
        """What names a version of its own would be forgotten one day."""
        for name in ('data/cornetta.1', 'README.md', 'tools/dist', 'tools/package', 'debian/rules',
                     f'flatpak/{ID}.yml', f'data/{ID}.desktop.in.in'):
            self.assertNotIn(version(), re.sub(r'\d+(\.\d+){3,}', '', read(name)), name)

    def test_one_maintainer(self):
        who = re.search(r'^Maintainer: (.*)', read('debian/control'), re.M)[1]
        self.assertIn(f' -- {who}  ', read('debian/changelog'))
        self.assertIn(f'Upstream-Contact: {who}\n', read('debian/copyright'))


class Stack(unittest.TestCase):
    """The embedded versions, which the wraps name."""

    def test_told(self):
        for path in sorted((kit.SOURCE / 'subprojects').glob('*.wrap')):
            wrap = configparser.ConfigParser(interpolation=None)
            wrap.read(path)
            folder = wrap['wrap-file']['directory']
            self.assertIn(f'subprojects/{folder}/*\n', read('debian/copyright'))
            for name in ('SECURITY.md', 'subprojects/README.md'):
                self.assertIn(folder.replace('-', ' '), read(name), name)


class Packages(unittest.TestCase):
    """What building takes, for tools/setup and for dpkg."""

    def test_same_packages(self):
        lines = [line.split() for line in read('tools/packages').splitlines()
                 if line.startswith('run ')]
        set_up = {name for _, names, _ in lines for name in names.split('|')
                  if re.search(r'-dev$', name) and name != 'libc6-dev'}
        depends = re.search(r'^Build-Depends: (.*?)^\S', read('debian/control'), re.M | re.S)[1]
        built = set(re.findall(r'[a-z0-9.+-]+-dev\b', depends))
        self.assertEqual(built - {'libasound2-dev'}, set_up)


if __name__ == '__main__':
    kit.main()
