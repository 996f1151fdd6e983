# Podman, the clients that are not ours, Chromium, and whether this machine can run the lab. Sourced by tests/setup.sh.
# shellcheck shell=bash

CONTAINERS=(podman netavark aardvark-dns iptables openssh-client)
CLIENTS=(smbclient ldap-utils krb5-user cups-client cups-ipp-utils openssh-client openssh-server)

has_old_cgroups() { [[ $(stat -fc %T /sys/fs/cgroup) != cgroup2fs ]]; }

container_packages() {
  printf '%s\n' "${CONTAINERS[@]}"
  ! has_old_cgroups || echo runc                 # crun does not know cgroups of version 1 beside 2
  [[ -n ${BASE:-} ]] || echo mmdebstrap          # BASE names an image in a registry; without one we make the base image
  ! is_ubuntu || echo debian-archive-keyring     # what mmdebstrap checks Debian's packages with
}

# Without the right to install, go on: the parts that need no container still run.
prepare_containers() {
  local packages why
  mapfile -t packages < <(container_packages)
  ensure_packages "the lab" "${packages[@]}" || true
  why=$(why_no_containers) || say "the lab is left out: $why"
}

prepare_clients() {
  local had_server=yes
  [[ -z $(missing_packages openssh-server) ]] || had_server=no
  ensure_packages "the tests' clients" "${CLIENTS[@]}" || return 0
  [[ $had_server == yes ]] || leave_ssh_server_off
}

# The tests start sshd themselves, on loopback. A machine that had no SSH server must not find itself with an open one.
leave_ssh_server_off() {
  [[ -d /run/systemd/system ]] || return 0
  with_right systemctl disable --quiet --now ssh.service ssh.socket >/dev/null 2>&1 || true
}

prepare_browser() {
  local chromium=chromium
  ! is_ubuntu || chromium="chromium-browser"
  ensure_packages "the tests of the pages" "$chromium" fonts-dejavu-core || return 0
}

# why_no_containers: print one sentence and give 1 when the lab cannot run here; print nothing and give 0 when it can.
why_no_containers() {
  local settings complaint status=0
  command -v podman >/dev/null || { lacking "podman is not installed: install it with apt-get install podman"; return 1; }
  may_install || { lacking "the lab's network and disks need root: run sudo -v first, or do this as root"; return 1; }
  ! container_runs >/dev/null 2>&1 || return 0
  settings=$(mktemp)
  modest_settings >"$settings"
  complaint=$(container_runs CONTAINERS_CONF="$settings" 2>&1) || status=$?
  rm -f "$settings"
  ((status > 0)) || return 0
  lacking "podman is installed and cannot start a container here (${complaint##*$'\n'}): try a virtual machine or a real one"
  return 1
}

lacking() { printf '%s\n' "$*"; }

# A real container, with the default network, over this machine's own /usr: proves podman without any image.
container_runs() {
  local root folder status=0
  root=$(mktemp -d)
  mkdir "$root/usr"
  for folder in bin sbin lib lib32 lib64; do
    if [[ -L /$folder ]]; then ln -s "$(readlink "/$folder")" "$root/$folder"; fi
  done
  with_right env "$@" podman run --rm --privileged --volume /usr:/usr:ro --rootfs "$root" /usr/bin/true || status=$?
  with_right rm -rf "$root"
  return "$status"
}

# What the lab falls back to where cgroups are old (crun refuses them) or limits may not be raised.
modest_settings() {
  printf '%s\n' '[engine]' 'runtime = "runc"' '[containers]' 'default_ulimits = ["nofile=4096:4096", "nproc=8192:8192"]'
}
