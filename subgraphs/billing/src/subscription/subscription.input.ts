import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Tenant } from '../references/tenant.reference.ts';

@InputType({ description: 'A plan to be changed to.' })
export class ChangePlanInput {
  @Field(() => ID, { description: 'Its key, as in `fitness:pro`.' })
  plan!: string;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

@ObjectType({ description: 'The tenant whose plan was changed.' })
export class ChangePlanPayload {
  @Field(() => Tenant)
  tenant!: Tenant;
}
