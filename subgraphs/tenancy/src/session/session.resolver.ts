import type { DomainEvent } from '@freehold/kernel/events/domain-event';
import type { Context } from '@freehold/kernel/subgraph/context';
import { parseInput } from '@freehold/kernel/subgraph/schema/parse-input';
import { Arg, Ctx, Directive, ID, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import { AccessChanged } from '../events.ts';
import {
  AccessChange,
  RefreshSessionInput,
  RefreshSessionPayload,
  SessionStateType,
  SignInInput,
  SignInPayload,
  SignOutPayload,
  sessionOfSchema,
  signInSchema,
} from './session.input.ts';
import { refreshSession, sessionState, signOut } from './session.service.ts';
import { signIn } from './sign-in.service.ts';

@Resolver()
export class SessionResolver {
  @Mutation(() => SignInPayload, {
    description: 'Opens a session. Errors: INVALID, INVALID_CREDENTIALS, TOO_MANY_ATTEMPTS, TENANT_REQUIRED.',
  })
  signIn(@Ctx() ctx: Context, @Arg('input', () => SignInInput) input: SignInInput): Promise<SignInPayload> {
    return signIn(ctx, parseInput(signInSchema, input));
  }

  @Mutation(() => RefreshSessionPayload, {
    description:
      'Opens a session again and replaces its refresh token; one that was replaced before ends the session. Errors: SESSION_EXPIRED, TENANT_REQUIRED.',
  })
  refreshSession(
    @Ctx() ctx: Context,
    @Arg('input', () => RefreshSessionInput, { nullable: true }) input: RefreshSessionInput | null,
  ): Promise<RefreshSessionPayload> {
    return refreshSession(ctx, input?.refreshToken ?? null);
  }

  @Mutation(() => SignOutPayload, {
    description: "Ends the session and forgets the browser's cookie. Errors: TENANT_REQUIRED.",
  })
  async signOut(@Ctx() ctx: Context): Promise<SignOutPayload> {
    return { signedOut: await signOut(ctx) };
  }

  @Directive('@inaccessible')
  @Query(() => SessionStateType, {
    name: '_session',
    nullable: true,
    description:
      'What stands behind an access token at present; null when its session has ended. Errors: INVALID.',
  })
  session(
    @Ctx() ctx: Context,
    @Arg('tenantId', () => ID) tenantId: string,
    @Arg('id', () => ID) id: string,
  ): Promise<SessionStateType | null> {
    const asked = parseInput(sessionOfSchema, { tenantId, id });
    return sessionState(ctx, asked.tenantId, asked.id);
  }

  @Directive('@inaccessible')
  @Subscription(() => AccessChange, {
    name: '_accessChanged',
    description:
      'Each session that ends before its time, and each change of what a tenant or its members may do.',
    subscribe: ({ context }: { context: Context }) => context.live(AccessChanged),
  })
  accessChanged(@Root() { tenantId, payload }: DomainEvent<{ sessionId: string | null }>): AccessChange {
    return { tenantId, sessionId: payload.sessionId };
  }
}
