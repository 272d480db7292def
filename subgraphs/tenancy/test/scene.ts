import { generateKeyPairSync } from 'node:crypto';
import type { Caller } from '@freehold/kernel/caller/caller';
import type { Role } from '@freehold/kernel/caller/role';
import type { CookieChange } from '@freehold/kernel/caller/subgraph-call';
import { inTransaction } from '@freehold/kernel/database/transaction';
import { OutboxEvent } from '@freehold/kernel/events/outbox';
import { gatewayCaller, newTenant, type TestTenant } from '@freehold/kernel/testing/callers';
import { ask, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { idSchema } from '@freehold/kernel/values/id-schema';
import { decodeJwt } from 'jose';
import { z } from 'zod';
import { tenancySubgraph } from '../src/tenancy.subgraph.ts';

const keys = generateKeyPairSync('ed25519', {
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

/** The key that checks access tokens of these tests. */
export const accessTokenPublicKey = keys.publicKey;
/** The password of everybody in these tests. */
export const PASSWORD = 'correct horse battery';
/** The cookie of browsers. */
export const COOKIE = '__Host-freehold-refresh';

/** Starts the subgraph: the edition `test` counts members and customers. */
export function startTenancy(): Promise<TestSubgraph> {
  return startTestSubgraph(tenancySubgraph, {
    faces: { test: { meters: { endUsers: 'endUsers', staffSeats: 'staffSeats' } } },
    settings: { accessTokenPrivateKey: keys.privateKey, baseDomains: 'localhost,freehold.example' },
  });
}

/** Makes a tenant. */
export const PROVISION = `mutation ($input: _ProvisionTenantInput!) { _provisionTenant(input: $input) { tenantId } }`;
/** Opens a session. */
export const SIGN_IN = `mutation ($input: SignInInput!) {
  signIn(input: $input) { accessToken accessExpiresAt refreshToken member { id name email roles } } }`;
/** Opens a session again. */
export const REFRESH = `mutation ($token: String) {
  refreshSession(input: { refreshToken: $token }) { accessToken refreshToken member { id name } } }`;
/** Ends a session. */
export const SIGN_OUT = 'mutation { signOut { signedOut } }';
/** What the gateway asks about a session. */
export const SESSION = `query ($tenantId: ID!, $id: ID!) {
  _session(tenantId: $tenantId, id: $id) { tenantId memberId identityId roles expiresAt } }`;

/** A tenant's facts as the gateway gives them; an owner, a trainer and a customer belong to it. */
export function gymNamed(slug: string, changes: Record<string, unknown> = {}) {
  const person = (name: string, role: Role) => ({
    name,
    email: `${name.toLowerCase()}@${slug}.test`,
    roles: [role],
    password: PASSWORD,
  });
  return {
    slug,
    name: `Gym ${slug}`,
    edition: 'test',
    plan: 'test:pro',
    timeZone: 'Europe/Oslo',
    locale: 'nb-NO',
    currency: 'NOK',
    people: [person('Olga', 'TENANT_OWNER'), person('Tor', 'TRAINER'), person('Kari', 'CUSTOMER')],
    ...changes,
  };
}

/** Makes a tenant as the gateway does, and answers who may ask in it. */
export async function givenGym(
  { subgraph }: TestSubgraph,
  slug: string,
  changes: Record<string, unknown> = {},
): Promise<TestTenant> {
  const answer = await ask(subgraph, gatewayCaller, PROVISION, { input: gymNamed(slug, changes) });
  const { _provisionTenant } = z
    .object({ _provisionTenant: z.object({ tenantId: idSchema('tnt') }) })
    .parse(answer);
  return newTenant(tenancySubgraph, { id: _provisionTenant.tenantId });
}

const claimsSchema = z.object({ sub: idSchema('idn'), mid: idSchema('mbr'), sid: z.string() });
const signedInSchema = z.object({
  accessToken: z.string(),
  refreshToken: z.string(),
  member: z.object({ id: z.string() }),
});

/** Somebody with a session of their own. */
export interface Guest {
  readonly caller: Caller;
  readonly sessionId: string;
  readonly refreshToken: string;
  readonly setCookies: readonly CookieChange[];
}

/** Signs somebody in by the name that they have in {@link gymNamed}. */
export async function givenGuest(
  { subgraph }: TestSubgraph,
  gym: TestTenant,
  email: string,
  role: Role = 'CUSTOMER',
): Promise<Guest> {
  const variables = { input: { email, password: PASSWORD } };
  const answer = await subgraph.execute({ query: SIGN_IN, variables, caller: gym.anonymous });
  const { accessToken, refreshToken } = signedInSchema.parse(answer.data?.signIn);
  const { sub, mid, sid } = claimsSchema.parse(decodeJwt(accessToken));
  const like = gym.someone(role);
  const member = like.member && { ...like.member, id: mid, identityId: sub, sessionId: sid };
  return { caller: { ...like, member }, sessionId: sid, refreshToken, setCookies: answer.setCookies ?? [] };
}

/** The outbox of the subgraph: names and payloads of a tenant's events, oldest first. */
export async function eventsOf(
  { subgraph }: TestSubgraph,
  gym: TestTenant,
): Promise<readonly { name: string; payload: unknown }[]> {
  const { orm } = subgraph.parts;
  const tenantId = gym.tenant.id;
  return inTransaction(orm, tenantId, async (em) =>
    (await em.find(OutboxEvent, {}, { orderBy: { position: 'asc' } })).map(({ name, payload }) => ({
      name,
      payload,
    })),
  );
}
