# SPDX-License-Identifier: MIT
# fish completion of sandtray: sandtray completion fish | source

function __sandtray_values # KEY COMMAND...: the values of one key in a list printed as JSON
    set -l key $argv[1]
    set -l program (commandline -opc)[1]
    $program $argv[2..-1] --json 2>/dev/null |
        string replace -rf '^ *"'$key'": "([A-Za-z0-9_.-]*)",?$' '$1'
end

function __sandtray_before_rest
    not contains -- -- (commandline -opc)
end

function __sandtray_uses
    __sandtray_before_rest; and __fish_seen_subcommand_from $argv
end

function __sandtray_fresh
    __sandtray_before_rest
    and not __fish_seen_subcommand_from run attach ls logs ports stop wait rm events agents methods \
        workspaces doctor vm provision config completion help
end

function __sandtray_command -a name description
    complete -c sandtray -n __sandtray_fresh -a $name -d $description
end

complete -c sandtray -n __sandtray_before_rest -f
complete -c sandtray -n __sandtray_before_rest -l help -s h -d 'Show the usage'
complete -c sandtray -n __sandtray_fresh -l version -d 'Show the version'

__sandtray_command run 'Run an agent in a sandbox'
__sandtray_command attach 'Connect this terminal to a session'
__sandtray_command ls 'List the live sessions'
__sandtray_command logs 'Print a session\'s output'
__sandtray_command ports 'List, open or close ports of a session in the virtual machine'
__sandtray_command stop 'End a session'
__sandtray_command wait 'Wait for the end of a session'
__sandtray_command rm 'Remove ended sessions'
__sandtray_command events 'Print what happened'
__sandtray_command agents 'List, show, add, change or remove the agents'
__sandtray_command methods 'List, show, add, change, test or remove ways to confine'
__sandtray_command workspaces 'List, show, add, change or remove your workspaces'
__sandtray_command doctor 'Say what is missing'
__sandtray_command vm 'The virtual machine: its life, its size, a shell in it'
__sandtray_command provision 'Set the virtual machine up'
__sandtray_command config 'Read and change the settings'
__sandtray_command completion 'Print a completion script'
__sandtray_command help 'Show the usage of a command'

complete -c sandtray -n '__sandtray_uses run' -a '(__sandtray_values name agents)' -d Agent
complete -c sandtray -n '__sandtray_uses run' -s d -l detach -d 'Do not attach'
complete -c sandtray -n '__sandtray_uses run' -s m -l method -x -a '(__sandtray_values name methods)'
complete -c sandtray -n '__sandtray_uses run' -s w -l workspace -x \
    -a '(__sandtray_values name workspaces) (__fish_complete_directories)'
complete -c sandtray -n '__sandtray_uses run' -l worktree -x -d 'A branch to work on in a folder of its own'
complete -c sandtray -n '__sandtray_uses run' -l name -x -d 'Name of the session'
complete -c sandtray -n '__sandtray_uses run' -l model -x -d 'Which model it is to use'
complete -c sandtray -n '__sandtray_uses run' -l no-wait -d 'Fail instead of waiting for a turn'
complete -c sandtray -n '__sandtray_uses run' -l resume -d 'Go on with the last conversation'
complete -c sandtray -n '__sandtray_uses run' -l launch -x -a 'default sbx' -d 'How it is started'
complete -c sandtray -n '__sandtray_uses run' -l set -x \
    -a 'permissions=ask permissions=edit permissions=bypass network=host network=none git=guard git=open ssh_agent=yes ssh_agent=no ports= clone=yes clone=no publish= sandbox='

complete -c sandtray -n '__sandtray_uses attach stop ports' -a '(__sandtray_values id ls)' -d Session
complete -c sandtray -n '__sandtray_uses logs wait rm events' \
    -a '(__sandtray_values id ls --all)' -d Session
