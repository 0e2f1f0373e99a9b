/** Who takes part in projects and is no office. */
import { builder } from '#graphql/builder.ts';
import { shownAtField } from '#graphql/page-url.ts';
import { rowRelease, rowSource } from '#graphql/releases.ts';
import { Organisation } from './nodes.ts';

builder.prismaObjectFields(Organisation, (t) => ({
  url: t.string({
    select: { name: true },
    ...shownAtField<{ name: string | null }>(({ name }) =>
      name === null ? '/projects' : `/projects?text=${encodeURIComponent(name)}`,
    ),
    description: 'The address of the page of projects that name it.',
  }),
  name: t.exposeString('name', {
    nullable: true,
    description: 'Its name as a list first wrote it; null when it is a natural person whose name must not be shown.',
  }),
  nip: t.exposeString('nip', { nullable: true, description: 'Its tax number (NIP), as a list writes it.' }),
  isNipValid: t.exposeBoolean('nipValid', { description: 'Whether it has a NIP with the right check digit.' }),
  legalForm: t.exposeString('legalForm', { nullable: true, description: 'Its legal form, as a list words it.' }),
  postalCode: t.exposeString('postcode', { nullable: true, description: 'The postal code of its seat.' }),
  town: t.exposeString('town', { nullable: true, description: 'The town or village of its seat.' }),
  isRedacted: t.exposeBoolean('redacted', { description: 'Whether its name must not be shown.' }),
  source: t.field({ ...rowSource, description: 'The source that first named it.' }),
  release: t.field({ ...rowRelease, description: 'The release that last changed it.' }),
}));
