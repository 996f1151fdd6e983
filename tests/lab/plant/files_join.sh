# Join the trust's directory, which is up by now, and start serving.
net ads join -U administrator <<< "$LAB_DIRECTORY_PASSWORD" > /var/log/join.log 2>&1 || { tail -n 2 /var/log/join.log >&2; exit 1; }
systemctl enable -q --now winbind smbd
