// SPDX-License-Identifier: MIT
// Every sentence that the windows show to a person: one place for translators. {names} are filled
// in by expand_template(); & stands before the letter of a label's key.
#pragma once

namespace sandtray::app::strings {

// Pages and buttons.
constexpr auto page_sandboxing = "Sandboxing";
constexpr auto page_methods = "Sandbox Methods";
constexpr auto page_agents = "Agent CLIs";
constexpr auto page_notifications = "Notifications";
constexpr auto page_general = "General";
constexpr auto button_new_session = "&New Session…";
constexpr auto button_attach = "&Attach";
constexpr auto button_log = "Show &Log";
constexpr auto button_again = "&Run Again";
constexpr auto button_stop = "S&top";
constexpr auto button_add_template = "&Add from Template…";
constexpr auto button_add = "&Add…";
constexpr auto button_edit = "&Edit…";
constexpr auto button_duplicate = "&Duplicate…";
constexpr auto button_remove = "&Remove…";
constexpr auto button_test = "&Test";
constexpr auto button_disable = "D&isable";
constexpr auto button_enable = "Enab&le";
constexpr auto button_save = "&Save";
constexpr auto button_start = "&Start";
constexpr auto button_cancel = "&Cancel";
constexpr auto button_close = "&Close";
constexpr auto button_browse = "&Browse…";
constexpr auto button_back = "&Back";
constexpr auto button_next = "&Next";
constexpr auto button_previous = "&Previous";
constexpr auto button_confirm_remove = "&Remove";
constexpr auto advanced = "&Advanced";

// What is wrong with a value.
constexpr auto name_missing = "It needs a name.";
constexpr auto name_form =
    "Use up to 32 small letters, digits, - and _; begin with a letter or a digit.";
constexpr auto name_taken = "There is one of this name already.";
constexpr auto title_missing = "It needs a title, which people read.";
constexpr auto command_missing = "It needs a command: a name on PATH, or an absolute path.";
constexpr auto wrapper_missing =
    "It needs a command that confines; the agent's command follows it.";
constexpr auto host_form = "A host name or an address, without blanks and slashes.";
constexpr auto env_form = "NAME=value, not \"{line}\".";
constexpr auto platforms_form = "Use linux, macos and windows.";
constexpr auto path_form = "A path that begins with a slash.";
constexpr auto worktree_form = "A branch's name does not begin with a dash.";
constexpr auto model_form = "A model's name does not begin with a dash.";
constexpr auto restart_form = "A number from 0 to 1000.";
constexpr auto number_form = "A number from {least} to {most}.";
constexpr auto time_form = "A time of day, for example 22:00.";
constexpr auto detach_keys_form =
    "Keys with commas between, of which the first is a control key: ctrl-],d";
constexpr auto agent_to_choose = "Choose an agent.";
constexpr auto workspace_missing = "Choose the folder that the agent may change.";
constexpr auto workspace_form = "A path does not begin with a dash.";
constexpr auto method_to_choose_reason = "Containerized agents are off: choose how this one runs.";
constexpr auto permissions_unknown = "This agent has no such profile.";
constexpr auto session_name_form = "Use up to 64 letters, digits, dots, dashes and underscores.";
constexpr auto no_reason = "It gave no reason.";

// Methods.
constexpr auto methods_intro =
    "How agents can be confined. Those in red confine nothing, or nothing that is known.";
constexpr auto methods_list = "Sandbox methods";
constexpr auto methods_details = "&What it isolates";
constexpr auto column_title = "Method";
constexpr auto column_boundary = "Boundary";
constexpr auto column_summary = "Summary";
constexpr auto boundary_planned = "not yet";
constexpr auto boundary_yes = "yes";
constexpr auto boundary_claimed = "claimed";
constexpr auto boundary_unknown = "unknown";
constexpr auto boundary_partial = "in part";
constexpr auto boundary_none = "NONE";
constexpr auto method_details =
    "{summary}\n\nFiles: {files}\n\nProcesses: {processes}\n\nNetwork: {network}\n\n"
    "Devices: {devices}\n\nWithstands: {withstands}";
constexpr auto withstands_nothing = "nothing that is known";
constexpr auto method_name = "&Name";
constexpr auto method_name_help = "What you type: sandtray run -m NAME";
constexpr auto method_wrapper = "&Wrapper";
constexpr auto method_wrapper_help =
    "The command that confines. The agent's command follows it, or stands at {command}. It never "
    "passes through a shell. Also: {workspace} {home} {cwd} {session} {uid} {gid}";
constexpr auto method_other_program =
    "Another program: what is said of {program} is dropped, and that it is a boundary. See "
    "\"Advanced\": tick it again if you claim it of this one.";
constexpr auto method_host = "&Host address";
constexpr auto method_host_help =
    "The name by which the sandbox reaches this machine; empty if it cannot.";
constexpr auto method_title = "&Title";
constexpr auto method_boundary = "It is a &boundary";
constexpr auto method_boundary_help =
    "Your claim that nothing gets out. Without it agents ask before they act, and the method is "
    "red.";
constexpr auto method_env = "En&vironment";
constexpr auto method_env_help = "NAME=value, one a line. Never a secret.";
constexpr auto method_check = "Chec&k command";
constexpr auto method_check_help = "Ends with 0 if the wrapper can be used now.";
constexpr auto method_stop = "St&op command";
constexpr auto method_stop_help = "Asks the agent inside to end.";
constexpr auto method_cleanup = "Clean-&up command";
constexpr auto method_cleanup_help = "Removes what is left of a session.";
constexpr auto method_terminal = "Words on a te&rminal";
constexpr auto method_terminal_help = "Stand for {terminal}.";
constexpr auto method_online = "Words with network";
constexpr auto method_online_help = "Stand for {network}.";
constexpr auto method_offline = "Words without network";
constexpr auto method_offline_help =
    "Likewise. Empty: it cannot take the network away, and refuses to try.";
constexpr auto method_mount_read_only = "Words of a read-only mount";
constexpr auto method_mount_help =
    "Stand for {mounts}, once for each mount, with {source} and {path}. Empty: workspaces with "
    "mounts are refused.";
constexpr auto method_mount_writable = "Words of a writable mount";
constexpr auto method_mount_writable_help = "Likewise.";
constexpr auto method_pass_env = "&Passed variables";
constexpr auto method_pass_env_help = "Names of what the wrapper needs of your environment.";
constexpr auto method_platforms = "Platforms";
constexpr auto method_platforms_help = "linux macos windows; empty means all.";
constexpr auto method_inside_workspace = "Workspace inside";
constexpr auto method_inside_home = "Home inside";
constexpr auto method_inside_help = "Where the agent sees it; empty if at the same path.";
constexpr auto method_usual = "This system's own ({method})";
constexpr auto add_method_title = "New sandbox method";
constexpr auto edit_method_title = "Sandbox method {name}";
constexpr auto template_title = "Which template?";
constexpr auto template_label = "&Templates";
constexpr auto button_continue = "C&ontinue";
constexpr auto test_title = "Test of {name}";
constexpr auto test_running = "A short session runs by this method…";
constexpr auto test_label = "&Result";
constexpr auto step_ok = "ok      ";
constexpr auto step_failed = "FAILED  ";
constexpr auto test_passed = "It works.";
constexpr auto test_failed = "It does not work yet.";
constexpr auto remove_title = "Remove {name}?";
constexpr auto remove_method_text =
    "The file of the method {name} is removed. Sessions that run go on.";
constexpr auto remove_agent_text =
    "Your file for the agent {name} is removed. Sessions that run go on.";

// Agents.
constexpr auto agents_intro =
    "The agent CLIs that Sandtray can start, each with what is yours about it.";
constexpr auto agents_list = "Agent CLIs";
constexpr auto column_agent_title = "Agent";
constexpr auto column_agent_name = "Name";
constexpr auto column_agent_state = "Command";
constexpr auto agent_disabled = "disabled";
constexpr auto agent_missing = "not found: {install}";
constexpr auto agent_name = "&Name";
constexpr auto agent_name_help = "What you type: sandtray run NAME";
constexpr auto agent_title = "&Title";
constexpr auto agent_command = "Co&mmand";
constexpr auto agent_command_help = "A name on PATH, or an absolute path.";
constexpr auto agent_permissions = "&Permissions";
constexpr auto agent_permissions_help =
    "What a session has that asks for none. Without a boundary \"never asks\" has to be asked for.";
constexpr auto agent_model = "M&odel";
constexpr auto agent_model_help = "Empty: the agent's own choice.";
constexpr auto agent_no_model = "This agent cannot be told.";
constexpr auto agent_launch = "&Launch mode";
constexpr auto agent_launch_help = "What a session has that asks for none.";
constexpr auto agent_no_sbx =
    "sbx has to know the agent: its file says so by \"sbx\": {\"agent\": NAME}.";
constexpr auto launch_usual = "The usual one ({mode})";
constexpr auto launch_by_method = "Its command, under a method (default)";
constexpr auto launch_by_sbx = "Docker Sandboxes (sbx)";
constexpr auto agent_restart = "Restarts a&fter a crash";
constexpr auto agent_restart_help =
    "At most so many in a row, each after a longer time; empty: as before.";
constexpr auto agent_notifications = "Not&ifications";
constexpr auto agent_notifications_help =
    "Off: the tray shows none when its sessions finish, fail or need you.";
constexpr auto agent_mcp = "MCP serv&er of Sandtray";
constexpr auto agent_mcp_help = "There is none yet, so agents cannot ask Sandtray for anything.";
constexpr auto agent_args = "Ar&guments";
constexpr auto agent_pass_env = "Passed &variables";
constexpr auto usually = "Empty: {value}";
constexpr auto permissions_usual = "The usual ones";
constexpr auto permissions_ask = "Asks before it acts";
constexpr auto permissions_edit = "Edits files without asking";
constexpr auto permissions_bypass = "Never asks";
constexpr auto add_agent_title = "New agent";
constexpr auto edit_agent_title = "Agent {name}";

// Workspaces.
constexpr auto page_workspaces = "Workspaces";
constexpr auto workspaces_intro = "The folders that you give to agents, and what counts in each.";
constexpr auto workspaces_list = "Workspaces";
constexpr auto workspaces_name = "Workspace";
constexpr auto workspaces_folder = "Folder";
constexpr auto workspaces_how = "Agent and method";
constexpr auto workspace_folder = "&Folder";
constexpr auto workspace_name = "&Name";
constexpr auto workspace_name_help = "Empty: made from the folder's.";
constexpr auto workspace_no_agent = "None";
constexpr auto workspace_agent_help = "The one that runs there when none is named.";
constexpr auto workspace_usual_method = "That of the settings";
constexpr auto workspace_usual_network = "As in the settings";
constexpr auto workspace_no_model = "Only for an agent that can be told.";
constexpr auto add_workspace_title = "New workspace";
constexpr auto edit_workspace_title = "Workspace {name}";
constexpr auto remove_workspace_text =
    "What you said of the workspace {name} is forgotten. The folder stays as it is.";

// Settings.
constexpr auto containerized = "&Containerized agents";
constexpr auto containerized_help =
    "On: a session that names no method is confined by the default one. Off: it is refused, and "
    "each "
    "session has to say how it runs. Nothing ever falls back to this machine.";
constexpr auto default_method = "&Default method";
constexpr auto default_method_help = "What confines a session that names none.";
constexpr auto default_is_open =
    "Nothing is confined: every session that names no method runs as you, with all that you may "
    "do.";
constexpr auto default_is_unknown =
    "Nothing is known to be confined: this method does not say that it is a boundary.";
constexpr auto network = "N&etwork";
constexpr auto network_help = "Of sessions that are confined, unless one asks otherwise.";
constexpr auto network_host = "This machine's";
constexpr auto network_none = "None";
constexpr auto tell_needs_you = "Tell me when an agent &needs me";
constexpr auto tell_finished = "Tell me when an agent has &finished";
constexpr auto tell_failed = "Tell me when an agent has fai&led";
constexpr auto quiet_success = "&Short runs (seconds)";
constexpr auto quiet_success_help = "Successes of shorter runs are silent.";
constexpr auto quiet_hours = "&Quiet hours";
constexpr auto quiet_hours_help = "Nothing is shown between these times.";
constexpr auto quiet_from = "F&rom";
constexpr auto quiet_to = "T&o";
constexpr auto terminal = "&Terminal";
constexpr auto terminal_help =
    "How a terminal is opened: xterm -e {}, where {} stands for the command. Empty: the desktop's "
    "own.";
constexpr auto detach_keys = "&Detach keys";
constexpr auto detach_keys_help = "What leaves an attached session, and lets it go on.";
constexpr auto log_mib = "&Log size (MiB)";
constexpr auto log_mib_help = "How much output is kept of each session.";
constexpr auto stop_timeout = "&Stop timeout (seconds)";
constexpr auto stop_timeout_help = "Between asking an agent to end and killing it.";
constexpr auto max_sessions = "Sessions at &once";
constexpr auto max_sessions_help = "The next ones wait for their turn. 0: any number.";
constexpr auto settings_broken = "The settings cannot be read: {message}";

// A new session.
constexpr auto new_session_title = "New session";
constexpr auto session_agent = "&Agent";
constexpr auto session_workspace = "&Workspace";
constexpr auto session_workspace_help = "The folder that the agent works in and may change.";
constexpr auto session_method = "&Method";
constexpr auto session_launch = "&Launch mode";
constexpr auto session_launch_help =
    "Docker's launcher starts the agent in a virtual machine, in the place of a method.";
constexpr auto session_permissions = "&Permissions";
constexpr auto session_model = "M&odel";
constexpr auto session_resume = "&Go on with its last conversation";
constexpr auto session_worktree = "B&ranch of its own";
constexpr auto session_worktree_help =
    "Empty: none. It then works in a folder of its own, a worktree of the same repository.";
constexpr auto session_name = "&Name";
constexpr auto session_name_help = "Empty: made from the agent's.";
constexpr auto method_default = "The default ({method})";
constexpr auto method_to_choose = "Choose a method";
constexpr auto method_open = "{title} ({method}): NOT CONFINED";
constexpr auto session_open =
    "Nothing is confined: the agent runs as you, with everything that you may do.";
constexpr auto session_unknown =
    "Nothing is known to be confined: your method does not say that it is a boundary.";
constexpr auto session_starting = "Starting…";
constexpr auto folder_title = "Choose the workspace";

// Sessions and logs.
constexpr auto column_cpu = "CPU";
constexpr auto column_memory = "Memory";
constexpr auto use_unknown = "–";
constexpr auto log_title = "Log of {name}";
constexpr auto log_text = "Out&put";
constexpr auto log_find = "&Find";
constexpr auto log_not_found = "Not found";
constexpr auto log_hits = "{number} of {count}";
constexpr auto action_failed = "{what}: {message}";
constexpr auto edit_failed = "It cannot be changed";
constexpr auto remove_failed = "It was not removed";
constexpr auto stop_failed = "The session was not stopped";
constexpr auto again_failed = "The session was not run again";
constexpr auto terminal_failed = "No terminal opened";
constexpr auto log_failed = "The log cannot be shown";

}  // namespace sandtray::app::strings
