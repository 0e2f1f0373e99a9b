/** A passkey in software: an authenticator (Web Authentication Level 3, section 6) with one P-256 key. */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

const sha256 = (bytes: Buffer | string): Buffer => createHash('sha256').update(bytes).digest();

/** CBOR (RFC 8949) of what an attestation has: small integers, byte strings, texts and maps. */
function cbor(value: number | string | Buffer | Map<number | string, unknown>): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  const entries = [...value].flatMap(([key, entry]) => [cbor(key), cbor(entry as number)]);
  return Buffer.concat([head(5, value.size), ...entries]);
}

function head(major: number, length: number): Buffer {
  if (length < 24) return Buffer.from([(major << 5) | length]);
  if (length < 256) return Buffer.from([(major << 5) | 24, length]);
  return Buffer.from([(major << 5) | 25, length >> 8, length & 0xff]);
}

interface Circumstances {
  readonly origin?: string;
  readonly host?: string;
  /** Whether the person was checked, by finger or code. */
  readonly isVerified?: boolean;
  readonly type?: string;
}

export class Authenticator {
  readonly id = randomBytes(16);
  counter = 0;
  userHandle = '';
  readonly #key: KeyObject;
  readonly #publicKey: Buffer;

  constructor() {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    this.#key = privateKey;
    const [left, right] = [Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')];
    const parts: [number, number | Buffer][] = [
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, left],
      [-3, right],
    ];
    this.#publicKey = cbor(new Map(parts));
  }

  /** What the browser returns from `navigator.credentials.create`. */
  create(options: { challenge: string; user: { id: string } }, given: Circumstances = {}): string {
    this.userHandle = options.user.id;
    const client = clientData('webauthn.create', options.challenge, given);
    const length = Buffer.from([0, this.id.length]);
    const credential = Buffer.concat([Buffer.alloc(16), length, this.id, this.#publicKey]);
    const authData = Buffer.concat([this.#authData(given, 0x40), credential]);
    const attestation = new Map<string, unknown>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', authData],
    ]);
    return this.#response({
      clientDataJSON: client.toString('base64url'),
      attestationObject: cbor(attestation).toString('base64url'),
      transports: ['internal'],
    });
  }

  /** What it returns from `navigator.credentials.get`. */
  get(options: { challenge: string }, given: Circumstances = {}): string {
    this.counter += 1;
    const client = clientData('webauthn.get', options.challenge, given);
    const authData = this.#authData(given, 0);
    const signature = sign('sha256', Buffer.concat([authData, sha256(client)]), this.#key);
    return this.#response({
      clientDataJSON: client.toString('base64url'),
      authenticatorData: authData.toString('base64url'),
      signature: signature.toString('base64url'),
      userHandle: this.userHandle,
    });
  }

  #authData({ host = 'hub.test', isVerified = true }: Circumstances, flags: number): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    return Buffer.concat([sha256(host), Buffer.from([flags | 0x01 | (isVerified ? 0x04 : 0)]), counter]);
  }

  #response(response: object): string {
    const id = this.id.toString('base64url');
    const content = { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response };
    return JSON.stringify({ ...content, authenticatorAttachment: 'platform' });
  }
}

function clientData(
  type: string,
  challenge: string,
  { origin = 'https://hub.test', type: other }: Circumstances,
): Buffer {
  return Buffer.from(JSON.stringify({ type: other ?? type, challenge, origin, crossOrigin: false }));
}
