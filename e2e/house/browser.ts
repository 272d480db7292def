import chromium from '@sparticuz/chromium';
import {
  type Browser,
  type BrowserContext,
  type Locator,
  type Page,
  chromium as playwright,
} from 'playwright-core';

const PASSWORD = 'freehold-demo';

// Made for functions in a cloud, where one page is open: with these, two contexts are not strangers to each other.
const UNFIT = new Set([
  '--single-process',
  '--no-zygote',
  '--disable-web-security',
  '--disable-site-isolation-trials',
  '--allow-running-insecure-content',
]);

/** Opens the browser that comes from the npm registry. */
export async function openBrowser(): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: chromium.args.filter((argument) => !UNFIT.has(argument)),
  });
}

/** Which house's door is meant, and what behind it. */
export interface Door {
  readonly port: number;
  readonly slug: string;
  /** Where the person wants to go, `/` and what follows. */
  readonly path: string;
}

/** A page of a person of the demo, signed in through the form, in a browser context of their own. */
export function openAs(browser: Browser, port: number, slug: string, name: string): Promise<Page> {
  return openDoor(browser, { port, slug, path: '/' }, name);
}

/** As {@link openAs}, of a person who followed a link to the house. */
export async function openDoor(browser: Browser, { port, slug, path }: Door, name: string): Promise<Page> {
  const context: BrowserContext = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
  });
  const page = await context.newPage();
  await page.goto(`http://${slug}.localhost:${port}${path}`);
  await page.getByLabel('Email').fill(`${name}@${slug}.test`);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { level: 1 }).filter({ hasNotText: 'Sign in' }).first().waitFor();
  return page;
}

/** What is chosen in which field, and what somebody types to find it. */
export interface Choosing {
  readonly field: string;
  readonly typed: string;
  readonly option: string;
}

/** Chooses in a field that is searched, with the keyboard alone. */
export async function choose(within: Page | Locator, { field, typed, option }: Choosing): Promise<void> {
  const input = within.getByRole('combobox', { name: field, exact: true });
  const page = 'keyboard' in within ? within : within.page();
  await input.fill(typed);
  const options = page.getByRole('listbox').getByRole('option');
  const found = options.and(page.getByRole('option', { name: option, exact: true }));
  await found.waitFor();
  await options.nth(1).waitFor({ state: 'detached' });
  await input.press('ArrowDown');
  await input.press('Enter');
  await found.waitFor({ state: 'detached' });
}
