import { resolutionLabels } from '#graphql/enum-labels.ts';
import { labelEnums } from '#graphql/labels.ts';

labelEnums({
  TerritorialKind: {
    VOIVODESHIP: ['województwo', 'Voivodeship'],
    POWIAT: ['powiat', 'Powiat'],
    URBAN_GMINA: ['gmina miejska', 'Urban gmina'],
    RURAL_GMINA: ['gmina wiejska', 'Rural gmina'],
    URBAN_RURAL_GMINA: ['gmina miejsko-wiejska', 'Urban-rural gmina'],
    TOWN: ['miasto w gminie miejsko-wiejskiej', 'Town in an urban-rural gmina'],
    RURAL_AREA: ['obszar wiejski w gminie miejsko-wiejskiej', 'Rural area of an urban-rural gmina'],
    WARSAW_DISTRICT: ['dzielnica Warszawy', 'District of Warsaw'],
    DELEGATURA: ['delegatura', 'Delegatura'],
  },
  OutlineDetail: {
    COUNTRY: ['mapa kraju', 'Map of the country'],
    REGION: ['mapa województwa lub powiatu', 'Map of a voivodeship or powiat'],
  },
  TerritorialLevel: {
    VOIVODESHIP: ['województwa', 'Voivodeships'],
    POWIAT: ['powiaty i miasta na prawach powiatu', 'Powiats and cities with powiat rights'],
    GMINA: ['gminy', 'Gminas'],
    PART: ['miasta i obszary wiejskie', 'Towns and rural areas'],
    AUXILIARY: ['dzielnice i delegatury', 'Districts and delegatury'],
  },
  TerritorialUnitEventType: {
    CREATED: ['utworzenie', 'Created'],
    ABOLISHED: ['zniesienie', 'Abolished'],
    RENAMED: ['zmiana nazwy', 'Renamed'],
    KIND_CHANGED: ['zmiana rodzaju', 'Kind changed'],
    MOVED: ['zmiana jednostki nadrzędnej', 'Moved'],
    RECODED: ['zmiana kodu', 'Recoded'],
  },
  TerritorialUnitOrderField: {
    METRIC: ['wartość wskaźnika', 'Value of a metric'],
    NAME: ['nazwa', 'Name'],
    POPULATION: ['ludność', 'Population'],
    TERC: ['kod TERC', 'TERC'],
  },
  ResolutionMethod: resolutionLabels,
});
