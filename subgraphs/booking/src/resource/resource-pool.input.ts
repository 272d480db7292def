import { Field, InputType, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { ResourcePool } from './resource-pool.entity.ts';

@InputType({ description: 'A pool to be created; resources join it when they are created.' })
export class CreateResourcePoolInput {
  @Field(() => String, { description: '1 to 200 characters.' })
  name!: string;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** What a pool may be. */
export const createResourcePoolSchema = z.object({ name: z.string().trim().min(1).max(200) });

@ObjectType({ description: 'The pool that was created.' })
export class CreateResourcePoolPayload {
  @Field(() => ResourcePool)
  pool!: ResourcePool;
}
