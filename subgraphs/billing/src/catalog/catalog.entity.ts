import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';

/** What happens at the first unit over a limit. */
export const ENFORCEMENTS = { HARD: 'HARD', SOFT: 'SOFT', OVERAGE: 'OVERAGE' } as const;
/** One of {@link ENFORCEMENTS}. */
export type EnforcementKind = keyof typeof ENFORCEMENTS;
registerEnumType(ENFORCEMENTS, {
  name: 'Enforcement',
  description: 'What happens at the first unit over a limit.',
  valuesConfig: {
    HARD: { description: 'It is refused with LIMIT_EXCEEDED.' },
    SOFT: { description: 'It is allowed, and the tenant is told.' },
    OVERAGE: { description: 'It is allowed and billed; the limit is what the price includes.' },
  },
});

@ObjectType({ description: 'Something that a tenant has or has not.' })
export class Feature {
  @Field(() => ID, { description: 'Stable, in snake_case, unique in its edition.' })
  key!: string;

  @Field(() => String, { description: 'Its name, for people.' })
  name!: string;
}
