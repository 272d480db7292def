import type { CallerMember } from '@freehold/kernel/caller/caller';
import { ROLES } from '@freehold/kernel/caller/role';
import type { SubgraphClient } from '@freehold/kernel/caller/subgraph-call';
import { Unauthenticated } from '@freehold/kernel/errors/refusals';
import type { Clock } from '@freehold/kernel/values/clock';
import type { Logger } from 'pino';
import { z } from 'zod';
import { frozen } from '../cache/frozen.ts';
import { ShortLivedCache } from '../cache/short-lived-cache.ts';
import type { RightsChange } from '../feeds/rights-changes.ts';
import { askSubgraph } from '../subgraphs/ask-subgraph.ts';
import type { AccessClaims } from './access-token.ts';
import type { ActionsByRole, RoleActions } from './role-actions.ts';

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
  query: `query Session($tenantId: ID!, $id: ID!) {
    _session(tenantId: $tenantId, id: $id) { tenantId memberId identityId roles expiresAt }
  }`,
  answer: z.object({ _session: sessionSchema.nullable() }),
};

type Session = z.infer<typeof sessionSchema>;

/** A session is looked up within its tenant; no id of a tenant has a space in it. */
function keyOf(tenantId: string, sessionId: string): string {
  return `${tenantId} ${sessionId}`;
}

function variablesOf(key: string): { tenantId: string; id: string } {
  const space = key.indexOf(' ');
  return { tenantId: key.slice(0, space), id: key.slice(space + 1) };
}

/** What {@link Sessions} needs. */
export interface SessionsOptions {
  readonly tenancy: SubgraphClient;
  readonly roles: RoleActions;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Whether tenancy tells of changes at present; otherwise answers are believed for 2 seconds only. */
  isToldOfChanges(): boolean;
}

/** The sessions behind access tokens, asked of tenancy and believed for 5 seconds; a minute where it does not answer. */
export class Sessions {
  readonly #cache: ShortLivedCache<Session | null>;
  readonly #options: SessionsOptions;
  /** The same object for as long as a session is believed, and roles allow the same. */
  readonly #members = new WeakMap<
    Session,
    { readonly byRole: ActionsByRole; readonly member: CallerMember }
  >();

  constructor(options: SessionsOptions) {
    const { tenancy, clock, logger, isToldOfChanges } = options;
    this.#options = options;
    this.#cache = new ShortLivedCache<Session | null>({
      entriesMax: SESSIONS_MAX,
      clock,
      lifetimeMs: () => (isToldOfChanges() ? LIFETIME_MS : UNSURE_LIFETIME_MS),
      load: async (key) =>
        (await askSubgraph(tenancy, { ...SESSION_QUESTION, variables: variablesOf(key) }, logger))._session,
      mayStay: (session) => session !== null,
    });
  }

  /**
   * The member whose session the token names.
   * @throws {Unauthenticated} when the session has ended or is not the one that the token was made for.
   * @throws {Unavailable} when tenancy does not answer.
   */
  async memberOf(claims: AccessClaims): Promise<CallerMember> {
    return this.#member(await this.#cache.get(keyOf(claims.tid, claims.sid)), claims);
  }

  /** The same where tenancy need not be asked; undefined where it must. @throws {Unauthenticated} as above. */
  known(claims: AccessClaims): CallerMember | undefined {
    const session = this.#cache.known(keyOf(claims.tid, claims.sid));
    return session === undefined ? undefined : this.#member(session, claims);
  }

  /** Forgets the session that the change names, or all of them; asks anew where nobody is known to have changed. */
  forget({ tenantId, sessionId }: RightsChange): void {
    if (tenantId === null) this.#cache.doubt();
    else this.#cache.forget(sessionId === null ? undefined : keyOf(tenantId, sessionId));
  }

  #member(session: Session | null, claims: AccessClaims): CallerMember {
    if (!session || !this.#isOf(session, claims)) throw new Unauthenticated('The session has ended.');
    const { byRole } = this.#options.roles;
    const known = this.#members.get(session);
    if (known?.byRole === byRole) return known.member;
    const member = this.#newMember(session, claims);
    this.#members.set(session, { byRole, member });
    return member;
  }

  #newMember(session: Session, { mid, sub, sid }: AccessClaims): CallerMember {
    // In one order, so that equal rights look equal.
    const roles = ROLES.filter((role) => session.roles.includes(role));
    const actions = this.#options.roles.actionsOf(roles);
    return frozen({ id: mid, identityId: sub, sessionId: sid, roles, actions });
  }

  #isOf(session: Session, { tid, mid, sub }: AccessClaims): boolean {
    const isSame = session.tenantId === tid && session.memberId === mid && session.identityId === sub;
    return isSame && session.expiresAt > this.#options.clock.now();
  }
}
