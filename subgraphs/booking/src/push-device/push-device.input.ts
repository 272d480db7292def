import { deviceToken } from '@freehold/kernel/messaging/push';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { PushDevice } from './push-device.entity.ts';

@InputType({ description: 'A device on which the member who asks wishes to be told things.' })
export class RegisterPushDeviceInput {
  @Field(() => String, { description: 'What the push service calls it, 1 to 2,000 characters.' })
  token!: string;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

@InputType({ description: 'A device on which nothing more is to be told.' })
export class ForgetPushDeviceInput {
  @Field(() => String, { description: 'What the push service calls it, 1 to 2,000 characters.' })
  token!: string;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** What may be registered, and forgotten. */
export const pushDeviceSchema = z.object({ token: deviceToken });

@ObjectType({ description: 'The device as it is known now.' })
export class RegisterPushDevicePayload {
  @Field(() => PushDevice)
  device!: PushDevice;
}

@ObjectType({ description: 'The device that is forgotten.' })
export class ForgetPushDevicePayload {
  @Field(() => ID, { description: 'The id that it had.' })
  forgottenDeviceId!: string;
}
