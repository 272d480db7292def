import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import type { SubgraphParts } from '@freehold/kernel/subgraph/context';

/** Both halves of the key that signs tickets and revocations; the public one is no secret. */
export interface TicketKeys {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** SPKI, as PEM. */
  readonly publicKeyPem: string;
}

const known = new WeakMap<SubgraphParts['settings'], TicketKeys>();

/**
 * The keys of tickets, from the setting `ticketPrivateKey`: Ed25519 in PKCS #8, as PEM.
 * @throws {Error} when the subgraph was started without one.
 */
export function ticketKeys({ settings }: SubgraphParts): TicketKeys {
  const before = known.get(settings);
  if (before) return before;
  const { ticketPrivateKey } = settings;
  if (!ticketPrivateKey) throw new Error('The setting ticketPrivateKey is missing.');
  const privateKey = createPrivateKey(ticketPrivateKey);
  const publicKey = createPublicKey(privateKey);
  const publicKeyPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const keys = { privateKey, publicKey, publicKeyPem };
  known.set(settings, keys);
  return keys;
}
