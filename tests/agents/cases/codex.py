# SPDX-License-Identifier: MIT
"""Codex CLI: OSC 7501 in a session, hooks in both modes."""

from desktop import Desktop
from own_sandbox import attempt, has_tried, outside_of_temporary_folders
from plain_user import for_a_plain_user
from world import DETACH


def provider(world):
    """Codex takes its endpoint from its configuration only, never from the environment."""
    stub = f'{{name="stub",base_url="{world.model.url}/v1",env_key="OPENAI_API_KEY",wire_api="responses"}}'
    return ["-m", "gpt-5-codex", "-c", 'model_provider="stub"', "-c", f"model_providers.stub={stub}"]


def codex_edits_a_file_headless(world):
    prompt = "[[write hello.txt = hi there]] [[run cat hello.txt]]"
    done = world.run("codex", *provider(world), "exec", prompt)
    assert done.returncode == 0, done
    assert "hi there" in done.stdout, done
    assert (world.project / "hello.txt").read_text() == "hi there\n"
    with world.last_session() as session:
        session.wait("working", source="hook")
        assert "hi there" in session.wait("done", source="hook")["message"]
        assert session.wait("exited", type="ended")["exit_code"] == 0


def codex_is_confined_when_it_asks_for_nothing(world):
    victim = world.home / "outside.txt"
    prompt = f"[[run touch '{victim}'; ls '{world.home}/.codex' || echo unseen]]"
    done = world.run("codex", *provider(world), "exec", prompt)
    assert done.returncode == 0, done
    assert not victim.exists()
    assert "unseen" in done.stdout, done


@for_a_plain_user
def codex_asks_for_permission_in_a_session(world):
    with world.start("codex", *provider(world), options=("--set", "permissions=ask")) as session:
        session.wait("idle")
        with session.attach() as terminal:
            assert terminal.wait_text("Ask Codex"), terminal.text()
            typed = len(session.events)
            terminal.enter("[[write hello.txt = hi there]] [[escalate touch ~/allowed]] [[say all is written]]")
            blocked = session.wait("blocked", kind="permission", source="osc")
            # The start-up blip, working for some milliseconds before any prompt, is no news. (On a
            # busy machine it is silent for so long that its work is guessed.)
            said = [event for event in session.events[:typed] if event["source"] == "osc"]
            assert "working" not in [event["state"] for event in said], session
            assert (world.project / "hello.txt").read_text() == "hi there\n"
            assert not (world.private_home("codex") / "allowed").exists()
            session.answer(terminal, "Would you like to run", "y")
            done = session.wait("done", since=session.events.index(blocked))
            assert done["message"] == "all is written", done
            assert (world.private_home("codex") / "allowed").exists()
            terminal.press(DETACH)
            assert terminal.wait_end() == 0, terminal.output[-500:]
        session.stop()


@for_a_plain_user
def codex_calls_the_person_by_a_notification(world):
    with Desktop(world) as desktop:
        prompt = "[[escalate touch ~/allowed]] [[say it is allowed]]"
        options = ("--name", "mover", "--set", "permissions=ask")
        with world.start("codex", *provider(world), prompt, options=options) as session:
            asks = desktop.notification("mover asks for permission")
            assert "codex in ~/my project" in asks["body"], asks
            with desktop.press(asks, "attach") as terminal:
                session.answer(terminal, "Would you like to run", "y")
                session.wait("done")
            done = desktop.notification("mover has finished its turn")
            assert "Agent says: it is allowed" in done["body"], done


def codex_reports_an_error_of_the_model_in_a_session(world):
    with world.start("codex", *provider(world)) as session:
        session.wait("idle")
        with session.attach() as terminal:
            terminal.wait_text("Ask Codex")
            terminal.enter("[[fail 400]]")
            session.wait("failed", source="osc")


