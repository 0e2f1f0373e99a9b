import { builder } from '#graphql/builder.ts';

export const TerritorialKind = builder.enumType('TerritorialKind', {
  description: 'The kind of a territorial unit, as the last digit of its TERC code (RODZ) states it.',
  values: {
    VOIVODESHIP: { description: 'Voivodeship (województwo).' },
    POWIAT: {
      description: 'Powiat. A city with powiat rights is an URBAN_GMINA that counts at the level POWIAT too.',
    },
    URBAN_GMINA: { description: 'Urban gmina (gmina miejska), RODZ 1; cities with powiat rights among them.' },
    RURAL_GMINA: { description: 'Rural gmina (gmina wiejska), RODZ 2.' },
    URBAN_RURAL_GMINA: { description: 'Urban-rural gmina (gmina miejsko-wiejska), RODZ 3.' },
    TOWN: { description: 'Town in an urban-rural gmina, RODZ 4; a part of the gmina.' },
    RURAL_AREA: { description: 'Rural area of an urban-rural gmina, RODZ 5; a part of the gmina.' },
    WARSAW_DISTRICT: { description: 'District (dzielnica) of Warsaw, RODZ 8; an auxiliary unit.' },
    DELEGATURA: { description: 'Delegatura of Kraków, Łódź, Poznań or Wrocław, RODZ 9; an auxiliary unit.' },
  } as const,
});

export const TerritorialLevel = builder.enumType('TerritorialLevel', {
  description: 'The level of a territorial unit. A city with powiat rights is at two: GMINA and POWIAT.',
  values: {
    VOIVODESHIP: { description: 'The 16 voivodeships.' },
    POWIAT: { description: 'Powiats and cities with powiat rights.' },
    GMINA: { description: 'Gminas of every kind, cities with powiat rights among them.' },
    PART: { description: 'Towns and rural areas of urban-rural gminas; not self-governments.' },
    AUXILIARY: { description: 'Districts of Warsaw and delegatury; not self-governments.' },
  } as const,
});

export const TerritorialUnitEventType = builder.enumType('TerritorialUnitEventType', {
  description: 'What happened to a territorial unit.',
  values: {
    CREATED: { description: 'It began, or began again.' },
    ABOLISHED: { description: 'It ended; its area went to other units.' },
    RENAMED: { description: 'It got another name.' },
    KIND_CHANGED: { description: 'It got another kind, and with it another last digit of the code.' },
    MOVED: { description: 'It came to another parent.' },
    RECODED: { description: 'It got another code and nothing else.' },
  } as const,
});
