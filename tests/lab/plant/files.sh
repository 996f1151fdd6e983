# A school's file server as inherited: SMB1 allowed, a share for guests, a share that everyone may change, quotas never set.
cat > /etc/krb5.conf <<CONF
[libdefaults]
  default_realm = $LAB_REALM
  dns_lookup_kdc = true
  dns_lookup_realm = false
CONF
cat > /etc/samba/smb.conf <<CONF
# set up by the previous supplier, do not touch!!
[global]
  workgroup = $LAB_WORKGROUP
  realm = $LAB_REALM
  security = ads
  server role = member server
  dedicated keytab file = /etc/krb5.keytab
  kerberos method = secrets and keytab
  idmap config * : backend = tdb
  idmap config * : range = 3000-7999
  idmap config $LAB_WORKGROUP : backend = rid
  idmap config $LAB_WORKGROUP : range = 10000-999999
  winbind use default domain = no
  winbind refresh tickets = yes
  template shell = /usr/sbin/nologin
  vfs objects = acl_xattr
  map acl inherit = yes
  disable netbios = yes
  smb ports = 445
  # the old scanners need SMB1
  server min protocol = NT1
  ntlm auth = ntlmv1-permitted
  server signing = auto
  map to guest = Bad User
  load printers = no
  printing = bsd
  printcap name = /dev/null

[Public]
  path = /srv/shares/Public
  read only = no
  guest ok = yes
  create mask = 0666
  directory mask = 0777

[Teachers]
  path = /srv/shares/Teachers
  read only = no
  create mask = 0666
  directory mask = 0777
CONF
truncate -s 512M /var/lib/shares.img
mkfs.btrfs -q /var/lib/shares.img
mkdir -p /srv/shares
systemctl enable -q --now shares-disk
btrfs quota enable /srv/shares
install -d -m 0777 /srv/shares/Public /srv/shares/Teachers
echo 'Minutes of a meeting that never took place.' > '/srv/shares/Public/Minutes 2019.txt'
echo 'A scheme of work for an invented subject.' > '/srv/shares/Teachers/Scheme of work.txt'
mkdir /srv/shares/Teachers/Old && echo 'Kept in case.' > /srv/shares/Teachers/Old/rota.txt
chmod 0777 /srv/shares/Teachers/Old
chmod 0666 /srv/shares/Public/*.txt /srv/shares/Teachers/*.txt /srv/shares/Teachers/Old/*.txt
sed -i 's/^passwd:.*/passwd: files winbind/; s/^group:.*/group: files winbind/' /etc/nsswitch.conf
