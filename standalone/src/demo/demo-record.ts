import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const FILE = 'demo.json';
const FRESH_MS = 7 * 86_400_000;

const recordSchema = z.record(z.string(), z.iso.datetime());

/**
 * Which demo tenants are complete, and when they were filled. What is lost of it costs time and nothing else:
 * loading a tenant again makes nothing twice.
 */
export class DemoRecord {
  readonly #file: string;
  readonly #filledAt: Map<string, string>;
  #writing: Promise<void> = Promise.resolve();

  private constructor(file: string, filledAt: Map<string, string>) {
    this.#file = file;
    this.#filledAt = filledAt;
  }

  /** Reads the record of a data directory; an empty one when there is none. */
  static async open(dataDirectory: string): Promise<DemoRecord> {
    const file = join(dataDirectory, FILE);
    const text = await readFile(file, 'utf8').catch(() => '{}');
    return new DemoRecord(file, new Map(Object.entries(parse(text))));
  }

  /** Whether a tenant is complete, with a schedule that still reaches a week ahead. */
  isFresh(tenantId: string, now: Date): boolean {
    const filledAt = this.#filledAt.get(tenantId);
    return filledAt !== undefined && now.getTime() - Date.parse(filledAt) < FRESH_MS;
  }

  /** Writes down that a tenant is complete. */
  remember(tenantId: string, now: Date): Promise<void> {
    this.#filledAt.set(tenantId, now.toISOString());
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  async #write(): Promise<void> {
    const draft = `${this.#file}.${randomBytes(6).toString('hex')}`;
    await writeFile(draft, `${JSON.stringify(Object.fromEntries(this.#filledAt), null, 2)}\n`);
    await rename(draft, this.#file);
  }
}

function parse(text: string): z.infer<typeof recordSchema> {
  try {
    return recordSchema.parse(JSON.parse(text));
  } catch {
    return {};
  }
}
