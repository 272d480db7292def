import { loadFace } from '@freehold/kernel/subgraph/running/load-faces';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const face = z.object({
  catalog: z.object({
    plans: z.array(
      z.object({
        key: z.string(),
        config: z.object({ liveConnections: z.object({ kind: z.literal('CAPPED'), value: z.number() }) }),
      }),
    ),
  }),
});

describe('every plan of every edition', () => {
  it.each([
    ['fitness', { starter: 100, basic: 300, pro: 1_000, enterprise: 10_000 }],
    ['hotel', { essential: 100, professional: 500, premium: 2_000 }],
    ['fence', { starter: 100, growth: 500, enterprise: 5_000 }],
    ['chatbot', { basic: 100, pro: 500, enterprise: 5_000, usage: 500, hybrid: 1_000 }],
    ['clinic', { starter: 100, professional: 300, business: 1_000, enterprise: 5_000 }],
  ])('says how many may listen: %s', async (edition, expected) => {
    const { catalog } = face.parse(await loadFace(edition, 'billing'));
    const said = catalog.plans.map(({ key, config }) => [key, config.liveConnections.value]);
    expect(Object.fromEntries(said)).toEqual(
      Object.fromEntries(Object.entries(expected).map(([plan, value]) => [`${edition}:${plan}`, value])),
    );
  });
});
