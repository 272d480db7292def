import type { WrittenMessage } from './write-message.policy.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}

function linkOf(link: string): string {
  const address = escaped(link);
  return `\n<p style="margin:16px 0 0;overflow-wrap:anywhere"><a href="${address}">${address}</a></p>`;
}

/** A message as the HTML of a mail; everything in it is escaped, so that a name is a name. */
export function htmlOf(
  { subject, text }: WrittenMessage,
  sender: string,
  link: string | null = null,
): string {
  const [first = '', ...facts] = text.split('\n').map(escaped);
  return `<!doctype html>
<html><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>
<body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#1a1b1e;background:#f8f9fa">
<div style="max-width:34rem;margin:auto;padding:24px;background:#fff;border-radius:8px">
<p style="margin:0 0 8px;color:#868e96">${escaped(sender)}</p>
<p style="margin:0 0 16px;font-weight:600">${first}</p>
${facts.map((fact) => `<p style="margin:0 0 4px">${fact}</p>`).join('\n')}${link ? linkOf(link) : ''}
</div></body></html>`;
}
