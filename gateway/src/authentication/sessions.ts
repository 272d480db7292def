import type { CallerMember } from '@freehold/kernel/caller/caller';
import { ROLES, type Role } from '@freehold/kernel/caller/role';
import type { SubgraphClient } from '@freehold/kernel/caller/subgraph-call';
import { Unauthenticated } from '@freehold/kernel/errors/refusals';
import type { Clock } from '@freehold/kernel/values/clock';
import type { Logger } from 'pino';
import { z } from 'zod';
import { ShortLivedCache } from '../cache/short-lived-cache.ts';
import { askSubgraph } from '../subgraphs/ask-subgraph.ts';
import type { AccessClaims } from './access-token.ts';

const SESSIONS_MAX = 50_000;
const LIFETIME_MS = 5_000;
const UNSURE_LIFETIME_MS = 2_000;

const sessionSchema = z.object({
  tenantId: z.string(),
  memberId: z.string(),
  identityId: z.string(),
  roles: z.array(z.enum(ROLES)),
  expiresAt: z.coerce.date(),
});

const SESSION_QUESTION = {
  query: 'query Session($id: ID!) { _session(id: $id) { tenantId memberId identityId roles expiresAt } }',
  answer: z.object({ _session: sessionSchema.nullable() }),
};

type Session = z.infer<typeof sessionSchema>;

/** What {@link Sessions} needs. */
export interface SessionsOptions {
  readonly tenancy: SubgraphClient;
  /** The actions that each role allows. */
  readonly roles: Readonly<Record<string, readonly string[]>>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Whether tenancy tells of changes at present; otherwise answers are believed for 2 seconds only. */
  isToldOfChanges(): boolean;
}

/** The sessions behind access tokens, asked of tenancy and believed for 5 seconds. */
export class Sessions {
  readonly #cache: ShortLivedCache<Session | null>;
  readonly #options: SessionsOptions;

  constructor(options: SessionsOptions) {
    const { tenancy, clock, logger, isToldOfChanges } = options;
    this.#options = options;
    this.#cache = new ShortLivedCache<Session | null>({
      entriesMax: SESSIONS_MAX,
      clock,
      lifetimeMs: () => (isToldOfChanges() ? LIFETIME_MS : UNSURE_LIFETIME_MS),
      load: async (id) =>
        (await askSubgraph(tenancy, { ...SESSION_QUESTION, variables: { id } }, logger))._session,
    });
  }

  /**
   * The member whose session the token names.
   * @throws {Unauthenticated} when the session has ended or is not the one that the token was made for.
   * @throws {Unavailable} when tenancy does not answer.
   */
  async memberOf(claims: AccessClaims): Promise<CallerMember> {
    const session = await this.#cache.get(claims.sid);
    if (!session || !this.#isOf(session, claims)) throw new Unauthenticated('The session has ended.');
    return {
      id: claims.mid,
      identityId: claims.sub,
      sessionId: claims.sid,
      roles: session.roles,
      actions: this.#actionsOf(session.roles),
    };
  }

  /** Forgets one session, or all of them. */
  forget(sessionId?: string): void {
    this.#cache.forget(sessionId);
  }

  #isOf(session: Session, { tid, mid, sub }: AccessClaims): boolean {
    const isSame = session.tenantId === tid && session.memberId === mid && session.identityId === sub;
    return isSame && session.expiresAt > this.#options.clock.now();
  }

  #actionsOf(roles: readonly Role[]): string[] {
    return [...new Set(roles.flatMap((role) => this.#options.roles[role] ?? []))];
  }
}
