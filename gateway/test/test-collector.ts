import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

const attributeSchema = z.object({ key: z.string(), value: z.record(z.string(), z.unknown()) });
const spanSchema = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  kind: z.number(),
  attributes: z.array(attributeSchema),
  links: z
    .array(z.object({ traceId: z.string(), spanId: z.string(), attributes: z.array(attributeSchema) }))
    .optional(),
  status: z.object({ code: z.number().optional() }).optional(),
});
const bodySchema = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: z.array(attributeSchema) }),
      scopeSpans: z.array(z.object({ spans: z.array(spanSchema) })),
    }),
  ),
});

/** What a span comes from, in another trace; `says` in which way. */
export interface CollectedLink {
  readonly traceId: string;
  readonly spanId: string;
  readonly says: unknown;
}

/** A span as it came. */
export interface CollectedSpan extends Omit<z.infer<typeof spanSchema>, 'attributes' | 'links'> {
  readonly service: unknown;
  readonly links: readonly CollectedLink[];
  readonly attributes: Readonly<Record<string, unknown>>;
}

function valuesOf(attributes: readonly z.infer<typeof attributeSchema>[]): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
}

/** A collector of OTLP over HTTP. */
export class TestCollector {
  readonly spans: CollectedSpan[] = [];
  /** Everything that came, as it came. */
  readonly bodies: string[] = [];
  readonly headers: unknown[] = [];
  readonly url: string;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** @param answers whether it answers what it takes */
  static async open(answers = true): Promise<TestCollector> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        if (!answers) return;
        if (request.url === '/v1/traces') collector.#take(Buffer.concat(chunks).toString());
        collector.headers.push(request.headers);
        response.setHeader('content-type', 'application/json').end('{}');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const collector = new TestCollector(server);
    return collector;
  }

  #take(body: string): void {
    this.bodies.push(body);
    for (const { resource, scopeSpans } of bodySchema.parse(JSON.parse(body)).resourceSpans)
      for (const span of scopeSpans.flatMap(({ spans }) => spans))
        this.spans.push({
          ...span,
          service: valuesOf(resource.attributes)['service.name'],
          attributes: valuesOf(span.attributes),
          links: (span.links ?? []).map(({ attributes, ...link }) => ({
            ...link,
            says: valuesOf(attributes)['freehold.link'],
          })),
        });
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
