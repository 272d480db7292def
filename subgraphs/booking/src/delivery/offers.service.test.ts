import { generateKeyPairSync } from 'node:crypto';
import type { Caller } from '@freehold/kernel/caller/caller';
import { newTenant, type TestTenant } from '@freehold/kernel/testing/callers';
import { ask, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import type { Catcher } from '@freehold/sandbox/catcher';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { deliver, givenReachable, givenToldGym, letTimeGo, toldTo } from '../../test/notification-scene.ts';
import { openSending, type SendingScene } from '../../test/sending-scene.ts';
import { rowsOf } from '../../test/series-scene.ts';
import { anyKey, CANCEL_ORDER, codeOf, givenTicket, REISSUE } from '../../test/ticket-scene.ts';
import { act } from '../../test/waitlist-scene.ts';
import { bookingSubgraph } from '../booking.subgraph.ts';

vi.setConfig({ testTimeout: 60_000 });

const OPEN = `mutation ($input: OpenTicketHandoverInput!) {
  openTicketHandover(input: $input) { handover { id recipient mails mailedAt } path } }`;
const MAIL = `mutation ($input: MailTicketHandoverInput!) {
  mailTicketHandover(input: $input) { handover { id recipient mails } } }`;
const CLAIM = `mutation ($input: ClaimTicketInput!) { claimTicket(input: $input) { ticket { id } } }`;
const WITHDRAW = `mutation ($input: WithdrawTicketHandoverInput!) {
  withdrawTicketHandover(input: $input) { handover { id } } }`;
const FRIEND = 'per@elsewhere.test';
const NOW = '2026-11-23T09:00:00Z';

const { privateKey: ticketPrivateKey } = generateKeyPairSync('ed25519', {
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const settings = { ticketPrivateKey, tenantUrl: 'https://{slug}.booking.test' };

let scene: SendingScene;
let catcher: Catcher;
let test: TestSubgraph;
let venue: TestTenant;
beforeAll(async () => {
  scene = await openSending(settings);
  ({ test, catcher } = scene);
});
beforeEach(async () => {
  venue = await givenToldGym(test);
  await givenReachable(test, venue, venue.customer, { email: 'kari@oslo.test', emailReminders: false });
});
afterEach(() => scene.forget());
afterAll(() => scene.close());

const of = (input: object) => ({ input: { idempotencyKey: anyKey(), ...input } });
const mailsTo = (address: string) => catcher.messages.all().filter(({ to }) => to === address);
const secretIn = (text: string | undefined) => /\/tickets\/claim#([\w-]{43})/.exec(text ?? '')?.[1] ?? '';

interface Opened {
  readonly openTicketHandover: { handover: { id: string }; path: string | null };
}

async function givenOffered(recipient = FRIEND, caller: Caller = venue.customer) {
  const { ticket, orderId } = await givenTicket(test, venue);
  const answer = await ask<Opened>(test.subgraph, caller, OPEN, of({ ticketId: ticket.id, recipient }));
  return {
    ticket,
    orderId,
    handoverId: answer.openTicketHandover.handover.id,
    path: answer.openTicketHandover.path,
  };
}

describe('the link of a ticket with a recipient', () => {
  it('is mailed to them, who is nobody here, once, and claims the ticket', async () => {
    const { ticket, path } = await givenOffered();
    await deliver(test, venue);
    await deliver(test, venue);
    const [mail, ...others] = mailsTo(FRIEND);
    expect(others).toEqual([]);
    expect(mail).toMatchObject({
      from: 'FitZone Oslo <messages@freehold.localhost>',
      subject: 'En billett til deg: Open day',
    });
    const link = `https://fitzone.booking.test${path}`;
    expect(mail?.text).toContain(link);
    expect(mail?.html).toContain(`<a href="${link}">`);
    const friend = venue.someone('CUSTOMER');
    const claimed = await ask(test.subgraph, friend, CLAIM, of({ secret: secretIn(mail?.text) }));
    expect(claimed).toEqual({ claimTicket: { ticket: { id: ticket.id } } });
  });

  it('is the same in a mail that is sent again', async () => {
    await givenOffered();
    catcher.trouble.order('HANG_UP_KEPT');
    await letTimeGo(test, venue, '2026-11-23T09:02:00Z');
    expect(mailsTo(FRIEND)).toMatchObject([{ repeats: 1 }]);
  });

  it('is kept nowhere: not with the handover, its message, what happened, or its key', async () => {
    const { path } = await givenOffered();
    await deliver(test, venue);
    const tables = ['ticket_handover', 'notification', 'outbox', 'idempotency_key'];
    const rows = await Promise.all(
      tables.map((table) =>
        rowsOf<{ text: string }>(test, venue.owner, `select each::text as text from booking.${table} each`),
      ),
    );
    expect(rows.every((each) => each.length > 0)).toBe(true);
    expect(rows.flat().filter(({ text }) => text.includes(secretIn(path ?? '')))).toEqual([]);
    const [, notifications = [], outbox = []] = rows;
    expect([...notifications, ...outbox].filter(({ text }) => text.includes(FRIEND))).toEqual([]);
  });

  it('shows whoever opened it that it was sent, and to whom, and nobody else', async () => {
    const { ticket } = await givenOffered();
    await deliver(test, venue);
    expect(await toldTo(test, venue.customer)).toMatchObject([
      {
        kind: 'TICKET_OFFERED',
        channel: 'EMAIL',
        status: 'SENT',
        body: expect.not.stringContaining('claim#'),
      },
    ]);
    const query = 'query ($id: ID!) { ticket(id: $id) { handover { recipient mails mailedAt } } }';
    expect(await ask(test.subgraph, venue.customer, query, { id: ticket.id })).toEqual({
      ticket: { handover: { recipient: FRIEND, mails: 1, mailedAt: new Date(NOW) } },
    });
    expect(await codeOf(test, venue.owner, query, { id: ticket.id })).toBe('FORBIDDEN');
  });

  it.each(['not an address', 'a@b.no, c@d.no', 'a@b.no\r\nBcc: c@d.no', ''])(
    'is refused for %j',
    async (recipient) => {
      const { ticket } = await givenTicket(test, venue);
      expect(await codeOf(test, venue.customer, OPEN, of({ ticketId: ticket.id, recipient }))).toBe(
        'INVALID',
      );
    },
  );

  it('is not sent any more once it was withdrawn, claimed, canceled or made out anew', async () => {
    const ends = [
      ({ handoverId }: { handoverId: string }) => act(test, venue.customer, WITHDRAW, { handoverId }),
      ({ path }: { path: string | null }) =>
        act(test, venue.someone('CUSTOMER'), CLAIM, { secret: secretIn(path ?? '') }),
      ({ ticket }: { ticket: { id: string } }) => act(test, venue.customer, REISSUE, { ticketId: ticket.id }),
    ];
    for (const end of ends) await end(await givenOffered());
    await deliver(test, venue);
    expect(mailsTo(FRIEND)).toEqual([]);
    const rows = await rowsOf(
      test,
      venue.owner,
      "select reason from booking.notification where kind = 'TICKET_OFFERED'",
    );
    expect(rows).toEqual(Array(3).fill({ reason: 'The ticket is not offered any more.' }));
  });

  it('forgets to whom it went when it is good for nothing any more', async () => {
    const recipients = () =>
      rowsOf(test, venue.owner, 'select recipient from booking.ticket_handover order by id');
    const { handoverId } = await givenOffered();
    await givenOffered();
    await act(test, venue.customer, WITHDRAW, { handoverId });
    expect(await recipients()).toEqual([{ recipient: null }, { recipient: FRIEND }]);
    await letTimeGo(test, venue, '2026-12-02T09:00:00Z');
    expect(await recipients()).toEqual([{ recipient: null }, { recipient: null }]);
  });
});

describe('mailing a link once more', () => {
  it('sends the same link, three times in all, ten minutes apart, once for each key', async () => {
    const { handoverId, path } = await givenOffered();
    const again = () => codeOf(test, venue.customer, MAIL, of({ handoverId }));
    expect(await again()).toBe('HANDOVER_MAIL_LIMIT');
    test.clock.moveTo('2026-11-23T09:10:00Z');
    const call = of({ handoverId });
    const twice = [
      await ask(test.subgraph, venue.customer, MAIL, call),
      await ask(test.subgraph, venue.customer, MAIL, call),
    ];
    expect(twice).toEqual(
      Array(2).fill({ mailTicketHandover: { handover: { id: handoverId, recipient: FRIEND, mails: 2 } } }),
    );
    test.clock.moveTo('2026-11-23T09:20:00Z');
    await act(test, venue.customer, MAIL, { handoverId });
    test.clock.moveTo('2026-11-23T10:00:00Z');
    expect(await again()).toBe('HANDOVER_MAIL_LIMIT');
    await deliver(test, venue);
    const links = mailsTo(FRIEND).map(({ text }) => secretIn(text));
    expect(links).toEqual(Array(3).fill(secretIn(path ?? '')));
  });

  it('is for whoever opened it alone, while it is open', async () => {
    const { handoverId, orderId } = await givenOffered();
    test.clock.moveTo('2026-11-23T09:10:00Z');
    const codeFor = (caller: Caller) => codeOf(test, caller, MAIL, of({ handoverId }));
    expect(await codeFor(venue.owner)).toBe('NOT_FOUND');
    expect(await codeFor(venue.someone('CUSTOMER'))).toBe('NOT_FOUND');
    expect(await codeFor((await givenToldGym(test)).owner)).toBe('NOT_FOUND');
    expect(await codeFor(venue.anonymous)).toBe('UNAUTHENTICATED');
    await act(test, venue.customer, CANCEL_ORDER, { orderId });
    expect(await codeFor(venue.customer)).toBe('TICKET_REVOKED');
  });

  it('is refused beyond twenty mails of one member in a day, however many tickets and requests at once', async () => {
    const { ticket } = await givenTicket(test, venue);
    await rowsOf(
      test,
      venue.owner,
      `insert into booking.ticket_handover (tenant_id, id, ticket_id, ticket_version, opened_by, secret_hash, opened_at, expires_at, mails, mailed_at)
       select tenant_id, gen_random_uuid(), id, 1, holder_id, gen_random_uuid()::text, $1, $1, 3, $1
         from booking.ticket, generate_series(1, 6)`,
      [NOW],
    );
    const open = () =>
      codeOrDone(() =>
        ask(test.subgraph, venue.customer, OPEN, of({ ticketId: ticket.id, recipient: FRIEND })),
      );
    const outcomes = await Promise.all(Array.from({ length: 5 }, open));
    expect(outcomes.toSorted()).toEqual([...Array(3).fill('HANDOVER_MAIL_LIMIT'), 'done', 'done']);
    test.clock.moveTo('2026-11-24T09:00:00Z');
    expect(await open()).toBe('done');
  });

  it('needs mails in the plan, and an address of the tenant; without them nothing is opened', async () => {
    const { ticket } = await givenTicket(test, venue);
    const without = newTenant(bookingSubgraph, {});
    const { ticket: other } = await givenTicket(test, without);
    const codeFor = (caller: Caller, ticketId: string) =>
      codeOf(test, caller, OPEN, of({ ticketId, recipient: FRIEND }));
    expect(await codeFor(without.customer, other.id)).toBe('PLAN_UPGRADE_REQUIRED');
    await rowsOf(test, venue.owner, 'update booking.tenant_copy set slug = null');
    expect(await codeFor(venue.customer, ticket.id)).toBe('UNAVAILABLE');
    const rows = await rowsOf(test, venue.owner, 'select 1 from booking.ticket_handover');
    expect(rows).toEqual([]);
  });
});

async function codeOrDone(work: () => Promise<unknown>): Promise<string> {
  return work().then(
    () => 'done',
    (error: Error) => error.message.split(':')[0] ?? '',
  );
}
