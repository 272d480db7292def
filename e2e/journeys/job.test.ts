import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openAs, openBrowser } from '../house/browser.ts';

const port = inject('port');
const SLUG = 'acme';
/** A street of its own, whatever a house has seen before. */
const STREET = `${Date.now() % 100_000} Ridge Road`;

const goTo = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).click();

/** How many pixels of what an element says do not show, of it or of what is in it. */
const cutOff = (element: Element): number =>
  Math.max(...[element, ...element.querySelectorAll('*')].map((each) => each.scrollWidth - each.clientWidth));

/** Chooses the last time that is free on the day in a week; when that is, as the staff's calendar says it. */
async function chooseTime(customer: Page): Promise<string> {
  await goTo(customer, 'Book a time');
  await customer.getByRole('link', { name: 'Choose a time for Wire break repair' }).click();
  await customer.getByRole('button', { name: 'Later days' }).click();
  const slot = customer.getByTestId('slot').last();
  // 10:00 in the morning and in the evening differ by what a clock of twelve hours writes last.
  expect(await slot.evaluate(cutOff)).toBe(0);
  await slot.click();
  const when = await customer.getByRole('heading', { level: 2 }).textContent();
  return (when ?? '').replace(/, (?=\d+:)/, ' ');
}

/** A photo as large as a camera takes it: 4000 by 3000. */
async function drawnPhoto(page: Page): Promise<Buffer> {
  const url = await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [4000, 3000];
    const brush = canvas.getContext('2d');
    if (!brush) throw new Error('The browser does not draw.');
    brush.fillStyle = 'seagreen';
    brush.fillRect(0, 0, 4000, 3000);
    return canvas.toDataURL('image/jpeg');
  });
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}

async function choosePhoto(
  page: Page,
  dialog: Locator,
  file: { name: string; mimeType: string; buffer: Buffer },
) {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    dialog.getByRole('button', { name: 'Add photos' }).click(),
  ]);
  await chooser.setFiles(file);
}

/** How wide the first photo is that a dialog shows. */
async function widthOf(dialog: Locator): Promise<number> {
  const image = dialog.locator('img').first();
  await image.waitFor();
  return image.evaluate(async (shown) => {
    if (!(shown instanceof HTMLImageElement)) return 0;
    await shown.decode();
    return shown.naturalWidth;
  });
}

describe('a job', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  it('is booked at an address for the price that was told before, and staff reads where to go and proves by a photo how it was done', async () => {
    const customer = await openAs(browser, port, SLUG, 'customer');
    const when = await chooseTime(customer);
    await customer.getByLabel('Street and number').fill(STREET);
    await customer.getByLabel('Postal code').fill('27513');
    await customer.getByLabel('City').fill('Cary');
    await customer.getByLabel('Size of the property, m²').fill('2000');
    const price = customer.getByTestId('job-price');
    await price.getByText('$').waitFor();
    const quoted = await price.textContent();
    await customer.getByTestId('confirm-booking').click();
    await customer.getByText('Booked: Wire break repair').waitFor();
    const mine = customer
      .getByRole('region', { name: 'To come' })
      .getByRole('listitem')
      .filter({ hasText: STREET });
    expect(await mine.textContent()).toContain(quoted);

    const staff = await openAs(browser, port, SLUG, 'owner');
    await goTo(staff, 'Schedule');
    await staff.getByText('Live', { exact: true }).waitFor();
    await staff.getByRole('button', { name: 'Week after' }).click();
    await staff.getByRole('button', { name: `Wire break repair, ${when}` }).click();
    await staff.getByRole('dialog', { name: 'Session' }).getByText(`${STREET}, 27513 Cary`).waitFor();

    await staff.getByRole('button', { name: `Photos of ${STREET}` }).click();
    const photos = staff.getByRole('dialog', { name: `Photos of ${STREET}` });
    await photos.getByText('No photos yet.').waitFor();
    await choosePhoto(staff, photos, {
      name: 'page.jpg',
      mimeType: 'image/jpeg',
      buffer: Buffer.from('<p>'),
    });
    await photos.getByText('This is not a photo that can be kept').waitFor();
    await photos.getByRole('button', { name: 'Forget page.jpg' }).click();
    const photo = { name: 'fence.jpg', mimeType: 'image/jpeg', buffer: await drawnPhoto(staff) };
    await choosePhoto(staff, photos, photo);
    expect(await widthOf(photos)).toBe(2560);

    await customer.reload();
    await customer
      .getByRole('button', { name: `Photos of ${STREET}` })
      .first()
      .click();
    const seen = customer.getByRole('dialog', { name: `Photos of ${STREET}` });
    expect(await widthOf(seen)).toBe(2560);
    expect(await seen.getByRole('button', { name: 'Add photos' }).count()).toBe(0);

    await photos.getByRole('button', { name: /^Remove: After the work/ }).click();
    await staff.getByRole('button', { name: 'Remove the photo' }).click();
    await photos.getByText('No photos yet.').waitFor();
  });
});
