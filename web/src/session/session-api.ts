import type { CombinedError } from '@urql/core';
import { anonymousClient } from '../graphql/anonymous-client.ts';
import { type FragmentType, readFragment } from '../graphql/generated/fragment-masking.ts';
import { graphql } from '../graphql/generated/gql.ts';
import { isPassing, refusalOf } from '../graphql/refusal.ts';
import type { Outcome, SessionApi } from './session-state.ts';

const memberFragment = graphql(`
  fragment SignedInMember_Member on Member {
    id
    name
    email
    roles
  }
`);

const signInMutation = graphql(`
  mutation SignIn($email: String!, $password: String!) {
    signIn(input: { email: $email, password: $password }) {
      accessToken
      accessExpiresAt
      member {
        ...SignedInMember_Member
      }
    }
  }
`);

const refreshMutation = graphql(`
  mutation RefreshSession {
    refreshSession {
      accessToken
      accessExpiresAt
      member {
        ...SignedInMember_Member
      }
    }
  }
`);

const signOutMutation = graphql(`
  mutation SignOut {
    signOut {
      signedOut
    }
  }
`);

interface Payload {
  readonly accessToken: string;
  readonly accessExpiresAt: string;
  readonly member: FragmentType<typeof memberFragment>;
}

const SILENCE = { code: 'INTERNAL', message: 'The server gave no answer.', details: {} };

function outcomeOf(payload: Payload | null | undefined, error: CombinedError | undefined): Outcome {
  if (payload) {
    const { accessToken, accessExpiresAt } = payload;
    return {
      kind: 'granted',
      accessToken,
      accessExpiresAt,
      member: readFragment(memberFragment, payload.member),
    };
  }
  const refusal = error ? refusalOf(error) : SILENCE;
  return { kind: isPassing(refusal) ? 'unreachable' : 'refused', refusal };
}

/**
 * One tab at a time: each refresh turns the cookie over, and a second tab that sends the old one would look
 * like a thief.
 */
function oneTabAtATime<T>(work: () => Promise<T>): Promise<T> {
  return 'locks' in navigator ? navigator.locks.request('freehold-session', work) : work();
}

/** The session over HTTP; the refresh token stays in its cookie, out of reach of scripts. */
export const sessionApi: SessionApi = {
  refresh: () =>
    oneTabAtATime(async () => {
      const { data, error } = await anonymousClient.mutation(refreshMutation, {}).toPromise();
      return outcomeOf(data?.refreshSession, error);
    }),
  signIn: (email, password) =>
    oneTabAtATime(async () => {
      const { data, error } = await anonymousClient.mutation(signInMutation, { email, password }).toPromise();
      return outcomeOf(data?.signIn, error);
    }),
  signOut: async (accessToken) => {
    const fetchOptions = { headers: { authorization: `Bearer ${accessToken}` } };
    await anonymousClient.mutation(signOutMutation, {}, { fetchOptions }).toPromise();
  },
};
