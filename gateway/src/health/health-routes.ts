import type { FastifyInstance } from 'fastify';
import type { Readiness } from './readiness.ts';

/** `/healthz`: the process answers. `/readyz`: so does everything behind it; 503 otherwise, with what is missing. */
export function healthRoutes(app: FastifyInstance, readiness: Readiness): void {
  app.get('/healthz', () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    const missing = await readiness.missing();
    const overloaded = readiness.overloaded();
    // Whoever is asked too much stays ready: sent elsewhere, all of it would be too much for the others as well.
    if (missing.length === 0) return { status: 'ready', ...(overloaded.length > 0 ? { overloaded } : {}) };
    return reply.status(503).send({ status: 'not ready', missing });
  });
}