complete -c sandtray -n '__sandtray_uses stop rm ls' -l all -d 'All of them'
complete -c sandtray -n '__sandtray_uses ls' -s a -d 'The ended ones too'
complete -c sandtray -n '__sandtray_uses rm' -l force -d 'Its worktree, too'
complete -c sandtray -n '__sandtray_uses ports' -a 'open close' -d Action
complete -c sandtray -n '__sandtray_uses stop' -l timeout -x -d 'Seconds before force'
complete -c sandtray -n '__sandtray_uses logs events' -s f -l follow -d 'Go on as things happen'
complete -c sandtray -n '__sandtray_uses logs' -l raw -d 'With control sequences'
complete -c sandtray -n '__sandtray_uses events' -l notifications -d 'What the desktop would show'
complete -c sandtray -n '__sandtray_uses ls ports events agents methods workspaces doctor vm provision' -l json -d 'For programs'

complete -c sandtray -n '__sandtray_uses agents; and not __sandtray_uses list show add edit remove enable disable login' \
    -a 'list show add edit remove enable disable login'
complete -c sandtray -n '__sandtray_uses methods; and not __sandtray_uses list show templates add edit test remove' \
    -a 'list show templates add edit test remove'
complete -c sandtray -n '__sandtray_uses agents; and __sandtray_uses show edit remove enable disable login' \
    -a '(__sandtray_values name agents)'
complete -c sandtray -n '__sandtray_uses agents; and __sandtray_uses login' -s m -l method -x \
    -a '(__sandtray_values name methods)'
complete -c sandtray -n '__sandtray_uses agents; and __sandtray_uses login' -s w -l workspace -x \
    -a '(__fish_complete_directories)'
complete -c sandtray -n '__sandtray_uses agents; and __sandtray_uses add' -l from -x \
    -a '(__sandtray_values name agents)' -d 'What it is a copy of'
complete -c sandtray -n '__sandtray_uses agents; and __sandtray_uses add' -l command -x \
    -d 'The program'
complete -c sandtray -n '__sandtray_uses agents; and __sandtray_uses add' -l permissions -x \
    -a 'ask edit bypass' -d 'Where none is asked for'
complete -c sandtray -n '__sandtray_uses agents; and __sandtray_uses add' -l model -x \
    -d 'Where none is asked for'
complete -c sandtray -n '__sandtray_uses agents; and __sandtray_uses add' -l title -x \
    -d 'What people read'
complete -c sandtray -n '__sandtray_uses methods; and __sandtray_uses show edit test remove' \
    -a '(__sandtray_values name methods)'
complete -c sandtray -n '__sandtray_uses methods; and __sandtray_uses add' -l template -x \
    -a '(__sandtray_values name methods templates)' -d 'What to begin with'
complete -c sandtray -n '__sandtray_uses methods; and __sandtray_uses add' -l from -x \
    -a '(__sandtray_values name methods)' -d 'What it is a copy of'
complete -c sandtray -n '__sandtray_uses methods; and __sandtray_uses test' -s w -l workspace -x \
    -a '(__fish_complete_directories)' -d 'The folder to test it in'
complete -c sandtray -n '__sandtray_uses methods; and __sandtray_uses add' -l wrapper -x \
    -d 'The command that confines'
complete -c sandtray -n '__sandtray_uses methods; and __sandtray_uses add' -l host-address -x \
    -d 'How the inside reaches this machine'
complete -c sandtray -n '__sandtray_uses workspaces; and not __sandtray_uses list show add edit remove' \
    -a 'list show add edit remove'
complete -c sandtray -n '__sandtray_uses workspaces; and __sandtray_uses show edit remove' \
    -a '(__sandtray_values name workspaces)'
complete -c sandtray -n '__sandtray_uses workspaces; and __sandtray_uses add' \
    -a '(__fish_complete_directories)'
complete -c sandtray -n '__sandtray_uses workspaces; and __sandtray_uses add' -l name -x \
    -d 'What it is to be called'
complete -c sandtray -n '__sandtray_uses workspaces; and __sandtray_uses add edit' -s m -l method -x \
    -a '(__sandtray_values name methods)'
