/** Pictures of charts that become charts once they come into view; until then, and without JavaScript, they stay pictures. */
import type { ChartSpec } from '#charts/spec.ts';
import type { Theme } from '#charts/theme.ts';

export function enableCharts(): void {
  const script = document.body.dataset['charts'];
  const figures = document.querySelectorAll<HTMLElement>('figure[data-chart]');
  if (script === undefined || figures.length === 0) return;
  const observer = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      observer.unobserve(target);
      whenIdle(() => void draw(target as HTMLElement, script));
    }
  });
  for (const figure of figures) observer.observe(figure);
}

async function draw(figure: HTMLElement, script: string): Promise<void> {
  const [{ drawChart }, response] = await Promise.all([
    import(script) as Promise<typeof import('./chart.ts')>,
    fetch(figure.dataset['chart'] ?? ''),
  ]);
  if (response.ok) drawChart(figure, (await response.json()) as ChartSpec, () => themeOf(figure));
}

/** The one in the address of an embedded chart, else that of the browser. */
function themeOf({ dataset: { theme } }: HTMLElement): Theme {
  if (theme === 'light' || theme === 'dark') return theme;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

function whenIdle(work: () => void): void {
  if ('requestIdleCallback' in window) requestIdleCallback(work, { timeout: 2_000 });
  else setTimeout(work, 200);
}
