import type { FastifyInstance } from 'fastify';

/** `/healthz`: the process answers. `/readyz`: it can also tell who asks; 503 otherwise. */
export function healthRoutes(app: FastifyInstance, isReady: () => boolean): void {
  app.get('/healthz', () => ({ status: 'ok' }));
  app.get('/readyz', (_request, reply) =>
    isReady() ? { status: 'ready' } : reply.status(503).send({ status: 'not ready' }),
  );
}
