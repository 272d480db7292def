import type { TenantId } from '@freehold/kernel/caller/caller';
import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Feature } from '../catalog/catalog.entity.ts';

@ObjectType({ description: 'Whether the tenant has a feature, why, and what would give it.' })
export class Entitlement {
  @Field(() => Feature, { description: 'What it is about.' })
  feature!: Feature;

  @Field(() => Boolean, { description: 'Whether the tenant has it.' })
  granted!: boolean;

  @Field(() => String, { description: 'Why, such as `plan fitness:pro`.' })
  source!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The cheapest plan or add-on that grants it; null when it is granted, or nothing on sale does.',
  })
  cheapestGrant!: string | null;
}

@Directive('@inaccessible')
@ObjectType('_Upgrade', { description: 'What would give a tenant a feature that it has not.' })
export class Upgrade {
  @Field(() => String)
  feature!: string;

  @Field(() => String, { description: 'Key of a plan or an add-on.' })
  cheapestGrant!: string;
}

@Directive('@inaccessible')
@ObjectType('_Limit', { description: 'How many units of a meter a tenant may count.' })
export class MeterCap {
  @Field(() => String)
  meter!: string;

  @Field(() => Int, { nullable: true, description: 'Null when no unit is ever refused.' })
  cap!: number | null;
}

@Directive('@inaccessible')
@ObjectType('_TenantEntitlements', { description: 'What a tenant may use, for its passports.' })
export class TenantEntitlements {
  @Field(() => String, { description: "The plan's key." })
  plan!: string;

  @Field(() => [String], { description: 'Keys of the features that it has.' })
  features!: readonly string[];

  @Field(() => [Upgrade], { description: 'One for each feature that it has not and could buy.' })
  upgrades!: readonly Upgrade[];

  @Field(() => [MeterCap], { description: 'One for each meter of its edition.' })
  limits!: readonly MeterCap[];
}

@Directive('@inaccessible')
@ObjectType('_EntitlementsChange', { description: 'What a tenant may use is another thing now.' })
export class EntitlementsChange {
  @Directive('@inaccessible')
  @Field(() => ID)
  tenantId!: TenantId;
}
