import { describe, expect, it } from 'vitest';
import { ClientAddresses } from './client-address.ts';

describe('ClientAddresses', () => {
  const addresses = new ClientAddresses(['10.0.0.0/8', '192.0.2.7', '2001:db8:ffff::/48']);

  it.each([
    ['the peer', '203.0.113.9', undefined, '203.0.113.9'],
    ['the peer, whatever it says of itself', '203.0.113.9', '198.51.100.1', '203.0.113.9'],
    ['what a trusted proxy says', '10.1.2.3', '198.51.100.1', '198.51.100.1'],
    ['what the last of two trusted proxies says', '10.1.2.3', '198.51.100.1, 192.0.2.7', '198.51.100.1'],
    [
      'the last untrusted address, whatever stands before it',
      '10.1.2.3',
      '1.1.1.1, 198.51.100.1',
      '198.51.100.1',
    ],
    ['the proxy where it says nothing', '10.1.2.3', undefined, '10.1.2.3'],
    ['the proxy where it says what is no address', '10.1.2.3', 'unknown', '10.1.2.3'],
    ['an IPv4 address in the form of IPv6', '::ffff:203.0.113.9', undefined, '203.0.113.9'],
    ['the network of an IPv6 address', '2001:db8:1:2:3:4:5:6', undefined, '2001:db8:1:2::/64'],
    ['the network of a short IPv6 address', '2001:db8::1', undefined, '2001:db8:0:0::/64'],
    ['the network of this machine', '::1', undefined, '0:0:0:0::/64'],
    ['an IPv6 address behind a trusted proxy', '2001:db8:ffff::1', '[2001:DB8:0001::1]', '2001:db8:1:0::/64'],
    ['an address with a zone', 'fe80::1%eth0', undefined, 'fe80:0:0:0::/64'],
    ['all together whose peer is gone', undefined, '198.51.100.1', 'unknown'],
    ['nobody in this process itself', 'in-process', undefined, null],
  ])('takes %s', (_, peer, forwardedFor, address) => {
    expect(addresses.of(peer, forwardedFor)).toBe(address);
  });

  it('takes repeated headers for one', () => {
    expect(addresses.of('10.0.0.1', ['1.1.1.1', '198.51.100.1'])).toBe('198.51.100.1');
  });

  it.each(['proxy.example', '10.0.0.0/33', '10.0.0/8', ''])('refuses to trust "%s"', (entry) => {
    expect(() => new ClientAddresses([entry])).toThrow();
  });
});
