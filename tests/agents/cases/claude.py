# SPDX-License-Identifier: MIT
"""Claude Code: OSC 7501 in a session, hooks in both modes."""

from desktop import Desktop
from world import DETACH


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
