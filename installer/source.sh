#!/bin/sh
# SPDX-License-Identifier: MIT
# The sources of libraries that this machine has no packages of for another system: as Debian 12 ships
# them, fetched by apt, checked by their hashes, unpacked in a cache outside the tree. What Debian
# changes in them is left out. Does nothing when they are there. Where there is no apt, on a Mac, the
# same file comes from where its authors have it.
#
#   installer/source.sh wxwidgets3.2 | curl | libarchive      fetches it unless it is there, and prints where
#
# SANDTRAY_CACHE is the cache (~/.cache/sandtray).
set -eu

keyring=/usr/share/keyrings/debian-archive-keyring.gpg

stop() {
  echo "source.sh: $2" >&2
  exit "$1"
}

authors=""
case ${1:-} in
  wxwidgets3.2)
    version=3.2.2+dfsg
    hash=e825125ac61f68548a3faae0fd5b3fc5377c0538961f02ac7cc2f0eae4e4f3e4
    ;;
  curl)
    version=7.88.1
    hash=cdb38b72e36bc5d33d5b8810f8018ece1baa29a8f215b4495e495ded82bbf3c7
    ;;
  libarchive)
    version=3.6.2
    hash=9e2c1b80d5fbe59b61308fdfab6c79b5021d7ff4ff2489fb12daf0a96a83551d
    authors=https://github.com/libarchive/libarchive/releases/download/v$version/libarchive-$version.tar.xz
    ;;
  *) stop 64 "which source? wxwidgets3.2 curl libarchive" ;;
esac
name=$1
cache=${SANDTRAY_CACHE:-${XDG_CACHE_HOME:-${HOME:?}/.cache}/sandtray}
folder=$cache/$name-$version
work=$folder.new

# In lists of our own: the machine's stay as they are, and no right of root is needed.
apt() {
  apt-get -q -o Dir::Etc::SourceList="$work/sources.list" -o Dir::Etc::SourceParts=/dev/null \
    -o Dir::State::Lists="$work/lists" -o Dir::Cache="$work/cache" -o APT::Sandbox::User= "$@" >&2
}

fetch_of_debian() {
  mkdir -p "$work/lists/partial" "$work/cache/archives/partial"
  # The archives that apt knows, with their sources.
  # shellcheck disable=SC2016 # apt's own names
  apt-get indextargets --format '$(ORIGIN)|$(REPO_URI) $(RELEASE) $(COMPONENT)' \
    'Created-By: Packages' | sed -n "s#^Debian|#deb-src [signed-by=$keyring] #p" | sort -u \
    >"$work/sources.list"
  [ -s "$work/sources.list" ] || stop 69 "apt knows no archive of Debian; only Debian 12 has $name"
  apt update
  (cd "$work" && apt source --download-only --tar-only "$name") ||
    stop 69 "apt does not find the source of $name"
}

fetch_of_authors() {
  [ -n "$authors" ] || stop 69 "only Debian 12 has $name"
  curl --fail --silent --show-error --location --proto '=https' --proto-redir '=https' \
    --output "$work/${name}_$version.orig.tar.xz" "$authors" || stop 69 "cannot fetch $authors"
}

fetch() {
  rm -rf "$work"
  mkdir -p "$work/source"
  if command -v apt-get >/dev/null; then fetch_of_debian; else fetch_of_authors; fi
  tarball=$(find "$work" -maxdepth 1 -name "${name}_$version.orig.tar.?z")
  [ -n "$tarball" ] || stop 69 "the archive has another version of $name than $version"
  [ "$({ sha256sum 2>/dev/null || shasum -a 256; } <"$tarball" | cut -d ' ' -f 1)" = "$hash" ] ||
    stop 77 "the source of $name is not what it was: its hash differs"
  tar -xf "$tarball" -C "$work/source" --strip-components=1
  # Whole from the moment that it has its name.
  rm -rf "$folder"
  mv "$work/source" "$folder"
  rm -rf "$work"
}

mkdir -p "$cache"
exec 9>"$cache/$name.lock"
# macOS has no flock(1); what Python locks stays locked while this shell has the file open.
flock 9 2>/dev/null || python3 -c 'import fcntl; fcntl.flock(9, fcntl.LOCK_EX)'
[ -d "$folder" ] || fetch
echo "$folder"
