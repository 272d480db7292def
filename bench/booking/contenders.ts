import { openOurs, openOursAlone } from './ours.ts';
import type { Contender, DataAddresses } from './page-rows.ts';
import { openPostGraphile } from './postgraphile.ts';
import { openRawPg } from './raw-pg.ts';

/** Who answers the booking page, by name. */
export const contenders = {
  ours: openOurs,
  alone: openOursAlone,
  raw: openRawPg,
  postgraphile: openPostGraphile,
} as const satisfies Readonly<Record<string, (addresses: DataAddresses) => Promise<Contender>>>;

/** The name of one of them. */
export type ContenderName = keyof typeof contenders;
