import type { TenantId } from '@freehold/kernel/caller/caller';
import { ROLES, type Role } from '@freehold/kernel/caller/role';
import { isLocale } from '@freehold/kernel/values/locale';
import { timeZoneSchema } from '@freehold/kernel/values/time-zone-schema';
import { Directive, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { ROLE_NAMES } from '../member/member.entity.ts';
import { slugFault } from '../tenant/host.policy.ts';

@Directive('@inaccessible')
@InputType('_ProvisionPersonInput', { description: 'Somebody who belongs to a new tenant from the start.' })
export class ProvisionPersonInput {
  @Field(() => String, { description: '1 to 200 characters.' })
  name!: string;

  @Field(() => String, { description: 'The address with which they sign in.' })
  email!: string;

  @Field(() => [ROLE_NAMES], { description: 'At least one, and none of the platform.' })
  roles!: Role[];

  @Field(() => String, {
    nullable: true,
    description: '8 to 200 characters; somebody known to the platform keeps their own.',
  })
  password?: string | null;
}

@Directive('@inaccessible')
@InputType('_ProvisionTenantInput', { description: 'A tenant to be made.' })
export class ProvisionTenantInput {
  @Field(() => String, {
    description: 'The first label of its host: 3 to 40 lower-case letters, digits, hyphens.',
  })
  slug!: string;

  @Field(() => String, { description: '1 to 200 characters.' })
  name!: string;

  @Field(() => String, { description: 'The edition that it runs on, such as `fitness`.' })
  edition!: string;

  @Field(() => String, { description: 'The key of its plan, such as `fitness:pro`.' })
  plan!: string;

  @Field(() => String, { description: 'An IANA name.' })
  timeZone!: string;

  @Field(() => String, { description: 'A BCP 47 tag.' })
  locale!: string;

  @Field(() => String, { description: 'An ISO 4217 code.' })
  currency!: string;

  @Field(() => Boolean, { defaultValue: false, description: "Whether it starts with the plan's trial." })
  trial!: boolean;

  @Field(() => [ProvisionPersonInput], { description: 'At least one owner, at most 100 people.' })
  people!: ProvisionPersonInput[];

  @Field(() => Int, {
    defaultValue: 0,
    description: 'Customers beside them who are only counted and cannot sign in, 0 to 2,000.',
  })
  furtherCustomers!: number;
}

@Directive('@inaccessible')
@ObjectType('_ProvisionTenantPayload', { description: 'The tenant that has the slug now.' })
export class ProvisionTenantPayload {
  @Directive('@inaccessible')
  @Field(() => ID)
  tenantId!: TenantId;
}

const name = z.string().trim().min(1).max(200);
const tenantRoles = ROLES.filter((role) => !role.startsWith('PLATFORM_'));

const personSchema = z.object({
  name,
  email: z.string().trim().toLowerCase().pipe(z.email()).pipe(z.string().max(254)),
  roles: z.array(z.enum(tenantRoles)).min(1),
  password: z.string().min(8).max(200).nullish(),
});

/** What a new tenant may be. */
export const provisionTenantSchema = z.object({
  slug: z.string().superRefine((slug, check) => {
    const fault = slugFault(slug);
    if (fault) check.addIssue({ code: 'custom', message: fault });
  }),
  name,
  edition: z.string().min(1).max(40),
  plan: z.string().min(1).max(100),
  timeZone: timeZoneSchema,
  locale: z.string().refine(isLocale, 'must be a BCP 47 tag'),
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code'),
  trial: z.boolean(),
  people: z
    .array(personSchema)
    .max(100)
    .refine((people) => people.some(({ roles }) => roles.includes('TENANT_OWNER')), 'must have an owner')
    .refine(
      (people) => new Set(people.map(({ email }) => email)).size === people.length,
      'must not have an address twice',
    ),
  furtherCustomers: z.number().int().min(0).max(2000),
});
