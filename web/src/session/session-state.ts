import type { SignedInMember_MemberFragment } from '../graphql/generated/graphql.ts';
import type { Refusal } from '../graphql/refusal.ts';

/** Who is signed in. */
export type SignedInMember = Omit<SignedInMember_MemberFragment, ' $fragmentName'>;

/** Where the session stands. `starting`: nobody knows yet; `unreachable`: the server does not answer. */
export type SessionState =
  | { readonly status: 'starting' | 'unreachable' }
  /** `hasExpired`: somebody was signed in until the server ended it. */
  | { readonly status: 'anonymous'; readonly hasExpired: boolean }
  | { readonly status: 'signed-in'; readonly member: SignedInMember };

/** What the server gave: a token until `accessExpiresAt` (ISO 8601) for a member. */
export interface Grant {
  readonly kind: 'granted';
  readonly accessToken: string;
  readonly accessExpiresAt: string;
  readonly member: SignedInMember;
}

/** How asking for a session ended. `unreachable` says nothing about the session. */
export type Outcome = Grant | { readonly kind: 'refused' | 'unreachable'; readonly refusal: Refusal };

/** The session's half of the API. */
export interface SessionApi {
  /** By the HttpOnly cookie. */
  refresh(): Promise<Outcome>;
  signIn(email: string, password: string): Promise<Outcome>;
  signOut(accessToken: string): Promise<void>;
}
