import { z } from 'zod';
import { ianaZone } from './time-zone.ts';

/** Names of zones are shorter; what is longer is not looked at. */
const LENGTH_MAX = 64;

/** A time zone by its name in whatever case, read as IANA writes it. */
export const timeZoneSchema = z
  .string()
  .max(LENGTH_MAX)
  .transform((name, context) => {
    const zone = ianaZone(name);
    if (zone !== null) return zone;
    context.addIssue('must be an IANA time zone');
    return z.NEVER;
  });
