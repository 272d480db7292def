import { Directive, Field, ObjectType } from 'type-graphql';
import { anyone, type Permissions } from '../../permissions/rules.ts';
import { BigIntScalar } from './big-int.ts';

/** An amount of money as GraphQL shows it. */
@Directive('@shareable')
@ObjectType('Money', { description: 'An amount of money.' })
export class MoneyType {
  @Field(() => BigIntScalar, { description: 'In minor units of the currency (øre, cents, grosz).' })
  amountMinor!: bigint;

  @Field(() => String, { description: 'ISO 4217 code.' })
  currency!: string;
}

/** An amount says nothing without the field that holds it. */
export const moneyPermissions: Permissions = { Money: { amountMinor: anyone, currency: anyone } };
