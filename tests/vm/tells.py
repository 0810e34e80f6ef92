# SPDX-License-Identifier: MIT
"""What an agent in the machine tells the person: cases that vm_test.py puts in their place."""

import json
import subprocess
import time
from pathlib import Path

from program import Program
from support.desktop import Desktop, end
from support.person import wait_until
from terminal import Terminal

KEY = "stub-key-0000"


def install_claude(self):
    folder = Path(self.claude).resolve().parent.parent
    packer = subprocess.Popen(["tar", "-C", folder, "-cf", "-", "node_modules"], stdout=subprocess.PIPE)
    self.addCleanup(packer.wait)
    self.addCleanup(packer.stdout.close)
    self.person.as_admin("sudo mkdir -p /opt/claude && sudo tar -C /opt/claude -xf -; sudo ln -sf "
                         "/opt/claude/node_modules/.bin/claude /usr/local/bin/claude",
                         stdin=packer.stdout, seconds=300)
    env = {"ANTHROPIC_BASE_URL": self.model.url.replace("127.0.0.1", "192.168.5.2"),
           "ANTHROPIC_AUTH_TOKEN": KEY, "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1",
           "CLAUDE_CODE_MAX_RETRIES": "0"}
    self.person.env.update(env)
    self.person.sandtray("config", "set", "pass_env", json.dumps(list(env)))
    self.person.sandtray("config", "set", "notifications.quiet_success_s", "0")


def claude_edits_and_says_so(self):
    install_claude(self)
    done = self.timed("Claude Code, one turn", self.person.sandtray, "run", "-m", "lima", "-w",
                      self.person.work, "claude", "--", "-p",
                      "[[write edited.txt = by the agent]] [[run cat edited.txt]]", seconds=300)
    self.assertEqual(done.stdout, "result: by the agent\n", done.stderr)
    self.assertEqual((self.person.work / "edited.txt").read_text(), "by the agent\n")
    sessions = json.loads(self.person.sandtray("ls", "--all", "--json").stdout)
    session = next(each for each in sessions if each["agent"] == "claude")
    events = [json.loads(line) for line in
              self.person.sandtray("events", "--json", session["id"]).stdout.splitlines()]
    told = [event for event in events if event.get("source") == "hook"]
    self.assertEqual([event["state"] for event in told][-1:], ["done"], events)
    self.assertEqual(told[-1]["message"], "result: by the agent")


def claude_calls_the_person_by_a_notification(self):
    """In a home inside that has never seen it, so that nothing but what it is asked for is in its way."""
    with Desktop(self.person, self.person.programs / "fake-desktop") as desktop:
        tray, _ = desktop.start_tray()
        self.addCleanup(end, tray)
        begun = time.monotonic()
        session = self.person.sandtray(
            "run", "-d", "-m", "lima", "-w", self.person.work, "--name", "painter", "--set", "permissions=ask",
            "claude", "--", "[[write asked.txt = once allowed]] [[say all is written]]").stdout.strip()
        follower = Program(self.person.words(self.person.programs / "sandtray", "events", "-f", "--json", session),
                           self.person.env, json.loads)
        self.addCleanup(follower.close)
        asks = desktop.wait(0, "notify", 120, title="painter asks for permission")
        self.assertIsNotNone(asks, (desktop.happened, follower.told))
        self.figures["Claude Code asks, by a notification, after"] = f"{time.monotonic() - begun:.1f} s"
        self.assertIn("Agent says: approve Write", asks["body"])
        self.assertIn("attach", asks["actions"])
        self.assertFalse((self.person.work / "asked.txt").exists())
        with Terminal(self.person.words(self.person.programs / "sandtray", "attach", session),
                      self.person.env, self.person.home) as terminal:
            self.assertTrue(terminal.wait_text("Do you want to create asked.txt"), terminal.text())
            known = follower.count()
            for _ in range(10):  # a dialog that has just been painted may not listen yet
                terminal.press("\r")
                if terminal.wait(lambda: follower.count() > known, 3):
                    break
            done = desktop.wait(0, "notify", 120, title="painter has finished its turn")
        self.assertIsNotNone(done, (desktop.happened, follower.told))
        self.assertIn("Agent says: all is written", done["body"])
        self.assertEqual((self.person.work / "asked.txt").read_text(), "once allowed\n")
        self.person.sandtray("stop", "--timeout", "5", session)
        self.assertTrue(wait_until(lambda: any(each["state"] == "exited" for each in follower.told)
                                   or not follower.read(1), 20))
