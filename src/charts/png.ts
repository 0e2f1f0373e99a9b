/** Pictures for where no SVG can be shown: social cards, documents, mail. */
import { createRequire } from 'node:module';
import { renderAsync } from '@resvg/resvg-js';

const require = createRequire(import.meta.url);
const fontFiles = ['400Regular/SourceSans3_400Regular.ttf', '600SemiBold/SourceSans3_600SemiBold.ttf'].map((file) =>
  require.resolve(`@expo-google-fonts/source-sans-3/${file}`),
);

/** Drawn by a thread of libuv's pool, so that nobody else waits for it. */
export async function drawPng(svg: string, { width }: { readonly width: number }): Promise<Buffer> {
  const image = await renderAsync(svg, {
    fitTo: { mode: 'width', value: width },
    font: { fontFiles, loadSystemFonts: false, defaultFontFamily: 'Source Sans 3' },
  });
  return image.asPng();
}
