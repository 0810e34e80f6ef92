# SPDX-License-Identifier: MIT
"""A screen of a test's own with a bus for assistive technology, and what a screen reader finds on
it. Needs Xvfb, dbus-daemon, at-spi2-core and its introspection data."""

import os
import shutil
import subprocess
from pathlib import Path

from support.person import SOURCE, wait_until
from support.picture import is_blank, read_screen, write_png

PATIENCE = 60  # seconds, on a machine that is busy with other tests
PICTURE_PATIENCE = 10
BUS_SERVICE = Path("/usr/share/dbus-1/services/org.a11y.Bus.service")


def missing(*more):
    """What a test with a screen needs and is not there; `more` tools of its own."""
    tools = [tool for tool in ("Xvfb", "xdotool", "dbus-daemon", *more) if not shutil.which(tool)]
    if not BUS_SERVICE.exists():
        tools.append("at-spi2-core")
    try:
        import gi  # pylint: disable=import-outside-toplevel
        gi.require_version("Atspi", "2.0")
    except (ImportError, ValueError):
        tools.append("python3-gi with Atspi 2.0")
    return tools


class Screen:
    def __init__(self, person):
        numbers, theirs = os.pipe()
        # Without -noreset it starts over when a client was its last, and drops who comes just then.
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(theirs), "-screen", "0", "1280x800x24", "-nolisten", "tcp",
             "-noreset", "-fbdir", str(person.root)],
            pass_fds=[theirs], stderr=subprocess.DEVNULL)
        os.close(theirs)
        with os.fdopen(numbers) as number:
            display = f":{number.readline().strip()}"
        # The one service that may be started: the bus for assistive technology.
        config = person.root / "bus.conf"
        services = f"<servicedir>{person.root / 'services'}</servicedir></busconfig>"
        config.write_text((SOURCE / "tests/tray/bus.conf").read_text().replace(
            "</busconfig>", services))
        (person.root / "services").mkdir()
        (person.root / "services" / BUS_SERVICE.name).write_text(BUS_SERVICE.read_text())
        self.bus = subprocess.Popen(
            [shutil.which("dbus-daemon"), f"--config-file={config}", "--nofork", "--print-address=1"],
            env={**person.env, "DISPLAY": display}, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL)
        address = self.bus.stdout.readline().decode().strip()
        self.env = {**person.env, "DISPLAY": display, "DBUS_SESSION_BUS_ADDRESS": address}
        self.reader = Reader(self.env)
        self.memory = person.root / "Xvfb_screen0"
        self.seen = self.taken = None  # pictures

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in (self.bus, self.server):
            process.terminate()
            process.wait(timeout=10)
        self.bus.stdout.close()

    def take_picture(self, file, area, seconds=PICTURE_PATIENCE):
        """Of that area (x, y, width, height), once what is drawn there rests. False: it stays blank, or
        as it was in the picture before."""
        # The pointer is no part of a page.
        subprocess.run([shutil.which("xdotool"), "mousemove", "1279", "799"], env=self.env, check=True,
                       timeout=20)

        def rests():
            before, self.seen = self.seen, read_screen(self.memory, area)
            return self.seen == before and self.seen != self.taken and not is_blank(self.seen)
        if not wait_until(rests, seconds, pause=0.1):
            return False
        self.taken = self.seen
        write_png(file, self.taken)
        return True

    def press_until(self, key, done, seconds=PATIENCE):
        """Presses the key, and again while that has changed nothing: a window that has just come up
        may not listen yet. True: it is done."""
        def try_once():
            self.press(key)
            return self.reader.wait_until(done, 5)
        return wait_until(try_once, seconds)

    def press(self, key):
        # No window manager is there to give the focus: it is where the pointer is.
        subprocess.run([shutil.which("xdotool"), "mousemove", "300", "250", "key", key], env=self.env, check=True,
                       timeout=20)


class Reader:
    """What a screen reader sees of an application. One per process: the library knows one bus."""

    def __init__(self, env):
        os.environ.update({name: env[name] for name in
                           ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR")})
        import gi  # pylint: disable=import-outside-toplevel
        gi.require_version("Atspi", "2.0")
        from gi.repository import Atspi, GLib  # pylint: disable=import-outside-toplevel
        self.atspi, self.context = Atspi, GLib.MainContext.default()
        Atspi.init()
        # Of one question, and of those to a program that has just been started; in milliseconds.
        Atspi.set_timeout(10_000, PATIENCE * 1000)

    def all_below(self, node):
        self.context.iteration(False)
        node.clear_cache()
        for number in range(node.get_child_count()):
            child = node.get_child_at_index(number)
            if child is not None:
                yield child
                yield from self.all_below(child)

    def application(self, name):
        desktop = self.atspi.get_desktop(0)
        desktop.clear_cache()
        for number in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(number)
            if child is not None and child.get_name() == name:
                return child
        return None

    def area(self, application, title):
        """Where on the screen the window of that title is; None without one."""
        for role in ("frame", "dialog", "alert"):
            for window in self.found(application, role):
                if window.get_name() == title:
                    place = window.get_extents(self.atspi.CoordType.SCREEN)
                    return place.x, place.y, place.width, place.height
        return None

    def found(self, application, role):
        """Everything of that role that is shown; nothing if some of it went away meanwhile."""
        shown = self.atspi.StateType.SHOWING
        try:
            root = self.application(application)
            return [node for node in (self.all_below(root) if root else [])
                    if node.get_role_name() == role and node.get_state_set().contains(shown)]
        except self.error():
            return []

    def name_of(self, node):
        """Its own name, or that of what labels it."""
        if node.get_name():
            return node.get_name()
        labels = self.atspi.RelationType.LABELLED_BY
        return " ".join(relation.get_target(number).get_name()
                        for relation in node.get_relation_set()
                        if relation.get_relation_type() == labels
                        for number in range(relation.get_n_targets()))

    def table(self, application):
        """The rows of its table, each a list of words; None without a table."""
        try:
            tables = self.found(application, "tree table") + self.found(application, "table")
            if not tables:
                return None
            table = tables[0]
            table.clear_cache()
            return [[self.words_of(table.get_accessible_at(row, column))
                     for column in range(table.get_n_columns())]
                    for row in range(table.get_n_rows())]
        except self.error():
            return None  # something went away while it was being read

    def words_of(self, cell):
        cell.clear_cache()
        own = cell.get_name() or ""
        return own or " ".join(filter(None, (self.words_of(cell.get_child_at_index(number))
                                             for number in range(cell.get_child_count()))))

    @staticmethod
    def error():
        from gi.repository import GLib  # pylint: disable=import-outside-toplevel
        return GLib.Error

    def wait_until(self, condition, seconds=PATIENCE):
        """As support.person's, of what is shown. Each look costs the application some work, and what
        goes away under it is looked at again."""
        def look():
            try:
                return condition()
            except self.error():
                return None
        return wait_until(look, seconds, pause=0.05)

    def wait_for_row(self, application, fits, seconds=PATIENCE):
        """The first row that fits, or None."""
        def find():
            return next(filter(fits, self.table(application) or []), None)
        return self.wait_until(find, seconds)
