import { type KeyObject, sign, verify } from 'node:crypto';

/** What a token is for: what was signed as one kind is never read as another. */
export type TokenKind = 'freehold-ticket' | 'freehold-revocations';

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const headerOf = (kind: TokenKind) => encode({ alg: 'EdDSA', typ: kind });

/** A value, signed: a compact JWS (RFC 7515) with EdDSA over Ed25519 (RFC 8037). */
export function signCompact(kind: TokenKind, payload: unknown, privateKey: KeyObject): string {
  const signed = `${headerOf(kind)}.${encode(payload)}`;
  return `${signed}.${sign(null, Buffer.from(signed), privateKey).toString('base64url')}`;
}

/** The value that was signed as this kind with the key's private half; null for everything else. */
export function readCompact(kind: TokenKind, token: string, publicKey: KeyObject): unknown {
  const [header, payload, signature, ...rest] = token.split('.');
  if (header !== headerOf(kind) || !payload || !signature || rest.length > 0) return null;
  const signed = Buffer.from(`${header}.${payload}`);
  const signatureBytes = bytesOf(signature);
  const isSigned = signatureBytes !== null && verify(null, signed, publicKey, signatureBytes);
  return isSigned ? parseJson(Buffer.from(payload, 'base64url').toString()) : null;
}

// Buffer.from passes over letters that are none of base64url, and over bits of the last one: other texts, the same bytes.
function bytesOf(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
