import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { choose, openAs, openBrowser } from '../house/browser.ts';

const port = inject('port');
const SLUG = 'riverside';
/** A name of its own, whatever a house has seen before. */
const NAME = `Blood test ${Date.now() % 100_000}`;

describe('setting up what is on offer', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  it('makes an offering that takes a person and a room, and takes one of them out again', async () => {
    const owner = await openAs(browser, port, SLUG, 'owner');
    await owner.getByRole('link', { name: 'Offerings', exact: true }).click();
    await owner.getByRole('button', { name: 'New offering' }).click();
    const form = owner.getByRole('dialog', { name: 'New offering' });
    await form.getByLabel('Name').fill(NAME);
    await choose(form, { field: 'With', typed: 'adaeze', option: 'Dr. Adaeze Okafor' });
    await form.getByRole('button', { name: 'It needs something else, too' }).click();
    await choose(form, { field: 'And with', typed: 'lab', option: 'Laboratory' });
    await form.getByLabel('Minutes free after').first().fill('15');
    await form.getByRole('button', { name: 'Create' }).click();
    const row = owner.getByRole('listitem').filter({ hasText: NAME });
    await row.getByText('Dr. Adaeze Okafor and Laboratory').waitFor();

    await row.getByRole('button', { name: `Edit ${NAME}` }).click();
    const change = owner.getByRole('dialog', { name: `Edit ${NAME}` });
    expect(await change.getByLabel('Minutes free after').first().inputValue()).toBe('15');
    await change.getByRole('button', { name: 'Not needed' }).click();
    await change.getByRole('button', { name: 'Save' }).click();
    await row.getByText('Dr. Adaeze Okafor', { exact: false }).waitFor();
    await expect.poll(() => row.getByText('Laboratory').count()).toBe(0);
  });

  it('writes rules by which jobs need a photo, and credits return at one step of canceling alone', async () => {
    const owner = await openAs(browser, port, SLUG, 'owner');
    await owner.getByRole('link', { name: 'Booking rules', exact: true }).click();
    await choose(owner, { field: 'Rules of', typed: NAME.toUpperCase(), option: NAME });
    await owner.getByRole('button', { name: 'Change', exact: true }).click();
    const form = owner.getByRole('dialog', { name: 'Change the rules' });
    await form.getByLabel('Credits that each seat takes').fill('1');
    await form.getByRole('checkbox', { name: 'Credits of a pass return' }).first().uncheck();
    await form.getByRole('checkbox', { name: 'Of after the work' }).check();
    await form.getByRole('button', { name: 'Write the next version' }).click();
    await owner.getByText('A job is completed once there is a photo from after the work.').waitFor();
    await owner.getByText(/^Until .*credits are lost/).waitFor();
  });
});