def codex_remembers_in_its_private_home(world):
    world.run("codex", *provider(world), "exec", "[[say the word is plum]]")
    done = world.run("codex", *provider(world), "exec", "resume", "--last", "[[say I know]]")
    assert "I know" in done.stdout, done
    said = [text for who, text in world.prompts()[-1] if who == "user"]
    assert any("plum" in text for text in said), said


def codex_goes_on_with_its_last_conversation_and_another_model(world):
    with world.start("codex", *provider(world), "[[say the word is plum]]") as session:
        session.wait("done")
        session.stop()
    options = ("--resume", "--model", "gpt-5")
    with world.start("codex", *provider(world)[2:], "[[say I know]]", options=options) as session:
        assert session.wait("done")["message"] == "I know"
        session.stop()
    # Another one asks for a title of the prompt.
    asked = [one for one in world.model.conversations if ("user", "[[say I know]]") in one.turns][-1]
    assert asked.model == "gpt-5", asked
    assert any("plum" in text for who, text in asked.turns if who == "user"), asked
    done = world.run("codex", "exec", "[[say I know]]", options=("--resume",))
    assert done.returncode == 64 and "does not take --resume" in done.stderr, done


def codex_takes_its_own_subcommands(world):
    assert "0.169.0" in world.run("codex", "--version").stdout
    assert world.run("codex", "mcp", "list").returncode == 0
    assert "Not logged in" in world.run("codex", "login", "status").stdout


def configure(world, *lines):
    """The person's own configuration: where the model is, and more."""
    settings = [word for flag, word in zip(provider(world)[2:], provider(world)[3:]) if flag == "-c"]
    world.write_own(".codex/config.toml", "\n".join(['model = "gpt-5-codex"', *settings, *lines]) + "\n")


@for_a_plain_user
@outside_of_temporary_folders
def codex_confines_its_commands_by_itself(world):
    # The workspace is trusted, and asks for more; so does the person's own configuration.
    configure(world, f'sandbox_mode = "danger-full-access"', f'[projects."{world.project}"]',
              'trust_level = "trusted"', "[sandbox_workspace_write]",
              f'writable_roots = ["{world.home}"]')
    (world.project / ".codex").mkdir()
    (world.project / ".codex/config.toml").write_text(
        f'sandbox_mode = "danger-full-access"\n[sandbox_workspace_write]\nwritable_roots = ["{world.home}"]\n')
    script, victim = attempt(world)
    options = ("-m", "agent", "--set", "permissions=edit")
    done = world.run("codex", "exec", f"[[run {script}]]", options=options)
    assert done.returncode == 0 and "tried" in done.stdout, done
    assert not has_tried(world, victim), done
    (world.project / "inside.txt").unlink()
    # With permissions=ask it may write nowhere without being asked, and nobody is there.
    done = world.run("codex", "exec", f"[[run {script}]]", options=("-m", "agent"))
    assert not victim.exists() and not (world.project / "inside.txt").exists(), done
    # The controls: without the method, and without what it refuses.
    done = world.run("codex", "exec", f"[[run {script}]]", options=("-m", "host", "--set", "permissions=bypass"))
    assert has_tried(world, victim), done
    victim.unlink()
    words = ("exec", "-s", "danger-full-access", f"[[run {script}]]")
    done = world.run("codex", *words, options=("-m", "host", "--set", "permissions=edit"))
    assert has_tried(world, victim), done
    victim.unlink()
    done = world.run("codex", *words, options=options)
    assert done.returncode == 77 and not victim.exists(), done


@for_a_plain_user
@outside_of_temporary_folders
def codex_takes_the_network_from_its_commands(world):
    configure(world)
    for network, seen in (("host", True), ("none", False)):
        options = ("-m", "agent", "--set", "permissions=edit", "--set", f"network={network}")
        done = world.run("codex", "exec", f"[[run curl -sS -m 5 {world.model.url}/]]", options=options)
        assert ("models" in done.stdout.rsplit("[[run", 1)[-1]) == seen, done
