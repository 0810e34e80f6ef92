#compdef sandtray
# SPDX-License-Identifier: MIT
# zsh completion of sandtray: eval "$(sandtray completion zsh)" after compinit

_sandtray_values() { # KEY COMMAND...: the values of one key in a list that sandtray prints as JSON
  local key=$1
  shift
  local -a found
  found=(${(f)"$(_call_program values $words_program $* --json 2>/dev/null |
    sed -n "s/^ *\"$key\": \"\([A-Za-z0-9_.-]*\)\",\{0,1\}\$/\1/p")"})
  (( $#found )) && compadd -a found
}

_sandtray_live() { _sandtray_values id ls }
_sandtray_sessions() { _sandtray_values id ls --all }
_sandtray_agents() { _sandtray_values name agents }
_sandtray_methods() { _sandtray_values name methods }
_sandtray_workspaces() { _sandtray_values name workspaces }
_sandtray_places() { _alternative 'workspaces:workspace:_sandtray_workspaces' 'folders:folder:_files -/' }
_sandtray_templates() { _sandtray_values name methods templates }

_sandtray() {
  local words_program=$words[1] curcontext=$curcontext state line
  local -a commands keys
  commands=(
    'run:run an agent in a sandbox'
    'attach:connect this terminal to a session'
    'ls:list the live sessions'
    'logs:print the output of a session'
    'ports:list, open or close ports of a session in the virtual machine'
    'stop:end a session'
    'wait:wait for the end of a session'
    'rm:remove ended sessions'
    'events:print what happened'
    'agents:list, show, add, change or remove the agents'
    'methods:list, show, add, change, test or remove ways to confine'
    'workspaces:list, show, add, change or remove your workspaces'
    'doctor:say what is missing'
    'vm:the virtual machine, its life, its size, a shell in it'
    'provision:set the virtual machine up'
    'config:read and change the settings'
    'completion:print a completion script'
    'help:show the usage of a command'
  )
  keys=(containerized_agents default_method network mounts pass_env detach_keys log_mib stop_timeout_s max_sessions terminal
    notifications.finished notifications.needs_you notifications.failed
    notifications.quiet_success_s notifications.quiet_hours)

  _arguments -C '(- *)--help[show the usage]' '(- *)--version[show the version]' \
    '1:command:->command' '*::argument:->argument' && return
  case $state in
    command) _describe command commands ;;
    argument)
      case $words[1] in
        run)
          _arguments '(-d --detach)'{-d,--detach}'[do not attach]' \
            '(-m --method)'{-m,--method}'[how to confine it]:method:_sandtray_methods' \
            '(-w --workspace)'{-w,--workspace}'[the folder it may change]:workspace:_sandtray_places' \
            '--worktree[a branch to work on in a folder of its own]:branch:' \
            '--name[name of the session]:name:' '--model[which model it is to use]:model:' \
            '--no-wait[fail instead of waiting for a turn]' \
            '--resume[go on with the last conversation]' \
            '--launch[how it is started]:mode:(default sbx)' \
            '*--set[option]:option:(permissions=ask permissions=edit permissions=bypass network=host network=none git=guard git=open ssh_agent=yes ssh_agent=no ports= clone=yes clone=no publish= sandbox=)' \
            '1:agent:_sandtray_agents' '*::arguments of the agent:_default'
          ;;
        attach) _arguments '1:session:_sandtray_live' ;;
        stop) _arguments '--all[every live session]' '--timeout[seconds before force]:seconds:' \
          '1:session:_sandtray_live' ;;
        logs) _arguments '(-f --follow)'{-f,--follow}'[go on]' '--raw[with control sequences]' \
          '1:session:_sandtray_sessions' ;;
        ports) _arguments '--json[for programs]' '1:session:_sandtray_live' '2:action:(open close)' '3:port:' ;;
        wait) _arguments '1:session:_sandtray_sessions' ;;
        rm) _arguments '--all[every ended session]' '--force[its worktree, too]' '1:session:_sandtray_sessions' ;;
        events) _arguments '(-f --follow)'{-f,--follow}'[go on]' '--json[for programs]' \
          '--notifications[what the desktop would show]' '1:session:_sandtray_sessions' ;;
        ls) _arguments '(-a --all)'{-a,--all}'[the ended ones too]' '--json[for programs]' ;;
        agents) _arguments '--json[for programs]' \
          '--from[what it is a copy of]:agent:_sandtray_agents' \
          '--command[the program]:command:' '--title[what people read]:title:' \
          '--permissions[where none is asked for]:profile:(ask edit bypass)' \
          '--model[where none is asked for]:model:' \
          '(-m --method)'{-m,--method}'[login by it]:method:_sandtray_methods' \
            '(-w --workspace)'{-w,--workspace}'[login there]:folder:_files -/' \
            '1:action:(list show add edit remove enable disable login)' '2:agent:_sandtray_agents' ;;
        methods) _arguments '--json[for programs]' \
          '--template[what to begin with]:template:_sandtray_templates' \
          '--from[what it is a copy of]:method:_sandtray_methods' \
          '--wrapper[the command that confines]:command:' \
          '--host-address[how the inside reaches this machine]:address:' \
          '(-w --workspace)'{-w,--workspace}'[the folder to test it in]:folder:_files -/' \
          '1:action:(list show templates add edit test remove)' '2:method:_sandtray_methods' ;;
        workspaces) _arguments '--json[for programs]' '--name[what it is to be called]:name:' \
          '(-m --method)'{-m,--method}'[how to confine agents there]:method:_sandtray_methods' \
          '--agent[the agent there]:agent:_sandtray_agents' \
          '*--mount[what agents may see there, too]:path:_files' \
          '*--unmount[what they may no longer see]:path:_files' \
          '*--set[option]:option:(permissions=ask permissions=edit permissions=bypass network=host network=none git=guard git=open)' \
          '1:action:(list show add edit remove)' '2:workspace:_sandtray_places' ;;
        doctor) _arguments '--json[for programs]' ;;
        vm) _arguments '--json[for programs]' '--timeout[seconds until it is cut off]:seconds:' \
          '--force[at once, or even if it is damaged]' \
          '(--if-wished)--if-unused[not while a session lives in it]' \
          '(--if-unused)--if-wished[as vm.json has it for the tray]' '--processors[how many]:number:' \
          '--memory[in GiB]:GiB:' '--disk[in GiB]:GiB:' '*--mount[have this folder, too]:folder:_files -/' \
          '1:action:(start stop restart status shell resize delete)' ;;
        provision) _arguments '--json[for programs]' '--dry-run[only say what would be done]' \
          '(-y --yes)'{-y,--yes}'[do it without a question]' '--processors[how many]:number:' '--memory[in GiB]:GiB:' \
          '--disk[in GiB]:GiB:' '*--mount[a folder that agents may work in]:folder:_files -/' \
          '--emulation[without virtualization]' \
          '--reset[remove the machine first]' '--golden[keep a copy for the next one]' '--limactl-archive[a release of Lima]:file:_files' \
          '--image[a disk image of yours]:file:_files' '--mirror[where the files are]:address:' '1:what:(lima)' ;;
        config) _arguments '1:action:(get set unset edit path check restore)' '2:setting:($keys)' '3:value:' ;;
        help) _describe command commands ;;
        completion) _arguments '1:shell:(bash zsh fish)' ;;
      esac
      ;;
  esac
}

# As a file on fpath this is the function's body; evaluated, it only registers itself.
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  _sandtray "$@"
else
  compdef _sandtray sandtray
fi
