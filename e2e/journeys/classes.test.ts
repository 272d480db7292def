import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Asking, dataOf, signedIn } from '../house/api.ts';
import { choose, openAs, openBrowser } from '../house/browser.ts';

const port = inject('port');
const SLUG = 'fitzone';
const ZONE = 'Europe/Oslo';
const DAY_MS = 86_400_000;

const OFFERINGS = '{ offerings(first: 100) { edges { node { id name } } } }';
const SCHEDULE =
  'mutation ($input: ScheduleSessionInput!) { scheduleSession(input: $input) { session { id } } }';
const BOOK = 'mutation ($input: BookSessionInput!) { bookSession(input: $input) { booking { id } } }';
const CANCEL =
  'mutation ($input: CancelBookingInput!) { cancelBooking(input: $input) { booking { status } } }';

const anyKey = () => crypto.randomUUID();
const goTo = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).click();
/** Tomorrow at the centre, as `YYYY-MM-DD`. */
const tomorrow = new Intl.DateTimeFormat('en-CA', { timeZone: ZONE }).format(Date.now() + DAY_MS);
const isMonday = new Date(`${tomorrow}T00:00:00Z`).getUTCDay() === 1;

/** A class with one seat, late tomorrow. */
async function tinyClass(owner: Asking): Promise<string> {
  const { offerings } = await dataOf<{ offerings: { edges: { node: { id: string; name: string } }[] } }>(
    owner,
    OFFERINGS,
  );
  const offeringId = offerings.edges.find(({ node }) => node.name === 'Morgenyoga')?.node.id;
  const input = { offeringId, startsAt: `${tomorrow}T21:50:00Z`, capacity: 1, idempotencyKey: anyKey() };
  const { scheduleSession } = await dataOf<{ scheduleSession: { session: { id: string } } }>(
    owner,
    SCHEDULE,
    {
      input,
    },
  );
  return scheduleSession.session.id;
}

describe('a class from the desk to the door', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  it('is scheduled by the staff, booked by a customer while the staff sees the seat go, and checked in', async () => {
    const staff = await openAs(browser, port, SLUG, 'owner');
    await goTo(staff, 'Schedule');
    await staff.getByText('Live', { exact: true }).waitFor();
    await staff.getByRole('button', { name: 'New session', exact: true }).click();
    const form = staff.getByRole('dialog', { name: 'New session' });
    await choose(form, { field: 'Offering', typed: 'spinning 45', option: 'Spinning 45, 45 min' });
    await form.getByLabel('Date').fill(tomorrow);
    await form.getByLabel('Starts').fill('21:15');
    await form.getByRole('button', { name: 'Schedule' }).click();
    await staff.getByText('On the schedule.').waitFor();
    if (isMonday) await staff.getByRole('button', { name: 'Week after' }).click();
    await staff.getByRole('button', { name: /^Spinning 45, .* 21:15,.* 0 of 24$/ }).click();
    const panel = staff.getByRole('dialog', { name: 'Session' });
    await panel.getByText('0 of 24').waitFor();

    const customer = await openAs(browser, port, SLUG, 'customer');
    await goTo(customer, 'Schedule');
    await customer.getByRole('button', { name: /^Book Spinning 45, .* 21:15$/ }).click();
    await customer.getByText(/^Booked: /).waitFor();

    await panel.getByText('1 of 24').waitFor();
    await panel.getByRole('button', { name: 'Check in Nora Berg' }).click();
    await panel.getByText('Checked in', { exact: true }).waitFor();
  });

  it('that is full gives its seat to whoever waits when another one leaves, while they watch', async () => {
    const [owner, first] = await Promise.all([
      signedIn(port, SLUG, 'owner'),
      signedIn(port, SLUG, 'customer'),
    ]);
    const sessionId = await tinyClass(owner);
    const { bookSession } = await dataOf<{ bookSession: { booking: { id: string } } }>(first, BOOK, {
      input: { sessionId, idempotencyKey: anyKey() },
    });
    const second = await openAs(browser, port, SLUG, 'henrik');
    await goTo(second, 'Schedule');
    await second.getByText('Live', { exact: true }).waitFor();
    await second.getByTestId(`join-${sessionId}`).click();
    await second.getByText(/^In line for Morgenyoga, .* you are number 1/).waitFor();

    const input = { bookingId: bookSession.booking.id, idempotencyKey: anyKey() };
    await dataOf(first, CANCEL, { input });

    await second.getByTestId(`booked-${sessionId}`).waitFor();
    expect(await second.getByTestId(`seats-${sessionId}`).textContent()).toBe('Yours');
  });
});
