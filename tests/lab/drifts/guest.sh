[ -e /etc/samba/ictops.conf ] || { echo 'the standard does not stand here yet: apply the storage phase first' >&2; exit 1; }
mkdir -p /srv/shares/Scans
chmod 0755 /srv/shares/Scans
# At the end of the file, as a hand in a hurry does it: what stands last in smb.conf wins.
cat >> /etc/samba/smb.conf <<CONF

[global]
  map to guest = Bad User
[Scans]
  path = /srv/shares/Scans
  guest ok = yes
CONF
smbcontrol smbd reload-config
