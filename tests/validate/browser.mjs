// Opens pages in Chromium at two widths, dark and light, and prints what is wrong with what it sees.
// node browser.mjs CHROMIUM SCREENSHOTS|- ADDRESS...
import { readFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const [executablePath, screenshots, ...addresses] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const profile = mkdtempSync(join(tmpdir(), 'syndicate-chromium-'));
const context = await chromium.launchPersistentContext(profile, {
  executablePath,
  headless: true,
  bypassCSP: true, // for axe only: our pages allow no script at all
  args: [
    '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync',
  ],
});
// Pictures of the test are nowhere; Chromium asks for an icon that no page names.
await context.route('**/*', (route) => {
  const { hostname, pathname } = new URL(route.request().url());
  if (pathname === '/favicon.ico') return route.fulfill({ status: 204 });
  return hostname === '127.0.0.1' ? route.continue() : route.abort();
});

const found = [];
const MODES = [390, 1280].flatMap((width) => ['light', 'dark'].map((scheme) => [width, scheme]));
const page = await context.newPage();
const told = [];
page.on('console', (message) => /net::ERR_FAILED/.test(message.text()) || told.push(message.text()));
page.on('pageerror', (error) => told.push(String(error)));
for (const address of addresses) {
  told.length = 0;
  await page.goto(address, { waitUntil: 'load' });
  const said = [...told];
  await page.evaluate(axe);
  for (const [width, scheme] of MODES) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: scheme });
    const seen = await page.evaluate(() => ({
      overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      direction: getComputedStyle(document.documentElement).direction,
      dir: document.documentElement.dir,
      colour: getComputedStyle(document.body).color,
      small: [...document.querySelectorAll('main p, main li, main h1')]
        .filter((one) => parseFloat(getComputedStyle(one).fontSize) < 13).length,
      styled: document.styleSheets.length,
    }));
    const { violations } = await page.evaluate(
      (values) => globalThis.axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] }), RULES);
    const broken = violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 2).map((one) => one.html.slice(0, 120)).join(' | ')}`);
    found.push({ address, width, scheme, told: said, broken, ...seen });
    if (screenshots !== '-') {
      mkdirSync(screenshots, { recursive: true });
      const name = new URL(address).pathname.replaceAll('/', '_').replace(/^_/, '') || 'front';
      await page.screenshot({ path: `${screenshots}/${name}.${width}.${scheme}.png` });
    }
  }
}
await context.close();
rmSync(profile, { recursive: true, force: true });
console.log(JSON.stringify(found));
