/** A mirror of the hub in DuckDB, fed over HTTP as any other program would be. */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';

export interface ManifestFile {
  readonly name: string;
  readonly dataset: string;
  readonly format: string;
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
}

export class Mirror {
  readonly #db: DuckDBConnection;
  readonly #url: string;
  readonly folder: string;

  private constructor(db: DuckDBConnection, url: string, folder: string) {
    this.#db = db;
    this.#url = url;
    this.folder = folder;
  }

  static async open(url: string, folder: string): Promise<Mirror> {
    const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
    return new Mirror(await instance.connect(), url, folder);
  }

  async json<T>(address: string): Promise<T> {
    return (await (await this.#get(address)).json()) as T;
  }

  /** Asks again while a file is being made. */
  async #get(address: string): Promise<Response> {
    for (;;) {
      const response = await fetch(`${this.#url}${address}`);
      if (response.ok) return response;
      const text = await response.text();
      if (response.status !== 503) throw new Error(`${address}: ${response.status} ${text}`);
      await wait(500);
    }
  }

  /** Fetches a file in two parts, as after a connection that broke, and returns its place and checksum. */
  async fetchInParts(address: string, bytes: number): Promise<{ file: string; sha256: string }> {
    const url = `${this.#url}${address}`;
    const half = Math.floor(bytes / 2);
    const whole = { 'accept-encoding': 'identity' };
    const start = await fetch(url, { headers: { ...whole, range: `bytes=0-${Math.max(0, half - 1)}` } });
    const first = Buffer.from(await start.arrayBuffer());
    const etag = start.headers.get('etag') ?? '';
    const rest = await fetch(url, { headers: { ...whole, range: `bytes=${first.length}-`, 'if-range': etag } });
    if (start.status !== 206 || rest.status !== 206) throw new Error(`${address}: ${start.status}, ${rest.status}`);
    return this.#keep(address, Buffer.concat([first, Buffer.from(await rest.arrayBuffer())]));
  }

  async fetchWhole(address: string): Promise<{ file: string; sha256: string }> {
    const response = await this.#get(address);
    return this.#keep(address, Buffer.from(await response.arrayBuffer()));
  }

  #keep(address: string, bytes: Buffer): { file: string; sha256: string } {
    const file = path.join(this.folder, address.replaceAll(/[?&=]/g, '_'));
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, bytes);
    return { file, sha256: createHash('sha256').update(bytes).digest('hex') };
  }

  async run(sql: string): Promise<void> {
    await this.#db.run(sql);
  }

  async rows<T>(sql: string): Promise<T[]> {
    return (await this.#db.runAndReadAll(sql)).getRowObjectsJS() as T[];
  }

  async count(sql: string): Promise<number> {
    const [row] = await this.rows<{ n: bigint }>(`SELECT count(*) AS n FROM (${sql})`);
    return Number(row?.n ?? 0);
  }

  /** Names and types of the columns of a table or file. */
  async columns(of: string): Promise<Map<string, string>> {
    const rows = await this.rows<{ column_name: string; column_type: string }>(`DESCRIBE SELECT * FROM ${of}`);
    return new Map(rows.map(({ column_name, column_type }) => [column_name, column_type]));
  }

  /** How many rows the two have that the other has not, in either direction. */
  async differences(a: string, b: string): Promise<number> {
    return (await this.count(`(${a}) EXCEPT ALL (${b})`)) + (await this.count(`(${b}) EXCEPT ALL (${a})`));
  }
}
