/** Loaded once a chart comes into view: draws what its picture shows again, to be pointed at. */
import { type ChartOfPoints, createInteractiveChart } from '#charts/interactive.ts';
import type { ChartSpec } from '#charts/spec.ts';
import type { Theme } from '#charts/theme.ts';
import { drawMap } from './chart-map.ts';

/** Beyond so many, their names take up lines of the picture. */
const manySeries = 4;

export function drawChart(figure: HTMLElement, spec: ChartSpec, themeOf: () => Theme): void {
  const picture = figure.querySelector('picture');
  if (picture === null || spec.view === 'number') return;
  const place = document.createElement('div');
  const isMany = 'series' in spec && spec.series.length > manySeries;
  place.className = `drawn drawn-${spec.view}${isMany ? ' drawn-many' : ''}`;
  picture.before(place);
  if (spec.view === 'map') drawMap(place, spec);
  else drawPoints(place, spec, themeOf);
  picture.classList.add('replaced');
}

function drawPoints(place: HTMLElement, spec: ChartOfPoints, themeOf: () => Theme): void {
  const spoken = document.createElement('p');
  spoken.className = 'hidden';
  spoken.setAttribute('aria-live', 'polite');
  place.after(spoken);
  place.tabIndex = 0;
  place.setAttribute('role', 'img');
  const chart = createInteractiveChart(place, spec);
  const draw = (): void => {
    chart.draw(themeOf());
    // echarts describes what it draws; the title says it in fewer words.
    place.setAttribute('aria-label', `${spec.title}. ${spec.valueTitle}. ${spec.source}`);
  };
  draw();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  new ResizeObserver(draw).observe(place);
  let shown = -1;
  place.addEventListener('keydown', (event) => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    shown = Math.min(Math.max(shown + step, 0), chart.points - 1);
    spoken.textContent = chart.show(shown);
  });
}

const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowUp: 1, ArrowRight: 1, ArrowDown: -1 };
