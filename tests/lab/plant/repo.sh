# Sign the repository with a key made here and now; the private half never leaves this container.
export GNUPGHOME=/root/repository-key
mkdir -m 700 "$GNUPGHOME"
gpg -q --batch --passphrase '' --quick-gen-key "Whiteboard lab repository <lab@$LAB_DOMAIN>" ed25519 sign never 2> /dev/null
cd /srv/repository
release=$(apt-ftparchive -o APT::FTPArchive::Release::Origin=ictops-lab -o APT::FTPArchive::Release::Suite=stable release .)
echo "$release" > Release
gpg -q --batch --yes --clearsign -o InRelease Release
gpg -q --batch --yes --armor --export "lab@$LAB_DOMAIN" > /root/repository.asc
systemctl enable -q --now repository
