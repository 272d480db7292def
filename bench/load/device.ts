import { Client } from 'undici';
import type { Heard } from './heard.ts';
import type { LoadTenant } from './tenants.ts';

/** What a device asks: one operation by its name. */
export interface Question {
  /** The name under which it is counted. */
  readonly name: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What came back of a GraphQL operation. */
export type Data = Readonly<Record<string, unknown>>;

/** A text of an answer, by the names on the way to it; null where there is none. */
export function textAt(data: unknown, ...[name, ...below]: readonly string[]): string | null {
  if (name === undefined) return typeof data === 'string' ? data : null;
  return typeof data === 'object' && data !== null ? textAt(Reflect.get(data, name), ...below) : null;
}

/** One person's browser: a connection and an address of its own. */
export class Device {
  readonly #client: Client;
  readonly #headers: Record<string, string>;
  readonly #heard: Heard;

  /** @param index of the person among all */
  constructor(port: number, { slug }: LoadTenant, index: number, heard: Heard) {
    this.#client = new Client(`http://127.0.0.1:${port}`);
    this.#heard = heard;
    this.#headers = {
      host: `${slug}.localhost:${port}`,
      'content-type': 'application/json',
      'x-forwarded-for': `198.18.${index >> 8}.${index & 255}`,
    };
  }

  /** Says from now on who asks. */
  signIn(token: string): void {
    this.#headers.authorization = `Bearer ${token}`;
  }

  /** Asks and counts; null when it was refused, which is counted too. */
  async ask({ name, query, variables }: Question): Promise<Data | null> {
    const askedAt = performance.now();
    const answer = await this.#post(JSON.stringify({ query, variables, operationName: name }));
    const { data = null, errors = [] } = answer;
    this.#heard.add(name, performance.now() - askedAt, errors[0]?.extensions?.code ?? null);
    return errors.length > 0 ? null : data;
  }

  async close(): Promise<void> {
    await this.#client.close();
  }

  async #post(body: string): Promise<Answer> {
    const headers = this.#headers;
    try {
      const response = await this.#client.request({ method: 'POST', path: '/graphql', headers, body });
      const answer: Answer = JSON.parse(await response.body.text());
      return answer;
    } catch (error) {
      return { errors: [{ extensions: { code: error instanceof Error ? error.message : 'NETWORK' } }] };
    }
  }
}

interface Answer {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
}
