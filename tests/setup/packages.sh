# System packages, with apt where there is the right to. Sourced by tests/setup.sh.
# shellcheck shell=bash

APT_LISTS_ARE_FRESH=no

# missing_packages NAME...: those that dpkg does not know as installed, one a line.
missing_packages() {
  local installed
  installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null | sed -n 's/^installed //p' || true)
  comm -23 <(printf '%s\n' "$@" | sort -u) <(sort -u <<<"$installed")
}

is_debian_like() {
  command -v apt-get >/dev/null && command -v dpkg-query >/dev/null &&
    grep -qE '^(ID|ID_LIKE)=.*(debian|ubuntu)' "${OS_RELEASE:-/etc/os-release}"
}

is_ubuntu() { grep -qE '^ID="?ubuntu' "${OS_RELEASE:-/etc/os-release}"; }

may_install() { [[ $(id -u) == 0 ]] || sudo -n true 2>/dev/null; }

with_right() { if [[ $(id -u) == 0 ]]; then "$@"; else sudo -n "$@"; fi; }

apt() {
  with_right env DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=l LC_ALL=C.UTF-8 \
    apt-get -q -y -o DPkg::Lock::Timeout=120 "$@"
}

refresh_apt_lists() {
  [[ $APT_LISTS_ARE_FRESH == no ]] || return 0
  apt update || true # one broken source is no reason to stop: the install says what it cannot find
  APT_LISTS_ARE_FRESH=yes
}

install_with_apt() { refresh_apt_lists && apt install --no-install-recommends "$@"; }

# ensure_packages PURPOSE NAME...: 0 when all are there afterwards; otherwise one sentence saying what a person must do, and 1.
ensure_packages() {
  local purpose=$1 missing
  shift
  if ! is_debian_like; then
    say "for $purpose, install by hand what Debian calls: $* (this set-up knows apt only)"
    return 1
  fi
  mapfile -t missing < <(missing_packages "$@")
  ((${#missing[@]} > 0)) || return 0
  if ! may_install; then
    say "for $purpose, a person with the right to must run: sudo apt-get install --no-install-recommends ${missing[*]}"
    return 1
  fi
  say "installing with apt, for $purpose: ${missing[*]}"
  attempt "apt could not install what $purpose needs; look at the sources of apt, then run this again" install_with_apt "${missing[@]}"
}
