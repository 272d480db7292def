import type { IdentityId, TenantId } from '@freehold/kernel/caller/caller';
import { bareTenant } from '@freehold/kernel/caller/caller';
import { countUsage } from '@freehold/kernel/metering/reserve-usage';
import type { Context } from '@freehold/kernel/subgraph/context';
import { newId } from '@freehold/kernel/values/id';
import type { EntityManager } from '@mikro-orm/postgresql';
import { MemberJoined, TenantProvisioned } from '../events.ts';
import { faceOf } from '../face.ts';
import { Identity } from '../member/identity.entity.ts';
import { Member } from '../member/member.entity.ts';
import { type Headcount, headcountOf } from '../member/member.policy.ts';
import { hashPassword } from '../member/password.service.ts';
import { Host } from '../tenant/host.entity.ts';
import { Tenant } from '../tenant/tenant.entity.ts';
import { furtherCustomers, type NewPerson } from './provisioning.policy.ts';

/** A tenant to be made. */
export interface NewTenant {
  readonly slug: string;
  readonly name: string;
  readonly edition: string;
  readonly plan: string;
  readonly timeZone: string;
  readonly locale: string;
  readonly currency: string;
  readonly trial: boolean;
  readonly people: readonly NewPerson[];
  readonly furtherCustomers: number;
}

/** Somebody whose password has become a hash. */
interface Newcomer extends NewPerson {
  readonly passwordHash: string | null;
}

/** What is written of a member. */
type NewMember = Pick<Member, 'tenantId' | 'id' | 'name' | 'email' | 'roles' | 'joinedAt'>;

const HEADCOUNTS: readonly Headcount[] = ['endUsers', 'staffSeats'];

/**
 * Makes a tenant with its host and its people in one transaction. Where the slug is taken nothing changes,
 * and the tenant that has it is the answer.
 * @throws {Forbidden} for everybody but the gateway.
 */
export async function provisionTenant(ctx: Context, input: NewTenant): Promise<TenantId> {
  const { slug, edition, timeZone, currency } = input;
  const id = newId('tnt');
  const inside = ctx.asTenant({ ...bareTenant(id), edition, timeZone, currency });
  const earlier = await inside.read((em) => em.findOne(Host, { name: slug }));
  // This look ends before the hashing begins, so that no connection is held meanwhile.
  await inside.release();
  if (earlier) return earlier.holderId;
  const newcomers = await withHashes([...input.people, ...furtherCustomers(slug, input.furtherCustomers)]);
  return inside.transaction(async ({ em, publish }) => {
    const holder = await claimHost(em, slug, id);
    if (holder !== id) return holder;
    addTenant(em, id, input, ctx.now());
    const members = await addMembers(em, id, newcomers, ctx.now());
    await countMembers(inside, em, newcomers);
    const { plan, trial, locale, name } = input;
    const told = { tenantId: id, slug, name, edition, plan, trial, timeZone, currency, locale };
    publish(TenantProvisioned, told);
    for (const member of members) publish(MemberJoined, joinedOf(member, locale));
    return id;
  });
}

/** Hashing takes long, so it is done before the transaction, and once for people who start with the same password. */
async function withHashes(people: readonly NewPerson[]): Promise<Newcomer[]> {
  const passwords = [...new Set(people.flatMap(({ password }) => password ?? []))];
  const hashes = await Promise.all(passwords.map(hashPassword));
  const hashOf = new Map(passwords.map((password, index) => [password, hashes[index] ?? null]));
  return people.map((person) => ({ ...person, passwordHash: hashOf.get(person.password ?? '') ?? null }));
}

/** Takes a name in the directory unless somebody has it; whose it is now. */
async function claimHost(em: EntityManager, name: string, tenantId: TenantId): Promise<TenantId> {
  await em.createQueryBuilder(Host).insert({ name, holderId: tenantId }).onConflict().ignore().execute('run');
  const host = await em.findOneOrFail(Host, { name });
  return host.holderId;
}

function addTenant(em: EntityManager, id: TenantId, input: NewTenant, createdAt: Date): void {
  const { slug, name, edition, timeZone, locale, currency } = input;
  const facts = { slug, name, edition, timeZone, locale, currency };
  em.persist(em.create(Tenant, { tenantId: id, id, ...facts, access: 'FULL', createdAt }));
}

async function addMembers(
  em: EntityManager,
  tenantId: TenantId,
  people: readonly Newcomer[],
  joinedAt: Date,
): Promise<readonly NewMember[]> {
  const identities = await identitiesOf(em, people);
  const members = people.map(({ name, email, roles }) => {
    const identityId = identities.get(email);
    if (!identityId) throw new Error('An identity that was just written is not there.');
    return { tenantId, id: newId('mbr'), identityId, name, email, roles: [...roles], joinedAt };
  });
  await em.insertMany(Member, members);
  return members;
}

function joinedOf({ id: memberId, name, email, roles }: NewMember, locale: string) {
  return { memberId, name, email, locale, roles: [...roles] };
}

/** Somebody who is known stays as they are. In the order of addresses, so that two who do this do not lock each other out. */
async function identitiesOf(
  em: EntityManager,
  people: readonly Newcomer[],
): Promise<ReadonlyMap<string, IdentityId>> {
  const rows = people
    .map(({ email, passwordHash }) => ({ id: newId('idn'), email, passwordHash }))
    .sort((left, right) => left.email.localeCompare(right.email));
  await em.createQueryBuilder(Identity).insert(rows).onConflict('email').ignore().execute('run');
  const found = await em.find(Identity, { email: { $in: rows.map(({ email }) => email) } });
  return new Map(found.map(({ email, id }) => [email, id]));
}

/** Counts them without a cap, since no plan is known yet; a count of none makes the meter known as a gauge. */
async function countMembers(ctx: Context, em: EntityManager, people: readonly NewPerson[]): Promise<void> {
  const tenant = ctx.tenant();
  const { meters } = faceOf(ctx.parts, tenant.edition);
  for (const headcount of HEADCOUNTS) {
    const meter = meters[headcount];
    const amount = people.filter(({ roles }) => headcountOf(roles) === headcount).length;
    if (meter)
      await countUsage(em, { subgraph: 'tenancy', tenant, meter, amount, reset: 'none', now: ctx.now() });
  }
}
