import type { TimeRange } from '@freehold/kernel/values/time-range';
import { Type } from '@mikro-orm/core';
import { z } from 'zod';

const ends = z.tuple([z.coerce.date(), z.coerce.date()]);

/** A half-open span of time in code, a `tstzrange` in the table. */
export class TimeRangeType extends Type<TimeRange, string> {
  override convertToDatabaseValue({ startsAt, endsAt }: TimeRange): string {
    return rangeText({ startsAt, endsAt });
  }

  override convertToJSValue(value: unknown): TimeRange {
    const [startsAt, endsAt] = ends.parse(typeof value === 'string' ? JSON.parse(value) : value);
    return { startsAt, endsAt };
  }

  override convertToJSValueSQL(key: string): string {
    return `jsonb_build_array(lower(${key}), upper(${key}))`;
  }

  override compareAsType(): string {
    return 'string';
  }

  override getColumnType(): string {
    return 'tstzrange';
  }
}

/** A span as PostgreSQL reads it. */
export function rangeText({ startsAt, endsAt }: TimeRange): string {
  return `[${startsAt.toISOString()},${endsAt.toISOString()})`;
}
