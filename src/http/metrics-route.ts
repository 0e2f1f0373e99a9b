/** `GET /metrics` for Prometheus. */
import type { Registry } from 'prom-client';
import type { Route } from './router.ts';

export function metricsRoute(registry: Registry): Route {
  return {
    path: '/metrics',
    methods: ['GET'],
    answer: async () => ({
      status: 200,
      headers: { 'content-type': registry.contentType, 'cache-control': 'no-store' },
      body: await registry.metrics(),
    }),
  };
}
