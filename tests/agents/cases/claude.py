# SPDX-License-Identifier: MIT
"""Claude Code: OSC 7501 in a session, hooks in both modes."""

import json

from desktop import Desktop
from own_sandbox import attempt, has_tried, outside_of_temporary_folders
from world import DETACH

OWN = ("-m", "agent")


def claude_edits_a_file_headless(world):
    done = world.run("claude", "-p", "[[write hello.txt = hi there]] [[run cat hello.txt]]")
    assert done.returncode == 0, done
    assert done.stdout == "result: hi there\n", done
    assert (world.project / "hello.txt").read_text() == "hi there\n"
    with world.last_session() as session:
        session.wait("working", source="hook")
        session.wait("done", source="hook", message="result: hi there")
        assert session.wait("exited", type="ended")["exit_code"] == 0


def claude_is_confined_when_it_asks_for_nothing(world):
    victim = world.home / "outside.txt"
    done = world.run(
        "claude", "-p",
        f"[[run touch '{victim}'; ls '{world.home}/.claude' || echo unseen; "
        "env | grep SECRET_OF || echo no secret]]")
    assert done.returncode == 0, done
    assert not victim.exists()
    assert "unseen" in done.stdout and "no secret" in done.stdout, done


def claude_reports_an_error_of_the_model_headless(world):
    done = world.run("claude", "-p", "[[fail 400]]")
    assert done.returncode == 1, done
    with world.last_session() as session:
        session.wait("failed", source="hook")
        assert session.wait("exited", type="ended")["exit_code"] == 1


def claude_asks_for_permission_in_a_session(world):
    with world.start("claude", options=("--set", "permissions=ask")) as session:
        # Nobody is attached: the session itself answers the terminal's questions.
        session.wait("idle")
        with session.attach() as terminal:
            assert terminal.wait_text("for shortcuts") or terminal.wait_text("❯"), terminal.text()
            terminal.enter("[[write hello.txt = hi there]] [[hold second]] [[say all is written]]")
            session.wait("working")
            blocked = session.wait("blocked", kind="permission", source="osc")
            assert "hello.txt" in blocked["message"], blocked
            assert not (world.project / "hello.txt").exists()
            session.answer(terminal, "Do you want to create hello.txt", "\r")
            session.wait("working", since=session.events.index(blocked) + 1)
            world.model.release("second")
            done = session.wait("done")
            assert done["message"] == "all is written", done
            assert (world.project / "hello.txt").read_text() == "hi there\n"
            terminal.press(DETACH)
            assert terminal.wait_end() == 0, terminal.output[-500:]
        assert session.stop()["exit_code"] == 143


def claude_calls_the_person_by_a_notification(world):
    with Desktop(world) as desktop:
        options = ("--name", "painter", "--set", "permissions=ask")
        with world.start("claude", "[[write hello.txt = hi there]] [[say all is written]]",
                         options=options) as session:
            session.wait("blocked", kind="permission")
            asks = desktop.notification("painter asks for permission")
            assert "claude in ~/my project" in asks["body"], asks
            assert "Agent says: approve Write" in asks["body"], asks
            assert "attach" in asks["actions"], asks
            with desktop.press(asks, "attach") as terminal:
                session.answer(terminal, "Do you want to create hello.txt", "\r")
                session.wait("done")
            assert (world.project / "hello.txt").read_text() == "hi there\n"
            done = desktop.notification("painter has finished its turn")
            assert "Agent says: all is written" in done["body"], done


def claude_asks_a_question_in_a_session(world):
    with world.start("claude") as session:
        session.wait("idle")
        with session.attach() as terminal:
            terminal.wait_text("❯")
            terminal.enter("[[ask Which colour?]]")
            blocked = session.wait("blocked", kind="question")
            assert "Which colour?" in blocked["message"], blocked
            session.answer(terminal, "Which colour?", "\x1b")
            session.wait("idle", since=session.events.index(blocked) + 1)


def claude_reports_an_error_of_the_model_in_a_session(world):
    with world.start("claude") as session:
        session.wait("idle")
        with session.attach() as terminal:
            terminal.wait_text("❯")
            terminal.enter("[[fail 529]]")
            failed = session.wait("failed", source="osc")
            assert "529" in failed["message"], failed


def claude_says_that_it_needs_a_login(world):
    del world.env["ANTHROPIC_AUTH_TOKEN"]
    with world.start("claude") as session:
        session.wait("idle")
        with session.attach() as terminal:
            terminal.wait_text("❯")
            terminal.enter("[[say hello]]")
            blocked = session.wait("blocked", kind="auth", source="osc")
            assert "/login" in blocked["message"], blocked


