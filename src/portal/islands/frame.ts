/** Inside an embedded page: reports its height to the page around it. */
const report = (): void => {
  parent.postMessage({ type: 'wezel:height', height: document.documentElement.offsetHeight }, '*');
};

if (parent !== window) {
  new ResizeObserver(report).observe(document.documentElement);
  addEventListener('load', report);
}
