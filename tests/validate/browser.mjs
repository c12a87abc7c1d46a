// Opens pages in Chromium at two widths, dark and light, and prints what is wrong with what it sees.
// node browser.mjs CHROMIUM SCREENSHOTS|- ADDRESS...
import { mkdirSync } from 'node:fs';
import puppeteer from 'puppeteer-core';

const [executablePath, screenshots, ...addresses] = process.argv.slice(2);
const browser = await puppeteer.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
const found = [];
for (const [width, height] of [[360, 740], [1280, 900]]) {
  for (const scheme of ['light', 'dark']) {
    const page = await browser.newPage();
    await page.setViewport({ width, height });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    // Pictures of the test are nowhere.
    await page.setRequestInterception(true);
    page.on('request', (request) => {
      const { hostname, pathname } = new URL(request.url());
      // Chromium asks for an icon that no page names; a site has its own, or none.
      if (pathname === '/favicon.ico') return request.respond({ status: 204 });
      return hostname === '127.0.0.1' ? request.continue() : request.abort();
    });
    const told = [];
    page.on('console', (message) => /net::ERR_FAILED/.test(message.text()) || told.push(message.text()));
    page.on('pageerror', (error) => told.push(String(error)));
    for (const address of addresses) {
      told.length = 0;
      await page.goto(address, { waitUntil: 'load' });
      const seen = await page.evaluate(() => {
        const colours = getComputedStyle(document.body);
        const small = [...document.querySelectorAll('main p, main li, main h1')]
          .filter((one) => parseFloat(getComputedStyle(one).fontSize) < 13).length;
        return {
          overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
          direction: getComputedStyle(document.documentElement).direction,
          dir: document.documentElement.dir,
          colour: colours.color,
          ground: getComputedStyle(document.documentElement).backgroundColor + colours.backgroundColor,
          small,
          styled: document.styleSheets.length,
        };
      });
      found.push({ address, width, scheme, told: [...told], ...seen });
      if (screenshots !== '-') {
        mkdirSync(screenshots, { recursive: true });
        const name = new URL(address).pathname.replaceAll('/', '_').replace(/^_/, '') || 'front';
        await page.screenshot({ path: `${screenshots}/${name}.${width}.${scheme}.png` });
      }
    }
    await page.close();
  }
}
await browser.close();
console.log(JSON.stringify(found));
