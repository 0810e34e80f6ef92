# SPDX-License-Identifier: MIT
"""OpenCode: plugin events only; its terminal tells nothing."""


def use_stub(world, models=("m1",)):
    provider = {"npm": "@ai-sdk/openai-compatible", "name": "stub",
                "options": {"baseURL": f"{world.model.url}/v1", "apiKey": "stub-key-0000"},
                "models": {name: {"name": name, "tool_call": True} for name in models}}
    world.seed("opencode", ".config/opencode/opencode.json",
               {"share": "disabled", "model": "stub/m1", "small_model": "stub/m1",
                "enabled_providers": ["stub"], "provider": {"stub": provider}})


def opencode_edits_a_file_headless(world):
    use_stub(world)
    prompt = "[[write hello.txt = hi there]] [[run cat hello.txt]]"
    done = world.run("opencode", "run", prompt)
    assert done.returncode == 0, done
    assert (world.project / "hello.txt").read_text() == "hi there\n"
    with world.last_session() as session:
        session.wait("working", source="hook")
        session.wait("done", source="hook")
        assert session.wait("exited", type="ended")["exit_code"] == 0


def opencode_asks_for_permission_in_a_session(world):
    use_stub(world)
    with world.start("opencode", options=("--set", "permissions=ask")) as session:
        with session.attach() as terminal:
            # Its first start in a home fetches what it needs, if it can.
            assert terminal.wait_text("Ask anything", 150), terminal.text()
            terminal.enter("[[run touch hello.txt]] [[say all is written]]")
            session.wait("working", source="hook")
            blocked = session.wait("blocked", kind="permission", source="hook")
            assert not (world.project / "hello.txt").exists()
            session.answer(terminal, "Allow once", "\r")
            session.wait("done", since=session.events.index(blocked))
            assert (world.project / "hello.txt").exists()
        session.stop()


def opencode_goes_on_with_its_last_conversation_and_another_model(world):
    use_stub(world, models=("m1", "m2"))
    world.run("opencode", "run", "[[say the word is plum]]")
    done = world.run("opencode", "run", "[[say I know]]",
                     options=("--resume", "--model", "stub/m2"))
    assert "I know" in done.stdout, done
    asked = [one for one in world.model.conversations if "[[say I know]]" in str(one.turns)][-1]
    assert asked.model == "m2", asked
    assert any("plum" in text for who, text in asked.turns if who == "user"), asked


def opencode_takes_its_own_subcommands(world):
    use_stub(world)
    assert "1.18.33" in world.run("opencode", "--version").stdout
    assert "stub/m1" in world.run("opencode", "models").stdout
