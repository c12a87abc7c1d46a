// Works at the desk as an editor does, once by mouse, once by keys alone, once without scripts; prints what was seen.
// node desk.mjs CHROMIUM ENTRANCE
import { chromium } from 'playwright-core';

const [executablePath, entrance] = process.argv.slice(2);
const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-sync'];
const browser = await chromium.launch({ executablePath, headless: true, args });
const seen = { told: [], dialogs: 0 };
const enter = async (options) => {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.setDefaultTimeout(60000);
  // htmx says so when what is typed replaces a check that is under way.
  const meant = /^htmx:(afterRequest|sendAbort)/;
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && !meant.test(message.text())
    && seen.told.push(message.text()));
  page.on('pageerror', (error) => seen.told.push(String(error)));
  page.on('dialog', (dialog) => { seen.dialogs += 1; return dialog.dismiss(); });
  await page.goto(entrance);
  return page;
};
const focus = (page) => page.evaluate(() => {
  const { activeElement: at } = document;
  return at.closest('[data-row]') ? at.tagName : `outside: ${at.tagName}`;
});

// Nobody's finger is as quick as a program's: what the desk brings while a button is pressed may not swallow the click.
const finger = { delay: 300 };
// By mouse: from the queue to a sentence, wrong, then right; saved, approved.
let page = await enter({});
await page.getByRole('searchbox').fill('bread');
await page.waitForFunction(() => document.querySelectorAll('[data-row]').length === 1);
seen.found = await page.locator('[data-row]').count();
await page.locator('[data-row] h2 a').click(finger);
await page.locator('.sheet').waitFor();
const article = page.url();
// What is pasted in the very moment that the form appears is checked too: htmx listens to it only a little later.
await page.evaluate((words) => new MutationObserver((_, watch) => {
  const appeared = document.querySelector('#s1-0 textarea');
  if (!appeared) return;
  watch.disconnect();
  appeared.value = words;
  appeared.dispatchEvent(new Event('input', { bubbles: true }));
}).observe(document.body, { childList: true, subtree: true }),
'Dana Sarsenova abrió <1>una panadería</1> en Oral con 13 trabajadores.');
await page.locator('#s1-0').getByRole('link', { name: /Correct/ }).click(finger);
const field = page.locator('#s1-0 textarea');
await page.locator('#s1-0 .checked .held').waitFor();
seen.wrong = await page.locator('#s1-0 .checked').innerText();
await field.fill('Dana Sarsenova abrió <1>una panadería</1> en Oral con 12 trabajadores.');
await page.locator('#s1-0 .checked .published').waitFor();
seen.stayed = page.url() === article;
await page.locator('#s1-0').getByRole('button', { name: 'Save' }).click(finger);
await field.waitFor({ state: 'detached' });
seen.saved = await page.locator('#s1-0 .target').innerText();
await page.locator('#s1-0 .source [data-same="1"]').first().hover();
seen.lit = await page.locator('#s1-0 .target .lit').count();
await page.getByRole('button', { name: 'Approve' }).click();
await page.locator('.state.published').waitFor();

// By keys alone: down the list, in, down the sentences, correct, save, approve.
page = await enter({});
const keys = async (...names) => { for (const name of names) await page.keyboard.press(name); };
await keys('/');
await page.keyboard.type('bridge');
await page.waitForFunction(() => document.querySelectorAll('[data-row]').length === 1);
await keys('Escape', 'j');
await page.waitForTimeout(500);
seen.row = await focus(page);
await keys('Enter');
await page.locator('.sheet').waitFor();
await page.waitForLoadState('load');
const bridge = page.url();
await keys('j', 'j', 'e');
await page.waitForFunction(() => document.activeElement.matches('textarea'));
await keys('Control+a');
await page.keyboard.type('El puente de la ciudad se abre el lunes.');
await keys('Escape', 's'); // at once: the check of what was typed may not come before the answer
await page.locator('textarea').waitFor({ state: 'detached' });
await page.waitForFunction(() => document.activeElement.closest('[data-row]'));
seen.focus = await focus(page);
await keys('a');
await page.locator('.state.published').waitFor();
await page.waitForLoadState('load');
await keys('z');
await page.locator('.state.held').waitFor();
await page.waitForLoadState('load');
await keys('a');
await page.locator('.state.published').waitFor();

// Two decisions in a breath: both count, and the list shows it; each is undone on its page.
await page.goto(new URL('/queue?is=published', article).href);
seen.out = await page.locator('[data-row]').count();
for (const row of await page.locator('[data-row] button[value=hold]').all()) await row.dispatchEvent('click');
await page.waitForFunction(() => !document.querySelector('[data-row]'));
for (const one of [article, bridge]) {
  await page.goto(one);
  await page.getByRole('button', { name: /Undo/ }).click(finger);
  await page.locator('.state.published').waitFor();
}

// Without scripts: the same forms, each a page of its own.
page = await enter({ javaScriptEnabled: false });
await page.goto(article);
await page.locator('#s2-0').getByRole('link', { name: /Correct/ }).click();
await page.locator('textarea').fill('La gente está contenta con el pan.');
await page.getByRole('button', { name: 'Check' }).click();
seen.plain = await page.locator('.checked').innerText();
await page.getByRole('button', { name: 'Save' }).click();
seen.kept = await page.locator('#s2-0 .target').innerText();
await page.getByRole('button', { name: 'Approve' }).click();
seen.state = await page.locator('.state').first().innerText();
await browser.close();
console.log(JSON.stringify(seen));
