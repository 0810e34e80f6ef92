# SPDX-License-Identifier: MIT
"""Gemini CLI: titles in a session, hooks in both modes; it sends no OSC 7501."""

MODEL = ("-m", "gemini-2.5-flash")


def gemini_edits_a_file_headless(world):
    prompt = "[[write hello.txt = hi there]] [[run cat hello.txt]]"
    done = world.run("gemini", *MODEL, "-p", prompt)
    assert done.returncode == 0, done
    assert (world.project / "hello.txt").read_text() == "hi there\n"
    with world.last_session() as session:
        session.wait("working", source="hook")
        session.wait("done", source="hook")
        assert session.wait("exited", type="ended")["exit_code"] == 0


def gemini_asks_for_permission_in_a_session(world):
    with world.start("gemini", *MODEL, options=("--set", "permissions=ask")) as session:
        with session.attach() as terminal:
            assert terminal.wait_text("Type your message"), terminal.text()
            terminal.enter("[[write hello.txt = hi there]] [[say all is written]]")
            session.wait("working")
            blocked = session.wait("blocked")
            assert not (world.project / "hello.txt").exists()
            session.answer(terminal, "Allow once", "\r")
            session.wait("done", since=session.events.index(blocked))
            assert (world.project / "hello.txt").read_text() == "hi there\n"
        session.stop()


def gemini_goes_on_with_its_last_conversation_and_another_model(world):
    world.run("gemini", *MODEL, "-p", "[[say the word is plum]]")
    done = world.run("gemini", "-p", "[[say I know]]",
                     options=("--resume", "--model", "gemini-2.5-pro"))
    assert "I know" in done.stdout, done
    asked = [one for one in world.model.conversations if "[[say I know]]" in str(one.turns)][-1]
    assert any("plum" in text for who, text in asked.turns if who == "user"), asked


def gemini_takes_its_own_subcommands(world):
    assert "0.61.0" in world.run("gemini", "--version").stdout
    assert world.run("gemini", "mcp", "list").returncode == 0
