import { labelEnums } from '#graphql/labels.ts';

labelEnums({
  OfficeKind: {
    MINISTRY: ['ministerstwo', 'Ministry'],
    CENTRAL_OFFICE: ['urząd centralny', 'Central office'],
    VOIVODESHIP_OFFICE: ['urząd wojewódzki', 'Voivodeship office'],
    MARSHALS_OFFICE: ['urząd marszałkowski', "Marshal's office"],
    POWIAT_OFFICE: ['starostwo powiatowe', 'Powiat office'],
    CITY_OR_GMINA_OFFICE: ['urząd miasta lub gminy', 'City or gmina office'],
    POLICE_COMMAND: ['komenda Policji', 'Police command'],
    INSPECTORATE: ['inspekcja', 'Inspectorate'],
    INSTITUTE: ['instytut', 'Institute'],
    OTHER: ['inny urząd lub instytucja', 'Other office or institution'],
  },
  OfficeTier: {
    GOVERNMENT: ['administracja rządowa', 'Government administration'],
    SELF_GOVERNMENT: ['administracja samorządowa', 'Self-government administration'],
  },
  OfficeStatus: { ACTIVE: ['działa', 'Active'], WITHDRAWN: ['wycofany', 'Withdrawn'] },
  OfficeNameType: {
    OFFICIAL: ['nazwa urzędowa', 'Official name'],
    SHORT: ['nazwa skrócona', 'Short name'],
    FORMER: ['dawna nazwa', 'Former name'],
  },
  OfficeRelation: {
    SERVES: ['obsługuje jednostkę', 'Serves the unit'],
    SITS_IN: ['ma siedzibę w jednostce', 'Sits in the unit'],
  },
  OfficeOrderField: {
    NAME: ['nazwa', 'Name'],
    CODE: ['kod', 'Code'],
    KIND: ['rodzaj', 'Kind'],
    RELEASE: ['wydanie', 'Release'],
  },
});
