import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openAs, openBrowser } from '../house/browser.ts';

const port = inject('port');
const PAGE_SIZE = 20;

describe('my bookings', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  it('that were shown stay when one of them is canceled', async () => {
    const customer = await openAs(browser, port, 'fitzone', 'thea');
    await customer.getByRole('link', { name: 'My bookings', exact: true }).click();
    const booked = customer.getByRole('region', { name: 'To come' });
    await booked.getByRole('button', { name: 'Show more' }).click();
    const rows = booked.getByRole('button', { name: /^Agreed rules of/ });
    await rows.nth(PAGE_SIZE).waitFor();
    const shown = await rows.count();
    await booked
      .getByRole('button', { name: /^Cancel / })
      .first()
      .click();
    await customer.getByRole('button', { name: 'Cancel booking' }).click();
    await booked.getByText('Canceled', { exact: true }).first().waitFor();
    await rows.nth(shown - 1).waitFor();
    expect(await rows.count()).toBe(shown);
  });
});
