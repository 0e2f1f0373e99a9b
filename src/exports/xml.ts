/** Text inside XML 1.0, in content and in quoted attributes alike. */

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0, section 2.2, has no other control characters
const unwritable = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(unwritable, '\uFFFD')
    .replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}

/** An element with its content, which is XML already. */
export function element(
  name: string,
  content: string | readonly string[],
  attributes: Record<string, string> = {},
): string {
  const listed = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(value)}"`);
  const inside = typeof content === 'string' ? content : content.join('');
  return inside === '' ? `<${name}${listed.join('')}/>` : `<${name}${listed.join('')}>${inside}</${name}>`;
}

export const textElement = (name: string, content: string, attributes?: Record<string, string>): string =>
  element(name, escapeXml(content), attributes);
