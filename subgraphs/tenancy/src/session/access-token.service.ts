import type { SubgraphParts } from '@freehold/kernel/subgraph/context';
import { newId } from '@freehold/kernel/values/id';
import { importPKCS8, SignJWT } from 'jose';
import type { Member } from '../member/member.entity.ts';
import type { Session } from './session.entity.ts';
import { accessExpiry } from './session.policy.ts';

const ALGORITHM = 'EdDSA';
const ISSUER = 'freehold';
const AUDIENCE = 'freehold-api';

/** What proves for some minutes who asks. */
export interface AccessToken {
  readonly accessToken: string;
  readonly accessExpiresAt: Date;
}

type SigningKey = ReturnType<typeof importPKCS8>;
const keys = new WeakMap<SubgraphParts['settings'], SigningKey>();

/**
 * The private key of access tokens, Ed25519 in PKCS #8, as PEM.
 * @throws {Error} when the subgraph was started without one.
 */
export function signingKeyPem({ settings }: SubgraphParts): string {
  const { accessTokenPrivateKey } = settings;
  if (!accessTokenPrivateKey) throw new Error('The setting accessTokenPrivateKey is missing.');
  return accessTokenPrivateKey;
}

function signingKey(parts: SubgraphParts): SigningKey {
  const known = keys.get(parts.settings);
  if (known !== undefined) return known;
  const key = importPKCS8(signingKeyPem(parts), ALGORITHM);
  keys.set(parts.settings, key);
  return key;
}

/** An access token for a session: 10 minutes, and never longer than the session. */
export async function issueAccessToken(
  parts: SubgraphParts,
  session: Session,
  member: Member,
): Promise<AccessToken> {
  const now = parts.clock.now();
  const accessExpiresAt = accessExpiry(now, session.expiresAt);
  const accessToken = await new SignJWT({ tid: session.tenantId, mid: member.id, sid: session.id })
    .setProtectedHeader({ alg: ALGORITHM })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(member.identityId)
    .setJti(newId('jti'))
    .setIssuedAt(now)
    .setExpirationTime(accessExpiresAt)
    .sign(await signingKey(parts));
  return { accessToken, accessExpiresAt };
}
