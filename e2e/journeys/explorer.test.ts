import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openAs, openBrowser } from '../house/browser.ts';

const port = inject('port');

describe('the API explorer', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  it('asks the API as whoever is signed in, with the schema at hand and nothing from elsewhere', async () => {
    const page = await openAs(browser, port, 'fitzone', 'owner');
    const elsewhere: string[] = [];
    page.on('request', (request) => {
      const { hostname, protocol } = new URL(request.url());
      if (protocol.startsWith('http') && hostname !== 'fitzone.localhost') elsewhere.push(request.url());
    });
    await page.getByRole('button', { name: /^Account of/ }).click();
    await page.getByRole('menuitem', { name: 'API explorer' }).click();
    await page.locator('.graphiql-editor').getByText('timeZone').waitFor();
    await page.locator('.graphiql-response .monaco-editor').waitFor();
    await page.getByRole('button', { name: /Execute query/ }).click();
    await page.locator('.graphiql-response').getByText('"FitZone Oslo"').waitFor();
    await page.getByRole('button', { name: /Documentation Explorer/ }).click();
    await page.getByRole('link', { name: 'Subscription', exact: true }).waitFor();
    expect(elsewhere).toEqual([]);
  });

  it('is not for strangers', async () => {
    const page = await browser.newPage();
    await page.goto(`http://fitzone.localhost:${port}/graphiql`);
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    const status = await page.evaluate(async () => (await fetch('/graphql/schema')).status);
    expect(status).toBe(401);
  });
});
