import type { IdentityId, MemberId, TenantId } from '@freehold/kernel/caller/caller';
import type { Role } from '@freehold/kernel/caller/role';
import { idSchema } from '@freehold/kernel/values/id-schema';
import { Directive, Field, ID, InputType, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { Member, ROLE_NAMES } from '../member/member.entity.ts';

@InputType({ description: 'What somebody says to prove who they are.' })
export class SignInInput {
  @Field(() => String, { description: 'Their address; capitals do not matter.' })
  email!: string;

  @Field(() => String, { description: '1 to 200 characters.' })
  password!: string;
}

/** What may be said to sign in. */
export const signInSchema = z.object({
  email: z.string().trim().toLowerCase().min(1).max(254),
  password: z.string().min(1).max(200),
});

@InputType({ description: 'What opens a session again.' })
export class RefreshSessionInput {
  @Field(() => String, { nullable: true, description: 'A browser leaves it out: its cookie is taken.' })
  refreshToken?: string | null;
}

@ObjectType({ description: 'A session that was opened.' })
export class SignInPayload {
  @Field(() => String, { description: 'Goes into the header `Authorization: Bearer …`.' })
  accessToken!: string;

  @Field(() => Date, { description: 'When the access token runs out: in 10 minutes, or with its session.' })
  accessExpiresAt!: Date;

  @Field(() => String, {
    description: 'Opens the session again, once. A browser ignores it: it has a cookie.',
  })
  refreshToken!: string;

  @Field(() => Member, { description: 'Who signed in.' })
  member!: Member;
}

@ObjectType({ description: 'A session that was opened again.' })
export class RefreshSessionPayload extends SignInPayload {}

@ObjectType({ description: 'What became of the session.' })
export class SignOutPayload {
  @Field(() => Boolean, { description: 'Whether a session ended; false when none was open.' })
  signedOut!: boolean;
}

@Directive('@inaccessible')
@ObjectType('_SessionState', { description: 'What stands behind an access token at present.' })
export class SessionStateType {
  @Directive('@inaccessible')
  @Field(() => ID)
  tenantId!: TenantId;

  @Field(() => ID)
  memberId!: MemberId;

  @Field(() => ID)
  identityId!: IdentityId;

  @Field(() => [ROLE_NAMES])
  roles!: Role[];

  @Field(() => Date)
  expiresAt!: Date;
}

/** Which session the gateway asks for. */
export const sessionOfSchema = z.object({ tenantId: idSchema('tnt'), id: idSchema('ses') });

@Directive('@inaccessible')
@ObjectType('_AccessChange', {
  description: 'What somebody may do has changed: of one session, or of all of a tenant.',
})
export class AccessChange {
  @Directive('@inaccessible')
  @Field(() => ID, { nullable: true })
  tenantId!: TenantId | null;

  @Field(() => ID, { nullable: true })
  sessionId!: string | null;
}
