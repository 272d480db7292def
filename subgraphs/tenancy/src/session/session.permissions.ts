import { anyone, gatewayOnly, type Permissions } from '@freehold/kernel/permissions/rules';

const tokens = { accessToken: anyone, accessExpiresAt: anyone, refreshToken: anyone, member: anyone };

/** Whoever proves who they are gets tokens; what is behind a token only the gateway asks. */
export const sessionPermissions: Permissions = {
  Mutation: { signIn: anyone, refreshSession: anyone, signOut: anyone },
  SignInPayload: tokens,
  RefreshSessionPayload: tokens,
  SignOutPayload: { signedOut: anyone },
  Query: { _session: gatewayOnly },
  Subscription: { _accessChanged: gatewayOnly },
  _SessionState: {
    tenantId: gatewayOnly,
    memberId: gatewayOnly,
    identityId: gatewayOnly,
    roles: gatewayOnly,
    expiresAt: gatewayOnly,
  },
  _AccessChange: { tenantId: gatewayOnly, sessionId: gatewayOnly },
};
