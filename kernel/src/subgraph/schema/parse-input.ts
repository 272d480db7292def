import type { z } from 'zod';
import { Invalid } from '../../errors/refusals.ts';
import { storableFaults } from './storable.ts';

/**
 * An input that keeps its rules, and of which the database can keep every text and instant.
 * @throws {Invalid} with one sentence for each rule that it breaks; `data.faults` lists them by field.
 */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.infer<S> {
  const result = schema.safeParse(input);
  const faults = result.success
    ? storableFaults(result.data)
    : result.error.issues.map((issue) => ({ field: issue.path.join('.'), problem: issue.message }));
  if (result.success && faults.length === 0) return result.data;
  throw new Invalid(faults.map(({ field, problem }) => `${field}: ${problem}`).join('; '), { faults });
}
