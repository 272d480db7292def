import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Asking, dataOf, signedIn } from '../house/api.ts';
import { openAs, openBrowser, openDoor } from '../house/browser.ts';

const port = inject('port');
const SLUG = 'fitzone';
const ZONE = 'Europe/Oslo';
const DAY_MS = 86_400_000;
/** A name of its own, whatever a house has seen before. */
const EVENT = `Open gym ${Date.now() % 100_000}`;

const anyKey = () => crypto.randomUUID();
const instantIn = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();
const dayIn = (days: number) =>
  new Intl.DateTimeFormat('en-CA', { timeZone: ZONE }).format(Date.now() + days * DAY_MS);

/** What a mutation makes, by its name; its id. */
async function make(asking: Asking, name: string, type: string, input: object): Promise<string> {
  const mutation = `${name}${type}`;
  const kind = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const made = `${type.charAt(0).toLowerCase()}${type.slice(1)}`;
  const query = `mutation ($input: ${kind}!) { ${mutation}(input: $input) { ${made} { id } } }`;
  const data = await dataOf<Record<string, Record<string, { id: string }>>>(asking, query, {
    input: { idempotencyKey: anyKey(), ...input },
  });
  return data[mutation]?.[made]?.id ?? '';
}

/** An event in a week, and a free ticket to it that the customer of the demo holds. */
async function givenTicket(): Promise<void> {
  const [owner, customer] = await Promise.all([
    signedIn(port, SLUG, 'owner'),
    signedIn(port, SLUG, 'customer'),
  ]);
  const times = { startsAt: instantIn(7), endsAt: instantIn(7.1) };
  const eventId = await make(owner, 'create', 'Event', { name: EVENT, ...times });
  const productId = await make(owner, 'create', 'TicketProduct', { eventId, name: 'Guest', priceMinor: 0 });
  await make(customer, 'place', 'Order', { eventId, lines: [{ productId, quantity: 1 }] });
}

/** Makes a link to a ticket that this page shows; the link without its host. */
async function linkOf(holder: Page): Promise<string> {
  await holder.getByRole('link', { name: 'Tickets', exact: true }).click();
  await holder.getByRole('link', { name: `Show the ticket to ${EVENT}` }).click();
  await holder.getByRole('button', { name: 'Hand on' }).click();
  const dialog = holder.getByRole('dialog', { name: 'Hand the ticket on' });
  await dialog.getByRole('button', { name: 'Make a link' }).click();
  const { pathname, hash } = new URL(await dialog.getByRole('textbox', { name: 'The link' }).inputValue());
  return `${pathname}${hash}`;
}

/** Late in two days: what stands there is this journey's. */
const day = dayIn(2);
const weekOf = (date: string) => Math.floor((Date.parse(`${date}T00:00:00Z`) / DAY_MS + 3) / 7);
const STARTS = `${day}T21:00:00Z`;
/** What the clock at the centre shows, `HH:MM`. */
const onTheWall = (instant: string) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hour: '2-digit', minute: '2-digit' }).format(
    Date.parse(instant),
  );
const [before, after] = [onTheWall(STARTS), onTheWall(`${day}T20:10:00Z`)];
const isNextWeek = weekOf(day) > weekOf(dayIn(0));

/** What is asked for, and not booked at once. */
const ASKED_FOR = `Try-out ${Date.now() % 100_000}`;

/** A class that needs approval, which a customer asked for. */
async function givenRequest(): Promise<void> {
  const [owner, customer] = await Promise.all([
    signedIn(port, SLUG, 'owner'),
    signedIn(port, SLUG, 'customer'),
  ]);
  const resourceId = await make(owner, 'create', 'Resource', {
    name: ASKED_FOR,
    kind: 'EQUIPMENT',
    capacity: 1,
  });
  const offeringId = await make(owner, 'create', 'Offering', {
    name: ASKED_FOR,
    kind: 'CLASS',
    durationMinutes: 30,
    capacity: 1,
    priceMinor: 0,
    resourceId,
    needsApproval: true,
  });
  await bookOne(owner, customer, { offeringId, startsAt: instantIn(5) });
}

