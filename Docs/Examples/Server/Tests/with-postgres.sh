#!/usr/bin/env bash
# Runs a command beside a PostgreSQL of its own, on a socket in a folder that is gone afterwards (Debian's postgresql).
#
#   bash Tests/with-postgres.sh COMMAND ...
#
# The command finds libpq's words in COGNITO_MFA_POSTGRES, and a program in COGNITO_MFA_POSTGRES_CRASH which kills the
# server as a failure of the machine would, and starts it again.
set -euo pipefail
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -1 || true)
bin=${bin:-$(dirname "$(command -v initdb)")}
folder=$(mktemp -d)
as=()
# PostgreSQL refuses to be run by root.
if [ "$(id -u)" = 0 ]; then
    chown -R postgres "$folder"
    as=(setpriv --reuid postgres --regid postgres --clear-groups)
fi
ended() {
    "${as[@]}" "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap ended EXIT
"${as[@]}" "$bin/initdb" -D "$folder/data" -U mfa -A trust -E UTF8 --locale=C >/dev/null
cat >"$folder/start" <<END
#!/usr/bin/env bash
cd "$folder"
# Whoever waits for the one who has called this, by a pipe, would wait for the server too.
for number in {3..250}; do eval "exec \$number>&-"; done
exec ${as[*]} "$bin/pg_ctl" -D "$folder/data" -w -l "$folder/log" -o "-c listen_addresses='' -k '$folder' -c max_connections=300" start >/dev/null 2>&1
END
cat >"$folder/crash" <<END
#!/usr/bin/env bash
# crash: down and up again; crash down, crash up: one of the two.
if [ "\${1:-}" != up ]; then
    server=\$(head -1 "$folder/data/postmaster.pid")
    kill -STOP \$server
    pkill -9 -P \$server
    kill -9 \$server
fi
[ "\${1:-}" = down ] && exit
# Its memory is held until the last of its processes has gone.
for attempt in {1..200}; do
    if bash "$folder/start"; then exit; fi
    read -rt 0.05 <> <(:) || true
done
exit 1
END
chmod 755 "$folder" "$folder"/{start,crash}
"$folder/start"
export COGNITO_MFA_POSTGRES="host=$folder user=mfa dbname=postgres"
export COGNITO_MFA_POSTGRES_CRASH="$folder/crash"
"$@"
