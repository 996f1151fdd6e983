# Podman's own /etc/hosts repeats the machine's, at every start. It is a mount, so it is written and not replaced.
printf '127.0.0.1 localhost\n%s %s %s\n' "$LAB_ADDRESS" "$LAB_FULL_NAME" "${LAB_NAME%%.*}" > /etc/hosts
