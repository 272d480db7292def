import { readConfig } from '@freehold/kernel/config/read-config';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { gatewayEnvironment, operatorSettings, toldTo } from './environment.ts';

const sharesOf = (said: Readonly<Record<string, string>>) =>
  operatorSettings(readConfig(gatewayEnvironment, said), pino({ level: 'silent' })).settings.overrideShares;

describe('OVERRIDE_LABELS', () => {
  it('names labels that are overridden for everybody, or for a share of the tenants', () => {
    const shares = sharesOf({ OVERRIDE_LABELS: 'move-photos,team/a:b.c=12.5, half=50' });
    expect(shares).toEqual(
      new Map([
        ['move-photos', 100],
        ['team/a:b.c', 12.5],
        ['half', 50],
      ]),
    );
    expect(sharesOf({})).toEqual(new Map());
  });

  it('is told to a process as it was said', () => {
    const said = readConfig(gatewayEnvironment, { OVERRIDE_LABELS: 'move-photos,half=50' });
    expect(sharesOf(toldTo(said))).toEqual(sharesOf({ OVERRIDE_LABELS: 'move-photos,half=50' }));
  });

  it.each(['percent(5)', '5', 'half=', 'half=101', 'half=-1', 'half=50='])('refuses "%s"', (text) => {
    expect(() => sharesOf({ OVERRIDE_LABELS: text })).toThrow('OVERRIDE_LABELS');
  });
});
