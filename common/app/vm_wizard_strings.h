// SPDX-License-Identifier: MIT
// Every sentence of the wizard for the virtual machine: one place for translators, as
// window_strings.h.
#pragma once

namespace sandtray::app::strings {

constexpr auto vm_page_machine = "Your machine";
constexpr auto vm_page_software = "Software";
constexpr auto vm_page_size = "Size";
constexpr auto vm_page_folders = "Folders";
constexpr auto vm_page_switches = "What agents may do";
constexpr auto vm_page_summary = "Summary";
constexpr auto vm_page_progress = "Setting up";
constexpr auto vm_page_done = "Ready";
constexpr auto vm_page_failed = "Not ready";

constexpr auto vm_machine_text =
    "Agents can run in a virtual machine: a kernel of its own stands between them and yours. This "
    "is what it needs.";
constexpr auto vm_machine_looks = "Looking at your machine…";
constexpr auto vm_machine_missing = "Something is missing. Mend it, and look again.";
constexpr auto vm_machine_or_emulate =
    "Something is missing. Mend it, and look again; or have the processor emulated.";
constexpr auto vm_software_text =
    "What is missing is fetched. A file is used only if its hash is the one that is expected.";
constexpr auto vm_size_text = "The machine takes memory and processors only while it runs.";
constexpr auto vm_size_made =
    "The machine is made, so its size stays. `sandtray vm resize` changes it.";
constexpr auto vm_folders_text =
    "Agents see these folders and nothing else of your files; each session its own workspace. A "
    "folder that holds all your projects saves you from changing this later.";
constexpr auto vm_switches_text = "As it stands here it is safe. Each change lets agents do more.";
constexpr auto vm_summary_text = "This will be done. You can stop it and go on later.";
constexpr auto vm_progress_text = "This can take a while the first time.";
constexpr auto vm_stopping_text = "Stopping…";
constexpr auto vm_done_text =
    "The virtual machine runs. Sessions with the method \"lima\" start in it.";
constexpr auto vm_done_problems =
    "The virtual machine runs and can be used, but not all of it went well.";
constexpr auto vm_cancelled_text =
    "Stopped. What has been fetched is kept, and Try Again goes on from there. A machine that was "
    "cut off in its first start is made anew.";

constexpr auto vm_button_set_up = "&Set Up";
constexpr auto vm_button_again = "Try &Again";
constexpr auto vm_button_finish = "&Finish";

constexpr auto vm_window_title = "Set Up the Virtual Machine";
constexpr auto vm_button_look = "&Look Again";
constexpr auto vm_button_open = "Set &Up…";
constexpr auto vm_button_start = "&Start";
constexpr auto vm_button_stop = "S&top";
constexpr auto vm_panel_title = "Virtual machine (Lima)";
constexpr auto vm_panel_asks = "…";
constexpr auto vm_panel_unanswered = "What it is in cannot be told: {message}";
constexpr auto vm_word_absent = "there is none";
constexpr auto vm_word_stopped = "stopped";
constexpr auto vm_word_starting = "starting";
constexpr auto vm_word_ready = "ready";
constexpr auto vm_word_degraded = "something went wrong in it";
constexpr auto vm_word_stopping = "stopping";
constexpr auto vm_word_failed = "could not be started";
constexpr auto vm_word_broken = "does not work";
constexpr auto vm_word_unknown = "cannot be told";
constexpr auto vm_memory_held = "{memory} held";
constexpr auto vm_memory_used = "{memory} used inside";
constexpr auto vm_services = "Agents reach ports of this machine: {ports}";
constexpr auto vm_idle_stop = "Stops after {minutes} min without a session";
constexpr auto vm_is_absent =
    "There is none. Agents with the method \"lima\" run in a virtual machine that Sandtray makes: "
    "a "
    "kernel of its own stands between them and yours.";
constexpr auto vm_is_stopped = "Stopped. A session starts it.";
constexpr auto vm_is_starting = "It starts.";
constexpr auto vm_is_ready = "Ready.";
constexpr auto vm_is_degraded = "It runs, but something went wrong in it. Stop it and start it.";
constexpr auto vm_is_stopping = "It stops.";
constexpr auto vm_is_failed = "It could not be started.";
constexpr auto vm_is_broken = "Something that was left behind is in its way. A start clears it.";
constexpr auto vm_is_unknown = "It is in a state that this window does not know.";
constexpr auto vm_changes_wait = "What has changed counts from its next start.";
constexpr auto vm_stop_question = "Sessions that run in it end.";
constexpr auto vm_button_reset = "&Reset…";
constexpr auto vm_button_do_reset = "&Reset";
constexpr auto vm_reset_question =
    "A new machine takes its place, or the golden copy if you have kept one. All that is on its "
    "disk is lost: what agents have written there outside of your folders, their logins, and what "
    "you have installed. Sessions that run in it end. Your folders stay as they are.";
constexpr auto vm_could_not = "The virtual machine";

// A row's state, for who does not see its symbol.
constexpr auto vm_state_waiting = "to do";
constexpr auto vm_state_running = "under way";
constexpr auto vm_state_ok = "done";
constexpr auto vm_state_skipped = "was done already";
constexpr auto vm_state_warning = "warning";
constexpr auto vm_state_failed = "failed";

constexpr auto vm_emulation = "&Emulate the processor, many times slower";
constexpr auto vm_archive = "A file of Lima's &release";
constexpr auto vm_archive_help = "In the place of the download; empty: it is fetched.";
constexpr auto vm_image = "A disk &image of yours";
constexpr auto vm_image_help = "In the place of Debian's. It is taken as it is.";
constexpr auto vm_mirror = "A &mirror";
constexpr auto vm_mirror_help = "The address of a folder with these files. It need not be trusted.";
constexpr auto vm_processors = "&Processors";
constexpr auto vm_memory = "&Memory, in MiB";
constexpr auto vm_memory_help = "It keeps what it has used until it stops.";
constexpr auto vm_memory_alarm = "More than half of what this machine has.";
constexpr auto vm_disk = "&Disk, in GiB";
constexpr auto vm_disk_help = "It grows to this size as it is filled, and cannot shrink.";
constexpr auto vm_disk_alarm = "More than is free on your disk now.";
constexpr auto vm_idle = "&Stop when idle, in minutes";
constexpr auto vm_idle_help =
    "Without a session. The next one starts it. 0: it runs until it is stopped.";
constexpr auto vm_start_with = "Start &with Sandtray";
constexpr auto vm_start_with_help = "When the tray starts. Otherwise a session starts it.";
constexpr auto vm_stop_with = "Stop when Sandtray &quits";
constexpr auto vm_stop_with_help = "Not while a session lives in it.";
constexpr auto vm_golden = "&Keep a golden copy";
constexpr auto vm_golden_help =
    "Of the machine as it is at the end: after a reset the next one begins with it, in seconds.";
constexpr auto vm_folders = "Folders to &work in";
constexpr auto vm_folders_help = "One in each line.";
constexpr auto vm_read_only = "Folders to &look at only";
constexpr auto vm_restrict_sudo = "Agents cannot become &root inside";
constexpr auto vm_restrict_sudo_help = "Every other rule rests on it.";
constexpr auto vm_restrict_sudo_alarm =
    "An agent that is root inside can lift every rule: it reaches all folders of the machine, and "
    "all services of yours.";
constexpr auto vm_had_root_alarm =
    "Agents could be root inside once: what one has left there may lift every rule. Reset… makes a "
    "new machine.";
constexpr auto vm_open_alarm =
    "No agent is let in: when it was tried, one {what}. Stop it, and Set Up… tries again.";
constexpr auto vm_private_networks = "Agents may reach your &local network";
constexpr auto vm_private_networks_help = "And a VPN: all that is not the internet.";
constexpr auto vm_ssh_agent = "Sessions may ask for your SSH &keys";
constexpr auto vm_ssh_agent_help = "The keys stay here; a session asks with ssh_agent=yes.";
constexpr auto vm_port_forwarding = "Sessions may have p&orts on your machine";
constexpr auto vm_port_forwarding_help =
    "On its loopback alone; a session asks with ports=8080:80.";
constexpr auto vm_host_services = "&Services that agents reach";
constexpr auto vm_host_services_help =
    "TCP ports of your machine, for example 5432, 11434; at 192.168.5.2 inside.";

constexpr auto vm_absolute_form = "A path that begins with a slash.";
constexpr auto vm_mirror_form = "An address that begins with https:// or http://";
constexpr auto vm_no_folder = "Name a folder that agents may work in.";
constexpr auto vm_folder_missing = "There is no folder {folder}.";
constexpr auto vm_ports_form = "Ports are numbers from 1 to 65535.";

constexpr auto vm_check_user = "Account";
constexpr auto vm_check_virtualization = "Virtualization";
constexpr auto vm_check_disk = "Disk";
constexpr auto vm_check_memory = "Memory";
constexpr auto vm_check_path = "Path of your home";

constexpr auto vm_step_reset = "Remove the machine that is there";
constexpr auto vm_step_golden = "Keep a copy";
constexpr auto vm_step_machine = "Look at this machine";
constexpr auto vm_step_limactl = "Lima";
constexpr auto vm_step_image = "Disk image";
constexpr auto vm_step_settings = "Settings";
constexpr auto vm_step_create = "Make the machine";
constexpr auto vm_step_start = "Start it";
constexpr auto vm_step_tools = "Tools and agents";
constexpr auto vm_step_proof = "Prove what it confines";

constexpr auto vm_row_size = "Size";
constexpr auto vm_row_size_text =
    "{processors} processors, {memory} MiB, a disk of up to {disk} GiB";
constexpr auto vm_row_times = "Runs";
constexpr auto vm_says_idle = "stops after {minutes} min without a session";
constexpr auto vm_says_never_idle = "until it is stopped";
constexpr auto vm_says_start = "starts with Sandtray";
constexpr auto vm_says_stop = "stops when Sandtray quits";
constexpr auto vm_row_folders = "Folders";
constexpr auto vm_row_agents = "Agents";
constexpr auto vm_row_to_do = "To do";
constexpr auto vm_row_stopped = "stopped";
constexpr auto vm_row_own_image = "{file} is taken as it is";
constexpr auto vm_row_archive = "unpack {file}";
constexpr auto vm_row_mirror = "fetch it from {mirror}";
constexpr auto vm_read_only_mark = " (read-only)";
constexpr auto vm_says_no_root = "no root";
constexpr auto vm_says_root = "ROOT: no other rule holds";
constexpr auto vm_says_local = "your local network";
constexpr auto vm_says_no_local = "no local network";
constexpr auto vm_says_services = "services {ports}";
constexpr auto vm_says_no_services = "no services of this machine";

}  // namespace sandtray::app::strings
