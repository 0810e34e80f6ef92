#!/bin/sh
# SPDX-License-Identifier: MIT
# The one place that knows what a distribution calls the things that Sandtray needs. Installs what
# is missing and nothing else, so a second call changes nothing and needs no rights.
#
#   installer/packages.sh [--print] GROUP...
#
# Groups: build (compile), run (use), test (default test lane), fuzz, bench, desktop (tests on a real
# panel), agents (tests with the real agents), methods (tests with the real engines of the templates;
# Debian 12 only), lima (tests with a real virtual machine; Debian 12 only), windows (build for Windows and run that under wine; Debian 12 only), macos (link
# for macOS and inspect that; Debian 12 only). --print names what is missing and installs nothing.
set -eu

main() {
  only_print=no
  if [ "${1:-}" = --print ]; then
    only_print=yes
    shift
  fi
  [ $# -gt 0 ] || stop 64 "which group? build run test fuzz bench desktop agents methods lima windows macos"
  system=$(find_system)
  wanted=""
  for group in "$@"; do
    case $group:$system in
      methods:apt | lima:apt | windows:apt | macos:apt) ;;
      methods:* | lima:* | windows:* | macos:*) stop 69 "only Debian 12 has what the group $group needs" ;;
    esac
    names=$(names_of "$system" "$group") || stop 64 "no such group: $group"
    wanted="$wanted $names"
  done
  if [ "$system" = other ]; then
    tell_other "$@"
    return
  fi
  missing=$(missing_of "$system" "$wanted")
  [ -n "$missing" ] || return 0
  if [ $only_print = yes ]; then
    echo "$missing"
    return 0
  fi
  # Word splitting is the point: a list of package names.
  # shellcheck disable=SC2086
  install_with "$system" $missing
  missing=$(missing_of "$system" "$wanted")
  [ -z "$missing" ] || stop 69 "still missing after the installation: $missing"
}

stop() {
  status=$1
  shift
  echo "packages.sh: $*" >&2
  exit "$status"
}

# SANDTRAY_SYSTEM overrides what is found, for the tests of this file.
find_system() {
  if [ -n "${SANDTRAY_SYSTEM:-}" ]; then
    echo "$SANDTRAY_SYSTEM"
  elif has apt-get; then
    echo apt
  elif has dnf; then
    echo dnf
  elif has pacman; then
    echo pacman
  else
    echo other
  fi
}

has() { command -v "$1" >/dev/null 2>&1; }

# Fedora's names are what a package provides for CMake or pkg-config, which outlives renames.
names_of() {
  case "$1:$2" in
    apt:build) echo g++ cmake ninja-build pkgconf nlohmann-json3-dev libspdlog-dev libcli11-dev \
      libarchive-dev libcurl4-openssl-dev libexpected-dev libseccomp-dev libsystemd-dev libssl-dev \
      libwxgtk3.2-dev ;;
    dnf:build) echo gcc-c++ cmake ninja-build pkgconf-pkg-config 'cmake(nlohmann_json)' \
      'cmake(spdlog)' 'cmake(CLI11)' 'cmake(tl-expected)' 'pkgconfig(libseccomp)' \
      'pkgconfig(libsystemd)' 'pkgconfig(libcrypto)' 'pkgconfig(libcurl)' 'pkgconfig(libarchive)' \
      wxGTK-devel glibc-static libstdc++-static libseccomp-static ;;
    pacman:build) echo gcc cmake ninja pkgconf nlohmann-json spdlog cli11 tl-expected libseccomp \
      systemd-libs curl libarchive openssl wxwidgets-gtk3 ;;
    other:build) echo "a C++20 compiler, CMake 3.25, Ninja, pkg-config and the development files" \
      "of nlohmann/json, spdlog, CLI11, tl::expected, libseccomp, libsystemd, libcurl 7.85," \
      "libarchive, OpenSSL and wxWidgets 3.2" ;;

    apt:run) echo bubblewrap ca-certificates git ;;
    dnf:run) echo bubblewrap git-core ;;
    pacman:run) echo bubblewrap git ;;
    other:run) echo "bubblewrap (bwrap) 0.8, git and the certificates of TLS's authorities" ;;

    apt:test) echo ccache mold make libgtest-dev libgmock-dev libvalijson-dev clang-format clang-tidy \
      shellcheck mandoc desktop-file-utils appstream dbus dbus-daemon python3 python3-dbus \
      python3-gi gir1.2-atspi-2.0 at-spi2-core openssl xvfb xdotool trayer zsh fish tmux socat \
      openssh-sftp-server xz-utils ;;
    dnf:test) echo ccache mold make gtest-devel gmock-devel 'cmake(valijson)' clang-tools-extra ShellCheck \
      mandoc desktop-file-utils appstream dbus-daemon dbus-tools python3 python3-dbus \
      python3-gobject at-spi2-core openssl xorg-x11-server-Xvfb xdotool trayer zsh fish tmux socat \
      openssh-server xz ;;
    pacman:test) echo ccache mold make gtest clang shellcheck mandoc desktop-file-utils appstream dbus \
      python python-dbus python-gobject at-spi2-core xorg-server-xvfb xdotool trayer zsh fish \
      tmux socat openssh xz ;;
    other:test) echo "GoogleTest, valijson, clang-format 14, clang-tidy, shellcheck, mandoc," \
      "desktop-file-validate, appstreamcli, dbus-daemon, Python 3 with dbus and gi, Xvfb," \
      "xdotool, trayer, at-spi2-core, openssl, zsh, fish, tmux, socat, OpenSSH's sftp-server, xz" ;;

    apt:fuzz) echo clang libclang-rt-dev ;;
    dnf:fuzz) echo clang compiler-rt ;;
    pacman:fuzz) echo clang compiler-rt ;;
    other:fuzz) echo "clang with libFuzzer" ;;

    apt:bench) echo dtach tmux ;;
    dnf:bench) echo dtach tmux ;;
    pacman:bench) echo dtach tmux ;;
    other:bench) echo "dtach and tmux" ;;

    apt:desktop) echo xvfb xfce4-panel xfce4-notifyd imagemagick x11-utils xdotool xterm dbus-x11 ;;
    dnf:desktop) echo xorg-x11-server-Xvfb xfce4-panel xfce4-notifyd ImageMagick xwininfo xdotool xterm \
      dbus-x11 ;;
    pacman:desktop) echo xorg-server-xvfb xfce4-panel xfce4-notifyd imagemagick xorg-xwininfo xterm \
      xdotool ;;
    other:desktop) echo "Xvfb, xfce4-panel, xfce4-notifyd, ImageMagick, xwininfo, xdotool, xterm" ;;

    # wxWidgets and libcurl are built from their sources (windows-libraries.sh).
    *:windows) echo g++-mingw-w64-x86-64-posix wine64 xvfb xdotool googletest ccache \
      libvalijson-dev python3 xz-utils ;;

    # zig comes from PyPI (zig.sh), the sources of libraries by source.sh.
    *:macos) echo googletest ccache libvalijson-dev python3 python3-pip xz-utils zlib1g-dev ;;

    # Engines that start nothing by themselves where there is no systemd to start it.
    *:methods) echo docker.io podman runc catatonit firejail systemd-container openssh-client \
      openssh-server mmdebstrap python3 bubblewrap socat ripgrep
      # As for the agents below.
      if ! { has node && has npm; }; then echo nodejs npm; fi ;;

    # Go has to be newer than Debian's: tests/vm/limactl.sh looks for it.
    *:lima) echo mmdebstrap qemu-system-x86 qemu-utils openssh-client util-linux ;;

    # Node from elsewhere is as good, and Debian's npm would not install beside it.
    *:agents) if ! { has node && has npm; }; then echo nodejs npm; fi ;;
    *) return 1 ;;
  esac
}

