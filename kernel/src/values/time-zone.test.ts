import { expect, it } from 'vitest';
import { isTimeZone } from './time-zone.ts';

it.each([
  ['Europe/Oslo', true],
  ['UTC', true],
  ['America/Argentina/Buenos_Aires', true],
  ['+02:00', false],
  ['-05:00', false],
  ['+01:00', false],
  ['Europe/Atlantis', false],
  ['Mars/Olympus', false],
  ['', false],
  [' Europe/Oslo', false],
])('of %j it is %s that it names a time zone', (name, isZone) => {
  expect(isTimeZone(name)).toBe(isZone);
});
