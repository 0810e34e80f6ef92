# SPDX-License-Identifier: MIT
# bash completion of sandtray: eval "$(sandtray completion bash)"

_sandtray_values() { # KEY COMMAND...: the values of one key in a list that sandtray prints as JSON
  local key=$1
  shift
  "${COMP_WORDS[0]}" "$@" --json 2>/dev/null | sed -n "s/^ *\"$key\": \"\([A-Za-z0-9_.-]*\)\",\{0,1\}\$/\1/p"
}

_sandtray() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command='' i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    if [[ ${COMP_WORDS[i]} == -- ]]; then
      compopt -o default # the agent's own arguments
      return
    fi
    if [[ -z $command && ${COMP_WORDS[i]} != -* ]]; then command=${COMP_WORDS[i]}; fi
  done

  local commands="run attach ls logs ports stop wait rm events agents methods workspaces doctor vm provision config completion help"
  local choices=''
  case $command:$before in
    :*) choices="$commands --help --version" ;;
    run:-m | run:--method | agents:-m | agents:--method | workspaces:-m | workspaces:--method) choices=$(_sandtray_values name methods) ;;
    run:-w | run:--workspace)
      compopt -o filenames
      mapfile -t COMPREPLY < <(
        compgen -W "$(_sandtray_values name workspaces)" -- "$word"
        compgen -d -- "$word"
      )
      return
      ;;
    workspaces:add)
      if [[ $word != -* ]]; then
        compopt -o filenames
        mapfile -t COMPREPLY < <(compgen -d -- "$word")
        return
      fi
      choices="--name -m --method --agent --mount --set --help"
      ;;
    workspaces:--mount | workspaces:--unmount)
      compopt -o filenames
      mapfile -t COMPREPLY < <(compgen -f -- "$word")
      return
      ;;
    agents:-w | agents:--workspace | methods:-w | methods:--workspace)
      compopt -o filenames
      mapfile -t COMPREPLY < <(compgen -d -- "$word")
      return
      ;;
    run:--set | workspaces:--set) choices="permissions=ask permissions=edit permissions=bypass network=host network=none git=guard git=open ssh_agent=yes ssh_agent=no ports= clone=yes clone=no publish= sandbox=" ;;
    run:--launch) choices="default sbx" ;;
    run:--name | run:--worktree | run:--model | stop:--timeout) ;;
    run:*)
      choices="-d --detach -m --method -w --workspace --worktree --name --model --no-wait --resume --launch --set --help"
      [[ $word == -* ]] || choices=$(_sandtray_values name agents)
      ;;
    attach:*) choices="--help $(_sandtray_values id ls)" ;;
    stop:*) choices="--all --timeout --help $(_sandtray_values id ls)" ;;
    logs:*) choices="-f --follow --raw --help $(_sandtray_values id ls --all)" ;;
    ports:open | ports:close) ;;
    ports:*)
      choices="open close --json --help"
      [[ $before != ports ]] || choices="--json --help $(_sandtray_values id ls)"
      ;;
    wait:*) choices="--help $(_sandtray_values id ls --all)" ;;
    rm:*) choices="--all --force --help $(_sandtray_values id ls --all)" ;;
    events:*) choices="-f --follow --json --notifications --help $(_sandtray_values id ls --all)" ;;
    ls:*) choices="-a --all --json --help" ;;
    agents:show | agents:edit | agents:remove | agents:enable | agents:disable | agents:login | methods:show | methods:edit | methods:test | methods:remove) choices=$(_sandtray_values name "$command") ;;
    agents:--from) choices=$(_sandtray_values name agents) ;;
    agents:--command | agents:--title | agents:--model) ;;
    agents:--permissions) choices="ask edit bypass" ;;
    agents:*)
      choices="list show add edit remove enable disable login --json --from --command --title
        --permissions --model -m --method -w --workspace --help"
      ;;
    methods:--template) choices=$(_sandtray_values name methods templates) ;;
    methods:--from) choices=$(_sandtray_values name methods) ;;
    methods:--wrapper | methods:--host-address) ;;
    methods:*)
      choices="list show templates add edit test remove --json --template --from --wrapper --host-address -w --workspace --help"
      ;;
    workspaces:show | workspaces:edit | workspaces:remove) choices=$(_sandtray_values name workspaces) ;;
    workspaces:--agent) choices=$(_sandtray_values name agents) ;;
    workspaces:--name) ;;
    workspaces:*)
      choices="list show add edit remove --json --name -m --method --agent --mount --unmount --set --help"
      ;;
    doctor:*) choices="--json --help" ;;
    vm:vm) choices="start stop restart status shell resize delete --help" ;;
    vm:status) choices="--json --help" ;;
    vm:start) choices="--timeout --if-wished --help" ;;
    vm:stop) choices="--timeout --force --if-unused --if-wished --help" ;;
    vm:delete) choices="--force --help" ;;
    vm:restart) choices="--mount --force --timeout --help" ;;
    vm:shell) choices="--help" ;;
    vm:--timeout | vm:--processors | vm:--memory | vm:--disk) ;;
    vm:*) choices="--processors --memory --disk --force --help" ;;
    provision:provision) choices="lima --help" ;;
    provision:--mount)
      compopt -o filenames
      mapfile -t COMPREPLY < <(compgen -d -- "$word")
      return
      ;;
    provision:--image | provision:--limactl-archive)
      compopt -o filenames
      mapfile -t COMPREPLY < <(compgen -f -- "$word")
      return
      ;;
    provision:--processors | provision:--memory | provision:--disk | provision:--mirror) ;;
    provision:*)
      choices="--dry-run -y --yes --json --processors --memory --disk --mount --emulation --reset --golden --limactl-archive --image --mirror --help"
      ;;
    config:config) choices="get set unset edit path check restore --help" ;;
    config:get | config:set | config:unset)
      choices="containerized_agents default_method network mounts pass_env detach_keys log_mib stop_timeout_s max_sessions terminal
        notifications.finished notifications.needs_you notifications.failed
        notifications.quiet_success_s notifications.quiet_hours"
      ;;
    help:help) choices=$commands ;;
    completion:*) choices="bash zsh fish" ;;
  esac
  # COMP_WORDBREAKS splits at "=": the words after it stand alone.
  local key=''
  if [[ $command == run && $before == = ]]; then
    key=${COMP_WORDS[COMP_CWORD - 2]}
  elif [[ $word == = ]]; then
    key=$before word=''
  fi
  case $key in
    permissions) choices="ask edit bypass" ;;
    network) choices="host none" ;;
    git) choices="guard open" ;;
    clone) choices="yes no" ;;
    launch) choices="default sbx" ;;
  esac
  mapfile -t COMPREPLY < <(compgen -W "$choices" -- "$word")
}

complete -F _sandtray sandtray
