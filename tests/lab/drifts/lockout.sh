if samba-tool domain passwordsettings show | grep -q '^Account lockout threshold (attempts): 0$'; then
  echo 'account lock-out is off already: apply the accounts phase first' >&2
  exit 1
fi
samba-tool domain passwordsettings set --quiet --account-lockout-threshold=0