complete -c sandtray -n '__sandtray_uses workspaces; and __sandtray_uses add edit' -l agent -x \
    -a '(__sandtray_values name agents)'
complete -c sandtray -n '__sandtray_uses workspaces; and __sandtray_uses add edit' -l mount -r \
    -d 'What agents may see there, too'
complete -c sandtray -n '__sandtray_uses workspaces; and __sandtray_uses edit' -l unmount -r \
    -d 'What they may no longer see'
complete -c sandtray -n '__sandtray_uses workspaces; and __sandtray_uses add edit' -l set -x \
    -a 'permissions=ask permissions=edit permissions=bypass network=host network=none git=guard git=open'
complete -c sandtray -n '__sandtray_uses config; and not __sandtray_uses get set unset edit path check restore' \
    -a 'get set unset edit path check restore'
complete -c sandtray -n '__sandtray_uses config; and __sandtray_uses get set unset' \
    -a 'containerized_agents default_method network mounts pass_env detach_keys log_mib stop_timeout_s max_sessions terminal notifications.finished notifications.needs_you notifications.failed notifications.quiet_success_s notifications.quiet_hours'
complete -c sandtray -n '__sandtray_uses vm; and not __sandtray_uses start stop restart status shell resize delete' \
    -a 'start stop restart status shell resize delete'
complete -c sandtray -n '__sandtray_uses vm; and __sandtray_uses restart' -r -l mount -d 'Have this folder, too'
complete -c sandtray -n '__sandtray_uses vm' -x -l timeout -d 'Seconds until it is cut off'
complete -c sandtray -n '__sandtray_uses vm' -l force -d 'At once, or even if it is damaged'
complete -c sandtray -n '__sandtray_uses vm; and __sandtray_uses stop' -l if-unused -d 'Not while a session lives in it'
complete -c sandtray -n '__sandtray_uses vm; and __sandtray_uses start stop' -l if-wished -d 'As vm.json has it for the tray'
complete -c sandtray -n '__sandtray_uses vm' -x -l processors -d 'How many'
complete -c sandtray -n '__sandtray_uses vm' -x -l memory -d 'In GiB'
complete -c sandtray -n '__sandtray_uses vm' -x -l disk -d 'In GiB'
complete -c sandtray -n '__sandtray_uses provision; and not __sandtray_uses lima' -a lima
complete -c sandtray -n '__sandtray_uses provision' -l dry-run -d 'Only say what would be done'
complete -c sandtray -n '__sandtray_uses provision' -s y -l yes -d 'Do it without a question'
complete -c sandtray -n '__sandtray_uses provision' -x -l processors -d 'How many'
complete -c sandtray -n '__sandtray_uses provision' -x -l memory -d 'In GiB'
complete -c sandtray -n '__sandtray_uses provision' -x -l disk -d 'In GiB'
complete -c sandtray -n '__sandtray_uses provision' -x -l mount -a '(__fish_complete_directories)' \
    -d 'A folder that agents may work in'
complete -c sandtray -n '__sandtray_uses provision' -l emulation -d 'Without virtualization'
complete -c sandtray -n '__sandtray_uses provision' -l reset -d 'Remove the machine first'
complete -c sandtray -n '__sandtray_uses provision' -l golden -d 'Keep a copy for the next one'
complete -c sandtray -n '__sandtray_uses provision' -r -F -l limactl-archive -d 'A release of Lima'
complete -c sandtray -n '__sandtray_uses provision' -r -F -l image -d 'A disk image of yours'
complete -c sandtray -n '__sandtray_uses provision' -x -l mirror -d 'Where the files are'
complete -c sandtray -n '__sandtray_uses completion' -a 'bash zsh fish'
complete -c sandtray -n '__sandtray_uses help; and test (count (commandline -opc)) -eq 2' \
    -a 'run attach ls logs ports stop wait rm events agents methods workspaces doctor vm provision config completion'
