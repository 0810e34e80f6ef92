#!/bin/sh
# SPDX-License-Identifier: MIT
# What root does in the virtual machine at each of its starts: the user that agents run as, what that
# user may not do, and the network rules. Lima runs it on every boot, so each step looks first. Agents
# get in by a key that stands in /run alone: until all of this has gone well nobody is `agent`.
# /run/sandtray/provisioned then says "HASH ok", or "HASH failed: STEP".
#
# The lines that are put before it set what is named here.
set -eu
: "${hash:?}" "${uid:?}" "${gid:?}" "${admin:?}" "${restrict_sudo:?}"
: "${tcp_forwarding:?}" "${private_networks:?}" "${resolver:?}" "${key:?}" "${services?}"

PATH=/usr/sbin:/usr/bin:/sbin:/bin
export PATH
run=/run/sandtray
step="to begin"

finish() {
  status=$?
  [ "$status" -eq 0 ] && return
  rm -f "$run/authorized_keys"
  echo "$hash failed: $step" >"$run/provisioned"
}

# put FILE MODE: standard input becomes the file, in one step.
put() {
  mkdir -p "$(dirname "$1")"
  cat >"$1.new"
  chmod "$2" "$1.new"
  mv "$1.new" "$1"
}

make_user() {
  step="the user agent"
  # Its number is the host's, by which mounts tell who writes. A group of the system stays what it is.
  group=$(getent group "$gid" | cut -d: -f1)
  if [ -z "$group" ]; then
    groupadd -g "$gid" agent
  elif [ "$group" != agent ] && ! getent group agent >/dev/null; then
    groupadd agent
  fi
  taken=$(getent passwd "$uid" | cut -d: -f1)
  if [ -n "$taken" ] && [ "$taken" != agent ]; then
    step="the user agent: $taken has the number $uid"
    return 1
  fi
  if ! getent passwd agent >/dev/null; then
    useradd -M -d /home/agent -u "$uid" -g agent -s /bin/sh -p '*' agent
  elif [ "$(id -u agent)" != "$uid" ]; then
    usermod -u "$uid" agent
  fi
  usermod -G '' agent
  sed -i '/^agent:/d' /etc/subuid /etc/subgid 2>/dev/null || true
  if [ ! -d /home/agent ]; then
    rm -rf /home/agent.new
    cp -r /etc/skel /home/agent.new
    chown -R agent:agent /home/agent.new
    mv /home/agent.new /home/agent
  fi
  chmod 0700 /home/agent "$(getent passwd "$admin" | cut -d: -f6)"
}

# What the agents' home says is read by nobody before the session has begun: sh, unlike bash, reads no
# file for a command, and sshd's PAM no variables of the user's. Whoever planted them would else run
# outside of all sessions.
#
# No privilege can be gained: sudo says no, and with no_new_privs from the first process on a setuid
# program is an ordinary one. What would start a process elsewhere (the user's own service manager,
# cron, at) is shut.
restrict_user() {
  step="the variables of the user agent"
  [ ! -e /etc/pam.d/sshd ] || sed -i 's/[[:space:]]user_readenv=[^[:space:]]*//' /etc/pam.d/sshd
  step="sudo of the user agent"
  shell=/usr/local/libexec/sandtray-shell
  if [ "$restrict_sudo" = yes ]; then
    rm -f /etc/sudoers.d/90-sandtray
    put "$shell" 0755 <<'SHELL'
#!/bin/sh
unset ENV BASH_ENV
exec /usr/bin/setpriv --no-new-privs -- /bin/sh "$@"
SHELL
    usermod -s "$shell" agent
    ln -sfn /dev/null "/etc/systemd/system/user@$uid.service"
    rm -f /var/lib/systemd/linger/agent
    echo root | put /etc/cron.allow 0644
    echo root | put /etc/at.allow 0644
    if sudo -n -l -U agent 2>&1 | grep -q 'may run'; then return 1; fi
    "$shell" -c 'grep -q "^NoNewPrivs:[[:space:]]*1" /proc/self/status'
  else
    rm -f "/etc/systemd/system/user@$uid.service" /etc/cron.allow /etc/at.allow "$shell"
    usermod -s /bin/sh agent
    echo 'agent ALL=(ALL) NOPASSWD:ALL' | put /etc/sudoers.d/90-sandtray 0440
  fi
  systemctl daemon-reload
}

