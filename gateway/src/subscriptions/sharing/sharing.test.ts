import { beforeEach, describe, expect, it } from 'vitest';
import { heardIn, Listening } from '../../../test/listening.ts';
import { eventually } from '../../../test/tiny-gateway.ts';
import type { TinyTenant } from '../../../test/tiny-world.ts';

const SEATS = 'subscription { seatsChanged { id seatsTaken revenueMinor } }';
const HELD = 'subscription { seatsChanged { id heldBy } }';
const BOUGHT = 'subscription { seatsChanged { id boughtBy } }';

describe('those who listen', () => {
  const at = new Listening();
  let tenant: TinyTenant;
  let number = 0;
  beforeEach(() => {
    number += 1;
    tenant = at.gateway.world.addTenant(`tenant-${number}`);
    for (const { calls } of at.gateway.house.subgraphs) calls.length = 0;
  });
  const someone = (roles: ('TENANT_OWNER' | 'CUSTOMER')[] = ['TENANT_OWNER']) =>
    at.gateway.world.signIn(tenant, roles);
  const executions = () =>
    at.gateway.house.billing.calls.filter(({ query }) => query.includes('_entities')).length;

  it('to the same with the same rights share one subscription and one execution of each event', async () => {
    const sockets = [
      await at.listen(tenant, SEATS, { session: someone() }),
      await at.listen(tenant, SEATS, { session: someone() }),
      await at.listen(tenant, `# mine\n${SEATS.replaceAll(' ', '  ')}`, { session: someone(), id: 'ø "x"' }),
    ];
    at.move(tenant, 7);
    const heard = await Promise.all(sockets.map((socket) => socket.take(({ type }) => type === 'next')));
    expect(heard.map(({ id }) => id)).toEqual(['1', '1', 'ø "x"']);
    expect(new Set(heard.map(({ payload }) => JSON.stringify(payload))).size).toBe(1);
    expect(heard[0]).toMatchObject({
      payload: { data: { seatsChanged: { id: 's1', seatsTaken: 7, revenueMinor: 4200 } } },
    });
    expect([at.subscribed, executions(), at.gateway.world.seatsChanged.size]).toEqual([1, 1, 1]);
  });

  it.each([
    ['another tenant', 'subscription { seatsChanged { id } }', {}, 'stranger'],
    ['another role', 'subscription { seatsChanged { id } }', {}, 'customer'],
    ['nobody signed in', 'subscription { seatsChanged { id } }', {}, 'anonymous'],
    ['other fields', 'subscription { seatsChanged { id seatsTaken } }', {}, 'owner'],
    ['other aliases', 'subscription { changed: seatsChanged { id } }', {}, 'owner'],
  ] as const)('do not share with %s', async (_, query, variables, who) => {
    const stranger = at.gateway.world.addTenant(`stranger-${number}`);
    await at.listen(tenant, 'subscription { seatsChanged { id } }', { session: someone() });
    const session = who === 'owner' ? someone() : who === 'customer' ? someone(['CUSTOMER']) : undefined;
    await at.listen(who === 'stranger' ? stranger : tenant, query, {
      variables,
      ...(session ? { session } : {}),
    });
    expect([at.subscribed, at.gateway.world.seatsChanged.size]).toEqual([2, 2]);
  });

  it('with other variables hear by their own', async () => {
    const query = 'subscription($n: Int) { seatsChanged(above: $n) { seatsTaken } }';
    const many = await at.listen(tenant, query, { variables: { n: 5 } });
    const all = await at.listen(tenant, query, { variables: { n: 0 } });
    at.move(tenant, 3);
    at.move(tenant, 6);
    expect(heardIn(await all.next('1')).data.seatsChanged.seatsTaken).toBe(3);
    expect(heardIn(await many.next('1')).data.seatsChanged.seatsTaken).toBe(6);
  });

  it('to what is their own hear their own alone, though everything about their rights is the same', async () => {
    const people = [someone(), someone()];
    const query = 'subscription { mySeatsChanged { id } }';
    const sockets = await Promise.all(people.map((session) => at.listen(tenant, query, { session })));
    for (const { memberId } of people) at.move(tenant, 1, memberId);
    for (const [index, socket] of sockets.entries()) {
      expect(heardIn(await socket.next('1')).data.mySeatsChanged.id).toBe(people[index]?.memberId);
      expect(socket.messages).toEqual([]);
    }
  });

  it.each([
    ['the owning subgraph', HELD, 'heldBy'],
    ['another subgraph', BOUGHT, 'boughtBy'],
  ])(
    'are each told what is theirs when %s looks at who they are, from the first event on',
    async (_, query, field) => {
      const people = [someone(), someone(), someone()];
      const sockets = [];
      for (const session of people) sockets.push(await at.listen(tenant, query, { session }));
      expect(at.gateway.world.seatsChanged.size).toBe(1);
      at.move(tenant, 1);
      at.move(tenant, 2);
      for (const [index, socket] of sockets.entries()) {
        const heard = [await socket.next('1'), await socket.next('1')].map(
          (each) => heardIn(each).data.seatsChanged,
        );
        expect(heard).toEqual(Array(2).fill({ id: 's1', [field]: people[index]?.memberId }));
        expect(socket.messages).toEqual([]);
      }
      const [session = someone()] = people;
      const late = await at.listen(tenant, query, { session });
      at.move(tenant, 3);
      expect(heardIn(await late.next('1')).data.seatsChanged[field]).toBe(session.memberId);
    },
  );

  it('are not told what a member sees whose role changes: they part at the next event, and nothing is lost', async () => {
    const [one, other] = [someone(), someone()];
    const sockets = [
      await at.listen(tenant, SEATS, { session: one }),
      await at.listen(tenant, SEATS, { session: other }),
    ];
    at.move(tenant, 1);
    for (const socket of sockets) await socket.next('1');
    other.roles = ['CUSTOMER'];
    at.gateway.world.accessChanged.publish({ tenantId: tenant.id, sessionId: other.id });
    at.move(tenant, 2);
    await eventually(() => at.gateway.world.seatsChanged.size === 2);
    at.move(tenant, 3);
    for (const socket of sockets)
      for (const seatsTaken of [2, 3])
        expect(heardIn(await socket.next('1')).data.seatsChanged.seatsTaken).toBe(seatsTaken);
    expect(sockets.flatMap(({ messages }) => messages)).toEqual([]);
  });

  it('of a tenant that is downgraded lose the field with its code within five seconds, and miss no event', async () => {
    const query = 'subscription { seatsChanged { seatsTaken waiting revenueMinor } }';
    const sockets = [
      await at.listen(tenant, query, { session: someone() }),
      await at.listen(tenant, query, { session: someone() }),
    ];
    at.move(tenant, 1);
    for (const socket of sockets) expect(heardIn(await socket.next('1')).codes).toEqual([]);
    const downgradedAt = Date.now();
    at.gateway.world.entitle(tenant, []);
    at.move(tenant, 2);
    for (const socket of sockets)
      expect(heardIn(await socket.next('1'))).toMatchObject({
        data: { seatsChanged: { seatsTaken: 2, waiting: null, revenueMinor: null } },
        codes: ['PLAN_UPGRADE_REQUIRED', 'PLAN_UPGRADE_REQUIRED'],
      });
    expect(Date.now() - downgradedAt).toBeLessThan(5_000);
    await eventually(() => at.gateway.world.seatsChanged.size === 1);
  });

  it('stay when others leave, and the subgraph is left when the last has gone', async () => {
    const [first, second] = [await at.listen(tenant, SEATS), await at.listen(tenant, SEATS)];
    first.send({ type: 'complete', id: '1' });
    first.subscribe('after', '{ __typename }');
    await first.take(({ type, id }) => type === 'complete' && id === 'after');
    at.move(tenant, 1);
    expect(heardIn(await second.next('1')).data.seatsChanged.seatsTaken).toBe(1);
    expect(first.messages.filter(({ id }) => id === '1')).toEqual([]);
    second.socket.terminate();
    await eventually(() => at.gateway.world.seatsChanged.size === 0);
  });

  it('are not kept from an event by another whose session cannot be asked for', async () => {
    const [one, other] = [someone(), someone()];
    const query = 'subscription { seatsChanged { seatsTaken } }';
    const staying = await at.listen(tenant, query, { session: one });
    const leaving = await at.listen(tenant, query, { session: other });
    at.gateway.world.end(other);
    at.move(tenant, 1);
    expect(heardIn(await staying.next('1')).data.seatsChanged.seatsTaken).toBe(1);
    expect(await leaving.closed).toBe(4403);
    expect(leaving.messages.filter((message) => heardIn(message).data)).toEqual([]);
  });
});
