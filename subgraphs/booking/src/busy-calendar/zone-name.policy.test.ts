import { ianaZone } from '@freehold/kernel/values/time-zone';
import { expect, it } from 'vitest';
import { WINDOWS_ZONES, zoneNamed } from './zone-name.policy.ts';

it.each([
  ['Europe/Oslo', 'Europe/Oslo'],
  ['/Europe/Oslo', 'Europe/Oslo'],
  ['/citadel.org/20210210_1/Asia/Tokyo', 'Asia/Tokyo'],
  ['/softwarestudio.org/Olson_20011030_5/America/Indiana/Knox', 'America/Indiana/Knox'],
  ['Tokyo Standard Time', 'Asia/Tokyo'],
  ['Nowhere Standard Time', 'Nowhere Standard Time'],
])('of %s the zone is %s', (tzid, zone) => {
  expect(zoneNamed(tzid)).toBe(zone);
});

it('every zone of Windows is one that is known here', () => {
  const unknown = Object.values(WINDOWS_ZONES).filter((zone) => ianaZone(zone) === null);
  expect(unknown).toEqual([]);
  expect(Object.keys(WINDOWS_ZONES).length).toBeGreaterThan(130);
});
