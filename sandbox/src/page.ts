import type { CaughtFile, CaughtMessage } from './caught-messages.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

// Of its own, though the house escapes its mails alike: the world outside shares no code with the house, so that what
// one of them forgets the other still catches.
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}

const STYLE = `
  :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
  body { max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
  h1 { font-size: 1.4rem; margin: 0; }
  p.what { margin: .25rem 0 1.5rem; opacity: .7; }
  details { border: 1px solid #8884; border-radius: .6rem; margin: .6rem 0; overflow: hidden; }
  summary { display: flex; gap: .8rem; align-items: baseline; padding: .7rem 1rem; cursor: pointer; }
  summary:hover { background: #8881; }
  summary b { flex: 1; font-weight: 600; overflow-wrap: anywhere; }
  summary small, dl { opacity: .75; }
  .channel { font-size: .7rem; font-weight: 700; letter-spacing: .04em; padding: .1rem .5rem; border-radius: 1rem; background: #4c6ef533; }
  .repeats { color: #e8590c; }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem .8rem; margin: 0; padding: 0 1rem; font-size: .85rem; }
  dd { margin: 0; overflow-wrap: anywhere; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: .6rem 1rem 1rem; font: inherit; }
  .file { margin: .6rem 1rem; }
  iframe { width: 100%; height: 24rem; border: 0; border-top: 1px solid #8884; background: #fff; }
`;

function shownFile({ name, type, text }: CaughtFile): string {
  return `<details class="file"><summary>${escaped(name || 'Beside its text')}<small>${escaped(type)}</small></summary><pre>${escaped(text)}</pre></details>`;
}

function shown(message: CaughtMessage, isNewest: boolean): string {
  const { channel, key, from, to, subject, text, html, files, receivedAt, repeats } = message;
  const again = repeats > 0 ? `<small class="repeats">came ${repeats + 1} times</small>` : '';
  const body = html
    ? `<iframe sandbox title="The mail" srcdoc="${escaped(html)}"></iframe>`
    : `<pre>${escaped(text)}</pre>`;
  return `<details${isNewest ? ' open' : ''}>
<summary><span class="channel">${channel}</span><b>${escaped(subject || text.slice(0, 80))}</b>${again}<small>${escaped(to)}</small></summary>
<dl><dt>From</dt><dd>${escaped(from)}</dd><dt>To</dt><dd>${escaped(to)}</dd><dt>Caught</dt><dd>${receivedAt.toISOString()}</dd><dt>Id</dt><dd>${escaped(key)}</dd></dl>
${body}${files.map(shownFile).join('')}
</details>`;
}

/** What was caught, for people: the newest first. Everything that came from outside is escaped. */
export function pageOf(messages: readonly CaughtMessage[]): string {
  const newestFirst = messages.toReversed();
  const list = newestFirst.map((message, index) => shown(message, index === 0)).join('\n');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Messages of Freehold</title><style>${STYLE}</style></head>
<body><h1>Messages</h1>
<p class="what">${messages.length} caught. Nothing of it left this machine; it is forgotten when the house stops.</p>
${list || '<p>Nothing yet. Book a class, and its confirmation is here.</p>'}
</body></html>`;
}
