# shellcheck shell=bash
# On the file server: a share beside the role's, on the same file system, with nothing that the role or its inheritance adds to it.
mkdir -p /srv/shares/Plain
chmod 0777 /srv/shares/Plain
chmod 0777 /srv/shares/Plain
cat >> /etc/samba/smb.conf <<CONF

[Plain]
  path = /srv/shares/Plain
  read only = no
  vfs objects =
  map acl inherit = no
CONF
smbcontrol smbd reload-config
