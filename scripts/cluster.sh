#!/usr/bin/env bash
# A cluster of the hub on this machine, on loopback only and in a folder of its own: Debian's PostgreSQL (a primary and a
# synchronous standby), PgBouncer in transaction mode before the primary, Redis, and nginx before two processes of the hub.
#
#   scripts/cluster.sh start              starts all of it and prints its addresses
#   scripts/cluster.sh env                prints the addresses
#   scripts/cluster.sh kill-primary       kills the primary as a power cut does
#   scripts/cluster.sh promote            makes the standby the primary, and PgBouncer send to it
#   scripts/cluster.sh pause | resume     the replay of the standby
#   scripts/cluster.sh redis-stop | redis-start
#   scripts/cluster.sh hub-stop N | hub-start N
#   scripts/cluster.sh stop               ends all of it and removes the folder
#
# CLUSTER_DIR (.data/cluster) is the folder, CLUSTER_PORT (5600) the first of its seven ports. Variables of the hub, such as
# STARTER or MAX_LAG, are passed on. Exit code 69: a program is missing.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=$(realpath -m "${CLUSTER_DIR:-.data/cluster}")
first=${CLUSTER_PORT:-5600}
primary_port=$first standby_port=$((first + 1)) pooler_port=$((first + 2)) redis_port=$((first + 3))
hub_port() { echo $((first + 3 + $1)); }
nginx_port=$((first + 6))

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true)
export PATH=$PWD/node_modules/.bin:$PATH:/usr/sbin

# PostgreSQL and PgBouncer refuse to run as root.
as_service() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
password() { cat "$folder/password"; }
url() { echo "postgresql://hub:$(password)@127.0.0.1:$1/hub"; }
pid_of() { head -n 1 "$1" 2>/dev/null || true; }

# A signal to a process of this cluster, by the number that it wrote down.
signal() {
  local pid
  pid=$(pid_of "$2")
  [ -n "$pid" ] && kill "-$1" "$pid" 2>/dev/null
}
wait_for_end() {
  local pid=$1
  for _ in $(seq 300); do kill -0 "$pid" 2>/dev/null || return 0; sleep 0.1; done
  echo "process $pid does not end" >&2
  return 1
}
retry() {
  local what=$1
  shift
  for _ in $(seq 300); do "$@" >/dev/null 2>&1 && return 0; sleep 0.2; done
  echo "$what does not start; see $folder/log" >&2
  return 1
}