/** Schedules a session, which a customer books. */
async function bookOne(owner: Asking, customer: Asking, facts: object): Promise<void> {
  const sessionId = await make(owner, 'schedule', 'Session', facts);
  const book = 'mutation ($input: BookSessionInput!) { bookSession(input: $input) { booking { id } } }';
  await dataOf(customer, book, { input: { sessionId, idempotencyKey: anyKey() } });
}

/** A class, booked by a customer. */
async function givenBookedSession(owner: Asking, customer: Asking): Promise<void> {
  const { offerings } = await dataOf<{ offerings: { edges: { node: { id: string; name: string } }[] } }>(
    owner,
    '{ offerings(first: 100) { edges { node { id name } } } }',
  );
  const offeringId = offerings.edges.find(({ node }) => node.name === 'Morgenyoga')?.node.id;
  await bookOne(owner, customer, { offeringId, startsAt: STARTS });
}

describe('at the desk', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  it('a ticket goes by a link to whoever claims it, and its old code is gone', async () => {
    await givenTicket();
    const giver = await openAs(browser, port, SLUG, 'customer');
    const path = await linkOf(giver);
    const receiver = await openDoor(browser, { port, slug: SLUG, path }, 'henrik');
    await receiver.getByRole('button', { name: 'Claim the ticket' }).click();
    await receiver.getByRole('img', { name: `The code of your ticket to ${EVENT}` }).waitFor();
    await giver.goto(`http://${SLUG}.localhost:${port}/tickets`);
    await giver.getByRole('heading', { name: 'Orders' }).waitFor();
    expect(await giver.getByRole('link', { name: `Show the ticket to ${EVENT}` }).count()).toBe(0);
  });

  it('a session is moved and gets more seats, and whoever booked it has it at its new time', async () => {
    const [owner, customer, staff] = await Promise.all([
      signedIn(port, SLUG, 'owner'),
      signedIn(port, SLUG, 'customer'),
      openAs(browser, port, SLUG, 'owner'),
    ]);
    await givenBookedSession(owner, customer);
    await staff.getByRole('link', { name: 'Schedule', exact: true }).click();
    await staff.getByText('Live', { exact: true }).waitFor();
    if (isNextWeek) await staff.getByRole('button', { name: 'Week after' }).click();
    await staff.getByRole('button', { name: new RegExp(`^Morgenyoga, .* ${before},.* 1 of`) }).click();
    const panel = staff.getByRole('dialog', { name: 'Session' });
    await panel.getByRole('button', { name: 'Move', exact: true }).click();
    const form = staff.getByRole('dialog', { name: 'Move', exact: true });
    await form.getByLabel('Starts').fill(after);
    await form.getByRole('button', { name: 'Move', exact: true }).click();
    await staff.getByText(/^Moved\. Bookings keep their seats/).waitFor();
    await panel.getByText(`, ${after} to `).waitFor();

    await panel.getByRole('button', { name: 'Seats', exact: true }).click();
    const seats = staff.getByRole('dialog', { name: 'Seats', exact: true });
    await seats.getByLabel('Seats in all').fill('15');
    await seats.getByRole('button', { name: 'Save' }).click();
    await staff.getByText('It has 15 seats now, 14 of them free.').waitFor();
    await panel.getByText('1 of 15').waitFor();

    const booker = await openAs(browser, port, SLUG, 'customer');
    await booker.getByRole('link', { name: 'My bookings', exact: true }).click();
    await booker.getByText(after).first().waitFor();
  });

  it('a request is answered where all bookings are listed, and the list says so', async () => {
    await givenRequest();
    const staff = await openAs(browser, port, SLUG, 'owner');
    await staff.getByRole('link', { name: 'Bookings', exact: true }).click();
    const row = staff.getByRole('row').filter({ hasText: ASKED_FOR });
    await row.getByText('Awaiting approval').waitFor();
    await row.getByRole('button', { name: /^Approve / }).click();
    await staff.getByText(`has the booking: ${ASKED_FOR}.`).waitFor();
    await row.getByText('Confirmed', { exact: true }).waitFor();
    expect(await row.getByRole('button').count()).toBe(0);
  });
});
