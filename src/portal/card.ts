/** The social card of a page, 1200 × 630: what it is called, what it is about, whose it is. */
import { linesOf, textBlock } from '#charts/svg.ts';
import { escapeXml } from '#exports/xml.ts';

export const cardSize = { width: 1_200, height: 630 } as const;

const colours = { paper: '#ffffff', ink: '#1b1f24', soft: '#4a5560', accent: '#1d4f91' };
const margin = 80;

export function cardSvg({ title, description, site }: { title: string; description: string; site: string }): string {
  const { width, height } = cardSize;
  const inner = { width: width - 2 * margin };
  const titleLines = linesOf(title, { ...inner, fontSize: 68, max: 3 });
  const titleEnd = 170 + titleLines.length * 85;
  const room = Math.max(1, Math.min(4, Math.floor((520 - titleEnd) / 42)));
  const parts = [
    `<rect width="${width}" height="${height}" fill="${colours.paper}"/>`,
    `<rect width="${width}" height="16" fill="${colours.accent}"/>`,
    textBlock(['Węzeł'], { x: margin, y: 100, fontSize: 40, fill: colours.accent, weight: 600 }),
    textBlock(titleLines, { x: margin, y: 190, fontSize: 68, fill: colours.ink, weight: 600 }),
    textBlock(linesOf(description, { ...inner, fontSize: 34, max: room }), {
      x: margin,
      y: titleEnd + 50,
      fontSize: 34,
      fill: colours.soft,
    }),
    textBlock([site], { x: margin, y: height - 50, fontSize: 28, fill: colours.soft }),
  ];
  const family = escapeXml("'Source Sans 3', sans-serif");
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="${family}">${parts.join('')}</svg>`;
}
