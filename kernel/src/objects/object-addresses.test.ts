import { describe, expect, it } from 'vitest';
import { newId } from '../values/id.ts';
import { ObjectAddresses } from './object-addresses.ts';
import { newObjectKey } from './object-key.ts';

const NOW = new Date('2026-11-23T09:00:01Z');
const after = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const addresses = new ObjectAddresses('s'.repeat(32));
const key = newObjectKey(newId('tnt'), 'job-photos', 'jpg');

function read(address: string, now: Date, by = addresses) {
  const { pathname, searchParams } = new URL(address, 'https://freehold.example');
  const [until, signature] = [searchParams.get('until') ?? '', searchParams.get('signature') ?? ''];
  return by.grantOf(pathname, { until, signature }, now);
}

describe('the address of an object', () => {
  it('allows to read that object for 15 minutes at least and 20 at most', () => {
    const address = addresses.pathOf(key, NOW);
    expect(read(address, after(15))).toEqual({ key, until: new Date('2026-11-23T09:20:00Z') });
    expect(read(address, after(20))).toBeNull();
  });

  it('is the same for a while, so that a browser need not fetch it anew', () => {
    expect(addresses.pathOf(key, after(4))).toBe(addresses.pathOf(key, NOW));
    expect(addresses.pathOf(key, after(5))).not.toBe(addresses.pathOf(key, NOW));
  });

  it.each([
    [
      'of another object',
      (address: string) => address.replace(key, newObjectKey(newId('tnt'), 'job-photos', 'jpg')),
    ],
    [
      'with a later end',
      (address: string) => address.replace(/until=(\d+)/, (_, at) => `until=${Number(at) + 60}`),
    ],
    ['without a signature', (address: string) => address.replace(/signature=.*/, '')],
    [
      'with a letter changed',
      (address: string) => address.replace(/signature=(.)/, (_, c) => `signature=${c === 'A' ? 'B' : 'A'}`),
    ],
    ['with a step out', (address: string) => address.replace('/job-photos/', '/../')],
    ['of another route', (address: string) => address.replace('/objects/', '/object/')],
  ])('is good for nothing when it is one %s', (_what, alter) => {
    const altered = alter(addresses.pathOf(key, NOW));
    expect(read(altered, NOW)).toBeNull();
  });

  it('is good for nothing when another house signed it', () => {
    expect(read(new ObjectAddresses('t'.repeat(32)).pathOf(key, NOW), NOW)).toBeNull();
  });
});
