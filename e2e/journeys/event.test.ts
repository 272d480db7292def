import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openAs, openBrowser } from '../house/browser.ts';

const port = inject('port');
const SLUG = 'riverside';
/** A name of its own, whatever a house has seen before. */
const EVENT = `Open house ${Date.now() % 100_000}`;
const HOUR_MS = 3_600_000;

const goTo = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).click();

/** Date and time on the wall of the clinic, as the fields of a form take them. */
function onTheWall(timeZone: string, atMs: number): { date: string; time: string } {
  const date = new Intl.DateTimeFormat('en-CA', { timeZone }).format(atMs);
  const time = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(
    atMs,
  );
  return { date, time };
}

/** Makes an event that begins in an hour. */
async function createEvent(staff: Page, timeZone: string): Promise<void> {
  const [start, end] = [1, 3].map((hours) => onTheWall(timeZone, Date.now() + hours * HOUR_MS));
  await goTo(staff, 'Events');
  await staff.getByRole('button', { name: 'New event' }).click();
  const form = staff.getByRole('dialog', { name: 'New event' });
  await form.getByLabel('Name').fill(EVENT);
  await form.getByLabel('Starts').fill(start?.date ?? '');
  await form
    .getByLabel('At')
    .first()
    .fill(start?.time ?? '');
  await form.getByLabel('Ends').fill(end?.date ?? '');
  await form
    .getByLabel('At')
    .last()
    .fill(end?.time ?? '');
  await form.getByRole('button', { name: 'Create' }).click();
  await staff.getByRole('heading', { level: 1, name: EVENT }).waitFor();
}

async function addProductAndGate(staff: Page): Promise<void> {
  await staff.getByRole('button', { name: 'New ticket product' }).click();
  const product = staff.getByRole('dialog', { name: 'New ticket product' });
  await product.getByLabel('Name').fill('Everybody');
  await product.getByRole('button', { name: 'Create' }).click();
  await staff.getByText('1 to 10 in an order').waitFor();
  await staff.getByRole('tab', { name: 'Gates' }).click();
  await staff.getByRole('button', { name: 'New gate' }).click();
  const gate = staff.getByRole('dialog', { name: 'New gate' });
  await gate.getByLabel('Name').fill('Front door');
  await gate.getByRole('button', { name: 'Create' }).click();
  await staff.getByRole('link', { name: 'Scan at Front door' }).click();
  await staff.getByText('Ready', { exact: true }).waitFor();
}

/** Gets one free ticket; answers what its code says. */
async function orderTicket(customer: Page): Promise<string> {
  await goTo(customer, 'Events');
  await customer.getByRole('link', { name: `Get tickets: ${EVENT}` }).click();
  await customer.getByLabel('Tickets: Everybody').selectOption('1');
  await customer.getByRole('button', { name: 'Get tickets' }).click();
  await customer.getByRole('link', { name: `Show the ticket to ${EVENT}` }).click();
  const code = customer.getByRole('img', { name: `The code of your ticket to ${EVENT}` });
  await code.waitFor();
  expect(await code.getAttribute('src')).toMatch(/^data:image\/png;base64,/);
  return (await code.getAttribute('data-token')) ?? '';
}

async function scan(gate: Page, token: string): Promise<void> {
  await gate.getByLabel('Code').fill(token);
  await gate.getByRole('button', { name: 'Check' }).click();
}

describe('an event', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  it('admits the holder of a free ticket once, and shows the first scan when it comes again', async () => {
    const staff = await openAs(browser, port, SLUG, 'owner');
    await createEvent(staff, 'UTC');
    await addProductAndGate(staff);
    const token = await orderTicket(await openAs(browser, port, SLUG, 'customer'));
    const verdict = staff.getByTestId('verdict');

    await scan(staff, token);
    await verdict.getByText('Welcome').waitFor();
    expect(await verdict.textContent()).toContain('Helen Price, Everybody');

    await scan(staff, token);
    await verdict.getByText('Already scanned').waitFor();
    expect(await verdict.textContent()).toMatch(/First scanned .*\d{1,2}:\d{2}.* at Front door\./);

    await scan(staff, 'nobody wrote this');
    await verdict.getByText('Not valid').waitFor();
  });
});
