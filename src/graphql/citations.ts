/** How to cite releases, metrics, pages and queries. */
import { BadInputError, type MessageLanguage } from '#platform/errors.ts';
import { type CitationFormat, citationAs, citationFormats } from '#platform/releases/citation.ts';
import { builder } from './builder.ts';
import type { Context } from './context.ts';
import { languageArgument, messageLanguage } from './language.ts';

const formatDescriptions: Readonly<Record<CitationFormat, string>> = {
  TEXT: 'One line of text.',
  BIBTEX: 'BibTeX.',
  CSL_JSON: 'CSL-JSON, which Zotero, Pandoc and others read.',
};

const CitationFormatType = builder.enumType('CitationFormat', {
  description: 'The form of a citation.',
  values: Object.fromEntries(
    citationFormats.map((format) => [format, { description: formatDescriptions[format] }]),
  ) as Record<CitationFormat, { description: string }>,
});

export const citationArgument = {
  type: CitationFormatType,
  defaultValue: 'TEXT',
  description: 'The form of the citation.',
} as const;

/** Of something as the served release has it. */
export function citationNow(
  { release }: Pick<Context, 'release'>,
  format: CitationFormat,
  cited: { readonly title: string; readonly url: string; readonly language: MessageLanguage },
): string | null {
  const { number, releasedAt } = release;
  return releasedAt === null ? null : citationAs(format, { ...cited, release: number, releasedAt });
}

const maxPathLength = 2_000;

builder.queryField('citation', (t) =>
  t.string({
    nullable: true,
    description: 'How to cite a page or a query of the hub in its current release. Null before the first release.',
    args: {
      path: t.arg.string({
        required: true,
        description: 'The address below the hub, with its query: `/projects?within=24` or `/graphql?documentId=…`.',
      }),
      title: t.arg.string({ description: 'What it shows. Without it, the path.' }),
      format: t.arg(citationArgument),
      lang: t.arg(languageArgument),
    },
    resolve: (_root, { path, title, format, lang }, context) => {
      if (!/^\/(?!\/)/.test(path) || path.length > maxPathLength || !URL.canParse(context.publicUrl + path)) {
        throw new BadInputError(
          '"path" is no address below the hub.',
          'Begin it with one slash: /projects?within=24.',
          {
            polish: '"path" nie jest adresem w tym węźle. Zacznij go od jednego ukośnika: /projects?within=24.',
          },
        );
      }
      const url = new URL(context.publicUrl + path).href;
      return citationNow(context, format ?? 'TEXT', { title: title ?? path, url, language: messageLanguage(lang) });
    },
  }),
);
