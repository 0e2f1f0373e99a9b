/** Styles, scripts and fonts under addresses that carry a hash of their content, so that browsers may keep them for good. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';

export interface AssetAddresses {
  readonly styles: string;
  readonly script: string;
  /** Of embedded pages: reports their height. */
  readonly frameScript: string;
  /** Fetched once a chart comes into view. */
  readonly chartScript: string;
  readonly icon: string;
  /** What every page needs of the font. */
  readonly fonts: readonly string[];
}

export interface Asset {
  readonly mediaType: string;
  readonly body: Buffer;
}

export interface Assets {
  readonly addresses: AssetAddresses;
  readonly files: ReadonlyMap<string, Asset>;
  /** `/embed.js`, which keeps its address. */
  readonly embedScript: Buffer;
}

const mediaTypes = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
} as const;

const folder = new URL('./', import.meta.url);
const fonts = {
  latin: '@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2',
  latinExtended: '@fontsource-variable/source-sans-3/files/source-sans-3-latin-ext-wght-normal.woff2',
};

export async function buildAssets(): Promise<Assets> {
  const files = new Map<string, Asset>();
  const add = (name: string, extension: keyof typeof mediaTypes, body: Buffer): string => {
    const digest = createHash('sha256').update(body).digest('base64url').slice(0, 12);
    const address = `/assets/${name}-${digest}.${extension}`;
    files.set(address, { mediaType: mediaTypes[extension], body });
    return address;
  };
  const [latin, latinExtended, polish, styles, icon, script, frameScript, chartScript, embedScript] = await Promise.all(
    [
      readPackageFile(fonts.latin),
      readPackageFile(fonts.latinExtended),
      readFile(new URL('styles/source-sans-polish.woff2', folder)),
      readFile(new URL('styles/site.css', folder), 'utf8'),
      readFile(new URL('styles/icon.svg', folder)),
      bundle('islands/site.ts'),
      bundle('islands/frame.ts'),
      bundle('islands/chart.ts'),
      // A plain script: it finds the hub by its own address.
      bundle('islands/embed.ts', 'iife'),
    ],
  );
  const font = add('source-sans-latin', 'woff2', latin);
  const fontPolish = add('source-sans-polish', 'woff2', polish);
  const { code } = await transform(styles, { loader: 'css', minify: true, legalComments: 'none' });
  const css = code
    .replaceAll('FONT_LATIN_EXTENDED', add('source-sans-latin-extended', 'woff2', latinExtended))
    .replaceAll('FONT_LATIN', font)
    .replaceAll('FONT_POLISH', fontPolish);
  return {
    files,
    embedScript,
    addresses: {
      fonts: [font, fontPolish],
      styles: add('site', 'css', Buffer.from(css)),
      icon: add('icon', 'svg', icon),
      script: add('site', 'js', script),
      frameScript: add('frame', 'js', frameScript),
      chartScript: add('chart', 'js', chartScript),
    },
  };
}

function readPackageFile(name: string): Promise<Buffer> {
  return readFile(createRequire(import.meta.url).resolve(name));
}

async function bundle(entry: string, format: 'esm' | 'iife' = 'esm'): Promise<Buffer> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(entry, folder))],
    bundle: true,
    write: false,
    minify: true,
    format,
    target: 'es2022',
    legalComments: 'none',
  });
  return Buffer.from(outputFiles[0]?.contents ?? new Uint8Array());
}
