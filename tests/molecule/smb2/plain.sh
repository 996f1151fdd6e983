# shellcheck shell=bash
# On the file server: a share beside the role's, on the same file system, as Samba makes one on this server:
# with acl_xattr, which smb.conf gives every share, and with nothing that the role adds to its own.
mkdir -p /srv/shares/Plain
chmod 0777 /srv/shares/Plain
cat >> /etc/samba/smb.conf <<CONF

[Plain]
  path = /srv/shares/Plain
  read only = no
CONF
smbcontrol smbd reload-config
