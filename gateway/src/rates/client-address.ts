import { BlockList, isIP, isIPv4, isIPv6 } from 'node:net';
import { LRUCache } from 'lru-cache';

const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;
/** Whoever has an IPv6 address has as a rule the whole /64 around it. */
const GROUPS_OF_NETWORK = 4;
const GROUPS = 8;
/** Peers whose form for counting is remembered. */
const PEERS_MAX = 10_000;

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv4(address) ? 'ipv4' : 'ipv6';
}

/** An address without zone and port-less brackets, an IPv4 one in its own form; null for what is none. */
function plainAddress(text: string): string | null {
  const bare = text
    .trim()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/%.*$/, '');
  const address = MAPPED.exec(bare)?.[1] ?? bare;
  return isIP(address) === 0 ? null : address.toLowerCase();
}

/** The /64 of an IPv6 address, such as `2001:db8:0:1::/64`. */
function networkOf(address: string): string {
  const [head = '', tail] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? 0 : Math.max(GROUPS - before.length - after.length, 0);
  const groups = [...before, ...Array.from({ length: zeros }, () => '0'), ...after];
  const network = groups.slice(0, GROUPS_OF_NETWORK).map((group) => group.replace(/^0+(?=.)/, ''));
  return `${network.join(':')}::/64`;
}

function addProxy(list: BlockList, entry: string): void {
  const [text = '', bits] = entry.split('/');
  const address = plainAddress(text);
  if (address === null) throw new Error(`"${entry}" is no address and no network of a proxy.`);
  if (bits === undefined) list.addAddress(address, familyOf(address));
  else list.addSubnet(address, Number(bits), familyOf(address));
}

/** The peer of requests that never were on a wire, as `app.inject({ remoteAddress })` is told it. */
export const IN_PROCESS = 'in-process';
/** One for all whose peer cannot be told any more: a client that hangs up is not free. */
const UNKNOWN = 'unknown';

/** Says from where a request comes, in a form that is good for counting. */
export class ClientAddresses {
  readonly #proxies = new BlockList();
  readonly #hasProxies: boolean;
  readonly #direct = new LRUCache<string, string>({ max: PEERS_MAX });

  /**
   * `trustedProxies` are addresses and networks (`10.0.0.0/8`) whose `X-Forwarded-For` is believed.
   * @throws {Error} for an entry that is neither.
   */
  constructor(trustedProxies: readonly string[]) {
    for (const entry of trustedProxies) addProxy(this.#proxies, entry);
    this.#hasProxies = trustedProxies.length > 0;
  }

  /**
   * The address of the socket's peer; behind trusted proxies the last address that none of them added.
   * An IPv6 address stands for its /64. Null for a request out of this process itself.
   */
  of(peer: string | undefined, forwardedFor: string | readonly string[] | undefined): string | null {
    if (peer === IN_PROCESS) return null;
    const told = this.#hasProxies && forwardedFor !== undefined ? [forwardedFor].flat().join(',') : null;
    return told === null ? this.#ofPeer(peer ?? '') : this.#behind(peer ?? '', told);
  }

  /** The address of who asks without a proxy, or by one that is not believed. */
  #ofPeer(peer: string): string {
    const known = this.#direct.get(peer);
    if (known !== undefined) return known;
    const address = this.#behind(peer, '');
    this.#direct.set(peer, address);
    return address;
  }

  #behind(peer: string, told: string): string {
    const last = plainAddress(peer);
    if (last === null) return UNKNOWN;
    let client = last;
    for (const text of told.split(',').toReversed()) {
      if (!this.#proxies.check(client, familyOf(client))) break;
      const before = plainAddress(text);
      if (before === null) break;
      client = before;
    }
    return isIPv6(client) ? networkOf(client) : client;
  }
}
