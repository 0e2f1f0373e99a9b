/** Outlines of units as links: a choropleth with its legend, or where units lie. */

import { frameOf, legendEntries } from '#charts/map.ts';
import { type Box, boxAround } from '#charts/map-frame.ts';
import type { ValueClass } from '#charts/spec.ts';
import { formats } from '#platform/locale.ts';
import { paths } from '../addresses.ts';
import { addressIn } from '../language.ts';
import type { WithRequest } from './content.tsx';

export interface MapUnit {
  readonly terc: string;
  readonly name: string;
  readonly outline: string | null;
}

export interface ValuedUnit extends MapUnit {
  readonly value: number | null;
  readonly classIndex: number | null;
}

interface ShapesProps extends WithRequest {
  readonly label: string;
  readonly units: readonly MapUnit[];
  /** What stands beside the name when a unit is pointed at. */
  readonly note?: (unit: MapUnit) => string;
  readonly className?: (unit: MapUnit) => string | undefined;
  /** The outline of one unit, above the others and leading nowhere, with a ring around it where it is small. */
  readonly own?: string | null;
  /** Instead of all that is drawn: what the map is of. */
  readonly frame?: readonly string[];
}

/**
 * Without JavaScript the shapes are links for the mouse, and the table below the map has the same ones for the keyboard:
 * thousands of stops would be in its way. With it the map is one stop, in which arrows go from unit to unit.
 */
export function UnitMap({ request, label, units, note, className, own = null, frame }: ShapesProps) {
  const drawn = units.filter(({ outline }) => outline !== null);
  if (drawn.length === 0) return null;
  const box =
    frame === undefined ? frameOf(drawn.map(({ terc, outline }) => ({ code: terc, outline }))) : boxAround(frame);
  if (box === null) return null;
  return (
    <div
      class="map"
      data-map
      data-zoom-in={request.texts.map.zoomIn}
      data-zoom-out={request.texts.map.zoomOut}
      data-reset={request.texts.map.reset}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: no element of HTML stands for a group of links in a picture */}
      <svg
        viewBox={`${box.x} ${box.y} ${box.width} ${box.height}`}
        width={Math.round((640 * box.width) / Math.max(box.width, box.height))}
        height={Math.round((640 * box.height) / Math.max(box.width, box.height))}
        role="group"
        aria-label={label}
      >
        {drawn.map((unit) => (
          <a key={unit.terc} href={addressIn(request.language, paths.unit(unit.terc))} tabindex={-1}>
            <path class={className?.(unit)} d={unit.outline ?? ''}>
              <title>{note === undefined ? unit.name : `${unit.name}: ${note(unit)}`}</title>
            </path>
          </a>
        ))}
        {own === null ? null : <OwnShape outline={own} box={box} />}
      </svg>
    </div>
  );
}

/** A share of the map below which a unit gets a ring. */
const smallShare = 0.08;

function OwnShape({ outline, box }: { outline: string; box: Box }) {
  const around = boxAround([outline]);
  const size = around === null ? 0 : Math.max(around.width, around.height);
  return (
    <>
      <path class="own" d={outline} />
      {around === null || size > box.width * smallShare ? null : (
        <circle class="ring" cx={around.x + around.width / 2} cy={around.y + around.height / 2} r={box.width * 0.03} />
      )}
    </>
  );
}

export function Choropleth({
  request,
  title,
  units,
  classes,
  metric,
}: WithRequest & {
  readonly title: string;
  readonly units: readonly ValuedUnit[];
  readonly classes: readonly ValueClass[];
  readonly metric: { readonly unitOfMeasure: string; readonly decimals: number };
}) {
  const { language, texts } = request;
  const format = formats[language];
  if (units.every(({ outline }) => outline === null)) return <p class="empty">{texts.map.noOutlines}</p>;
  const byCode = new Map(units.map((unit) => [unit.terc, unit]));
  const noteOf = ({ terc }: MapUnit): string => {
    const value = byCode.get(terc)?.value ?? null;
    return value === null ? texts.metric.noData : format.number(value, metric.decimals);
  };
  const regions = units.map(({ terc, ...unit }) => ({ ...unit, code: terc, isMarked: false }));
  return (
    <figure class="choropleth">
      <Hatches scale={frameOf(regions).width / 640} />
      <UnitMap
        request={request}
        label={title}
        units={units}
        note={noteOf}
        className={({ terc }) => classNameOf(byCode.get(terc)?.classIndex ?? null)}
      />
      <figcaption>
        <p>
          <strong>{title}</strong> ({metric.unitOfMeasure})
        </p>
        <ul class="legend">
          {legendEntries({ classes, regions, language, decimals: metric.decimals }).map(
            ({ label, count, classIndex }) => (
              <li key={label}>
                <svg width="20" height="14" aria-hidden="true" focusable="false">
                  <rect width="20" height="14" class={classNameOf(classIndex)} />
                </svg>{' '}
                {label} <span class="count">{format.plural(count, texts.metric.units)}</span>
              </li>
            ),
          )}
        </ul>
      </figcaption>
    </figure>
  );
}

/** Units without a value are hatched, so that nobody takes them for a low class: on the map, and beside it. */
function Hatches({ scale }: { scale: number }) {
  return (
    <svg class="hidden" aria-hidden="true" focusable="false">
      {[
        { id: 'missing-unit', transform: `rotate(45) scale(${scale})` },
        { id: 'missing', transform: 'rotate(45)' },
      ].map(({ id, transform }) => (
        <pattern key={id} id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform={transform}>
          <rect width="6" height="6" class="hatch-ground" />
          <line x1="0" y1="0" x2="0" y2="6" class="hatch-line" />
        </pattern>
      ))}
    </svg>
  );
}

function classNameOf(classIndex: number | null): string {
  return classIndex === null ? 'k-none' : `k${classIndex}`;
}
