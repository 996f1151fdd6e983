usermod --unlock --expiredate '' --shell /bin/bash teacher
