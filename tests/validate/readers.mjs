// Opens every feed named on the command line in two readers' libraries, and prints what a person would get.
import { createReadStream, readFileSync } from 'node:fs';
import FeedParser from 'feedparser';
import Parser from 'rss-parser';

async function rssParser(path) {
  const feed = await new Parser().parseString(readFileSync(path, 'utf8'));
  return feed.items.map((item) => ({ link: item.link, title: item.title, id: item.guid ?? item.id,
    body: item['content:encoded'] ?? item.content }));
}

function nodeFeedparser(path) {
  return new Promise((resolve, reject) => {
    const items = [];
    const parser = new FeedParser({ addmeta: false });
    parser.on('error', reject);
    parser.on('data', (item) => items.push({ link: item.link, title: item.title, id: item.guid,
      body: item.description }));
    parser.on('end', () => resolve(items));
    createReadStream(path).pipe(parser);
  });
}

const found = {};
for (const path of process.argv.slice(2)) {
  found[path] = { 'rss-parser': await rssParser(path), 'node-feedparser': await nodeFeedparser(path) };
}
console.log(JSON.stringify(found));