missing_of() {
  case $1 in
    apt)
      installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' 2>/dev/null || true)
      for name in $2; do
        echo "$installed" | grep -qxF "installed $name" || printf '%s ' "$name"
      done
      ;;
    dnf)
      for name in $2; do
        rpm -q --whatprovides "$name" >/dev/null 2>&1 || printf '%s ' "$name"
      done
      ;;
    pacman)
      # shellcheck disable=SC2086
      pacman -T $2 | tr '\n' ' ' || true
      ;;
    # Any other name of a system: everything is missing.
    *) echo "$2" ;;
  esac
}

install_with() {
  system=$1
  shift
  echo "Installing: $*"
  case $system in
    apt)
      as_root apt-get -q update
      as_root apt-get -q -y -o DPkg::Lock::Timeout=120 install --no-install-recommends "$@"
      ;;
    dnf) as_root dnf -q -y --setopt=install_weak_deps=False install "$@" ;;
    pacman)
      # A package list that is too old misses files; then the whole system must move with it.
      as_root pacman -S --needed --noconfirm "$@" || as_root pacman -Syu --needed --noconfirm "$@"
      ;;
    *) stop 69 "cannot install on this system:" "$@" ;;
  esac
}

# sudo may ask for a password only where somebody can answer.
as_root() {
  if [ "$(id -u)" = 0 ]; then
    env DEBIAN_FRONTEND=noninteractive "$@" </dev/null
  elif ! has sudo; then
    stop 77 "needs root or sudo for: $*"
  elif [ -t 0 ] && [ -t 1 ]; then
    sudo env DEBIAN_FRONTEND=noninteractive "$@"
  else
    sudo -n env DEBIAN_FRONTEND=noninteractive "$@" </dev/null ||
      stop 77 "sudo could not run without asking: $*"
  fi
}

# No known package manager: go on if the programs are there, else say what is needed.
tell_other() {
  for group in "$@"; do
    case $group in
      build) tools="c++ cmake ninja pkg-config" ;;
      run) tools="bwrap git" ;;
      test) tools="shellcheck python3" ;;
      fuzz) tools="clang++" ;;
      bench) tools="dtach tmux" ;;
      desktop) tools="Xvfb xfce4-panel" ;;
      agents) tools="node npm" ;;
    esac
    for tool in $tools; do
      has "$tool" && continue
      {
        echo "packages.sh: this system has none of apt, dnf and pacman, and no $tool."
        echo "Please install:"
        for each in "$@"; do
          echo "  $each: $(names_of other "$each")"
        done
      } >&2
      exit 69
    done
  done
}

main "$@"
