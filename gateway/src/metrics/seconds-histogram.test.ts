import { Histogram, Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { SecondsHistogram } from './seconds-histogram.ts';

const BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

describe('SecondsHistogram', () => {
  it.each([
    ['one label', ['status']],
    ['two labels', ['type', 'code']],
  ])('says with %s what prom-client says', async (_, labels) => {
    const [name, help] = ['test_seconds', 'What was measured.'];
    const registry = new Registry();
    const theirs = new Histogram({ name, help, labelNames: labels, buckets: BOUNDS, registers: [registry] });
    const ours = new SecondsHistogram({ name, help, labels });
    const add = (seconds: number, first: string, second: string) => {
      const values = [first, second].slice(0, labels.length);
      theirs.observe(Object.fromEntries(labels.map((label, at) => [label, values[at] ?? ''])), seconds);
      ours.add(seconds, first, ...values.slice(1));
    };
    for (const seconds of [0, 0.001, 0.0011, 0.25, 5, 5.1, 1e-7]) add(seconds, 'query', 'OK');
    for (const seconds of [0.003, 60]) add(seconds, 'mutation', 'OK');
    add(0.004, 'query', 'INTERNAL');
    const lines = (text: string) => text.trim().split('\n').sort();
    expect(lines(ours.text())).toEqual(lines(await registry.metrics()));
  });

  it('has its head alone while nothing was measured', () => {
    const nothing = new SecondsHistogram({ name: 'test_seconds', help: 'Nothing.', labels: ['status'] });
    expect(nothing.text()).toBe('# HELP test_seconds Nothing.\n# TYPE test_seconds histogram');
  });
});
