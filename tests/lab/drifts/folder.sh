chmod 0777 /srv/shares/Teachers
