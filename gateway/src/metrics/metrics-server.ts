import Fastify from 'fastify';

const CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** Where the metrics are served. */
export interface MetricsServerOptions {
  /** 127.0.0.1 unless the network around it is closed: whoever reaches it may read. */
  readonly host: string;
  readonly port: number;
  /** The metrics in the text format of Prometheus. */
  metrics(): Promise<string>;
}

/** A server of `GET /metrics`, and of nothing else, apart from the public door. */
export async function startMetricsServer({ host, port, metrics }: MetricsServerOptions) {
  const app = Fastify({ forceCloseConnections: true });
  app.get('/metrics', async (_request, reply) => reply.type(CONTENT_TYPE).send(await metrics()));
  const url = await app.listen({ host, port });
  return { url, close: () => app.close() };
}
