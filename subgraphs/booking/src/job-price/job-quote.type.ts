import { MoneyType } from '@freehold/kernel/subgraph/schema/money-type';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { MULTIPLIER_SOURCES, type MultiplierSource } from './job-price.policy.ts';

registerEnumType(MULTIPLIER_SOURCES, {
  name: 'MultiplierSource',
  description: "Where a multiplier comes from: the tenant's markup, a zone of postal codes, or neither.",
});

@ObjectType({ description: 'What a job costs, and why: price = base price x multiplier x size.' })
export class JobQuote {
  @Field(() => MoneyType, { description: 'The price: rounded once to minor units, a half away from zero.' })
  price!: MoneyType;

  @Field(() => MoneyType, { description: 'The price of the offering, which is for 1,000 square meters.' })
  basePrice!: MoneyType;

  @Field(() => Int, { description: 'In thousandths: 1,250 is a quarter more.' })
  multiplierPermille!: number;

  @Field(() => MULTIPLIER_SOURCES, { description: 'Where the multiplier comes from.' })
  multiplierSource!: MultiplierSource;

  @Field(() => String, { nullable: true, description: 'What the postal codes of its zone begin with.' })
  zonePrefix!: string | null;

  @Field(() => Int, { description: 'The size of the property in square meters.' })
  propertySquareMeters!: number;
}
