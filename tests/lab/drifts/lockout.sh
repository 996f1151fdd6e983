samba-tool domain passwordsettings set --quiet --account-lockout-threshold=0
