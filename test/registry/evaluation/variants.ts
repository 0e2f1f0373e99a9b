/** How people and tables write a unit of the register. */
import type { UnitVersion } from '../rules.ts';

const ascii = (text: string): string =>
  text
    .replace(/[łŁ]/g, (letter) => (letter === 'ł' ? 'l' : 'L'))
    .normalize('NFKD')
    .replace(/\p{M}/gu, '');

/** Texts that say the name and no more than the kind. */
export function variantsOf({ kind, name, powiatTerc }: UnitVersion, powiat: string, voivodeship: string): string[] {
  switch (kind) {
    case 'VOIVODESHIP':
      return voivodeshipTexts(name);
    case 'POWIAT':
      return powiatTexts(name);
    case 'URBAN_GMINA':
      return [
        ...gminaTexts(name, powiat, voivodeship, powiatTerc !== null),
        ...[`M. ${name}`, `m. ${name}`, `miasto ${name}`, `gmina miejska ${name}`, `Gmina Miejska ${name}`],
        ...[
          `${name} (1)`,
          `${name} (m)`,
          `${name} - miasto`,
          `gm. m. ${name}`,
          `Gmina Miasto ${name}`,
          `${name} (gmina miejska)`,
        ],
        ...[`${name.toUpperCase()} (1)`, `M. ${name} od 2013`, `${name} od 2003 (1)`, `${name}, gmina miejska`],
        ...(powiatTerc === null
          ? []
          : [`Powiat m. ${name}`, `Powiat m. ${name} od 2013`, `powiat ${name}`, `miasto na prawach powiatu ${name}`]),
      ];
    case 'RURAL_GMINA':
      return [
        ...gminaTexts(name, powiat, voivodeship, false),
        ...[
          `G. ${name}`,
          `W. ${name}`,
          `gmina wiejska ${name}`,
          `${name} (2)`,
          `${name} (w)`,
          `${name} - gmina wiejska`,
        ],
        ...[
          `gm. w. ${name}`,
          `${name.toUpperCase()} (2)`,
          `${name} (gmina wiejska)`,
          `Gmina Wiejska ${name}`,
          `${name}, gm. wiejska`,
        ],
      ];
    case 'URBAN_RURAL_GMINA':
      return [
        ...gminaTexts(name, powiat, voivodeship, false),
        ...[
          `M-W. ${name}`,
          `M.-W. ${name}`,
          `MW. ${name}`,
          `miasto i gmina ${name}`,
          `Gmina i Miasto ${name}`,
          `${name} (3)`,
        ],
        ...[
          `${name} (mw)`,
          `${name} (m-w)`,
          `gmina miejsko-wiejska ${name}`,
          `gm. m.-w. ${name}`,
          `${name.toUpperCase()} (3)`,
          `MiG ${name}`,
        ],
      ];
    case 'TOWN':
      return [`${name} - miasto (4)`, `${name} - miasto`, `${name} (4)`];
    case 'RURAL_AREA':
      return [`${name} - obszar wiejski (5)`, `${name} - obszar wiejski`, `${name} (5)`];
    case 'WARSAW_DISTRICT':
      return [`${name} - dzielnica (8)`, `dzielnica ${name}`, `Warszawa-${name}`, `Warszawa, dzielnica ${name}`];
    default:
      return [name, name.toUpperCase()];
  }
}

function voivodeshipTexts(name: string): string[] {
  const genitive = `${name.slice(0, -1)}ego`;
  return [
    ...[name, name.toUpperCase(), ascii(name), `woj. ${name}`, `WOJ. ${name.toUpperCase()}`, `województwo ${name}`],
    ...[
      `Województwo ${name}`,
      `województwa ${genitive}`,
      `Samorząd Województwa ${genitive}`,
      `w województwie ${genitive.slice(0, -3)}m`,
    ],
  ];
}

function powiatTexts(name: string): string[] {
  const genitive = name.replace(/i(?= |$)/, 'iego').replace(/(zachodn|wschodn)i$/, '$1iego');
  return [
    ...[name, name.toUpperCase(), ascii(name), `pow. ${name}`, `Powiat ${name}`, `POWIAT ${name.toUpperCase()}`],
    ...[`powiat ${ascii(name)}`, `powiatu ${genitive}`, `w powiecie ${genitive.replaceAll('iego', 'im')}`],
  ];
}

function gminaTexts(name: string, powiat: string, voivodeship: string, isCity: boolean): string[] {
  return [
    ...[name, name.toUpperCase(), name.toLowerCase(), ascii(name), `gm. ${name}`, `gm.${name}`, `gmina ${name}`],
    ...[`Gmina ${name}`, `GMINA ${name.toUpperCase()}`, `gmina ${ascii(name)}`, `${name}, woj. ${voivodeship}`],
    ...(isCity ? [] : [`${name}, pow. ${powiat}`, `gm. ${name}, powiat ${powiat}`, `${name} (${powiat})`]),
    ...[
      `WOJ.: ${voivodeship.toUpperCase()}, POW.: ${isCity ? name : powiat}, GM.: ${name}`,
      ...bareNames(name),
      ...shortened(name),
    ],
  ];
}

/** `Dobra (Szczecińska)` and `Słupia Konecka` without what states them from others. */
function bareNames(name: string): string[] {
  const bare = /^(\p{L}+) \(?\p{L}+(sk|ck|dzk)[iae]\)?$/u.exec(name)?.[1];
  return bare === undefined ? [] : [bare];
}

/** `Góra Św. Małgorzaty`, `Ostrów Wlkp.`, `Nowe Miasto n. Wartą`. */
function shortened(name: string): string[] {
  return [
    name.replace(/Święt\p{L}*/u, 'Św.'),
    name
      .replace(/Wielkopolsk\p{L}+/u, 'Wlkp.')
      .replace(/Mazowieck\p{L}+/u, 'Maz.')
      .replace(/Śląsk\p{L}+/u, 'Śl.'),
    name.replace(' nad ', ' n. '),
    name.replace(/^(\p{L}+) \((\p{L}+)\)$/u, '$1 $2'),
  ].filter((text) => text !== name);
}
