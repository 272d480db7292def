import { request } from 'node:http';

/** A GraphQL answer as it came over the wire. */
export interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions?: Readonly<Record<string, unknown>>;
  }[];
}

/** Where and as whom to ask. */
export interface Asking {
  readonly port: number;
  /** The tenant's subdomain. */
  readonly slug: string;
  readonly token?: string | undefined;
}

const PASSWORD = 'freehold-demo';
const SIGN_IN = `mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }`;

/** Sends a JSON body to the house's API under the name of a tenant's host, whatever the machine's resolver knows. */
function post({ port, slug, token }: Asking, body: string): Promise<string> {
  const headers = {
    host: `${slug}.localhost:${port}`,
    'content-type': 'application/json',
    ...(token ? { authorization: `Bearer ${token}` } : {}),
  };
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, path: '/graphql', method: 'POST', headers },
      (response) => {
        const parts: string[] = [];
        response
          .setEncoding('utf8')
          .on('data', (part: string) => parts.push(part))
          .on('end', () => resolve(parts.join('')))
          .on('error', reject);
      },
    );
    sent.on('error', reject).end(body);
  });
}

/** Asks the API and answers all of it, refusals too. */
export async function ask<Data = Record<string, unknown>>(
  asking: Asking,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<Answer<Data>> {
  const answer: Answer<Data> = JSON.parse(await post(asking, JSON.stringify({ query, variables })));
  return answer;
}

/** The data alone. @throws {Error} with everything that was refused. */
export async function dataOf<Data>(
  asking: Asking,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<Data> {
  const { data, errors } = await ask<Data>(asking, query, variables);
  if (errors || !data) throw new Error(JSON.stringify(errors));
  return data;
}

/** Signs a person of the demo in: `owner@fitzone.test` at `fitzone`. */
export async function signedIn(port: number, slug: string, name: string): Promise<Asking> {
  const input = { email: `${name}@${slug}.test`, password: PASSWORD };
  const { signIn } = await dataOf<{ signIn: { accessToken: string } }>({ port, slug }, SIGN_IN, { input });
  return { port, slug, token: signIn.accessToken };
}
