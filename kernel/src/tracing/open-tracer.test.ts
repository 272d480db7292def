import { pino } from 'pino';
import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { ConfigurationFault, readConfig } from '../config/read-config.ts';
import { openTracer, tracingShape, tracingTold } from './open-tracer.ts';

/** So many spans are sent at once, without waiting for more. */
const A_BATCH = 512;

const read = (environment: Record<string, string>) => readConfig(z.object(tracingShape), environment);

describe('what operators say of traces', () => {
  it.each([
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'otel:4318' }],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'ftp://otel' }],
    [{ OTEL_EXPORTER_OTLP_HEADERS: 'authorization' }],
    [{ OTEL_EXPORTER_OTLP_HEADERS: 'a=b,c' }],
    [{ OTEL_EXPORTER_OTLP_HEADERS: 'a=%zz' }],
    [{ OTEL_TRACES_SAMPLER_ARG: '2' }],
    [{ OTEL_TRACES_SAMPLER_ARG: 'some' }],
  ])('is refused at the start where it means nothing: %j', (environment) => {
    const [name = ''] = Object.keys(environment);
    expect(() => read(environment)).toThrow(ConfigurationFault);
    expect(() => read(environment)).toThrow(name);
  });

  it('is told to other processes as it was said, and nothing where nothing was', () => {
    const said = {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://otel:4318',
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20a,b=c',
      OTEL_TRACES_SAMPLER_ARG: '0.25',
    };
    expect(tracingTold(read({ ...said, PORT: '1' }))).toEqual(said);
    expect(tracingTold(read({}))).toEqual({});
  });

  it('opens no tracer without a collector', async () => {
    expect(
      await openTracer(read({ OTEL_TRACES_SAMPLER_ARG: '1' }), 'freehold', pino({ level: 'silent' })),
    ).toBeNull();
  });

  it('says in the log that spans could not be sent', async () => {
    const warnings: unknown[] = [];
    const logger = { warn: (...told: unknown[]) => void warnings.push(told) };
    const tracer = await openTracer(
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' },
      'freehold',
      logger,
    );
    for (let span = 0; span < A_BATCH; span += 1) tracer?.begin('span', 'internal').end();
    await vi.waitFor(() => expect(warnings).not.toEqual([]), { timeout: 45_000 });
    expect(warnings).toContainEqual([
      { reason: expect.stringContaining('ECONNREFUSED') },
      'Traces could not be sent.',
    ]);
    await tracer?.close();
  }, 12_000);
});
