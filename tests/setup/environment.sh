# The locked environment in .venv. Sourced by tests/setup.sh.
# shellcheck shell=bash

# Starting ansible or our own commands without these compiled costs half a second each time; uv leaves them uncompiled.
COMPILED=(alembic ansible ansible_compat molecule jinja2 yaml rich pydantic cryptography jsonschema pyinfra asyncssh sqlalchemy typer openpyxl gevent paramiko)

# An inspecting proxy's certificate lies with the machine's others; uv and pip bring lists of their own, which do not have it.
trust_the_machines_certificates() {
  local bundle=/etc/ssl/certs/ca-certificates.crt
  [[ -r $bundle ]] || return 0
  export SSL_CERT_FILE=${SSL_CERT_FILE:-$bundle} PIP_CERT=${PIP_CERT:-$bundle}
}

# Changes whenever .venv must be made again: another lock, another build of ours, another Python, the folder moved.
environment_stamp() {
  cat requirements.lock pyproject.toml tests/setup/environment.sh | sha256sum | cut -d' ' -f1
  .venv/bin/python -I -c 'import sys; print(sys.version)' 2>&1 || true
  pwd -P
}

environment_is_current() { [[ -f .venv/.set-up ]] && [[ $(environment_stamp) == "$(<.venv/.set-up)" ]]; }

prepare_environment() {
  local uv python
  ! environment_is_current || return 0
  python=$(find_python)
  uv=$(find_uv)
  if [[ -z $uv ]]; then
    uv=$TOOLS/uv/bin/uv
    if [[ -n $python ]]; then fetch_uv "$python"; else fetch_uv_with_any_python; fi
    python=$(find_python)
  fi
  folder_can_stay || make_folder "$uv" "$python"
  fill_environment "$uv"
}

# Scripts in .venv know where they lie: a folder that was moved must be made again.
folder_can_stay() {
  is_new_enough .venv/bin/python && [[ ! -f .venv/.set-up || $(tail -n 1 .venv/.set-up) == "$(pwd -P)" ]]
}

make_folder() {
  local uv=$1 python=$2
  if [[ -n $python ]]; then
    say "making .venv with $("$python" -V) from $python"
  else
    say "no Python of 3.12 or newer is on PATH or among pyenv's: letting uv fetch one"
  fi
  attempt "there is no Python of 3.12 or newer, and uv could not fetch one: install one (pyenv install 3.13) and run this again" \
    "$uv" venv --quiet --clear --python "${python:-3.13}" .venv || exit 1
}

fill_environment() {
  local uv=$1
  say "installing what requirements.lock names (the first time, about 100 MB are fetched)"
  attempt "the locked environment could not be installed; see that the package index can be reached, then run this again" \
    "$uv" pip sync --quiet --python .venv/bin/python --require-hashes requirements.lock || exit 1
  attempt "ictops itself could not be installed into .venv" \
    "$uv" pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation --editable . || exit 1
  compile_what_starts_often
  environment_stamp >.venv/.set-up
}

compile_what_starts_often() {
  local packages
  say "compiling the packages that start often"
  packages=$(.venv/bin/python -I -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
  (cd "$packages" && "$OLDPWD/.venv/bin/python" -m compileall -q -j 0 "${COMPILED[@]}") >/dev/null 2>&1 || true
}

# Two locks: what the environment holds, and the uv that makes it where a machine has none. No addresses, only hashes.
write_locks() {
  local uv
  uv=$(find_uv)
  [[ -n $uv ]] || { fetch_uv_with_any_python && uv=$TOOLS/uv/bin/uv; }
  export UV_CUSTOM_COMPILE_COMMAND="make lock"
  "$uv" pip compile --quiet ${UPGRADE:+--upgrade} --universal --generate-hashes --python-version 3.12 --group dev \
    pyproject.toml --output-file requirements.lock
  printf 'uv\n' | "$uv" pip compile --quiet ${UPGRADE:+--upgrade} --universal --generate-hashes --python-version 3.9 \
    --no-annotate - --output-file tests/setup/uv.lock
}
