/** What a picture of a chart writes stays inside of it, whole, and apart from each other, however narrow it is. */
import { beforeAll, expect, test } from 'vitest';
import { loadPopulation } from '../fixtures/population.ts';
import { startHub } from '../harness/hub.ts';

const hub = await startHub();
const codes = ['02', '04', '06', '08', '10', '12', '14', '16'];
/** Of a digit in the widest letters that may stand in for the hub's own. */
const digitWidth = 0.636;

beforeAll(async () => {
  const rows = codes.flatMap((code, index) => [2019, 2020].map((year) => `${code},${year},${(index + 1) * 687_654}`));
  await loadPopulation(hub, `teryt_7,year,population_total\n${rows.join('\n')}\n`, 'VOIVODESHIP');
});

async function svgOf(query: string): Promise<string> {
  const response = await hub.app.handler.fetch(`http://hub.test/charts/population.svg?${query}`);
  expect(response.status).toBe(200);
  return response.text();
}

interface Written {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

/** Texts with where they begin, or have their middle. */
function textsOf(svg: string): Written[] {
  return [...svg.matchAll(/<text([^>]*)>([^<]+)<\/text>/g)].map(([, attributes = '', text = '']) => {
    const [, moveX = 0, moveY = 0] = /translate\((-?[\d.]+)[ ,](-?[\d.]+)\)/.exec(attributes) ?? [];
    const x = /\bx="(-?[\d.]+)"/.exec(attributes)?.[1] ?? 0;
    const y = /\by="(-?[\d.]+)"/.exec(attributes)?.[1] ?? 0;
    return { x: Number(x) + Number(moveX), y: Number(y) + Number(moveY), text };
  });
}

test.for([360, 720, 1_200])('the legend of a map stays inside of %i pixels', async (width) => {
  const svg = await svgOf(`view=map&level=VOIVODESHIP&period=2019&width=${width}`);
  const labels = textsOf(svg).filter(({ text }) => /\d – \d/.test(text));
  expect(labels).toHaveLength(5);
  for (const { x, text } of labels) expect(x + text.length * 13 * digitWidth).toBeLessThanOrEqual(width);
});

test('a title is broken at no blank inside of a number', async () => {
  const svg = await svgOf('view=distribution&level=VOIVODESHIP&period=2019&width=285');
  const [median = ''] = /3[\s\u00a0]094[\s\u00a0]443/.exec(svg.replaceAll(/<[^>]*>/g, '')) ?? [];
  expect(median).not.toBe('');
  expect(textsOf(svg).some(({ text }) => text.includes(median))).toBe(true);
});

test('counted units have no halves', async () => {
  const svg = await svgOf('view=distribution&level=VOIVODESHIP&period=2019');
  expect(textsOf(svg).map(({ text }) => text)).not.toContain('0,5');
});

test('every line has its name, which takes no turning of pages', async () => {
  for (const width of [400, 720]) {
    const svg = await svgOf(`unit=${codes.join(',')}&width=${width}&height=380`);
    const texts = textsOf(svg);
    expect(texts.some(({ text }) => /^\d\/\d$/.test(text))).toBe(false);
    const names = texts.filter(({ text }) => ['dolnośląskie', 'mazowieckie', 'opolskie'].includes(text));
    expect(names).toHaveLength(3);
    for (const { x, y } of names) {
      expect(x).toBeLessThan(width);
      expect(y).toBeLessThan(380);
    }
    expect(svg).toContain('<title>Ludność: 8 jednostek, 2019–2020</title>');
  }
});

test('numbers at an axis do not touch', async () => {
  const svg = await svgOf('view=rank&level=VOIVODESHIP&period=2019&width=400&height=700');
  const axis = textsOf(svg).filter(({ text }) => /^[\d\s\u00a0]+000$|^0$/.test(text));
  expect(axis.length).toBeGreaterThan(1);
  const inOrder = axis.toSorted((a, b) => a.x - b.x);
  for (const [index, { x, text }] of inOrder.entries()) {
    const next = inOrder[index + 1];
    if (next !== undefined) expect(next.x - x).toBeGreaterThan(text.length * 12 * 0.5);
  }
});
