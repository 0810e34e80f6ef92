# SPDX-License-Identifier: MIT
"""What is true of a session after a kill: which ends, which statuses of the launch. What is not
listed here is a lie of the product."""

from typing import NamedTuple, Optional

KILLED = 128 + 9
TERMINATED = 128 + 15


class End(NamedTuple):
    """As `sandtray ls --json` has it; the message is how the session's begins."""
    state: str
    kind: str
    exit_code: Optional[int]
    message: str = ""

    def fits(self, found):
        exact = (found["state"], found["kind"], found["exit_code"]) == self[:3]
        said = found["message"]
        return exact and (said.startswith(self.message) if self.message else said == "")


ALIVE = "alive"  # and it answers
# The agent's shell ends with the agent's status.
STOPPED = End("exited", "stopped", TERMINATED)
AGENT_KILLED = End("exited", "", KILLED)
KILLED_AND_STOPPED = End("exited", "stopped", KILLED)
WRAPPER_KILLED = End("exited", "signal", KILLED)
NEVER_RAN = End("failed", "method", None, "the method bwrap could not start the agent: ")
HOST_LOST = End("failed", "host", None, "host lost: ")
KEEPER_LOST = End("failed", "host", None, "the keeper of the agent's processes was killed")
NO_KEEPER = End("failed", "", None, "the keeper ended without a word")

# By moment and by who was killed. At "ending" a stop has been asked for just before the kill, so
# either may come first.
TRUE_ENDS = {
    "launch": {
        "tray": {ALIVE},
        # Without a host there is nobody who could take the session over.
        "launcher": {ALIVE, HOST_LOST},
        "host": {HOST_LOST},
        "keeper": {KEEPER_LOST, NO_KEEPER},
        "bwrap": {WRAPPER_KILLED, NEVER_RAN},
        "init": {AGENT_KILLED, NEVER_RAN},
        "agent": {AGENT_KILLED},
    },
    "talk": {
        "tray": {ALIVE},
        "client": {ALIVE},
        "host": {HOST_LOST},
        "keeper": {KEEPER_LOST},
        "bwrap": {WRAPPER_KILLED},
        "init": {AGENT_KILLED},
        "agent": {AGENT_KILLED},
    },
    "ending": {
        "tray": {STOPPED},
        "host": {STOPPED, HOST_LOST},
        "keeper": {STOPPED, KEEPER_LOST},
        "bwrap": {STOPPED, KILLED_AND_STOPPED, WRAPPER_KILLED},
        "init": {STOPPED, KILLED_AND_STOPPED, AGENT_KILLED},
        "agent": {STOPPED, KILLED_AND_STOPPED, AGENT_KILLED},
    },
}
# When there was nobody to kill any more, or not yet.
TRUE_ENDS_UNHURT = {"launch": {ALIVE}, "talk": {ALIVE}, "ending": {STOPPED}}

# The status of `sandtray run -d` whose session was hurt meanwhile, and what it says then.
LAUNCH_FAILED = 70
LAUNCH_COMPLAINTS = {
    "host": "the session's host ended before the agent ran",
    "keeper": "the keeper ended without a word",
}


def true_ends(moment, victim, killed):
    return TRUE_ENDS[moment][victim] if killed else TRUE_ENDS_UNHURT[moment]


def is_true_launch(victim, killed, status, complaint):
    """Of a kill at the launch."""
    if status == 0:
        return True
    if not killed:
        return False
    if victim == "launcher":
        return status == -9
    said = LAUNCH_COMPLAINTS.get(victim)
    return said is not None and status == LAUNCH_FAILED and said in complaint