require() {
  local missing=()
  [ -n "$bin" ] || missing+=(postgresql)
  command -v pgbouncer >/dev/null || missing+=(pgbouncer)
  command -v redis-server >/dev/null || missing+=(redis-server)
  command -v nginx >/dev/null || missing+=(nginx)
  [ ${#missing[@]} -eq 0 ] && return
  echo "Missing: ${missing[*]}. Install with: apt-get install ${missing[*]}" >&2
  exit 69
}

postgres_settings() {
  echo "-p $1 -h 127.0.0.1 -c unix_socket_directories= -c max_connections=200 -c shared_buffers=256MB -c max_wal_size=4GB \
-c hot_standby_feedback=on -c max_standby_streaming_delay=10s -c synchronous_standby_names=$2"
}
start_postgres() {
  as_service "$bin/pg_ctl" -D "$folder/$1" -w -t 60 -l "$folder/log/$1.log" -o "$(postgres_settings "$2" "$3")" start >/dev/null
}
sql() { PGPASSWORD=$(password) "$bin/psql" -qAtX -h 127.0.0.1 -p "$1" -U "$2" -d "$3" -v ON_ERROR_STOP=1 -c "$4"; }

make_primary() {
  as_service "$bin/initdb" -D "$folder/primary" -U postgres -E UTF8 --locale=C.UTF-8 --auth=scram-sha-256 \
    --pwfile="$folder/password" --no-sync >"$folder/log/initdb.log"
  # Before there is a standby, nobody waits for it.
  start_postgres primary "$primary_port" "''"
  sql "$primary_port" postgres postgres "CREATE ROLE hub LOGIN REPLICATION PASSWORD '$(password)'"
  sql "$primary_port" postgres postgres 'CREATE DATABASE hub OWNER hub'
  # For the tests: what only a superuser may do.
  sql "$primary_port" postgres postgres 'GRANT pg_monitor, pg_signal_backend TO hub'
}
make_standby() {
  PGPASSWORD=$(password) as_service "$bin/pg_basebackup" -D "$folder/standby" -R -X stream -c fast -C -S standby \
    -d "host=127.0.0.1 port=$primary_port user=hub application_name=standby" --no-sync
  start_postgres standby "$standby_port" "''"
  as_service "$bin/pg_ctl" -D "$folder/primary" -w -m fast stop >/dev/null
  start_postgres primary "$primary_port" standby
}

point_pooler() {
  cat >"$folder/pgbouncer.ini" <<END
[databases]
hub = host=127.0.0.1 port=$1 dbname=hub connect_query='SET statement_timeout = 10000'
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = $pooler_port
unix_socket_dir =
auth_type = scram-sha-256
auth_file = $folder/users
pool_mode = transaction
default_pool_size = 20
max_client_conn = 400
server_login_retry = 1
ignore_startup_parameters = extra_float_digits, statement_timeout
logfile = $folder/log/pgbouncer.log
pidfile = $folder/pgbouncer.pid
END
}

start_redis() {
  as_service redis-server --port "$redis_port" --bind 127.0.0.1 --save '' --appendonly no --dir "$folder" \
    --daemonize yes --pidfile "$folder/redis.pid" --logfile "$folder/log/redis.log" >/dev/null
}

run_hub() {
  local number=$1
  DATABASE_URL=$(url "$pooler_port") DATABASE_DIRECT_URL="$(url "$primary_port"),$(url "$standby_port")" \
    DATABASE_READ_URL=$(url "$standby_port") REDIS_URL=redis://127.0.0.1:$redis_port HOST=127.0.0.1 \
    PORT=$(hub_port "$number") PUBLIC_URL=http://127.0.0.1:$nginx_port TRUSTED_PROXIES=127.0.0.1 \
    DATA_DIR=$folder/hub$number LOG_FORMAT=json STARTER=${STARTER:-documents} MAX_LAG=${MAX_LAG:-5} \
    DRAIN_SECONDS=${DRAIN_SECONDS:-4} WORKER_THREADS=${WORKER_THREADS:-1} METRICS_PUBLIC=yes \
    setsid node --max-semi-space-size=16 --heap-growing-percent=50 src/cli.ts serve >>"$folder/log/hub$number.log" 2>&1 </dev/null &
  echo $! >"$folder/hub$number.pid"
  disown
}
# Started again when it ends, as a service manager does: on a busy machine its first connection may take too long.
is_hub_ready() {
  kill -0 "$(pid_of "$folder/hub$1.pid")" 2>/dev/null || run_hub "$1"
  curl -fs -m 5 "http://127.0.0.1:$(hub_port "$1")/health/ready"
}
start_hub() {
  run_hub "$1"
  retry "hub $1" is_hub_ready "$1"
}
stop_hub() {
  local pid
  pid=$(pid_of "$folder/hub$1.pid")
  [ -n "$pid" ] || return 0
  kill -TERM "$pid" 2>/dev/null || true
  wait_for_end "$pid"
  rm -f "$folder/hub$1.pid"
}

start_nginx() {
  mkdir -p "$folder/nginx"
  [ "$(id -u)" != 0 ] || chown postgres "$folder/nginx"
  sed -e "s/10.0.0.11:4000/127.0.0.1:$(hub_port 1)/; s/10.0.0.12:4000/127.0.0.1:$(hub_port 2)/; s/listen 80;/listen 127.0.0.1:$nginx_port;/" \
    scripts/deploy/nginx.conf >"$folder/nginx/hubs.conf"
  cat >"$folder/nginx.conf" <<END
pid $folder/nginx/pid;
error_log $folder/nginx/error.log warn;
worker_processes 1;
events { worker_connections 1024; }
http {
  access_log off;
  client_body_temp_path $folder/nginx/body;
  proxy_temp_path $folder/nginx/proxy;
  fastcgi_temp_path $folder/nginx/fastcgi;
  uwsgi_temp_path $folder/nginx/uwsgi;
  scgi_temp_path $folder/nginx/scgi;
  include $folder/nginx/hubs.conf;
}
END
  as_service nginx -p "$folder/nginx" -c "$folder/nginx.conf" -e "$folder/nginx/error.log"
}

start() {
  require
  [ ! -e "$folder/password" ] || { echo "$folder is in use; first: scripts/cluster.sh stop" >&2; exit 1; }
  mkdir -p "$folder/log"
  od -An -N 16 -tx1 /dev/urandom | tr -d ' \n' >"$folder/password"
  echo "\"hub\" \"$(password)\"" >"$folder/users"
  [ "$(id -u)" != 0 ] || chown -R postgres "$folder"
  chmod 600 "$folder/password" "$folder/users"
  trap 'stop' ERR
  make_primary
  make_standby
  point_pooler "$primary_port"
  as_service pgbouncer -d -q "$folder/pgbouncer.ini"
  start_redis
  start_hub 1
  start_hub 2
  start_nginx
  retry nginx curl -fs "http://127.0.0.1:$nginx_port/health/ready"
  print_addresses
}

stop() {
  trap - ERR
  stop_hub 1 || true
  stop_hub 2 || true
  signal QUIT "$folder/nginx/pid" || true
  signal INT "$folder/pgbouncer.pid" || true
  signal TERM "$folder/redis.pid" || true
  for server in standby primary; do
    [ ! -e "$folder/$server/postmaster.pid" ] || as_service "$bin/pg_ctl" -D "$folder/$server" -m immediate stop >/dev/null || true
  done
  sleep 0.5
  [ -n "${CLUSTER_KEEP_LOGS:-}" ] || rm -rf "$folder"
}

promote() {
  as_service "$bin/pg_ctl" -D "$folder/standby" -w promote >/dev/null
  point_pooler "$standby_port"
  signal HUP "$folder/pgbouncer.pid"
}

# No checkpoint, no farewell: the postmaster and all that it started.
kill_primary() {
  local pid
  pid=$(pid_of "$folder/primary/postmaster.pid")
  # shellcheck disable=SC2046
  kill -KILL "$pid" $(ps -o pid= --ppid "$pid") 2>/dev/null || true
  wait_for_end "$pid"
}

print_addresses() {
  echo "HUB_URL=http://127.0.0.1:$nginx_port"
  echo "HUB1_URL=http://127.0.0.1:$(hub_port 1)"
  echo "HUB2_URL=http://127.0.0.1:$(hub_port 2)"
  echo "PRIMARY_URL=$(url "$primary_port")"
  echo "STANDBY_URL=$(url "$standby_port")"
  echo "POOLER_URL=$(url "$pooler_port")"
  echo "REDIS_URL=redis://127.0.0.1:$redis_port"
}

case "${1:-}" in
  start) start ;;
  stop) stop ;;
  env) print_addresses ;;
  kill-primary) kill_primary ;;
  promote) promote ;;
  pause) sql "$standby_port" postgres hub 'SELECT pg_wal_replay_pause()' ;;
  resume) sql "$standby_port" postgres hub 'SELECT pg_wal_replay_resume()' ;;
  redis-stop) signal TERM "$folder/redis.pid" && sleep 0.5 ;;
  redis-start) start_redis ;;
  hub-stop) stop_hub "$2" ;;
  hub-start) start_hub "$2" ;;
  check) require ;;
  *)
    sed -n '2,/^set /p' "$0" | sed '$d; s/^# \{0,1\}//' >&2
    exit 64
    ;;
esac
