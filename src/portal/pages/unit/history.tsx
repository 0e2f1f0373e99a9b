/** The history of a unit: its versions, and what happened between them. */
import type { UnitPageQuery } from '#graphql/generated/operations.ts';
import { formats } from '#platform/locale.ts';
import { DataTable, Section } from '../../components/content.tsx';
import { label } from '../../labels.ts';
import type { PageRequest } from '../../page.ts';

type Unit = NonNullable<UnitPageQuery['territorialUnit']>;

export function History({ request, unit }: { request: PageRequest; unit: Unit }) {
  const { texts } = request;
  const format = formats[request.language];
  const state = (version: { name: string; terc: string; kind: string } | null): string =>
    version === null ? '' : `${version.name} (${version.terc}, ${label(request, 'TerritorialKind', version.kind)})`;
  return (
    <Section title={texts.unit.history} id="history">
      <DataTable
        caption={texts.unit.versions}
        columns={[
          { title: texts.unit.validity },
          { title: texts.list.name },
          { title: texts.unit.terc },
          { title: texts.unit.kind },
        ]}
        rows={unit.versions.map(({ validFrom, validTo, certainUntil, name, terc, kind }) => [
          certainUntil === null
            ? format.days(validFrom, validTo)
            : `${format.days(validFrom, validTo)} (${texts.unit.certainUntil(format.day(certainUntil) ?? '')})`,
          name,
          terc,
          label(request, 'TerritorialKind', kind),
        ])}
      />
      {unit.events.length === 0 ? null : (
        <>
          <h3>{texts.unit.events}</h3>
          <p>{texts.unit.historyNote}</p>
          <ol class="timeline">
            {unit.events.map(({ type, notBefore, notAfter, before, after, inferred }) => (
              <li key={`${type}${notBefore}${before?.terc}${after?.terc}`}>
                <strong>
                  {notBefore === notAfter
                    ? format.day(notBefore)
                    : texts.unit.between(format.day(notBefore) ?? '', format.day(notAfter) ?? '')}
                </strong>
                <br />
                {label(request, 'TerritorialUnitEventType', type)}:{' '}
                {[state(before), state(after)].filter(Boolean).join(' → ')}
                {inferred ? ` (${texts.unit.inferred})` : ''}
              </li>
            ))}
          </ol>
        </>
      )}
    </Section>
  );
}
