import { Unauthenticated } from '@freehold/kernel/errors/refusals';
import type { Clock } from '@freehold/kernel/values/clock';
import { idSchema } from '@freehold/kernel/values/id-schema';
import { importSPKI, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';

const ALGORITHM = 'EdDSA';
const ISSUER = 'freehold';
const AUDIENCE = 'freehold-api';
const LENGTH_MAX = 4096;
/** Tokens that are remembered as valid. A signature takes a tenth of a millisecond to verify, and never changes. */
const VERIFIED_MAX = 50_000;
const BEARER = /^Bearer ([\w.-]+)$/i;

const claimsSchema = z.object({
  sub: idSchema('idn'),
  tid: idSchema('tnt'),
  mid: idSchema('mbr'),
  sid: z.string().min(1).max(100),
  /** In seconds since 1970. */
  exp: z.number(),
});

/** What a verified access token says. */
export type AccessClaims = z.infer<typeof claimsSchema>;

/** Reads access tokens out of `Authorization` headers. */
export interface AccessTokens {
  /**
   * The claims of a header's bearer token; null without a header.
   * @throws {Unauthenticated} for every header that carries no valid token.
   */
  read(authorization: string | undefined): Promise<AccessClaims | null>;
  /** The same where nothing has to be verified for it; undefined where it has, and for what is no token. */
  known(authorization: string | undefined): AccessClaims | null | undefined;
}

/** A reader with tenancy's Ed25519 public key (SPKI, PEM). One algorithm, one issuer, one audience are taken. */
export async function createAccessTokens(publicKeyPem: string, clock: Clock): Promise<AccessTokens> {
  const key = await importSPKI(publicKeyPem, ALGORITHM);
  const verified = new LRUCache<string, AccessClaims>({ max: VERIFIED_MAX });

  async function verify(token: string): Promise<AccessClaims> {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [ALGORITHM],
      issuer: ISSUER,
      audience: AUDIENCE,
      requiredClaims: ['exp'],
      currentDate: clock.now(),
    });
    const claims = claimsSchema.parse(payload);
    verified.set(token, claims);
    return claims;
  }

  /** Unless it has run out, a token that was valid still is. */
  function known(token: string): AccessClaims | undefined {
    const claims = verified.get(token);
    return claims && claims.exp * 1000 > clock.now().getTime() ? claims : undefined;
  }

  function tokenOf(authorization: string): string | undefined {
    return authorization.length <= LENGTH_MAX ? BEARER.exec(authorization)?.[1] : undefined;
  }

  return {
    known(authorization) {
      if (authorization === undefined) return null;
      const token = tokenOf(authorization);
      return token === undefined ? undefined : known(token);
    },
    async read(authorization) {
      if (authorization === undefined) return null;
      const token = tokenOf(authorization);
      if (token === undefined) throw new Unauthenticated('The access token is not valid.');
      const claims = known(token);
      if (claims) return claims;
      return verify(token).catch(() => {
        throw new Unauthenticated('The access token is not valid or has expired.');
      });
    },
  };
}
