import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ConfigurationFault, readConfig } from '../config/read-config.ts';
import { openTracer, tracingShape, tracingTold } from './open-tracer.ts';

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
    expect(await openTracer(read({ OTEL_TRACES_SAMPLER_ARG: '1' }), 'freehold')).toBeNull();
  });
});
