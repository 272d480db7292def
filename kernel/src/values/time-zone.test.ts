import { expect, it } from 'vitest';
import { ianaZone } from './time-zone.ts';
import { timeZoneSchema } from './time-zone-schema.ts';

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
  expect(ianaZone(name) !== null).toBe(isZone);
});

it.each([
  ['europe/oslo', 'Europe/Oslo'],
  ['EUROPE/OSLO', 'Europe/Oslo'],
  ['utc', 'UTC'],
  ['etc/gmt+5', 'Etc/GMT+5'],
  ['africa/dar_es_salaam', 'Africa/Dar_es_Salaam'],
  ['america/port-au-prince', 'America/Port-au-Prince'],
  ['antarctica/dumontdurville', 'Antarctica/DumontDUrville'],
  // A link stays what it was called: whoever reads it knows it by that name.
  ['asia/calcutta', 'Asia/Calcutta'],
  ['europe/kyiv', 'Europe/Kyiv'],
  ['us/eastern', 'US/Eastern'],
])('%j is read as %j, however often', (name, zone) => {
  expect([ianaZone(name), ianaZone(name), timeZoneSchema.parse(name)]).toEqual([zone, zone, zone]);
});

it('all zones that are known are written as they are', () => {
  const names = Intl.supportedValuesOf('timeZone');
  expect(names.map((name) => ianaZone(name.toLowerCase()))).toEqual(names);
});

it.each(['', 'Mars/Olympus', '+02:00', `Europe/${'o'.repeat(100)}`])('%j is refused', (name) => {
  expect(timeZoneSchema.safeParse(name)).toMatchObject({ success: false });
});
