import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { Teardown } from './teardown.ts';

describe('the end of the house', () => {
  it('stops each part once, the last first, also when one fails', async () => {
    const stopped: string[] = [];
    const teardown = new Teardown(pino({ level: 'silent' }));
    for (const name of ['database', 'gateway', 'server'])
      teardown.add(name, async () => {
        stopped.push(name);
        if (name === 'gateway') throw new Error('it does not want to');
      });
    await Promise.all([teardown.run(), teardown.run()]);
    expect(stopped).toEqual(['server', 'gateway', 'database']);
  });
});
