/** A choropleth whose units name themselves when pointed at, lead to their pages, and can be gone through by arrow keys. */
import { frameOf, legendEntries } from '#charts/map.ts';
import type { MapChart, MapRegion } from '#charts/spec.ts';
import { formats } from '#platform/locale.ts';
import { enableMap } from './map.ts';

const svgSpace = 'http://www.w3.org/2000/svg';
const words = {
  pl: { missing: 'brak danych', zoomIn: 'Przybliż', zoomOut: 'Oddal', reset: 'Cała mapa' },
  en: { missing: 'no data', zoomIn: 'Zoom in', zoomOut: 'Zoom out', reset: 'Whole map' },
};

export function drawMap(place: HTMLElement, spec: MapChart): void {
  const { zoomIn, zoomOut, reset } = words[spec.language];
  const map = html('div', 'map');
  Object.assign(map.dataset, { zoomIn, zoomOut, reset });
  map.append(shapesOf(spec));
  const title = html('p', 'drawn-title');
  title.textContent = `${spec.title} (${spec.valueTitle})`;
  const source = html('p', 'source');
  source.textContent = spec.source;
  place.append(title, map, legendOf(spec), source);
  enableMap(map);
}

function shapesOf(spec: MapChart): SVGElement {
  const box = frameOf(spec.regions);
  const shapes = svg('svg', {
    viewBox: `${box.x} ${box.y} ${box.width} ${box.height}`,
    role: 'group',
    'aria-label': spec.title,
  });
  shapes.append(...spec.regions.filter(({ outline }) => outline !== null).map((region) => shapeOf(region, spec)));
  return shapes;
}

function shapeOf({ code, name, value, classIndex, outline }: MapRegion, { language, decimals }: MapChart): SVGElement {
  const link = svg('a', { href: `${language === 'en' ? '/en' : ''}/units/${code}`, tabindex: '-1', target: '_top' });
  const path = svg('path', { d: outline ?? '', class: classIndex === null ? 'k-none' : `k${classIndex}` });
  const title = svg('title', {});
  const stated = value === null ? words[language].missing : formats[language].number(value, decimals);
  title.textContent = `${name}: ${stated}`;
  path.append(title);
  link.append(path);
  return link;
}

function legendOf(spec: MapChart): HTMLElement {
  const list = html('ul', 'legend');
  for (const { label, count, classIndex } of legendEntries(spec)) {
    const item = document.createElement('li');
    const swatch = svg('svg', { width: '20', height: '14', 'aria-hidden': 'true' });
    const colour = classIndex === null ? 'k-none' : `k${classIndex}`;
    swatch.append(svg('rect', { width: '20', height: '14', class: colour }));
    const counted = html('span', 'count');
    counted.textContent = `(${formats[spec.language].number(count)})`;
    item.append(swatch, ` ${label} `, counted);
    list.append(item);
  }
  return list;
}

function html(name: 'div' | 'p' | 'ul' | 'span', className: string): HTMLElement {
  const element = document.createElement(name);
  element.className = className;
  return element;
}

function svg(name: string, attributes: Readonly<Record<string, string>>): SVGElement {
  const element = document.createElementNS(svgSpace, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
