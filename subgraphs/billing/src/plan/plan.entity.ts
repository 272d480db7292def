import { MoneyType } from '@freehold/kernel/subgraph/schema/money-type';
import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { ENFORCEMENTS, type EnforcementKind, Feature } from '../catalog/catalog.entity.ts';

/** How often a recurring price is charged. */
export const BILLING_INTERVALS = { MONTH: 'MONTH', YEAR: 'YEAR' } as const;
registerEnumType(BILLING_INTERVALS, {
  name: 'BillingInterval',
  description: 'How often a recurring price is charged.',
});

@ObjectType({ description: 'A recurring price of a plan.' })
export class PlanPrice {
  @Field(() => BILLING_INTERVALS, { description: 'How often it is charged.' })
  interval!: keyof typeof BILLING_INTERVALS;

  @Field(() => MoneyType, { nullable: true, description: 'Null when the price is on request.' })
  amount!: MoneyType | null;
}

@ObjectType({ description: 'What a plan allows of one meter.' })
export class PlanMeter {
  @Field(() => ID, { description: "The meter's key." })
  meter!: string;

  @Field(() => String, { description: "The meter's name, for people." })
  name!: string;

  @Field(() => Int, { nullable: true, description: 'Units, 0 or more; null when unlimited.' })
  limit!: number | null;

  @Field(() => ENFORCEMENTS, { description: 'What happens at the first unit over the limit.' })
  enforcement!: EnforcementKind;
}

@Directive('@key(fields: "key")')
@ObjectType({ description: 'One immutable version of what a tenant can subscribe to.' })
export class Plan {
  @Field(() => ID, { description: 'Edition and plan, as in `fitness:pro`.' })
  key!: string;

  @Field(() => String, { description: 'Its name, for people.' })
  name!: string;

  @Field(() => Int, { description: 'Counts from 1; a change of price, feature or limit is a new version.' })
  version!: number;

  @Field(() => [PlanPrice], { description: 'One for each currency and interval that it is sold in.' })
  prices!: readonly PlanPrice[];

  @Field(() => [Feature], { description: 'The features that it grants.' })
  features!: readonly Feature[];

  @Field(() => [PlanMeter], { description: 'What it allows of each meter of the edition.' })
  meters!: readonly PlanMeter[];

  @Field(() => Int, { description: 'Days of a free start; 0 when there is none.' })
  trialDays!: number;
}
