import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ConfigurationFault, flag, nameList, port, readConfig } from './read-config.ts';

const schema = z.object({
  PORT: port.default(4000),
  EDITIONS: nameList.default([]),
  DEMO: flag.default(true),
  URL: z.url(),
});

describe('the configuration', () => {
  it('is read with its defaults; what is empty counts as not given', () => {
    expect(readConfig(schema, { URL: 'http://localhost', PORT: '', EDITIONS: 'fitness, clinic' })).toEqual({
      PORT: 4000,
      EDITIONS: ['fitness', 'clinic'],
      DEMO: true,
      URL: 'http://localhost',
    });
  });

  it('keeps what is empty where that says something', () => {
    const editions = z.object({ EDITIONS: nameList.default(['fitness']) });
    expect(readConfig(editions, { EDITIONS: '' })).toEqual({ EDITIONS: ['fitness'] });
    expect(readConfig(editions, { EDITIONS: '' }, ['EDITIONS'])).toEqual({ EDITIONS: [] });
  });

  it('is refused with every fault at once, each by its name', () => {
    const read = () => readConfig(schema, { PORT: '70000', DEMO: 'perhaps' });
    expect(read).toThrow(ConfigurationFault);
    expect(read).toThrow(/PORT: [\s\S]*DEMO: [\s\S]*URL: /);
  });
});
