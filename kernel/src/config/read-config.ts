import { z } from 'zod';
import { StartFault } from './start-fault.ts';

/** Configuration that cannot be used; `faults` lists everything that is wrong, each by its name. */
export class ConfigurationFault extends StartFault {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(
      `The configuration has ${faults.length} fault(s):\n${faults.map((fault) => `  - ${fault}`).join('\n')}`,
    );
    this.faults = faults;
  }
}

/**
 * Reads and checks the configuration: the only place that looks at the environment.
 * An empty value counts as not given, but for names in `meantEmpty`, for which it says something of its own.
 * @throws {ConfigurationFault} with all faults at once.
 */
export function readConfig<S extends z.ZodObject>(
  schema: S,
  environment: Readonly<Record<string, string | undefined>> = process.env,
  meantEmpty: readonly string[] = [],
): z.infer<S> {
  const given = Object.fromEntries(
    Object.entries(environment).filter(
      ([name, value]) => value !== undefined && (value !== '' || meantEmpty.includes(name)),
    ),
  );
  const result = schema.safeParse(given, {
    error: ({ code, input }) => (code === 'invalid_type' && input === undefined ? 'is missing' : undefined),
  });
  if (result.success) return result.data;
  throw new ConfigurationFault(
    result.error.issues.map((issue) => `${issue.path.join('.') || 'configuration'}: ${issue.message}`),
  );
}

/** Reads several parts of a configuration, so that the faults of all of them are told at once. */
export class ConfigurationParts {
  readonly #faults: string[] = [];

  /** What a part says; null when it has faults, which are remembered. */
  read<T>(part: () => T): T | null {
    try {
      return part();
    } catch (error) {
      if (!(error instanceof ConfigurationFault)) throw error;
      this.#faults.push(...error.faults);
      return null;
    }
  }

  /** True when nothing was wrong so far. */
  get areSound(): boolean {
    return this.#faults.length === 0;
  }

  /** All faults of all parts. */
  fault(): ConfigurationFault {
    return new ConfigurationFault(this.#faults);
  }
}

/** A TCP port, 1 to 65,535 (0 lets the system choose). */
export const port = z.coerce.number().int().min(0).max(65_535);

/** A list of names separated by commas, such as `fitness,clinic`. */
export const nameList = z.string().transform((text) =>
  text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== ''),
);

/** A PEM text; `\n` written as two characters is read as a line break. */
export const pem = z
  .string()
  .transform((text) => text.replaceAll('\\n', '\n'))
  .refine((text) => text.includes('-----BEGIN '), 'must be a PEM text');

/** A switch: `true`, `false`, `1` or `0`. */
export const flag = z.enum(['true', 'false', '1', '0']).transform((text) => text === 'true' || text === '1');