# What is forwarded is what the ssh outside asks for: no agent can ask. sshd refuses
# a socket for the hooks where AllowTcpForwarding is without "remote" (its session.c).
restrict_ssh() {
  step="the rules of sshd"
  put /etc/ssh/sshd_config.d/10-sandtray.conf 0644 <<RULES
Match User agent
  AuthorizedKeysFile $run/authorized_keys
  AuthenticationMethods publickey
  AllowAgentForwarding no
  AllowTcpForwarding $tcp_forwarding
  PermitOpen 127.0.0.1:*
  AllowStreamLocalForwarding remote
  StreamLocalBindUnlink yes
  MaxSessions 1000
  AcceptEnv *
  PermitTunnel no
  PermitUserRC no
  X11Forwarding no
Match all
RULES
  # The main file may not read the folder at all.
  mkdir -p /run/sshd
  sshd -T -C user=agent,host=localhost,addr=127.0.0.1 | grep -qix "authorizedkeysfile $run/authorized_keys"
  systemctl reload ssh 2>/dev/null || systemctl try-restart ssh.socket 2>/dev/null || true
}

# rules WORD: WORD is what becomes of what is not allowed.
rules() {
  echo "table inet sandtray {}"
  echo "delete table inet sandtray"
  echo "table inet sandtray {"
  echo "  chain output {"
  echo "    type filter hook output priority 10; policy accept;"
  echo "    oifname \"lo\" accept"
  echo "    ct state established,related accept"
  echo "    meta skuid < 1000 meta skuid != $uid accept"
  echo "    meta skuid $(id -u "$admin") accept"
  # And what is nobody's: the kernel connects for whoever asks it in some ways.
  echo "    jump agents"
  echo "  }"
  echo "  chain agents {"
  echo "    ip daddr $resolver meta l4proto { tcp, udp } th dport 53 accept"
  [ -z "$services" ] || echo "    ip daddr 192.168.5.2 tcp dport { $services } accept"
  # All of Lima's network leads to the host, and so does what is for all: libslirp makes the host's loopback of
  # that (its socket.c). The kernel's own words to its neighbours stay. 169.254.0.0/16 leads to whoever runs
  # a cloud.
  echo "    ip daddr { 0.0.0.0/8, 192.168.5.0/24, 169.254.0.0/16, 240.0.0.0/4 } $1"
  echo "    ip6 daddr { fe80::/10, fec0::/10 } $1"
  echo "    ip6 daddr ff02::1 meta l4proto != ipv6-icmp $1"
  if [ "$private_networks" = no ]; then
    echo "    ip daddr { 10.0.0.0/8, 100.64.0.0/10, 172.16.0.0/12, 192.168.0.0/16, 224.0.0.0/4 } $1"
    echo "    ip6 daddr fc00::/7 $1"
    echo "    ip6 daddr ff00::/8 meta l4proto != ipv6-icmp $1"
  fi
  echo "  }"
  echo "}"
}

restrict_network() {
  step="the network rules: nft is missing and cannot be installed"
  if ! command -v nft >/dev/null; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nftables
  fi
  step="the network rules: nft does not load them"
  rules reject | nft -f - || rules drop | nft -f -
  nft list chain inet sandtray agents | grep -q '192.168.5.0/24.*240.0.0.0'
}

let_agents_in() {
  step="the key of the user agent"
  # Of sessions: their files, and where their hooks report to.
  mkdir -m 0700 "$run/agent"
  chown agent:agent "$run/agent"
  mkdir -p /run/dbus
  echo "$key" | put "$run/authorized_keys" 0644
  step="none"
  echo "$hash ok" | put "$run/provisioned" 0644
}

rm -rf "$run"
mkdir -m 0755 "$run"
trap finish EXIT
make_user
restrict_user
restrict_ssh
restrict_network
let_agents_in
