import type { FastifyInstance } from 'fastify';
import type { Readiness } from './readiness.ts';

/** `/healthz`: the process answers. `/readyz`: so does everything behind it; 503 otherwise, with what is missing. */
export function healthRoutes(app: FastifyInstance, readiness: Readiness): void {
  app.get('/healthz', () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    const missing = await readiness.missing();
    if (missing.length === 0) return { status: 'ready' };
    return reply.status(503).send({ status: 'not ready', missing });
  });
}
