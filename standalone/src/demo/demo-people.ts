import { z } from 'zod';
import { type DemoApi, DemoRefused, until, type Visitor } from './demo-api.ts';

/** The password of everybody in a demo. */
export const DEMO_PASSWORD = 'freehold-demo';

const SIGN_IN = {
  query: 'mutation SignIn($input: SignInInput!) { signIn(input: $input) { accessToken } }',
  answer: z.object({ signIn: z.object({ accessToken: z.string() }) }),
};
const SIGN_OUT = {
  query: 'mutation SignOut { signOut { signedOut } }',
  variables: {},
  answer: z.object({ signOut: z.object({ signedOut: z.boolean() }) }),
};

/** The people of one demo tenant; each signs in once, when first needed. */
export class DemoPeople {
  readonly #api: DemoApi;
  readonly #slug: string;
  readonly #visitors = new Map<string, Promise<Visitor>>();

  constructor(api: DemoApi, slug: string) {
    this.#api = api;
    this.#slug = slug;
  }

  /** Somebody, signed in. */
  visitor(email: string): Promise<Visitor> {
    const known = this.#visitors.get(email);
    if (known !== undefined) return known;
    const visitor = until(`Nobody can sign in at ${this.#slug}.`, () => this.#signIn(email));
    this.#visitors.set(email, visitor);
    return visitor;
  }

  /** Signs everybody out. */
  async leave(): Promise<void> {
    await Promise.all(
      [...this.#visitors.values()].map(async (visitor) => this.#api.ask(await visitor, SIGN_OUT)),
    );
  }

  /** Null while the gateway does not know the tenant yet: it believes for a moment that there is none. */
  async #signIn(email: string): Promise<Visitor | null> {
    const stranger = { slug: this.#slug, token: null };
    const variables = { input: { email, password: DEMO_PASSWORD } };
    try {
      const { signIn } = await this.#api.ask(stranger, { ...SIGN_IN, variables });
      return { slug: this.#slug, token: signIn.accessToken };
    } catch (error) {
      if (error instanceof DemoRefused && error.code === 'TENANT_REQUIRED') return null;
      throw error;
    }
  }
}
