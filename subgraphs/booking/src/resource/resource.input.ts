import { idSchema } from '@freehold/kernel/values/id-schema';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { RESOURCE_KINDS, Resource, type ResourceKind } from './resource.entity.ts';

@InputType({ description: 'A resource to be created.' })
export class CreateResourceInput {
  @Field(() => String, { description: '1 to 200 characters.' })
  name!: string;

  @Field(() => RESOURCE_KINDS)
  kind!: ResourceKind;

  @Field(() => Int, { description: 'People at once, 1 to 10,000.' })
  capacity!: number;

  @Field(() => ID, { nullable: true, description: 'Where it is.' })
  locationId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The pool that it joins.' })
  poolId?: string | null;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** What a resource may be. */
export const createResourceSchema = z.object({
  name: z.string().trim().min(1).max(200),
  kind: z.enum(RESOURCE_KINDS),
  capacity: z.number().int().min(1).max(10_000),
  locationId: idSchema('loc').nullish(),
  poolId: idSchema('rpl').nullish(),
});

@InputType({ description: 'A resource to be changed. What is left out stays; its kind stays always.' })
export class UpdateResourceInput {
  @Field(() => ID)
  resourceId!: string;

  @Field(() => String, { nullable: true, description: '1 to 200 characters.' })
  name?: string;

  @Field(() => Int, { nullable: true, description: 'People at once, 1 to 10,000.' })
  capacity?: number;

  @Field(() => ID, { nullable: true, description: 'Where it is; null for nowhere in particular.' })
  locationId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The pool of which it is a member; null to stand alone.' })
  poolId?: string | null;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** What a resource may become. */
export const updateResourceSchema = createResourceSchema
  .omit({ kind: true })
  .partial()
  .extend({ resourceId: idSchema('rsc') });

@InputType({ description: 'A resource to be archived, or to be taken back from the archive.' })
export class ArchiveResourceInput {
  @Field(() => ID)
  resourceId!: string;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** Which resource is meant. */
export const resourceIdSchema = z.object({ resourceId: idSchema('rsc') });

@ObjectType({ description: 'The resource as it is now.' })
export class ChangeResourcePayload {
  @Field(() => Resource)
  resource!: Resource;
}

@ObjectType({ description: 'The resource that was created.' })
export class CreateResourcePayload {
  @Field(() => Resource)
  resource!: Resource;
}
