/** Inside an embedded page: its chart, and its height, reported to the page around it. */
import { enableCharts } from './charts.ts';

enableCharts();

const report = (): void => {
  parent.postMessage({ type: 'wezel:height', height: document.documentElement.offsetHeight }, '*');
};

if (parent !== window) {
  new ResizeObserver(report).observe(document.documentElement);
  addEventListener('load', report);
}
