/** How to cite what a release published: as text, BibTeX, CSL-JSON (https://citationstyles.org) and CITATION.cff. */
import type { MessageLanguage } from '../errors.ts';

export interface Cited {
  /** What it is, without the name of the hub: "EU-funded projects"; null: the release itself. */
  readonly title: string | null;
  readonly release: number;
  readonly releasedAt: Date;
  /** The lasting address. */
  readonly url: string;
  /** English, as the files of a release are, unless it is said otherwise. */
  readonly language?: MessageLanguage;
}

export const citationFormats = ['TEXT', 'BIBTEX', 'CSL_JSON'] as const;
export type CitationFormat = (typeof citationFormats)[number];

const author = 'Węzeł';

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

const releaseWords: Readonly<Record<MessageLanguage, string>> = { pl: 'wydanie', en: 'release' };

function titleOf({ title, release, language = 'en' }: Cited): string {
  const what = title === null ? author : `${author}: ${title}`;
  return `${what}, ${releaseWords[language]} ${release}`;
}

export function citationAs(format: CitationFormat, cited: Cited): string {
  switch (format) {
    case 'TEXT':
      return `${titleOf(cited)} (${dayOf(cited.releasedAt)}). ${cited.url}`;
    case 'BIBTEX':
      return bibTex(cited);
    case 'CSL_JSON':
      return `${JSON.stringify([cslItem(cited)])}`;
  }
}

const bibTexSigns: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};

function bibTexText(text: string): string {
  return text.replaceAll(/[\\{}&%$#_~^]/g, (sign) => bibTexSigns[sign] ?? `\\${sign}`).replaceAll(/\s+/g, ' ');
}

function keyOf({ url, release }: Cited): string {
  const path = url.replace(/^https?:\/\/[^/]*\/?/, '');
  const words = path
    .normalize('NFKD')
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60);
  return words.includes(`releases-${release}`) ? `wezel-${words}` : `wezel-${words}-release-${release}`;
}

function bibTex(cited: Cited): string {
  const day = dayOf(cited.releasedAt);
  const fields: readonly (readonly [string, string])[] = [
    ['author', `{${author}}`],
    ['title', `{${bibTexText(titleOf(cited))}}`],
    ['year', day.slice(0, 4)],
    ['month', String(Number(day.slice(5, 7)))],
    ['version', String(cited.release)],
    // Braces would end the field; an address has them encoded.
    ['url', cited.url.replaceAll(/[{}\\]/g, encodeURIComponent)],
  ];
  return `@misc{${keyOf(cited)},\n${fields.map(([name, value]) => `  ${name} = {${value}}`).join(',\n')}\n}`;
}

function cslItem(cited: Cited): object {
  const { release, releasedAt, url } = cited;
  const [year, month, day] = dayOf(releasedAt).split('-').map(Number);
  return {
    id: keyOf(cited),
    type: 'dataset',
    title: titleOf(cited),
    author: [{ literal: author }],
    publisher: author,
    version: String(release),
    issued: { 'date-parts': [[year, month, day]] },
    URL: url,
  };
}

/** https://citation-file-format.github.io, version 1.2.0 */
export function citationFile(cited: Cited): string {
  return [
    'cff-version: 1.2.0',
    'message: Please cite the release that you use, and the sources that it names.',
    'type: dataset',
    `title: ${JSON.stringify(titleOf(cited))}`,
    'authors:',
    `  - name: ${author}`,
    `version: "${cited.release}"`,
    `date-released: ${dayOf(cited.releasedAt)}`,
    `url: ${JSON.stringify(cited.url)}`,
    '',
  ].join('\n');
}
