/** The criteria and subcriteria of CAF 2020, by its published structure (EIPA; Polish edition of the Chancellery of the Prime Minister). */

export interface Criterion {
  readonly code: string;
  readonly namePl: string;
  readonly nameEn: string;
}

const perception = ['Pomiary postrzegania', 'Perception measurements'] as const;
const performance = ['Pomiary efektywności', 'Performance measurements'] as const;

type Names = readonly [pl: string, en: string];

const structure: readonly (readonly [criterion: Names, subcriteria: readonly Names[]])[] = [
  [
    ['Przywództwo', 'Leadership'],
    [
      [
        'Wyznaczanie kierunku organizacji przez opracowanie jej misji, wizji i wartości',
        'Provide direction for the organisation by developing its mission, vision and values',
      ],
      [
        'Zarządzanie organizacją, jej wynikami i ciągłym doskonaleniem',
        'Manage the organisation, its performance and its continuous improvement',
      ],
      [
        'Inspirowanie, motywowanie i wspieranie pracowników oraz dawanie przykładu',
        'Inspire, motivate and support people in the organisation and act as a role model',
      ],
      [
        'Zarządzanie relacjami z władzami politycznymi i innymi interesariuszami',
        'Manage effective relations with political authorities and other stakeholders',
      ],
    ],
  ],
  [
    ['Strategia i planowanie', 'Strategy and planning'],
    [
      [
        'Rozpoznawanie potrzeb i oczekiwań interesariuszy, otoczenia oraz informacji zarządczych',
        'Identify the needs and expectations of the stakeholders, the external environment and relevant management information',
      ],
      [
        'Opracowywanie strategii i planów na podstawie zebranych informacji',
        'Develop strategies and plans based on gathered information',
      ],
      [
        'Komunikowanie, wdrażanie i przegląd strategii i planów',
        'Communicate, implement and review strategies and plans',
      ],
      [
        'Zarządzanie zmianą i innowacjami dla zwinności i odporności organizacji',
        'Manage change and innovation to ensure the agility and resilience of the organisation',
      ],
    ],
  ],
  [
    ['Pracownicy', 'People'],
    [
      [
        'Zarządzanie zasobami ludzkimi i ich doskonalenie dla wsparcia strategii organizacji',
        'Manage and improve human resources to support the strategy of the organisation',
      ],
      ['Rozwijanie kompetencji pracowników i zarządzanie nimi', 'Develop and manage competencies of people'],
      [
        'Angażowanie i upodmiotowienie pracowników oraz dbanie o ich dobrostan',
        'Involve and empower the people and support their well-being',
      ],
    ],
  ],
  [
    ['Partnerstwo i zasoby', 'Partnerships and resources'],
    [
      [
        'Rozwijanie partnerstw z właściwymi organizacjami i zarządzanie nimi',
        'Develop and manage partnerships with relevant organisations',
      ],
      [
        'Współpraca z obywatelami i organizacjami społeczeństwa obywatelskiego',
        'Collaborate with citizens and civil society organisations',
      ],
      ['Zarządzanie finansami', 'Manage finances'],
      ['Zarządzanie informacją i wiedzą', 'Manage information and knowledge'],
      ['Zarządzanie technologią', 'Manage technology'],
      ['Zarządzanie obiektami i wyposażeniem', 'Manage facilities'],
    ],
  ],
  [
    ['Procesy', 'Processes'],
    [
      [
        'Projektowanie procesów i zarządzanie nimi dla zwiększenia wartości dla obywateli i klientów',
        'Design and manage processes to increase value for citizens and customers',
      ],
      [
        'Dostarczanie produktów i usług klientom, obywatelom, interesariuszom i społeczeństwu',
        'Deliver products and services for customers, citizens, stakeholders and society',
      ],
      [
        'Koordynacja procesów w organizacji i z innymi organizacjami',
        'Coordinate processes across the organisation and with other relevant organisations',
      ],
    ],
  ],
  [
    ['Wyniki w relacjach z obywatelami i klientami', 'Citizen/customer-oriented results'],
    [perception, performance],
  ],
  [
    ['Wyniki w relacjach z pracownikami', 'People results'],
    [perception, performance],
  ],
  [
    ['Wyniki odpowiedzialności społecznej', 'Social responsibility results'],
    [perception, performance],
  ],
  [
    ['Kluczowe wyniki działalności', 'Key performance results'],
    [
      ['Wyniki zewnętrzne: produkty i wartość publiczna', 'External results: outputs and public value'],
      ['Wyniki wewnętrzne: poziom efektywności', 'Internal results: level of efficiency'],
    ],
  ],
];

/** Each criterion (`1`) followed by its subcriteria (`1.1` …). */
export const caf2020: readonly Criterion[] = structure.flatMap(([[namePl, nameEn], subcriteria], index) => [
  { code: String(index + 1), namePl, nameEn },
  ...subcriteria.map(([pl, en], sub) => ({ code: `${index + 1}.${sub + 1}`, namePl: pl, nameEn: en })),
]);

const codes = new Set(caf2020.map(({ code }) => code));

/** Older editions have other subcriteria, of which only the shape of the code is known. */
export function isCafCriterion(edition: string, code: string): boolean {
  return edition === '2020' ? codes.has(code) : /^[1-9](\.[1-9])?$/.test(code);
}

export const cafEditions: readonly string[] = ['2002', '2006', '2013', '2020'];

/** The bands of the classical scoring of CAF: upper limits, included. */
export const cafBands: readonly number[] = [10, 30, 50, 70, 90, 100];
