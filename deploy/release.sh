# What update and rollback share; read by both, run by neither. Needs root, git, and the layout of docs/deploy.md.
# shellcheck shell=sh

home=$(cd "$(dirname "$0")/.." && pwd)
environment=${CLINIC_ENVIRONMENT:-/etc/clinic-guide/environment}
user=${CLINIC_USER:-clinic-guide}
SYSTEMCTL=${SYSTEMCTL:-systemctl}
INSTALL=${INSTALL:-.venv/bin/pip install --quiet --only-binary :all: --require-hashes -r}
# As in the settings: of several files the one that holds what is installed now.
requirements=${CLINIC_REQUIREMENTS:-requirements.txt}

say() { printf '== %s\n' "$*"; }
leave() { printf '%s\n' "$*" >&2; exit 1; }

# A command of the site, as the site and with its settings.
as_site() {
  # shellcheck disable=SC2016
  set -- sh -c 'umask 077; set -a; . "$0"; set +a; exec "$@"' "$environment" "$@"
  if [ "$(id -un)" = "$user" ]; then "$@"; else runuser -u "$user" -- "$@"; fi
}

manage() { as_site .venv/bin/python manage.py "$@"; }

data_folder() {
  # shellcheck disable=SC2016
  as_site sh -c 'printf %s "${CLINIC_DATA:-data}"'
}

# What runs now is what is started again. The timer's own service runs for seconds and comes by itself.
running() {
  "$SYSTEMCTL" list-units --plain --no-legend --state=active 'clinic-guide*.service' 'clinic-guide*.timer' |
    awk '{print $1}' | grep -v '^clinic-guide-tick.service$' || true
}

stop() { for unit in $units; do "$SYSTEMCTL" stop "$unit"; done; }
start() { for unit in $units; do "$SYSTEMCTL" start "$unit"; done; }

# Says where it is.
backup_before() {
  folder=$(data_folder)/releases
  as_site mkdir -p "$folder"
  file=$folder/before-$1-$(date -u +%Y%m%dT%H%M%SZ)
  manage backup "$file" >&2
  printf %s "$file"
}

# Another release's code and packages.
put_in_place() {
  git checkout --quiet --detach "$1"
  # shellcheck disable=SC2086
  $INSTALL "$requirements"
}

begin() {
  cd "$home"
  [ -r "$environment" ] || leave "There is no $environment. Name yours: CLINIC_ENVIRONMENT=FILE $0"
  [ -z "$(git status --porcelain --untracked-files=no)" ] ||
    leave "Files of the program were changed by hand (git status tells which). Take the changes back: git checkout -- FILE"
  was=$(git rev-parse HEAD)
  units=$(running)
}
