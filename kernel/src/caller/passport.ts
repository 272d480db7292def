import { importPKCS8, importSPKI, jwtVerify, SignJWT } from 'jose';
import { LRUCache } from 'lru-cache';
import type { Clock } from '../values/clock.ts';
import { type Caller, callerSchema } from './caller.ts';

const ALGORITHM = 'EdDSA';
const ISSUER = 'freehold-gateway';
const LIFETIME_SECONDS = 30;
const VERIFIED_MAX = 10_000;
const REQUEST_ID = /^[\w.-]{1,100}$/;

const signedSchema = callerSchema.omit({ requestId: true });
type Signed = Omit<Caller, 'requestId'>;

/** Whom a passport is for: shown to one subgraph, it is good at no other. */
function audienceOf(subgraph: string): string {
  return `freehold-subgraph:${subgraph}`;
}

/** A passport that is missing, forged, expired, misshapen or for another subgraph. */
export class PassportRefused extends Error {
  constructor() {
    super('This subgraph answers only the gateway.');
    this.name = 'PassportRefused';
  }
}

/** Signs passports for one subgraph; only the gateway holds one. */
export interface PassportIssuer {
  /** A passport of all that a caller is but for the request's id: who asks again can show it again. */
  issue(caller: Caller): Promise<string>;
}

/** Checks passports; every subgraph holds one. */
export interface PassportVerifier {
  /**
   * Who asks. `requestId` comes beside the passport, from whoever holds it; what is no name of a request is `unknown`.
   * @throws {PassportRefused} for everything that the gateway did not sign for this subgraph in the last 30 seconds.
   */
  verify(token: string, requestId: unknown): Promise<Caller>;
}

/** An issuer for a subgraph, with the gateway's Ed25519 private key (PKCS #8, PEM). Passports live 30 seconds. */
export function createPassportIssuer(privateKeyPem: string, clock: Clock, subgraph: string): PassportIssuer {
  const key = importPKCS8(privateKeyPem, ALGORITHM);
  return {
    async issue({ requestId: _, ...caller }) {
      const seconds = Math.floor(clock.now().getTime() / 1000);
      return new SignJWT({ caller })
        .setProtectedHeader({ alg: ALGORITHM })
        .setIssuer(ISSUER)
        .setAudience(audienceOf(subgraph))
        .setIssuedAt(seconds)
        .setExpirationTime(seconds + LIFETIME_SECONDS)
        .sign(await key);
    },
  };
}

/**
 * A verifier of a subgraph, with the gateway's Ed25519 public key (SPKI, PEM). A passport once verified is remembered
 * until it expires.
 */
export function createPassportVerifier(
  publicKeyPem: string,
  clock: Clock,
  subgraph: string,
): PassportVerifier {
  const key = importSPKI(publicKeyPem, ALGORITHM);
  const verified = new LRUCache<string, { caller: Signed; expiresAt: number }>({ max: VERIFIED_MAX });

  async function check(token: string): Promise<{ caller: Signed; expiresAt: number }> {
    const { payload } = await jwtVerify(token, await key, {
      algorithms: [ALGORITHM],
      issuer: ISSUER,
      audience: audienceOf(subgraph),
      maxTokenAge: LIFETIME_SECONDS,
      requiredClaims: ['exp', 'iat'],
      currentDate: clock.now(),
    });
    return { caller: signedSchema.parse(payload.caller), expiresAt: (payload.exp ?? 0) * 1000 };
  }

  return {
    async verify(token, given) {
      const requestId = typeof given === 'string' && REQUEST_ID.test(given) ? given : 'unknown';
      const known = verified.get(token);
      if (known && known.expiresAt > clock.now().getTime()) return { ...known.caller, requestId };
      const entry = await check(token).catch(() => {
        throw new PassportRefused();
      });
      verified.set(token, entry);
      return { ...entry.caller, requestId };
    },
  };
}
