if [ "$(passwd --status teacher | cut -d' ' -f2)" = P ]; then
  echo 'the account teacher is not locked: apply the accounts phase first' >&2
  exit 1
fi
usermod --unlock --expiredate '' --shell /bin/bash teacher