def claude_ends_gracefully_when_stopped(world):
    note = world.project / "farewell.json"
    hook = {"hooks": [{"type": "command", "command": f"cat > '{note}'"}]}
    world.seed("claude", ".claude/settings.json", {"hooks": {"SessionEnd": [hook]}})
    with world.start("claude") as session:
        session.wait("idle")
        assert session.stop()["exit_code"] == 143
        assert '"reason":"other"' in note.read_text()


def claude_remembers_in_its_private_home(world):
    world.run("claude", "-p", "[[say the word is plum]]")
    done = world.run("claude", "--continue", "-p", "[[say I know]]")
    assert done.stdout == "I know\n", done
    said = [text for who, text in world.prompts()[-1] if who == "user"]
    assert any("plum" in text for text in said), said
    assert list(world.private_home("claude").glob(".claude/projects/*/*.jsonl"))


def claude_goes_on_with_its_last_conversation_and_another_model(world):
    world.run("claude", "-p", "[[say the word is plum]]")
    done = world.run("claude", "-p", "[[say I know]]",
                     options=("--resume", "--model", "claude-other-1"))
    assert "I know" in done.stdout, done
    assert world.model.conversations[-1].model == "claude-other-1", world.model.conversations
    said = [text for who, text in world.prompts()[-1] if who == "user"]
    assert any("plum" in text for text in said), said


def claude_takes_its_own_subcommands(world):
    assert "2.1.330" in world.run("claude", "--version").stdout
    done = world.run("claude", "mcp", "list")
    assert done.returncode == 0 and "No MCP servers" in done.stdout, done


@outside_of_temporary_folders
def claude_confines_its_commands_by_itself(world):
    world.write_own(".claude/settings.json", "{}")
    script, victim = attempt(world)
    done = world.run("claude", "-p", f"[[run {script}]]", options=OWN)
    assert done.returncode == 0 and "ead-only file system" in done.stdout, done
    assert not has_tried(world, victim)
    assert "only commands that claude runs are confined" in done.stderr, done
    with world.last_session() as session:
        session.wait("done", source="hook")
    listed = json.loads(world.sandtray("ls", "--all", "--json").stdout)[0]
    assert (listed["method"], listed["confined"]) == ("agent", False), listed
    # The control.
    done = world.run("claude", "-p", "--allowedTools", "Bash", "--", f"[[run {script}]]",
                     options=("-m", "host"))
    assert has_tried(world, victim), done


@outside_of_temporary_folders
def claude_is_not_let_out_by_the_workspace(world):
    """Its settings there would be believed: the person trusts the folder."""
    trusted = {"numStartups": 7, "projects": {str(world.project): {"hasTrustDialogAccepted": True}}}
    world.write_own(".claude.json", json.dumps(trusted))
    world.write_own(".claude/settings.json", "{}")
    script, victim = attempt(world)
    (world.project / ".claude").mkdir()
    (world.project / ".claude/settings.json").write_text(json.dumps({
        "sandbox": {"enabled": False, "excludedCommands": ["*", "echo"],
                    "filesystem": {"allowWrite": [str(world.home)], "disabled": True}},
        "permissions": {"allow": ["Bash"]}}))
    done = world.run("claude", "-p", f"[[run {script}]]", options=OWN)
    assert done.returncode == 0, done
    assert not has_tried(world, victim), done
    done = world.run("claude", "-p", f"[[run {script}]]", options=("-m", "host"))
    assert has_tried(world, victim), done  # there they are


@outside_of_temporary_folders
def claude_takes_the_network_from_its_commands(world):
    world.write_own(".claude/settings.json", json.dumps(
        {"sandbox": {"network": {"allowedDomains": ["sandbox.example"]}}}))
    ask = "[[run curl -sS -m 5 -o /dev/null -w '%{http_code}' http://sandbox.example/]]"
    done = world.run("claude", "-p", ask, options=(*OWN, "--set", "network=none"))
    assert "host is on the deny list" in done.stdout, done
    # Its proxy would go there; that there is no such host is another matter.
    done = world.run("claude", "-p", ask, options=OWN)
    assert "deny" not in done.stdout and "502" in done.stdout, done


@outside_of_temporary_folders
def claude_refuses_to_run_unconfined(world):
    for words in (("-p", "--dangerously-skip-permissions", "[[say hello]]"),
                  ("-p", "--settings", '{"sandbox":{"enabled":false}}', "[[say hello]]")):
        done = world.run("claude", *words, options=OWN)
        assert done.returncode == 77 and not world.prompts(), done
    # Without what it makes the sandbox with it does not start, neither by us nor by itself.
    world.env["PATH"] = world.path_without("socat")
    done = world.run("claude", "-p", "[[say hello]]", options=OWN)
    assert done.returncode == 69 and "socat" in done.stderr and not world.prompts(), done
