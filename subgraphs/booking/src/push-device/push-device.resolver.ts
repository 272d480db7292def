import type { Context } from '@freehold/kernel/subgraph/context';
import { parseInput } from '@freehold/kernel/subgraph/schema/parse-input';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import {
  ForgetPushDeviceInput,
  ForgetPushDevicePayload,
  pushDeviceSchema,
  RegisterPushDeviceInput,
  RegisterPushDevicePayload,
} from './push-device.input.ts';
import { forgetPushDevice, registerPushDevice } from './push-device.service.ts';

@Resolver()
export class PushDeviceResolver {
  @Mutation(() => RegisterPushDevicePayload, {
    description:
      'Tells the member who asks things on a device, if the profile says so, and whoever had it before nothing more on it. Of more than ten devices the oldest are forgotten. Errors: INVALID, NOT_FOUND, IDEMPOTENCY_CONFLICT.',
  })
  async registerPushDevice(
    @Ctx() ctx: Context,
    @Arg('input', () => RegisterPushDeviceInput) input: RegisterPushDeviceInput,
  ): Promise<RegisterPushDevicePayload> {
    const { token } = parseInput(pushDeviceSchema, input);
    return { device: await registerPushDevice(ctx, token, input.idempotencyKey) };
  }

  @Mutation(() => ForgetPushDevicePayload, {
    description:
      'Tells nothing more on a device of the member who asks. Errors: INVALID, NOT_FOUND, IDEMPOTENCY_CONFLICT.',
  })
  async forgetPushDevice(
    @Ctx() ctx: Context,
    @Arg('input', () => ForgetPushDeviceInput) input: ForgetPushDeviceInput,
  ): Promise<ForgetPushDevicePayload> {
    const { token } = parseInput(pushDeviceSchema, input);
    return { forgottenDeviceId: await forgetPushDevice(ctx, token, input.idempotencyKey) };
  }
}
