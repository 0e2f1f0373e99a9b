/** A choropleth as SVG: outlines by class, a legend of the classes, title, source. */
import { escapeXml } from '#exports/xml.ts';
import { formats } from '#platform/locale.ts';
import { type Box, boxAround } from './map-frame.ts';
import type { Size } from './options.ts';
import type { MapChart, MapRegion } from './spec.ts';
import { linesOf, textBlock, widestDigit } from './svg.ts';
import { fontFamily, type Palette, palettes, type Theme } from './theme.ts';

/** The whole plane of outlines. */
const country: Box = { x: 0, y: 0, width: 10_000, height: 9_360 };

export function drawMap(spec: MapChart, size: Size, theme: Theme): string {
  const palette = palettes[theme];
  const { width, height } = size;
  const text = { width: width - 24 };
  const title = linesOf(spec.title, { ...text, fontSize: 18, max: 2 });
  const titleEnd = 8 + title.length * 22;
  const source = linesOf(spec.source, { ...text, fontSize: 11, max: 1 });
  const area = { x: 12, y: titleEnd + 26, width: width - 24, height: height - titleEnd - 26 - 30 };
  const legend = legendOf(spec, palette, area);
  const parts = [
    `<title>${escapeXml(spec.title)}</title><desc>${escapeXml(`${spec.valueTitle}. ${spec.source}`)}</desc>`,
    `<defs>${hatch(palette, 'missing', 1)}</defs>`,
    `<rect width="${width}" height="${height}" fill="${palette.paper}"/>`,
    textBlock(title, { x: 12, y: 26, fontSize: 18, fill: palette.ink, weight: 600 }),
    textBlock([spec.valueTitle], { x: 12, y: titleEnd + 14, fontSize: 13, fill: palette.inkSoft }),
    shapesOf(spec, palette, legend.rest),
    legend.svg,
    textBlock(source, { x: 12, y: height - 12, fontSize: 11, fill: palette.inkSoft }),
  ];
  const family = escapeXml(fontFamily);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${family}" role="img">${parts.join('')}</svg>`;
}

/** Units without a value are hatched, so that nobody takes them for a low class. */
function hatch({ missing, inkSoft }: Palette, id: string, scale: number): string {
  const rect = `<rect width="6" height="6" fill="${missing}"/>`;
  const line = `<line x1="0" y1="0" x2="0" y2="6" stroke="${inkSoft}" stroke-width="1"/>`;
  return `<pattern id="${id}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45) scale(${scale})">${rect}${line}</pattern>`;
}

function shapesOf(spec: MapChart, palette: Palette, area: Box): string {
  const drawn = spec.regions.filter(({ outline }) => outline !== null);
  if (drawn.length === 0) {
    return textBlock([noOutlines[spec.language]], { x: area.x, y: area.y + 20, fontSize: 13, fill: palette.ink });
  }
  const box = frameOf(spec.regions);
  // Steps of the plane to a pixel: not every reader of SVG knows strokes that do not scale.
  const scale = Math.max(box.width / area.width, box.height / area.height);
  const shapes = [...Map.groupBy(drawn, ({ classIndex }) => classIndex)].map(([classIndex, regions]) => {
    const fill = classIndex === null ? 'url(#missing-unit)' : (palette.classes[classIndex] ?? palette.ink);
    return `<path fill="${fill}" d="${regions.map(({ outline }) => outline).join('')}"/>`;
  });
  const borders = `stroke="${palette.paper}" stroke-width="${scale * (drawn.length > 500 ? 0.4 : 0.8)}"`;
  const marked = drawn.filter(({ isMarked }) => isMarked).map(({ outline }) => outline);
  const mark = `<path d="${marked.join('')}" fill="none" stroke="${palette.series[1] ?? palette.ink}" stroke-width="${2.5 * scale}"/>`;
  const view = `x="${area.x}" y="${area.y}" width="${area.width}" height="${area.height}" viewBox="${box.x} ${box.y} ${box.width} ${box.height}"`;
  const group = `<g ${borders} stroke-linejoin="round" fill-rule="evenodd">${shapes.join('')}</g>`;
  return `<svg ${view}><defs>${hatch(palette, 'missing-unit', scale)}</defs>${group}${marked.length === 0 ? '' : mark}</svg>`;
}

/** Of a whole level the country, else what the units take up. */
export function frameOf(regions: readonly Pick<MapRegion, 'code' | 'outline'>[]): Box {
  const outlines = regions.flatMap(({ outline }) => (outline === null ? [] : [outline]));
  const codes = new Set(regions.map(({ code }) => code.slice(0, 2)));
  return codes.size > 10 ? country : (boxAround(outlines) ?? country);
}

const noOutlines = {
  pl: 'Nie wczytano jeszcze granic tych jednostek.',
  en: 'The boundaries of these units are not loaded yet.',
};
const missingWords = { pl: 'brak danych', en: 'no data' };

const labelSize = 13;
/** Beside its swatch. */
const labelStart = 28;

/** At the right of a wide picture, else below; and what area is left. */
function legendOf(spec: MapChart, palette: Palette, area: Box): { readonly svg: string; readonly rest: Box } {
  const entries = legendEntries(spec).toReversed();
  const lineHeight = 20;
  const longest = Math.max(...entries.map(({ label }) => label.length), 0);
  const side = Math.ceil(10 + labelStart + longest * labelSize * widestDigit);
  const isBeside = area.width - side > 290;
  const start = isBeside
    ? { x: area.x + area.width - side + 10, y: area.y + area.height / 2 - (entries.length * lineHeight) / 2 }
    : { x: area.x, y: area.y + area.height - entries.length * lineHeight };
  const rest = isBeside
    ? { ...area, width: area.width - side }
    : { ...area, height: Math.max(area.height - entries.length * lineHeight - 8, 40) };
  const svg = entries
    .map(({ label, classIndex }, index) => {
      const y = Math.round(start.y + index * lineHeight);
      const fill = classIndex === null ? 'url(#missing)' : (palette.classes[classIndex] ?? palette.ink);
      const swatch = `<rect x="${start.x}" y="${y}" width="20" height="14" fill="${fill}" stroke="${palette.line}"/>`;
      return (
        swatch + textBlock([label], { x: start.x + labelStart, y: y + 12, fontSize: labelSize, fill: palette.ink })
      );
    })
    .join('');
  return { svg, rest };
}

interface LegendEntry {
  readonly label: string;
  readonly count: number;
  readonly classIndex: number | null;
}

/** What each class is called, from the lowest to the highest, and the units without a value last. */
export function legendEntries({
  classes,
  regions,
  language,
  decimals,
}: Pick<MapChart, 'classes' | 'regions' | 'language' | 'decimals'>): LegendEntry[] {
  const { number } = formats[language];
  const missing = regions.filter(({ value }) => value === null).length;
  const entries = classes.map(({ from, to, count }, classIndex) => {
    const digits = [from, to].every(Number.isInteger) ? 0 : Math.max(decimals, 1);
    const label = from === to ? number(from, digits) : `${number(from, digits)} – ${number(to, digits)}`;
    return { label, count, classIndex };
  });
  return missing === 0 ? entries : [...entries, { label: missingWords[language], count: missing, classIndex: null }];
}
