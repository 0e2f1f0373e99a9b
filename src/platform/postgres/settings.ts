import { totalmem } from 'node:os';

interface Listening {
  readonly address: string;
  readonly port: number;
  readonly clusterName: string;
}

/** On the command line, so that a new hub version brings its own and no file has to be merged. */
export function settings({ address, port, clusterName }: Listening): string[] {
  const values: Record<string, string | number> = {
    listen_addresses: address,
    port,
    cluster_name: clusterName,
    unix_socket_directories: '',
    max_connections: 300,
    shared_buffers: `${sharedBuffers(totalmem())}MB`,
    // A list of 100,000 projects is one transaction of about a gigabyte, which no checkpoint should write twice.
    max_wal_size: '2GB',
    // Compiling a plan costs more than most of the hub's short queries.
    jit: 'off',
    // There is no replica, so a bulk load into a new table need not be written twice.
    wal_level: 'minimal',
    max_wal_senders: 0,
    timezone: 'UTC',
    // The hub sees and reports the errors of its own statements; the log keeps starts, stops and crashes only.
    log_min_messages: 'log',
    log_checkpoints: 'off',
    log_timezone: 'UTC',
    // A query whose hub was killed ends soon instead of running on for nobody; Windows cannot detect it.
    client_connection_check_interval: process.platform === 'win32' ? 0 : '5s',
  };
  const given = Object.entries(values).map(([name, value]) => `${name}=${value}`);
  return [...given, ...sharedMemory()].flatMap((setting) => ['-c', setting]);
}

/** In megabytes: an eighth of the memory, as much as a bulk load's indexes have use for, and as little as PostgreSQL runs with. */
function sharedBuffers(memory: number): number {
  return Math.round(Math.min(512, Math.max(32, memory / 8 / 1_048_576)));
}

/** Containers have 64 MB of /dev/shm, which one parallel hash join can fill; System V memory is not bounded by it. */
export function sharedMemory(): string[] {
  return process.platform === 'linux' ? ['dynamic_shared_memory_type=sysv'] : [];
}
