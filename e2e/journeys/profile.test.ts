import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { dataOf, signedIn } from '../house/api.ts';
import { openAs, openBrowser } from '../house/browser.ts';

const port = inject('port');
const SLUG = 'fitzone';
const DAY_MS = 86_400_000;

const ME = '{ me { id profile { phone smsReminders } } }';
const ISSUE = 'mutation ($input: IssuePassInput!) { issuePass(input: $input) { pass { id } } }';

interface Me {
  readonly me: { readonly id: string; readonly profile: { readonly phone: string | null } };
}

const instantIn = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();

async function openProfile(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'My profile' }).click();
  await page.getByLabel('Telephone').waitFor();
}

describe('what a customer has here', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  it('is told: how many credits the pass has left that staff issued', async () => {
    const customer = await signedIn(port, SLUG, 'customer');
    const { me } = await dataOf<Me>(customer, ME);
    await dataOf(await signedIn(port, SLUG, 'owner'), ISSUE, {
      input: {
        customerId: me.id,
        name: 'Winter card',
        credits: 12,
        validFrom: instantIn(-1),
        validUntil: instantIn(60),
        idempotencyKey: crypto.randomUUID(),
      },
    });
    const page = await openAs(browser, port, SLUG, 'customer');
    await page.getByRole('link', { name: 'My bookings', exact: true }).click();
    const pass = page.getByRole('group', { name: 'Winter card' });
    await pass.getByText('of 12 left').waitFor();
    expect(await pass.textContent()).toMatch(/Good until .*, for everything/);
    await page.context().close();
  });

  it('is changed by themselves: a number that is none is refused, a good one is kept', async () => {
    const page = await openAs(browser, port, SLUG, 'customer');
    await openProfile(page);
    await page.getByLabel('Telephone').fill('+47 12');
    await page.getByRole('button', { name: 'Save' }).click();
    expect(await page.locator('input[name=phone]:invalid').count()).toBe(1);
    await page.getByLabel('Telephone').fill('');
    await page.getByLabel('As text messages').check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert').getByText('Text messages need a telephone number.').waitFor();
    await page.getByLabel('Telephone').fill('+47 912 34 567');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Your profile is saved.').waitFor();
    const { me } = await dataOf<Me>(await signedIn(port, SLUG, 'customer'), ME);
    expect(me.profile).toMatchObject({ phone: '+4791234567', smsReminders: true });
    await page.context().close();
  });
});
