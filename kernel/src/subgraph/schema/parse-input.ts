import type { z } from 'zod';
import { Invalid } from '../../errors/refusals.ts';

/**
 * An input that keeps its rules.
 * @throws {Invalid} with one sentence for each rule that it breaks; `data.faults` lists them by field.
 */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.infer<S> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => ({
    field: issue.path.join('.'),
    problem: issue.message,
  }));
  throw new Invalid(faults.map(({ field, problem }) => `${field}: ${problem}`).join('; '), { faults });
}
