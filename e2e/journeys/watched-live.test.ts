import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openAs, openBrowser } from '../house/browser.ts';

const port = inject('port');
const COUNTER = 'usage-bookings';

const counted = async (page: Page): Promise<number> =>
  Number(((await page.getByTestId(COUNTER).textContent()) ?? '').replaceAll(/\D/g, ''));

/** A page that the plan does not include says so behind its name, once that is known. */
const goTo = (page: Page, name: string) =>
  page.getByRole('link', { name: new RegExp(`^${name}\\b`) }).click();

describe('a booking watched live', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  it("moves the owner's counter within a second without a reload, and no other tenant's", async () => {
    const owner = await openAs(browser, port, 'fitzone', 'owner');
    const stranger = await openAs(browser, port, 'yogaflow', 'owner');
    const customer = await openAs(browser, port, 'fitzone', 'customer');
    await owner.getByText('Live', { exact: true }).waitFor();
    await stranger.getByText('Live', { exact: true }).waitFor();
    const [before, strangersBefore] = [await counted(owner), await counted(stranger)];
    const strangersFrames: string[] = [];
    await stranger
      .context()
      .newCDPSession(stranger)
      .then(async (session) => {
        await session.send('Network.enable');
        session.on('Network.webSocketFrameReceived', ({ response }) =>
          strangersFrames.push(response.payloadData),
        );
      });
    await goTo(customer, 'Schedule');
    const book = customer.getByRole('button', { name: /^Book / }).first();
    await book.waitFor();
    const loadedAt = await owner.evaluate(() => performance.timeOrigin);

    await book.click();
    await customer.getByText(/^Booked: /).waitFor();
    const bookedAt = performance.now();
    await expect.poll(() => counted(owner), { interval: 10 }).toBe(before + 1);
    const movedAfterMs = performance.now() - bookedAt;

    expect(movedAfterMs).toBeLessThan(1000);
    expect(await owner.evaluate(() => performance.timeOrigin)).toBe(loadedAt);
    expect(await counted(stranger)).toBe(strangersBefore);
    expect(strangersFrames.filter((frame) => frame.includes('"next"'))).toEqual([]);
  });

  it('shows what would unlock a page that the plan does not include, and unlocks it', async () => {
    const owner = await openAs(browser, port, 'studio', 'owner');
    await goTo(owner, 'Analytics');
    const locked = owner.getByTestId('locked');
    await locked.getByRole('heading', { name: /is not in your plan/ }).waitFor();
    expect(await locked.textContent()).toMatch(/Your plan\s*Starter.*Unlocks with\s*Pro/);

    await owner.getByRole('button', { name: /^Change to/ }).click();
    await owner.getByRole('button', { name: 'Change the plan' }).click();

    await locked.waitFor({ state: 'detached' });
    await owner.getByRole('img', { name: /Bookings per day/ }).waitFor();
  });
});
