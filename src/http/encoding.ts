/** Bodies as they are sent: each compressed form is made once, when it is first requested. */
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import pLimit from 'p-limit';
import { acceptedEncoding, type Encoding, takesPlain } from './accept.ts';
import type { HubResponse } from './message.ts';

/** Below this, the headers weigh more than what is saved. */
const minBytes = 1_024;
/** Beyond these levels Brotli and gzip cost several times as long for a few per cent. */
const brotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };
const gzipOptions = { level: 6 };

/** Compressing more at once would take the processor from small requests: Node has four threads for it. */
const largeBytes = 256 * 1_024;
const oneLarge = pLimit(1);

const brotliAsync = promisify(brotliCompress);
const gzipAsync = promisify(gzip);

export class EncodedBody {
  #text: string | undefined;
  #plain: Buffer | undefined;
  #br: Promise<Buffer> | undefined;
  #gzip: Promise<Buffer> | undefined;

  constructor(body: string | Buffer) {
    if (typeof body === 'string') this.#text = body;
    else this.#plain = body;
  }

  /** Whoever keeps a body wants its bytes; from then on the text is forgotten. */
  get plain(): Buffer {
    this.#plain ??= Buffer.from(this.#text ?? '');
    this.#text = undefined;
    return this.#plain;
  }

  /** What is quickest to send: Node writes a text together with the headers. */
  get once(): Buffer | string {
    return this.#text ?? this.plain;
  }

  /** The response to a client with this Accept-Encoding. */
  async response(
    status: number,
    headers: Readonly<Record<string, string>>,
    acceptEncoding: string | undefined,
  ): Promise<HubResponse> {
    const encoding = this.#encodingFor(acceptEncoding);
    if (encoding === 'identity') return { status, headers, body: this.once };
    return { status, headers: { ...headers, 'content-encoding': encoding }, body: await this.as(encoding) };
  }

  #encodingFor(header: string | undefined): Encoding {
    return this.once.length < minBytes && takesPlain(header) ? 'identity' : acceptedEncoding(header);
  }

  as(encoding: Encoding): Buffer | Promise<Buffer> {
    if (encoding === 'identity') return this.plain;
    if (encoding === 'br') {
      this.#br ??= this.#compressed(() => brotliAsync(this.plain, brotliOptions));
      return this.#br;
    }
    this.#gzip ??= this.#compressed(() => gzipAsync(this.plain, gzipOptions));
    return this.#gzip;
  }

  #compressed(compress: () => Promise<Buffer>): Promise<Buffer> {
    return this.plain.length > largeBytes ? oneLarge(compress) : compress();
  }
}
