# Which Python, and which uv. Sourced by tests/setup.sh.
# shellcheck shell=bash

is_new_enough() {
  "$1" -I -c 'import sys; sys.exit(sys.version_info[:2] < (3, 12) or sys.implementation.name != "cpython")' >/dev/null 2>&1
}

# Where pyenv may keep its versions: HOME is not always the home of the person at the keyboard (sudo, CI).
pyenv_roots() {
  local user
  printf '%s\n' "${PYENV_ROOT:-}" "${HOME:-}/.pyenv"
  for user in "$(id -un)" "${SUDO_USER:-}"; do
    [[ -z $user ]] || printf '%s/.pyenv\n' "$(getent passwd "$user" | cut -d: -f6)"
  done
}

# In the order we like them: those on PATH, then pyenv's, newest first.
python_candidates() {
  local name root
  for name in python3.13 python3.12 python3; do type -aP "$name" || true; done
  while read -r root; do
    find "$root/versions" -mindepth 3 -maxdepth 3 -path '*/bin/python3' 2>/dev/null | sort -rV || true
  done < <(pyenv_roots)
}

# find_python: the path of a Python that is new enough, or nothing. A candidate counts when it runs: pyenv's shims often do not.
find_python() {
  local candidate
  while read -r candidate; do
    if is_new_enough "$candidate"; then
      printf '%s\n' "$candidate"
      return
    fi
  done < <(python_candidates)
}

# find_uv: the path of a uv that runs, or nothing.
find_uv() {
  local candidate
  while read -r candidate; do
    if "$candidate" --version >/dev/null 2>&1; then
      printf '%s\n' "$candidate"
      return
    fi
  done < <(type -aP uv || true; echo "$TOOLS/uv/bin/uv")
}

# fetch_uv PYTHON: put the uv we name by hash in a small environment of its own, so that the system's Python is left alone.
fetch_uv() {
  local python=$1
  say "fetching uv into $TOOLS/uv"
  rm -rf "$TOOLS/uv"
  if ! "$python" -m venv "$TOOLS/uv" >/dev/null 2>&1; then
    ensure_packages "uv" python3 python3-venv || stop "uv is missing: install it (or python3-venv) and run this again"
    rm -rf "$TOOLS/uv"
    attempt "$python cannot make an environment for uv" "$python" -m venv "$TOOLS/uv" || exit 1
  fi
  attempt "uv could not be fetched; without a way out to the package index, install uv by hand and run this again" \
    "$TOOLS/uv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/setup/uv.lock || exit 1
}

# Any Python 3 will do to fetch uv: uv then finds or fetches the one we need.
fetch_uv_with_any_python() {
  if ! type -P python3 >/dev/null; then
    ensure_packages "uv" python3 python3-venv || stop "there is no Python 3 to fetch uv with: install python3 and run this again"
  fi
  fetch_uv "$(type -P python3)"
}
